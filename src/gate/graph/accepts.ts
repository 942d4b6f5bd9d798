/** Whether a conjunction takes a value, to the last digit. Null where an expression cannot be read or recursion does not end. */
import { canonical, compareNumbers, isMembers, isMultiple, isNumber, type Members, type Tree } from '../tree.ts';
import { expression } from './expression.ts';
import { facetsOf } from './facets.ts';
import { FORMAT_RANGES } from './formats.ts';
import { entryOf, memberOf } from './inner.ts';
import { inside, type Node, nodeOf, type Part } from './node.ts';
import type { Facets, Union } from './shapes.ts';
import { typeOf } from './types.ts';

export type Answer = boolean | null;

/** false beats null, and null beats true. */
function all<T>(list: Iterable<T>, test: (one: T) => Answer): Answer {
  let found: Answer = true;
  for (const one of list) {
    const answer = test(one);
    if (answer === false) return false;
    if (answer === null) found = null;
  }
  return found;
}

/** Values that are nested deeper are not followed. */
const DEEPEST = 150;

/** What is known of one value; undefined for a conjunction that is being asked. */
type Asked = Map<Node, Answer | undefined>;

export function accepts(node: Node, value: Tree, depth = 0, asked: Asked = new Map()): Answer {
  if (depth > DEEPEST) return null;
  // A schema that leads back to itself for the same value does not end.
  if (asked.has(node)) return asked.get(node) ?? null;
  asked.set(node, undefined);
  const answer = judge(node, value, depth, asked);
  asked.set(node, answer);
  return answer;
}

function judge(node: Node, value: Tree, depth: number, asked: Asked): Answer {
  const facets = facetsOf(node);
  if (facets.never) return false;
  if (!facets.types.has(typeOf(value))) return false;
  if (facets.values && !facets.values.has(canonical(value))) return false;
  return all(
    [
      () => plainBounds(facets, value),
      () => (isMembers(value) ? members(node, facets, value, depth) : true),
      () => (Array.isArray(value) ? entries(node, value, depth) : true),
      () => all(facets.unions, (union) => ofUnion(union, node, value, depth, asked)),
      () => all(facets.opaque, (one) => ofOpaque(one, node, value, depth, asked)),
    ],
    (test) => test(),
  );
}

const limits: Readonly<Record<string, (value: Tree, limit: Tree) => boolean>> = {
  minimum: (value, limit) => !isNumber(value) || compareNumbers(value, limit as number) >= 0,
  maximum: (value, limit) => !isNumber(value) || compareNumbers(value, limit as number) <= 0,
  exclusiveMinimum: (value, limit) => !isNumber(value) || compareNumbers(value, limit as number) > 0,
  exclusiveMaximum: (value, limit) => !isNumber(value) || compareNumbers(value, limit as number) < 0,
  minLength: (value, limit) => typeof value !== 'string' || lengthOf(value) >= Number(limit),
  maxLength: (value, limit) => typeof value !== 'string' || lengthOf(value) <= Number(limit),
  minItems: (value, limit) => !Array.isArray(value) || value.length >= Number(limit),
  maxItems: (value, limit) => !Array.isArray(value) || value.length <= Number(limit),
  minProperties: (value, limit) => !isMembers(value) || Object.keys(value).length >= Number(limit),
  maxProperties: (value, limit) => !isMembers(value) || Object.keys(value).length <= Number(limit),
  uniqueItems: (value) => !Array.isArray(value) || new Set(value.map(canonical)).size === value.length,
};

/** In characters, as JSON Schema counts. */
const lengthOf = (text: string): number => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};

/** Whether the value keeps one bound. */
export const keepsBound = (keyword: string, limit: Tree, value: Tree): boolean =>
  limits[keyword]?.(value, limit) ?? true;

function plainBounds({ bounds, multiples, patterns, formats }: Facets, value: Tree): Answer {
  for (const [keyword, { value: limit }] of bounds) if (!keepsBound(keyword, limit, value)) return false;
  if (isNumber(value)) {
    for (const { value: step } of multiples) if (isNumber(step) && !isMultiple(value, step)) return false;
    for (const format of formats.keys()) {
      const range = FORMAT_RANGES[format];
      if (range && (compareNumbers(value, range[0]) < 0 || compareNumbers(value, range[1]) > 0)) return false;
    }
  }
  if (typeof value !== 'string') return true;
  return all(patterns.keys(), (pattern) => expression(pattern)?.test(value) ?? null);
}

function members(node: Node, facets: Facets, value: Members, depth: number): Answer {
  for (const name of facets.required.keys()) if (!Object.hasOwn(value, name)) return false;
  if (facets.members.length === 0) return true;
  return all(Object.entries(value), ([name, member]) => accepts(memberOf(node, name), member, depth + 1));
}

const entries = (node: Node, value: readonly Tree[], depth: number): Answer =>
  facetsOf(node).entries.length === 0
    ? true
    : all(value.entries(), ([i, entry]) => accepts(entryOf(node, i), entry, depth + 1));

function ofUnion({ keyword, branches }: Union, node: Node, value: Tree, depth: number, asked: Asked): Answer {
  const answers = branches.map((branch) => accepts(nodeOf([branch], node.role), value, depth + 1, asked));
  const taken = answers.filter((answer) => answer === true).length;
  const isOpen = answers.includes(null);
  if (keyword === 'oneOf') return taken > 1 ? false : isOpen ? null : taken === 1;
  return taken > 0 ? true : isOpen ? null : false;
}

function ofOpaque(
  { keyword, value: rule, part }: Facets['opaque'][number],
  node: Node,
  value: Tree,
  depth: number,
  asked: Asked,
): Answer {
  const by = (inner: Part, one: Tree) =>
    accepts(nodeOf([inner], node.role), one, depth + 1, one === value ? asked : undefined);
  const not = (answer: Answer): Answer => (answer === null ? null : !answer);
  switch (keyword) {
    case 'not':
      return not(by(inside(part, 'not'), value));
    case 'if': {
      const isSo = by(inside(part, 'if'), value);
      if (isSo === null) return null;
      const branch = isSo ? 'then' : 'else';
      return rule[branch] === undefined ? true : by(inside(part, branch), value);
    }
    case 'contains': {
      if (!Array.isArray(value)) return true;
      const inner = inside(part, 'contains');
      const answers = value.map((one) => by(inner, one));
      if (answers.includes(null)) return null;
      const count = answers.filter((answer) => answer === true).length;
      const { minContains: least = 1, maxContains: most } = rule;
      return count >= Number(least) && (most === undefined || count <= Number(most));
    }
    case 'propertyNames':
      return isMembers(value) ? all(Object.keys(value), (name) => by(inside(part, 'propertyNames'), name)) : true;
    case 'unevaluatedItems':
      return null;
    default:
      return isMembers(value) ? dependents(keyword, rule, part, value, by) : true;
  }
}

function dependents(
  keyword: string,
  rule: Members,
  part: Part,
  value: Members,
  by: (part: Part, value: Tree) => Answer,
): Answer {
  const rules = rule[keyword];
  return all(Object.entries(isMembers(rules) ? rules : {}), ([name, wanted]) => {
    if (!Object.hasOwn(value, name)) return true;
    if (Array.isArray(wanted)) return wanted.every((one) => Object.hasOwn(value, String(one)));
    return by(inside(part, keyword, name), value);
  });
}

/** How texts are read where everything is a text: in paths, queries and headers. */
export function acceptsText(node: Node, text: string): Answer {
  const readings: Tree[] = [text];
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) readings.push(Number(text));
  if (text === 'true' || text === 'false') readings.push(text === 'true');
  const answers = readings.map((value) => accepts(node, value));
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}
