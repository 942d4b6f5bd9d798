import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';
import { explored, tried } from './explored.ts';
import { judgedOnRecord } from './recorded.ts';
import { sideBySide } from './side-by-side.ts';
import { EXPLORED, faults } from './trial.ts';

const chosen = faults.filter(({ group }) => group === EXPLORED).map(({ name }) => name);

/** Another one, seed 1, is in the kill table. */
const SEEDS = [12, 13];

/** Places in large batches, and ids that round down to one, are looked for by the catalogue too. */
const LIKELY = new Set([
  'both-lists-for-fraction-and-whole',
  'loses-online-after-offline',
  'loses-the-last-of-five',
  'no-effect-in-second-half',
  'rounds-up-beside-an-absent-id',
]);

/**
 * It shows only in the request behind another, in devices whose loss that one accounts for as well: with some seeds exploring
 * gives up, because sessions seem to end by themselves. It is inconclusive then, and never conformant.
 */
const ENDS_EARLY = new Set(['replica-lags-behind']);

describe('faults that need a combination', () => {
  test('there are at least fifteen', () => expect(chosen.length).toBeGreaterThanOrEqual(15));

  describe('the fixed checks find', () => {
    const chosenFaults = faults.filter(({ group }) => group === EXPLORED);
    const resultsOf = sideBySide(
      chosenFaults,
      async (fault) => (await judgedOnRecord('faults', fault))?.results ?? (await tried(fault.name, catalogue)).results,
    );
    test.each(chosenFaults.filter(({ name }) => LIKELY.has(name)))('$name, which is likely enough', async (fault) => {
      expect(verdictOf(await resultsOf(fault), false).verdict).toBe('non-conformant');
    });
    test.each(chosenFaults.filter(({ name }) => !LIKELY.has(name)))('nothing of $name', async (fault) => {
      const results = await resultsOf(fault);
      expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      expect(verdictOf(results, false).verdict).toBe('conformant');
    });
  });

  describe.each(SEEDS)('300 requests of seed %s', (seed) => {
    const triedOn = sideBySide(chosen, (name) => tried(name, explored, { requests: 300, seed }));
    test.each(chosen)('find %s', async (name) => {
      const { results, verdict, harmed } = await triedOn(name);
      const found = results.find(({ check }) => check.id === 'explore/sequences');
      if (ENDS_EARLY.has(name) && found?.outcome === 'error') {
        expect({ verdict, harmed }).toEqual({ verdict: 'inconclusive', harmed: [] });
        return;
      }
      expect({ verdict, outcome: found?.outcome, harmed }).toEqual({
        verdict: 'non-conformant',
        outcome: 'failed',
        harmed: [],
      });
    });
  });
});

test('the faultless mock keeps conforming', async () => {
  const { verdict, results, exploration } = await tried(null, [...catalogue, ...exploring], {
    requests: 1000,
    seed: 4,
  });
  expect(results.filter(({ outcome }) => outcome === 'failed' || outcome === 'error')).toEqual([]);
  expect(verdict).toBe('conformant');
  expect(exploration).toMatchObject({ ended: null, failures: [], relations: [] });
});
