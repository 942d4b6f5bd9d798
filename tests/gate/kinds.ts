/** Further pairs of the kinds that users report, with other examples. Shared with nobody: they try the rules. */
import { openApi } from './corpus.ts';

export interface Kind {
  name: string;
  base: object;
  head: object;
  accept: readonly string[];
}

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const query = (schema: object, more: object = {}) =>
  openApi({
    operation: {
      parameters: [
        { name: 'project_id', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'instance_id', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'q', in: 'query', schema, ...more },
      ],
    },
  });
const received = (schema: object, version = '3.1.0') => openApi({ version, response: schema as never });
const sent = (schema: object, version = '3.1.0') => openApi({ version, request: schema as never });
const answers = (responses: object) => openApi({ operation: { responses } });
const servers = (...all: object[]) => openApi({ document: { servers: all } });
const tagged = (kind: string, more: object = {}, required: string[] = []) => ({
  type: 'object',
  properties: { kind: { const: kind }, ...more },
  required: ['kind', ...required],
});
const text = { type: 'string' };

const pair = (name: string, base: object, head: object, ...accept: string[]): Kind => ({ name, base, head, accept });

export const kinds: readonly Kind[] = [
  pair('query: integer becomes text', query({ type: 'integer' }), query(text), 'compatible'),
  pair('query: text becomes integer', query(text), query({ type: 'integer' }), 'breaking'),
  pair(
    'query: boolean becomes texts that are alike',
    query({ type: 'boolean' }),
    query({ enum: ['true', 'false'] }),
    'compatible',
  ),
  pair(
    'query: numbers become texts in an enum',
    query({ enum: [1, 2] }),
    query({ enum: ['1', '2', '3'] }),
    'compatible',
  ),
  pair('query: an enum of numbers loses one as text', query({ enum: [1, 2] }), query({ enum: ['1'] }), 'breaking'),
  pair('answer: integer becomes text', received({ type: 'integer' }), received(text), 'breaking'),
  pair(
    'a tagged variant gains an optional member (sent)',
    sent({ oneOf: [tagged('a'), tagged('b')] }),
    sent({ oneOf: [tagged('a', { x: text }), tagged('b')] }),
    'compatible',
  ),
  pair(
    'a tagged variant loses a required member (received)',
    received({ anyOf: [tagged('a', { x: text }, ['x']), tagged('b')] }),
    received({ anyOf: [tagged('a', { x: text }), tagged('b')] }),
    'breaking',
  ),
  pair(
    'variants in another order',
    received({ oneOf: [tagged('a', { x: text }), tagged('b')] }),
    received({ oneOf: [tagged('b'), tagged('a', { x: text })] }),
    'compatible',
  ),
  pair(
    'nullable written as anyOf (received)',
    received(
      { type: 'object', properties: { a: { type: 'object', properties: { b: text }, nullable: true } } },
      '3.0.3',
    ),
    received({
      type: 'object',
      properties: { a: { anyOf: [{ type: 'object', properties: { b: text } }, { type: 'null' }] } },
    }),
    'compatible',
  ),
  pair(
    'default response meets 404',
    answers({
      '200': { description: 'x' },
      default: { description: 'x', ...json({ type: 'object', properties: { a: text }, required: ['a'] }) },
    }),
    answers({
      '200': { description: 'x' },
      '404': { description: 'x', ...json({ type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] }) },
      default: { description: 'x', ...json({ type: 'object', properties: { a: text }, required: ['a'] }) },
    }),
    'breaking',
  ),
  pair(
    'any type becomes one (received)',
    answers({ '200': { description: 'x', content: { '*/*': { schema: text } } } }),
    answers({ '200': { description: 'x', content: { 'application/json': { schema: text } } } }),
    'compatible',
  ),
  pair(
    'any type becomes one (sent)',
    openApi({ operation: { requestBody: { content: { '*/*': { schema: text } } } } }),
    openApi({ operation: { requestBody: { content: { 'application/json': { schema: text } } } } }),
    'breaking',
  ),
  pair(
    'a version of a media type is gone',
    openApi({
      operation: {
        requestBody: {
          content: { 'application/json;v=1': { schema: text }, 'application/json;v=2': { schema: text } },
        },
      },
    }),
    openApi({ operation: { requestBody: { content: { 'application/json;v=1': { schema: text } } } } }),
    'breaking',
  ),
  pair(
    'a server with another path is added',
    servers({ url: 'https://a.example/v1' }),
    servers({ url: 'https://a.example/v1' }, { url: 'https://a.example/v2' }),
    'compatible',
  ),
  pair(
    'a server with another path is gone',
    servers({ url: 'https://a.example/v1' }, { url: 'https://a.example/v2' }),
    servers({ url: 'https://a.example/v2' }),
    'breaking',
  ),
  pair(
    'a variable of the host',
    servers({ url: 'https://{region}.a.example/v1', variables: { region: { default: 'x' } } }),
    servers({ url: 'https://b.example/v1/' }),
    'compatible',
  ),
  pair(
    'format of another type',
    received({ type: 'integer', format: 'date' }),
    received({ type: 'integer' }),
    'compatible',
  ),
  pair(
    'contentMediaType is a note',
    received({ type: 'string' }),
    received({ type: 'string', contentMediaType: 'application/json' }),
    'compatible',
  ),
  pair(
    'a reference in an example is data',
    received({ ...text, example: { $ref: '#/nowhere' } }, '3.0.3'),
    received(text, '3.0.3'),
    'compatible',
  ),
  pair(
    'readOnly through allOf',
    sent({ type: 'object', properties: { a: { allOf: [{ type: 'string', readOnly: true }] } } }),
    sent({
      type: 'object',
      properties: { a: { allOf: [{ type: 'string', readOnly: true, maxLength: 1 }] } },
      required: ['a'],
    }),
    'compatible',
  ),
  pair('const widened to an enum (received)', received({ const: 'a' }), received({ enum: ['a', 'b'] }), 'breaking'),
  pair(
    'a pattern with a bound that it implies',
    sent({ type: 'string', pattern: '^[a-z]{3}$' }),
    sent({ type: 'string', pattern: '^[a-z]{3}$', minLength: 3 }),
    'warning',
    'compatible',
  ),
  pair(
    'an enum open by x-ms-enum (received)',
    received({ type: 'string', enum: ['a'], 'x-ms-enum': { modelAsString: true } }),
    received({ type: 'string', enum: ['a', 'b'], 'x-ms-enum': { modelAsString: true } }),
    'warning',
    'compatible',
  ),
  pair(
    'received: one edit of a list is harmless for its numbers, and not for its texts',
    received({ enum: ['a', 2, true] }),
    received({ anyOf: [text, { type: 'integer', minimum: 1, maximum: 0 }] }),
    'breaking',
  ),
];
