import { createHash } from 'node:crypto';
import type { GateChange, GateClass, GateWitness } from './gate.gen.ts';
import { canonical, type Tree } from './tree.ts';

export type ChangeClass = GateClass;
/** A request or an answer that was fine before and is not now. */
export type Witness = GateWitness;
/** One difference between two descriptions; whether it is accepted is another question. */
export type Change = Omit<GateChange, 'accepted'>;

export type ChangeDraft = Omit<Change, 'fingerprint' | 'before' | 'after'> & {
  before: Tree | undefined;
  after: Tree | undefined;
};

const textOf = (value: Tree | undefined) => (value === undefined ? null : canonical(value));

/** Completes a change: what it is about decides its fingerprint, not how it is classified. */
export function changeOf(draft: ChangeDraft): Change {
  const [before, after] = [textOf(draft.before), textOf(draft.after)];
  const { operation, part, pointer, keyword } = draft;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([operation, part, pointer, keyword, before, after]))
    .digest('hex')
    .slice(0, 16);
  return { ...draft, fingerprint, before, after };
}

const ORDER: Readonly<Record<ChangeClass, number>> = { breaking: 0, warning: 1, compatible: 2 };

/** The worst first; else in the order in which they stand. */
export const worstFirst = (changes: readonly Change[]): Change[] =>
  [...changes].sort((a, b) => ORDER[a.class] - ORDER[b.class]);

/** What all of them come to. */
export const worstOf = (changes: readonly { class: ChangeClass }[]): ChangeClass =>
  changes.some((change) => change.class === 'breaking')
    ? 'breaking'
    : changes.some((change) => change.class === 'warning')
      ? 'warning'
      : 'compatible';
