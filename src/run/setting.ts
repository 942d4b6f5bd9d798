import { listOf, post } from '../checks/request.ts';
import type { Setting } from '../checks/setting.ts';
import type { Deployment, Id } from '../deployment/deployment.ts';
import type { Witness } from '../devices/session.ts';
import type { Edition } from '../edition/edition.ts';
import { groundOf, guard } from '../exchange/guard.ts';

/** As many absent ids as the largest batch of the catalogue needs. */
const MOST_ABSENT = 4096;

const successor = (id: Id) => (BigInt(id) + 1n).toString();
const predecessor = (id: Id) => (BigInt(id) - 1n).toString();
const ascending = (a: Id, b: Id) => (BigInt(a) < BigInt(b) ? -1 : 1);

/**
 * With four or more devices one is never named in a request, so that something is there to be hit by mistake: those that
 * are `watchOnly`, else one that has no neighbour among the others, else the last.
 */
export function bystandersOf(deployment: Deployment): Id[] {
  const marked = deployment.devices.filter((device) => device.watchOnly).map(({ id }) => id);
  const ids = deployment.devices.map(({ id }) => id).sort(ascending);
  if (marked.length > 0 || ids.length < 4) return marked;
  const all = new Set(ids);
  const alone = ids.find((id) => !all.has(successor(id)) && !all.has(predecessor(id)));
  return [alone ?? ids.at(-1) ?? ''];
}

/** What checks may know of the deployment. */
export function settingOf(deployment: Deployment, edition: Edition, witness: Witness): Setting {
  const bystanders = bystandersOf(deployment);
  const ground = groundOf(deployment, bystanders);
  // Where sessions are watched, a device without a login cannot be brought online.
  const usable = (id: Id) =>
    witness !== 'mqtt' || deployment.devices.some((device) => device.id === id && device.mqtt !== undefined);
  const takeable = [...ground.devices].filter(usable).sort(ascending);
  return {
    edition,
    takeable,
    bystanders,
    ground,
    absent: absentIds(deployment).filter((id) => guard(post(listOf(id)), ground) === null),
    claims: deployment.claims,
    limits: deployment.limits,
    witness,
  };
}

/** Declared absent ids below 2^31, single ones first. */
function absentIds({ absent }: Deployment): Id[] {
  const ids = new Set(absent.ids);
  for (const [from, to] of absent.ranges) {
    for (let id = BigInt(from); id <= BigInt(to) && ids.size < MOST_ABSENT; id++) ids.add(id.toString());
  }
  return [...ids].filter((id) => BigInt(id) < 1n << 31n).slice(0, MOST_ABSENT);
}
