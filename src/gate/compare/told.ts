/** Changes of what is no schema. */

import type { Operation, Role } from '../api.ts';
import type { ChangeClass, ChangeDraft, Spot } from '../change.ts';
import type { Tree } from '../tree.ts';
import type { SchemaUse } from './schemas.ts';

export interface Structural {
  rule: string;
  class: ChangeClass;
  operation: string;
  part: string;
  keyword: string;
  base?: Spot | null;
  head?: Spot | null;
  before?: Tree;
  after?: Tree;
  reason: string;
  /** What is sent that was fine and is not now. */
  sent?: string;
}

export const told = ({ before, after, sent, base = null, head = null, ...rest }: Structural): ChangeDraft => ({
  ...rest,
  base,
  head,
  before,
  after,
  field: '',
  witness: sent === undefined ? null : { what: 'a request', value: sent },
  uses: [{ operation: rest.operation, part: rest.part, field: '', class: rest.class }],
});

/** What narrows what is sent breaks its senders, what widens what comes its readers. */
export const classOf = (effect: 'narrower' | 'wider', role: Role): ChangeClass =>
  effect === (role === 'request' ? 'narrower' : 'wider') ? 'breaking' : 'compatible';

/** What a comparison of structures finds. */
export interface Found {
  changes: ChangeDraft[];
  uses: SchemaUse[];
}

/** Two operations of the same kind; `sends` is the direction of their requests as the consumer sees it. */
export interface OperationPair {
  base: Operation;
  head: Operation;
  /** As it is named in what is told. */
  name: string;
  sends: Role;
  found: Found;
}

export const opposite = (role: Role): Role => (role === 'request' ? 'response' : 'request');
