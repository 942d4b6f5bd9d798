import type { SessionEvent } from '../devices/session.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Effects } from './effects.ts';

/**
 * Waits until the effects of all that was sent have come, so that none is taken for the doing of the next request: the
 * settling time after the last answer and after the last session that ended, or `atMostMs` where less is known to do.
 */
export async function untilQuiet(
  exchanges: readonly Exchange[],
  sessions: readonly SessionEvent[],
  effects: Effects,
  now: () => number,
  atMostMs: number | null = null,
): Promise<void> {
  // Who asks for a device takes nobody offline.
  const lastAnswer = exchanges.findLast(({ request }) => request.path === 'operation')?.answeredAt ?? 0;
  const lastLoss = sessions.findLast((event) => event.event === 'down' && event.by === 'peer')?.at ?? 0;
  const end = Math.max(lastAnswer, lastLoss) + Math.min(effects.settlingMs(), atMostMs ?? Number.POSITIVE_INFINITY);
  for (let left = end - now(); left > 0; left = end - now()) await new Promise((resolve) => setTimeout(resolve, left));
}
