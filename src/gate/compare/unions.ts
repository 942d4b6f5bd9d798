/** anyOf, oneOf and nullable: branch by branch, each matched with the one that took its place. */
import { accepts } from '../graph/accepts.ts';
import { facetsOf, memberOf, namesOf, type Type, type Union } from '../graph/facets.ts';
import type { Node, Part } from '../graph/node.ts';
import { type Alternative, alternativesOf, typeOf, typesOf } from '../graph/types.ts';
import { isMembers, type Tree } from '../tree.ts';
import { type Child, type Difference, type Edit, editOf, ownPart, type Pair, pairOf, spotOf } from './edit.ts';
import { compareSets, type Effect } from './keywords.ts';

/** Answers about other pairs, their whole depth counted in. */
export interface Likeness {
  /** No edit at all. */
  isSame: (pair: Pair) => boolean;
  /** No edit that takes from consumers what they have; null where that would take too long to find out. */
  isHarmless: (pair: Pair) => boolean | null;
}

export function unionDifference(pair: Pair, types: ReadonlySet<Type>, likeness: Likeness): Difference {
  const edits: Edit[] = [];
  const children: Child[] = [];
  const groups = new Map<string, { types: Set<Type>; base: Alternative[]; head: Alternative[] }>();
  for (const type of types) {
    const [base, head] = [alternativesOf(pair.base, type), alternativesOf(pair.head, type)];
    if (!base || !head) {
      edits.push(tooMany(pair));
      return { edits, children };
    }
    const key = `${base.map(({ node }) => node.key).join()} ${head.map(({ node }) => node.key).join()}`;
    const group = groups.get(key) ?? { types: new Set(), base, head };
    group.types.add(type);
    groups.set(key, group);
  }
  for (const { types: only, base, head } of groups.values()) {
    const [before] = base;
    const [after] = head;
    if (!before || !after) continue;
    if (base.length === 1 && head.length === 1) {
      children.push({
        pair: pairOf(before.node, after.node, pair.mode, only),
        step: { branch: labelOf(after) },
        isShared: false,
      });
      continue;
    }
    const listed = listedEdits(pair, base, head, only);
    if (listed) {
      edits.push(...listed);
      continue;
    }
    const matched = match(pair, base, head, only, likeness);
    for (const [old, now] of matched.pairs)
      children.push({
        pair: pairOf(old.node, now.node, pair.mode, only),
        step: { branch: labelOf(now) },
        isShared: true,
      });
    if (matched.isCut && Math.max(matched.gone.length, matched.come.length) > MOST_OTHERS) {
      edits.push(tooMany(pair));
      continue;
    }
    for (const old of matched.gone) edits.push(leftOver(pair, old, 'narrower', head, only, likeness));
    for (const now of matched.come) edits.push(leftOver(pair, now, 'wider', base, only, likeness));
    edits.push(...nameEdits(pair, matched.pairs));
    const overlap = overlapEdit(pair, matched.pairs, only, likeness);
    if (overlap) edits.push(overlap);
  }
  return { edits, children };
}

/** Where every alternative lists its values, the values count and not how they are spread. Null where one does not. */
function listedEdits(
  pair: Pair,
  base: readonly Alternative[],
  head: readonly Alternative[],
  only: ReadonlySet<Type>,
): Edit[] | null {
  const valuesOf = ({ node }: Alternative) => facetsOf(node).values;
  const all = [...base, ...head].map(valuesOf);
  // One value each is better told by its alternative.
  if (all.some((values) => values === undefined) || all.every((values) => values?.size === 1)) return null;
  const setOf = (side: readonly Alternative[], whole: Node) =>
    new Map(
      side
        .flatMap((one) => [...(valuesOf(one) ?? [])])
        .filter(([, value]) => only.has(typeOf(value)) && accepts(whole, value) !== false),
    );
  const [before, after] = [setOf(base, pair.base), setOf(head, pair.head)];
  const effect = compareSets(new Set(before.keys()), new Set(after.keys()));
  if (effect === 'note') return [];
  const lost = (from: Map<string, Tree>, to: Map<string, Tree>) =>
    [...from].filter(([key]) => !to.has(key)).map(([, value]) => value);
  const [gone, come] = [lost(before, after), lost(after, before)];
  return [
    {
      ...editOf(pair, 'enum', effect, undefined, undefined),
      before: [...before.values()],
      after: [...after.values()],
      gone,
      come,
    },
  ];
}

const unionOf = (node: Node): Union | undefined => facetsOf(node).unions.find(({ keyword }) => keyword !== 'nullable');

/** What is left is not compared one by one; only a value that the whole refuses proves anything. */
function tooMany(pair: Pair): Edit {
  const [before, after] = [unionOf(pair.base), unionOf(pair.head)];
  return {
    keyword: after?.keyword ?? before?.keyword ?? 'anyOf',
    effect: 'unknown',
    before: undefined,
    after: undefined,
    base: spotOf(before?.part ?? ownPart(pair.base)),
    head: spotOf(after?.part ?? ownPart(pair.head)),
    between: pair,
  };
}

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

interface Matched {
  /** Whether some were not tried, because they are too many. */
  isCut: boolean;
  pairs: [Alternative, Alternative][];
  gone: Alternative[];
  come: Alternative[];
}

/** More pairs than that are not tried against each other. */
const MOST_TRIED = 2500;
/** Nor is one alternative tried against more others than that. */
const MOST_OTHERS = 100;

function match(
  pair: Pair,
  base: readonly Alternative[],
  head: readonly Alternative[],
  only: ReadonlySet<Type>,
  { isSame, isHarmless }: Likeness,
): Matched {
  const pairs: [Alternative, Alternative][] = [];
  const gone = new Set(base);
  const come = new Set(head);
  const take = (old: Alternative, now: Alternative) => {
    pairs.push([old, now]);
    gone.delete(old);
    come.delete(now);
  };
  const byKey = (keyOf: (one: Alternative, side: Node) => string | null | undefined) => {
    const open = new Map<string, Alternative>();
    for (const now of come) {
      const key = keyOf(now, pair.head);
      if (key && !open.has(key)) open.set(key, now);
    }
    for (const old of [...gone]) {
      const key = keyOf(old, pair.base);
      const now = key ? open.get(key) : undefined;
      if (now && come.has(now)) take(old, now);
    }
  };
  const tags = tagNames(base, head);
  byKey((one, side) => discriminatorKey(one, side));
  byKey((one) => labelOf(one));
  for (const tag of tags) byKey((one) => tagOf(one.node, tag));
  // Variants that say by a tag what they are, are not others.
  const isOther = (old: Alternative, now: Alternative) => {
    const tag = tags.find((name) => tagOf(old.node, name) !== null && tagOf(now.node, name) !== null);
    return tag !== undefined && tagOf(old.node, tag) !== tagOf(now.node, tag);
  };
  const between = (old: Alternative, now: Alternative) => pairOf(old.node, now.node, pair.mode, only);
  let isCut = false;
  const byTest = (test: (old: Alternative, now: Alternative) => boolean | null) => {
    isCut = gone.size * come.size > MOST_TRIED;
    if (isCut) return;
    for (const old of [...gone])
      for (const now of [...come])
        if (gone.has(old) && come.has(now) && !isOther(old, now) && test(old, now) === true) take(old, now);
  };
  byTest((old, now) => isSame(between(old, now)));
  byTest((old, now) => isHarmless(between(old, now)));
  const scored = gone.size * come.size > MOST_TRIED ? [] : scores([...gone], [...come]);
  for (const { old, now } of scored) if (gone.has(old) && come.has(now) && !isOther(old, now)) take(old, now);
  return { isCut, pairs, gone: [...gone], come: [...come] };
}

/** The value of the discriminator by which a branch is chosen. */
function discriminatorKey({ branch }: Alternative, side: Node): string | null {
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
function tagNames(...sides: (readonly Alternative[])[]): string[] {
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

function tagOf(node: Node, name: string): string | null {
  if (!namesOf(node).has(name)) return null;
  const { values } = facetsOf(memberOf(node, name));
  return values && values.size > 0 && values.size <= 5 ? [...values.keys()].sort().join() : null;
}

/** The likest first: by the members that both name, and those that both require. */
function scores(gone: readonly Alternative[], come: readonly Alternative[]) {
  const found = gone.flatMap((old) =>
    come.map((now) => ({ old, now, score: likenessOf(old.node, now.node, gone.length === 1 && come.length === 1) })),
  );
  return found.filter(({ score }) => score >= 0.5).sort((a, b) => b.score - a.score);
}

function likenessOf(old: Node, now: Node, isOnly: boolean): number {
  const [before, after] = [namesOf(old), namesOf(now)];
  const both = [...before].filter((name) => after.has(name)).length;
  const all = new Set([...before, ...after]).size;
  const isTyped = [...typesOf(old)].some((type) => typesOf(now).has(type));
  if (!isTyped) return 0;
  if (all > 0) return both / all;
  // Texts, numbers and lists have no members to be known by.
  return isOnly ? 1 : 0.5;
}

/** Where nothing maps a value to a branch and no member lists it, the name of the schema is what stands on the wire. */
function nameEdits(pair: Pair, pairs: readonly [Alternative, Alternative][]): Edit[] {
  const sides = [pair.base, pair.head].map((node) => unionOf(node)?.discriminator);
  const name = sides[0]?.['propertyName'];
  if (typeof name !== 'string' || sides.some((one) => one?.['propertyName'] !== name)) return [];
  const isMapped = sides.map((one) => new Set(Object.keys(isMembers(one?.['mapping']) ? one['mapping'] : {})));
  const impliedBy = (one: Alternative, side: 0 | 1) => {
    const key = discriminatorKey(one, side === 0 ? pair.base : pair.head);
    return key !== null && !isMapped[side]?.has(key) && tagOf(one.node, name) === null ? key : null;
  };
  const renamed = pairs
    .map(([old, now]) => ({ old: impliedBy(old, 0), now: impliedBy(now, 1) }))
    .filter(({ old, now }) => old !== null && now !== null && old !== now);
  if (renamed.length === 0) return [];
  const [before, after] = [pair.base, pair.head].map((node) => facetsOf(node).notes.get('discriminator'));
  const values = (side: 'old' | 'now') => renamed.map((one) => one[side] as string);
  return [{ ...editOf(pair, 'discriminator', 'unknown', before, after), gone: values('old'), come: values('now') }];
}

/** A branch that none on the other side took the place of. */
function leftOver(
  pair: Pair,
  one: Alternative,
  effect: 'narrower' | 'wider',
  others: readonly Alternative[],
  only: ReadonlySet<Type>,
  { isHarmless }: Likeness,
): Edit {
  const isGone = effect === 'narrower';
  const union = unionOf(isGone ? pair.base : pair.head) ?? unionOf(isGone ? pair.head : pair.base);
  const keyword = union && union.keyword !== 'nullable' ? union.keyword : 'anyOf';
  const isAffected = pair.base.role === 'request' ? isGone : !isGone;
  const isTaken =
    isAffected &&
    others.length <= MOST_OTHERS &&
    others.some(
      (other) =>
        isHarmless(
          isGone ? pairOf(one.node, other.node, pair.mode, only) : pairOf(other.node, one.node, pair.mode, only),
        ) === true,
    );
  const name = labelOf(one);
  const value: Tree = name ?? one.branch?.place.schema ?? true;
  const found: Effect = isTaken ? 'note' : effect;
  const spot = spotOf(one.branch);
  return {
    keyword,
    name: name ?? '',
    effect: found,
    before: isGone ? value : undefined,
    after: isGone ? undefined : value,
    base: isGone ? spot : spotOf(ownPart(pair.base)),
    head: isGone ? spotOf(ownPart(pair.head)) : spot,
    between: isGone ? { base: one.node, head: pair.head } : { base: pair.base, head: one.node },
  };
}

/** Where oneOf is to choose, values may fit several of its branches now. */
function overlapEdit(
  pair: Pair,
  pairs: readonly [Alternative, Alternative][],
  only: ReadonlySet<Type>,
  { isSame }: Likeness,
): Edit | null {
  const [from, to] = pair.base.role === 'request' ? [pair.base, pair.head] : [pair.head, pair.base];
  const union = unionOf(to);
  if (union?.keyword !== 'oneOf' || union.branches.length < 2) return null;
  const before = unionOf(from);
  const isKept =
    before?.keyword === 'oneOf' &&
    before.branches.length >= union.branches.length &&
    pairs.length === before.branches.length &&
    pairs.every(([old, now]) => isSame(pairOf(old.node, now.node, pair.mode, only)));
  if (isKept) return null;
  return {
    keyword: 'oneOf',
    name: 'overlap',
    effect: 'overlap',
    before: undefined,
    after: undefined,
    base: spotOf(unionOf(pair.base)?.part ?? ownPart(pair.base)),
    head: spotOf(unionOf(pair.head)?.part ?? ownPart(pair.head)),
    between: pair,
  };
}
