/** Valid documents, mutated at random: each comparison ends, crashes nowhere, and says nothing of a document against itself. */
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConfigError } from '../../src/base/config-error.ts';
import { seed } from '../seeded.ts';
import { changesOf } from './changes.ts';
import { cases } from './corpus.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 20);

/** Of one comparison, where so many run that nobody looks on. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 60);
const watch =
  RUNS < 1000 ? null : new Worker(new URL('watch.mjs', import.meta.url), { workerData: { seconds: SECONDS } });
afterAll(async () => {
  await watch?.terminate();
});

type Holder = Record<string, unknown>;

const VALUES: unknown[] = [
  true,
  false,
  {},
  { type: 'string' },
  { type: ['integer', 'null'] },
  { $ref: '#/components/schemas/Fuzz' },
  { oneOf: [{ $ref: '#/components/schemas/Fuzz' }, { type: 'integer' }] },
  { allOf: [{ $ref: '#/components/schemas/Fuzz' }, { required: ['a'] }] },
  { anyOf: [{ type: 'object', additionalProperties: false }, { not: {} }] },
  { type: 'array', items: { $ref: '#/components/schemas/Fuzz' }, uniqueItems: true },
  { type: 'object', patternProperties: { '^[a-z]$': { $ref: '#/components/schemas/Fuzz' } } },
  { enum: [1, 'a', null, {}] },
  { if: { type: 'string' }, then: { minLength: 2 }, else: { minimum: 1e30 } },
  { pattern: '(?<=a)b\\1', maxLength: 3 },
];
const FUZZ = {
  type: 'object',
  properties: { a: { $ref: '#/components/schemas/Fuzz' }, b: { type: 'string' } },
  anyOf: [{ $ref: '#/components/schemas/Fuzz' }, { required: ['b'] }],
};

/** The document with a schema in other places. */
function mutate(document: object, at: readonly number[], values: readonly number[]): object {
  const copy = JSON.parse(JSON.stringify(document)) as Holder;
  const components = (copy['components'] ?? {}) as Holder;
  copy['components'] = { ...components, schemas: { ...(components['schemas'] as Holder), Fuzz: FUZZ } };
  const places: [Holder, string][] = [];
  const visit = (value: unknown, isSchema: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, one] of Object.entries(value)) {
      const isHere = /^(schema|items|additionalProperties|a|b|value|success|failed|id)$/.test(key);
      if (isHere && typeof one === 'object') places.push([value as Holder, key]);
      visit(one, isSchema || isHere);
    }
  };
  visit(copy['paths'], false);
  for (const [i, place] of at.entries()) {
    const [holder, key] = places[place % Math.max(1, places.length)] ?? [];
    if (holder && key) holder[key] = VALUES[(values[i] ?? 0) % VALUES.length];
  }
  return copy;
}

const mutation = fc.tuple(
  fc.nat({ max: cases.length - 1 }),
  fc.array(fc.nat(), { maxLength: 4 }),
  fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
);

describe('mutated documents', () => {
  test('no comparison crashes, hangs, or finds a change in a document against itself', async () => {
    process.stdout.write(`seed ${seed}\n`);
    await fc.assert(
      fc.asyncProperty(mutation, mutation, async ([i, at, values], [j, where, others]) => {
        const base = mutate(cases[i]?.base ?? {}, at, values);
        const head = mutate(cases[j % 2 === 0 ? i : j]?.head ?? {}, where, others);
        for (const [a, b] of [
          [base, base],
          [base, head],
          [head, base],
        ] as const) {
          watch?.postMessage(JSON.stringify({ base: a, head: b }));
          try {
            const changes = await changesOf(a, b, 'all');
            if (a === b) expect(changes).toEqual([]);
          } catch (error) {
            if (!(error instanceof ConfigError)) throw error;
          }
        }
      }),
      { numRuns: RUNS, seed, endOnFailure: RUNS < 1000 },
    );
  });
});
