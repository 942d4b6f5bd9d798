/** Keywords that are held against each other as wholes: not, if, contains and their like. */

import type { Part } from '../graph/node.ts';
import { inside, nodeOf, partOf } from '../graph/node.ts';
import { HOLDS_NAMES, isData } from '../graph/places.ts';
import type { Facets } from '../graph/shapes.ts';
import { typesOf } from '../graph/types.ts';
import { canonical, isMembers, type Members, type Tree } from '../tree.ts';
import { type Edit, ownPart, type Pair, spotOf } from './edit.ts';
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
      base: spot(before, pair.base),
      head: spot(after, pair.head),
      between: pair,
    };
  });
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
    if (!equal(old.value ?? null, old.part, now.value ?? null, now.part, new Set())) return 'unknown';
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

const isSame = (a: Opaque, b: Opaque): boolean =>
  a.keyword === b.keyword && equal(a.value, a.part, b.value, b.part, new Set());

/** Notes say nothing of values. */
const isNote = (key: string) =>
  /^(title|description|\$comment|deprecated|readOnly|writeOnly)$/.test(key) || isData(key);

/** Whether two schemas say the same word for word, references followed. */
function equal(a: Tree, from: Part, b: Tree, to: Part, open: Set<string>, isNames = false): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => equal(one, from, b[i] ?? null, to, open));
  if (!isMembers(a) || !isMembers(b)) return canonical(a) === canonical(b);
  if (!isNames && typeof a['$ref'] === 'string' && typeof b['$ref'] === 'string') {
    const [left, right] = [followed(from, a['$ref']), followed(to, b['$ref'])];
    const key = `${left.key} ${right.key}`;
    if (!open.has(key)) {
      open.add(key);
      if (!equal(left.place.schema, left, right.place.schema, right, open)) return false;
    }
  }
  const keys = (of: Members) =>
    Object.keys(of)
      .filter((key) => isNames || (key !== '$ref' && (key === 'enum' || key === 'const' || !isNote(key))))
      .sort();
  const names = keys(a);
  if (names.join('\n') !== keys(b).join('\n')) return false;
  return names.every((key) =>
    key === 'enum' || key === 'const'
      ? canonical(a[key] ?? null) === canonical(b[key] ?? null)
      : equal(a[key] ?? null, from, b[key] ?? null, to, open, !isNames && HOLDS_NAMES.has(key)),
  );
}

const followed = ({ place, scope }: Part, ref: string): Part => partOf(place.graph.follow(place, ref), scope);
