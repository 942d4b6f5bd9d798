import { SHORTER } from '../devices/sights.ts';
import { onlineStatus } from '../exchange/answer.ts';
import type { Id } from '../operation/id.ts';
import type { Seen } from './seen.ts';

/** One look at a device, by the query API. */
interface Look {
  askedAt: number;
  answeredAt: number;
  isOnline: boolean;
}

/**
 * Whether a device that goes offline in that time was looked at so often that a loss as short as the shortest of the run
 * would have been seen.
 */
export function wasInSight(seen: Seen, device: Id, from: number, until: number): boolean {
  const { of, shortest } = looksOf(seen);
  const looks = of.get(device) ?? [];
  const allowed = shortest * SHORTER;
  if (allowed === Number.POSITIVE_INFINITY) return true;
  let last = from;
  for (const { askedAt, answeredAt } of looks) {
    if (answeredAt <= from) continue;
    if (Math.min(answeredAt, until) - last > allowed) return false;
    last = Math.max(last, askedAt);
    if (last >= until) return true;
  }
  return until - last <= allowed;
}

interface Looks {
  of: ReadonlyMap<Id, readonly Look[]>;
  /** The shortest loss that was seen to its end, at most; in ms. */
  shortest: number;
}

const known = new WeakMap<Seen, Looks>();

function looksOf(seen: Seen): Looks {
  const before = known.get(seen);
  if (before) return before;
  const of = new Map<Id, Look[]>();
  for (const { request, answer, sentAt, answeredAt } of seen.exchanges) {
    const status = request.path === 'device' ? onlineStatus(answer) : 'unknown';
    if (status === 'unknown' || request.device === undefined) continue;
    const look = { askedAt: sentAt, answeredAt, isOnline: status === 'online' };
    const looks = of.get(request.device);
    if (looks) looks.push(look);
    else of.set(request.device, [look]);
  }
  for (const looks of of.values()) looks.sort((a, b) => a.askedAt - b.askedAt);
  const found = { of, shortest: Math.min(...[...of.values()].map(shortestOf)) };
  known.set(seen, found);
  return found;
}

function shortestOf(looks: readonly Look[]): number {
  let shortest = Number.POSITIVE_INFINITY;
  let online: Look | null = null;
  let wasOffline = false;
  for (const look of looks) {
    if (look.isOnline && wasOffline && online) shortest = Math.min(shortest, look.answeredAt - online.askedAt);
    if (look.isOnline) online = look;
    wasOffline = !look.isOnline;
  }
  return shortest;
}
