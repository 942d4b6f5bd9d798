/** How values are written in parameters, headers and forms, as far as it shows. */
import type { Parameter } from '../api.ts';
import { facetsOf } from '../graph/facets.ts';
import { type Node, nodeOf, partOf } from '../graph/node.ts';
import { typesOf } from '../graph/types.ts';

type Written = Pick<Parameter, 'style' | 'isText' | 'schema'>;

type Shape = 'plain' | 'list' | 'object';

/** The same text for what is written the same way: not every style has a way of its own for every shape. */
function writtenAs(style: string, shape: Shape): string {
  const [name = ''] = style.split(', ');
  if (shape === 'plain') return name === 'matrix' || name === 'label' ? name : '';
  if (shape === 'list') return name === 'simple' ? name : style;
  return name === 'deepObject' ? name : style;
}

/** What the values of one side may be; a schema that says nothing may be a list, but nobody says so. */
function shapesOf({ schema }: Pick<Written, 'schema'>): Set<Shape> {
  const types = typesOf(nodeOf([partOf(schema)], 'request'));
  if (types.size === 7) return new Set(['plain']);
  return new Set([...types].map((type) => (type === 'array' ? 'list' : type === 'object' ? 'object' : 'plain')));
}

/** Whether values of one of these shapes are written otherwise. */
export const isStyledAnew = (before: string, after: string, shapes: Iterable<Shape>): boolean =>
  [...shapes].some((shape) => writtenAs(before, shape) !== writtenAs(after, shape));

/** Whether what one side writes is not read by the other as it is meant. */
export function isRewritten(old: Written, now: Written): boolean {
  if (old.style === now.style) return false;
  if (!old.isText || !now.isText) return true;
  return isStyledAnew(old.style, now.style, new Set([...shapesOf(old), ...shapesOf(now)]));
}

/** Whether a list took the place of one value, in what is written once for each entry: one value is a list of one then. */
export function isListOf(before: Node, after: Node): boolean {
  const types = typesOf(before);
  if (types.has('array') || types.has('object') || [...typesOf(after)].join() !== 'array') return false;
  const least = facetsOf(after).bounds.get('minItems')?.value;
  return typeof least !== 'number' || least <= 1;
}
