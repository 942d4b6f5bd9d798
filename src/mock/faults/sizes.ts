import type { Call, NamedOverride } from '../behaviour.ts';
import { failedStep, INVALID_BODY } from '../operation.ts';

const group = 'sizes';
const level = 'MUST';

/** Loses what follows after so many ids, as a page that is never turned. */
const cutAfter = (limit: number): NamedOverride => ({
  name: `drops-after-${limit}`,
  group,
  level,
  description: `Ids after the first ${limit} of a batch are passed over.`,
  override: (base) => ({ batch: (ids, call) => base.batch(ids.slice(0, limit), call) }),
});

/** The part of a batch that is in one chunk, by place: the first, or the last. */
const chunkOf = (call: Call, size: number, which: 'first' | 'last') => {
  const sent = (call.body.toString().match(/\d{5,}/g) ?? []).map(BigInt);
  const start = which === 'first' ? 0 : Math.floor((sent.length - 1) / size) * size;
  const chunk = new Set(sent.slice(start, start + size));
  return (ids: readonly bigint[]) => ids.filter((id) => chunk.has(id));
};

/** Works in chunks and lists those of one of them. */
const listsChunk = (size: number, which: 'first' | 'last'): NamedOverride => ({
  name: `lists-the-${which}-${size}`,
  group,
  level,
  description: `Batches are performed in chunks of ${size}, and the answer is that of the ${which} one.`,
  override: (base) => ({
    success: ({ success, failed }, call) => {
      const inChunk = chunkOf(call, size, which);
      return base.success({ success: inChunk(success), failed: inChunk(failed) }, call);
    },
  }),
});

/** Works in chunks and takes offline those of one of them. */
const takesChunk = (size: number, which: 'first' | 'last'): NamedOverride => ({
  name: `takes-the-${which}-${size}`,
  group,
  level,
  description: `Batches are listed as a whole, and only the ${which} ${size} are taken offline.`,
  override: (base) => ({
    effect: ({ success, failed }, call) => base.effect({ success: chunkOf(call, size, which)(success), failed }, call),
  }),
});

/** Takes repeats out of each chunk alone, so that what comes again in a later one is offline by then. */
const repeatsAcross = (size: number): NamedOverride => ({
  name: `repeats-across-${size}`,
  group,
  level,
  description: `Batches are performed in chunks of ${size}, and an id that stands in two of them is in both lists.`,
  override: (base) => ({
    success: ({ success, failed }, call) => {
      const sent = (call.body.toString().match(/\d{5,}/g) ?? []).map(BigInt);
      const chunk = (place: number) => Math.floor(place / size);
      const again = success.filter((id) => chunk(sent.indexOf(id)) !== chunk(sent.lastIndexOf(id)));
      return base.success({ success, failed: [...failed, ...again] }, call);
    },
  }),
});

export const sizes: readonly NamedOverride[] = [
  ...[100, 500, 1000].map(repeatsAcross),
  ...[100, 200, 500, 1000].flatMap((size) => [
    listsChunk(size, 'first'),
    listsChunk(size, 'last'),
    takesChunk(size, 'first'),
    takesChunk(size, 'last'),
  ]),
  ...[10, 20, 50, 100, 200, 500, 999, 1000, 1024, 2000].map(cutAfter),
  {
    name: 'loses-each-hundredth',
    group,
    level,
    description: 'The last id of each page of a hundred is lost.',
    override: (base) => ({
      // Before repeats are taken out, so that places are places of the request.
      batch: (ids, call) =>
        base.batch(
          ids.filter((_, i) => i % 100 !== 99),
          call,
        ),
    }),
  },
  {
    name: 'loses-the-thousand-and-first',
    group,
    level,
    description: 'The first id of each page of a thousand but the first is lost.',
    override: (base) => ({
      batch: (ids, call) =>
        base.batch(
          ids.filter((_, i) => i === 0 || i % 1000 !== 0),
          call,
        ),
    }),
  },
  {
    name: 'one-id-at-a-time',
    group,
    level,
    description: 'A batch of more than one id is answered 400.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        return 'ok' in list && list.ok.length > 1 ? failedStep(INVALID_BODY) : list;
      },
    }),
  },
  {
    name: 'large-batch-is-500',
    group,
    level,
    description: 'A batch of more than 500 ids ends in an internal error.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        return 'ok' in list && list.ok.length > 500
          ? { fault: { status: 500, code: 'ROMA.00110000', message: 'Internal error.' } }
          : list;
      },
    }),
  },
  {
    name: 'large-batch-without-effect',
    group,
    level,
    description: 'In a batch of more than a hundred ids, devices are listed in success and stay online.',
    override: (base) => ({
      effect: (outcome, call) =>
        outcome.success.length + outcome.failed.length > 100 ? undefined : base.effect(outcome, call),
    }),
  },
  {
    name: 'large-batch-answers-empty',
    group,
    level,
    description: 'A batch of more than 1,000 ids is answered with two empty lists.',
    override: (base) => ({
      success: (outcome, call) =>
        base.success(
          outcome.success.length + outcome.failed.length > 1000 ? { success: [], failed: [] } : outcome,
          call,
        ),
    }),
  },
];
