import { isAnswered, isSuccess, keysOf, mayHaveActed, readLists } from '../exchange/answer.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import type { Id } from '../operation/id.ts';
import type { SessionEvent } from './session.ts';

/** A device that went offline without the suite disconnecting it. */
export interface Loss {
  device: Id;
  at: number;
  /** The 200 answer that put it into `success`, or an exchange that may lawfully have taken it offline. */
  explainedBy: Exchange | null;
  /** Requests that may have done it, likeliest first; empty when an answer explains it. */
  suspects: Exchange[];
}

/**
 * What took each lost device offline. A loss is explained when a 200 answer put the device into `success` and the loss
 * came after the request was sent and at most `effectLatestMs` after its answer. An answer explains one loss: the first
 * after its request, so that it cannot cover for another request later. An exchange that names the device and
 * has no answer of the operation (a time-out, a gateway's 502), or a 200 body that cannot be read, may have done it
 * lawfully and explains it too, and so does a 404, which may have acted on the other ids of its batch.
 */
export function losses(
  events: readonly SessionEvent[],
  exchanges: readonly Exchange[],
  effectLatestMs: number,
): Loss[] {
  const lostBefore = new Map<Id, number>();
  return events
    .filter((event) => event.event === 'down' && event.by === 'peer')
    .map(({ device, at }) => {
      const since = lostBefore.get(device) ?? Number.NEGATIVE_INFINITY;
      lostBefore.set(device, at);
      const near = exchanges.filter(
        (x) => x.request.path === 'operation' && x.sentAt <= at && at <= x.answeredAt + effectLatestMs,
      );
      const lawful = near.filter((x) => mayHaveTakenOffline(x, device));
      const causes = lawful.filter((x) => x.sentAt > since);
      // An answer that says so comes before an attempt that may have done it.
      const explainedBy = causes.find((x) => !mayHaveActed(x)) ?? causes[0] ?? null;
      const suspects =
        explainedBy && !mayHaveActed(explainedBy)
          ? []
          : near.filter((x) => !lawful.includes(x)).sort((a, b) => distance(a, device, at) - distance(b, device, at));
      return { device, at, explainedBy, suspects };
    });
}

/** Whether the exchange lawfully accounts for the loss of the device. */
export function mayHaveTakenOffline(exchange: Exchange, device: Id): boolean {
  const { request } = exchange;
  if (request.method !== 'POST') return false;
  if (!isAnswered(exchange)) return mayHaveActed(exchange) && names(exchange, device) && request.credential === 'valid';
  const { answer } = exchange;
  if (isSuccess(answer.status)) {
    const lists = readLists(answer);
    if (lists?.success) return keysOf(lists.success).has(device);
    return names(exchange, device);
  }
  return answer.status === 404 && request.instance === 'own' && isAboutUnknownId(exchange, device);
}

/** A 404 for one unknown id among others may have acted on the rest; a 404 for a batch of one may not. */
function isAboutUnknownId(exchange: Exchange, device: Id): boolean {
  const { all } = numbersIn(exchange);
  return names(exchange, device) && (all.size > 1 || !all.has(device));
}

/** Whether the text of the body has the device's digits, on their own or with a fraction. */
export function names(exchange: Exchange, device: Id): boolean {
  if (device.startsWith('-')) return new RegExp(`(?<![0-9.])${device}(?![0-9])`).test(exchange.request.body ?? '');
  return numbersIn(exchange).named.has(device);
}

/** Every id, none of them negative, that the text of the body names so. */
export const idsNamed = (exchange: Exchange): ReadonlySet<Id> => numbersIn(exchange).named;

const numbers = new WeakMap<Request, { all: ReadonlySet<string>; named: ReadonlySet<string> }>();

/** All runs of digits in a body, and those that are not the fraction of a number. Read once: there may be many devices. */
function numbersIn({ request }: Exchange): { all: ReadonlySet<string>; named: ReadonlySet<string> } {
  const before = numbers.get(request);
  if (before) return before;
  const body = request.body ?? '';
  const found = {
    all: new Set(body.match(/\d+/g)),
    named: new Set(body.match(/(?<![0-9.])\d+/g)),
  };
  numbers.set(request, found);
  return found;
}

/** Requests that name the device come before all others, then those that were in flight or just answered. */
function distance(exchange: Exchange, device: Id, at: number): number {
  const since = Math.max(0, at - exchange.answeredAt);
  return names(exchange, device) ? since : since + 1e9;
}
