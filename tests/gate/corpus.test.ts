/** The gate against a corpus of pairs: no breaking pair passes, and no compatible pair fails. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { changesOf } from './changes.ts';
import { cases } from './corpus.ts';

/** Each change of each pair, one line for a pair; UPDATE=1 writes it. */
const PINNED = new URL('fixtures/corpus.jsonl', import.meta.url);
const isUpdate = Boolean(process.env['UPDATE']);
const pinned = new Map<string, string[]>(
  isUpdate
    ? []
    : readFileSync(PINNED, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as [string, string[]]),
);
afterAll(() => {
  if (isUpdate) writeFileSync(PINNED, `${[...pinned].map((line) => JSON.stringify(line)).join('\n')}\n`);
});

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
    const lines = changes.map(({ class: kind, part, field, keyword }) => `${kind} | ${part} | ${field} | ${keyword}`);
    if (isUpdate) pinned.set(name, lines);
    expect(lines).toEqual(pinned.get(name));
    for (const change of changes) {
      expect(change.reason).toMatch(/\.$/);
      expect(change.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    }
  });
});
