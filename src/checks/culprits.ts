import { successSet } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { aboutDevice } from './about-device.ts';
import { missedBy, noWitness } from './advice.ts';
import { askedOf } from './asked.ts';
import type { Finding } from './check.ts';
import { noJudgement, notTestable, remark } from './judging.ts';
import type { Seen } from './seen.ts';

/**
 * Judges effects that nothing accounts for: each request of that kind which, repeated alone, took a device offline. Where
 * no such request was watched there is nothing to judge. The query API clears requests only as far as it could have seen
 * what they do.
 */
export function culprits(
  seen: Seen,
  kind: (exchange: Exchange) => boolean,
  say: (exchange: Exchange, lost: readonly Id[]) => Finding | null,
): Finding[] {
  const unwitnessed = noWitness(seen.setting);
  if (unwitnessed) return [notTestable(unwitnessed)];
  const [unstable] = seen.unstable;
  if (unstable !== undefined) return [noJudgement(unstable)];
  if (!seen.sessions.some((event) => event.event === 'up')) return [notTestable(message('hindered.never-online', {}))];
  const ofKind = seen.exchanges.filter(
    (x) => x.repeatOf === null && x.request.path === 'operation' && x.answer && kind(x),
  );
  if (ofKind.length === 0) return [notTestable(message('shared.no-such-answered', {}))];
  const repeatsIn = <T extends { repeat: string }>(all: readonly T[]) =>
    all.flatMap((one) => {
      const exchange = seen.byId.get(one.repeat);
      return exchange && kind(exchange) ? [{ ...one, exchange }] : [];
    });
  const confirmed = repeatsIn(seen.confirmations);
  const found = confirmed.flatMap(({ exchange, lost }) => (lost.length > 0 ? (say(exchange, lost) ?? []) : []));
  if (repeatsIn(seen.outOfSight).length > 0)
    return [...found, notTestable(missedBy(seen.setting, 'hindered.out-of-sight'))];
  const wasGlimpsed = seen.setting.witness === 'query' && confirmed.length === 0;
  return wasGlimpsed ? [remark(message('hindered.glimpsed', {}))] : found;
}

/**
 * Devices that an answer puts into `success` although its request did not ask for them, and that went offline by its doing: it
 * says so itself, and no answer to a request that asked for them accounts for that loss.
 */
export function takenUnasked(seen: Seen, kind: (exchange: Exchange) => boolean): { x: Exchange; device: Id }[] {
  const { effectLatestMs } = seen.setting.limits;
  const lostBefore = new Map<Id, number>();
  return seen.sessions
    .filter(({ event, by }) => event === 'down' && by === 'peer')
    .flatMap(({ device, at }) => {
      const since = lostBefore.get(device) ?? Number.NEGATIVE_INFINITY;
      lostBefore.set(device, at);
      const { items, until } = aboutDevice(seen, device).takers;
      const doers = items.slice(until(since), until(at)).filter((x) => at <= x.answeredAt + effectLatestMs);
      const x = doers.find((one) => kind(one) && successSet(one).has(device));
      return x && !doers.some((one) => askedOf(one).may.has(device)) ? [{ x, device }] : [];
    });
}
