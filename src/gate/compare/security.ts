import type { Message } from '../../base/message.ts';
import { asMessage, inEnglish, message } from '../../messages/messages.ts';
import type { Credential } from '../api.ts';
import { type OperationPair, told } from './told.ts';

/** All that an alternative asks for. */
function named(alternative: readonly Credential[]): Message {
  const [first, ...others] = alternative.map(credential);
  if (!first) return message('gate.credential.none', {});
  return others.reduce((before, next) => message('gate.credential.and', { first: before, next }), first);
}

function credential({ scheme, scopes }: Credential): Message {
  const [, place, name] = /^apiKey in (\w+) (\S+)$/.exec(scheme) ?? [];
  const what = place && name ? message('gate.credential.api-key', { place, name }) : asMessage(scheme);
  return scopes.length > 0 ? message('gate.credential.scopes', { scheme: what, scopes }) : what;
}

const say = (alternative: readonly Credential[]): string => inEnglish(named(alternative));

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
            reason: message('gate.why.security/required', {}),
            sent: message('gate.sent.no-credential', {}),
          })
        : told({
            ...common,
            rule: 'security/removed',
            class: 'breaking',
            before: say(old),
            named: named(old),
            reason: message('gate.why.security/removed', { credential: named(old) }),
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
        reason: message('gate.why.security/address', {
          scheme: now.scheme,
          addresses: now.addresses || message('gate.credential.unsaid', {}),
        }),
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
          named: named(now),
          reason: message('gate.why.security/added', { credential: named(now) }),
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
