import { pauseOwn } from '../base/own-time.ts';
import { readLists } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { listOf } from '../operation/body.ts';
import type { Pool } from './pool.ts';
import type { SessionEvent } from './session.ts';

/**
 * How long a session has to be up before its device counts as online to the deployment. A table of sessions, or a registry
 * of a cluster, may learn of one a little after the device does; until then the device is answered for as one that is
 * offline, and a request that takes it offline finds nobody.
 */
export interface Rest {
  /** So long sessions rest before a request names their device, in ms. */
  ms: () => number;
  /** From now on at least so long, as far as the limit goes; whether that is longer than before. */
  atLeast: (ms: number) => boolean;
  /** The next longer rest, in ms. */
  next: () => number;
  /** Back to a rest of before. */
  backTo: (ms: number) => void;
  saw: (event: SessionEvent) => void;
  /** Learns from an answer, until a device was taken offline for the first time. */
  answered: (exchange: Exchange) => void;
  /** Resolves once the sessions of these devices have rested. */
  over: (devices: readonly string[]) => Promise<void>;
}

/** In ms. Suffices for a table that is filled by a callback of the broker's. */
export const SHORT_REST_MS = 50;
/** Where a device that is offline is not told by `failed`, one that is not known yet would pass for a fault; in ms. */
const UNTOLD_REST_MS = 300;
/** What is tried, the shortest first, in ms. */
export const RESTS_MS: readonly number[] = [SHORT_REST_MS, 300, 1500, 5000];
/** Beyond what was seen to suffice. */
const MARGIN = 1.5;

/** `limitMs`: a deployment that does not know of a session after that is not waited for. */
export function openRest({ limitMs, now }: { limitMs: number; now: () => number }): Rest {
  const upAt = new Map<string, number>();
  const downAt = new Map<string, number>();
  let isTellingKnown = false;
  let rest = 0;
  let isKnown = false;
  const atLeast = (ms: number) => {
    const wanted = Math.min(ms, Math.max(limitMs, rest));
    if (wanted <= rest) return false;
    rest = wanted;
    return true;
  };
  /** Learns how a device that is offline is answered for. */
  const learnTelling = ({ request, answer, sentAt }: Exchange) => {
    const isPlain = request.path === 'operation' && request.method === 'POST' && request.credential === 'valid';
    if (isTellingKnown || !isPlain || request.instance !== 'own' || !answer) return;
    const [device] = [...downAt].find(([id, at]) => at < sentAt && !upAt.has(id) && request.body === listOf(id)) ?? [];
    if (device === undefined) return;
    isTellingKnown = true;
    const isInFailed = answer.status === 200 && readLists(answer)?.failed?.some(({ key }) => key === device);
    if (!isInFailed) atLeast(UNTOLD_REST_MS);
  };
  const next = (after: number) => RESTS_MS.find((step) => step > after) ?? limitMs;
  return {
    ms: () => rest,
    atLeast,
    next: () => next(rest),
    backTo: (ms) => {
      rest = ms;
    },
    saw: ({ device, event, at }) => {
      if (event === 'up') upAt.set(device, at);
      else if (event === 'down') {
        upAt.delete(device);
        downAt.set(device, at);
      }
    },
    answered: (exchange) => {
      learnTelling(exchange);
      const { request, answer, sentAt } = exchange;
      if (isKnown || request.path !== 'operation' || answer?.status !== 200) return;
      const lists = readLists(answer);
      const since = (key: string | null) => {
        const at = key === null ? undefined : upAt.get(key);
        return at === undefined ? [] : [sentAt - at];
      };
      const taken = (lists?.success ?? []).flatMap(({ key }) => since(key));
      if (taken.length > 0) {
        isKnown = true;
        if (rest > 0) rest = Math.max(rest, Math.min(...taken) * MARGIN);
        return;
      }
      const left = (lists?.failed ?? []).flatMap(({ key }) => since(key));
      if (left.length === 0) return;
      const longest = Math.max(...left);
      if (longest < limitMs) {
        atLeast(next(longest));
        return;
      }
      // It is not for want of a rest.
      isKnown = true;
      rest = 0;
    },
    over: async (devices) => {
      for (;;) {
        const left = Math.max(
          0,
          ...devices.map((device) => (upAt.get(device) ?? Number.NEGATIVE_INFINITY) + rest - now()),
        );
        if (left <= 0) return;
        await pauseOwn(left);
      }
    },
  };
}

/** A pool whose devices are online once their sessions have rested. */
export const restedPool = (pool: Pool, rest: Rest): Pool => ({
  ...pool,
  bringOnline: async (devices, withinMs) => {
    const missing = await pool.bringOnline(devices, withinMs);
    if (pool.witness === 'mqtt') await rest.over(devices);
    return missing;
  },
});
