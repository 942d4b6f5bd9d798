/** By what the branches of a union are known: names, values of a discriminator, tags. */
import { facetsOf } from '../graph/facets.ts';
import { memberOf, namesOf } from '../graph/inner.ts';
import type { Node, Part } from '../graph/node.ts';
import type { Union } from '../graph/shapes.ts';
import type { Alternative } from '../graph/types.ts';
import { isMembers } from '../tree.ts';

export const unionOf = (node: Node): Union | undefined =>
  facetsOf(node).unions.find(({ keyword }) => keyword !== 'nullable');

/** The name of a branch: that of the schema that it refers to, its title, or nothing. */
export function labelOf({ branch }: Alternative): string | null {
  if (!branch || !isMembers(branch.place.schema)) return null;
  const { $ref: ref, title, allOf } = branch.place.schema;
  if (typeof ref === 'string') return nameOf(ref);
  if (typeof title === 'string') return title;
  const refs = Array.isArray(allOf) ? allOf.map((one) => (isMembers(one) ? one['$ref'] : undefined)) : [];
  const names = refs.filter((one) => typeof one === 'string').map(nameOf);
  return names.length > 0 && names.length === refs.length ? names.join(' and ') : null;
}

const nameOf = (ref: string): string => (ref.split('/').at(-1) ?? ref).replace(/\.(ya?ml|json)$/, '');

/** The value of the discriminator by which a branch is chosen. */
export function discriminatorKey({ branch }: Alternative, side: Node): string | null {
  const discriminator = unionOf(side)?.discriminator;
  if (!discriminator || !branch || !isMembers(branch.place.schema)) return null;
  const { graph } = branch.place;
  const ref = branch.place.schema['$ref'];
  if (typeof ref !== 'string') return null;
  const target = graph.follow(branch.place, ref);
  const mapping = isMembers(discriminator['mapping']) ? discriminator['mapping'] : {};
  for (const [value, to] of Object.entries(mapping)) {
    const text = String(to);
    if (/[#/.]/.test(text) ? isAt(branch.place, text, target) : nameOf(ref) === text) return value;
  }
  return nameOf(ref);
}

function isAt(from: Part['place'], ref: string, target: Part['place']): boolean {
  try {
    return from.graph.follow(from, ref) === target;
  } catch {
    return false;
  }
}

/** Members by which every branch says what it is. */
export function tagNames(...sides: (readonly Alternative[])[]): string[] {
  const all = sides.flat();
  const [first] = all;
  if (!first) return [];
  const named = [...new Set(all.flatMap(({ node }) => [...namesOf(node)]))];
  if (named.length > 300) return [];
  return named.filter((name) => {
    const values = all.map(({ node }) => tagOf(node, name)).filter((value) => value !== null);
    return values.length > 0 && new Set(values).size > (all.length > values.length ? 0 : 1);
  });
}

export function tagOf(node: Node, name: string): string | null {
  if (!namesOf(node).has(name)) return null;
  const { values } = facetsOf(memberOf(node, name));
  return values && values.size > 0 && values.size <= 5 ? [...values.keys()].sort().join() : null;
}
