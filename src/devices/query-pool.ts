import { performance } from 'node:perf_hooks';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import type { OnEvent, Pool } from './pool.ts';
import { followSights } from './sights.ts';

export interface QueryPoolOptions {
  /** Asks the query API for one device; `unknown` where it does not tell. */
  ask: (device: Id) => Promise<State>;
  /** How long a device may take to come back by itself, in ms: the suite cannot connect it. */
  patienceMs: number;
  now: () => number;
  onEvent: OnEvent;
  /** What a clock on the wall says, in ms: a device comes back as fast while this process is held up. */
  wall?: () => number;
}

type State = 'online' | 'offline' | 'unknown';

/** The first and the longest pause between two questions, in ms. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const pauseUntil = (ms: number, over: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      over.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    over.addEventListener('abort', end);
    if (over.aborted) end();
  });

/** A pool that sees its devices through `online_status` of the query API. Their owner keeps them connected. */
export function openQueryPool({
  ask,
  patienceMs,
  now,
  onEvent,
  wall = () => performance.now(),
}: QueryPoolOptions): Pool {
  const states = new Map<Id, State>();
  const sights = followSights();
  const looking = new Map<Id, { done: Promise<State>; next: Promise<State> | null }>();

  const lookNow = async (device: Id) => {
    const askedAt = wall();
    const state = await ask(device);
    const before = states.get(device);
    states.set(device, state);
    sights.saw(device, state, askedAt, wall());
    if (state !== 'unknown' && state !== before) {
      onEvent({ at: now(), device, event: state === 'online' ? 'up' : 'down', by: 'peer', witness: 'query' });
    }
    if (state === 'unknown' && before !== undefined && before !== state)
      onEvent({ at: now(), device, event: 'refused', by: 'peer', witness: 'query' });
    return state;
  };

  /** One after the other, so that answers which overtake each other tell of no loss; who waits for one shares the next. */
  const look = (device: Id): Promise<State> => {
    const current = looking.get(device);
    if (current) {
      current.next ??= current.done.then(
        () => look(device),
        () => look(device),
      );
      return current.next;
    }
    const done = lookNow(device).finally(() => looking.delete(device));
    looking.set(device, { done, next: null });
    return done;
  };

  /** Asks until the device is in that state, or the time is up. */
  const until = async (device: Id, wanted: 'online' | 'offline', withinMs: number): Promise<boolean> => {
    const end = now() + withinMs;
    // Who waits for the end of a session must not miss it; who waits for a session may come late.
    const longest = () => (wanted === 'offline' ? Math.min(LONGEST_PAUSE, sights.longestPauseMs()) : LONGEST_PAUSE);
    for (let gap = FIRST_PAUSE; ; gap = Math.min(gap * 2, longest())) {
      const state = await look(device);
      if (state === wanted) return true;
      const left = end - now();
      if (state === 'unknown' || left <= 0) return false;
      await pause(Math.min(gap, Math.ceil(left)));
    }
  };

  const watch: Pool['watch'] = async (devices, meanwhile) => {
    const over = new AbortController();
    const watched = await Promise.all(
      devices.map(async (device) => ({ device, wasOnline: (await look(device)) === 'online' })),
    );
    const eyes = Promise.all(
      watched.map(async ({ device, wasOnline }) => {
        const sight = sights.from(device);
        for (let isLast = false; !isLast; ) {
          await pauseUntil(sights.pauseMs(), over.signal);
          isLast = over.signal.aborted;
          await look(device);
        }
        return wasOnline && sight.missesNothing() ? [] : [device];
      }),
    );
    const ended = meanwhile().finally(() => over.abort());
    const [unseen] = await Promise.all([eyes, ended]);
    return unseen.flat();
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
    watch,
    close: async () => {},
  };
}
