/** How many members and entries there may be, whichever keywords say so. */
import { facetsOf } from '../graph/facets.ts';
import { isNever, prefixOf, restOf } from '../graph/inner.ts';
import { type Node, nodeOf } from '../graph/node.ts';
import { type BoundEdit, plainEdits, within } from './bounds.ts';
import type { Pair } from './edit.ts';
import { BOUNDS } from './keywords.ts';

const numberOf = (node: Node, keyword: string, otherwise: number): number => {
  const value = facetsOf(node).bounds.get(keyword)?.value;
  return typeof value === 'number' ? value : otherwise;
};

/** As many as are required. */
const leastMembers = (node: Node): number => Math.max(numberOf(node, 'minProperties', 0), facetsOf(node).required.size);

/** No more than a closed object names. */
function mostMembers(node: Node): number {
  const closed = facetsOf(node).members.filter(
    ({ patterns, others }) => patterns.length === 0 && others !== undefined && isNever(nodeOf([others], node.role)),
  );
  const named = closed.map(({ properties }) => properties.size);
  return Math.min(numberOf(node, 'maxProperties', Number.POSITIVE_INFINITY), ...named);
}

/** No more than are described one by one, where no others may follow. */
export const mostEntries = (node: Node): number =>
  Math.min(
    numberOf(node, 'maxItems', Number.POSITIVE_INFINITY),
    isNever(restOf(node)) ? prefixOf(node) : Number.POSITIVE_INFINITY,
  );

/** What the keywords of counts change, where others do not say the same anyway. */
export function countEdits({ base, head }: Pair, kind: 'array' | 'object'): BoundEdit[] {
  const group: Readonly<Record<string, (node: Node) => number | boolean>> =
    kind === 'object'
      ? { minProperties: leastMembers, maxProperties: mostMembers }
      : {
          minItems: (node) => numberOf(node, 'minItems', 0),
          maxItems: mostEntries,
          uniqueItems: (node) => facetsOf(node).bounds.has('uniqueItems') || mostEntries(node) <= 1,
        };
  return plainEdits(facetsOf(base), facetsOf(head), Object.keys(group)).map((edit) => {
    const whole = (node: Node) => {
      const count = group[edit.keyword]?.(node);
      return count === Number.POSITIVE_INFINITY ? undefined : count;
    };
    return { ...edit, effect: within(edit.effect, BOUNDS[edit.keyword]?.(whole(base), whole(head)) ?? 'unknown') };
  });
}
