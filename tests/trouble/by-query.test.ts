import { expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Mode } from './modes.ts';
import { tryUnderTrouble } from './trial.ts';

const checks = catalogue.filter(
  ({ id, kind }) => kind === 'invariant' || ['uri/post', 'accounting/several', 'effects/online-status'].includes(id),
);

const calm: Mode = { name: 'calm', says: '', troubles: () => ({}) };

/** What becomes of the rule that no other device goes offline. */
async function outcomeOf(fault: 'effect-on-the-next-device' | null) {
  const { results } = await tryUnderTrouble({ mode: calm, seed: 1, fault, scale: 1, onlyQuery: true, checks });
  return results.find(({ check }) => check.id === 'effects/no-other-device')?.outcome;
}

test('who takes the next device offline is found by queries alone', async () => {
  expect(await outcomeOf('effect-on-the-next-device')).toBe('failed');
});

test('who takes nobody else offline passes', async () => {
  expect(await outcomeOf(null)).toBe('passed');
});
