/** Keywords that are held against each other as wholes: not, if, contains and their like. */

import type { Part } from '../graph/node.ts';
import { inside, nodeOf, partOf } from '../graph/node.ts';
import { HOLDS_NAMES, isData } from '../graph/places.ts';
import type { Facets } from '../graph/shapes.ts';
import { typesOf } from '../graph/types.ts';
import { canonical, isMembers, type Members, type Tree } from '../tree.ts';
import { type Behind, type Edit, ownPart, type Pair, spotOf } from './edit.ts';
import { BOUNDS, compareSets, type Effect } from './keywords.ts';

type Opaque = Facets['opaque'][number];

export function opaqueEdits(pair: Pair, base: Facets, head: Facets): Edit[] {
  const gone = base.opaque.filter((one) => !head.opaque.some((other) => isSame(one, other)));
  const come = head.opaque.filter((one) => !base.opaque.some((other) => isSame(one, other)));
  return [...new Set([...gone, ...come].map(({ keyword }) => keyword))].map((keyword) => {
    const [before, after] = [gone, come].map((list) => list.find((one) => one.keyword === keyword));
    const effect: Effect =
      before && after
        ? between(before, after)
        : (before && isSaidAnyway(before, base, head, pair)) || (after && isSaidAnyway(after, head, base, pair))
          ? 'note'
          : before
            ? 'wider'
            : 'narrower';
    const spot = (one: Opaque | undefined, side: Pair['base']) =>
      one ? spotOf(one.part, keyword) : spotOf(ownPart(side));
    return {
      keyword,
      effect,
      before: before && ruleOf(before),
      after: after && ruleOf(after),
      ...behindOf(before, after),
      base: spot(before, pair.base),
      head: spot(after, pair.head),
      between: pair,
    };
  });
}

/** What changed, where both rules read the same and only what they lead to does not. */
function behindOf(before: Opaque | undefined, after: Opaque | undefined): Pick<Edit, 'behind'> {
  if (!before || !after || canonical(ruleOf(before)) !== canonical(ruleOf(after))) return {};
  const behind = difference(before.value, before.part, after.value, after.part, new Set(), []);
  if (behind === null) return {};
  const [, ...way] = behind.way;
  return { behind: { ...behind, way } };
}

/** Whether a rule that stands on one side alone shuts out nothing that the other lets in. */
function isSaidAnyway({ keyword, value, part }: Opaque, own: Facets, other: Facets, { base: { role } }: Pair): boolean {
  if (keyword === 'not') {
    const shut = typesOf(nodeOf([inside(part, 'not')], role));
    return ![...shut].some((type) => own.types.has(type) || other.types.has(type));
  }
  const wanted = value['dependentRequired'];
  return (
    isMembers(wanted) &&
    Object.values(wanted).every(
      (names) => Array.isArray(names) && names.every((name) => other.required.has(String(name))),
    )
  );
}

/** What can be told of two rules of the same keyword. */
function between(before: Opaque, after: Opaque): Effect {
  const of = ({ value, part, keyword }: Opaque, key: string) => ({ value: value[key], part: inside(part, keyword) });
  if (before.keyword === 'contains') {
    const [old, now] = [of(before, 'contains'), of(after, 'contains')];
    if (!equal(old.value ?? null, old.part, now.value ?? null, now.part)) return 'unknown';
    const least = Math.sign(numberIn(after, 'minContains', 1) - numberIn(before, 'minContains', 1));
    const most = Math.sign(numberIn(before, 'maxContains', MOST) - numberIn(after, 'maxContains', MOST));
    return least >= 0 && most >= 0 ? 'narrower' : least <= 0 && most <= 0 ? 'wider' : 'both';
  }
  if (before.keyword === 'propertyNames') return ofBounds(before.value['propertyNames'], after.value['propertyNames']);
  if (before.keyword !== 'not') return 'unknown';
  const [old, now] = [before, after].map(listed);
  if (!old || !now) return 'unknown';
  const way = compareSets(old, now);
  return way === 'wider' ? 'narrower' : way === 'narrower' ? 'wider' : way;
}

/** What can be told of two schemas that differ in nothing but bounds. */
function ofBounds(before: Tree | undefined, after: Tree | undefined): Effect {
  if (!isMembers(before) || !isMembers(after)) return 'unknown';
  const keys = new Set([...Object.keys(before), ...Object.keys(after)].filter((key) => !isNote(key)));
  const found = new Set<Effect>();
  for (const key of keys) {
    const [old, now] = [before[key], after[key]];
    const isEqual = old !== undefined && now !== undefined && canonical(old) === canonical(now);
    // What a reference leads to may have changed.
    if (isEqual && !/^(\$|(all|any|one)Of$|not$|if$)/.test(key)) continue;
    found.add(BOUNDS[key]?.(old, now) ?? 'unknown');
  }
  found.delete('note');
  const [one = 'note'] = found;
  return found.has('unknown') ? 'unknown' : found.size > 1 ? 'both' : one;
}

const MOST = Number.MAX_SAFE_INTEGER;
const numberIn = ({ value }: Opaque, key: string, usual: number) => Number(value[key] ?? usual);

/** The values that are shut out, where nothing but a list of them says so. */
function listed({ value }: Opaque): Set<string> | undefined {
  const { not: rule } = value;
  if (!isMembers(rule)) return undefined;
  const keys = Object.keys(rule).filter((key) => !isNote(key) || key === 'enum' || key === 'const');
  const list = rule['enum'] ?? (rule['const'] === undefined ? undefined : [rule['const']]);
  return keys.length === 1 && Array.isArray(list) ? new Set(list.map(canonical)) : undefined;
}

const ruleOf = ({ keyword, value }: Opaque): Tree =>
  Object.keys(value).length === 1 ? (value[keyword] ?? value) : value;

const isSame = (a: Opaque, b: Opaque): boolean => a.keyword === b.keyword && equal(a.value, a.part, b.value, b.part);

/** Notes say nothing of values. */
const isNote = (key: string) =>
  /^(title|description|\$comment|deprecated|readOnly|writeOnly)$/.test(key) || isData(key);

/** Whether two schemas say the same word for word, references followed. */
const equal = (a: Tree, from: Part, b: Tree, to: Part): boolean => difference(a, from, b, to, new Set(), []) === null;

/** The first place where two schemas do not say the same word for word, references followed; null where there is none. */
function difference(
  a: Tree,
  from: Part,
  b: Tree,
  to: Part,
  open: Set<string>,
  way: readonly string[],
  isNames = false,
): Behind | null {
  const here = { way, before: a, after: b };
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length
      ? firstOf(a, (one, i) => difference(one, from, b[i] ?? null, to, open, [...way, String(i)]))
      : here;
  if (!isMembers(a) || !isMembers(b)) return canonical(a) === canonical(b) ? null : here;
  const [left, right] = isNames ? [] : [a['$ref'], b['$ref']];
  if (typeof left === 'string' && typeof right === 'string') {
    const found = differenceBehind(followed(from, left), followed(to, right), open, way);
    if (found !== null) return found;
  } else if (typeof left === 'string' || typeof right === 'string') return here;
  const keys = (of: Members) =>
    Object.keys(of).filter((key) => isNames || (key !== '$ref' && (key === 'enum' || key === 'const' || !isNote(key))));
  return firstOf([...new Set([...keys(a), ...keys(b)])].sort(), (key) => {
    const [before, after] = [a[key], b[key]];
    const there = { way: [...way, key], before, after };
    if (before === undefined || after === undefined) return there;
    if (!isNames && (key === 'enum' || key === 'const')) return canonical(before) === canonical(after) ? null : there;
    return difference(before, from, after, to, open, there.way, !isNames && HOLDS_NAMES.has(key));
  });
}

/** What leads back to itself is no difference. */
function differenceBehind(left: Part, right: Part, open: Set<string>, way: readonly string[]): Behind | null {
  const key = `${left.key} ${right.key}`;
  if (open.has(key)) return null;
  open.add(key);
  return difference(left.place.schema, left, right.place.schema, right, open, way);
}

function firstOf<T>(all: readonly T[], find: (one: T, i: number) => Behind | null): Behind | null {
  for (const [i, one] of all.entries()) {
    const found = find(one, i);
    if (found !== null) return found;
  }
  return null;
}

const followed = ({ place, scope }: Part, ref: string): Part => partOf(place.graph.follow(place, ref), scope);
