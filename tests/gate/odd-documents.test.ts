/** Documents that are valid and odd: against itself each tells nothing, and with more words nothing that breaks. */
import { describe, expect, test } from '@jest/globals';
import { worstOf } from '../../src/gate/change.ts';
import { drawn, whenLong } from '../tier.ts';
import { changesOf } from './changes.ts';
import { document, object, text, V30, whole } from './pairs/parts.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const both = (schema: object | boolean, more: object = {}) =>
  document(
    {
      '/x': {
        post: {
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
        },
      },
    },
    more,
  );
const within = (schemas: object) => both(ref('A'), { components: { schemas } });
const nested = (depth: number, inner: object): object =>
  Array.from({ length: depth }).reduce<object>((schema) => ({ type: 'array', items: schema }), inner);

const odd: Readonly<Record<string, object | string>> = {
  'paths of nothing': document({}),
  'a path of nothing': document({ '/x': {} }),
  'a path of parameters alone': document({
    '/x/{a}': { parameters: [{ in: 'path', name: 'a', required: true, schema: text }] },
  }),
  'everything is taken': both(true),
  'nothing is taken': both(false),
  'not of everything': both({ not: {} }),
  'not not': both({ not: { not: { type: 'string' } } }),
  'an empty enum': both({ enum: [] }),
  'anyOf of one': both({ anyOf: [text] }),
  'oneOf of the same twice': both({ oneOf: [text, text] }),
  'allOf of contradictions': both({ allOf: [text, whole] }),
  'bounds that leave nothing': both({ type: 'integer', minimum: 5, maximum: 4 }),
  'lengths that leave nothing': both({ type: 'string', minLength: 5, maxLength: 4 }),
  'a type list of all': both({ type: ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] }),
  'an expression that JavaScript does not know': both({ type: 'string', pattern: '(?i)^a\\Z' }),
  'an expression that takes long': both({ type: 'string', pattern: '^(a+)+$' }),
  'an expression of thousands': both({ type: 'string', pattern: '^.{0,65535}$', maxLength: 65_535 }),
  'an expression of classes': both({ type: 'string', pattern: '^\\p{L}[\\p{N}_]*$' }),
  'itself by allOf, behind a member': within({ A: { allOf: [object({ a: ref('A') })] } }),
  'itself by anyOf with null': within({ A: { anyOf: [{ type: 'null' }, object({ a: ref('A') }, ['a'])] } }),
  'a tree of lists': within({ A: { type: 'array', items: ref('A') } }),
  'a map of itself': within({ A: { type: 'object', additionalProperties: ref('A') } }),
  'itself by not': within({ A: object({ a: { not: ref('A') } }) }),
  'itself by if': within({ A: { if: { required: ['a'] }, then: object({ a: ref('A') }) } }),
  'itself by propertyNames and contains': within({ A: { contains: ref('A'), propertyNames: { maxLength: 3 } } }),
  'a thing that has to hold itself without end': within({ A: object({ a: ref('A') }, ['a']) }),
  'a root that refers to the root': both(
    { $ref: '#/components/schemas/A', $defs: { A: text } },
    { components: { schemas: { A: whole } } },
  ),
  'names with slashes, tildes, dots and spaces': within({
    A: object({ 'a/b': text, 'c~d': text, 'e.f': text, 'g h': text, '': text }),
  }),
  'names that objects have anyway': within({
    A: object(
      JSON.parse('{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toString":{"type":"integer"}}'),
      ['constructor'],
    ),
  }),
  'members called as keywords': within({
    A: object({ $ref: text, allOf: text, type: whole, properties: object({ required: text }), enum: whole }, [
      'type',
      '$ref',
    ]),
  }),
  'numbers that no double holds': `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/x":{"get":{"responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"type":"number","minimum":-1e400,"maximum":123456789012345678901234567890.5,"multipleOf":1e-30,"enum":[1e400,0.1e1]}}}}}}}}}`,
  'fifty lists in each other': both(nested(50, object({ a: text }, ['a']))),
  'a tuple that is closed': both({ type: 'array', prefixItems: [text, whole], items: false, minItems: 3 }),
  'unevaluated of everything': both({
    anyOf: [object({ a: text }), object({ b: text })],
    allOf: [{ if: { required: ['a'] }, then: object({ c: text }) }],
    unevaluatedProperties: false,
    unevaluatedItems: false,
  }),
  'dependencies of all kinds': both({
    dependentRequired: { a: ['b'], b: ['a'] },
    dependentSchemas: { a: object({ c: whole }, ['c']) },
    dependencies: { a: ['b'], c: object({ d: text }) },
  }),
  '$id, $anchor, $dynamicAnchor in one': within({
    A: {
      $id: 'https://e.example/a',
      $anchor: 'x',
      $dynamicAnchor: 'x',
      type: 'object',
      properties: { a: { $dynamicRef: '#x' }, b: { $ref: '#x' } },
    },
  }),
  'a discriminator that leads to nothing': within({
    A: {
      oneOf: [ref('B')],
      discriminator: { propertyName: 'k', mapping: { b: 'nowhere.yaml', c: '#/components/schemas/Z' } },
    },
    B: object({ k: text }),
  }),
  'examples and defaults that refer': both(
    object({
      a: { type: 'object', default: { $ref: '#/nowhere' }, examples: [{ $ref: 'x' }], enum: [{ $ref: '#/nowhere' }] },
    }),
  ),
  'callbacks within callbacks': document({
    '/x': {
      post: {
        responses: { 200: { description: 'ok' } },
        callbacks: {
          a: {
            '{$request.body#/u}': {
              post: {
                responses: { 200: { description: 'ok' } },
                callbacks: { b: { '{$request.query.v}': { get: { responses: { default: { description: 'ok' } } } } } },
              },
            },
          },
        },
      },
    },
  }),
  'webhooks alone': {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    webhooks: { w: { post: { requestBody: { content: { 'application/json': { schema: object({ a: text }) } } } } } },
  },
  'statuses in ranges and letters': document({
    '/x': {
      get: {
        responses: {
          '1XX': { description: 'a' },
          '2XX': { description: 'b' },
          '204': { description: 'c' },
          '5XX': { description: 'd' },
          default: { description: 'e' },
        },
      },
    },
  }),
  'media types of every kind': document({
    '/x': {
      post: {
        requestBody: {
          content: {
            '*/*': {},
            'application/*': {},
            'application/json; charset=utf-8': {},
            'application/json': {},
            'text/plain; version="1"': {},
          },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
  }),
  'one parameter in every place': document({
    '/x/{q}': {
      get: {
        parameters: [
          ...['query', 'header', 'cookie'].map((place) => ({
            in: place,
            name: 'q',
            schema: { type: ['array', 'object', 'string'] },
          })),
          { in: 'path', name: 'q', required: true, schema: text },
        ],
        responses: { 200: { description: 'ok' } },
      },
    },
  }),
  'security of nothing, of a scheme that is not there, and twice': document(
    {
      '/x': {
        get: {
          security: [{}, {}, { nowhere: ['a', 'a'] }, { nowhere: ['a'] }],
          responses: { 200: { description: 'ok' } },
        },
      },
    },
    { security: [] },
  ),
  'servers with variables and without': document(
    { '/x': { get: { responses: { 200: { description: 'ok' } } } } },
    {
      servers: [
        { url: '' },
        { url: '/' },
        {
          url: 'https://{h}.example:{p}/{v}',
          variables: { h: { default: 'a', enum: ['a', 'b'] }, p: { default: '443' }, v: { default: '' } },
        },
      ],
    },
  ),
  '3.0 with flags and nulls everywhere': both(
    {
      type: 'object',
      nullable: true,
      properties: {
        a: { enum: ['a', null], nullable: true },
        b: { allOf: [{ type: 'string' }], nullable: true },
        c: { type: 'number', minimum: 1, exclusiveMinimum: true, exclusiveMaximum: false },
      },
    },
    V30,
  ),
  'a YAML text with anchors and merges': `
openapi: 3.0.3
info: { title: T, version: "1" }
x-common: &common { type: object, properties: { a: { type: string } } }
paths:
  /x:
    get:
      responses:
        200:
          description: ok
          content: { application/json: { schema: { <<: *common, required: [a] } } }
`,
};

describe('odd documents', () => {
  test.each(drawn(Object.entries(odd), 15))('%s', async (_, one) => {
    expect(await changesOf(one, one, 'all')).toEqual([]);
    if (typeof one === 'string') return;
    const other = { ...one, info: { title: 'T', version: '2', description: 'more' }, 'x-more': { $ref: '#/nowhere' } };
    expect(await changesOf(one, other, 'all')).toEqual([]);
  });

  whenLong(test)('each against each crashes nowhere', async () => {
    const all = Object.values(odd);
    for (const [i, base] of drawn([...all.entries()], 15))
      for (const head of [all[(i + 1) % all.length], all[(i * 7 + 3) % all.length]]) {
        const changes = await changesOf(base, head ?? base, 'all');
        expect(['compatible', 'warning', 'breaking']).toContain(worstOf(changes));
      }
  });
});
