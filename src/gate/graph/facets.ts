/** What a conjunction of schemas says, keyword by keyword, with references and allOf followed. */

import type { Role } from '../api.ts';
import { pointerTo } from '../api.ts';
import { canonical, compareNumbers, isMembers, isNumber, isWhole, type Members, type Tree } from '../tree.ts';
import { type Expression, expression } from './expression.ts';
import { ANYTHING, less, type Node, nodeOf, ONLY_NULL, type Part, partOf } from './node.ts';

/** A number is an integer or a fraction. */
export type Type = 'null' | 'boolean' | 'integer' | 'fraction' | 'string' | 'array' | 'object';
export const TYPES: readonly Type[] = ['null', 'boolean', 'integer', 'fraction', 'string', 'array', 'object'];

/** A keyword that counts, with the place of the schema that has it. */
export interface Fact {
  value: Tree;
  part: Part;
}

/** What one schema says of members; those of several schemas hold at once. */
export interface MemberRules {
  properties: ReadonlyMap<string, Part>;
  patterns: readonly { pattern: string; test: Expression | null; part: Part }[];
  /** What no name and no pattern speaks of. */
  others: Part | undefined;
  keyword: 'additionalProperties' | 'unevaluatedProperties';
  part: Part;
}

export interface EntryRules {
  prefix: readonly Part[];
  rest: Part | undefined;
  part: Part;
}

export interface Union {
  keyword: 'anyOf' | 'oneOf' | 'nullable';
  branches: readonly Part[];
  discriminator: Members | undefined;
  part: Part;
}

export interface Facets {
  /** A schema that takes nothing. */
  never: Part | undefined;
  types: ReadonlySet<Type>;
  type: Fact | undefined;
  /** enum and const, those values that all of them have. */
  values: ReadonlyMap<string, Tree> | undefined;
  /** Whether null is one of them for `nullable` alone; some readers take it so, and others do not. */
  isNullGuessed: boolean;
  /** The tightest of each bound, and flags. */
  bounds: ReadonlyMap<string, Fact>;
  multiples: readonly Fact[];
  patterns: ReadonlyMap<string, Fact>;
  formats: ReadonlyMap<string, Fact>;
  members: readonly MemberRules[];
  required: ReadonlyMap<string, Part>;
  entries: readonly EntryRules[];
  unions: readonly Union[];
  /** not, if, contains and the like: held against each other as wholes. */
  opaque: readonly { keyword: string; value: Members; part: Part }[];
  /** What constrains nothing: default, deprecated, xml, extensions. */
  notes: ReadonlyMap<string, Fact>;
  /** The schemas themselves, each with nothing but its own keywords. */
  own: readonly Part[];
}

const LOWEST = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']);
const HIGHEST = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);
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

interface Building extends Facets {
  types: Set<Type>;
  values: Map<string, Tree> | undefined;
  bounds: Map<string, Fact>;
  multiples: Fact[];
  patterns: Map<string, Fact>;
  formats: Map<string, Fact>;
  members: MemberRules[];
  required: Map<string, Part>;
  entries: EntryRules[];
  unions: Union[];
  opaque: { keyword: string; value: Members; part: Part }[];
  notes: Map<string, Fact>;
  own: Part[];
}

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

/** A part of a keyword of a part. */
export function inside(part: Part, ...steps: (string | number)[]): Part {
  let tree: Tree | undefined = part.place.schema;
  for (const step of steps) tree = (tree as Members)[step as string];
  const { graph, source, pointer } = part.place;
  return partOf(graph.at(tree ?? true, pointerTo(pointer, ...steps), source), graph.enter(part.scope, part.place));
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

const isConstraint = (key: string) =>
  !/^(nullable|title|description|example|examples|default|deprecated|readOnly|writeOnly|xml|externalDocs|x-.*|\$comment)$/.test(
    key,
  );

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
    else if (LOWEST.has(key) || HIGHEST.has(key)) bound(key, value, schema, part, facets);
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
  memberKeywords(schema, part, facets);
  const isEnded = entryKeywords(schema, part, facets);
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

function restrictTypes(value: Tree, isNull: boolean, part: Part, facets: Building): void {
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

function restrictValues(values: readonly Tree[], facets: Building): void {
  const found = new Map(values.map((value) => [canonical(value), value]));
  if (facets.values) for (const key of facets.values.keys()) if (!found.has(key)) facets.values.delete(key);
  facets.values ??= found;
}

function bound(key: string, value: Tree, schema: Members, part: Part, facets: Building): void {
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

function memberKeywords(schema: Members, part: Part, facets: Building): void {
  const has = (key: string) => schema[key] !== undefined && !part.without.includes(key);
  const named = (key: string) => (isMembers(schema[key]) ? Object.keys(schema[key] as Members) : []);
  const isClosedBy = (key: string) => has(key) && (isMembers(schema[key]) || typeof schema[key] === 'boolean');
  const isThere = ['properties', 'patternProperties', 'additionalProperties'].some(has);
  if (isThere) {
    facets.members.push({
      properties: new Map(named('properties').map((name) => [name, inside(part, 'properties', name)])),
      patterns: named('patternProperties').map((pattern) => ({
        pattern,
        test: expression(pattern),
        part: inside(part, 'patternProperties', pattern),
      })),
      others: isClosedBy('additionalProperties') ? orAnything(inside(part, 'additionalProperties')) : undefined,
      keyword: 'additionalProperties',
      part,
    });
  }
  if (isClosedBy('unevaluatedProperties')) {
    // Whatever stands in the same schema, or in one that it takes in, is evaluated.
    const whole = evaluated(less(part, 'unevaluatedProperties'));
    if (whole)
      facets.members.push({
        ...whole,
        others: orAnything(inside(part, 'unevaluatedProperties')),
        keyword: 'unevaluatedProperties',
        part,
      });
  }
}

const orAnything = (part: Part): Part | undefined => {
  const { schema } = part.place;
  return schema === true || (isMembers(schema) && Object.keys(schema).every((key) => !isConstraint(key)))
    ? undefined
    : part;
};

/** The names that a schema and its branches speak of; null where all are. What they have to be is said elsewhere. */
function evaluated(part: Part): Pick<MemberRules, 'properties' | 'patterns'> | null {
  const properties = new Map<string, Part>();
  const patterns: MemberRules['patterns'][number][] = [];
  const seen = new Set<string>();
  let isAll = false;
  const collect = (one: Part, role: Role) => {
    if (seen.has(one.key)) return;
    seen.add(one.key);
    const { members, unions, opaque } = facetsOf(nodeOf([one], role));
    for (const { properties: named, patterns: matched, keyword, part: from } of members) {
      for (const name of named.keys()) properties.set(name, ANYTHING);
      for (const { pattern, test } of matched) patterns.push({ pattern, test, part: ANYTHING });
      const { schema } = from.place;
      isAll ||= keyword === 'additionalProperties' && isMembers(schema) && schema[keyword] !== undefined;
    }
    for (const { branches } of unions) for (const branch of branches) collect(branch, role);
    for (const { keyword, value, part: from } of opaque) {
      if (keyword === 'if') for (const key of Object.keys(value)) collect(inside(from, key), role);
      if (keyword === 'dependentSchemas')
        for (const name of Object.keys(value['dependentSchemas'] as Members))
          collect(inside(from, 'dependentSchemas', name), role);
    }
  };
  collect(part, 'request');
  collect(part, 'response');
  return isAll ? null : { properties, patterns };
}

/** Whether what follows the entries described is known, as far as unevaluatedItems says it. */
function entryKeywords(schema: Members, part: Part, facets: Building): boolean {
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

/** Members that only the other side writes are none in this direction. */
function dropOthersMembers(facets: Building, role: Role): void {
  const names = new Set(facets.members.flatMap(({ properties }) => [...properties.keys()]));
  const foreign = [...names].filter((name) => {
    const parts = facets.members.flatMap(({ properties }) => properties.get(name) ?? []);
    return parts.some((part) => isForeign(part, role, 0));
  });
  if (foreign.length === 0) return;
  for (const name of foreign) facets.required.delete(name);
  facets.members = facets.members.map((one) => ({
    ...one,
    properties: new Map([...one.properties].filter(([name]) => !foreign.includes(name))),
  }));
}

/** Whether a schema, or one that it refers to or takes in, says that only the other side writes the value. */
function isForeign({ place, scope }: Part, role: Role, depth: number): boolean {
  const { schema, graph } = place;
  if (!isMembers(schema) || depth > 20) return false;
  if (schema[role === 'request' ? 'readOnly' : 'writeOnly'] === true) return true;
  const { $ref: ref, allOf } = schema;
  if (typeof ref === 'string' && isForeign(partOf(graph.follow(place, ref), scope), role, depth + 1)) return true;
  return (
    Array.isArray(allOf) && allOf.some((_, i) => isForeign(inside(partOf(place, scope), 'allOf', i), role, depth + 1))
  );
}

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
