/** Keywords that are held against each other as wholes: not, if, contains and their like. */

import type { Facets } from '../graph/facets.ts';
import type { Part } from '../graph/node.ts';
import { partOf } from '../graph/node.ts';
import { HOLDS_NAMES, isData } from '../graph/places.ts';
import { canonical, isMembers, type Members, type Tree } from '../tree.ts';
import { type Edit, ownPart, type Pair, spotOf } from './edit.ts';
import type { Effect } from './keywords.ts';

type Opaque = Facets['opaque'][number];

export function opaqueEdits(pair: Pair, base: Facets, head: Facets): Edit[] {
  const gone = base.opaque.filter((one) => !head.opaque.some((other) => isSame(one, other)));
  const come = head.opaque.filter((one) => !base.opaque.some((other) => isSame(one, other)));
  return [...new Set([...gone, ...come].map(({ keyword }) => keyword))].map((keyword) => {
    const [before, after] = [gone, come].map((list) => list.find((one) => one.keyword === keyword));
    const effect: Effect = before ? (after ? 'unknown' : 'wider') : 'narrower';
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
