/** Every schema in every use: what differs is told once, with all places of use, and judged for each. */
import type { Role } from '../api.ts';
import { type ChangeDraft, type ChangeUse, spotText, worstOf } from '../change.ts';
import { nodeOf, partOf } from '../graph/node.ts';
import type { Place } from '../graph/places.ts';
import type { Samples } from '../graph/sample.ts';
import { canonical } from '../tree.ts';
import { type Child, type Edit, type Mode, type Pair, pairOf } from './edit.ts';
import { fieldOf } from './field.ts';
import { type Judged, judgeBy } from './judge.ts';
import { openWorld } from './world.ts';

/** Where two schemas are used. */
export interface SchemaUse {
  operation: string;
  part: string;
  role: Role;
  mode: Mode;
  base: Place;
  head: Place;
}

/** So many ways to the same place are told for one use. */
const MOST_WAYS = 4;

export function compareSchemas(uses: readonly SchemaUse[], samples: Samples): ChangeDraft[] {
  const world = openWorld();
  const roots = new Map<string, { pair: Pair; uses: SchemaUse[] }>();
  for (const use of uses) {
    const pair = pairOf(nodeOf([partOf(use.base)], use.role), nodeOf([partOf(use.head)], use.role), use.mode);
    const root = roots.get(pair.key) ?? { pair, uses: [] };
    root.uses.push(use);
    roots.set(pair.key, root);
  }
  const leading = leadingTo(
    [...roots.values()].map(({ pair }) => pair),
    world.differenceOf,
  );
  const judge = judgeBy(samples);
  const told = new Map<string, Told>();
  for (const root of roots.values()) {
    for (const { pair, way } of waysFrom(root.pair, leading, world.differenceOf)) {
      for (const edit of world.differenceOf(pair).edits) {
        const judged = judge(edit, pair, root.pair, way);
        if (!judged) continue;
        const key = canonical([
          edit.keyword,
          edit.name ?? null,
          // Where it stood, and where it stands.
          edit.before === undefined ? '' : spotText(edit.base),
          edit.after === undefined ? '' : spotText(edit.head),
          edit.before ?? null,
          edit.after ?? null,
        ]);
        const one = told.get(key) ?? { edit, uses: [], worst: judged, at: 0 };
        const field = fieldOf(way, edit);
        for (const { operation, part } of root.uses) {
          const isThere = one.uses.some(
            (use) => use.operation === operation && use.part === part && use.field === field,
          );
          if (isThere) continue;
          if (one.uses.length === 0 || isWorse(judged, one.worst)) {
            one.at = one.uses.length;
            one.worst = judged;
          }
          one.uses.push({ operation, part, field, class: judged.class });
        }
        told.set(key, one);
      }
    }
  }
  return [...told.values()].map(draftOf);
}

interface Told {
  edit: Edit;
  uses: ChangeUse[];
  worst: Judged;
  /** The use that is told first: the first of the worst. */
  at: number;
}

const isWorse = (a: Judged, b: Judged) => a.class !== b.class && worstOf([a, b]) === a.class;

function draftOf({ edit, uses, worst, at }: Told): ChangeDraft {
  const [first] = uses.splice(at, 1);
  const { operation, part, field } = first as ChangeUse;
  const { witness } = worst;
  return {
    ...worst,
    witness: witness && { ...witness, what: `${part} that ${witness.what}` },
    rule: ruleOf(edit),
    operation,
    part,
    field,
    keyword: edit.keyword,
    base: edit.base,
    head: edit.head,
    before: edit.before,
    after: edit.after,
    uses: [first as ChangeUse, ...uses],
  };
}

const SIDES: Readonly<Partial<Record<Edit['effect'], string>>> = {
  'member-added': 'schema/member-added',
  'member-removed': 'schema/member-removed',
  stated: 'schema/type-stated',
  overlap: 'schema/alternatives-overlap',
};

function ruleOf({ keyword, effect, before, after }: Edit): string {
  const known = SIDES[effect];
  if (known) return known;
  if (keyword === 'properties') return before === undefined ? 'schema/member-added' : 'schema/member-removed';
  if (keyword === 'anyOf' || keyword === 'oneOf')
    return after === undefined
      ? 'schema/alternative-removed'
      : before === undefined
        ? 'schema/alternative-added'
        : 'schema/alternatives';
  return `schema/${keyword.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()}`;
}

type Differences = (pair: Pair) => { edits: Edit[]; children: Child[] };

/** The pairs that lead to an edit, from all roots on; each is looked at once. */
function leadingTo(roots: readonly Pair[], differenceOf: Differences): ReadonlySet<string> {
  const parents = new Map<string, string[]>();
  const changed: string[] = [];
  const seen = new Set(roots.map(({ key }) => key));
  const waiting = [...roots];
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const { edits, children } = differenceOf(pair);
    if (edits.length > 0) changed.push(pair.key);
    for (const { pair: below } of children) {
      const above = parents.get(below.key);
      if (above) above.push(pair.key);
      else parents.set(below.key, [pair.key]);
      if (seen.has(below.key)) continue;
      seen.add(below.key);
      waiting.push(below);
    }
  }
  const leading = new Set(changed);
  for (let key = changed.pop(); key !== undefined; key = changed.pop())
    for (const above of parents.get(key) ?? [])
      if (!leading.has(above)) {
        leading.add(above);
        changed.push(above);
      }
  return leading;
}

/** The ways from a root to the pairs that differ, the shortest first. */
function waysFrom(root: Pair, leading: ReadonlySet<string>, differenceOf: Differences): { pair: Pair; way: Child[] }[] {
  if (!leading.has(root.key)) return [];
  const found: { pair: Pair; way: Child[] }[] = [];
  const visits = new Map<string, number>();
  const waiting: { pair: Pair; way: Child[] }[] = [{ pair: root, way: [] }];
  for (let i = 0; i < waiting.length; i++) {
    const here = waiting[i] as { pair: Pair; way: Child[] };
    const { edits, children } = differenceOf(here.pair);
    if (edits.length > 0) found.push(here);
    for (const child of children) {
      const { key } = child.pair;
      const count = visits.get(key) ?? 0;
      const isBack = key === root.key || here.way.some(({ pair }) => pair.key === key);
      if (!leading.has(key) || count >= MOST_WAYS || isBack) continue;
      visits.set(key, count + 1);
      waiting.push({ pair: child.pair, way: [...here.way, child] });
    }
  }
  return found;
}
