import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Edition, EditionId, Violation } from '../../src/edition/edition.ts';
import { judgeBySchema } from '../../src/edition/json-schema.ts';
import { editionIds, loadEdition } from '../../src/edition/load.ts';

const schemas = new URL('../../schemas/', import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, schemas), 'utf8'));
const examplesOf = (id: EditionId) => {
  try {
    return readdirSync(new URL(`editions/${id}/examples/`, schemas)).sort();
  } catch {
    // The facts hold none for this edition, and git keeps no empty folder.
    return [];
  }
};

/** By which schema an example is judged. */
function judge(edition: Edition, example: string, value: unknown): Violation[] {
  if (example === 'request.json') return judgeBySchema(`editions/${edition.id}/request.schema.json`, value);
  return example === '200.json' ? edition.judgeSuccess(value) : edition.judgeError(value);
}

const tooLong = 'all example request_ids have 81 characters, the table says 64 at most';

/** Where the documents contradict themselves: this edition's tables against the examples printed with them. */
const contradictions: { edition: EditionId; example: string; pointer: string; keyword: string; reason: string }[] = (
  ['2022-12-05', '2023-06-29'] as const
).flatMap((edition) =>
  ['400.json', '404.json', '500.json'].map((example) => ({
    edition,
    example,
    pointer: '/request_id',
    keyword: 'maxLength',
    reason: tooLong,
  })),
);

/** The error examples are the same in all editions; only the newest has them whole in the facts. */
const cases = editionIds.flatMap((id) =>
  [...new Set([...examplesOf(id), '400.json', '404.json', '500.json'])].map((example) => {
    const from = examplesOf(id).includes(example) ? id : '2025-03-26';
    return { id, example, value: json(`editions/${from}/examples/${example}`) };
  }),
);

test('the examples that are known are here', () => {
  expect(editionIds.map(examplesOf)).toEqual([
    ['200.json', 'request.json'],
    [],
    ['200.json', '400.json', '404.json', '500.json', 'request.json'],
  ]);
});

test.each(cases)(
  'edition $id, $example: valid, but for the contradictions that are listed',
  ({ id, example, value }) => {
    const found = judge(loadEdition(id), example, value).map(({ pointer, keyword }) => ({ pointer, keyword }));
    const listed = contradictions.filter((c) => c.edition === id && c.example === example);
    expect(found).toEqual(listed.map(({ pointer, keyword }) => ({ pointer, keyword })));
  },
);

test('every listed contradiction is one of an example that is judged', () => {
  const judged = cases.map(({ id, example }) => `${id} ${example}`);
  expect(contradictions.filter(({ edition, example }) => !judged.includes(`${edition} ${example}`))).toEqual([]);
});

describe.each(editionIds)('the schemas of edition %s', (id) => {
  const files = readdirSync(new URL(`editions/${id}/`, schemas)).filter((file) => file.endsWith('.schema.json'));

  test('are the six parts of the operation', () => {
    expect(files.sort()).toEqual(
      ['device-info-simple', 'error', 'headers', 'path', 'request', 'response-200'].map(
        (part) => `${part}.schema.json`,
      ),
    );
  });

  test.each(files)('%s is valid, strict, described, and takes its own examples', (file) => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false });
    for (const other of files) ajv.addSchema(json(`editions/${id}/${other}`) as object);
    const schema = json(`editions/${id}/${file}`) as Record<string, unknown>;
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: expect.stringMatching(new RegExp(`/editions/${id}/${file}$`)),
      title: expect.stringContaining(id),
      description: expect.any(String),
      examples: expect.any(Array),
    });
    const validate = ajv.getSchema(schema['$id'] as string);
    for (const example of schema['examples'] as unknown[])
      expect([example, validate?.(example)]).toEqual([example, true]);
  });
});
