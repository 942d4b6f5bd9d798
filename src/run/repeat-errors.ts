import { askedOf } from '../checks/asked.ts';
import { isAnswered } from '../exchange/answer.ts';
import { Withheld } from '../exchange/client.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Sender, sendOnline } from './sending.ts';

/** So many different requests that ended in 500 are sent once more; a deployment that answers all so tells no more by more. */
const MOST_REPEATED = 12;

/** A request that must be performed, and ended in an internal error. */
const endedIn500 = (x: Exchange): boolean => {
  const { forTheOperation, wellFormed } = askedOf(x);
  return forTheOperation && wellFormed && x.repeatOf === null && isAnswered(x) && x.answer.status === 500;
};

/**
 * Sends once more, alone and with their devices online, requests that should have been performed and were answered 500: an
 * error that always comes is another one to look for than one that comes sometimes.
 */
export async function repeatErrors(
  sender: Sender,
  exchanges: readonly Exchange[],
  isOver: () => boolean,
): Promise<void> {
  const failed = [...new Map(exchanges.filter(endedIn500).map((x) => [JSON.stringify(x.request), x])).values()];
  for (const x of failed.slice(0, MOST_REPEATED)) {
    if (isOver()) return;
    // One that was suspected of an effect was repeated already.
    if (exchanges.some(({ repeatOf }) => repeatOf === x.id)) continue;
    const devices = sender.setting.takeable.filter((id) =>
      askedOf(x).ids.some(({ readings }) => readings.includes(id)),
    );
    try {
      await sender.pool.bringOnline(devices);
      await sender.effects.settle([
        await sendOnline(sender, x.request, { id: `${x.id}~1`, check: x.check, repeatOf: x.id }),
      ]);
    } catch (error) {
      if (!(error instanceof Withheld)) throw error;
    }
  }
}
