import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { NamedOverride } from '../../src/mock/behaviour.ts';
import { tryOnRecord } from './recorded.ts';
import { atOnce, sideBySide } from './side-by-side.ts';
import { faults, isKilled, TIMED, type Trial, tryOverride, variants } from './trial.ts';

/** The table that `npm run kill-table` writes. */
export const table = JSON.parse(readFileSync(new URL('../../docs/kill-table.json', import.meta.url), 'utf8')) as {
  score: string;
  faults: Trial[];
  variants: Trial[];
};

/** Which requests meet differs from run to run there: what the table names fails, and more may. */
const CONCURRENCY = 'concurrency';
const atLeast = (row: Trial | undefined) => ({
  must: expect.arrayContaining(row?.must ?? []),
  should: expect.any(Array),
  remarks: expect.any(Array),
});

/** An override, and whether it is a fault or a lawful variant. */
export interface Row {
  kind: 'faults' | 'variants';
  override: NamedOverride;
}

/** Every row that the kill table has. */
export const allRows: readonly Row[] = [
  ...faults.map((override) => ({ kind: 'faults' as const, override })),
  ...variants.map((override) => ({ kind: 'variants' as const, override })),
];

/** Tests each override of these groups; all of them together are the whole kill table. */
export function pinned(kind: 'faults' | 'variants', ...groups: readonly string[]): void {
  const chosen = allRows.filter((row) => row.kind === kind && groups.includes(row.override.group));
  if (chosen.length === 0) throw new Error(`no ${kind} in ${groups.join(', ')}`);
  pinnedRows(groups.join(', '), chosen);
}

/**
 * Tests that each of these overrides fails exactly the checks that the kill table says, which was written from live runs.
 * Here those run live for which a recorded run cannot tell.
 */
export function pinnedRows(title: string, chosen: readonly Row[]): void {
  if (chosen.some(({ override }) => TIMED.has(override.group))) atOnce(2);
  const trialOf = sideBySide(
    chosen,
    async ({ kind, override }) => (await tryOnRecord(kind, override)) ?? tryOverride(kind, override),
  );

  describe(title, () => {
    test.each(chosen)('$override.name', async (one) => {
      const { kind, override } = one;
      const { name, group } = override;
      const row = table[kind].find((pinnedRow) => pinnedRow.name === name);
      expect({ name, isInTable: row !== undefined }).toEqual({ name, isInTable: true });
      const trial = await trialOf(one);
      expect(trial).toEqual(group === CONCURRENCY ? { ...row, ...atLeast(row) } : row);
      expect(trial.harmed).toEqual([]);
      if (kind === 'faults') expect(isKilled(trial)).toBe(true);
      else expect(trial.verdict).toBe('conformant');
    });
  });
}
