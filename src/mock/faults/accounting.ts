import type { Call, Fault, NamedOverride, Override } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';
import { faultsOf, madeBy, onLists } from '../overrides.ts';

const { must, should } = faultsOf('accounting');

const relist = madeBy(must, onLists);

/** Refuses a batch as a whole for an id that no device has. */
const refusingAbsent =
  (fault: Fault): Override =>
  (base, { world }) => ({
    account: (ids, call) =>
      ids.some((id) => id > 0n && id < 2147483648n && !world.devices.has(id))
        ? failedStep(fault)
        : base.account(ids, call),
  });

const elementsOf = (call: Call): string[] => call.body.toString().match(/\d+(?:\.\d+)?/g) ?? [];

export const accounting: readonly NamedOverride[] = [
  relist(
    'omits-the-last',
    'The last device of success is not listed when there are several.',
    ({ success, failed }) => ({
      success: success.length > 1 ? success.slice(0, -1) : success,
      failed,
    }),
  ),
  relist(
    'omits-the-first',
    'The first device of success is not listed when there are several.',
    ({ success, failed }) => ({ success: success.length > 1 ? success.slice(1) : success, failed }),
  ),
  relist('lists-nothing', 'Both lists are always empty.', () => ({ success: [], failed: [] })),
  relist(
    'omits-success-beside-failed',
    'When an id fails, the devices that succeeded are not listed.',
    ({ success, failed }) => ({ success: failed.length > 0 ? [] : success, failed }),
  ),
  relist('in-both-lists', 'A device in success is listed in failed as well.', ({ success, failed }) => ({
    success,
    failed: [...failed, ...success],
  })),
  relist(
    'repeated-in-both-lists',
    'An id that is sent twice succeeds the first time and fails the second.',
    ({ success, failed }, call) => {
      const sent = elementsOf(call);
      const twice = success.filter((id) => sent.filter((text) => text === id.toString()).length > 1);
      return { success, failed: [...failed, ...twice] };
    },
  ),
  relist('listed-twice', 'Each device is listed twice.', ({ success, failed }) => ({
    success: success.flatMap((id) => [id, id]),
    failed,
  })),
  should(
    'repeated-listed-twice',
    'An id that is sent twice is listed twice.',
    onLists(({ success, failed }, call) => {
      const sent = elementsOf(call);
      const times = (id: bigint) => Math.max(1, sent.filter((text) => text === id.toString()).length);
      return { success: success.flatMap((id) => Array.from({ length: times(id) }, () => id)), failed };
    }),
  ),
  relist('invents-an-entry', 'Success has a device that was not asked for.', ({ success, failed }) => ({
    success: [...success, 711554n],
    failed,
  })),
  relist(
    'invents-a-failure',
    'Failed has a device that was not asked for, as in the example of the documents.',
    ({ success, failed }) => ({ success, failed: [...failed, 711554n] }),
  ),
  must(
    'lists-the-whole-pool',
    'Failed lists every device of the deployment that was not asked for.',
    (base, { world }) => ({
      success: ({ success, failed }, call) => {
        const others = [...world.devices.keys()].filter((id) => !success.includes(id) && !failed.includes(id));
        return base.success({ success, failed: [...failed, ...others] }, call);
      },
    }),
  ),
  relist('absent-succeeds', 'Ids that no device has are put into success.', ({ success, failed }) => ({
    success: [...success, ...failed.filter((id) => id > 0n)],
    failed: failed.filter((id) => id <= 0n),
  })),
  relist(
    'absent-succeeds-in-company',
    'An id that no device has is put into success when another id of the batch succeeded.',
    ({ success, failed }) =>
      success.length > 0 ? { success: [...success, ...failed], failed: [] } : { success, failed },
  ),
  should(
    'absent-omitted',
    'Ids that no device has are passed over in silence.',
    onLists(({ success }) => ({ success, failed: [] })),
  ),
  should(
    'absent-is-404-with-another-code',
    'A batch with an id that no device has is answered 404 with APIG.0101.',
    refusingAbsent({ status: 404, code: 'APIG.0101', message: 'The API does not exist.' }),
  ),
  should(
    'absent-is-400',
    'A batch with an id that no device has is answered 400.',
    refusingAbsent({ status: 400, code: 'ROMA.00110001', message: 'device_ids: must exist' }),
  ),
  should('offline-omitted', 'Devices that are offline are not listed.', (base, { world }) => ({
    success: ({ success, failed }, call) =>
      base.success({ success, failed: failed.filter((id) => !world.devices.has(id)) }, call),
  })),
  must('everything-fails', 'Every device is put into failed and stays online.', (base) => ({
    account: (ids) => okStep({ success: [], failed: ids }),
    effect: () => {},
    success: base.success,
  })),
  relist(
    'depends-on-order',
    'Devices that do not follow in ascending order are not listed.',
    ({ success, failed }) => ({
      success: success.filter((id, i) => i === 0 || id > (success[i - 1] ?? 0n)),
      failed,
    }),
  ),
  must('only-the-first-of-several', 'Of several devices only the first is performed and listed.', (base) => ({
    batch: (ids, call) => base.batch(ids.slice(0, 1), call),
  })),
];
