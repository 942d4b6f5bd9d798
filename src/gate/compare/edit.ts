/** What differs between two conjunctions of schemas at one place. */

import { pointerTo } from '../api.ts';
import type { Spot } from '../change.ts';
import { facetsOf } from '../graph/facets.ts';
import type { Node, Part } from '../graph/node.ts';
import type { Fact, Type } from '../graph/shapes.ts';
import type { Tree } from '../tree.ts';
import type { Effect } from './keywords.ts';

/** How values are written: as JSON, as text (in a path, a query, a header), as XML, or as a form or a file. */
export type Mode = 'json' | 'text' | 'xml' | 'form';

/** Two conjunctions that are held against each other; `only` values of some types, or of all. */
export interface Pair {
  key: string;
  base: Node;
  head: Node;
  mode: Mode;
  only: ReadonlySet<Type> | null;
}

export function pairOf(base: Node, head: Node, mode: Mode, only: ReadonlySet<Type> | null = null): Pair {
  const types = only === null ? '' : [...only].sort().join();
  return { key: `${base.key} ${head.key} ${mode} ${types}`, base, head, mode, only };
}

/** How to get from a value to the one that a pair is about. */
export type Step = { member: string } | { entry: number | 'rest' } | { branch: string | null };

/** What changed behind a reference. */
export interface Behind {
  /** The keywords and names that lead there. */
  way: readonly string[];
  before: Tree | undefined;
  after: Tree | undefined;
}

export interface Edit {
  keyword: string;
  before: Tree | undefined;
  after: Tree | undefined;
  effect: Effect;
  /** Where both read the same. */
  behind?: Behind;
  /** The member that it is about (`required`, `properties`). */
  name?: string;
  /** The values of an enum that go and come. */
  gone?: readonly Tree[];
  come?: readonly Tree[];
  base: Spot | null;
  head: Spot | null;
  /** Between what an example is looked for. */
  between: { base: Node; head: Node };
}

export interface Child {
  pair: Pair;
  step: Step;
  /** Other branches may take what this one does not. */
  isShared: boolean;
}

export interface Difference {
  edits: Edit[];
  children: Child[];
}

/** Where a keyword of a schema stands. */
export function spotOf(part: Part | undefined, ...steps: (string | number)[]): Spot | null {
  if (!part || part.place.pointer === undefined) return null;
  const { source, pointer, graph } = part.place;
  return { file: source === graph.first ? null : source.file, pointer: pointerTo(pointer, ...steps) };
}

/** Whether an edit may let a value that was fine be refused, or a value come that could not. */
export const isBad = ({ effect }: Edit, role: Node['role']): boolean =>
  effect === 'both' ||
  effect === 'unknown' ||
  effect === 'renamed' ||
  effect === 'variant' ||
  effect === (role === 'request' ? 'narrower' : 'wider');

/** The common parts of an edit. */
export function editOf(
  { base, head }: Pick<Pair, 'base' | 'head'>,
  keyword: string,
  effect: Effect,
  before: Fact | undefined,
  after: Fact | undefined,
): Edit {
  return {
    keyword,
    effect,
    before: before?.value,
    after: after?.value,
    base: before ? spotOf(before.part, keyword) : spotOf(ownPart(base)),
    head: after ? spotOf(after.part, keyword) : spotOf(ownPart(head)),
    between: { base, head },
  };
}

/** The schema that a node is about: the last, because what it refers to comes first. */
export const ownPart = (node: Node): Part | undefined => facetsOf(node).own.at(-1) ?? node.parts[0];
