import type { Call, NamedOverride, Step } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep } from '../operation.ts';

const group = 'ids and batches';

const noResource = (id: bigint) =>
  failedStep({
    status: 404,
    code: 'ROMA.00110006',
    message: `The resource does not exist. Check whether the resource ID ${id} is correct.`,
  });

const limitOf = (name: string, most: number, status: number, code: string, description: string): NamedOverride => ({
  name,
  group,
  description,
  override: (base) => ({
    readList: (body, call): Step<unknown[]> => {
      const list = base.readList(body, call);
      return 'ok' in list && list.ok.length > most
        ? failedStep({ status, code, message: `The request body is too large, at most ${most} ids.` })
        : list;
    },
  }),
});

/** Refuses ids for which it holds. */
const refusing = (name: string, description: string, isRefused: (id: bigint) => boolean): NamedOverride => ({
  name,
  group,
  description,
  override: (base) => ({
    readId: (element, index, call) => {
      const id = base.readId(element, index, call);
      return 'ok' in id && isRefused(id.ok) ? failedStep(INVALID_BODY) : id;
    },
  }),
});

const order = (
  name: string,
  description: string,
  sort: (ids: readonly bigint[], call: Call) => bigint[],
): NamedOverride => ({
  name,
  group,
  description,
  override: (base) => ({
    writeLists: ({ success, failed }, call) =>
      base.writeLists({ success: sort(success, call), failed: sort(failed, call) }, call),
  }),
});

export const idsAndBatches: readonly NamedOverride[] = [
  {
    name: 'unknown-id-is-404',
    group,
    description: 'A request with an id that no device has is answered 404 as a whole and takes nothing offline.',
    override: (base, { world }) => ({
      batch: (ids, call) => {
        const unknown = ids.find((id) => !world.devices.has(id));
        return unknown === undefined ? base.batch(ids, call) : noResource(unknown);
      },
    }),
  },
  {
    name: 'unknown-id-is-404-after-the-rest',
    group,
    description: 'A request with an id that no device has is answered 404, after the devices that exist went offline.',
    override: (base, { world }) => ({
      batch: async (ids, call) => {
        const unknown = ids.find((id) => !world.devices.has(id));
        if (unknown === undefined) return base.batch(ids, call);
        await base.effect({ success: ids.filter((id) => world.isOnline(id)), failed: [] }, call);
        return noResource(unknown);
      },
    }),
  },
  refusing('ids-below-one-refused', 'Zero and negative ids are answered 400.', (id) => id < 1n),
  refusing('ids-past-int32-refused', 'Ids past 2^31 are answered 400.', (id) => id >= 1n << 31n),
  refusing(
    'ids-past-range-refused',
    'Ids outside the published range are answered 400.',
    (id) => id < 1n || id > 99_999_999_999_999_999n,
  ),
  {
    name: 'ids-past-int32-are-404',
    group,
    description: 'An id past 2^31 is answered 404 like one that no device has.',
    override: (base) => ({
      batch: (ids, call) => {
        const large = ids.find((id) => id >= 1n << 31n);
        return large === undefined ? base.batch(ids, call) : noResource(large);
      },
    }),
  },
  {
    name: 'repeats-are-400',
    group,
    description: 'A batch that names an id twice is answered 400.',
    override: (base) => ({
      batch: (ids, call) =>
        new Set(ids).size < ids.length
          ? failedStep({ status: 400, code: 'ROMA.00110001', message: 'Invalid parameters: [device_ids:duplicate].' })
          : base.batch(ids, call),
    }),
  },
  {
    name: 'repeats-listed-as-sent',
    group,
    description: 'An id that is sent twice is listed twice, in one list.',
    override: () => ({ batch: (ids) => okStep(ids) }),
  },
  {
    name: 'empty-list-is-400',
    group,
    description: 'The empty list is answered 400.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        return 'ok' in list && list.ok.length === 0 ? failedStep(INVALID_BODY) : list;
      },
    }),
  },
  limitOf('at-most-100-is-400', 100, 400, 'ROMA.00110001', 'A batch of more than 100 ids is answered 400.'),
  limitOf('at-most-50-is-413', 50, 413, 'APIGW.0201', 'A batch of more than 50 ids is answered 413 by the gateway.'),
  {
    name: 'offline-in-success',
    group,
    description: 'A device that is offline already is listed in success.',
    override: (_base, { world }) => ({
      account: (ids) =>
        okStep({
          success: ids.filter((id) => world.devices.has(id)),
          failed: ids.filter((id) => !world.devices.has(id)),
        }),
    }),
  },
  {
    name: 'offline-not-listed',
    group,
    description: 'A device that is offline already is in neither list.',
    override: (base, { world }) => ({
      success: ({ success, failed }, call) =>
        base.success({ success, failed: failed.filter((id) => !world.devices.has(id)) }, call),
    }),
  },
  order('lists-in-reverse', 'The lists are in the opposite order.', (ids) => ids.toReversed()),
  order('lists-by-digits', 'The lists are sorted as texts.', (ids) =>
    [...ids].sort((a, b) => (a.toString() < b.toString() ? -1 : 1)),
  ),
];
