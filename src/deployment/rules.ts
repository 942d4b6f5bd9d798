import { editionIds, knownEditions } from '../edition/load.ts';
import { tell } from '../messages/speech.ts';
import { addressProblem, parseAddress } from './address.ts';
import { defaultLimits } from './defaults.ts';
import type { Problem } from './problem.ts';
import { at, entriesAt, idPlaces, listAt } from './tree.ts';

/**
 * What no schema can say. Each rule takes the tree as it was read (integers are bigints) and passes over what is missing
 * or of a wrong type: the schema has said so already.
 */
export function ruleProblems(tree: unknown): Problem[] {
  return [
    ...addresses(tree),
    ...edition(tree),
    ...headers(tree),
    ...ids(tree),
    ...devices(tree),
    ...absent(tree),
    ...limits(tree),
    ...waivers(tree),
  ];
}

const HTTP = { schemes: ['https:', 'http:'], plain: ['http:'] };
const MQTT = { schemes: ['mqtts:', 'mqtt:', 'wss:', 'ws:'], plain: ['mqtt:', 'ws:'] };

function addresses(tree: unknown): Problem[] {
  const plainHttp = at(tree, 'allow', 'plainHttp') === true;
  const places = [
    { pointer: '/baseUrl', value: at(tree, 'baseUrl'), rule: HTTP },
    { pointer: '/auth/iam/url', value: at(tree, 'auth', 'iam', 'url'), rule: HTTP },
    { pointer: '/mqtt/url', value: at(tree, 'mqtt', 'url'), rule: MQTT },
  ];
  return places.flatMap(({ pointer, value, rule }) => {
    if (typeof value !== 'string') return [];
    const text =
      addressProblem(value, { ...rule, plainHttp }) ?? pathProblem(pointer, value) ?? operationProblem(pointer, value);
    return text === null ? [] : [{ pointer, text }];
  });
}

/** mqtt: and mqtts: have no path; the client would drop it in silence. */
function pathProblem(pointer: string, text: string): string | null {
  const url = parseAddress(text);
  const isBare = url === null || url.pathname === '' || url.pathname === '/';
  return pointer === '/mqtt/url' && !isBare && url.protocol.startsWith('mqtt') ? tell`has a path; leave it out` : null;
}

/** Somebody copied the address of the operation as a whole. */
function operationProblem(pointer: string, text: string): string | null {
  const path = /\/v2\/[^/]+\/link\/instances\b.*$/.exec(parseAddress(text)?.pathname ?? '')?.[0];
  if (pointer !== '/baseUrl' || path === undefined) return null;
  return tell`holds the path of the operation (/v2/.../link/instances/...); leave that out, the suite appends it`;
}

function edition(tree: unknown): Problem[] {
  const written = at(tree, 'edition');
  if (typeof written !== 'string' || editionIds.some((id) => id === written)) return [];
  const shown = JSON.stringify(written.slice(0, 40));
  return [{ pointer: '/edition', text: tell`edition ${shown} is not known; ${knownEditions(written)}` }];
}

/** The suite sets these itself, or Node does by what is sent. */
const OWN_HEADERS = new Set([
  'x-auth-token',
  'authorization',
  'host',
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
]);

function headers(tree: unknown): Problem[] {
  const seen = new Set<string>();
  return entriesAt(at(tree, 'headers'), '/headers').flatMap(({ pointer, key }) => {
    const name = key.toLowerCase();
    const isRepeated = seen.has(name);
    seen.add(name);
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]{1,128}$/.test(name))
      return [{ pointer, text: tell`is no name of a header; rename it` }];
    if (OWN_HEADERS.has(name)) return [{ pointer, text: tell`is set by the suite; remove it` }];
    return isRepeated ? [{ pointer, text: tell`is there twice (names are not case-sensitive); keep one` }] : [];
  });
}

const GREATEST = 999999999999999999n;

function ids(tree: unknown): Problem[] {
  return idPlaces(tree).flatMap(({ pointer, value }) => {
    const text = idProblem(value);
    return text === null ? [] : [{ pointer, text }];
  });
}

function idProblem(value: unknown): string | null {
  if (typeof value === 'bigint') {
    return value >= 1n && value <= GREATEST ? null : tell`must be from 1 to ${GREATEST}; correct the id`;
  }
  if (typeof value === 'number') {
    return tell`has a fraction or an exponent; write the whole number, digit by digit`;
  }
  if (typeof value === 'string') return tell`is text; write the digits without quotes`;
  return tell`must be a whole number; write the id of a device`;
}

function devices(tree: unknown): Problem[] {
  const problems: Problem[] = [];
  const list = listAt(at(tree, 'devices'));
  const first = new Map<unknown, number>();
  const isInAbsent = absence(tree);
  const hasBroker = at(tree, 'mqtt') !== undefined;
  let loginsWithout = false;
  for (const [i, device] of list.entries()) {
    const id = at(device, 'id');
    const pointer = `/devices/${i}/id`;
    if (typeof id === 'bigint') {
      const before = first.get(id);
      if (before !== undefined) problems.push({ pointer, text: tell`is the id of devices[${before}] too; remove one` });
      else first.set(id, i);
      const where = isInAbsent(id);
      if (where !== null)
        problems.push({ pointer, text: tell`lies in ${where}, which says that it does not exist; correct one` });
    }
    if (at(device, 'mqtt') !== undefined) loginsWithout ||= !hasBroker;
  }
  if (list.length > 0 && list.every((device) => at(device, 'watchOnly') === true)) {
    problems.push({ pointer: '/devices', text: tell`are all watchOnly; leave at least one to be taken offline` });
  }
  if (loginsWithout)
    problems.push({ pointer: '/mqtt/url', text: tell`is missing, and devices log in over MQTT; add it` });
  return problems;
}

/** Where an id is declared absent, if it is. */
function absence(tree: unknown): (id: bigint) => string | null {
  const declared = at(tree, 'absent');
  const single = at(declared, 'deviceId');
  const several = listAt(at(declared, 'deviceIds'));
  const ranges = rangesOf(tree);
  return (id) => {
    if (id === single) return 'absent.deviceId';
    if (several.includes(id)) return 'absent.deviceIds';
    const range = ranges.find(({ from, to }) => id >= from && id <= to);
    return range === undefined ? null : `absent.ranges[${range.index}]`;
  };
}

function rangesOf(tree: unknown): { index: number; from: bigint; to: bigint }[] {
  return listAt(at(tree, 'absent', 'ranges')).flatMap((range, index) => {
    const [from, to] = listAt(range);
    return typeof from === 'bigint' && typeof to === 'bigint' ? [{ index, from, to }] : [];
  });
}

function absent(tree: unknown): Problem[] {
  const turned = rangesOf(tree)
    .filter(({ from, to }) => from > to)
    .map(({ index }) => ({
      pointer: `/absent/ranges/${index}`,
      text: tell`ends before it begins; write the lower id first`,
    }));
  const instance = at(tree, 'absent', 'instanceId');
  const isOwn = typeof instance === 'string' && instance === at(tree, 'instanceId');
  return isOwn
    ? [
        ...turned,
        { pointer: '/absent/instanceId', text: tell`is the instance under test; name one that does not exist` },
      ]
    : turned;
}

function limits(tree: unknown): Problem[] {
  const limit = (key: keyof typeof defaultLimits) => Number(at(tree, 'limits', key) ?? defaultLimits[key]);
  const problems: Problem[] = [];
  if (limit('effectWithinMs') > limit('effectLatestMs')) {
    const text = tell`is more than effectLatestMs (${limit('effectLatestMs')}); lower it, or raise that`;
    problems.push({ pointer: '/limits/effectWithinMs', text });
  }
  if (limit('timeoutMs') > limit('totalMs')) {
    const text = tell`is more than totalMs (${limit('totalMs')}); lower it, or raise that`;
    problems.push({ pointer: '/limits/timeoutMs', text });
  }
  return problems;
}

function waivers(tree: unknown): Problem[] {
  const seen = new Set<string>();
  return listAt(at(tree, 'waivers')).flatMap((waiver, i) => {
    const problems: Problem[] = [];
    const check = at(waiver, 'check');
    if (typeof check === 'string') {
      if (seen.has(check)) problems.push({ pointer: `/waivers/${i}/check`, text: tell`is waived twice; keep one` });
      seen.add(check);
    }
    const expires = at(waiver, 'expires');
    if (typeof expires === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(expires) && !isDate(expires)) {
      problems.push({ pointer: `/waivers/${i}/expires`, text: tell`${expires} is no day of the calendar; correct it` });
    }
    return problems;
  });
}

/** Date.parse would take the 30th of February for the 2nd of March. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
