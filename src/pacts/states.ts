import type { Message } from '../base/message.ts';
import { post } from '../checks/request.ts';
import type { Setting } from '../checks/setting.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Pool } from '../devices/pool.ts';
import { guard } from '../exchange/guard.ts';
import { inEnglish, message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Id } from '../operation/id.ts';

/** The values that a pact's `${...}` take. Whole numbers only: Pact's generators know no other. */
export type StateValues = Record<string, string | number>;

/** A provider state cannot be brought about here; the message says what to add. */
export class StateUnavailable extends Error {
  override name = 'StateUnavailable';
  readonly said: Message;
  constructor(said: Message) {
    super(inEnglish(said));
    this.said = said;
  }
}

/** Stands for the credential: the real one is put in its place only when the request leaves. */
export const TOKEN_PLACEHOLDER = 'the-credential-of-the-deployment';

/** The provider states that pacts may name, and what each gives. */
export const STATES: Readonly<Record<string, string>> = {
  'a deployment': 'device1, a test device in whatever state',
  'a device that is online': 'device1, online',
  'devices that are online': 'device1 and device2, online',
  'a device that is online and one that is not': 'device1, online, and device2, offline',
  'a device whose id may have a fraction': 'device1, online, whose successor is a test device or absent',
  'a device that does not exist': 'device1, declared absent',
  'an instance that does not exist': 'instanceId, declared absent, and device1, a test device',
};

export interface StateGround {
  deployment: Deployment;
  setting: Setting;
  pool: Pool;
}

/**
 * Brings a provider state about and gives its values. Devices are taken in turn, so that one is not needed again at once.
 * Throws a StateUnavailable.
 */
export function openStates({ deployment, setting, pool }: StateGround): (name: string) => Promise<StateValues> {
  const { absent, witness, ground } = setting;
  // Pact's proxy reads bodies into doubles.
  const takeable = setting.takeable.filter((id) => Number.isSafeInteger(Number(id)));
  let next = 0;
  const take = (count: number, from: readonly Id[] = takeable): Id[] => {
    if (from.length < count)
      throw new StateUnavailable(
        message(count === 1 ? 'pacts.few-devices.one' : 'pacts.few-devices', { count, there: from.length }),
      );
    const taken = Array.from({ length: count }, (_, i) => from[(next + i) % from.length] ?? '');
    next += count;
    return taken;
  };
  const online = async (ids: readonly Id[]) => {
    if (witness === 'none') throw new StateUnavailable(message('pacts.no-witness', {}));
    const [missing] = await pool.bringOnline(ids);
    if (missing) throw new StateUnavailable(message('run.not-online', { ...missing }));
    return ids;
  };
  const offline = async (id: Id) => {
    if (witness !== 'mqtt') throw new StateUnavailable(message('pacts.no-offline', {}));
    await pool.takeOffline(id);
  };
  const values = (ids: readonly Id[], instanceId = deployment.instanceId): StateValues => ({
    projectId: deployment.projectId,
    instanceId,
    token: TOKEN_PLACEHOLDER,
    ...Object.fromEntries(ids.map((id, i) => [`device${i + 1}`, Number(id)])),
  });

  return async (name) => {
    switch (name) {
      case 'a deployment':
        return values(take(1));
      case 'a device that is online':
        return values(await online(take(1)));
      case 'devices that are online':
        return values(await online(take(2)));
      case 'a device that is online and one that is not': {
        const [first = '', second = ''] = take(2);
        await online([first]);
        await offline(second);
        return values([first, second]);
      }
      case 'a device whose id may have a fraction': {
        const paired = takeable.filter((id) => guard(post(listOf(`${id}.7`)), ground) === null);
        if (paired.length === 0) throw new StateUnavailable(message('pacts.no-pair', {}));
        return values(await online(take(1, paired)));
      }
      case 'a device that does not exist': {
        const [id] = absent;
        if (id === undefined) throw new StateUnavailable(message('pacts.no-absent', {}));
        return values([id]);
      }
      case 'an instance that does not exist':
        return values(await online(take(1)), deployment.absent.instanceId);
      default:
        throw new StateUnavailable(message('pacts.state-unknown', { name, states: Object.keys(STATES) }));
    }
  };
}
