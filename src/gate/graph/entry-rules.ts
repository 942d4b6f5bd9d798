/** What one schema says of entries. */
import { isMembers, type Members, type Tree } from '../tree.ts';
import { orAnything } from './member-rules.ts';
import { ANYTHING, inside, less, nodeOf, type Part } from './node.ts';
import type { Building, Reader } from './shapes.ts';

/** Whether what follows the entries described is known, as far as unevaluatedItems says it. */
export function entryKeywords(schema: Members, part: Part, facets: Building, facetsOf: Reader): boolean {
  const { items, prefixItems } = schema;
  if (items !== undefined || prefixItems !== undefined) {
    const isTuple = Array.isArray(items);
    const list = isTuple ? 'items' : 'prefixItems';
    const prefix = Array.isArray(schema[list]) ? (schema[list] as Tree[]).map((_, i) => inside(part, list, i)) : [];
    const restKey = isTuple ? 'additionalItems' : 'items';
    const rest = schema[restKey] === undefined ? undefined : orAnything(inside(part, restKey));
    facets.entries.push({ prefix, rest, part });
  }
  if (schema['unevaluatedItems'] === undefined || part.without.includes('unevaluatedItems')) return true;
  // Whatever stands in the same schema, or in one that it takes in, is evaluated.
  const { entries, unions, opaque } = facetsOf(nodeOf([less(part, 'unevaluatedItems')], 'request'));
  // Which entries a branch or a condition looks at depends on the value.
  if (
    unions.length > 0 ||
    opaque.some(({ keyword }) => /^(if|contains|dependentSchemas|unevaluatedItems)$/.test(keyword))
  )
    return false;
  const isAll = entries.some(({ part: { place } }) => isMembers(place.schema) && place.schema['items'] !== undefined);
  const length = Math.max(0, ...entries.map(({ prefix }) => prefix.length));
  const prefix = Array.from({ length }, () => ANYTHING);
  if (!isAll) facets.entries.push({ prefix, rest: orAnything(inside(part, 'unevaluatedItems')), part });
  return true;
}
