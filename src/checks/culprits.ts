import type { Id } from '../deployment/deployment.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding } from './check.ts';
import { noJudgement, notTestable } from './judging.ts';
import type { Seen } from './seen.ts';

/**
 * Judges effects that nothing accounts for: each request of that kind which, repeated alone, took a device offline. Where
 * no such request was watched there is nothing to judge.
 */
export function culprits(
  seen: Seen,
  kind: (exchange: Exchange) => boolean,
  say: (exchange: Exchange, lost: readonly Id[]) => Finding,
): Finding[] {
  if (seen.setting.witness === 'none') {
    return [
      notTestable(
        'nothing sees which devices go offline: declare mqtt logins for the devices, or let the credential query devices',
      ),
    ];
  }
  const [unstable] = seen.unstable;
  if (unstable !== undefined) return [noJudgement(unstable)];
  if (!seen.sessions.some((event) => event.event === 'up')) return [notTestable('no test device was seen online')];
  const ofKind = seen.exchanges.filter(
    (x) => x.repeatOf === null && x.request.path === 'operation' && x.answer && kind(x),
  );
  if (ofKind.length === 0) return [notTestable('no such request was answered')];
  return seen.confirmations.flatMap(({ repeat, lost }) => {
    const exchange = seen.byId.get(repeat);
    return exchange && lost.length > 0 && kind(exchange) ? [say(exchange, lost)] : [];
  });
}
