/**
 * Pairs of descriptions with the verdict that each deserves, and the argument for it. What consumers send may only widen,
 * what they receive may only narrow. Shared with the bench, where other tools are asked the same.
 */

export type Verdict = 'breaking' | 'warning' | 'compatible';

export interface Case {
  name: string;
  base: object;
  head: object;
  /** The verdicts that are right; more than one where reasonable people differ. */
  accept: readonly Verdict[];
  why: string;
}

type Schema = Record<string, unknown>;
const B = ['breaking'] as const;
const W = ['warning'] as const;
const C = ['compatible'] as const;

const PATH = '/v2/{project_id}/link/instances/{instance_id}/devices/force-offline';

interface Parts {
  version?: string;
  request?: Schema;
  response?: Schema;
  error?: Schema;
  operation?: Schema;
  path?: string;
  method?: string;
  document?: Schema;
  pathItem?: Schema;
}

const device = {
  type: 'object',
  properties: { id: { type: 'integer' }, device_name: { type: 'string' }, device_id: { type: 'integer' } },
  required: ['id', 'device_name', 'device_id'],
};
const list = (items: Schema): Schema => ({
  type: 'object',
  properties: { success: { type: 'array', items }, failed: { type: 'array', items } },
  required: ['success', 'failed'],
});
const REQUEST: Schema = {
  type: 'object',
  properties: { device_ids: { type: 'array', items: { type: 'integer' } } },
  required: ['device_ids'],
};
const ERROR: Schema = {
  type: 'object',
  properties: { error_code: { type: 'string' }, error_msg: { type: 'string' }, request_id: { type: 'string' } },
  required: ['error_code', 'error_msg', 'request_id'],
};
const pathParameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const json = (schema: Schema) => ({ content: { 'application/json': { schema } } });

/** The operation as a document of its own. */
export function openApi({
  version = '3.1.0',
  request,
  response,
  error,
  operation,
  path,
  method,
  document,
  pathItem,
}: Parts = {}): object {
  return {
    openapi: version,
    info: { title: 'ROMA', version: '1' },
    paths: {
      [path ?? PATH]: {
        [method ?? 'post']: {
          parameters: [pathParameter('project_id'), pathParameter('instance_id')],
          requestBody: { required: true, ...json(request ?? REQUEST) },
          responses: {
            '200': { description: 'ok', ...json(response ?? list(device)) },
            '400': { description: 'bad', ...json(error ?? ERROR) },
          },
          ...operation,
        },
        ...pathItem,
      },
    },
    ...document,
  };
}

const inRequest = (schema: Schema): Schema => ({ type: 'object', properties: { value: schema }, required: ['value'] });

/** A change of one schema, in what is sent and in what is received. */
type Pair = [
  name: string,
  before: Schema,
  after: Schema,
  request: readonly Verdict[],
  response: readonly Verdict[],
  why: string,
];

const narrower = (name: string, before: Schema, after: Schema, why: string): Pair[] => [
  [name, before, after, B, C, why],
  [`${name}, taken back`, after, before, C, B, `the mirror image: ${why}`],
];

const pairs: Pair[] = [
  ...narrower('minimum added', { type: 'integer' }, { type: 'integer', minimum: 1 }, '0 was a value and is none'),
  ...narrower(
    'minimum raised',
    { type: 'integer', minimum: 1 },
    { type: 'integer', minimum: 2 },
    '1 was a value and is none',
  ),
  ...narrower('maximum added', { type: 'integer' }, { type: 'integer', maximum: 9 }, '10 was a value and is none'),
  ...narrower('maximum lowered', { type: 'number', maximum: 2.5 }, { type: 'number', maximum: 2.25 }, '2.5 goes'),
  ...narrower(
    'minimum made exclusive',
    { type: 'integer', minimum: 1 },
    { type: 'integer', exclusiveMinimum: 1 },
    '1 goes',
  ),
  ...narrower(
    'maximum made exclusive',
    { type: 'number', maximum: 1 },
    { type: 'number', exclusiveMaximum: 1 },
    '1 goes',
  ),
  ...narrower('minLength added', { type: 'string' }, { type: 'string', minLength: 1 }, 'the empty text goes'),
  ...narrower(
    'maxLength lowered',
    { type: 'string', maxLength: 64 },
    { type: 'string', maxLength: 32 },
    '33 characters go',
  ),
  ...narrower('pattern added', { type: 'string' }, { type: 'string', pattern: '^[a-z]+$' }, 'capitals go'),
  ...narrower('enum added', { type: 'string' }, { type: 'string', enum: ['a', 'b'] }, 'other texts go'),
  ...narrower('enum value removed', { enum: ['a', 'b', 'c'] }, { enum: ['a', 'b'] }, 'c goes'),
  ...narrower('enum to const', { enum: ['a', 'b'] }, { const: 'a' }, 'b goes'),
  ...narrower('const added', { type: 'string' }, { type: 'string', const: 'a' }, 'other texts go'),
  ...narrower('number to integer', { type: 'number' }, { type: 'integer' }, 'fractions go'),
  ...narrower('null not allowed any more', { type: ['string', 'null'] }, { type: 'string' }, 'null goes'),
  ...narrower(
    'one of several types removed',
    { type: ['string', 'integer', 'boolean'] },
    { type: ['string', 'integer'] },
    'true goes',
  ),
  ...narrower(
    'minItems added',
    { type: 'array', items: { type: 'integer' } },
    { type: 'array', items: { type: 'integer' }, minItems: 1 },
    'the empty list goes',
  ),
  ...narrower(
    'maxItems lowered',
    { type: 'array', items: { type: 'integer' }, maxItems: 9 },
    { type: 'array', items: { type: 'integer' }, maxItems: 8 },
    'nine entries go',
  ),
  ...narrower(
    'maxItems lowered from very many',
    { type: 'array', items: { type: 'integer' }, maxItems: 999999 },
    { type: 'array', items: { type: 'integer' }, maxItems: 99999 },
    'long lists go, although no example is built',
  ),
  ...narrower(
    'uniqueItems added',
    { type: 'array', items: { type: 'integer' } },
    { type: 'array', items: { type: 'integer' }, uniqueItems: true },
    'repeated entries go',
  ),
  ...narrower(
    'entries narrowed',
    { type: 'array', items: { type: 'integer' } },
    { type: 'array', items: { type: 'integer', minimum: 1 } },
    '[0] goes',
  ),
  ...narrower('items added', { type: 'array' }, { type: 'array', items: { type: 'string' } }, '[1] goes'),
  ...narrower('multipleOf added', { type: 'integer' }, { type: 'integer', multipleOf: 2 }, '1 goes'),
  ...narrower(
    'multipleOf multiplied',
    { type: 'integer', multipleOf: 2 },
    { type: 'integer', multipleOf: 4 },
    '2 goes',
  ),
  ...narrower(
    'multipleOf a fraction',
    { type: 'number', multipleOf: 0.25 },
    { type: 'number', multipleOf: 0.5 },
    '0.25 goes',
  ),
  ...narrower('minProperties added', { type: 'object' }, { type: 'object', minProperties: 1 }, '{} goes'),
  ...narrower(
    'maxProperties lowered',
    { type: 'object', maxProperties: 3 },
    { type: 'object', maxProperties: 2 },
    'three members go',
  ),
  ...narrower(
    'a member required',
    { type: 'object', properties: { a: { type: 'string' } } },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    '{} goes',
  ),
  ...narrower(
    'a member that nothing describes required',
    { type: 'object' },
    { type: 'object', required: ['a'] },
    '{} goes',
  ),
  ...narrower(
    'object closed',
    { type: 'object', properties: { a: { type: 'string' } } },
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    'further members go',
  ),
  ...narrower(
    'further members typed',
    { type: 'object', additionalProperties: true },
    { type: 'object', additionalProperties: { type: 'string' } },
    'numbers go',
  ),
  ...narrower(
    'further members narrowed',
    { type: 'object', additionalProperties: { type: 'string' } },
    { type: 'object', additionalProperties: { type: 'string', maxLength: 3 } },
    'long texts go',
  ),
  ...narrower(
    'member narrowed deep inside',
    {
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'object', properties: { b: { type: 'integer' } } } } },
    },
    {
      type: 'object',
      properties: {
        a: { type: 'array', items: { type: 'object', properties: { b: { type: 'integer', maximum: 5 } } } },
      },
    },
    'a 6 deep inside goes',
  ),
  ...narrower(
    'anyOf alternative removed',
    { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    { anyOf: [{ type: 'string' }] },
    'numbers go',
  ),
  ...narrower(
    'anyOf alternative narrowed',
    { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    { anyOf: [{ type: 'string', maxLength: 2 }, { type: 'integer' }] },
    'long texts go',
  ),
  ...narrower(
    'anyOf added',
    { type: ['string', 'integer'] },
    { type: ['string', 'integer'], anyOf: [{ type: 'string' }] },
    'numbers go',
  ),
  ...narrower(
    'allOf with a new part',
    { allOf: [{ type: 'string' }] },
    { allOf: [{ type: 'string' }, { maxLength: 3 }] },
    'long texts go',
  ),
  ...narrower('not added', { type: 'string' }, { type: 'string', not: { const: '' } }, 'the empty text goes'),
  ...narrower(
    'a condition added',
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      if: { required: ['a'] },
      then: { required: ['b'] },
    },
    '{"a":"x"} goes',
  ),
  ...narrower(
    'dependentRequired added',
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, dependentRequired: { a: ['b'] } },
    '{"a":"x"} goes',
  ),
  ...narrower(
    'patternProperties added',
    { type: 'object' },
    { type: 'object', patternProperties: { '^x-': { type: 'string' } } },
    '{"x-a":1} goes',
  ),
  ...narrower(
    'contains added',
    { type: 'array', items: { type: 'integer' } },
    { type: 'array', items: { type: 'integer' }, contains: { const: 7 } },
    '[] goes',
  ),
  ...narrower('prefixItems added', { type: 'array' }, { type: 'array', prefixItems: [{ type: 'string' }] }, '[1] goes'),
  ...narrower(
    'propertyNames added',
    { type: 'object' },
    { type: 'object', propertyNames: { maxLength: 3 } },
    'long names go',
  ),
  ...narrower(
    'int64 to int32',
    { type: 'integer', format: 'int64' },
    { type: 'integer', format: 'int32' },
    '2147483648 goes',
  ),
  ['type exchanged', { type: 'string' }, { type: 'integer' }, B, B, 'every value changes'],
  ['object to list', { type: 'object' }, { type: 'array', items: {} }, B, B, 'every value changes'],
  ['const exchanged', { const: 'a' }, { const: 'b' }, B, B, 'every value changes'],
  ['enum value exchanged', { enum: ['a', 'b'] }, { enum: ['a', 'c'] }, B, B, 'b goes and c comes'],
  [
    'range moved',
    { type: 'integer', minimum: 1, maximum: 5 },
    { type: 'integer', minimum: 3, maximum: 9 },
    B,
    B,
    '1 goes and 9 comes',
  ],
  [
    'multipleOf exchanged',
    { type: 'integer', multipleOf: 2 },
    { type: 'integer', multipleOf: 3 },
    B,
    B,
    '2 goes and 3 comes',
  ],
  [
    'pattern exchanged for another',
    { type: 'string', pattern: '^[a-m]+$' },
    { type: 'string', pattern: '^[n-z]+$' },
    B,
    B,
    'a goes and z comes',
  ],
  [
    'pattern widened',
    { type: 'string', pattern: '^[a-m]+$' },
    { type: 'string', pattern: '^[a-z]+$' },
    ['warning', 'compatible'],
    B,
    'no text goes, though expressions are hard to compare',
  ],
  [
    'oneOf alternatives overlap',
    { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    { oneOf: [{ type: 'string' }, { type: ['integer', 'string'] }] },
    B,
    C,
    'texts fit both now, and so neither',
  ],
  ['format added', { type: 'string' }, { type: 'string', format: 'date' }, W, W, 'readers differ about formats'],
  ['format removed', { type: 'string', format: 'date' }, { type: 'string' }, W, W, 'readers differ about formats'],
  [
    'format exchanged',
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date-time' },
    W,
    W,
    'readers differ about formats',
  ],
  [
    'default exchanged',
    { type: 'integer', default: 1 },
    { type: 'integer', default: 2 },
    W,
    W,
    'leaving it out means something else',
  ],
  [
    'optional member added',
    { type: 'object', properties: {} },
    { type: 'object', properties: { a: { type: 'string' } } },
    C,
    C,
    'by the convention of open objects',
  ],
  [
    'optional member removed',
    { type: 'object', properties: { a: { type: 'string' } } },
    { type: 'object', properties: {} },
    W,
    W,
    'whoever uses it may miss it',
  ],
  [
    'required member added',
    { type: 'object' },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    B,
    C,
    '{} goes',
  ],
  [
    'required member removed',
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    { type: 'object' },
    W,
    B,
    'readers rely on it; senders lose its meaning',
  ],
  [
    'member added to a closed object',
    { type: 'object', properties: {}, additionalProperties: false },
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    C,
    B,
    'it comes where nothing else was to come',
  ],
  [
    'member removed from a closed object',
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    { type: 'object', properties: {}, additionalProperties: false },
    B,
    C,
    'it is refused now',
  ],
  [
    'member renamed',
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    { type: 'object', properties: { b: { type: 'string' } }, required: ['b'] },
    B,
    B,
    'the old name is gone and the new one unknown',
  ],
  [
    'described as the others were',
    { type: 'object', additionalProperties: { type: 'string' } },
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } },
    C,
    C,
    'nothing changes for any value',
  ],
  [
    'described more narrowly than the others',
    { type: 'object', additionalProperties: { type: 'string' } },
    { type: 'object', properties: { a: { type: 'string', maxLength: 1 } }, additionalProperties: { type: 'string' } },
    B,
    C,
    'a long a goes',
  ],
  [
    'a member that a pattern described otherwise',
    { type: 'object', patternProperties: { '^x-': { type: 'string' } } },
    {
      type: 'object',
      properties: { 'x-a': { type: 'string', maxLength: 3 } },
      patternProperties: { '^x-': { type: 'string' } },
    },
    B,
    C,
    'a long x-a goes',
  ],
  [
    'a member added where others are not evaluated',
    { type: 'object', unevaluatedProperties: false },
    { type: 'object', properties: { a: { type: 'string' } }, unevaluatedProperties: false },
    C,
    B,
    'it comes where nothing else was to come',
  ],
  [
    'a member of an unlikely name narrowed',
    JSON.parse('{"type":"object","properties":{"__proto__":{"type":"number"},"constructor":{"type":"number"}}}'),
    JSON.parse('{"type":"object","properties":{"__proto__":{"type":"number"},"constructor":{"type":"integer"}}}'),
    B,
    C,
    'fractions go',
  ],
  ['description', { type: 'string', description: 'x' }, { type: 'string', description: 'y' }, C, C, 'words'],
  ['title and examples', { type: 'string' }, { type: 'string', title: 't', examples: ['e'] }, C, C, 'words'],
  ['deprecated', { type: 'string' }, { type: 'string', deprecated: true }, C, C, 'a note'],
  ['extension', { type: 'string' }, { type: 'string', 'x-order': 1 }, C, C, 'an extension'],
  [
    'order of members',
    { type: 'object', properties: { a: {}, b: {} } },
    { type: 'object', properties: { b: {}, a: {} } },
    C,
    C,
    'order means nothing',
  ],
  ['order of enum and required', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }, C, C, 'order means nothing'],
  ['1 written as 1.0', { type: 'number', maximum: 1 }, { type: 'number', maximum: 1.0 }, C, C, 'the same number'],
  [
    'additionalProperties true stated',
    { type: 'object' },
    { type: 'object', additionalProperties: true },
    C,
    C,
    'it was so without',
  ],
  ['minLength 0 stated', { type: 'string' }, { type: 'string', minLength: 0 }, C, C, 'it was so without'],
  [
    'uniqueItems false stated',
    { type: 'array', items: {} },
    { type: 'array', items: {}, uniqueItems: false },
    C,
    C,
    'it was so without',
  ],
  [
    'type object stated',
    { properties: { a: { type: 'string' } } },
    { type: 'object', properties: { a: { type: 'string' } } },
    W,
    ['warning', 'compatible'],
    'it was meant, but other types were not refused',
  ],
  [
    'enum replaced by its type and range',
    { enum: [1, 2] },
    { type: 'integer', minimum: 1, maximum: 2 },
    C,
    C,
    'the same two values',
  ],
  [
    'maximum below a maximum of its enum',
    { enum: [1, 2] },
    { enum: [1, 2], maximum: 5 },
    C,
    C,
    'the enum is narrower already',
  ],
  [
    'integers by type and by enum',
    { type: 'integer', enum: [1, 2] },
    { enum: [1, 2] },
    C,
    C,
    'the enum holds integers only',
  ],
  [
    'exclusive bound for integers',
    { type: 'integer', minimum: 1 },
    { type: 'integer', exclusiveMinimum: 0 },
    C,
    C,
    'the same integers',
  ],
  [
    'maxLength of a number',
    { type: 'integer', maxLength: 5 },
    { type: 'integer', maxLength: 3 },
    C,
    C,
    'lengths are not about numbers',
  ],
  [
    'allOf written as one',
    { allOf: [{ type: 'string' }, { maxLength: 3 }] },
    { type: 'string', maxLength: 3 },
    C,
    C,
    'the same texts',
  ],
  ['anyOf of one', { anyOf: [{ type: 'string' }] }, { type: 'string' }, C, C, 'the same texts'],
  [
    'types as anyOf',
    { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    { type: ['string', 'integer'] },
    C,
    C,
    'the same values',
  ],
  [
    'bounds that only together lose values',
    { type: 'integer', minimum: 5 },
    { type: 'integer', exclusiveMinimum: 5 },
    B,
    C,
    '5 goes although one bound was dropped',
  ],
];

const schemaCases: Case[] = pairs.flatMap(([name, before, after, request, response, why]) => [
  {
    name: `request: ${name}`,
    base: openApi({ request: inRequest(before) }),
    head: openApi({ request: inRequest(after) }),
    accept: request,
    why,
  },
  {
    name: `response: ${name}`,
    base: openApi({ response: inRequest(before) }),
    head: openApi({ response: inRequest(after) }),
    accept: response,
    why,
  },
]);

const header = (name: string, required: boolean, schema: Schema = { type: 'string' }) => ({
  name,
  in: 'header',
  required,
  schema,
});
const query = (name: string, required: boolean, schema: Schema = { type: 'string' }) => ({
  name,
  in: 'query',
  required,
  schema,
});
const withParameters = (...more: object[]) =>
  openApi({ operation: { parameters: [pathParameter('project_id'), pathParameter('instance_id'), ...more] } });
const withResponses = (responses: Schema) => openApi({ operation: { responses } });
const withBody = (requestBody: Schema | undefined) => openApi({ operation: { requestBody } });
const ok = { description: 'ok', ...json(list(device)) };
const bad = { description: 'bad', ...json(ERROR) };
const scheme = (
  security: object[],
  schemes: object = {
    token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' },
    aksk: { type: 'http', scheme: 'sdk' },
    oauth: {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: 'https://x.example/t', scopes: { read: 'r', write: 'w' } } },
    },
  },
) => openApi({ operation: { security }, document: { components: { securitySchemes: schemes } } });

const structureCases: Case[] = [
  { name: 'nothing changes', base: openApi(), head: openApi(), accept: C, why: 'the same document' },
  {
    name: 'the operation is gone',
    base: openApi(),
    head: openApi({ path: '/v2/other/{project_id}/{instance_id}' }),
    accept: B,
    why: 'every consumer meets 404',
  },
  { name: 'the method changes', base: openApi(), head: openApi({ method: 'put' }), accept: B, why: 'POST is gone' },
  {
    name: 'the version of the path changes',
    base: openApi(),
    head: openApi({ path: PATH.replace('v2', 'v3') }),
    accept: B,
    why: 'the old path is gone',
  },
  {
    name: 'path variables renamed',
    base: openApi(),
    head: openApi({
      path: '/v2/{project}/link/instances/{instance}/devices/force-offline',
      operation: { parameters: [pathParameter('project'), pathParameter('instance')] },
    }),
    accept: C,
    why: 'variables are known by position',
  },
  {
    name: 'another operation is added',
    base: openApi(),
    head: openApi({
      pathItem: {
        options: {
          parameters: [pathParameter('project_id'), pathParameter('instance_id')],
          responses: { '204': { description: 'x' } },
        },
      },
    }),
    accept: C,
    why: 'it is about something else',
  },
  {
    name: 'server path added',
    base: openApi(),
    head: openApi({ document: { servers: [{ url: 'https://x.example/api' }] } }),
    accept: B,
    why: 'the whole path is another',
  },
  {
    name: 'server host changed',
    base: openApi({ document: { servers: [{ url: 'https://a.example' }] } }),
    head: openApi({ document: { servers: [{ url: 'https://b.example/' }] } }),
    accept: C,
    why: 'hosts differ by deployment',
  },
  {
    name: 'server path moved into the path',
    base: openApi(),
    head: openApi({ path: PATH.replace('/v2', ''), document: { servers: [{ url: 'https://x.example/v2' }] } }),
    accept: C,
    why: 'the whole path is the same',
  },
  {
    name: 'required header added',
    base: withParameters(),
    head: withParameters(header('X-A', true)),
    accept: B,
    why: 'nobody sends it',
  },
  {
    name: 'optional header added',
    base: withParameters(),
    head: withParameters(header('X-A', false)),
    accept: C,
    why: 'it may be left out',
  },
  {
    name: 'header removed',
    base: withParameters(header('X-A', false)),
    head: withParameters(),
    accept: W,
    why: 'what it did is not promised',
  },
  {
    name: 'header made required',
    base: withParameters(header('X-A', false)),
    head: withParameters(header('X-A', true)),
    accept: B,
    why: 'who left it out is refused',
  },
  {
    name: 'header made optional',
    base: withParameters(header('X-A', true)),
    head: withParameters(header('X-A', false)),
    accept: C,
    why: 'who sends it goes on',
  },
  {
    name: 'header spelled otherwise',
    base: withParameters(header('X-Auth-Token', true)),
    head: withParameters(header('x-auth-token', true)),
    accept: C,
    why: 'names of headers know no case',
  },
  {
    name: 'query parameter spelled otherwise',
    base: withParameters(query('Limit', true)),
    head: withParameters(query('limit', true)),
    accept: B,
    why: 'names of query parameters know case',
  },
  {
    name: 'list parameter written otherwise',
    base: withParameters({ ...query('ids', false, { type: 'array', items: { type: 'string' } }), explode: true }),
    head: withParameters({ ...query('ids', false, { type: 'array', items: { type: 'string' } }), explode: false }),
    accept: B,
    why: 'ids=1&ids=2 is not ids=1,2',
  },
  {
    name: 'style of a single value stated',
    base: withParameters(query('q', false)),
    head: withParameters({ ...query('q', false), style: 'form', explode: true }),
    accept: C,
    why: 'it was so without',
  },
  {
    name: 'query parameter narrowed',
    base: withParameters(query('limit', false, { type: 'integer' })),
    head: withParameters(query('limit', false, { type: 'integer', maximum: 10 })),
    accept: B,
    why: '11 goes',
  },
  {
    name: 'header narrowed',
    base: withParameters(header('X-A', false)),
    head: withParameters(header('X-A', false, { type: 'string', maxLength: 5 })),
    accept: B,
    why: 'long values go',
  },
  {
    name: 'path parameter narrowed',
    base: openApi(),
    head: openApi({
      operation: {
        parameters: [
          { ...pathParameter('project_id'), schema: { type: 'string', maxLength: 32 } },
          pathParameter('instance_id'),
        ],
      },
    }),
    accept: B,
    why: 'long ids go',
  },
  {
    name: 'path parameter widened',
    base: openApi({
      operation: {
        parameters: [
          { ...pathParameter('project_id'), schema: { type: 'string', maxLength: 32 } },
          pathParameter('instance_id'),
        ],
      },
    }),
    head: openApi(),
    accept: C,
    why: 'nothing goes',
  },
  {
    name: 'parameter moved to the path item',
    base: withParameters(header('X-A', true)),
    head: openApi({ pathItem: { parameters: [header('X-A', true)] } }),
    accept: C,
    why: 'it holds for the operation as before',
  },
  {
    name: 'Content-Type as a parameter',
    base: openApi(),
    head: withParameters(header('Content-Type', true)),
    accept: C,
    why: 'OpenAPI passes over it',
  },
  {
    name: 'body made required',
    base: withBody({ required: false, ...json(REQUEST) }),
    head: withBody({ required: true, ...json(REQUEST) }),
    accept: B,
    why: 'who sent none is refused',
  },
  {
    name: 'body made optional',
    base: withBody({ required: true, ...json(REQUEST) }),
    head: withBody({ required: false, ...json(REQUEST) }),
    accept: C,
    why: 'who sends one goes on',
  },
  {
    name: 'required body added',
    base: withBody(undefined),
    head: withBody({ required: true, ...json(REQUEST) }),
    accept: B,
    why: 'nobody sends one',
  },
  {
    name: 'optional body added',
    base: withBody(undefined),
    head: withBody({ required: false, ...json(REQUEST) }),
    accept: C,
    why: 'it may be left out',
  },
  {
    name: 'required body removed',
    base: withBody({ required: true, ...json(REQUEST) }),
    head: withBody(undefined),
    accept: B,
    why: 'what is sent has no meaning',
  },
  {
    name: 'media type with a charset',
    base: openApi(),
    head: withBody({ required: true, content: { 'application/json;charset=UTF-8': { schema: REQUEST } } }),
    accept: C,
    why: 'the essence is the same',
  },
  {
    name: 'request media type exchanged',
    base: openApi(),
    head: withBody({ required: true, content: { 'application/xml': { schema: REQUEST } } }),
    accept: B,
    why: 'JSON is not taken any more',
  },
  {
    name: 'request media type added',
    base: openApi(),
    head: withBody({
      required: true,
      content: { 'application/json': { schema: REQUEST }, 'application/xml': { schema: REQUEST } },
    }),
    accept: C,
    why: 'JSON is taken as before',
  },
  {
    name: 'response media type added',
    base: openApi(),
    head: withResponses({
      '200': { description: 'ok', content: { ...ok.content, 'text/csv': { schema: { type: 'string' } } } },
      '400': bad,
    }),
    accept: W,
    why: 'readers that ask for no type may meet it',
  },
  {
    name: 'response media type exchanged',
    base: openApi(),
    head: withResponses({
      '200': { description: 'ok', content: { 'application/xml': { schema: list(device) } } },
      '400': bad,
    }),
    accept: B,
    why: 'JSON does not come any more',
  },
  {
    name: '200 becomes 202',
    base: openApi(),
    head: withResponses({ '202': ok, '400': bad }),
    accept: B,
    why: '200 does not come any more',
  },
  {
    name: '202 may come too',
    base: openApi(),
    head: withResponses({ '200': ok, '202': ok, '400': bad }),
    accept: W,
    why: 'consumers that wait for 200 may not know it',
  },
  {
    name: '404 added',
    base: openApi(),
    head: withResponses({ '200': ok, '400': bad, '404': bad }),
    accept: C,
    why: 'failures are expected anyway',
  },
  { name: '400 removed', base: openApi(), head: withResponses({ '200': ok }), accept: C, why: 'one failure less' },
  {
    name: 'default added',
    base: openApi(),
    head: withResponses({ '200': ok, '400': bad, default: bad }),
    accept: C,
    why: 'failures are expected anyway',
  },
  {
    name: '400 widened to 4XX',
    base: openApi(),
    head: withResponses({ '200': ok, '4XX': bad }),
    accept: C,
    why: '400 is among them',
  },
  {
    name: 'error body changed',
    base: openApi(),
    head: openApi({ error: { ...ERROR, required: ['error_code'] } }),
    accept: B,
    why: 'error_msg and request_id may be missing',
  },
  {
    name: 'response body removed',
    base: openApi(),
    head: withResponses({ '200': { description: 'ok' }, '400': bad }),
    accept: B,
    why: 'nothing comes any more',
  },
  {
    name: 'response header required added',
    base: openApi(),
    head: withResponses({
      '200': { ...ok, headers: { 'X-Request-Id': { required: true, schema: { type: 'string' } } } },
      '400': bad,
    }),
    accept: C,
    why: 'more comes',
  },
  {
    name: 'required response header removed',
    base: withResponses({
      '200': { ...ok, headers: { 'X-Request-Id': { required: true, schema: { type: 'string' } } } },
      '400': bad,
    }),
    head: openApi(),
    accept: B,
    why: 'readers rely on it',
  },
  {
    name: 'optional response header removed',
    base: withResponses({ '200': { ...ok, headers: { 'X-Request-Id': { schema: { type: 'string' } } } }, '400': bad }),
    head: openApi(),
    accept: W,
    why: 'readers may use it',
  },
  {
    name: 'response header made optional',
    base: withResponses({
      '200': { ...ok, headers: { 'X-A': { required: true, schema: { type: 'string' } } } },
      '400': bad,
    }),
    head: withResponses({ '200': { ...ok, headers: { 'x-a': { schema: { type: 'string' } } } }, '400': bad }),
    accept: B,
    why: 'it may be missing now',
  },
  {
    name: 'response header widened',
    base: withResponses({ '200': { ...ok, headers: { 'X-A': { schema: { type: 'integer' } } } }, '400': bad }),
    head: withResponses({ '200': { ...ok, headers: { 'X-A': { schema: { type: 'number' } } } }, '400': bad }),
    accept: B,
    why: 'fractions may come',
  },
  {
    name: 'credential required',
    base: scheme([]),
    head: scheme([{ token: [] }]),
    accept: B,
    why: 'who sends none is refused',
  },
  {
    name: 'no credential required any more',
    base: scheme([{ token: [] }]),
    head: scheme([{}]),
    accept: C,
    why: 'who sends one goes on',
  },
  {
    name: 'another way in',
    base: scheme([{ token: [] }]),
    head: scheme([{ token: [] }, { aksk: [] }]),
    accept: C,
    why: 'the old one holds',
  },
  {
    name: 'a way in is gone',
    base: scheme([{ token: [] }, { aksk: [] }]),
    head: scheme([{ token: [] }]),
    accept: B,
    why: 'who used the other is refused',
  },
  {
    name: 'two credentials at once',
    base: scheme([{ token: [] }]),
    head: scheme([{ token: [], aksk: [] }]),
    accept: B,
    why: 'one is not enough any more',
  },
  {
    name: 'scope added',
    base: scheme([{ oauth: ['read'] }]),
    head: scheme([{ oauth: ['read', 'write'] }]),
    accept: B,
    why: 'a token for reading is not enough any more',
  },
  {
    name: 'scheme renamed',
    base: scheme([{ token: [] }]),
    head: scheme([{ key: [] }], { key: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } }),
    accept: C,
    why: 'it asks for the same',
  },
  {
    name: 'scheme asks for another header',
    base: scheme([{ token: [] }]),
    head: scheme([{ token: [] }], { token: { type: 'apiKey', in: 'header', name: 'X-Other' } }),
    accept: B,
    why: 'the old header is not looked at',
  },
  {
    name: 'readOnly member of a request narrowed',
    base: openApi({ request: inRequest({ type: 'object', properties: { a: { type: 'string', readOnly: true } } }) }),
    head: openApi({
      request: inRequest({
        type: 'object',
        properties: { a: { type: 'string', readOnly: true, maxLength: 1 } },
        required: ['a'],
      }),
    }),
    accept: C,
    why: 'it is never sent',
  },
  {
    name: 'writeOnly member of a response widened',
    base: openApi({ response: inRequest({ type: 'object', properties: { a: { type: 'integer', writeOnly: true } } }) }),
    head: openApi({ response: inRequest({ type: 'object', properties: { a: { type: 'number', writeOnly: true } } }) }),
    accept: C,
    why: 'it never comes',
  },
  {
    name: 'a shared schema narrowed where it is sent',
    base: shared({ type: 'string' }, 'request'),
    head: shared({ type: 'string', maxLength: 3 }, 'request'),
    accept: B,
    why: 'judged where it is used: it is sent',
  },
  {
    name: 'a shared schema narrowed where it is received',
    base: shared({ type: 'string' }, 'response'),
    head: shared({ type: 'string', maxLength: 3 }, 'response'),
    accept: C,
    why: 'judged where it is used: it is received',
  },
  {
    name: 'schema moved into a component',
    base: openApi({ response: inRequest({ type: 'string' }) }),
    head: shared({ type: 'string' }, 'response'),
    accept: C,
    why: 'the same schema by another way',
  },
  {
    name: 'recursive schema unchanged',
    base: tree({ type: 'integer' }),
    head: tree({ type: 'integer' }),
    accept: C,
    why: 'the same',
  },
  {
    name: 'recursive schema widened',
    base: tree({ type: 'integer' }),
    head: tree({ type: 'number' }),
    accept: B,
    why: 'fractions may come',
  },
  {
    name: '3.0 nullable added to a response',
    base: openApi({ version: '3.0.3', response: inRequest({ type: 'string' }) }),
    head: openApi({ version: '3.0.3', response: inRequest({ type: 'string', nullable: true }) }),
    accept: B,
    why: 'null may come',
  },
  {
    name: '3.0 nullable is 3.1 type null',
    base: openApi({ version: '3.0.3', response: inRequest({ type: 'string', nullable: true }) }),
    head: openApi({ response: inRequest({ type: ['string', 'null'] }) }),
    accept: C,
    why: 'the same values',
  },
  {
    name: '3.0 exclusive bound is that of 3.1',
    base: openApi({ version: '3.0.3', response: inRequest({ type: 'number', minimum: 1, exclusiveMinimum: true }) }),
    head: openApi({ response: inRequest({ type: 'number', exclusiveMinimum: 1 }) }),
    accept: C,
    why: 'the same values',
  },
  {
    name: '3.0 exclusive bound dropped',
    base: openApi({ version: '3.0.3', request: inRequest({ type: 'number', minimum: 1 }) }),
    head: openApi({ version: '3.0.3', request: inRequest({ type: 'number', minimum: 1, exclusiveMinimum: true }) }),
    accept: B,
    why: '1 goes',
  },
  {
    name: '3.0 nullable with a reference',
    base: nullableRef(false),
    head: nullableRef(true),
    accept: B,
    why: 'null may come',
  },
  {
    name: 'Swagger 2.0 and OpenAPI 3.0 say the same',
    base: swagger({}),
    head: openApi({ version: '3.0.3' }),
    accept: C,
    why: 'the same operation',
  },
  {
    name: 'Swagger 2.0 definition narrowed',
    base: swagger({}),
    head: swagger({ maxItems: 5 }),
    accept: B,
    why: 'six ids go',
  },
  {
    name: 'Swagger 2.0 basePath "/"',
    base: swagger({}),
    head: { ...swagger({}), basePath: '/' },
    accept: C,
    why: 'the same path',
  },
  {
    name: 'Swagger 2.0 basePath',
    base: swagger({}),
    head: { ...swagger({}), basePath: '/api' },
    accept: B,
    why: 'another path',
  },
  {
    name: 'a chain of references',
    base: chained({ type: 'string' }),
    head: chained({ type: 'string', minLength: 2 }),
    accept: C,
    why: 'what is received narrows',
  },
];

function shared(schema: Schema, role: 'request' | 'response'): object {
  const ref = inRequest({ $ref: '#/components/schemas/Value' });
  return openApi({
    ...(role === 'request' ? { request: ref } : { response: ref }),
    document: { components: { schemas: { Value: schema } } },
  });
}

function tree(value: Schema): object {
  const Node = {
    type: 'object',
    properties: { value, children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
    required: ['value'],
  };
  return openApi({ response: { $ref: '#/components/schemas/Node' }, document: { components: { schemas: { Node } } } });
}

function nullableRef(nullable: boolean): object {
  return openApi({
    version: '3.0.3',
    response: inRequest({ nullable, allOf: [{ $ref: '#/components/schemas/Value' }] }),
    document: { components: { schemas: { Value: { type: 'object', properties: { a: { type: 'string' } } } } } },
  });
}

function chained(value: Schema): object {
  return openApi({
    response: inRequest({ $ref: '#/components/schemas/A' }),
    document: { components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: value } } },
  });
}

function swagger(bounds: Schema): object {
  const parameter = (name: string) => ({ name, in: 'path', required: true, type: 'string' });
  const of = (name: string) => ({ $ref: `#/definitions/${name}` });
  return {
    swagger: '2.0',
    info: { title: 'ROMA', version: '1' },
    consumes: ['application/json;charset=UTF-8'],
    produces: ['application/json'],
    paths: {
      [PATH]: {
        post: {
          parameters: [
            parameter('project_id'),
            parameter('instance_id'),
            { name: 'body', in: 'body', required: true, schema: of('Request') },
          ],
          responses: {
            '200': { description: 'ok', schema: of('Result') },
            '400': { description: 'bad', schema: of('Error') },
          },
        },
      },
    },
    definitions: {
      Request: { ...REQUEST, properties: { device_ids: { type: 'array', items: { type: 'integer' }, ...bounds } } },
      Result: list(device),
      Error: ERROR,
    },
  };
}

export const cases: readonly Case[] = [...schemaCases, ...structureCases];
