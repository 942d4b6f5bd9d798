import { type Loss, names } from '../devices/attribution.ts';
import { onlineStatus } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { namingOf } from '../exchange/naming.ts';
import type { Id } from '../operation/id.ts';
import type { Confirmer } from './confirmer.ts';

/** Of those that name nobody, and of the others. */
const MOST_OTHERS = 12;

/**
 * Which requests may have done it. Those that do not name the device are suspect only while effects may still come, and only
 * the nearest of them.
 */
export function suspectsOf(
  { suspects, device, at, explainedBy }: Loss,
  { pool, effects, exchanges }: Confirmer,
): { naming: Exchange[]; others: Exchange[] } {
  const isSeenLate = pool.witness === 'query' && explainedBy === null;
  const from = (isSeenLate ? seenOnlineAt(exchanges, device, at) : at) - effects.settlingMs();
  const near = suspects.filter((x) => !names(x, device) && x.answeredAt >= from);
  const nearest = (ofNobody: boolean) =>
    near.filter(({ request }) => (namingOf(request) === 'none') === ofNobody).slice(0, MOST_OTHERS);
  return { naming: suspects.filter((x) => names(x, device)), others: [...nearest(true), ...nearest(false)] };
}

/** Where it is asked now and then whether a device is online it may have gone offline long before that was seen. */
function seenOnlineAt(exchanges: readonly Exchange[], device: Id, before: number): number {
  const last = exchanges.findLast(
    ({ request, answer, answeredAt }) =>
      request.device === device && answeredAt < before && onlineStatus(answer) === 'online',
  );
  return last?.sentAt ?? before;
}
