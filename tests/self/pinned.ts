import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { faults, isKilled, type Trial, tryOverride, variants } from './trial.ts';

/** The table that `npm run kill-table` writes. */
export const table = JSON.parse(readFileSync(new URL('../../docs/kill-table.json', import.meta.url), 'utf8')) as {
  score: string;
  faults: Trial[];
  variants: Trial[];
};

/** Trials wait more than they work. */
const AT_ONCE = 4;

/** Tests that each override of these groups fails exactly the checks that the kill table says. */
export function pinned(kind: 'faults' | 'variants', ...groups: readonly string[]): void {
  const chosen = (kind === 'faults' ? faults : variants).filter(({ group }) => groups.includes(group));
  if (chosen.length === 0) throw new Error(`no ${kind} in ${groups.join(', ')}`);
  const rows = table[kind];
  const waiting = [...chosen];
  const trials = new Map<string, PromiseWithResolvers<Trial>>(chosen.map(({ name }) => [name, withResolvers<Trial>()]));
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { resolve, reject } = trials.get(next.name) as PromiseWithResolvers<Trial>;
      await tryOverride(kind, next).then(resolve, reject);
    }
  });
  afterAll(() => Promise.all(workers));

  describe(groups.join(', '), () => {
    test.each(chosen.map(({ name }) => name))('%s', async (name) => {
      const row = rows.find((one) => one.name === name);
      expect({ name, isInTable: row !== undefined }).toEqual({ name, isInTable: true });
      const trial = await trials.get(name)?.promise;
      expect(trial).toEqual(row);
      expect(trial?.harmed).toEqual([]);
      if (kind === 'faults') expect(isKilled(trial as Trial)).toBe(true);
      else expect(trial?.verdict).toBe('conformant');
    });
  });
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // A trial that fails is told by its own test.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
