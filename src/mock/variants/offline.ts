import type { Fault, NamedOverride, Override } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';
import { variantsOf } from '../overrides.ts';
import type { World } from '../world.ts';

const variant = variantsOf('offline');

const isOffline = (world: World, id: bigint) => world.devices.has(id) && !world.isOnline(id);

const INTERNAL: Fault = { status: 500, code: 'SCB.00000000', message: 'The device has no session.' };
const UNKNOWN: Fault = { status: 404, code: 'ROMA.00110006', message: 'The device is not online.' };
const INVALID: Fault = { status: 400, code: 'ROMA.00110001', message: 'The device is not online.' };

/** Refuses a batch as a whole for a device that is offline. */
const refusing =
  (fault: Fault): Override =>
  (base, { world }) => ({
    account: (ids, call) => (ids.some((id) => isOffline(world, id)) ? failedStep(fault) : base.account(ids, call)),
  });

export const offline: readonly NamedOverride[] = [
  variant('offline-is-500', 'A batch with a device that is offline is answered 500.', refusing(INTERNAL)),
  variant('offline-is-404', 'A batch with a device that is offline is answered 404.', refusing(UNKNOWN)),
  variant('offline-is-400', 'A batch with a device that is offline is answered 400.', refusing(INVALID)),
  variant(
    'offline-is-500-by-query',
    'A batch with a device that is offline is answered 500, and only the query API tells who is online.',
    refusing(INTERNAL),
    { withoutMqtt: true },
  ),
  variant(
    'offline-is-500-in-any-type',
    'Every content type is performed, and a batch with a device that is offline is answered 500.',
    (base, { world }) => ({
      checkContentType: () => okStep(null),
      account: (ids, call) => (ids.some((id) => isOffline(world, id)) ? failedStep(INTERNAL) : base.account(ids, call)),
    }),
  ),
  variant(
    'offline-is-500-at-once',
    'A request with the digits of a device that is offline is answered 500, before its body is read.',
    (base, { world }) => ({
      parse: (text, call) =>
        (text.match(/\d{5,9}/g) ?? []).some((digits) => isOffline(world, BigInt(digits)))
          ? failedStep(INTERNAL)
          : base.parse(text, call),
    }),
  ),
];
