import type { NamedOverride } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';
import { faultsOf, INTERNAL, madeBy, onId } from '../overrides.ts';

const group = faultsOf('ids');

const misread = madeBy(group.must, onId);

/** Writes another id than the one that was looked up. */
const miswrite = madeBy(group.must, (change: (id: bigint) => bigint) => (base) => ({
  writeId: (id, call) => base.writeId(change(id), call),
}));

/** Puts such ids into success. */
const succeed = madeBy(group.must, (succeeds: (id: bigint) => boolean) => (base) => ({
  account: async (all, call) => {
    const outcome = await base.account(all, call);
    if (!('ok' in outcome)) return outcome;
    return okStep({
      success: [...outcome.ok.success, ...all.filter(succeeds)],
      failed: outcome.ok.failed.filter((id) => !succeeds(id)),
    });
  },
}));

const byDouble = (id: bigint) => BigInt(Number(id));

export const ids: readonly NamedOverride[] = [
  misread('wraps-int32', 'Ids are cut to 32 bits with a sign, as by a cast to int.', (id) => BigInt.asIntN(32, id)),
  misread('wraps-uint32', 'Ids are cut to 32 bits without a sign.', (id) => BigInt.asUintN(32, id)),
  misread('wraps-int64', 'Ids past 2^63 are cut to 64 bits.', (id) => BigInt.asIntN(64, id)),
  misread('reads-ids-as-double', 'Ids are read as doubles, so that odd ids past 2^53 become even ones.', byDouble),
  miswrite('writes-ids-as-double', 'Ids are looked up exactly and written as doubles.', byDouble),
  miswrite('writes-ids-as-float32', 'Large ids pass through a 32-bit float when they are written.', (id) =>
    id > 2n ** 24n ? BigInt(Math.fround(Number(id))) : id,
  ),
  miswrite('writes-ids-as-int32', 'Ids are written as 32-bit integers with a sign.', (id) => BigInt.asIntN(32, id)),
  miswrite('saturates-int32', 'Ids past 2^31 become the largest 32-bit integer.', (id) =>
    id > 2147483647n ? 2147483647n : id,
  ),
  misread('saturates-int64', 'Ids past 2^53 become the largest exact double.', (id) =>
    id > 9007199254740991n ? 9007199254740991n : id,
  ),
  misread('takes-absolute-value', 'The minus sign of an id is dropped.', (id) => (id < 0n ? -id : id)),
  succeed('zero-succeeds', 'The id zero is put into success.', (id) => id === 0n),
  succeed('negative-succeeds', 'Negative ids are put into success.', (id) => id < 0n),
  succeed(
    'out-of-range-succeeds',
    'Ids beyond the published range are put into success.',
    (id) => id > 999999999999999999n,
  ),
  group.must('large-ids-are-500', 'Ids past 2^31 end in an internal error.', (base) => ({
    account: (all, call) => (all.some((id) => id > 2147483647n) ? failedStep(INTERNAL) : base.account(all, call)),
  })),
  misread('drops-last-digits', 'Ids of more than fifteen digits are cut to fifteen.', (id) =>
    id.toString().length > 15 ? BigInt(id.toString().slice(0, 15)) : id,
  ),
];
