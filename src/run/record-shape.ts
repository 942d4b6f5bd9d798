/**
 * What a line of a record has to look like, where checks, reports and commands rely on it: a record may come from anywhere.
 * Kinds of lines that are not known are passed over, as are members that nobody reads.
 */
import type { Answer, Credential, Exchange, Request } from '../exchange/exchange.ts';
import { listed, phrase, tell, told } from '../messages/speech.ts';

/** What is wrong with a value, behind the name of its place ("request.method: ..."); null where nothing is. */
type Shape = (value: unknown, place: string) => string | null;

/** What a text has to match, and how that is said. */
const text =
  (pattern: RegExp, what: string): Shape =>
  (value, place) =>
    typeof value === 'string' && pattern.test(value) ? null : tell`${place}: ${told(what)} is wanted`;

const anyText = text(/^/, phrase`text`);
const truth: Shape = (value, place) => (typeof value === 'boolean' ? null : tell`${place}: true or false is wanted`);
const number: Shape = (value, place) =>
  typeof value === 'number' && Number.isFinite(value) ? null : tell`${place}: a number is wanted`;

const oneOf = (...values: readonly string[]): Shape => {
  const known = new Set<unknown>(values);
  return (value, place) => (known.has(value) ? null : tell`${place}: one of ${listed(values)} is wanted`);
};

const orNull =
  (shape: Shape): Shape =>
  (value, place) =>
    value === null ? null : shape(value, place);

/** Absent in records of earlier versions, or where there is nothing to say. */
const orAbsent =
  (shape: Shape): Shape =>
  (value, place) =>
    value === undefined ? null : shape(value, place);

const list =
  (entry: Shape): Shape =>
  (value, place) => {
    if (!Array.isArray(value)) return tell`${place}: a list is wanted`;
    for (const [i, one] of value.entries()) {
      const problem = entry(one, `${place}[${i}]`);
      if (problem !== null) return problem;
    }
    return null;
  };

const isMembers = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const members = (shapes: Readonly<Record<string, Shape>>): Shape => {
  const all = Object.entries(shapes);
  return (value, place) => {
    if (!isMembers(value)) return tell`${place === '' ? tell`it` : place}: an object is wanted`;
    for (const [name, shape] of all) {
      const problem = shape(value[name], place === '' ? name : `${place}.${name}`);
      if (problem !== null) return problem;
    }
    return null;
  };
};

const texts: Shape = (value, place) =>
  isMembers(value) && Object.values(value).every((one) => typeof one === 'string')
    ? null
    : tell`${place}: names with texts are wanted`;

/** A sentence holds others; no deeper than this. */
const DEEPEST = 12;

/** Something to be said, with what is put into it. */
const said = (depth = 0): Shape => {
  const valueIn = (value: unknown): boolean =>
    typeof value === 'string' ||
    typeof value === 'number' ||
    (Array.isArray(value) ? value.every(valueIn) : said(depth + 1)(value, '') === null);
  return (value, place) =>
    depth < DEEPEST &&
    isMembers(value) &&
    typeof value['kind'] === 'string' &&
    isMembers(value['values']) &&
    Object.values(value['values']).every(valueIn)
      ? null
      : tell`${place}: a kind and values are wanted`;
};
const saidOrAbsent = orAbsent(said());

const id = text(/^-?\d{1,400}$/, phrase`a whole number in quotes`);
const ids = list(id);
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/;
const header = text(HEADER, phrase`the name of a header`);
const checkId = text(/^[!-~]{1,300}$/, phrase`the id of a check`);
const exchangeId = text(/^[!-~]{1,300}$/, phrase`the id of an exchange`);
const instant = text(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  phrase`a time in UTC, such as 2026-01-31T12:00:00.000Z`,
);
const glob = text(/^[^\p{Cc}]{1,200}$/u, phrase`a glob of at most 200 characters`);

function address(value: unknown, place: string): string | null {
  if (typeof value === 'string' && /^[!-~]{1,2000}$/.test(value) && URL.canParse(value)) {
    const { protocol, username, password } = new URL(value);
    if (/^https?:$/.test(protocol) && username === '' && password === '') return null;
  }
  return tell`${place}: an address that begins with http:// or https:// is wanted`;
}

const deployment = members({
  name: text(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, phrase`a name that a deployment may have`),
  baseUrl: address,
  edition: anyText,
  projectId: anyText,
  instanceId: anyText,
  absent: members({ ids, ranges: list(list(id)), probes: truth, instanceId: anyText }),
  claims: members({ compat20: truth }),
  limits: members({ effectWithinMs: number, effectLatestMs: number, maxBodyBytes: number }),
  allow: members({ plainHttp: truth, hosts: list(anyText) }),
  waivers: list(members({ check: anyText, reason: anyText, owner: anyText, expires: anyText })),
  headers: list(header),
  devices: list(members({ id, watchOnly: truth })),
  labels: orAbsent(texts),
  version: orAbsent(orNull(anyText)),
});

/** Named one by one, so that a new one is not forgotten. */
const CREDENTIALS: Readonly<Record<Credential, true>> = {
  valid: true,
  none: true,
  cut: true,
  altered: true,
  suffixed: true,
  recased: true,
};

const request = members({
  method: oneOf('POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
  path: oneOf('operation', 'device'),
  device: orAbsent(id),
  project: oneOf('own', 'default'),
  instance: oneOf('own', 'default', 'absent'),
  credential: oneOf(...Object.keys(CREDENTIALS)),
  tokenHeader: header,
  contentType: orNull(text(/^[\x20-\x7e]{0,200}$/, phrase`a media type`)),
  body: orNull(anyText),
  connection: orAbsent(oneOf('fresh', 'kept')),
} satisfies Record<keyof Request, Shape>);

const answer = members({
  status: (value, place) =>
    Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 999 ? null : tell`${place}: a status is wanted`,
  headers: texts,
  body: anyText,
  bytes: number,
  truncated: truth,
  cut: orAbsent(oneOf('length', 'values', 'all')),
  sha256: orNull(text(/^[0-9a-f]{64}$/, phrase`a SHA-256`)),
  validUtf8: truth,
  echoes: list(anyText),
} satisfies Record<keyof Answer, Shape>);

const exchange = members({
  id: exchangeId,
  check: checkId,
  request,
  url: anyText,
  requestHeaders: texts,
  sentAt: number,
  answeredAt: number,
  throttled: list(members({ status: number, waitedMs: number })),
  answer: orNull(answer),
  failure: orNull(members({ code: anyText, message: anyText, said: saidOrAbsent })),
  onKeptConnection: orAbsent(truth),
  repeatOf: orNull(exchangeId),
  retryOf: orAbsent(orNull(exchangeId)),
} satisfies Record<keyof Exchange, Shape>);

const SHAPES: ReadonlyMap<unknown, Shape> = new Map<unknown, Shape>([
  [
    'start',
    members({
      suite: members({ version: anyText, score: orNull(anyText) }),
      startedAt: instant,
      deployment,
      curlBaseUrl: (value, place) => (value === '$ROMA_BASE_URL' ? null : address(value, place)),
      only: list(glob),
      skip: list(glob),
      strict: truth,
      seed: orNull(number),
      checks: list(checkId),
      by: orAbsent(anyText),
    }),
  ],
  ['setting', members({ witness: oneOf('mqtt', 'query', 'none'), takeable: ids, bystanders: ids })],
  ['done', members({ check: checkId })],
  [
    'lease',
    members({
      check: checkId,
      devices: ids,
      more: ids,
      offline: ids,
      absent: ids,
      shared: text(/^(?:-?\d{1,400})?$/, phrase`an id`),
    }),
  ],
  ['exchange', exchange],
  [
    'session',
    members({
      at: number,
      device: id,
      event: oneOf('up', 'down', 'refused'),
      by: oneOf('suite', 'peer'),
      witness: oneOf('mqtt', 'query'),
    }),
  ],
  ['confirmation', members({ suspect: exchangeId, repeat: exchangeId, lost: ids })],
  ['out-of-sight', members({ suspect: exchangeId, repeat: exchangeId, devices: ids })],
  [
    'not-run',
    members({
      check: checkId,
      outcome: oneOf('not-applicable', 'not-testable', 'withheld', 'error'),
      message: anyText,
      said: saidOrAbsent,
    }),
  ],
  ['unconfirmed', members({ device: id, at: number })],
  ['end', members({ at: number, interrupted: truth })],
  [
    'judged',
    members({
      check: checkId,
      outcome: oneOf('passed', 'failed', 'not-applicable', 'not-testable', 'withheld', 'error'),
      exchanges: list(exchangeId),
    }),
  ],
  ['unstable', members({ message: anyText, said: saidOrAbsent })],
  ['note', members({ text: anyText, said: saidOrAbsent })],
  [
    'exploration',
    members({
      seed: number,
      wanted: number,
      sent: number,
      ended: orNull(anyText),
      said: saidOrAbsent,
      failures: list(
        members({
          steps: list(members({ online: truth, exchanges: list(exchangeId) })),
          minimal: truth,
          again: members({ shown: number, runs: number }),
          lost: ids,
        }),
      ),
      relations: list(members({ kind: oneOf('order', 'part', 'spelling'), first: exchangeId, second: exchangeId })),
    }),
  ],
]);

/** What is wrong with a line of a record, as a place in it and what is wanted there; null where nothing is. */
export function shapeProblem(entry: { type: unknown }): string | null {
  return SHAPES.get(entry.type)?.(entry, '') ?? null;
}
