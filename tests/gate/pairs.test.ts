/** Pairs of each kind that users report, in both directions, each with what is right. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { changesOf } from './changes.ts';
import { groups } from './pairs/all.ts';
import { openPinned, toldLine } from './pinned.ts';

/** Each change of each pair, with what is said of it and where it stands. */
const pinned = openPinned('pairs.jsonl');
afterAll(pinned.save);

test('no two groups have the same name', () => {
  expect(new Set(groups.map(([name]) => name)).size).toBe(groups.length);
});

describe.each(groups)('%s', (group, pairs) => {
  test.each(pairs.map((one) => [one.name, one] as const))('%s', async (name, { base, head, accept, because }) => {
    const changes = await changesOf(base, head, 'all');
    const verdict = worstOf(changes);
    expect({ verdict, because, changes: accept.includes(verdict) ? [] : changes }).toEqual({
      verdict: accept.includes(verdict) ? verdict : accept,
      because,
      changes: [],
    });
    expect(await changesOf(base, base, 'all')).toEqual([]);
    pinned.compare(`${group}: ${name}`, changes.map(toldLine));
  });
});
