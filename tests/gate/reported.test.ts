/** Pairs after reports of users of such tools; tests/cli/gate-reported.test.ts gives them to the command. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { changesOf } from './changes.ts';
import { openPinned, toldLine } from './pinned.ts';
import { reported } from './reported.ts';

const pinned = openPinned('reported-told.jsonl');
afterAll(pinned.save);

test('there are 79 of them', () => expect(new Set(reported.map(({ name }) => name)).size).toBe(79));

describe('reported pairs', () => {
  test.each(reported.map((one) => [one.name, one] as const))('%s', async (name, { base, head, accept, why }) => {
    const changes = await changesOf(base, head, 'all');
    const verdict = worstOf(changes);
    expect({ why, verdict, changes: accept.includes(verdict) ? [] : changes }).toEqual({
      why,
      verdict: accept.includes(verdict) ? verdict : accept,
      changes: [],
    });
    pinned.compare(name, changes.map(toldLine));
  });
});
