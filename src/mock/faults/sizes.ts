import type { NamedOverride } from '../behaviour.ts';
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

export const sizes: readonly NamedOverride[] = [
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
