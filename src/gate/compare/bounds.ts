/** The bounds of two conjunctions, each group judged by what its keywords come to together. */

import type { NumberText } from '../../base/json.ts';
import { FORMAT_RANGES } from '../graph/formats.ts';
import type { Facets, Fact, Type } from '../graph/shapes.ts';
import { addWhole, compareNumbers, isMultiple, isNumber, isWhole, type Tree } from '../tree.ts';
import { BOUNDS, compareSets, type Effect, multipleOf } from './keywords.ts';

type Amount = number | NumberText;

export interface BoundEdit {
  keyword: string;
  before: Fact | undefined;
  after: Fact | undefined;
  effect: Effect;
}

interface Limit {
  value: Amount;
  isExclusive: boolean;
}

/** The lowest number (sign 1) or the highest (sign -1) that is taken. */
function limitOf(facets: Facets, sign: 1 | -1, isInteger: boolean): Limit | undefined {
  const { bounds, formats, multiples } = facets;
  const found: Limit[] = [];
  const add = (fact: Tree | undefined, isExclusive: boolean) => {
    if (isNumber(fact)) found.push({ value: fact, isExclusive });
  };
  add(bounds.get(sign === 1 ? 'minimum' : 'maximum')?.value, false);
  add(bounds.get(sign === 1 ? 'exclusiveMinimum' : 'exclusiveMaximum')?.value, true);
  for (const format of formats.keys()) add(FORMAT_RANGES[format]?.[sign === 1 ? 0 : 1], false);
  const [tightest] = found.sort((a, b) => {
    const order = compareNumbers(b.value, a.value) * sign;
    return order !== 0 ? order : Number(b.isExclusive) - Number(a.isExclusive);
  });
  if (!tightest || !isInteger) return tightest;
  return { value: onStep(tightest, sign, multiples), isExclusive: false };
}

/** The next integer inside a limit, on the step of a multipleOf where there is one. */
function onStep({ value, isExclusive }: Limit, sign: 1 | -1, multiples: Facets['multiples']): Amount {
  let next: Amount = value;
  if (typeof value === 'number' && !isWhole(value)) next = sign === 1 ? Math.ceil(value) : Math.floor(value);
  else if (isExclusive) next = addWhole(value, sign) as Amount;
  const step = multiples.length === 1 ? multiples[0]?.value : undefined;
  if (typeof step !== 'number' || typeof next !== 'number' || !Number.isSafeInteger(next) || !(step > 0)) return next;
  for (let i = 0; i < 10_000 && !isMultiple(next, step); i++) next += sign;
  return next;
}

/** What a group does as a whole. */
function overall(base: Limit | undefined, head: Limit | undefined, sign: 1 | -1): Effect {
  if (!base || !head) return base ? 'wider' : head ? 'narrower' : 'note';
  const way = compareNumbers(head.value, base.value) * sign;
  if (way !== 0) return way > 0 ? 'narrower' : 'wider';
  return base.isExclusive === head.isExclusive ? 'note' : head.isExclusive ? 'narrower' : 'wider';
}

/** A keyword counts in the direction of its group; in the other it changes nothing. */
export const within = (own: Effect, group: Effect): Effect => (own === group || group === 'both' ? own : 'note');

export function numberEdits(base: Facets, head: Facets, types: ReadonlySet<Type>): BoundEdit[] {
  const isInteger = !types.has('fraction');
  const edits = ([1, -1] as const).flatMap((sign) => {
    const group = overall(limitOf(base, sign, isInteger), limitOf(head, sign, isInteger), sign);
    const keywords = sign === 1 ? ['minimum', 'exclusiveMinimum'] : ['maximum', 'exclusiveMaximum'];
    const found = plainEdits(base, head, keywords).map((edit) => ({ ...edit, effect: within(edit.effect, group) }));
    // A bound that took the place of another says nothing of its own where values go.
    const isSaid = group === 'note' || found.some(({ effect }) => effect === group);
    const format = formatEdit(base, head);
    return isSaid || !format ? found : [...found, { ...format, effect: group }];
  });
  return [...edits, ...multipleEdits(counting(base, isInteger), counting(head, isInteger))];
}

function formatEdit(base: Facets, head: Facets): BoundEdit | undefined {
  const ranged = ({ formats }: Facets) => [...formats.values()].find(({ value }) => FORMAT_RANGES[String(value)]);
  const [before, after] = [ranged(base), ranged(head)];
  return before?.value === after?.value ? undefined : { keyword: 'format', before, after, effect: 'note' };
}

/** Every integer is a multiple of 1, and of its fractions. */
const counting = ({ multiples }: Facets, isInteger: boolean): Fact[] =>
  multiples.filter(({ value }) => !isInteger || !isNumber(value) || !isMultiple(1, value));

function multipleEdits(before: readonly Fact[], after: readonly Fact[]): BoundEdit[] {
  const textOf = (list: readonly Fact[]) => new Set(list.map(({ value }) => String(isNumber(value) ? value : 0)));
  const way = compareSets(textOf(before), textOf(after));
  if (way === 'note') return [];
  const isPlain = before.length <= 1 && after.length <= 1;
  const effect = isPlain ? multipleOf(before[0]?.value, after[0]?.value) : flip(way);
  return effect === 'note' ? [] : [{ keyword: 'multipleOf', before: before[0], after: after[0], effect }];
}

/** More rules take fewer values. */
export const flip = (effect: Effect): Effect =>
  effect === 'narrower' ? 'wider' : effect === 'wider' ? 'narrower' : effect === 'both' ? 'unknown' : effect;

export function plainEdits(base: Facets, head: Facets, keywords: readonly string[]): BoundEdit[] {
  return keywords.flatMap((keyword) => {
    const [before, after] = [base.bounds.get(keyword), head.bounds.get(keyword)];
    const effect = BOUNDS[keyword]?.(before?.value, after?.value) ?? 'unknown';
    return effect === 'note' ? [] : [{ keyword, before, after, effect }];
  });
}
