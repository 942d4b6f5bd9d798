import { idsNamed, mayHaveTakenOffline } from '../devices/attribution.ts';
import { keysOf, mayHaveActed, readLists, successSet } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Id } from '../operation/id.ts';
import { askedOf } from './asked.ts';
import type { Seen } from './seen.ts';
import { type Timeline, timeline } from './timeline.ts';

/** Exchanges of a run that matter for one device, by when they were sent. */
export interface AboutDevice {
  /** Those that may lawfully have taken it offline. */
  takers: Timeline<Exchange>;
  /** Of these the ones of which nobody knows whether they did. */
  lost: Timeline<Exchange>;
  /** Those whose answers put it into `success`, and that were not retried. */
  successes: Timeline<Exchange>;
  /** Whether one that asks for it, other than this, was under way for some of the same time. */
  isContested: (exchange: Exchange) => boolean;
}

const known = new WeakMap<Seen, Map<Id, AboutDevice>>();

/**
 * What the exchanges of a run have to do with a device that a witness saw. All of them are gone through once, for all
 * devices: there may be thousands of both.
 */
export function aboutDevice(seen: Seen, device: Id): AboutDevice {
  const before = known.get(seen) ?? index(seen);
  known.set(seen, before);
  return before.get(device) ?? NOTHING;
}

function index(seen: Seen): Map<Id, AboutDevice> {
  const found = new Map<Id, [takers: Exchange[], successes: Exchange[], asking: Exchange[]]>(
    seen.sessions.map(({ device }) => [device, [[], [], []]]),
  );
  // Digits in a text tell no sign.
  const negative = [...found.keys()].filter((id) => id.startsWith('-'));
  for (const x of seen.exchanges) {
    if (x.request.path !== 'operation') continue;
    const success = x.answer && readLists(x.answer)?.success;
    for (const id of new Set([...idsNamed(x), ...(success ? keysOf(success) : []), ...negative]))
      if (found.has(id) && mayHaveTakenOffline(x, id)) found.get(id)?.[0].push(x);
    if (!mayHaveActed(x)) for (const id of successSet(x)) found.get(id)?.[1].push(x);
    for (const id of new Set(askedOf(x).ids.flatMap(({ readings }) => readings))) found.get(id)?.[2].push(x);
  }
  return new Map([...found].map(([id, of]) => [id, about(...of)]));
}

const bySending = (exchanges: readonly Exchange[]) => timeline(exchanges, (x) => x.sentAt);

function about(takers: Exchange[], successes: Exchange[], asking: Exchange[]): AboutDevice {
  return {
    takers: bySending(takers),
    lost: bySending(takers.filter(mayHaveActed)),
    successes: bySending(successes),
    isContested: contest(bySending(asking)),
  };
}

function contest({ items, until }: Timeline<Exchange>): AboutDevice['isContested'] {
  /** Of the first ones the two of different ids that were answered last. */
  const longest: [Exchange, Exchange | null][] = [];
  for (const x of items) {
    const [last, other = null] = longest.at(-1) ?? [x, null];
    if (last.id === x.id) longest.push([later(x, last), other]);
    else if (x.answeredAt > last.answeredAt) longest.push([x, last]);
    else longest.push([last, other ? later(x, other) : x]);
  }
  return (x) => {
    const [last, other] = longest[until(x.answeredAt) - 1] ?? [x, null];
    return (last.id === x.id ? (other?.answeredAt ?? Number.NEGATIVE_INFINITY) : last.answeredAt) >= x.sentAt;
  };
}

const later = (a: Exchange, b: Exchange) => (a.answeredAt > b.answeredAt ? a : b);

const NOTHING = about([], [], []);
