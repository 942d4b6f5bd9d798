import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '../checks/request.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { type Client, Withheld } from '../exchange/client.ts';
import type { Exchange, Failure } from '../exchange/exchange.ts';
import { isUntaken } from '../exchange/failure.ts';

/** Before each look whether somebody answers again, in ms: three seconds in all, which a restart or a full table takes. */
const PAUSES_MS: readonly number[] = [0, 200, 400, 800, 1600];
/** Of one request that nobody takes. */
const MOST_ATTEMPTS = 4;

const isLook = ({ id }: Pick<Exchange, 'id'>) => id.startsWith('outage#');

/** Follows whether anybody answers at all, and has patience once where nobody does. */
export interface Outage {
  /** To be told of every exchange. */
  saw: (exchange: Exchange) => void;
  /** So many exchanges had no answer, one after the other; 0 while it has to be seen yet whether somebody comes back. */
  silent: () => number;
  /** The same client, which does not give a request up because nobody gets through for a moment. */
  patient: (client: Client) => Client;
}

/** `onGone` hears how the last look failed where nobody came back. */
export function openOutage(
  { devices: [device] }: Pick<Deployment, 'devices'>,
  { now, signal, onGone }: { now: () => number; signal: AbortSignal; onGone: (failure: Failure) => void },
): Outage {
  let silent = 0;
  let lastFailure: Failure | null = null;
  let hasAnswered = false;
  /** When it was looked since the last answer, and whether somebody was there. */
  let looked: { until: number; isBack: boolean } | null = null;
  let looking: Promise<boolean> | null = null;
  let looks = 0;

  const isAway = (failure: Failure | null): failure is Failure =>
    failure !== null && isUntaken(failure) && (failure.code === 'RESET' || hasAnswered);

  /** Asks for a device, which does nothing, until somebody answers. */
  const look = async (client: Client, id: string): Promise<boolean> => {
    let failure: Failure | null = null;
    for (const ms of PAUSES_MS) {
      await sleep(ms, undefined, { signal }).catch(() => {});
      const x = await client.send(query(id), { id: `outage#${++looks}`, check: 'witness', repeatOf: null });
      if (!isAway(x.failure)) return x.answer !== null;
      failure = x.failure;
    }
    if (failure && hasAnswered) onGone(failure);
    return false;
  };
  const comesBack = (client: Client, id: string) => {
    looking ??= look(client, id)
      .catch((error: unknown) => {
        if (error instanceof Withheld) return false;
        throw error;
      })
      .then((isBack) => {
        if (isBack) silent = 0;
        looked = { until: now(), isBack };
        looking = null;
        return isBack;
      });
    return looking;
  };

  return {
    saw: (exchange) => {
      if (isLook(exchange)) return;
      lastFailure = exchange.failure;
      silent = exchange.failure ? silent + 1 : 0;
      if (exchange.failure) return;
      hasAnswered = true;
      looked = null;
    },
    silent: () => (isAway(lastFailure) && (looking !== null || looked === null) ? 0 : silent),
    patient: (client) => ({
      ...client,
      again: async (attempts) => {
        const once = await client.again(attempts);
        const last = attempts.at(-1);
        if (once !== null || !last || !device || !isAway(last.failure)) return once;
        if (attempts.filter(({ failure }) => isAway(failure)).length > MOST_ATTEMPTS) return null;
        // What goes on breaking connections where others get through is given up.
        if (looked !== null && last.sentAt >= looked.until) return null;
        const isBack = looked === null ? await comesBack(client, device.id) : looked.isBack;
        return isBack ? { throttled: null } : null;
      },
    }),
  };
}
