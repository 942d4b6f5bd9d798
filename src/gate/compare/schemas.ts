/** Every schema in every use: what differs is told once, with all places of use, and judged for each. */
import { message } from '../../messages/messages.ts';
import type { Role } from '../api.ts';
import { type ChangeDraft, type ChangeUse, spotText, worstOf } from '../change.ts';
import { nodeOf, partOf } from '../graph/node.ts';
import type { Place } from '../graph/places.ts';
import type { Samples } from '../graph/sample.ts';
import { partSaid } from '../part.ts';
import { keywordRule } from '../rules.ts';
import { canonical } from '../tree.ts';
import { type Child, type Edit, type Mode, type Pair, pairOf } from './edit.ts';
import { fieldOf } from './field.ts';
import { type Judged, judgeBy } from './judge.ts';
import { sayEdit, saysOf } from './say.ts';
import { openWorld } from './world.ts';

/** Where two schemas are used. */
export interface SchemaUse {
  operation: string;
  part: string;
  role: Role;
  mode: Mode;
  base: Place;
  head: Place;
  /** Whether the value is always there, as that of a path is: a default says nothing then. */
  isAlways?: boolean;
}

interface Root {
  pair: Pair;
  uses: SchemaUse[];
}

type Differences = (pair: Pair) => { edits: Edit[]; children: Child[] };

/** So many ways to the same place are told for one use. */
const MOST_WAYS = 4;

export function compareSchemas(uses: readonly SchemaUse[], samples: Samples): ChangeDraft[] {
  const world = openWorld();
  const roots = new Map<string, Root>();
  for (const use of uses) {
    const pair = pairOf(nodeOf([partOf(use.base)], use.role), nodeOf([partOf(use.head)], use.role), use.mode);
    const root = roots.get(pair.key) ?? { pair, uses: [] };
    root.uses.push(use);
    roots.set(pair.key, root);
  }
  const graph = graphFrom(
    [...roots.values()].map(({ pair }) => pair),
    world.differenceOf,
  );
  const judge = judgeBy(samples);
  const told = new Map<string, Told>();
  for (const pair of graph.changed) {
    const ways = waysTo(pair, graph, roots);
    for (const edit of world.differenceOf(pair).edits)
      for (const { root, way } of ways) {
        const judged = judge(edit, pair, root.pair, way);
        if (judged) tell(told, edit, judged, way, root.uses);
      }
  }
  return [...told.values()].map(draftOf);
}

function tell(
  told: Map<string, Told>,
  edit: Edit,
  found: Judged,
  way: readonly Child[],
  uses: readonly SchemaUse[],
): void {
  const key = canonical([
    edit.keyword,
    edit.name ?? null,
    // Where it stood, and where it stands.
    edit.before === undefined ? '' : spotText(edit.base),
    edit.after === undefined ? '' : spotText(edit.head),
    edit.before ?? null,
    edit.after ?? null,
  ]);
  const field = fieldOf(way, edit);
  for (const { operation, part, isAlways } of uses) {
    const judged = isAlways && way.length === 0 && edit.effect === 'default' ? withoutEffect(edit) : found;
    const one = told.get(key) ?? { edit, uses: new Map(), worst: judged, first: '' };
    told.set(key, one);
    const use = JSON.stringify([operation, part, field]);
    const before = one.uses.get(use);
    if (one.uses.size === 0 || isWorse(judged, one.worst)) {
      one.first = use;
      one.worst = judged;
    }
    // One edit may be met at one place several times, for values of other types; the worst counts.
    if (!before || isWorse(judged, before)) one.uses.set(use, { operation, part, field, class: judged.class });
  }
}

/** A default of a value that is always there. */
const withoutEffect = (edit: Edit): Judged => ({
  class: 'compatible',
  reason: message('gate.because', { what: sayEdit(edit), why: message('gate.why.default.always', {}) }),
  witness: null,
});

interface Told {
  edit: Edit;
  uses: Map<string, ChangeUse>;
  worst: Judged;
  /** The use that is told first: the first of the worst. */
  first: string;
}

const isWorse = (a: Pick<Judged, 'class'>, b: Pick<Judged, 'class'>) =>
  a.class !== b.class && worstOf([a, b]) === a.class;

function draftOf({ edit, uses, worst, first: key }: Told): ChangeDraft {
  const first = uses.get(key) as ChangeUse;
  uses.delete(key);
  const { operation, part, field } = first;
  const { witness } = worst;
  return {
    ...worst,
    witness: witness && { ...witness, what: message('gate.witness', { part: partSaid(part), what: witness.what }) },
    rule: ruleOf(edit),
    says: saysOf(edit),
    operation,
    part,
    field,
    keyword: edit.keyword,
    base: edit.base,
    head: edit.head,
    before: edit.before,
    after: edit.after,
    uses: [first, ...uses.values()],
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
  return keywordRule(keyword);
}

interface PairGraph {
  /** The pairs that differ, in the order in which they were met. */
  changed: Pair[];
  /** By the key of a pair: the pairs above it, with the step down. */
  parents: ReadonlyMap<string, readonly { above: Pair; child: Child }[]>;
}

/** All pairs that the roots lead to; each is looked at once. */
function graphFrom(roots: readonly Pair[], differenceOf: Differences): PairGraph {
  const parents = new Map<string, { above: Pair; child: Child }[]>();
  const changed: Pair[] = [];
  const seen = new Set(roots.map(({ key }) => key));
  const waiting = [...roots];
  for (let i = 0; i < waiting.length; i++) {
    const above = waiting[i] as Pair;
    const { edits, children } = differenceOf(above);
    if (edits.length > 0) changed.push(above);
    for (const child of children) {
      const { key } = child.pair;
      const known = parents.get(key);
      if (known) known.push({ above, child });
      else parents.set(key, [{ above, child }]);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(child.pair);
    }
  }
  return { changed, parents };
}

interface Way {
  pair: Pair;
  /** The way down from here. */
  steps: { child: Child; rest: Way } | null;
}

/** Beyond so many pairs on the ways to a change one way is told for each use. */
const MOST_ABOVE = 100;

/** The ways from the roots to a pair, the shortest first; told from below, so only what leads there is looked at. */
function waysTo(
  target: Pair,
  { parents }: PairGraph,
  roots: ReadonlyMap<string, Root>,
): { root: Root; way: Child[] }[] {
  const found: { root: Root; way: Child[] }[] = [];
  const visits = new Map<string, number>([[target.key, 1]]);
  const waiting: Way[] = [{ pair: target, steps: null }];
  for (let i = 0; i < waiting.length; i++) {
    const here = waiting[i] as Way;
    const root = roots.get(here.pair.key);
    if (root) found.push({ root, way: stepsOf(here) });
    for (const { above, child } of parents.get(here.pair.key) ?? []) {
      const count = visits.get(above.key) ?? 0;
      if (above.key === target.key || count >= (visits.size > MOST_ABOVE ? 1 : MOST_WAYS)) continue;
      if (count > 0 && isOn(here, above.key)) continue;
      visits.set(above.key, count + 1);
      waiting.push({ pair: above, steps: { child, rest: here } });
    }
  }
  return found;
}

function stepsOf(way: Way): Child[] {
  const steps: Child[] = [];
  for (let here = way; here.steps; here = here.steps.rest) steps.push(here.steps.child);
  return steps;
}

function isOn(way: Way, key: string): boolean {
  for (let here: Way | undefined = way; here; here = here.steps?.rest) if (here.pair.key === key) return true;
  return false;
}
