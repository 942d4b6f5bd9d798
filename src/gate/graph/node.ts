/** What a value has to be: several schemas at once, each by its place. */
import { pointerTo, type Role } from '../api.ts';
import type { Members, Tree } from '../tree.ts';
import { Graph, NO_SCOPE, type Place, type SchemaFile, type Scope } from './places.ts';

/** A schema of a conjunction. `without` names keywords that are looked at elsewhere. */
export interface Part {
  key: string;
  place: Place;
  without: readonly string[];
  scope: Scope;
}

/** A conjunction of schemas in one direction. The same parts give the same node. */
export interface Node {
  key: string;
  parts: readonly Part[];
  role: Role;
}

export function partOf(place: Place, scope: Scope = NO_SCOPE, without: readonly string[] = []): Part {
  const scoped = scope.size === 0 ? '' : `@${[...scope.values()].map(({ id }) => id).join('.')}`;
  const left = without.length === 0 ? '' : `-${[...new Set(without)].sort().join('-')}`;
  return { key: `${place.id}${scoped}${left}`, place, without, scope };
}

/** The part without further keywords. */
export const less = ({ place, scope, without }: Part, ...more: string[]): Part =>
  partOf(place, scope, [...without, ...more]);

export function nodeOf(parts: readonly Part[], role: Role): Node {
  const unique = new Map(parts.filter((part) => part !== ANYTHING).map((part) => [part.key, part]));
  const all = unique.size === 0 ? [ANYTHING] : [...unique.values()];
  const key = `${role === 'request' ? '>' : '<'}${all
    .map((part) => part.key)
    .sort()
    .join('&')}`;
  const nodes = (all[0] as Part).place.graph.nodes as Map<string, Node>;
  const before = nodes.get(key);
  if (before) return before;
  const node: Node = { key, parts: all, role };
  nodes.set(key, node);
  return node;
}

/** Schemas that stand in no document. */
const NOWHERE: SchemaFile = { file: '', root: {}, draft: '2020-12' };
const FREE = new Graph('', new Map([['', NOWHERE]]), '');
/** Takes everything. */
export const ANYTHING = partOf(FREE.at(true, '', NOWHERE));
/** Takes every object. */
export const ONLY_OBJECT = partOf(FREE.at({ type: 'object' }, '', NOWHERE));
/** Takes null alone. */
export const ONLY_NULL = partOf(FREE.at({ type: 'null' }, '', NOWHERE));

/** A part of a keyword of a part. */
export function inside(part: Part, ...steps: (string | number)[]): Part {
  let tree: Tree | undefined = part.place.schema;
  for (const step of steps) tree = (tree as Members)[step as string];
  const { graph, source, pointer } = part.place;
  return partOf(graph.at(tree ?? true, pointerTo(pointer, ...steps), source), graph.enter(part.scope, part.place));
}
