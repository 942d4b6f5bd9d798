/** Large and recursive documents: each pair of places is looked at once, whatever the number of ways to it. */
import { expect, test } from '@jest/globals';
import { inLongTier } from '../tier.ts';
import { changesOf } from './changes.ts';

type Schemas = Record<string, Record<string, unknown>>;
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (schema: object) => ({
  get: { responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } } },
});
const document = (paths: object, schemas: Schemas = {}) => ({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths,
  components: { schemas },
});

test('six types that refer to each other: a new member is told once', async () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const types = (extra: object) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          type: 'object',
          properties: {
            ...Object.fromEntries(names.map((other) => [other.toLowerCase(), ref(other)])),
            ...(name === 'C' && extra),
          },
        },
      ]),
    );
  const of = (extra: object) => document({ '/x': answer(ref('A')), '/y': answer(ref('B')) }, types(extra));
  const changes = await changesOf(of({}), of({ extra: { type: 'string' } }), 'all');
  expect(changes.map(({ class: kind, field, keyword }) => [kind, field, keyword])).toEqual([
    ['compatible', 'c.extra', 'properties'],
  ]);
  expect(new Set(changes[0]?.uses.map(({ operation }) => operation))).toEqual(new Set(['GET /x', 'GET /y']));
});

test('twenty levels, each used twice: a change at the end is told once', async () => {
  const of = (type: string) => {
    const schemas: Schemas = { L20: { type } };
    for (let i = 0; i < 20; i++)
      schemas[`L${i}`] = { type: 'object', properties: { a: ref(`L${i + 1}`), b: ref(`L${i + 1}`) } };
    return document({ '/x': answer(ref('L0')) }, schemas);
  };
  const changes = await changesOf(of('string'), of('integer'), 'all');
  expect(changes.map(({ keyword }) => keyword)).toEqual(['type']);
});

const OPERATIONS = inLongTier() ? 2000 : 500;

test(`${OPERATIONS} operations, all changed, and nothing of a document against itself`, async () => {
  const of = (type: string) =>
    document(
      Object.fromEntries(
        Array.from({ length: OPERATIONS }, (_, i) => [
          `/p${i}`,
          answer({ type: 'object', properties: { id: { type } } }),
        ]),
      ),
    );
  expect(await changesOf(of('integer'), of('integer'), 'all')).toEqual([]);
  const changes = await changesOf(of('integer'), of('number'), 'all');
  expect(changes).toHaveLength(OPERATIONS);
  expect(changes.every((change) => change.class === 'breaking')).toBe(true);
});

const VALUES = inLongTier() ? 50_000 : 10_000;

test(`a list of ${VALUES} values`, async () => {
  const of = (from: number) =>
    document({ '/x': answer({ enum: Array.from({ length: VALUES }, (_, i) => `value-${i + from}`) }) });
  const [change] = await changesOf(of(0), of(1), 'all');
  expect(change?.reason).toContain(`enum "value-0" is gone and enum "value-${VALUES}" is new`);
});

test('a change of a shared schema is told once, and judged for each use', async () => {
  const of = (schema: Record<string, unknown>) => {
    const { get } = answer(ref('Shared'));
    const requestBody = { content: { 'application/json': { schema: ref('Shared') } } };
    return document({ '/x': { post: { ...get, requestBody } } }, { Shared: schema });
  };
  const changes = await changesOf(of({ type: 'string' }), of({ type: 'string', maxLength: 3 }), 'all');
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({ class: 'breaking', rule: 'schema/max-length' });
  expect(changes[0]?.uses.map(({ part, class: kind }) => [part, kind])).toEqual([
    ['request body', 'breaking'],
    ['response 200 body', 'compatible'],
  ]);
});

test('unions that lead back to themselves for the same value, alone and through each other', async () => {
  const text = { type: 'string' };
  const schemas: Schemas = {
    A: { type: 'object', properties: { a: ref('A'), b: text }, anyOf: [ref('A'), { required: ['b'] }] },
    B: { anyOf: [ref('C'), { type: 'integer' }, ref('A')] },
    C: { oneOf: [ref('B'), { type: 'object', properties: { a: ref('B'), b: ref('A') }, required: ['a', 'b'] }] },
  };
  const of = (items: object) => document({ '/x': answer({ type: 'array', items }) }, schemas);
  const plain = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
  for (const name of ['A', 'B', 'C']) {
    expect(await changesOf(of(ref(name)), of(ref(name)), 'all')).toEqual([]);
    const there = await changesOf(of(plain), of({ oneOf: [ref(name), { type: 'integer' }] }), 'all');
    expect(there.map((change) => change.class)).toContain('breaking');
    const back = await changesOf(of({ oneOf: [ref(name), { type: 'integer' }] }), of(plain), 'all');
    expect(back.length).toBeGreaterThan(0);
  }
});

test('twenty levels of unions, each used twice', async () => {
  const of = (type: string) => {
    const schemas: Schemas = { L20: { type } };
    for (let i = 0; i < 20; i++) {
      schemas[`M${i}`] = { anyOf: [ref(`L${i + 1}`), { type: 'null' }] };
      schemas[`L${i}`] = { anyOf: [ref(`M${i}`), ref(`L${i + 1}`)] };
    }
    return document({ '/x': answer({ type: 'array', items: ref('L0') }) }, schemas);
  };
  expect(await changesOf(of('string'), of('string'), 'all')).toEqual([]);
  const changes = await changesOf(of('string'), of('integer'), 'all');
  expect(changes.map((change) => change.class)).toContain('breaking');
});
