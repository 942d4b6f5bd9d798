import { createHash } from 'node:crypto';
import { isMessage, type Message } from '../base/message.ts';
import { inEnglish } from '../messages/messages.ts';
import type { GateChange, GateClass, GateSaid, GateSpot, GateUse } from './gate.gen.ts';
import { canonical, type Tree } from './tree.ts';

export type ChangeClass = GateClass;
/** A place in a document of one side. */
export type Spot = GateSpot;
/** A place of use. */
export type ChangeUse = GateUse;
/** One difference between two descriptions; whether it is accepted, and how it is told, are other questions. */
export type Change = Omit<GateChange, 'accepted' | 'title' | 'at'>;

/** Before it is put down: what is said of it has no language yet. */
export type ChangeDraft = Omit<
  Change,
  'fingerprint' | 'before' | 'after' | 'pointer' | 'says' | 'reason' | 'witness' | 'said'
> & {
  before: Tree | undefined;
  after: Tree | undefined;
  says: Message;
  reason: Message;
  witness: { what: Message; value: string | Message } | null;
};

const textOf = (value: Tree | undefined) => (value === undefined ? null : canonical(value));

export const spotText = (spot: Spot | null): string =>
  spot === null ? '' : spot.file === null ? spot.pointer : `${spot.file}#${spot.pointer}`;

/** Completes a change: what it is about decides its fingerprint, and how it is classified. */
export function changeOf(draft: ChangeDraft): Change {
  const [before, after] = [textOf(draft.before), textOf(draft.after)];
  const { rule, part, field, base, head } = draft;
  const pointer = spotText((after === null ? base : head) ?? head ?? base);
  const [first] = draft.uses;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([rule, draft.class, part, field, first?.operation, pointer, before, after]))
    .digest('hex')
    .slice(0, 16);
  return { ...draft, ...inWords(draft), fingerprint, pointer, before, after };
}

/** What is said of a change, in English and by its kinds. */
function inWords({ says, reason, witness }: ChangeDraft): Pick<Change, 'says' | 'reason' | 'witness' | 'said'> {
  return {
    says: inEnglish(says),
    reason: inEnglish(reason),
    witness: witness && { what: inEnglish(witness.what), value: valueText(witness.value) },
    said: {
      says: saidOf(says),
      reason: saidOf(reason),
      ...(witness && { witness: saidOf(witness.what) }),
      ...(isMessage(witness?.value) && { example: saidOf(witness.value) }),
    },
  };
}

const valueText = (value: string | Message): string => (isMessage(value) ? inEnglish(value) : value);

const saidOf = ({ kind, values }: Message): GateSaid => ({ kind, values: { ...values } });

/** The same change for another reason. */
export const withReason = (change: Change, reason: Message): Change => ({
  ...change,
  reason: inEnglish(reason),
  said: { ...change.said, reason: saidOf(reason) },
});

/** In a folder the same change may stand in several documents. */
export const within = (file: string, { fingerprint }: Change): Pick<Change, 'fingerprint'> => ({
  fingerprint: createHash('sha256')
    .update(JSON.stringify([file, fingerprint]))
    .digest('hex')
    .slice(0, 16),
});

/** Changes that tell the same of the same places become one, with all their places of use; the worst comes first. */
export function toldOnce(drafts: readonly ChangeDraft[]): ChangeDraft[] {
  const told = new Map<string, ChangeDraft>();
  for (const draft of drafts) {
    const { rule, base, head, keyword } = draft;
    const key = JSON.stringify([
      rule,
      draft.class,
      keyword,
      spotText(base),
      spotText(head),
      textOf(draft.before),
      textOf(draft.after),
    ]);
    const known = told.get(key);
    if (known) known.uses.push(...draft.uses);
    else told.set(key, { ...draft, uses: [...draft.uses] });
  }
  return [...told.values()];
}

const ORDER: Readonly<Record<ChangeClass, number>> = { breaking: 0, warning: 1, compatible: 2 };

/** The worst first; else in the order in which they stand. */
export const worstFirst = <One extends Change>(changes: readonly One[]): One[] =>
  [...changes].sort((a, b) => ORDER[a.class] - ORDER[b.class]);

/** What all of them come to. */
export const worstOf = (changes: readonly { class: ChangeClass }[]): ChangeClass =>
  changes.some((change) => change.class === 'breaking')
    ? 'breaking'
    : changes.some((change) => change.class === 'warning')
      ? 'warning'
      : 'compatible';
