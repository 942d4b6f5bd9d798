import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import type { OnEvent, Pool } from './pool.ts';

export interface QueryPoolOptions {
  /** Asks the query API for one device; `unknown` where it does not tell. */
  ask: (device: Id) => Promise<'online' | 'offline' | 'unknown'>;
  /** How long a device may take to come back by itself, in ms: the suite cannot connect it. */
  patienceMs: number;
  now: () => number;
  onEvent: OnEvent;
}

/** The first and the longest pause between two questions, in ms. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1000;

/** A pool that sees its devices through `online_status` of the query API. Their owner keeps them connected. */
export function openQueryPool({ ask, patienceMs, now, onEvent }: QueryPoolOptions): Pool {
  const states = new Map<Id, 'online' | 'offline' | 'unknown'>();

  const look = async (device: Id) => {
    const state = await ask(device);
    const before = states.get(device);
    states.set(device, state);
    if (state !== 'unknown' && state !== before) {
      onEvent({ at: now(), device, event: state === 'online' ? 'up' : 'down', by: 'peer', witness: 'query' });
    }
    if (state === 'unknown' && before !== undefined && before !== state)
      onEvent({ at: now(), device, event: 'refused', by: 'peer', witness: 'query' });
    return state;
  };

  /** Asks until the device is in that state, or the time is up. */
  const until = async (device: Id, wanted: 'online' | 'offline', withinMs: number): Promise<boolean> => {
    const end = now() + withinMs;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const state = await look(device);
      if (state === wanted) return true;
      const left = end - now();
      if (state === 'unknown' || left <= 0) return false;
      await new Promise((resolve) => setTimeout(resolve, Math.min(pause, Math.ceil(left))));
    }
  };

  return {
    witness: 'query',
    state: (device) => states.get(device) ?? 'unknown',
    bringOnline: async (devices, withinMs = patienceMs) => {
      const online = await Promise.all(devices.map((device) => until(device, 'online', withinMs)));
      return devices.filter((_, i) => !online[i]).map((device) => ({ device, reason: message('refused.query', {}) }));
    },
    takeOffline: async () => {},
    whenOffline: async (devices, withinMs) =>
      (await Promise.all(devices.map((device) => until(device, 'offline', withinMs)))).every(Boolean),
    lookAgain: async (devices) => {
      await Promise.all(devices.map(look));
    },
    close: async () => {},
  };
}
