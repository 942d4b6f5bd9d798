/** The files of an input: where they lie, and what stands at a pointer. */
import { posix } from 'node:path';
import { stepsOf } from '../api.ts';
import type { Spot } from '../change.ts';
import { isMembers, type Tree } from '../tree.ts';
import { folderOf, type Source } from './source.ts';

export interface Texts {
  source: Source;
  /** The files by their names. */
  trees: ReadonlyMap<string, Tree>;
}

/** A file of an input, as a reader of a report finds it. */
export const pathOf = ({ source }: Texts, file: string | null): string =>
  posix.join(folderOf(source), file ?? source.file);

/** What stands at a place; undefined where there is nothing. */
export function valueAt({ source, trees }: Texts, { file, pointer }: Spot): Tree | undefined {
  let found = trees.get(file ?? source.file);
  for (const step of stepsOf(pointer)) {
    if (Array.isArray(found)) found = found[Number(step)];
    else found = isMembers(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}
