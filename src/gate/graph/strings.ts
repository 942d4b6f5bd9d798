import type { Tree } from '../tree.ts';
import { isMembers } from '../tree.ts';
import type { StringsOf } from './edges.ts';
import { expression } from './expression.ts';

/** Strings for each expression. */
const SAMPLES = 12;

/** Texts that match expressions, from fast-check's generator; it is loaded only where a document has one. */
export async function stringsIn(documents: readonly Tree[]): Promise<StringsOf> {
  if (!documents.some(hasPattern)) return () => [];
  const { sample, stringMatching } = await import('fast-check');
  const known = new Map<string, string[]>();
  return (pattern) => {
    const before = known.get(pattern);
    if (before) return before;
    const found = (() => {
      try {
        // A count of thousands would make texts as long.
        if (/\{\d*,?\d{4,}/.test(pattern)) return [];
        return sample(stringMatching(expression(pattern)?.source ?? /$^/u), { numRuns: SAMPLES, seed: 1 });
      } catch {
        // Look-around and back-references are not generated.
        return [];
      }
    })();
    known.set(pattern, found);
    return found;
  };
}

function hasPattern(value: Tree): boolean {
  if (Array.isArray(value)) return value.some(hasPattern);
  if (!isMembers(value)) return false;
  return Object.entries(value).some(
    ([key, one]) =>
      key === 'pattern' || key === 'patternProperties' || (typeof one === 'object' && one !== null && hasPattern(one)),
  );
}
