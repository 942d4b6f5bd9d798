/** Holds two conjunctions against each other, one level deep: what differs here, and which pairs are to be looked at below. */
import type { Spot } from '../change.ts';
import { accepts } from '../graph/accepts.ts';
import { isAlike } from '../graph/equal.ts';
import { facetsOf } from '../graph/facets.ts';
import { isFormatAbout } from '../graph/formats.ts';
import type { Node, Part } from '../graph/node.ts';
import { type Facets, type Fact, TYPES, type Type } from '../graph/shapes.ts';
import { takesEveryText, typeOf, typesOf } from '../graph/types.ts';
import { canonical, isMembers, isNumber, type Tree } from '../tree.ts';
import { type BoundEdit, flip, numberEdits, plainEdits } from './bounds.ts';
import { countEdits } from './counts.ts';
import { type Difference, type Edit, editOf, isBad, type Pair, spotOf } from './edit.ts';
import { entryDifference, memberDifference } from './inner.ts';
import { compareSets, type Effect } from './keywords.ts';
import type { Likeness } from './match.ts';
import { noteEdits } from './notes.ts';
import { opaqueEdits } from './opaque.ts';
import { unionDifference } from './unions.ts';

/** The edits of a pair and the pairs below it. `likeness` answers about other pairs. */
export function differenceOf(pair: Pair, likeness: Likeness): Difference {
  const { base, head, only } = pair;
  const isOne = base.parts.length === 1 && head.parts.length === 1;
  if (base === head || (isOne && isAlike(base.parts[0], head.parts[0]))) return { edits: [], children: [] };
  const [from, to] = [facetsOf(base), facetsOf(head)];
  const never = neverEdit(pair, from, to);
  if (never !== null) return { edits: never, children: [] };
  if ((pair.mode === 'form' || pair.mode === 'text') && areBytes(from, to)) return { edits: [], children: [] };
  const within = (types: ReadonlySet<Type>) => new Set([...types].filter((type) => only === null || only.has(type)));
  const types = { base: within(typesOf(base)), head: within(typesOf(head)) };
  const stated = statedType(from, to);
  const shared = stated ?? new Set([...types.base].filter((type) => types.head.has(type)));
  const edits: Edit[] = [];
  const children: Difference['children'] = [];
  const add = (difference: Difference) => {
    edits.push(...difference.edits);
    children.push(...difference.children);
  };
  if (from.unions.length > 0 || to.unions.length > 0) {
    edits.push(...typeEdits(pair, types, stated));
    add(unionDifference(pair, shared, likeness));
    return { edits, children };
  }
  const values = valueEdits(pair, [from, to], types);
  if (values) return { edits: [...values, ...noteEdits(pair, from, to)], children };
  edits.push(...typeEdits(pair, types, stated));
  edits.push(...boundEdits(pair, from, to, shared), ...formatEdits(pair, from, to, shared));
  edits.push(...opaqueEdits(pair, from, to), ...noteEdits(pair, from, to));
  if (shared.has('object')) add(memberDifference(pair, from, to));
  if (shared.has('array')) add(entryDifference(pair));
  return { edits, children };
}

/** Bytes, as OpenAPI 3.0 says it (a binary string) or as 3.1 does (anything). */
function areBytes(...both: Facets[]): boolean {
  const isBinary = ({ formats }: Facets) => formats.has('binary') || formats.has('file');
  const saysNothing = ({ types, values, members, unions, opaque, bounds }: Facets) =>
    types.size === TYPES.length && !values && members.length + unions.length + opaque.length + bounds.size === 0;
  return both.some(isBinary) && both.every((one) => isBinary(one) || saysNothing(one));
}

function neverEdit(pair: Pair, base: Facets, head: Facets): Edit[] | null {
  if (!base.never && !head.never) return null;
  if (base.never && head.never) return [];
  const fact = (part: Part): Fact => ({ value: false, part });
  const spot = (part: Part): Spot | null => spotOf(part);
  const edit = base.never
    ? { ...editOf(pair, 'schema', 'wider', fact(base.never), undefined), base: spot(base.never) }
    : { ...editOf(pair, 'schema', 'narrower', undefined, fact(head.never as Part)), head: spot(head.never as Part) };
  return [edit];
}

/** The type is written out that everything else in the schema is about. */
function statedType(base: Facets, head: Facets): ReadonlySet<Type> | null {
  if ((base.type === undefined) === (head.type === undefined)) return null;
  const { types } = base.type ? base : head;
  const other = base.type ? head : base;
  if (other.values || other.unions.length > 0 || (base.type ? base : head).unions.length > 0) return null;
  const told = [...types];
  const about = told.filter((type) => isAbout(base, type) && isAbout(head, type));
  return about.length > 0 && about.length === told.length ? types : null;
}

function isAbout({ members, required, entries, bounds, patterns }: Facets, type: Type): boolean {
  switch (type) {
    case 'object':
      return members.length > 0 || required.size > 0;
    case 'array':
      return entries.length > 0 || bounds.has('minItems') || bounds.has('maxItems');
    case 'string':
      return patterns.size > 0 || bounds.has('minLength') || bounds.has('maxLength');
    case 'integer':
    case 'fraction':
      return ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].some((keyword) => bounds.has(keyword));
    default:
      return false;
  }
}

interface Sides<T> {
  base: T;
  head: T;
}

/** What is read from a text without being one. */
const READ_FROM_TEXT: readonly Type[] = ['integer', 'fraction', 'boolean'];

function typeEdits(pair: Pair, types: Sides<ReadonlySet<Type>>, stated: ReadonlySet<Type> | null): Edit[] {
  const [from, to] = [facetsOf(pair.base), facetsOf(pair.head)];
  if (stated) return [editOf(pair, 'type', 'stated', from.type, to.type)];
  const isCovered = (type: Type, by: Node, of: ReadonlySet<Type>) =>
    pair.mode === 'text' && READ_FROM_TEXT.includes(type) && of.has('string') && takesEveryText(by);
  const gone = [...types.base].filter((type) => !types.head.has(type) && !isCovered(type, pair.head, types.head));
  const come = [...types.head].filter((type) => !types.base.has(type) && !isCovered(type, pair.base, types.base));
  const effect: Effect = gone.length > 0 ? (come.length > 0 ? 'both' : 'narrower') : come.length > 0 ? 'wider' : 'note';
  const isSame = [...types.base].join() === [...types.head].join();
  if (effect === 'note' && isSame) return [];
  const edit = editOf(pair, 'type', effect, from.type, to.type);
  // "string" may be said of what is nullable, too.
  const isToldAlike = from.type && to.type && canonical(from.type.value) === canonical(to.type.value);
  const told = (of: ReadonlySet<Type>, fact: Fact | undefined) =>
    fact && !hasUnion(pair) && !isToldAlike ? fact.value : sayTypes(of);
  return [{ ...edit, before: told(types.base, from.type), after: told(types.head, to.type) }];
}

const hasUnion = ({ base, head }: Pair) => facetsOf(base).unions.length + facetsOf(head).unions.length > 0;

/** As `type` says it; nothing where every type is meant. */
function sayTypes(types: ReadonlySet<Type>): Tree | undefined {
  if (types.size === TYPES.length) return undefined;
  const names = [...types].filter((type) => type !== 'fraction' && !(type === 'integer' && types.has('fraction')));
  if (types.has('fraction')) names.push('number' as Type);
  return names.length === 1 ? (names[0] as string) : names;
}

/** Few enough to be looked at one by one. */
const MOST_COUNTED = 1000;

/** The values that are taken, where they can be counted. */
function valuesOf(node: Node, types: ReadonlySet<Type>, isBounded: boolean): Map<string, Tree> | undefined {
  const { values, bounds, opaque } = facetsOf(node);
  if (values)
    return new Map([...values].filter(([, value]) => types.has(typeOf(value)) && accepts(node, value) !== false));
  if (!isBounded || opaque.length > 0) return undefined;
  const found: Tree[] = [];
  for (const type of types) {
    if (type === 'null') found.push(null);
    else if (type === 'boolean') found.push(true, false);
    else if (type === 'integer') {
      const low = bounds.get('minimum')?.value ?? bounds.get('exclusiveMinimum')?.value;
      const high = bounds.get('maximum')?.value ?? bounds.get('exclusiveMaximum')?.value;
      if (typeof low !== 'number' || typeof high !== 'number' || high - low > MOST_COUNTED) return undefined;
      for (let i = Math.ceil(low); i <= high; i++) if (accepts(node, i)) found.push(i);
    } else return undefined;
  }
  return new Map(found.map((value) => [canonical(value), value]));
}

/** Where one side lists its values every other keyword is counted in. Null where none does. */
function valueEdits(pair: Pair, facets: readonly [Facets, Facets], types: Sides<ReadonlySet<Type>>): Edit[] | null {
  const [from, to] = facets;
  if (!from.values && !to.values) return null;
  const isText = pair.mode === 'text';
  const asText = (values: Map<string, Tree> | undefined) =>
    values && isText ? new Map([...values].map(([key, value]) => [textOf(value, key), value])) : values;
  const [before, after] = [
    asText(valuesOf(pair.base, types.base, true)),
    asText(valuesOf(pair.head, types.head, true)),
  ];
  const takes = (node: Node, value: Tree) =>
    accepts(node, value) === true ||
    (isText && typesOf(node).has('string') && accepts(node, textOf(value, '')) === true);
  const lost = (values: Map<string, Tree>, others: Map<string, Tree> | undefined, node: Node) =>
    [...values].filter(([key, value]) => (others ? !others.has(key) : !takes(node, value))).map(([, value]) => value);
  const gone = before ? lost(before, after, pair.head) : [];
  const come = after ? lost(after, before, pair.base) : [];
  const effect = listedEffect(before, after, gone, come);
  if (effect === 'note') return [];
  const [old, now] = [listOf(pair.base), listOf(pair.head)];
  const keyword = old?.keyword ?? now?.keyword ?? 'enum';
  const isRetyped = !(before && after) && ![...types.base].some((type) => types.head.has(type));
  if (isRetyped) return [{ ...editOf(pair, 'type', effect, from.type, to.type), gone, come }];
  const told = { ...editOf(pair, keyword, effect, old, now), gone, come };
  // Null that is taken only where readers take `nullable` so.
  const sure = (values: Tree[], { isNullGuessed }: Facets) =>
    isNullGuessed ? values.filter((one) => one !== null) : values;
  const [lostSurely, newSurely] = [sure(gone, from), sure(come, to)];
  const surely = {
    ...told,
    effect: listedEffect(before, after, lostSurely, newSurely),
    gone: lostSurely,
    come: newSurely,
  };
  const isGuess = isBad(told, pair.base.role) && !isBad(surely, pair.base.role);
  return [isGuess ? { ...told, effect: 'null' } : isBad(told, pair.base.role) ? surely : told];
}

/** What the values do as a whole, where one side lists them or both do. */
function listedEffect(
  before: unknown,
  after: unknown,
  { length: gone }: readonly Tree[],
  { length: come }: readonly Tree[],
): Effect {
  const isLost = gone > 0 || !before;
  const isNew = come > 0 || !after;
  return isLost ? (isNew ? 'both' : 'narrower') : isNew ? 'wider' : 'note';
}

const textOf = (value: Tree, otherwise: string): string =>
  typeof value === 'string' ? value : typeof value === 'boolean' || isNumber(value) ? canonical(value) : otherwise;

/** The keyword that lists the values. */
function listOf(node: Node): (Fact & { keyword: string }) | undefined {
  for (const part of [...facetsOf(node).own].reverse()) {
    const { schema } = part.place;
    if (!isMembers(schema)) continue;
    for (const keyword of ['const', 'enum']) {
      const value = schema[keyword];
      if (value !== undefined) return { keyword, value, part };
    }
  }
  return undefined;
}

function boundEdits(pair: Pair, base: Facets, head: Facets, types: ReadonlySet<Type>): Edit[] {
  const found: BoundEdit[] = [];
  if (types.has('integer') || types.has('fraction')) found.push(...numberEdits(base, head, types));
  if (types.has('string')) found.push(...plainEdits(base, head, ['minLength', 'maxLength']));
  if (types.has('array')) found.push(...countEdits(pair, 'array'));
  if (types.has('object')) found.push(...countEdits(pair, 'object'));
  const edits = found.map(({ keyword, effect, before, after }) => editOf(pair, keyword, effect, before, after));
  if (!types.has('string')) return edits;
  const way = flip(compareSets(new Set(base.patterns.keys()), new Set(head.patterns.keys())));
  if (way === 'note') return edits;
  const other = (from: Facets, to: Facets) =>
    [...from.patterns.values()].find(({ value }) => !to.patterns.has(String(value)));
  return [...edits, editOf(pair, 'pattern', way, other(base, head), other(head, base))];
}

/** int32 and int64 are ranges; every other format is a note to some readers. */
function formatEdits(pair: Pair, base: Facets, head: Facets, types: ReadonlySet<Type>): Edit[] {
  const isRange = (format: Tree) => /^int(32|64)$/.test(String(format));
  const noted = ({ formats }: Facets) =>
    [...formats.values()].filter(({ value }) => !isRange(value) && isFormatAbout(value, types));
  const other = (from: readonly Fact[], to: readonly Fact[]) =>
    from.find(({ value }) => !to.some((one) => one.value === value));
  const [before, after] = [other(noted(base), noted(head)), other(noted(head), noted(base))];
  return before || after ? [editOf(pair, 'format', 'format', before, after)] : [];
}
