import { setTimeout as sleep } from 'node:timers/promises';
import { askedOf } from '../checks/asked.ts';
import { oddKind, passingKinds } from '../checks/passing.ts';
import { isPlain } from '../checks/request.ts';
import { isAnswered } from '../exchange/answer.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import type { LateLane } from './late.ts';
import { type Sender, sendOnline } from './sending.ts';

/** So many different requests that ended in 500 are sent once more; a deployment that answers all so tells no more by more. */
const MOST_REPEATED = 12;

/** How requests are sent again that a deployment may take for all devices, and until when anything is. */
interface Lane extends Pick<LateLane, 'lookout' | 'mayRepeat'> {
  isLate: (request: Request) => boolean;
  isOver: () => boolean;
  /** Ends pauses too. */
  signal: AbortSignal;
}

/** A request that must be performed, and ended in an internal error. */
const endedIn500 = (x: Exchange): boolean => {
  const { forTheOperation, wellFormed } = askedOf(x);
  return forTheOperation && wellFormed && x.repeatOf === null && isAnswered(x) && x.answer.status === 500;
};

/**
 * Sends once more, alone and with their devices online, requests that should have been performed and were answered 500: an
 * error that always comes is another one to look for than one that comes sometimes. Then of each kind of answer that may not
 * be the operation's own one, to see whether it goes away.
 */
export async function repeatErrors(sender: Sender, exchanges: readonly Exchange[], lane: Lane): Promise<void> {
  const { isOver } = lane;
  const failed = [...new Map(exchanges.filter(endedIn500).map((x) => [JSON.stringify(x.request), x])).values()];
  for (const x of failed.slice(0, MOST_REPEATED)) {
    if (isOver()) return;
    // One that was suspected of an effect was repeated already.
    if (exchanges.some(({ repeatOf }) => repeatOf === x.id)) continue;
    await sendAgain(sender, x, 1);
  }
  await repeatOdd(sender, exchanges, lane);
}

/** Before each repeat of an odd answer, in ms: three and a half seconds in all, which a bad moment takes. */
const PAUSES_MS: readonly number[] = [0, 500, 1000, 2000];

/** Sends one request of each kind of odd answer once more, and again after a while, until it is answered otherwise. */
async function repeatOdd(sender: Sender, exchanges: readonly Exchange[], lane: Lane): Promise<void> {
  for (const kind of new Set(exchanges.map(oddKind))) {
    if (kind === null || passingKinds(exchanges).has(kind)) continue;
    const one = exchanges.filter((x) => oddKind(x) === kind && x.repeatOf === null).sort(plainFirst)[0];
    if (!one) continue;
    const before = exchanges.filter(({ repeatOf }) => repeatOf === one.id).length;
    for (const [i, pause] of PAUSES_MS.entries()) {
      await sleep(pause, undefined, { signal: lane.signal }).catch(() => {});
      if (lane.isOver()) return;
      const isLate = lane.isLate(one.request);
      if (isLate && !lane.mayRepeat()) break;
      if (isLate) await lane.lookout.before();
      const repeat = await sendAgain(sender, one, before + i + 1);
      if (isLate && repeat !== null) await lane.lookout.after(repeat);
      if (repeat === null || oddKind(repeat) !== kind) break;
    }
  }
}

const plainFirst = (a: Exchange, b: Exchange) => Number(isPlain(b.request)) - Number(isPlain(a.request));

/** Alone, with its devices online. Null where the guard has something against it. */
async function sendAgain(sender: Sender, x: Exchange, number: number): Promise<Exchange | null> {
  const devices = sender.setting.takeable.filter((id) => askedOf(x).ids.some(({ readings }) => readings.includes(id)));
  try {
    await sender.pool.bringOnline(devices);
    const repeat = await sendOnline(sender, x.request, { id: `${x.id}~${number}`, check: x.check, repeatOf: x.id });
    await sender.effects.settle([repeat]);
    return repeat;
  } catch (error) {
    if (error instanceof Withheld) return null;
    throw error;
  }
}
