import type { Credential } from '../api.ts';
import { type OperationPair, told } from './told.ts';

const say = (alternative: readonly Credential[]) =>
  alternative.length === 0
    ? 'none'
    : alternative
        .map(({ scheme, scopes }) => scheme + (scopes.length > 0 ? ` with ${scopes.join(', ')}` : ''))
        .join(' and ');

/** Whether what an alternative asks for is enough for another: whoever sends more than is asked for is served. */
const isEnough = (sent: readonly Credential[], asked: readonly Credential[]) =>
  asked.every(({ scheme, scopes }) =>
    sent.some((one) => one.scheme === scheme && scopes.every((scope) => one.scopes.includes(scope))),
  );

export function securityChanges({ base, head, name: operation, found }: OperationPair): void {
  if (base.security === null || head.security === null) return;
  const [before, after] = [base.security, head.security];
  const common = {
    operation,
    part: 'security',
    keyword: 'security',
    base: base.securitySpot,
    head: head.securitySpot,
  };
  for (const old of before) {
    if (after.some((now) => isEnough(old, now))) continue;
    found.changes.push(
      old.length === 0
        ? told({
            ...common,
            rule: 'security/required',
            class: 'breaking',
            before: 'none',
            reason: 'A credential is required now: consumers that send none are refused.',
            sent: 'one without a credential',
          })
        : told({
            ...common,
            rule: 'security/removed',
            class: 'breaking',
            before: say(old),
            reason: `A credential that was enough is not any more: ${say(old)}.`,
          }),
    );
  }
  for (const [old, now] of movedOf(before, after))
    found.changes.push(
      told({
        operation,
        part: 'security',
        keyword: 'security',
        base: old.spot,
        head: now.spot,
        rule: 'security/address',
        class: 'warning',
        before: old.addresses,
        after: now.addresses,
        reason: `${now.scheme} is had from ${now.addresses || 'an address that is not said'} now: consumers that hold the old address have to change it.`,
      }),
    );
  const isKnown = (now: readonly Credential[]) => before.some((old) => say(old) === say(now));
  for (const now of after)
    if (!isKnown(now))
      found.changes.push(
        told({
          ...common,
          rule: 'security/added',
          class: 'compatible',
          after: say(now),
          reason: `Another way in: ${say(now)}.`,
        }),
      );
}

/** Credentials that are asked for as before, and are had from somewhere else. */
function movedOf(before: readonly Credential[][], after: readonly Credential[][]): [Credential, Credential][] {
  const there = new Map(after.flat().map((now) => [now.scheme, now]));
  const stays = new Set(after.flat().map(({ scheme, addresses }) => `${scheme} ${addresses}`));
  const moved = new Map<string, [Credential, Credential]>();
  for (const old of before.flat()) {
    const now = there.get(old.scheme);
    if (now && !stays.has(`${old.scheme} ${old.addresses}`)) moved.set(`${old.scheme} ${old.addresses}`, [old, now]);
  }
  return [...moved.values()];
}
