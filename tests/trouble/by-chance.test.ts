import { expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { wantedOf } from '../../src/run/chance.ts';
import type { Passing } from './http-proxy.ts';
import type { Mode } from './modes.ts';
import { tryUnderTrouble } from './trial.ts';

const checks = catalogue.filter(
  ({ id, kind }) =>
    kind === 'invariant' || ['uri/post', 'accounting/several', 'rounding/never-the-successor'].includes(id),
);

/** Sends twice what is named so, as long as it was not sent more often than that, and gives the second answer. */
const repeating = (most: (passing: Passing) => number): Mode => ({
  name: 'repeats by chance',
  says: '',
  troubles: () => ({
    http: (passing) =>
      passing.path.endsWith('/force-offline') && passing.nth <= most(passing)
        ? { kind: 'twice', atOnce: false, answer: 1 }
        : null,
  }),
});

/** In the run itself and in all six repeats that are asked for at least. */
const UNLUCKY = 1 + wantedOf({ longestByChance: 0 }, 0);
const isSeveral = ({ body }: Passing) => /\[\d+, ?\d+\]/.test(body);

test('a device that a gateway loses six times running is nobody’s fault where others are lost once', async () => {
  const mode = repeating((passing) => (isSeveral(passing) ? UNLUCKY : 1));
  const { verdict, failed, record } = await tryUnderTrouble({ mode, seed: 1, fault: null, scale: 0.2, checks });
  const several = record.exchanges.filter(({ check }) => check === 'accounting/several');
  expect(several.length).toBeGreaterThan(UNLUCKY);
  expect({ failed, verdict }).toMatchObject({ failed: [], verdict: expect.not.stringMatching('non-conformant') });
});

test('one that is always lost is the fault of its request, where others are lost once', async () => {
  const mode = repeating((passing) => (isSeveral(passing) ? Number.POSITIVE_INFINITY : 1));
  const { verdict, failed } = await tryUnderTrouble({ mode, seed: 1, fault: null, scale: 0.2, checks });
  expect(verdict).toBe('non-conformant');
  expect(failed.map((line) => line.split(':')[0])).toEqual(['effects/failed-stays-online']);
});
