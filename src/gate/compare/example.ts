/** A value that shows what an edit does. */
import { accepts, acceptsText, keepsBound } from '../graph/accepts.ts';
import { expression } from '../graph/expression.ts';
import { facetsOf } from '../graph/facets.ts';
import { describes, memberOf } from '../graph/inner.ts';
import type { Node } from '../graph/node.ts';
import type { Samples } from '../graph/sample.ts';
import { typeOf, typesOf } from '../graph/types.ts';
import { canonical, isMembers, isNumber, type Tree } from '../tree.ts';
import type { Child, Edit, Pair } from './edit.ts';

/** Where an edit is met, and by which way. */
export interface Place {
  pair: Pair;
  root: Pair;
  way: readonly Child[];
  samples: Samples;
  isShared: boolean;
}

/** In the direction in which values must not be lost. */
export const directed = <T>(pair: Pair, base: T, head: T): { from: T; to: T } =>
  pair.base.role === 'request' ? { from: base, to: head } : { from: head, to: base };

/** A value that `from` takes and that this edit makes `to` refuse. */
export function exampleOf(edit: Edit, { pair, samples }: Place): Tree | undefined {
  const { from, to } = directed(pair, edit.between.base, edit.between.head);
  const isText = pair.mode === 'text';
  function* candidates(): Generator<Tree, void> {
    yield* (directed(pair, edit.gone, edit.come).from ?? []).slice(0, 20);
    yield* samples.around(from, to);
    if (isText) yield* longNumbers(to);
  }
  for (const value of candidates()) {
    if (pair.only !== null && !pair.only.has(typeOf(value))) continue;
    const text = isText ? textOf(value) : undefined;
    if (text !== undefined) {
      if (acceptsText(from, text) === true && acceptsText(to, text) === false) return text;
      continue;
    }
    if (isText && value === null && accepts(from, value) === true && accepts(to, value) === false) return value;
    if (accepts(from, value) === true && accepts(to, value) === false && isAbout(edit, value, to)) return value;
  }
  return undefined;
}

/** Numbers that are one digit longer than a text may be. */
function longNumbers(to: Node): number[] {
  const most = facetsOf(to).bounds.get('maxLength')?.value;
  return typeof most === 'number' && most < 15 ? [10 ** most] : [];
}

const textOf = (value: Tree): string | undefined =>
  typeof value === 'string' ? value : isNumber(value) || typeof value === 'boolean' ? canonical(value) : undefined;

/** Whether it is for this edit that the value is refused. */
function isAbout({ keyword, name }: Edit, value: Tree, to: Node): boolean {
  const { bounds, patterns, values, formats } = facetsOf(to);
  const bound = bounds.get(keyword);
  if (bound) return !keepsBound(keyword, bound.value, value);
  switch (keyword) {
    case 'type':
      return !typesOf(to).has(typeOf(value));
    case 'enum':
    case 'const':
      return values === undefined || !values.has(canonical(value));
    case 'required':
      return isMembers(value) && !Object.hasOwn(value, name ?? '');
    case 'properties':
      return isMembers(value) && Object.hasOwn(value, name ?? '');
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return (
        isMembers(value) &&
        Object.keys(value).some(
          (key) => !describes(to, key) && accepts(memberOf(to, key), value[key] ?? null) === false,
        )
      );
    case 'pattern':
      return typeof value === 'string' && [...patterns.keys()].some((one) => expression(one)?.test(value) === false);
    case 'format':
      return isNumber(value) && formats.size > 0;
    default:
      return true;
  }
}
