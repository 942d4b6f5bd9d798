/** Values that tell two schemas apart, if anything does: what stands at, before and behind every limit of either. */
import { addWhole, canonical, isMembers, isNumber, isWhole, type Members, type Tree } from '../tree.ts';

/** Strings that match an expression; none where that cannot be told. */
export type StringsOf = (pattern: string) => readonly string[];

/** So many values for one schema. */
const MOST = 400;
/** For a member or an entry of a larger value. */
const MOST_INNER = 60;
/** A list or a text that long is still tried. */
const LONGEST_LIST = 12_000;
const LONGEST_TEXT = 200_000;
const MAX_DEPTH = 6;
/** A name that no description uses. */
const UNLISTED = 'unlisted-member';

const PLAIN: readonly Tree[] = [null, true, false, 0, 1, -1, 2, 0.5, 1.5, '', 'a', 'text', [], {}];

/** Candidates from several schemas for the same place. */
export function candidatesOf(schemas: readonly Tree[], strings: StringsOf): Tree[] {
  return build(schemas, { strings, root: schemas }, 0).slice(0, MOST);
}

interface Context {
  strings: StringsOf;
  root: readonly Tree[];
}

function build(schemas: readonly Tree[], context: Context, depth: number): Tree[] {
  const nodes = expand(schemas, context);
  const found = new Map<string, Tree>();
  const add = (values: readonly Tree[]) => {
    for (const value of values) {
      // Long ones are not compared, only counted.
      const key = Array.isArray(value) && value.length > 1000 ? `list ${value.length}` : canonical(value);
      if (!found.has(key)) found.set(key, value);
    }
  };
  for (const node of nodes) {
    if (node['const'] !== undefined) add([node['const']]);
    for (const list of [node['enum'], node['examples']]) if (Array.isArray(list)) add(list);
    for (const one of [node['default'], node['example']]) if (one !== undefined) add([one]);
  }
  if (depth < MAX_DEPTH) {
    if (nodes.some((node) => isMembers(node['properties']) || allows(node, 'object')))
      add(objectsOf(nodes, context, depth));
    if (nodes.some((node) => node['items'] !== undefined || node['prefixItems'] !== undefined || allows(node, 'array')))
      add(listsOf(nodes, context, depth));
  }
  add(nodes.flatMap((node) => stringsIn(node, context.strings)));
  add(nodes.flatMap(numbersIn));
  add(PLAIN);
  // What has the right type comes first: it makes the better beginning of something larger.
  const types = new Set(nodes.flatMap(({ type }) => (Array.isArray(type) ? type : type === undefined ? [] : [type])));
  const isRight = (value: Tree) => typesOf(value).some((type) => types.has(type));
  const all = [...found.values()];
  return types.size === 0 ? all : [...all.filter(isRight), ...all.filter((value) => !isRight(value))];
}

function typesOf(value: Tree): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (isNumber(value)) return isWhole(value) ? ['integer', 'number'] : ['number'];
  return [isMembers(value) ? 'object' : typeof value];
}

/** The schemas, those that they refer to, and the branches of their alternatives. */
function expand(schemas: readonly Tree[], context: Context, depth = 0): Members[] {
  return schemas.filter(isMembers).flatMap((schema) => {
    const inner = ['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
      Array.isArray(schema[key]) ? (schema[key] as Tree[]) : [],
    );
    for (const key of ['if', 'then', 'else', 'not']) if (schema[key] !== undefined) inner.push(schema[key] as Tree);
    const ref = schema['$ref'];
    if (typeof ref === 'string')
      for (const root of context.root) {
        const defs = isMembers(root) && isMembers(root['$defs']) ? root['$defs'] : {};
        const target = defs[ref.slice('#/$defs/'.length)];
        if (target !== undefined) inner.push(target);
      }
    return [schema, ...(depth < 4 ? expand(inner, context, depth + 1) : [])];
  });
}

const allows = ({ type }: Members, name: string) => (Array.isArray(type) ? type.includes(name) : type === name);

function numbersIn(node: Members): Tree[] {
  const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map((key) => node[key]);
  const around = bounds.filter(isNumber).flatMap((bound) => {
    const half = typeof bound === 'number' ? [bound + 0.5, bound - 0.5, bound * 2, bound / 2, bound * 3] : [];
    return [bound as Tree, addWhole(bound, 1), addWhole(bound, -1), ...half];
  });
  const ranges: Readonly<Record<string, readonly number[]>> = {
    int32: [2147483647, 2147483648, -2147483648, -2147483649],
    int64: [2 ** 53, 2 ** 63],
  };
  const { format } = node;
  return [...around, ...(typeof format === 'string' ? (ranges[format] ?? []) : [])];
}

function stringsIn(node: Members, strings: StringsOf): Tree[] {
  const patterns = typeof node['pattern'] === 'string' ? [node['pattern']] : [];
  const lengths = [node['minLength'], node['maxLength']]
    .filter((length): length is number => typeof length === 'number' && length <= LONGEST_TEXT)
    .flatMap((length) => [length - 1, length, length + 1])
    .filter((length) => length >= 0);
  return [...lengths.map((length) => 'x'.repeat(length)), ...patterns.flatMap((pattern) => [...strings(pattern)])];
}

function listsOf(nodes: readonly Members[], context: Context, depth: number): Tree[] {
  const items = nodes.flatMap((node) => (node['items'] === undefined ? [] : [node['items']]));
  for (const node of nodes) if (Array.isArray(node['prefixItems'])) items.push(...node['prefixItems']);
  for (const node of nodes) if (node['contains'] !== undefined) items.push(node['contains']);
  const entries = build(items, context, depth + 1).slice(0, MOST_INNER);
  const lengths = nodes
    .flatMap((node) => [node['minItems'], node['maxItems'], node['minContains'], node['maxContains']])
    .filter((length): length is number => typeof length === 'number' && length <= LONGEST_LIST)
    .flatMap((length) => [length - 1, length, length + 1]);
  const [first = 1] = entries;
  const numbered = (length: number) =>
    Array.from({ length }, (_, i): Tree => (typeof first === 'number' ? i + 1 : first));
  return [
    [],
    ...entries.map((entry): Tree => [entry]),
    ...[2, ...lengths]
      .filter((length) => length >= 0)
      .flatMap((length) => [numbered(length), Array.from({ length }, () => first)]),
    ...entries.slice(0, 6).flatMap((a) => entries.slice(0, 6).map((b): Tree => [a, b])),
  ];
}

function objectsOf(nodes: readonly Members[], context: Context, depth: number): Tree[] {
  const byName = new Map<string, Tree[]>();
  const required = new Set<string>();
  for (const node of nodes) {
    for (const [name, one] of Object.entries(isMembers(node['properties']) ? node['properties'] : {}))
      byName.set(name, [...(byName.get(name) ?? []), one]);
    for (const name of Array.isArray(node['required']) ? node['required'] : []) {
      required.add(String(name));
      if (!byName.has(String(name))) byName.set(String(name), []);
    }
    for (const key of ['dependentRequired', 'dependentSchemas'])
      for (const name of Object.keys(isMembers(node[key]) ? node[key] : {}))
        if (!byName.has(name)) byName.set(name, []);
    for (const pattern of Object.keys(isMembers(node['patternProperties']) ? node['patternProperties'] : {})) {
      const [name] = context.strings(pattern);
      if (name !== undefined) byName.set(name, Object.values(node['patternProperties'] as Members));
    }
  }
  const extra = nodes.flatMap((node) =>
    isMembers(node['additionalProperties'])
      ? [node['additionalProperties']]
      : isMembers(node['unevaluatedProperties'])
        ? [node['unevaluatedProperties']]
        : [],
  );
  const values = new Map([...byName].map(([name, of]) => [name, build(of, context, depth + 1).slice(0, MOST_INNER)]));
  // Several beginnings, because the first value of a member is not always a valid one.
  const bases = [0, 1, 2, 3].flatMap((n) => {
    const pick = (names: Iterable<string>) =>
      Object.fromEntries([...names].map((name) => [name, values.get(name)?.[n] ?? values.get(name)?.[0] ?? 1]));
    return [pick(byName.keys()), pick(required)];
  });
  const varied = bases.slice(0, 2).flatMap((base) => [
    ...Object.keys(base).map((name) => without(base, name)),
    ...[...values].flatMap(([name, some]) => some.map((value) => ({ ...base, [name]: value }))),
    { ...base, [UNLISTED]: 1 },
    ...build(extra, context, depth + 1)
      .slice(0, MOST_INNER)
      .map((value) => ({ ...base, [UNLISTED]: value })),
  ]);
  const counts = nodes
    .flatMap((node) => [node['minProperties'], node['maxProperties']])
    .filter((count): count is number => typeof count === 'number' && count < 200)
    .flatMap((count) => [count - 1, count, count + 1]);
  const counted = counts
    .filter((count) => count >= 0)
    .map((count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`member${i}`, 1])));
  return [...bases, ...varied, ...counted, {}];
}

const without = (base: Members, name: string): Members => {
  const { [name]: _, ...rest } = base;
  return rest;
};
