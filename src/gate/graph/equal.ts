import { NumberText } from '../../base/json.ts';
import { isMembers, type Tree } from '../tree.ts';
import type { Part } from './node.ts';

/** Whether two schemas are written alike and refer to nothing: they say the same, and need not be looked at. */
export const isAlike = (a: Part | undefined, b: Part | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.without.length === 0 &&
  b.without.length === 0 &&
  a.place.source.draft === b.place.source.draft &&
  alike(a.place.schema, b.place.schema);

function alike(a: Tree, b: Tree): boolean {
  if (a instanceof NumberText || b instanceof NumberText)
    return a instanceof NumberText && b instanceof NumberText && a.text === b.text;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, i) => alike(one, b[i] as Tree));
  if (!isMembers(a)) return a === b;
  if (!isMembers(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => key !== '$ref' && key !== '$dynamicRef' && Object.hasOwn(b, key) && alike(a[key] as Tree, b[key] as Tree),
  );
}
