import type { Call, Fault, NamedOverride } from '../behaviour.ts';
import { INVALID_BODY } from '../operation.ts';
import { faultsOf, INTERNAL, idsIn, madeBy, onElements, onLists } from '../overrides.ts';

const { must } = faultsOf('sizes');

/** Loses ids by their place in the request: repeats are taken out afterwards. */
const keeping = madeBy(must, (isKept: (place: number) => boolean) => (base) => ({
  batch: (ids, call) =>
    base.batch(
      ids.filter((_, i) => isKept(i)),
      call,
    ),
}));

/** Loses what follows after so many ids, as a page that is never turned. */
const cutAfter = (limit: number) =>
  keeping(`drops-after-${limit}`, `Ids after the first ${limit} of a batch are passed over.`, (place) => place < limit);

/** The part of a batch that is in one chunk, by place: the first, or the last. */
const chunkOf = (call: Call, size: number, which: 'first' | 'last') => {
  const sent = idsIn(call);
  const start = which === 'first' ? 0 : Math.floor((sent.length - 1) / size) * size;
  const chunk = new Set(sent.slice(start, start + size));
  return (ids: readonly bigint[]) => ids.filter((id) => chunk.has(id));
};

const relist = madeBy(must, onLists);

/** Works in chunks and lists those of one of them. */
const listsChunk = (size: number, which: 'first' | 'last') =>
  relist(
    `lists-the-${which}-${size}`,
    `Batches are performed in chunks of ${size}, and the answer is that of the ${which} one.`,
    ({ success, failed }, call) => {
      const inChunk = chunkOf(call, size, which);
      return { success: inChunk(success), failed: inChunk(failed) };
    },
  );

/** Works in chunks and takes offline those of one of them. */
const takesChunk = (size: number, which: 'first' | 'last') =>
  must(
    `takes-the-${which}-${size}`,
    `Batches are listed as a whole, and only the ${which} ${size} are taken offline.`,
    (base) => ({
      effect: ({ success, failed }, call) =>
        base.effect({ success: chunkOf(call, size, which)(success), failed }, call),
    }),
  );

/** Takes repeats out of each chunk alone, so that what comes again in a later one is offline by then. */
const repeatsAcross = (size: number) =>
  relist(
    `repeats-across-${size}`,
    `Batches are performed in chunks of ${size}, and an id that stands in two of them is in both lists.`,
    ({ success, failed }, call) => {
      const sent = idsIn(call);
      const chunk = (place: number) => Math.floor(place / size);
      const again = success.filter((id) => chunk(sent.indexOf(id)) !== chunk(sent.lastIndexOf(id)));
      return { success, failed: [...failed, ...again] };
    },
  );

const refusing = (past: number, fault: Fault) => onElements((elements) => (elements.length > past ? fault : elements));

export const sizes: readonly NamedOverride[] = [
  ...[100, 500, 1000].map(repeatsAcross),
  ...[100, 200, 500, 1000].flatMap((size) => [
    listsChunk(size, 'first'),
    listsChunk(size, 'last'),
    takesChunk(size, 'first'),
    takesChunk(size, 'last'),
  ]),
  ...[10, 20, 50, 100, 200, 500, 999, 1000, 1024, 2000].map(cutAfter),
  keeping('loses-each-hundredth', 'The last id of each page of a hundred is lost.', (place) => place % 100 !== 99),
  keeping(
    'loses-the-thousand-and-first',
    'The first id of each page of a thousand but the first is lost.',
    (place) => place === 0 || place % 1000 !== 0,
  ),
  must('one-id-at-a-time', 'A batch of more than one id is answered 400.', refusing(1, INVALID_BODY)),
  must('large-batch-is-500', 'A batch of more than 500 ids ends in an internal error.', refusing(500, INTERNAL)),
  must(
    'large-batch-without-effect',
    'In a batch of more than a hundred ids, devices are listed in success and stay online.',
    (base) => ({
      effect: (outcome, call) =>
        outcome.success.length + outcome.failed.length > 100 ? undefined : base.effect(outcome, call),
    }),
  ),
  relist('large-batch-answers-empty', 'A batch of more than 1,000 ids is answered with two empty lists.', (outcome) =>
    outcome.success.length + outcome.failed.length > 1000 ? { success: [], failed: [] } : outcome,
  ),
];
