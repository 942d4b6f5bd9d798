import type { Fault, NamedOverride } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';
import type { World } from '../world.ts';

const group = 'offline';

const isOffline = (world: World, id: bigint) => world.devices.has(id) && !world.isOnline(id);

const INTERNAL: Fault = { status: 500, code: 'SCB.00000000', message: 'The device has no session.' };
const UNKNOWN: Fault = { status: 404, code: 'ROMA.00110006', message: 'The device is not online.' };
const INVALID: Fault = { status: 400, code: 'ROMA.00110001', message: 'The device is not online.' };

/** Refuses a batch as a whole for a device that is offline. */
const refusing = (
  name: string,
  description: string,
  fault: Fault,
  more: Partial<NamedOverride> = {},
): NamedOverride => ({
  name,
  group,
  description,
  override: (base, { world }) => ({
    account: (ids, call) => (ids.some((id) => isOffline(world, id)) ? failedStep(fault) : base.account(ids, call)),
  }),
  ...more,
});

export const offline: readonly NamedOverride[] = [
  refusing('offline-is-500', 'A batch with a device that is offline is answered 500.', INTERNAL),
  refusing('offline-is-404', 'A batch with a device that is offline is answered 404.', UNKNOWN),
  refusing('offline-is-400', 'A batch with a device that is offline is answered 400.', INVALID),
  refusing(
    'offline-is-500-by-query',
    'A batch with a device that is offline is answered 500, and only the query API tells who is online.',
    INTERNAL,
    { withoutMqtt: true },
  ),
  {
    name: 'offline-is-500-in-any-type',
    group,
    description: 'Every content type is performed, and a batch with a device that is offline is answered 500.',
    override: (base, { world }) => ({
      checkContentType: () => okStep(null),
      account: (ids, call) => (ids.some((id) => isOffline(world, id)) ? failedStep(INTERNAL) : base.account(ids, call)),
    }),
  },
  {
    name: 'offline-is-500-at-once',
    group,
    description: 'A request with the digits of a device that is offline is answered 500, before its body is read.',
    override: (base, { world }) => ({
      parse: (text, call) =>
        (text.match(/\d{5,9}/g) ?? []).some((digits) => isOffline(world, BigInt(digits)))
          ? failedStep(INTERNAL)
          : base.parse(text, call),
    }),
  },
];
