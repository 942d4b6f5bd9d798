import { compare } from '../base/literal.ts';
import type { Message } from '../base/message.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { inEnglish, message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import type { Request } from './exchange.ts';
import { namingOf } from './naming.ts';
import { readingsIn, type Unreadable } from './readings.ts';

/** What may be hit: the ids that the owner of the deployment declared. */
export interface Ground {
  /** Test devices that requests may name. */
  devices: ReadonlySet<Id>;
  /** Devices that are never named and must never be hit. */
  watched: ReadonlySet<Id>;
  absentIds: ReadonlySet<Id>;
  /** Inclusive. */
  absentRanges: readonly (readonly [Id, Id])[];
  /** Whether zero, negatives and everything from 2^31 - 1 up count as absent. */
  probes: boolean;
  /** Whether `default` stands for this very instance. */
  compat20: boolean;
  /** Whether requests may leave out of which a reader gets no id at all, which a deployment may take for "all devices". */
  emptyLists: boolean;
}

/** Why a request is withheld. */
export interface Refusal {
  /** One sentence. */
  said: Message;
  /** The same in English. */
  reason: string;
  /** The offending text. */
  token: string;
  /** At most ten ids which, declared as test devices or as absent, would let the token pass. */
  declare: Id[];
}

/**
 * From here up ids count as absent where `probes` says so. 2^31 - 1 is where casts of large numbers to an int end up, in
 * Java and elsewhere.
 */
export const PROBES_FROM: Id = '2147483647';
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const MOST_TO_DECLARE = 10;
const MOST_TOKEN = 60;

/** The ground of a deployment. `bystanders` are declared devices that are to be treated as `watchOnly`. */
export function groundOf(deployment: Deployment, bystanders: readonly Id[] = []): Ground {
  const kept = new Set(bystanders);
  const isWatched = (device: Deployment['devices'][number]) => device.watchOnly || kept.has(device.id);
  const idsOf = (devices: Deployment['devices']) => new Set(devices.map(({ id }) => id));
  return {
    devices: idsOf(deployment.devices.filter((device) => !isWatched(device))),
    watched: idsOf(deployment.devices.filter(isWatched)),
    absentIds: new Set(deployment.absent.ids),
    absentRanges: deployment.absent.ranges,
    probes: deployment.absent.probes && deployment.devices.every(({ id }) => compare(id, PROBES_FROM) < 0),
    compat20: deployment.claims.compat20,
    emptyLists: deployment.allow.emptyLists,
  };
}

/**
 * Decides whether a request may leave. Every id that a faulty deployment may make of any text in the body must be a test
 * device or absent; see readings.ts for what is taken for an id. Pure. Null: it may.
 */
export function guard(request: Request, ground: Ground): Refusal | null {
  return (
    guardAddress(request, ground) ??
    guardHeaders(request) ??
    guardBody(request.body ?? '', ground) ??
    guardNaming(request, ground)
  );
}

/** A refusal, with no more than the beginning of a long token. */
export const refuse = (said: Message, token: string, declare: Id[] = []): Refusal => ({
  said,
  reason: inEnglish(said),
  token: token.length > MOST_TOKEN ? `${token.slice(0, MOST_TOKEN)}...` : token,
  declare: declare.slice(0, MOST_TO_DECLARE),
});

function guardAddress({ method, path, device, project, instance, body }: Request, ground: Ground): Refusal | null {
  if (path === 'device') {
    const id = device ?? '';
    if (method !== 'GET' || body !== null || project !== 'own' || instance !== 'own') {
      return refuse(message('guard.query-only', {}), `${method} ${id}`);
    }
    if (!/^(?:0|-?[1-9]\d{0,39})$/.test(id)) return refuse(message('guard.query-whole-id', {}), id);
    if (ground.devices.has(id) || ground.watched.has(id) || isAbsent(id, ground)) return null;
    return refuse(message('guard.query-undeclared', { id }), id, [id]);
  }
  if (path !== 'operation') return refuse(message('guard.other-path', {}), String(path));
  if ((project === 'default' || instance === 'default') && !ground.compat20) {
    return refuse(message('guard.default', {}), 'default');
  }
  const known = { project: ['own', 'default'], instance: ['own', 'default', 'absent'] };
  if (!known.project.includes(project) || !known.instance.includes(instance)) {
    return refuse(message('guard.unknown-address', {}), `${project}/${instance}`);
  }
  return null;
}

function guardHeaders({ tokenHeader, contentType }: Request): Refusal | null {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(tokenHeader)) return refuse(message('guard.header-name', {}), tokenHeader);
  if (contentType === null) return null;
  if (!/^[\x20-\x7e]{0,200}$/.test(contentType)) return refuse(message('guard.content-type', {}), contentType);
  // Another charset makes other characters of the same bytes.
  // Whatever stands between the name and the sign: `charset*=` and `charset*0=` are further ways to say it.
  for (const [text, between = '', charset = ''] of contentType.matchAll(/charset([^=;]*)(?:=\s*"?([^;\s"]*))?/gi)) {
    if (between.trim() !== '' || !/^(utf-?8|us-ascii)$/i.test(charset))
      return refuse(message('guard.charset', {}), text);
  }
  return null;
}

/** An empty list may lead to a statement without its WHERE clause. */
function guardNaming(request: Request, ground: Ground): Refusal | null {
  if (ground.emptyLists || namingOf(request) !== 'none') return null;
  const what = request.method === 'POST' ? '' : `${request.method} `;
  return refuse(message('guard.names-nobody', {}), `${what}${request.body ?? 'no body'}`);
}

function guardBody(body: string, ground: Ground): Refusal | null {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) return refuse(message('guard.too-large', {}), body.slice(0, 20));
  const isHarmless = (id: Id) => isDeclared(id, ground);
  const undeclared = new Map<Id, string>();
  const watched = new Map<Id, string>();
  const unreadable: Unreadable | null = readingsIn(body, (token, id) => {
    if (isHarmless(id)) return true;
    (ground.watched.has(id) ? watched : undeclared).set(id, token);
    return undeclared.size < MOST_TO_DECLARE;
  });
  if (unreadable) return refuse(unreadable.said, unreadable.token);
  for (const [id, token] of watched) {
    return refuse(message('guard.watched', { id, token: quote(token) }), token);
  }
  for (const [id, token] of undeclared) {
    return refuse(message('guard.undeclared', { token: quote(token), id }), token, [...undeclared.keys()]);
  }
  return null;
}

const quote = (token: string) => (token.length > MOST_TOKEN ? `${token.slice(0, MOST_TOKEN)}...` : token);

/** Whether an id may be hit: a test device that requests may name, or absent. */
export const isDeclared = (id: Id, ground: Ground): boolean =>
  !ground.watched.has(id) && (ground.devices.has(id) || isAbsent(id, ground));

function isAbsent(id: Id, ground: Ground): boolean {
  if (ground.absentIds.has(id)) return true;
  if (isInRange(id, ground)) return true;
  return (id === '0' || id.startsWith('-') || compare(id, PROBES_FROM) >= 0) && probesHold(ground);
}

/** The ranges in order and without overlap: tens of thousands may be declared, and every number is looked up in them. */
const ordered = new WeakMap<Ground, [Id, Id][]>();
function rangesInOrder(ground: Ground): readonly [Id, Id][] {
  const known = ordered.get(ground);
  if (known) return known;
  const all: [Id, Id][] = [];
  for (const [from, to] of [...ground.absentRanges].sort(([a], [b]) => compare(a, b))) {
    const last = all.at(-1);
    if (compare(from, to) > 0) continue;
    if (!last || compare(last[1], from) < 0) all.push([from, to]);
    else if (compare(last[1], to) < 0) last[1] = to;
  }
  ordered.set(ground, all);
  return all;
}

function isInRange(id: Id, ground: Ground): boolean {
  const ranges = rangesInOrder(ground);
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare((ranges[middle] as [Id, Id])[1], id) < 0) low = middle + 1;
    else high = middle;
  }
  const found = ranges[low];
  return found !== undefined && compare(found[0], id) <= 0;
}

/** Whether zero, negatives and everything from 2^31 - 1 up count as absent. */
export const probesHold = (ground: Ground): boolean => ground.probes && !declaresLarge(ground);

const large = new WeakMap<Ground, boolean>();
/** A declared device that large takes the ground from under the probes. */
function declaresLarge(ground: Ground): boolean {
  const known = large.get(ground);
  if (known !== undefined) return known;
  const found = [...ground.devices, ...ground.watched].some((id) => compare(id, PROBES_FROM) >= 0);
  large.set(ground, found);
  return found;
}
