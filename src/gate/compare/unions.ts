/** anyOf, oneOf and nullable: branch by branch, each matched with the one that took its place. */
import { accepts } from '../graph/accepts.ts';
import { facetsOf } from '../graph/facets.ts';
import type { Node } from '../graph/node.ts';
import type { Type } from '../graph/shapes.ts';
import { type Alternative, alternativesOf, typeOf } from '../graph/types.ts';
import { isMembers, type Tree } from '../tree.ts';
import { discriminatorKey, labelOf, tagOf, unionOf } from './branches.ts';
import { type Child, type Difference, type Edit, editOf, ownPart, type Pair, pairOf, spotOf } from './edit.ts';
import { compareSets, type Effect } from './keywords.ts';
import { type Likeness, match } from './match.ts';

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
    const gone = matched.gone.map((old) => ({ one: old, edit: leftOver(pair, old, 'narrower', head, only, likeness) }));
    const come = matched.come.map((now) => ({ one: now, edit: leftOver(pair, now, 'wider', base, only, likeness) }));
    edits.push(...[...gone, ...come].map(({ edit }) => edit));
    // As values none is lost or new there, but its name is.
    const unsaid = (all: typeof gone) => all.filter(({ edit }) => edit.effect === 'note').map(({ one }) => one);
    edits.push(...nameEdits(pair, matched.pairs, { gone: unsaid(gone), come: unsaid(come) }));
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

/** Nor is one alternative tried against more others than that. */
const MOST_OTHERS = 100;

/** Where nothing maps a value to a branch and no member lists it, the name of the schema is what stands on the wire. */
function nameEdits(
  pair: Pair,
  pairs: readonly [Alternative, Alternative][],
  others: Record<'gone' | 'come', readonly Alternative[]>,
): Edit[] {
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
  const named = (all: readonly Alternative[], side: 0 | 1) =>
    all.map((one) => impliedBy(one, side)).filter((key) => key !== null);
  const gone = [...renamed.map(({ old }) => old as string), ...named(others.gone, 0)];
  const come = [...renamed.map(({ now }) => now as string), ...named(others.come, 1)];
  if (gone.length + come.length === 0) return [];
  const [before, after] = [pair.base, pair.head].map((node) => facetsOf(node).notes.get('discriminator'));
  return [{ ...editOf(pair, 'discriminator', 'variant', before, after), gone, come }];
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
