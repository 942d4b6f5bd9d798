/** Exploring accuses no lawful deployment: not at MUST, and not of a broken relation. */
import { describe, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { sideBySide } from './side-by-side.ts';
import { deploymentOf, variants } from './trial.ts';

/** Every invariant judges the generated requests; of the scenarios the first is enough. */
const checks = [...catalogue.filter(({ id, kind }) => kind === 'invariant' || id === 'uri/post'), ...exploring];

describe('lawful variants under exploration', () => {
  const resultsOf = sideBySide(variants, async ({ name, withoutMqtt }) => {
    const mock = await startMock({ variants: [name], ...(withoutMqtt && { selfConnecting: true }) });
    try {
      const deployment = deploymentOf(mock, false);
      const clock = openOwnTime();
      const record = await run({
        deployment,
        edition: loadEdition(deployment.edition),
        checks,
        now: clock.now,
        signal: new AbortController().signal,
        explore: { requests: 50, seed: 31 },
      }).finally(clock.close);
      return { results: judge(record, checks), harmed: mock.harmed() };
    } finally {
      await mock.close();
    }
  });

  test.each(variants)(
    '$name is not accused',
    async (variant) => {
      const { results, harmed } = await resultsOf(variant);
      const failed = results.filter(
        ({ check, outcome }) => outcome === 'failed' && (check.level === 'MUST' || check.id.startsWith('explore/')),
      );
      expect(failed.map(({ check, message }) => ({ id: check.id, message }))).toEqual([]);
      expect(harmed).toEqual([]);
    },
    180_000,
  );
});
