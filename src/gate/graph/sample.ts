/** Values that tell two conjunctions apart, if anything does: what stands at, before and behind every limit of either. */
import { canonical, isMembers, type Members, type Tree } from '../tree.ts';
import { accepts } from './accepts.ts';
import {
  containing,
  counts,
  filled,
  LONGEST_NAME,
  numbers,
  type StringsOf,
  texts,
  UNLISTED,
  variantOf,
  without,
} from './edges.ts';
import { facetsOf } from './facets.ts';
import { entryOf, isAnything, memberOf, namesOf, othersOf, prefixOf, restOf } from './inner.ts';
import { inside, type Node, nodeOf, ONLY_OBJECT } from './node.ts';
import type { Facets } from './shapes.ts';
import { typeOf, typesOf } from './types.ts';

const MOST = 300;
/** For a member or an entry of a larger value. */
const MOST_INNER = 12;
const LONGEST_LIST = 12_000;
const DEEPEST = 5;
/** Values that are looked at one by one. */
const MOST_LISTED = 40;

export interface Samples {
  /** Values around the limits of both, each made when it is asked for; those that the first takes come first. */
  around: (from: Node, to: Node) => Iterable<Tree>;
  /** A value that the conjunction takes; undefined where none was found. */
  one: (node: Node) => Tree | undefined;
}

/** What the values of members and entries are made with. */
interface Sampler {
  one: (node: Node) => Tree | undefined;
  strings: StringsOf;
  valuesOf: (from: Node, to: Node, depth: number) => Iterable<Tree>;
}

export function samplesBy(strings: StringsOf): Samples {
  const found = new WeakMap<Node, { value: Tree | undefined }>();
  const open = new Set<Node>();
  const one = (node: Node): Tree | undefined => {
    const known = found.get(node);
    if (known) return known.value;
    if (open.has(node)) return undefined;
    open.add(node);
    const value = firstOf(valuesOf(node, node, DEEPEST - 1), (some) => accepts(node, some) === true);
    open.delete(node);
    if (open.size === 0 || value !== undefined) found.set(node, { value });
    return value;
  };

  function* valuesOf(from: Node, to: Node, depth: number): Generator<Tree, void> {
    const told = new Set<string>();
    for (const value of candidatesOf(from, to, depth)) {
      // Long ones are not compared, only counted.
      const key = Array.isArray(value) && value.length > 1000 ? `list ${value.length}` : canonical(value);
      if (told.has(key)) continue;
      yield value;
      if (told.add(key).size >= MOST) return;
    }
  }

  function* candidatesOf(from: Node, to: Node, depth: number): Generator<Tree, void> {
    const facets = [...branchesOf(from), ...(from === to ? [] : branchesOf(to))].map(facetsOf);
    for (const { values } of facets) yield* [...(values?.values() ?? [])].slice(0, MOST_LISTED);
    for (const { keyword, part } of facets.flatMap(({ opaque }) => opaque)) {
      const shut = keyword === 'not' ? facetsOf(nodeOf([inside(part, 'not')], from.role)).values : undefined;
      yield* [...(shut?.values() ?? [])].slice(0, MOST_LISTED);
    }
    for (const { notes } of facets) {
      const value = notes.get('default')?.value;
      if (value !== undefined) yield value;
    }
    const types = typesOf(from);
    if (types.has('object') && depth < DEEPEST)
      for (const node of branchesOf(from)) yield* objects(sampler, node, to, depth);
    if (types.has('array') && depth < DEEPEST) yield* lists(sampler, from, to, facets, depth);
    if (types.has('string')) yield* texts(facets, strings);
    if (types.has('integer') || types.has('fraction')) yield* numbers(facets);
    yield* PLAIN.filter((value) => types.has(typeOf(value)));
    yield* PLAIN;
  }

  const sampler: Sampler = { one, strings, valuesOf };
  return { one, around: (from, to) => valuesOf(from, to, 0) };
}

function* objects({ one, strings, valuesOf }: Sampler, node: Node, to: Node, depth: number): Generator<Tree, void> {
  const names = namesOf(node);
  const required = new Set(facetsOf(node).required.keys());
  const rules = node === to ? [facetsOf(node)] : [facetsOf(node), facetsOf(to)];
  const conditions: Members[] = [];
  for (const { keyword, value, part } of rules.flatMap(({ opaque }) => opaque)) {
    if (keyword === 'propertyNames')
      for (const name of texts([facetsOf(nodeOf([inside(part, keyword)], node.role))], strings))
        if (typeof name === 'string' && name.length <= LONGEST_NAME) names.add(name);
    if (keyword.startsWith('depend'))
      for (const name of Object.keys((value[keyword] ?? {}) as Members)) names.add(name);
    if (keyword !== 'if' && keyword !== 'not') continue;
    const meeting = one(nodeOf([ONLY_OBJECT, inside(part, keyword)], node.role));
    if (isMembers(meeting)) conditions.push(meeting);
  }
  for (const { patterns } of rules.flatMap(({ members }) => members))
    for (const { pattern } of patterns) for (const name of strings(pattern).slice(0, 2)) names.add(name);
  const memberValue = (name: string): Tree => one(memberOf(node, name)) ?? 1;
  const pick = (of: Iterable<string>): Members => Object.fromEntries([...of].map((name) => [name, memberValue(name)]));
  const least = pick(required);
  yield least;
  const most = depth < DEEPEST - 1 ? pick([...required, ...[...names].slice(0, 60)]) : least;
  yield most;
  const toFacets = [facetsOf(node), facetsOf(to)];
  for (const name of new Set([...facetsOf(to).required.keys(), ...required])) yield without(most, name);
  const extra = isAnything(othersOf(node)) ? 1 : one(othersOf(node));
  if (extra !== undefined) yield { ...least, [UNLISTED]: extra };
  for (const count of counts(toFacets, 'minProperties', 'maxProperties', 200)) yield filled(least, count, extra ?? 1);
  for (const condition of conditions) yield* [condition, { ...least, ...condition }, { ...most, ...condition }];
  if (depth < 2)
    for (const { trigger, asked } of impliedBy(rules, one, node)) {
      const meeting = { ...least, ...trigger(memberValue) };
      yield meeting;
      for (const name of [...namesOf(asked)].slice(0, 20))
        for (const value of first(valuesOf(memberOf(node, name), memberOf(asked, name), depth + 2), MOST_INNER))
          yield { ...meeting, [name]: value };
    }
  if (depth < 2)
    for (const name of [...names].slice(0, 40))
      for (const value of first(valuesOf(memberOf(node, name), memberOf(to, name), depth + 2), MOST_INNER))
        yield { ...least, [name]: value };
  for (const name of [...names].slice(0, 40)) yield { ...least, [name]: memberValue(name) };
  yield {};
}

/** What is asked of values only where they have some members: how to make such a value, and what is asked of it then. */
function impliedBy(rules: readonly Facets[], one: Sampler['one'], { role }: Node) {
  const all: { trigger: (made: (name: string) => Tree) => Members; asked: Node }[] = [];
  for (const { keyword, value, part } of rules.flatMap(({ opaque }) => opaque)) {
    const asked = (...way: string[]) => nodeOf([inside(part, ...way)], role);
    if (keyword === 'if' && isMembers(value['then'])) {
      const meeting = one(nodeOf([ONLY_OBJECT, inside(part, 'if')], role));
      if (isMembers(meeting)) all.push({ trigger: () => meeting, asked: asked('then') });
    }
    // Most values do not meet a condition.
    if (keyword === 'if' && isMembers(value['else'])) all.push({ trigger: () => ({}), asked: asked('else') });
    if (keyword !== 'dependentSchemas' && keyword !== 'dependencies') continue;
    for (const [name, schema] of Object.entries((value[keyword] ?? {}) as Members))
      if (isMembers(schema)) all.push({ trigger: (made) => ({ [name]: made(name) }), asked: asked(keyword, name) });
  }
  return all;
}

function lists({ one, valuesOf }: Sampler, from: Node, to: Node, facets: readonly Facets[], depth: number): Tree[] {
  const start = Array.from({ length: prefixOf(from) }, (_, i) => one(entryOf(from, i)) ?? 1);
  const some = [...valuesOf(restOf(from), restOf(to), depth + 1)].filter(
    (value) => accepts(restOf(from), value) === true,
  );
  const [first = 1] = some;
  const short = some.filter((value) => typeof value !== 'string' || value.length <= LONGEST_NAME);
  const distinct = (length: number): Tree[] => {
    const found = new Map<string, Tree>();
    const add = (value: Tree) => found.size < length && found.set(canonical(value), value);
    for (let i = 0; i < length && accepts(restOf(from), variantOf(short[0] ?? first, i)) === true; i++)
      add(variantOf(short[0] ?? first, i));
    for (const value of short) add(value);
    return [...found.values(), ...Array.from({ length: length - found.size }, () => first)];
  };
  const contained = facets.flatMap(({ opaque }) =>
    opaque.flatMap(({ keyword, part }) =>
      keyword === 'contains' ? (one(nodeOf([inside(part, 'contains'), ...restOf(from).parts], from.role)) ?? []) : [],
    ),
  );
  const inner = some.slice(0, MOST_INNER);
  return [
    [],
    start,
    ...inner.map((value): Tree => [...start, value]),
    ...contained.flatMap((value): Tree[] => [[value], [...inner.slice(0, 1), value]]),
    ...[2, ...counts(facets, 'minItems', 'maxItems', LONGEST_LIST), ...containing(facets)].flatMap((length) => [
      distinct(length),
      Array.from({ length }, () => first),
      ...contained.map((value) => Array.from({ length }, () => value)),
    ]),
    ...inner.slice(0, 5).flatMap((a) => inner.slice(0, 5).map((b): Tree => [a, b])),
  ];
}

/** Values are made until one is meant. */
export function firstOf<T>(values: Iterable<T>, isMeant: (value: T) => boolean): T | undefined {
  for (const value of values) if (isMeant(value)) return value;
  return undefined;
}

function* first<T>(values: Iterable<T>, count: number): Generator<T, void> {
  let left = count;
  for (const value of values) {
    yield value;
    if (--left === 0) return;
  }
}

const PLAIN: readonly Tree[] = [null, true, false, 0, 1, -1, 2, 0.5, 1.5, '', 'a', 'text', [], {}];

/** The conjunction with each branch of its unions, or alone. */
function branchesOf(node: Node, depth = 0): Node[] {
  const [union] = facetsOf(node).unions;
  if (!union || depth > 3) return [node];
  return union.branches.slice(0, 60).flatMap((branch) => {
    const inner = nodeOf([...facetsOf(node).own, branch], node.role);
    return inner === node ? [] : [inner, ...(depth < 1 ? branchesOf(nodeOf([branch], node.role), depth + 1) : [])];
  });
}
