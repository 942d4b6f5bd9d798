/** What members and entries of a conjunction have to be. */
import { facetsOf } from './facets.ts';
import { ANYTHING, type Node, nodeOf, type Part } from './node.ts';

const knownMembers = new WeakMap<Node, Map<string, Node>>();

/** Of one object; names come out of values too, of which there may be many. */
const MOST_KNOWN = 2000;

/** What a member of that name has to be. */
export function memberOf(node: Node, name: string): Node {
  const known = knownMembers.get(node) ?? new Map<string, Node>();
  const before = known.get(name);
  if (before) return before;
  const member = memberFrom(node, name);
  if (known.size === 0) knownMembers.set(node, known);
  if (known.size < MOST_KNOWN) known.set(name, member);
  return member;
}

function memberFrom(node: Node, name: string): Node {
  const parts = facetsOf(node).members.flatMap(({ properties, patterns, others }): Part[] => {
    const matching = patterns.filter(({ test }) => test?.test(name)).map(({ part }) => part);
    const own = properties.get(name);
    if (own || matching.length > 0) return [...(own ? [own] : []), ...matching];
    return others ? [others] : [];
  });
  return nodeOf(parts, node.role);
}

/** Whether a schema names the member. */
export const describes = (node: Node, name: string): boolean =>
  facetsOf(node).members.some(({ properties }) => properties.has(name));

export const namesOf = (node: Node): Set<string> =>
  new Set(facetsOf(node).members.flatMap(({ properties }) => [...properties.keys()]));

/** What members have to be that no name and no pattern speaks of. */
export const othersOf = (node: Node): Node =>
  nodeOf(
    facetsOf(node).members.flatMap(({ others }) => others ?? []),
    node.role,
  );

export const entryOf = (node: Node, i: number): Node =>
  nodeOf(
    facetsOf(node).entries.flatMap(({ prefix, rest }) => prefix[i] ?? rest ?? []),
    node.role,
  );

/** What entries have to be after those that are described one by one. */
export const restOf = (node: Node): Node =>
  nodeOf(
    facetsOf(node).entries.flatMap(({ rest }) => rest ?? []),
    node.role,
  );

export const prefixOf = (node: Node): number =>
  Math.max(0, ...facetsOf(node).entries.map(({ prefix }) => prefix.length));

export const isAnything = (node: Node): boolean => node.parts.length === 1 && node.parts[0] === ANYTHING;

/** Whether nothing at all is taken, as far as one level says. */
export const isNever = (node: Node): boolean => facetsOf(node).never !== undefined;
