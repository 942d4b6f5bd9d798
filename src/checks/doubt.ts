import { keysOf, readLists, successSet } from '../exchange/answer.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { aboutDevice } from './about-device.ts';
import { notKnownOnline } from './advice.ts';
import { askedOf } from './asked.ts';
import type { Finding } from './check.ts';
import { obstacleFound } from './finding.ts';
import type { Seen } from './seen.ts';

/**
 * Whether a witness knew the device to be online just before the request and nothing else may have taken it offline while
 * that was under way: only then a MUST may be judged from its state, or from its place in a listing.
 */
export const wasOnline = (seen: Seen, x: Exchange, device: Id): boolean =>
  stayedOnline(seen, x, device) && !aboutDevice(seen, device).isContested(x);

/** The same, among requests of which none may be performed: that others name the device too means nothing. */
export const stayedOnline = (seen: Seen, x: Exchange, device: Id): boolean =>
  seen.stateAt(device, x.sentAt) === 'online' && !mayHaveBeenLost(seen, x, device);

/**
 * Devices that the request asks for beyond doubt, whole or with a fraction, and that a witness knew to be online; or else
 * all others of them: one that another request in flight named too may have been in either state.
 */
export function devicesAsked(seen: Seen, x: Exchange, state: 'online' | 'other'): Id[] {
  const known = asked.get(seen) ?? new WeakMap<Exchange, Asked>();
  asked.set(seen, known);
  const before = known.get(x);
  if (before) return before[state];
  const declared = seen.setting.ground.devices;
  const floors = askedOf(x).ids.flatMap(({ plain, floor }) => (plain && declared.has(floor) ? [floor] : []));
  const found: Asked = { online: [], other: [] };
  for (const id of new Set(floors)) found[wasOnline(seen, x, id) ? 'online' : 'other'].push(id);
  known.set(x, found);
  return found[state];
}

type Asked = Record<'online' | 'other', Id[]>;
/** Many checks ask it of every exchange. */
const asked = new WeakMap<Seen, WeakMap<Exchange, Asked>>();

/** Declared devices that the request names, in any reading. */
export const devicesOf = (seen: Seen, x: Exchange): Id[] =>
  [...new Set(askedOf(x).ids.flatMap(({ readings }) => readings))].filter((id) => seen.setting.ground.devices.has(id));

/**
 * What keeps the status of an answer from being judged at MUST: devices of the request that no witness knew to be online
 * may be answered for in any way (`failed`, 404, even 500). null: all of them were online, or it names none.
 */
export function doubt(seen: Seen, x: Exchange, isSure = wasOnline): Finding | null {
  const unsure = devicesOf(seen, x).filter((id) => !isSure(seen, x, id));
  if (unsure.length === 0) return null;
  const { witness } = seen.setting;
  if (witness === 'none' || unsure.some((id) => seen.stateAt(id, x.sentAt) === 'unknown'))
    return obstacleFound('not-testable', notKnownOnline(seen.setting), [x.id]);
  return obstacleFound('error', message('hindered.may-be-offline', {}), [x.id]);
}

/** Something else may have taken the device offline before the answer: a lost attempt, another user, the broker. */
function mayHaveBeenLost(seen: Seen, x: Exchange, device: Id): boolean {
  const { witness, limits } = seen.setting;
  const { lost } = aboutDevice(seen, device);
  /** Attempts that nobody knows the outcome of, and that may still have acted at that moment. */
  const attempts = (at: number, since = Number.NEGATIVE_INFINITY) =>
    lost.items
      .slice(lost.until(since), lost.until(x.answeredAt))
      .some((a) => at <= a.answeredAt + limits.effectLatestMs);
  // The query API shows a loss only when it is asked; one that it has shown is over.
  if (witness === 'query') {
    if (attempts(x.sentAt, seen.lastLossBefore(device, x.sentAt))) return true;
  }
  const watchedUntil = seen.watchedFrom(device, x.sentAt);
  const lostAt = seen.downAfter(device, x.sentAt);
  // Where the broker fell silent the suite gave the session up.
  if (watchedUntil <= x.answeredAt && (lostAt === null || lostAt > watchedUntil)) return !isItsDoing(seen, x, device);
  if (lostAt === null || lostAt > watchedUntil) return witness === 'mqtt' && attempts(watchedUntil);
  if (lostAt > x.answeredAt + limits.effectLatestMs && !attempts(lostAt)) return false;
  return !isItsDoing(seen, x, device) && !wasTakenLater(seen, x, device, lostAt);
}

/** The answer says so, or a repeat brought it about again. */
function isItsDoing(seen: Seen, x: Exchange, device: Id): boolean {
  if (successSet(x).has(device)) return true;
  if (isUnlisted(x, device) && unlistedLosses(seen) >= MOST_BY_CHANCE) return true;
  return confirmed(seen).get(device)?.has(textOf(x.request)) ?? false;
}

const texts = new WeakMap<Request, string>();

function textOf(request: Request): string {
  const text = texts.get(request) ?? JSON.stringify(request);
  texts.set(request, text);
  return text;
}

const confirmations = new WeakMap<Seen, ReadonlyMap<Id, ReadonlySet<string>>>();

/** For each device that a repeat took offline, the requests that did. */
function confirmed(seen: Seen): ReadonlyMap<Id, ReadonlySet<string>> {
  const before = confirmations.get(seen);
  if (before) return before;
  const found = new Map<Id, Set<string>>();
  for (const { suspect, lost } of seen.confirmations) {
    const request = seen.byId.get(suspect)?.request;
    if (!request) continue;
    for (const id of lost) found.set(id, (found.get(id) ?? new Set()).add(textOf(request)));
  }
  confirmations.set(seen, found);
  return found;
}

/** A later request found it online still. */
function wasTakenLater(seen: Seen, x: Exchange, device: Id, lostAt: number): boolean {
  const { items, before } = aboutDevice(seen, device).successes;
  const later = items[before(x.answeredAt)];
  return later !== undefined && later.sentAt <= lostAt;
}

/** So often nobody else takes a device offline at the very moment of a request that passes it over. */
const MOST_BY_CHANCE = 3;

const isUnlisted = ({ answer }: Exchange, device: Id): boolean => {
  const lists = answer?.status === 200 ? readLists(answer) : null;
  return Boolean(
    lists?.success && lists.failed && !keysOf(lists.success).has(device) && !keysOf(lists.failed).has(device),
  );
};

const counted = new WeakMap<Seen, number>();

/** How many requests lost a device, with nothing else about, that is in neither list of their answers. */
function unlistedLosses(seen: Seen): number {
  const before = counted.get(seen);
  if (before !== undefined) return before;
  const { effectWithinMs } = seen.setting.limits;
  const isLost = (x: Exchange, device: Id) => {
    const at = seen.downAfter(device, x.sentAt);
    return (
      seen.stateAt(device, x.sentAt) === 'online' &&
      at !== null &&
      at <= x.answeredAt + effectWithinMs &&
      aboutDevice(seen, device).lost.items.length === 0 &&
      !aboutDevice(seen, device).isContested(x)
    );
  };
  const found = seen.exchanges.filter(
    (x) =>
      askedOf(x).forTheOperation &&
      askedOf(x).wellFormed &&
      devicesOf(seen, x).some((device) => isUnlisted(x, device) && isLost(x, device)),
  ).length;
  counted.set(seen, found);
  return found;
}
