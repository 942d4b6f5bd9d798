/** The members of objects and the entries of lists. */

import { isAlike } from '../graph/equal.ts';
import { facetsOf } from '../graph/facets.ts';
import {
  describes,
  entryOf,
  isAnything,
  isNever,
  memberOf,
  namesOf,
  othersOf,
  prefixOf,
  restOf,
} from '../graph/inner.ts';
import { type Node, nodeOf, type Part } from '../graph/node.ts';
import { type Facets, TYPES } from '../graph/shapes.ts';
import { typesOf } from '../graph/types.ts';
import type { Tree } from '../tree.ts';
import { mostEntries } from './counts.ts';
import {
  type Child,
  type Difference,
  type Edit,
  editOf,
  type Mode,
  ownPart,
  type Pair,
  pairOf,
  type Step,
  spotOf,
} from './edit.ts';
import { compareSets, type Effect } from './keywords.ts';
import { isListOf } from './styles.ts';

const child = (pair: Pair, base: Node, head: Node, step: Step): Child => ({
  pair: pairOf(base, head, pair.mode === 'form' ? fieldMode(base, head) : pair.mode),
  step,
  isShared: false,
});

/** A field of a form is a text, but an object in it is JSON. */
const fieldMode = (base: Node, head: Node): Mode =>
  [base, head].some((node) => typesOf(node).has('object') && !isAnything(node) && typesOf(node).size < TYPES.length)
    ? 'json'
    : 'text';

/** The one schema that a member has. */
function onlyPart({ members }: Facets, name: string): Part | undefined {
  const [rule] = members;
  return members.length === 1 && rule?.patterns.length === 0 ? rule.properties.get(name) : undefined;
}

export function memberDifference(pair: Pair, base: Facets, head: Facets): Difference {
  const edits: Edit[] = [];
  const children: Child[] = [];
  for (const name of new Set([...namesOf(pair.base), ...namesOf(pair.head)])) {
    if (isAlike(onlyPart(base, name), onlyPart(head, name))) continue;
    const isOld = describes(pair.base, name);
    const isNew = describes(pair.head, name);
    const [before, after] = [memberOf(pair.base, name), memberOf(pair.head, name)];
    if (isOld && isNew) {
      const isList = pair.mode === 'form' && pair.base.role === 'request' && isListOf(before, after);
      if (isList) edits.push(typeEdit(before, after));
      if (before !== after) children.push(child(pair, before, isList ? restOf(after) : after, { member: name }));
      continue;
    }
    const other = isOld ? after : before;
    const own = (effect: Effect) => edits.push(memberEdit(pair, name, isNew, effect));
    if (isNever(other)) {
      if (!isNever(isOld ? before : after)) own(isOld ? 'narrower' : 'wider');
    } else if (isAnything(other)) {
      if (!isNever(isOld ? before : after)) own(isOld ? 'member-removed' : 'member-added');
    } else {
      // What all other members have to be it was before, or is now.
      own('note');
      children.push(child(pair, before, after, { member: name }));
    }
  }
  edits.push(...requiredEdits(pair, base, head), ...patternEdits(pair, base, head, children));
  edits.push(...otherEdits(pair, children));
  return { edits, children };
}

/** A type that became another one. */
const typeEdit = (base: Node, head: Node): Edit =>
  editOf({ base, head }, 'type', 'note', facetsOf(base).type, facetsOf(head).type);

function memberEdit(pair: Pair, name: string, isNew: boolean, effect: Effect): Edit {
  const node = isNew ? pair.head : pair.base;
  const part = facetsOf(node).members.flatMap(({ properties }) => properties.get(name) ?? [])[0];
  const value: Tree | undefined = part?.place.schema;
  const here = spotOf(part);
  const there = spotOf(ownPart(isNew ? pair.base : pair.head));
  return {
    keyword: 'properties',
    name,
    effect,
    before: isNew ? undefined : value,
    after: isNew ? value : undefined,
    base: isNew ? there : here,
    head: isNew ? here : there,
    between: pair,
  };
}

function requiredEdits(pair: Pair, base: Facets, head: Facets): Edit[] {
  return [...new Set([...base.required.keys(), ...head.required.keys()])].flatMap((name) => {
    const [before, after] = [base.required.get(name), head.required.get(name)];
    if ((before === undefined) === (after === undefined)) return [];
    const spot = (part: Part | undefined, node: Node) => (part ? spotOf(part, 'required') : spotOf(ownPart(node)));
    return [
      {
        keyword: 'required',
        name,
        effect: after ? 'narrower' : 'wider',
        before: before && name,
        after: after && name,
        base: spot(before, pair.base),
        head: spot(after, pair.head),
        between: pair,
      } satisfies Edit,
    ];
  });
}

/** Patterns of names: the same ones are held against each other, others are known by their text alone. */
function patternEdits(pair: Pair, base: Facets, head: Facets, children: Child[]): Edit[] {
  const of = ({ members }: Facets) => {
    const found = new Map<string, Part[]>();
    for (const { patterns } of members)
      for (const { pattern, part } of patterns) found.set(pattern, [...(found.get(pattern) ?? []), part]);
    return found;
  };
  const [before, after] = [of(base), of(head)];
  for (const [pattern, parts] of before) {
    const now = after.get(pattern);
    if (now)
      children.push(
        child(pair, nodeOf(parts, pair.base.role), nodeOf(now, pair.head.role), { member: `/${pattern}/` }),
      );
  }
  const way = compareSets(new Set(before.keys()), new Set(after.keys()));
  if (way === 'note') return [];
  const isOpen = isAnything(othersOf(pair.base)) && isAnything(othersOf(pair.head));
  const effect: Effect = !isOpen || way === 'both' ? 'unknown' : way === 'wider' ? 'narrower' : 'wider';
  const value = (found: Map<string, Part[]>): Tree =>
    Object.fromEntries([...found].map(([key, [part]]) => [key, part?.place.schema ?? true]));
  const spot = (found: Map<string, Part[]>, node: Node) => spotOf([...found.values()][0]?.[0] ?? ownPart(node));
  return [
    {
      keyword: 'patternProperties',
      effect,
      before: before.size > 0 ? value(before) : undefined,
      after: after.size > 0 ? value(after) : undefined,
      base: spot(before, pair.base),
      head: spot(after, pair.head),
      between: pair,
    },
  ];
}

/** Members that nothing else describes. */
function otherEdits(pair: Pair, children: Child[]): Edit[] {
  const [before, after] = [othersOf(pair.base), othersOf(pair.head)];
  if (before === after) return [];
  const effect: Effect | null =
    isNever(after) || isAnything(before) ? 'narrower' : isNever(before) || isAnything(after) ? 'wider' : null;
  if (isNever(before) && isNever(after)) return [];
  if (effect === null) {
    children.push(child(pair, before, after, { member: '*' }));
    return [];
  }
  const told = (node: Node, of: Node) => {
    const rule = facetsOf(of).members.find(({ others }) => others !== undefined);
    if (isAnything(node) || !rule?.others) return { value: undefined, spot: spotOf(ownPart(of)), keyword: undefined };
    const { keyword, others } = rule;
    return { value: others.place.schema, spot: spotOf(rule.part, keyword), keyword };
  };
  const [old, now] = [told(before, pair.base), told(after, pair.head)];
  return [
    {
      keyword: old.keyword ?? now.keyword ?? 'additionalProperties',
      effect,
      before: old.value,
      after: now.value,
      base: old.spot,
      head: now.spot,
      between: pair,
    },
  ];
}

/** Entries that stand at the same place, then those that follow. */
export function entryDifference(pair: Pair): Difference {
  const [longest, longer] = [mostEntries(pair.base), mostEntries(pair.head)];
  const most = Math.min(longest, longer);
  const length = Math.min(Math.max(prefixOf(pair.base), prefixOf(pair.head)), most);
  const children: Child[] = [];
  for (let i = 0; i < length; i++) {
    const [before, after] = [entryOf(pair.base, i), entryOf(pair.head, i)];
    if (before !== after) children.push(child(pair, before, after, { entry: i }));
  }
  const [before, after] = [restOf(pair.base), restOf(pair.head)];
  if (before !== after && (length < most || most === Number.POSITIVE_INFINITY))
    children.push(child(pair, before, after, { entry: 'rest' }));
  return { edits: lengthEdits(pair, longest, longer), children };
}

/** A list that takes no more entries than are described one by one has an end without maxItems. */
function lengthEdits(pair: Pair, before: number, after: number): Edit[] {
  const [least, most] = [pair.base, pair.head].map((node) => facetsOf(node).bounds.get('maxItems')?.value) as [
    Tree,
    Tree,
  ];
  const order = (a: Tree | undefined, b: Tree | undefined) =>
    Math.sign(Number(b ?? Number.POSITIVE_INFINITY) - Number(a ?? Number.POSITIVE_INFINITY)) || 0;
  const way = order(before, after);
  if (before === after || way === order(least, most)) return [];
  const told = (node: Node) => {
    const rule = facetsOf(node).entries.find(({ rest }) => rest?.place.schema === false);
    return rule && { value: false, part: rule.part };
  };
  const [old, now] = [told(pair.base), told(pair.head)];
  return [editOf(pair, 'items', way < 0 ? 'narrower' : 'wider', old, now)];
}
