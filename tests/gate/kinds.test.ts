import { afterAll, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { changesOf } from './changes.ts';
import { kinds } from './kinds.ts';
import { openPinned, toldLine } from './pinned.ts';

const pinned = openPinned('kinds.jsonl');
afterAll(pinned.save);

test.each(kinds.map((one) => [one.name, one] as const))('%s', async (name, { base, head, accept }) => {
  const changes = await changesOf(base, head, 'all');
  const verdict = worstOf(changes);
  expect({ verdict, changes: accept.includes(verdict) ? [] : changes }).toEqual({
    verdict: accept.includes(verdict) ? verdict : accept,
    changes: [],
  });
  expect(await changesOf(base, base, 'all')).toEqual([]);
  pinned.compare(name, changes.map(toldLine));
});
