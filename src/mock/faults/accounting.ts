import type { Behaviour, Call, NamedOverride, Outcome } from '../behaviour.ts';
import { okStep } from '../operation.ts';

const group = 'accounting';
const level = 'MUST';

/** Changes the lists after they were made; the effect stays as it was. */
const relist =
  (change: (outcome: Outcome, call: Call, ids: bigint[]) => Outcome): NamedOverride['override'] =>
  (base: Behaviour) => ({
    success: (outcome, call) => base.success(change(outcome, call, [...outcome.success, ...outcome.failed]), call),
  });

const elementsOf = (call: Call): string[] => call.body.toString().match(/\d+(?:\.\d+)?/g) ?? [];

export const accounting: readonly NamedOverride[] = [
  {
    name: 'omits-the-last',
    group,
    level,
    description: 'The last device of success is not listed when there are several.',
    override: relist(({ success, failed }) => ({
      success: success.length > 1 ? success.slice(0, -1) : success,
      failed,
    })),
  },
  {
    name: 'omits-the-first',
    group,
    level,
    description: 'The first device of success is not listed when there are several.',
    override: relist(({ success, failed }) => ({ success: success.length > 1 ? success.slice(1) : success, failed })),
  },
  {
    name: 'lists-nothing',
    group,
    level,
    description: 'Both lists are always empty.',
    override: relist(() => ({ success: [], failed: [] })),
  },
  {
    name: 'omits-success-beside-failed',
    group,
    level,
    description: 'When an id fails, the devices that succeeded are not listed.',
    override: relist(({ success, failed }) => ({ success: failed.length > 0 ? [] : success, failed })),
  },
  {
    name: 'in-both-lists',
    group,
    level,
    description: 'A device in success is listed in failed as well.',
    override: relist(({ success, failed }) => ({ success, failed: [...failed, ...success] })),
  },
  {
    name: 'repeated-in-both-lists',
    group,
    level,
    description: 'An id that is sent twice succeeds the first time and fails the second.',
    override: relist(({ success, failed }, call) => {
      const sent = elementsOf(call);
      const twice = success.filter((id) => sent.filter((text) => text === id.toString()).length > 1);
      return { success, failed: [...failed, ...twice] };
    }),
  },
  {
    name: 'listed-twice',
    group,
    level,
    description: 'Each device is listed twice.',
    override: relist(({ success, failed }) => ({ success: success.flatMap((id) => [id, id]), failed })),
  },
  {
    name: 'repeated-listed-twice',
    group,
    level: 'SHOULD',
    description: 'An id that is sent twice is listed twice.',
    override: relist(({ success, failed }, call) => {
      const sent = elementsOf(call);
      const times = (id: bigint) => Math.max(1, sent.filter((text) => text === id.toString()).length);
      return { success: success.flatMap((id) => Array.from({ length: times(id) }, () => id)), failed };
    }),
  },
  {
    name: 'invents-an-entry',
    group,
    level,
    description: 'Success has a device that was not asked for.',
    override: relist(({ success, failed }) => ({ success: [...success, 711554n], failed })),
  },
  {
    name: 'invents-a-failure',
    group,
    level,
    description: 'Failed has a device that was not asked for, as in the example of the documents.',
    override: relist(({ success, failed }) => ({ success, failed: [...failed, 711554n] })),
  },
  {
    name: 'lists-the-whole-pool',
    group,
    level,
    description: 'Failed lists every device of the deployment that was not asked for.',
    override: (base, { world }) => ({
      success: ({ success, failed }, call) =>
        base.success(
          {
            success,
            failed: [
              ...failed,
              ...[...world.devices.keys()].filter((id) => !success.includes(id) && !failed.includes(id)),
            ],
          },
          call,
        ),
    }),
  },
  {
    name: 'absent-succeeds',
    group,
    level,
    description: 'Ids that no device has are put into success.',
    override: relist(({ success, failed }) => ({
      success: [...success, ...failed.filter((id) => id > 0n)],
      failed: failed.filter((id) => id <= 0n),
    })),
  },
  {
    name: 'absent-succeeds-in-company',
    group,
    level,
    description: 'An id that no device has is put into success when another id of the batch succeeded.',
    override: relist(({ success, failed }) =>
      success.length > 0 ? { success: [...success, ...failed], failed: [] } : { success, failed },
    ),
  },
  {
    name: 'absent-omitted',
    group,
    level: 'SHOULD',
    description: 'Ids that no device has are passed over in silence.',
    override: relist(({ success }) => ({ success, failed: [] })),
  },
  {
    name: 'absent-is-404-with-another-code',
    group,
    level: 'SHOULD',
    description: 'A batch with an id that no device has is answered 404 with APIG.0101.',
    override: (base, { world }) => ({
      account: (ids, call) =>
        ids.some((id) => id > 0n && id < 2147483648n && !world.devices.has(id))
          ? { fault: { status: 404, code: 'APIG.0101', message: 'The API does not exist.' } }
          : base.account(ids, call),
    }),
  },
  {
    name: 'absent-is-400',
    group,
    level: 'SHOULD',
    description: 'A batch with an id that no device has is answered 400.',
    override: (base, { world }) => ({
      account: (ids, call) =>
        ids.some((id) => id > 0n && id < 2147483648n && !world.devices.has(id))
          ? { fault: { status: 400, code: 'ROMA.00110001', message: 'device_ids: must exist' } }
          : base.account(ids, call),
    }),
  },
  {
    name: 'offline-omitted',
    group,
    level: 'SHOULD',
    description: 'Devices that are offline are not listed.',
    override: (base, { world }) => ({
      success: ({ success, failed }, call) =>
        base.success({ success, failed: failed.filter((id) => !world.devices.has(id)) }, call),
    }),
  },
  {
    name: 'everything-fails',
    group,
    level,
    description: 'Every device is put into failed and stays online.',
    override: (base) => ({
      account: (ids) => okStep({ success: [], failed: ids }),
      effect: () => {},
      success: base.success,
    }),
  },
  {
    name: 'depends-on-order',
    group,
    level,
    description: 'Devices that do not follow in ascending order are not listed.',
    override: relist(({ success, failed }) => ({
      success: success.filter((id, i) => i === 0 || id > (success[i - 1] ?? 0n)),
      failed,
    })),
  },
  {
    name: 'only-the-first-of-several',
    group,
    level,
    description: 'Of several devices only the first is performed and listed.',
    override: (base) => ({ batch: (ids, call) => base.batch(ids.slice(0, 1), call) }),
  },
];
