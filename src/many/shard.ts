import { createHash } from 'node:crypto';
import type { Deployment } from '../deployment/deployment.ts';
import { keysOf } from './keys.ts';

/** One of several machines that share a list of deployments. */
export interface Shard {
  /** From 1 to `count`. */
  index: number;
  count: number;
}

/**
 * The deployments of a shard, in their order. By their names: one more in the list moves no other. Those that take the same
 * instance, or log in as the same MQTT client, are in the same shard, because two machines do not see each other.
 */
export function inShard<T extends Deployment>(deployments: readonly T[], { index, count }: Shard): T[] {
  const groups = groupsOf(deployments);
  return deployments.filter((one) => shardOf(groups.get(one) ?? one.name, count) === index);
}

function shardOf(name: string, count: number): number {
  return (createHash('sha256').update(name).digest().readUInt32BE(0) % count) + 1;
}

/** Of each deployment the first name of those that it cannot run beside. */
function groupsOf<T extends Deployment>(deployments: readonly T[]): Map<T, string> {
  const leader = new Map<string, string>();
  const find = (key: string): string => {
    let at = key;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) at = next;
    return at;
  };
  const members = deployments.map((one) => ({ one, keys: keysOf(one) }));
  for (const { keys } of members) for (const key of keys) leader.set(find(key), find(keys[0] ?? key));
  const first = new Map<string, string>();
  for (const { one, keys } of members) {
    const root = find(keys[0] ?? '');
    const before = first.get(root);
    if (before === undefined || one.name < before) first.set(root, one.name);
  }
  return new Map(members.map(({ one, keys }) => [one, first.get(find(keys[0] ?? '')) ?? one.name]));
}
