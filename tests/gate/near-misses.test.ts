/** Pairs in which a change stands beside what it might be mistaken for. */
import { describe, expect, test } from '@jest/globals';
import { changesOf } from './changes.ts';

const documentOf = (paths: object, more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths,
  ...more,
});
const ok = { description: 'ok' };
const answering = (...statuses: string[]) =>
  documentOf({ '/x': { get: { responses: Object.fromEntries(statuses.map((status) => [status, ok])) } } });
const sending = (type: string, schema: object = { type: 'string' }) =>
  documentOf({ '/x': { post: { responses: { 200: ok }, requestBody: { content: { [type]: { schema } } } } } });
const taking = (schema: object) => sending('application/json', schema);
const told = async (base: object, head: object, operation = 'all') =>
  (await changesOf(base, head, operation)).map(({ rule, class: of, part }) => `${rule} ${of} ${part}`);

describe('statuses', () => {
  test('a range takes in none of another hundred', async () => {
    expect(await told(answering('200', '404'), answering('200', '404', '5XX'))).toEqual([
      'response/added compatible response 5XX',
    ]);
    expect(await told(answering('200', '4XX'), answering('200', '500'))).toEqual([
      'response/removed compatible response 4XX',
      'response/added compatible response 500',
    ]);
  });
  test('a range takes in those of its own', async () => {
    expect(await told(answering('200', '4XX'), answering('200', '404', '409'))).toEqual([
      'response/range-narrowed compatible response 4XX',
    ]);
  });
});

test('any type takes in each', async () => {
  expect(await told(sending('*/*'), sending('text/plain'))).toEqual(['media-type/removed breaking request body']);
  expect(await told(sending('text/plain'), sending('*/*'))).toEqual(['media-type/added compatible request body']);
  expect(await told(sending('*/*', { type: 'string' }), sending('*/*', { type: 'integer' }))).toEqual([
    'schema/type breaking request body',
  ]);
});

test('behind a prefix there is another operation, where no edition is compared', async () => {
  const under = (prefix: string) => documentOf({ [`${prefix}/v2/x`]: { get: { responses: { 200: ok } } } });
  expect(await told(under(''), under('/api'), 'GET /v2/x')).toEqual(['operation/removed breaking operation']);
});

describe('schemas', () => {
  test('a pattern of names says nothing sure where other names are closed', async () => {
    const [closed, patterned] = [
      { type: 'object', additionalProperties: false },
      { type: 'object', additionalProperties: false, patternProperties: { '^a(?=b)': { type: 'string' } } },
    ];
    expect(await told(taking(closed), taking(patterned))).toEqual(['schema/pattern-properties warning request body']);
    expect(await told(taking(patterned), taking(closed))).toEqual(['schema/pattern-properties warning request body']);
  });
  test('what cannot be decided is no break', async () => {
    const both = { type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] };
    expect(await told(taking(both), taking({ type: 'integer', multipleOf: 12 }))).toEqual([
      'schema/multiple-of warning request body',
    ]);
  });
});

test('the default of what cannot be left out says nothing', async () => {
  const by = (where: string, required: boolean, value: string) =>
    documentOf({
      '/x/{a}': {
        get: {
          parameters: [
            {
              in: 'path',
              name: 'a',
              required: true,
              schema: { type: 'string', ...(where === 'path' && { default: value }) },
            },
            ...(where === 'query'
              ? [{ in: 'query', name: 'b', required, schema: { type: 'string', default: value } }]
              : []),
          ],
          responses: { 200: ok },
        },
      },
    });
  const toldBy = (where: string, required: boolean) => told(by(where, required, 'a'), by(where, required, 'b'));
  expect(await toldBy('path', true)).toEqual(['schema/default compatible path parameter a']);
  expect(await toldBy('query', true)).toEqual(['schema/default compatible query parameter b']);
  expect(await toldBy('query', false)).toEqual(['schema/default warning query parameter b']);
});
