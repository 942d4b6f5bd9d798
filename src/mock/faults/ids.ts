import type { Behaviour, NamedOverride } from '../behaviour.ts';
import { okStep } from '../operation.ts';

const group = 'ids';
const level = 'MUST';

/** Makes another id of each id that was read. */
const misread =
  (change: (id: bigint) => bigint): NamedOverride['override'] =>
  (base) => ({
    readId: (element, index, call) => {
      const id = base.readId(element, index, call);
      return 'ok' in id ? okStep(change(id.ok)) : id;
    },
  });

/** Writes another id than the one that was looked up. */
const miswrite =
  (change: (id: bigint) => bigint): NamedOverride['override'] =>
  (base: Behaviour) => ({ writeId: (id, call) => base.writeId(change(id), call) });

const byDouble = (id: bigint) => BigInt(Number(id));

export const ids: readonly NamedOverride[] = [
  {
    name: 'wraps-int32',
    group,
    level,
    description: 'Ids are cut to 32 bits with a sign, as by a cast to int.',
    override: misread((id) => BigInt.asIntN(32, id)),
  },
  {
    name: 'wraps-uint32',
    group,
    level,
    description: 'Ids are cut to 32 bits without a sign.',
    override: misread((id) => BigInt.asUintN(32, id)),
  },
  {
    name: 'wraps-int64',
    group,
    level,
    description: 'Ids past 2^63 are cut to 64 bits.',
    override: misread((id) => BigInt.asIntN(64, id)),
  },
  {
    name: 'reads-ids-as-double',
    group,
    level,
    description: 'Ids are read as doubles, so that odd ids past 2^53 become even ones.',
    override: misread(byDouble),
  },
  {
    name: 'writes-ids-as-double',
    group,
    level,
    description: 'Ids are looked up exactly and written as doubles.',
    override: miswrite(byDouble),
  },
  {
    name: 'writes-ids-as-float32',
    group,
    level,
    description: 'Large ids pass through a 32-bit float when they are written.',
    override: miswrite((id) => (id > 2n ** 24n ? BigInt(Math.fround(Number(id))) : id)),
  },
  {
    name: 'writes-ids-as-int32',
    group,
    level,
    description: 'Ids are written as 32-bit integers with a sign.',
    override: miswrite((id) => BigInt.asIntN(32, id)),
  },
  {
    name: 'saturates-int32',
    group,
    level,
    description: 'Ids past 2^31 become the largest 32-bit integer.',
    override: miswrite((id) => (id > 2147483647n ? 2147483647n : id)),
  },
  {
    name: 'saturates-int64',
    group,
    level,
    description: 'Ids past 2^53 become the largest exact double.',
    override: misread((id) => (id > 9007199254740991n ? 9007199254740991n : id)),
  },
  {
    name: 'takes-absolute-value',
    group,
    level,
    description: 'The minus sign of an id is dropped.',
    override: misread((id) => (id < 0n ? -id : id)),
  },
  {
    name: 'zero-succeeds',
    group,
    level,
    description: 'The id zero is put into success.',
    override: (base) => ({
      account: async (all, call) => {
        const outcome = await base.account(all, call);
        if (!('ok' in outcome) || !all.includes(0n)) return outcome;
        return okStep({ success: [...outcome.ok.success, 0n], failed: outcome.ok.failed.filter((id) => id !== 0n) });
      },
    }),
  },
  {
    name: 'negative-succeeds',
    group,
    level,
    description: 'Negative ids are put into success.',
    override: (base) => ({
      account: async (all, call) => {
        const outcome = await base.account(all, call);
        if (!('ok' in outcome)) return outcome;
        return okStep({
          success: [...outcome.ok.success, ...all.filter((id) => id < 0n)],
          failed: outcome.ok.failed.filter((id) => id >= 0n),
        });
      },
    }),
  },
  {
    name: 'out-of-range-succeeds',
    group,
    level,
    description: 'Ids beyond the published range are put into success.',
    override: (base) => ({
      account: async (all, call) => {
        const outcome = await base.account(all, call);
        if (!('ok' in outcome)) return outcome;
        const isBeyond = (id: bigint) => id > 999999999999999999n;
        return okStep({
          success: [...outcome.ok.success, ...all.filter(isBeyond)],
          failed: outcome.ok.failed.filter((id) => !isBeyond(id)),
        });
      },
    }),
  },
  {
    name: 'large-ids-are-500',
    group,
    level,
    description: 'Ids past 2^31 end in an internal error.',
    override: (base) => ({
      account: (all, call) =>
        all.some((id) => id > 2147483647n)
          ? { fault: { status: 500, code: 'ROMA.00110000', message: 'Internal error.' } }
          : base.account(all, call),
    }),
  },
  {
    name: 'drops-last-digits',
    group,
    level,
    description: 'Ids of more than fifteen digits are cut to fifteen.',
    override: misread((id) => (id.toString().length > 15 ? BigInt(id.toString().slice(0, 15)) : id)),
  },
];
