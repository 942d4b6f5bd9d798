import { isMessage, type Message, render, type Value } from '../base/message.ts';
import type { Kind } from '../messages/messages.ts';
import { say, tongue } from '../messages/speech.ts';

type Mend = Extract<Kind, `mend.${string}`>;

/** What to do about what a reason tells of, where its own sentence does not say it. The first that fits a part of it. */
export const MENDS: readonly (readonly [Mend, readonly Kind[]])[] = [
  ['mend.interrupted', ['run.interrupted']],
  ['mend.max-failures', ['run.one-failed', 'run.enough-failed']],
  ['mend.time-limit', ['run.time-limit']],
  ['mend.gone', ['run.gone', 'run.silent', 'hindered.went-away']],
  ['mend.name', ['failure.no-address']],
  ['mend.proxy', ['failure.no-proxy', 'failure.proxy-refused', 'failure.proxy-refused-status', 'failure.proxy-login']],
  ['mend.wants-tls', ['failure.wants-tls']],
  ['mend.no-tls', ['tls.none', 'refused.closed-in-tls']],
  [
    'mend.tls',
    [
      'failure.tls',
      'tls.unknown-authority',
      'tls.self-signed',
      'tls.expired',
      'tls.not-yet',
      'tls.purpose',
      'tls.revoked',
      'tls.other-host',
      'tls.handshake',
      'tls.distrusts-client',
      'tls.refuses-client',
    ],
  ],
  ['mend.nowhere', ['hindered.nowhere']],
  ['mend.page', ['hindered.page']],
  [
    'mend.credential',
    [
      'hindered.credential',
      'run.credential',
      'run.credential-lost',
      'failure.iam',
      'failure.iam-no-token',
      'failure.iam-refused',
      'failure.iam-refused-because',
    ],
  ],
  [
    'mend.broker',
    ['run.broker', 'hindered.may-be-offline', 'noticed.session-dropped', 'explore.unstable', 'effects.none-taken'],
  ],
  [
    'mend.logins',
    ['run.not-online', 'hindered.never-online', 'effects.none-seen', 'explore.unsure', 'noticed.lost-once'],
  ],
  ['mend.devices', ['noticed.offline-by-itself']],
  ['mend.out-of-sight', ['noticed.out-of-sight', 'hindered.out-of-sight', 'effects.not-seen']],
  ['mend.gateway', ['hindered.gateway', 'hindered.passing', 'run.gateway']],
  ['mend.timeout', ['failure.timeout', 'failure.no-way-in-time']],
  ['mend.closed', ['failure.closed']],
  ['mend.connection', ['failure.no-connection']],
];

/** What stood in the way, and what to do about it; null where nothing is known. In the language that is spoken. */
export function whatToDo(reason: Message): { text: string; mend: string | null } {
  const { sentences } = tongue();
  return { text: render(withoutMend(reason), sentences), mend: ownMend(reason) ?? mendByKind(reason) };
}

const has = (kind: string) => Object.hasOwn(tongue().sentences, kind);

/** Sentences that say themselves what to do have a form without that: it is told on a line of its own. */
function withoutMend({ kind, values }: Message): Message {
  const inner = Object.entries(values).map(([name, value]) => [name, isMessage(value) ? withoutMend(value) : value]);
  const why = `${kind}.why`;
  return { kind: has(why) ? why : kind, values: Object.fromEntries(inner) };
}

/** What a sentence, or the first of those in it, says itself. */
function ownMend(reason: Message): string | null {
  const own = partsOf(reason).find(({ kind }) => has(`${kind}.mend`));
  return own ? render({ kind: `${own.kind}.mend`, values: own.values }, tongue().sentences) : null;
}

function mendByKind(reason: Message): string | null {
  const kinds = new Set(partsOf(reason).map(({ kind }) => kind));
  const found = MENDS.find(([, of]) => of.some((kind) => kinds.has(kind)));
  return found ? say(found[0], {}) : null;
}

/** The message itself, and all that are put into it. */
const partsOf = (reason: Message): Message[] => [reason, ...Object.values(reason.values).flatMap(partsIn)];
const partsIn = (value: Value): Message[] =>
  isMessage(value) ? partsOf(value) : Array.isArray(value) ? value.flatMap(partsIn) : [];
