/** What a conjunction of schemas says, keyword by keyword, with references and allOf followed. */

import { canonical, isMembers, isNumber, isWhole, type Members, type Tree } from '../tree.ts';
import { entryKeywords } from './entry-rules.ts';
import { dropOthersMembers, isConstraint, memberKeywords } from './member-rules.ts';
import { inside, less, type Node, ONLY_NULL, type Part, partOf } from './node.ts';
import { bound, isBound, restrictTypes, restrictValues } from './restrict.ts';
import { type Building, type Facets, TYPES } from './shapes.ts';

const OPAQUE: readonly (readonly string[])[] = [
  ['not'],
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ['propertyNames'],
  ['dependentRequired'],
  ['dependentSchemas'],
  ['dependencies'],
  ['unevaluatedItems'],
];
export const NOTED = new Set([
  'default',
  'deprecated',
  'discriminator',
  'xml',
  'readOnly',
  'writeOnly',
  'x-extensible-enum',
  'x-ms-enum',
  'x-ms-discriminator-value',
]);

const memo = new WeakMap<Node, Facets>();

export function facetsOf(node: Node): Facets {
  const before = memo.get(node);
  if (before) return before;
  const facets: Building = {
    never: undefined,
    types: new Set(TYPES),
    type: undefined,
    values: undefined,
    isNullGuessed: false,
    bounds: new Map(),
    multiples: [],
    patterns: new Map(),
    formats: new Map(),
    members: [],
    required: new Map(),
    entries: [],
    unions: [],
    opaque: [],
    notes: new Map(),
    own: [],
  };
  const seen = new Set<string>();
  for (const part of node.parts) visit(part, facets, seen);
  // Whole multiples of whole numbers are integers.
  if (facets.multiples.some(({ value }) => isNumber(value) && isWhole(value))) facets.types.delete('fraction');
  dropOthersMembers(facets, node.role);
  memo.set(node, facets);
  return facets;
}

function visit(part: Part, facets: Building, seen: Set<string>): void {
  if (seen.has(part.key)) return;
  seen.add(part.key);
  const { schema, source, graph } = part.place;
  if (schema === false) facets.never ??= part;
  if (!isMembers(schema)) return;
  const isOld = source.draft !== '2020-12';
  const has = (keyword: string) => schema[keyword] !== undefined && !part.without.includes(keyword);
  if (isNullable(schema, isOld) && has('nullable')) {
    const isWhole = ['allOf', 'anyOf', 'oneOf', '$ref'].some((key) => schema[key] !== undefined);
    if (isWhole || (schema['type'] === undefined && Object.keys(schema).some((key) => isConstraint(key)))) {
      const branches = [less(part, 'nullable', 'x-nullable'), ONLY_NULL];
      facets.unions.push({ keyword: 'nullable', branches, discriminator: undefined, part });
      return;
    }
  }
  const scope = graph.enter(part.scope, part.place);
  const { $ref: ref, $dynamicRef: dynamic } = schema;
  if (typeof ref === 'string' && has('$ref')) {
    visit(partOf(graph.follow(part.place, ref), scope), facets, seen);
    // Old dialects pass over what stands beside a reference, but for what says who writes it.
    if (isOld) return;
  }
  if (typeof dynamic === 'string' && has('$dynamicRef'))
    visit(partOf(graph.followDynamic(part.place, dynamic, scope), scope), facets, seen);
  const { allOf } = schema;
  if (Array.isArray(allOf) && has('allOf')) for (const i of allOf.keys()) visit(inside(part, 'allOf', i), facets, seen);
  facets.own.push(less(part, '$ref', '$dynamicRef', 'allOf'));
  const plain = plainly(schema, part);
  for (const other of plain.values()) visit(other, facets, seen);
  ownKeywords(schema, less(part, ...plain.keys()), isOld, facets);
}

/** Whether a schema is written so that it refuses nothing. */
const takesAll = (schema: Tree): boolean => schema === true || (isMembers(schema) && Object.keys(schema).length === 0);

/** By keyword, the parts that say the same without a condition or a negation: what is not not, and what always has to be met. */
function plainly(schema: Members, part: Part): Map<string, Part> {
  const found = new Map<string, Part>();
  const has = (keyword: string) => schema[keyword] !== undefined && !part.without.includes(keyword);
  const { not, if: condition } = schema;
  if (has('not') && isMembers(not) && Object.keys(not).length === 1 && not['not'] !== undefined)
    found.set('not', inside(part, 'not', 'not'));
  if (!has('if')) return found;
  const asked = takesAll(condition ?? false) ? 'then' : condition === false ? 'else' : null;
  if (asked !== null && has(asked)) found.set('if', inside(part, asked));
  return found;
}

const isNullable = (schema: Members, isOld: boolean) =>
  (isOld && schema['nullable'] === true) || schema['x-nullable'] === true;

function ownKeywords(schema: Members, part: Part, isOld: boolean, facets: Building): void {
  const isNull = isNullable(schema, isOld) && !part.without.includes('nullable');
  for (const [key, value] of Object.entries(schema)) {
    if (part.without.includes(key)) continue;
    if (key === 'type') restrictTypes(value, isNull, part, facets);
    else if (key === 'enum' && Array.isArray(value)) {
      const isGuessed = isNull && !value.includes(null);
      facets.isNullGuessed ||= isGuessed;
      restrictValues(isGuessed ? [...value, null] : value, facets);
    } else if (key === 'const') restrictValues([value], facets);
    else if (isBound(key)) bound(key, value, schema, part, facets);
    else if (key === 'uniqueItems') {
      if (value === true) facets.bounds.set(key, { value, part });
    } else if (key === 'multipleOf') facets.multiples.push({ value, part });
    else if (key === 'pattern') facets.patterns.set(String(value), { value, part });
    else if (key === 'format') facets.formats.set(String(value), { value, part });
    else if (key === 'required' && Array.isArray(value)) {
      for (const name of value) if (!facets.required.has(String(name))) facets.required.set(String(name), part);
    } else if ((key === 'anyOf' || key === 'oneOf') && Array.isArray(value)) {
      const { discriminator } = schema;
      facets.unions.push({
        keyword: key,
        branches: value.map((_, i) => inside(part, key, i)),
        discriminator: isMembers(discriminator) ? discriminator : undefined,
        part,
      });
    } else if (NOTED.has(key)) facets.notes.set(key, { value, part });
  }
  memberKeywords(schema, part, facets, facetsOf);
  const isEnded = entryKeywords(schema, part, facets, facetsOf);
  for (const [first = '', ...more] of OPAQUE) {
    const keywords = [first, ...more].filter((key) => schema[key] !== undefined && !part.without.includes(key));
    if (!keywords.includes(first) || (first === 'unevaluatedItems' && isEnded)) continue;
    const value = Object.fromEntries(keywords.map((key) => [key, schema[key] as Tree]));
    if (saysNothing(first, value)) continue;
    if (canonical(value['minContains'] ?? 0) === '1') delete value['minContains'];
    facets.opaque.push({ keyword: first, value, part });
  }
}

/** A condition without branches, or `contains` that any number of entries meets, refuses nothing. */
const saysNothing = (keyword: string, value: Members): boolean =>
  keyword === 'if'
    ? takesAll(value['then'] ?? true) && takesAll(value['else'] ?? true)
    : keyword === 'contains' && value['maxContains'] === undefined && canonical(value['minContains'] ?? 1) === '0';
