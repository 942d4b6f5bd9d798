import type { NamedOverride } from './behaviour.ts';
import { groups as faultGroups } from './faults/index.ts';
import { groups as variantGroups } from './variants/index.ts';

/** Deployments that break one requirement each. */
export const faults: readonly NamedOverride[] = faultGroups.flat();

/** Deployments that differ in what the documents leave open. */
export const variants: readonly NamedOverride[] = variantGroups.flat();

/** The override of that name. Throws an Error that names the nearest one. */
export function overrideOf(known: readonly NamedOverride[], kind: string, name: string): NamedOverride {
  const found = known.find((override) => override.name === name);
  if (found) return found;
  const [nearest] = known.map((override) => override.name).sort((a, b) => distance(a, name) - distance(b, name));
  throw new Error(
    `there is no ${kind} ${name}; ${nearest === undefined ? 'none is known' : `did you mean ${nearest}?`}`,
  );
}

/** Letters to change, add or leave out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j] ?? 0) + Number(letter !== other), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
