/** Pairs of each kind that users report, in both directions, each with what is right. */
import { describe, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { changesOf } from './changes.ts';
import { groups } from './pairs/all.ts';

test('no two groups have the same name', () => {
  expect(new Set(groups.map(([name]) => name)).size).toBe(groups.length);
});

describe.each(groups)('%s', (_, pairs) => {
  test.each(pairs.map((one) => [one.name, one] as const))('%s', async (_name, { base, head, accept, because }) => {
    const changes = await changesOf(base, head, 'all');
    const verdict = worstOf(changes);
    expect({ verdict, because, changes: accept.includes(verdict) ? [] : changes }).toEqual({
      verdict: accept.includes(verdict) ? verdict : accept,
      because,
      changes: [],
    });
    expect(await changesOf(base, base, 'all')).toEqual([]);
  });
});
