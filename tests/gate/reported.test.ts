/** Pairs after reports of users of such tools, each with the verdicts that are right; every operation is compared. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { changesOf } from './changes.ts';

interface Reported {
  name: string;
  accept: string[];
  why: string;
  /** A document, or its text in YAML. */
  base: object | string;
  head: object | string;
}

const lines = readFileSync(new URL('fixtures/reported.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const cases = lines.map((line) => JSON.parse(line) as Reported);

test('there are 79 of them', () => expect(new Set(cases.map(({ name }) => name)).size).toBe(79));

describe('reported pairs', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, { base, head, accept, why }) => {
    const changes = await changesOf(base, head, 'all');
    const verdict = worstOf(changes);
    expect({ why, verdict, changes: accept.includes(verdict) ? [] : changes }).toEqual({
      why,
      verdict: accept.includes(verdict) ? verdict : accept,
      changes: [],
    });
  });
});
