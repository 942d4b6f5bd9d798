/** The gate against a corpus of pairs: no breaking pair passes, and no compatible pair fails. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { changesOf } from './changes.ts';
import { cases } from './corpus.ts';
import { openPinned } from './pinned.ts';

/** Each change of each pair. */
const pinned = openPinned('corpus.jsonl');
afterAll(pinned.save);

test('the corpus has at least 150 pairs', () => {
  expect(cases.length).toBeGreaterThanOrEqual(150);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

describe('the corpus', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (name, { base, head, accept, why }) => {
    const changes = await changesOf(base, head);
    const verdict = worstOf(changes);
    expect({ why, changes: accept.includes(verdict) ? [] : changes, verdict: accept.includes(verdict) }).toEqual({
      why,
      changes: [],
      verdict: true,
    });
    pinned.compare(
      name,
      changes.map(({ class: kind, part, field, keyword }) => `${kind} | ${part} | ${field} | ${keyword}`),
    );
    for (const change of changes) {
      expect(change.reason).toMatch(/\.$/);
      expect(change.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    }
  });
});
