import type { NamedOverride } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep } from '../operation.ts';
import { madeBy, onElements, onId, variantsOf } from '../overrides.ts';

const variant = variantsOf('ids and batches');

const noResource = (id: bigint) =>
  failedStep({
    status: 404,
    code: 'ROMA.00110006',
    message: `The resource does not exist. Check whether the resource ID ${id} is correct.`,
  });

const limiting = (most: number, status: number, code: string) =>
  onElements((elements) =>
    elements.length > most
      ? { status, code, message: `The request body is too large, at most ${most} ids.` }
      : elements,
  );

/** Refuses ids for which it holds. */
const refusing = madeBy(variant, (isRefused: (id: bigint) => boolean) =>
  onId((id) => (isRefused(id) ? INVALID_BODY : id)),
);

const order = madeBy(variant, (sort: (ids: readonly bigint[]) => bigint[]) => (base) => ({
  writeLists: ({ success, failed }, call) => base.writeLists({ success: sort(success), failed: sort(failed) }, call),
}));

export const idsAndBatches: readonly NamedOverride[] = [
  variant(
    'unknown-id-is-404',
    'A request with an id that no device has is answered 404 as a whole and takes nothing offline.',
    (base, { world }) => ({
      batch: (ids, call) => {
        const unknown = ids.find((id) => !world.devices.has(id));
        return unknown === undefined ? base.batch(ids, call) : noResource(unknown);
      },
    }),
  ),
  variant(
    'unknown-id-is-404-after-the-rest',
    'A request with an id that no device has is answered 404, after the devices that exist went offline.',
    (base, { world }) => ({
      batch: async (ids, call) => {
        const unknown = ids.find((id) => !world.devices.has(id));
        if (unknown === undefined) return base.batch(ids, call);
        await base.effect({ success: ids.filter((id) => world.isOnline(id)), failed: [] }, call);
        return noResource(unknown);
      },
    }),
  ),
  refusing('ids-below-one-refused', 'Zero and negative ids are answered 400.', (id) => id < 1n),
  refusing('ids-past-int32-refused', 'Ids past 2^31 are answered 400.', (id) => id >= 1n << 31n),
  refusing(
    'ids-past-range-refused',
    'Ids outside the published range are answered 400.',
    (id) => id < 1n || id > 99_999_999_999_999_999n,
  ),
  variant('ids-past-int32-are-404', 'An id past 2^31 is answered 404 like one that no device has.', (base) => ({
    batch: (ids, call) => {
      const large = ids.find((id) => id >= 1n << 31n);
      return large === undefined ? base.batch(ids, call) : noResource(large);
    },
  })),
  variant('repeats-are-400', 'A batch that names an id twice is answered 400.', (base) => ({
    batch: (ids, call) =>
      new Set(ids).size < ids.length
        ? failedStep({ status: 400, code: 'ROMA.00110001', message: 'Invalid parameters: [device_ids:duplicate].' })
        : base.batch(ids, call),
  })),
  variant('repeats-listed-as-sent', 'An id that is sent twice is listed twice, in one list.', () => ({
    batch: (ids) => okStep(ids),
  })),
  variant(
    'empty-list-is-400',
    'The empty list is answered 400.',
    onElements((elements) => (elements.length === 0 ? INVALID_BODY : elements)),
  ),
  variant('at-most-100-is-400', 'A batch of more than 100 ids is answered 400.', limiting(100, 400, 'ROMA.00110001')),
  variant(
    'at-most-50-is-413',
    'A batch of more than 50 ids is answered 413 by the gateway.',
    limiting(50, 413, 'APIGW.0201'),
  ),
  variant('offline-in-success', 'A device that is offline already is listed in success.', (_base, { world }) => ({
    account: (ids) =>
      okStep({
        success: ids.filter((id) => world.devices.has(id)),
        failed: ids.filter((id) => !world.devices.has(id)),
      }),
  })),
  variant('offline-not-listed', 'A device that is offline already is in neither list.', (base, { world }) => ({
    success: ({ success, failed }, call) =>
      base.success({ success, failed: failed.filter((id) => !world.devices.has(id)) }, call),
  })),
  order('lists-in-reverse', 'The lists are in the opposite order.', (ids) => ids.toReversed()),
  order('lists-by-digits', 'The lists are sorted as texts.', (ids) =>
    [...ids].sort((a, b) => (a.toString() < b.toString() ? -1 : 1)),
  ),
];
