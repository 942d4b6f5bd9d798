/** The types that a conjunction takes, its unions and its values counted in. */
import { isMembers, isNumber, isWhole, type Tree } from '../tree.ts';
import { facetsOf } from './facets.ts';
import { less, type Node, nodeOf, type Part } from './node.ts';
import type { Type } from './shapes.ts';

export function typeOf(value: Tree): Type {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isNumber(value)) return isWhole(value) ? 'integer' : 'fraction';
  if (isMembers(value)) return 'object';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

const memo = new WeakMap<Node, ReadonlySet<Type>>();

export function typesOf(node: Node): ReadonlySet<Type> {
  return within(node, new Set()).types;
}

/** `isCut`: found while a union above was still open that leads back to itself, and so true of this way alone. */
function within(node: Node, open: Set<Node>): { types: ReadonlySet<Type>; isCut: boolean } {
  const known = memo.get(node);
  if (known) return { types: known, isCut: false };
  const { never, types, values, unions } = facetsOf(node);
  if (never) return { types: new Set(), isCut: false };
  const found = new Set(types);
  if (values) {
    const of = new Set([...values.values()].map(typeOf));
    for (const type of found) if (!of.has(type)) found.delete(type);
  }
  // A union that leads back to itself says nothing more.
  if (open.has(node)) return { types: found, isCut: true };
  open.add(node);
  let isCut = false;
  for (const { branches } of unions) {
    const of = new Set<Type>();
    for (const branch of branches) {
      const inner = within(nodeOf([branch], node.role), open);
      isCut ||= inner.isCut;
      for (const type of inner.types) of.add(type);
    }
    for (const type of found) if (!of.has(type)) found.delete(type);
  }
  open.delete(node);
  if (!isCut || open.size === 0) memo.set(node, found);
  return { types: found, isCut };
}

/** More alternatives than that are not looked at one by one. */
const MOST = 400;

/** Whether nothing of a schema is left to look at. */
const isSpent = ({ place: { schema }, without }: Part): boolean =>
  isMembers(schema) && without.length > 0 && Object.keys(schema).every((key) => without.includes(key));

export interface Alternative {
  node: Node;
  /** The branch that it came from; none without a union. */
  branch: Part | undefined;
}

/**
 * A conjunction as alternatives for values of one type, each without a union; null where they are too many. The branch of
 * an alternative is the outermost one.
 */
export function alternativesOf(node: Node, type: Type): Alternative[] | null {
  const found: Alternative[] = [];
  const seen = new Set<Node>();
  const expand = (one: Node, branch: Part | undefined, depth: number, open: ReadonlySet<string>): boolean => {
    // The same conjunction by another way.
    if (seen.has(one)) return true;
    seen.add(one);
    const { unions, own } = facetsOf(one);
    const [union] = unions;
    if (!union || depth > 8) {
      found.push({ node: one, branch });
      return found.length <= MOST;
    }
    const left = own
      .map((part) => (part.place === union.part.place ? less(part, union.keyword) : part))
      .filter((part) => !isSpent(part));
    const key = `${union.keyword} ${union.part.place.id}`;
    // A union that one of its branches leads back to says nothing more.
    if (open.has(key)) return expand(nodeOf(left, node.role), branch, depth + 1, open);
    const within = new Set([...open, key]);
    // null or something else: the schema itself is a branch.
    const rest = union.keyword === 'nullable' ? left.filter((part) => part.place !== union.part.place) : left;
    const others = unions.slice(1).filter(({ keyword }) => keyword === 'nullable');
    return union.branches.every((inner) => {
      if (!typesOf(nodeOf([inner], node.role)).has(type)) return true;
      const next = nodeOf([...rest, inner, ...others.map(({ part }) => part)], node.role);
      if (!typesOf(next).has(type) || next === one) return true;
      const isNamed = branch === undefined && union.keyword !== 'nullable';
      return expand(next, isNamed ? inner : branch, depth + 1, within);
    });
  };
  return expand(node, undefined, 0, new Set()) ? found : null;
}

/** Whether nothing is asked of a text, as far as one level says. */
export function takesEveryText(node: Node): boolean {
  const { values, patterns, bounds, unions, opaque } = facetsOf(node);
  return (
    typesOf(node).has('string') &&
    !values &&
    patterns.size === 0 &&
    unions.length === 0 &&
    opaque.length === 0 &&
    !bounds.has('minLength') &&
    !bounds.has('maxLength')
  );
}
