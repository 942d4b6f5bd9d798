import type { Message } from '../base/message.ts';
import { post } from '../checks/request.ts';
import type { Setting } from '../checks/setting.ts';
import { isOwnMachine } from '../deployment/address.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Witness } from '../devices/session.ts';
import type { Edition } from '../edition/edition.ts';
import { type Ground, groundOf, guard } from '../exchange/guard.ts';
import { exposuresOf } from '../exchange/misreadings.ts';
import { readingsIn } from '../exchange/readings.ts';
import { inEnglish, message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Id } from '../operation/id.ts';

/** As many absent ids as the largest batch of the catalogue needs. */
const MOST_ABSENT = 2600;

/** Among so many of the last devices the bystander is chosen. */
const MOST_CANDIDATES = 12;

/** Who will see what goes offline, as far as the deployment file tells. */
export const witnessOf = ({ mqttUrl, devices }: Deployment): Witness =>
  mqttUrl !== null && devices.some((device) => device.mqtt !== undefined) ? 'mqtt' : 'query';

const ascending = (a: Id, b: Id) => (BigInt(a) < BigInt(b) ? -1 : 1);

/**
 * With four or more devices one is never named in a request, so that something is there to be hit by mistake: those that
 * are `watchOnly`, else the one that leaves most devices and neighbours to be named, the last of such.
 */
export function bystandersOf(deployment: Deployment): Id[] {
  const marked = deployment.devices.filter((device) => device.watchOnly).map(({ id }) => id);
  const ids = deployment.devices.map(({ id }) => id).sort(ascending);
  if (marked.length > 0 || ids.length < 4) return marked;
  const candidates = worthOf(ids.slice(-MOST_CANDIDATES), groundOf(deployment));
  const best = Math.max(...candidates.map((candidate) => candidate.worth));
  return [candidates.findLast((candidate) => candidate.worth === best)?.id ?? ''];
}

/**
 * How many devices, and fractions of them, could still be named if this one never were: those that pass the guard as it is,
 * but for the ones in which the device is read. Every request is read once, whoever stays behind: there may be thousands.
 */
function worthOf(candidates: readonly Id[], ground: Ground): { id: Id; worth: number }[] {
  const passing = new Map<Id, { whole: ReadonlySet<Id>; fraction: ReadonlySet<Id> | null }>();
  for (const id of ground.devices) {
    const [whole, fraction] = [listOf(id), listOf(`${id}.5`)].map((body) =>
      guard(post(body), ground) === null ? readIn(body, candidates) : null,
    );
    if (whole) passing.set(id, { whole, fraction: fraction ?? null });
  }
  const all = [...passing.values()];
  const withFraction = all.filter(({ fraction }) => fraction !== null).length;
  return candidates.map((id) => {
    const lost = all.filter(({ whole }) => whole.has(id)).length;
    const lostFractions = all.filter(
      ({ whole, fraction }) => fraction !== null && (whole.has(id) || fraction.has(id)),
    ).length;
    return { id, worth: all.length - lost + withFraction - lostFractions };
  });
}

/** Which of these ids may be read in a body. */
function readIn(body: string, ids: readonly Id[]): ReadonlySet<Id> {
  const found = new Set<Id>();
  readingsIn(body, (_, id) => {
    if (ids.includes(id)) found.add(id);
    return true;
  });
  return found;
}

/** What checks may know of the deployment. */
export function settingOf(deployment: Deployment, edition: Edition, witness: Witness): Setting {
  const bystanders = bystandersOf(deployment);
  const ground = groundOf(deployment, bystanders);
  const ownMachine = isOwnMachine(deployment);
  const absent = absentIds(deployment, ground);
  // Where sessions are watched, a device without a login cannot be brought online.
  const withLogin = new Set(deployment.devices.flatMap(({ id, mqtt }) => (mqtt === undefined ? [] : [id])));
  const usable = (id: Id) => witness !== 'mqtt' || withLogin.has(id);
  const judged = [...ground.devices].sort(ascending).map((id) => ({ id, refusal: guard(post(listOf(id)), ground) }));
  return {
    edition,
    takeable: judged.filter(({ id, refusal }) => refusal === null && usable(id)).map(({ id }) => id),
    unnameable: judged.flatMap(({ id, refusal }) =>
      refusal ? [{ id, reason: refusal.reason, said: refusal.said }] : [],
    ),
    bystanders,
    ground,
    ownMachine,
    absent: ownMachine ? absent : quietestFirst(absent, ground),
    unusableAbsent: unusableAbsent(deployment, ground, new Set(absent)),
    claims: deployment.claims,
    credentialHasLetters: hasLetters(deployment.auth),
    limits: deployment.limits,
    witness,
  };
}

/** Tokens of IAM always have some; a record does not say, and is not sent again. */
const hasLetters = (auth: Deployment['auth'] | undefined): boolean =>
  !auth || auth.kind === 'iam' || /[a-z]/i.test(auth.kind === 'token' ? auth.token : auth.secretKey);

/** Declared absent ids below 2^31 that the guard lets pass. */
function absentIds({ absent }: Deployment, ground: Ground): Id[] {
  const ids = new Set(absent.ids);
  // Ranges that repeat what was there before must not be gone through again and again.
  let left = 10 * MOST_ABSENT;
  for (const [from, to] of absent.ranges) {
    const last = BigInt(to);
    for (let id = BigInt(from); id <= last && ids.size < MOST_ABSENT && left > 0; id++, left--) ids.add(id.toString());
  }
  const small = [...ids].filter((id) => BigInt(id) < 1n << 31n).slice(0, MOST_ABSENT);
  return admitted(small, ground);
}

const unusable = (id: Id, said: Message) => [{ id, reason: inEnglish(said), said }];

/** Of several ids at once it is told what to declare. */
const withoutMend = (said: Message): Message =>
  said.kind === 'guard.undeclared' ? { ...said, kind: 'guard.undeclared.why' } : said;

/** So many declared ids are told one by one. */
const MOST_TOLD = 20;

/** What the guard lets stand in no list, and why. */
function unusableAbsent({ absent }: Deployment, ground: Ground, used: ReadonlySet<Id>): Setting['unusableAbsent'] {
  const known = [...used].map(BigInt);
  const firsts: Id[] = [];
  for (const [from, to] of known.length >= MOST_ABSENT ? [] : absent.ranges.slice(0, MOST_ABSENT)) {
    if (firsts.length === MOST_TOLD) break;
    const [low, high] = [BigInt(from), BigInt(to)];
    if (!known.some((id) => low <= id && id <= high)) firsts.push(from);
  }
  return [...absent.ids.filter((id) => !used.has(id)), ...firsts].slice(0, MOST_TOLD).flatMap((id) => {
    if (BigInt(id) >= 1n << 31n) return unusable(id, message('run.absent-large', {}));
    const refusal = guard(post(listOf(id)), ground);
    if (!refusal) return [];
    return unusable(
      id,
      refusal.declare.length > 0
        ? message('run.absent-declare-too', { reason: withoutMend(refusal.said), ids: refusal.declare })
        : refusal.said,
    );
  });
}

/** Most ids pass, so whole stretches are asked for at once. */
function admitted(ids: readonly Id[], ground: Ground): Id[] {
  if (ids.length === 0 || guard(post(listOf(...ids)), ground) === null) return [...ids];
  if (ids.length === 1) return [];
  const middle = Math.ceil(ids.length / 2);
  return [...admitted(ids.slice(0, middle), ground), ...admitted(ids.slice(middle), ground)];
}

/** So many of the first absent ids are compared, and of those that lie nearest to a device. */
const MOST_COMPARED = 24;

/** The absent id by whose misreading, alone or beside a device, the fewest undeclared ids could be hit comes first. */
function quietestFirst(absent: readonly Id[], ground: Ground): Id[] {
  const devices = [...ground.devices].map(BigInt);
  const distance = (id: Id) =>
    devices.map((device) => (device > BigInt(id) ? device - BigInt(id) : BigInt(id) - device)).sort(byValue)[0] ?? 0n;
  const nearest = [...absent].map((id) => ({ id, by: distance(id) })).sort((a, b) => byValue(a.by, b.by));
  const compared = new Set([...absent, ...nearest.map(({ id }) => id)].slice(0, MOST_COMPARED));
  for (const { id } of nearest.slice(0, MOST_COMPARED)) compared.add(id);
  const some = [...ground.devices].slice(0, MOST_COMPARED);
  const exposed = (id: Id): bigint => {
    const beside = some.flatMap((device) => [post(listOf(device, id)), post(listOf(id, device))]);
    const ranges = exposuresOf([post(listOf(id)), ...beside], ground).flatMap(({ ids }) => ids);
    return ranges.reduce((sum, [from, to]) => sum + BigInt(to) - BigInt(from) + 1n, 0n);
  };
  const [best] = [...compared].map((id) => ({ id, by: exposed(id) })).sort((a, b) => byValue(a.by, b.by));
  return best ? [best.id, ...absent.filter((id) => id !== best.id)] : [];
}

const byValue = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
