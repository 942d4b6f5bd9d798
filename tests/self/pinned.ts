import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { tryOnRecord } from './recorded.ts';
import { atOnce, sideBySide } from './side-by-side.ts';
import { faults, isKilled, TIMED, type Trial, tryOverride, variants } from './trial.ts';

/** The table that `npm run kill-table` writes. */
export const table = JSON.parse(readFileSync(new URL('../../docs/kill-table.json', import.meta.url), 'utf8')) as {
  score: string;
  faults: Trial[];
  variants: Trial[];
};

/** A trial waits for those before it; on a loaded machine that is long, and says nothing. */
const PATIENCE_MS = 300_000;

/** Which requests meet differs from run to run there: what the table names fails, and more may. */
const CONCURRENCY = 'concurrency';
const atLeast = (row: Trial | undefined) => ({
  must: expect.arrayContaining(row?.must ?? []),
  should: expect.any(Array),
  remarks: expect.any(Array),
});

/**
 * Tests that each override of these groups fails exactly the checks that the kill table says, which was written from live
 * runs. Here those run live for which a recorded run cannot tell.
 */
export function pinned(kind: 'faults' | 'variants', ...groups: readonly string[]): void {
  const chosen = (kind === 'faults' ? faults : variants).filter(({ group }) => groups.includes(group));
  if (chosen.length === 0) throw new Error(`no ${kind} in ${groups.join(', ')}`);
  const rows = table[kind];
  if (groups.some((group) => TIMED.has(group))) atOnce(2);
  const trialOf = sideBySide(
    chosen,
    async (override) => (await tryOnRecord(kind, override)) ?? tryOverride(kind, override),
  );

  describe(groups.join(', '), () => {
    test.each(chosen)(
      '$name',
      async (override) => {
        const { name, group } = override;
        const row = rows.find((one) => one.name === name);
        expect({ name, isInTable: row !== undefined }).toEqual({ name, isInTable: true });
        const trial = await trialOf(override);
        expect(trial).toEqual(group === CONCURRENCY ? { ...row, ...atLeast(row) } : row);
        expect(trial.harmed).toEqual([]);
        if (kind === 'faults') expect(isKilled(trial)).toBe(true);
        else expect(trial.verdict).toBe('conformant');
      },
      PATIENCE_MS,
    );
  });
}
