/** Types, values and bounds of one schema, which hold together with those of others. */
import { canonical, compareNumbers, isNumber, type Members, type Tree } from '../tree.ts';
import type { Part } from './node.ts';
import type { Building } from './shapes.ts';

const LOWEST = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']);
const HIGHEST = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);
export const isBound = (keyword: string): boolean => LOWEST.has(keyword) || HIGHEST.has(keyword);

export function restrictTypes(value: Tree, isNull: boolean, part: Part, facets: Building): void {
  const named = new Set((Array.isArray(value) ? value : [value]).map(String));
  if (named.has('number')) named.add('integer').add('fraction');
  // A file of Swagger 2.0 is what later versions call a binary string.
  if (named.has('file')) {
    named.add('string');
    facets.formats.set('binary', { value: 'binary', part });
  }
  if (isNull) named.add('null');
  facets.type ??= { value, part };
  for (const type of facets.types) if (!named.has(type)) facets.types.delete(type);
}

export function restrictValues(values: readonly Tree[], facets: Building): void {
  const found = new Map(values.map((value) => [canonical(value), value]));
  if (facets.values) for (const key of facets.values.keys()) if (!found.has(key)) facets.values.delete(key);
  facets.values ??= found;
}

export function bound(key: string, value: Tree, schema: Members, part: Part, facets: Building): void {
  let keyword = key;
  let limit = value;
  // Old dialects say by a flag that a bound is exclusive.
  if (typeof value === 'boolean') {
    const other = schema[key === 'exclusiveMinimum' ? 'minimum' : 'maximum'];
    if (!value || !isNumber(other)) return;
    limit = other;
  } else if (key === 'minimum' && schema['exclusiveMinimum'] === true) return;
  else if (key === 'maximum' && schema['exclusiveMaximum'] === true) return;
  if (!isNumber(limit)) return;
  keyword = key;
  const before = facets.bounds.get(keyword)?.value;
  const way = isNumber(before) ? compareNumbers(limit, before) : LOWEST.has(key) ? 1 : -1;
  if (LOWEST.has(key) ? way > 0 : way < 0) facets.bounds.set(keyword, { value: limit, part });
}
