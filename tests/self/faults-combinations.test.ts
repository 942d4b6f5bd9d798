import { describe, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Check } from '../../src/checks/check.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import type { ExploreOptions } from '../../src/run/explore.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';
import { judgedOnRecord } from './recorded.ts';
import { sideBySide } from './side-by-side.ts';
import { deploymentOf, EXPLORED, faults } from './trial.ts';

const chosen = faults.filter(({ group }) => group === EXPLORED).map(({ name }) => name);

async function tried(fault: string | null, checks: readonly Check[], explore?: ExploreOptions) {
  const mock = await startMock(fault === null ? {} : { faults: [fault] });
  try {
    const deployment = deploymentOf(mock, false);
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks,
      now: clock.now,
      signal: new AbortController().signal,
      ...(explore && { explore }),
    }).finally(clock.close);
    const results = judge(record, checks);
    const posts = record.exchanges.filter((x) => x.check === 'explore/sequences').map((x) => x.request.body);
    return {
      results,
      verdict: verdictOf(results, false).verdict,
      exploration: record.exploration,
      posts,
      harmed: mock.harmed(),
    };
  } finally {
    await mock.close();
  }
}

const explored = [...catalogue.filter(({ id }) => id === 'uri/post'), ...exploring];

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

test('a sequence is made small: no more than the fault needs', async () => {
  const { exploration, results, posts } = await tried('rounds-up-beside-an-absent-id', explored, {
    requests: 300,
    seed: 3,
  });
  const [failure] = exploration?.failures ?? [];
  expect(failure).toMatchObject({ minimal: true, again: { shown: 2, runs: 2 } });
  expect(failure?.steps.flatMap(({ exchanges }) => exchanges)).toHaveLength(1);
  // One absent id and one fraction.
  expect(posts.at(-1)).toMatch(
    /^\{"device_ids":\[(7\d{7}|2147483648|6442450951),2000\d\.\d+\]\}$|^\{"device_ids":\[2000\d\.\d+,(7\d{7}|2147483648|6442450951)\]\}$/,
  );
  expect(results.find(({ check }) => check.id === 'explore/sequences')?.message).toContain(
    'is listed and was not asked for',
  );
});

test('the same seed gives the same requests, another one others', async () => {
  const [one, same, other] = [
    await tried(null, explored, { requests: 120, seed: 21 }),
    await tried(null, explored, { requests: 120, seed: 21 }),
    await tried(null, explored, { requests: 120, seed: 22 }),
  ];
  expect(one.posts.length).toBeGreaterThanOrEqual(120);
  expect(same.posts).toEqual(one.posts);
  expect(other.posts).not.toEqual(one.posts);
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
