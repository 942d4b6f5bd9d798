/** Changes of what is no schema. */

import { type Message, placeholdersOf, type Value } from '../../base/message.ts';
import { en } from '../../messages/en.ts';
import { type Kind, message } from '../../messages/messages.ts';
import type { Operation, Role } from '../api.ts';
import type { ChangeClass, ChangeDraft, Spot } from '../change.ts';
import type { StructureRule } from '../rules.ts';
import { printTree, type Tree } from '../tree.ts';
import type { SchemaUse } from './schemas.ts';

export interface Structural {
  rule: StructureRule;
  class: ChangeClass;
  operation: string;
  part: string;
  keyword: string;
  base?: Spot | null;
  head?: Spot | null;
  before?: Tree;
  after?: Tree;
  /** What the values are called where they are more than words; else they are called what they are. */
  named?: Value;
  reason: Message;
  /** What is sent that was fine and is not now. */
  sent?: Message;
}

/** What the rule says of these values. */
function saysOf({ rule, keyword, before, after, named }: Structural): Message {
  const kind: string = `gate.says.${rule}`;
  if (!isKind(kind)) return message('gate.says.keyword', { keyword });
  const plain = (value: Tree | undefined) => (typeof value === 'string' ? value : printTree(value ?? null));
  const values: Record<string, Value> = { keyword, before: named ?? plain(before), after: named ?? plain(after) };
  return { kind, values: Object.fromEntries(placeholdersOf(en[kind]).map((name) => [name, values[name] ?? ''])) };
}

const isKind = (kind: string): kind is Kind => Object.hasOwn(en, kind);

export const told = (change: Structural): ChangeDraft => {
  const { before, after, named: _, sent, base = null, head = null, ...rest } = change;
  return {
    ...rest,
    says: saysOf(change),
    base,
    head,
    before,
    after,
    field: '',
    witness: sent === undefined ? null : { what: message('gate.witness.request', {}), value: sent },
    uses: [{ operation: rest.operation, part: rest.part, field: '', class: rest.class }],
  };
};

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
