/**
 * Edits as teams make them in whole documents: of a version of OpenAPI, of components, of parameters that a path shares, of
 * what stands below other things. Each value was decided before the gate was asked.
 */
import {
  answers,
  B,
  BW,
  C,
  CW,
  components,
  content,
  document,
  get,
  list,
  mirrored,
  object,
  ok,
  type Pair,
  pair,
  parameter,
  post,
  received,
  ref,
  sent,
  text,
  V30,
  W,
  whole,
} from './parts.ts';

const person = object({ name: text, age: whole }, ['name']);
const id = parameter('path', 'id', text, { required: true });

/** Swagger 2.0 with one operation. */
const swagger = (operation: object, more: object = {}) => ({
  swagger: '2.0',
  info: { title: 'T', version: '1' },
  paths: { '/x': { post: { responses: { 200: { description: 'ok' } }, ...operation } } },
  ...more,
});
/** The same in OpenAPI 3.0. */
const three = (operation: object, more: object = {}) => post(operation, { ...V30, ...more });

const migrations: readonly Pair[] = [
  ...mirrored(
    'nullable becomes a list of types (sent)',
    sent({ type: 'string', nullable: true }, V30),
    sent({ type: ['string', 'null'] }),
    C,
    C,
  ),
  pair(
    'nullable becomes a list of types and null is forgotten (sent)',
    sent({ type: 'string', nullable: true }, V30),
    sent(text),
    BW,
  ),
  ...mirrored(
    'exclusiveMinimum: a boolean becomes a number (sent)',
    sent({ type: 'integer', minimum: 0, exclusiveMinimum: true }, V30),
    sent({ type: 'integer', exclusiveMinimum: 0 }),
    C,
    C,
  ),
  pair(
    'exclusiveMinimum: the boolean is lost on the way (received)',
    received({ type: 'integer', minimum: 0, exclusiveMinimum: true }, V30),
    received({ type: 'integer', minimum: 0 }),
    B,
  ),
  pair(
    'an example becomes examples',
    received({ type: 'string', example: 'a' }, V30),
    received({ type: 'string', examples: ['a'] }),
    C,
  ),
  pair(
    'what stands beside a $ref counted for nothing before 3.1 (sent)',
    sent({ ...ref('A'), maxLength: 1 }, { ...V30, ...components({ A: text }) }),
    sent(ref('A'), { ...V30, ...components({ A: text }) }),
    C,
  ),
  pair(
    'what stands beside a $ref counts from 3.1 on (sent)',
    sent({ ...ref('A'), maxLength: 1 }, { ...V30, ...components({ A: text }) }),
    sent({ ...ref('A'), maxLength: 1 }, components({ A: text })),
    B,
  ),
  pair(
    'Swagger 2.0 is written as 3.0: body and answer',
    swagger({
      consumes: ['application/json'],
      produces: ['application/json'],
      parameters: [{ in: 'body', name: 'b', required: true, schema: person }],
      responses: { 200: { description: 'ok', schema: person } },
    }),
    three({ requestBody: { required: true, ...content(person) }, responses: ok(person) }),
    C,
  ),
  pair(
    'Swagger 2.0 is written as 3.0: the base path becomes a server',
    swagger({}, { host: 'h.example.com', basePath: '/v1', schemes: ['https'] }),
    three({}, { servers: [{ url: 'https://h.example.com/v1' }] }),
    C,
  ),
  pair(
    'Swagger 2.0 is written as 3.0: the base path is forgotten',
    swagger({}, { host: 'h.example.com', basePath: '/v1', schemes: ['https'] }),
    three({}, { servers: [{ url: 'https://h.example.com' }] }),
    BW,
  ),
  pair(
    'Swagger 2.0 is written as 3.0: a list by csv',
    swagger({ parameters: [{ in: 'query', name: 'q', type: 'array', items: text, collectionFormat: 'csv' }] }),
    three({ parameters: [parameter('query', 'q', list(text), { explode: false })] }),
    C,
  ),
  pair(
    'Swagger 2.0 is written as 3.0: a list by csv becomes the default of 3.0',
    swagger({ parameters: [{ in: 'query', name: 'q', type: 'array', items: text, collectionFormat: 'csv' }] }),
    three({ parameters: [parameter('query', 'q', list(text))] }),
    BW,
  ),
  pair(
    'Swagger 2.0 is written as 3.0: a file in a form',
    swagger({
      consumes: ['multipart/form-data'],
      parameters: [{ in: 'formData', name: 'f', type: 'file', required: true }],
    }),
    three({
      requestBody: {
        content: { 'multipart/form-data': { schema: object({ f: { type: 'string', format: 'binary' } }, ['f']) } },
      },
    }),
    C,
  ),
  pair(
    'Swagger 2.0: consumes moves from the document to the operation',
    swagger({ parameters: [{ in: 'body', name: 'b', schema: person }] }, { consumes: ['application/json'] }),
    swagger({ consumes: ['application/json'], parameters: [{ in: 'body', name: 'b', schema: person }] }),
    C,
  ),
  pair(
    'Swagger 2.0: the operation answers with XML in place of the JSON of the document',
    swagger({ responses: { 200: { description: 'ok', schema: person } } }, { produces: ['application/json'] }),
    swagger(
      { produces: ['application/xml'], responses: { 200: { description: 'ok', schema: person } } },
      { produces: ['application/json'] },
    ),
    BW,
  ),
];

const item = (operation: object, more: object, rest: object = {}) =>
  document({ '/x/{id}': { ...more, get: { responses: { '200': { description: 'ok' } }, ...operation } } }, rest);

const shared: readonly Pair[] = [
  pair(
    'a parameter moves from the operation to its path',
    item({ parameters: [id, parameter('query', 'q', text)] }, {}),
    item({}, { parameters: [id, parameter('query', 'q', text)] }),
    C,
  ),
  pair(
    'the operation takes less than its path says',
    item({}, { parameters: [id, parameter('query', 'q', text)] }),
    item({ parameters: [parameter('query', 'q', whole)] }, { parameters: [id, parameter('query', 'q', text)] }),
    B,
  ),
  pair(
    'a parameter of the path that every operation has replaced',
    item({ parameters: [parameter('query', 'q', text)] }, { parameters: [id, parameter('query', 'q', text)] }),
    item({ parameters: [parameter('query', 'q', text)] }, { parameters: [id, parameter('query', 'q', whole)] }),
    C,
  ),
  pair(
    'of the same name in a header and in the query, one is asked for',
    item({ parameters: [parameter('query', 'q', text), parameter('header', 'q', text)] }, { parameters: [id] }),
    item(
      { parameters: [parameter('query', 'q', text), parameter('header', 'q', text, { required: true })] },
      { parameters: [id] },
    ),
    B,
  ),
  pair(
    'an answer becomes a component',
    answers(ok(person)),
    answers({ '200': { $ref: '#/components/responses/Ok' } }, { components: { responses: { Ok: ok(person)['200'] } } }),
    C,
  ),
  pair(
    'a body in a component asks for a member',
    post(
      { requestBody: { $ref: '#/components/requestBodies/B' } },
      { components: { requestBodies: { B: content(person) } } },
    ),
    post(
      { requestBody: { $ref: '#/components/requestBodies/B' } },
      { components: { requestBodies: { B: content(object({ name: text, age: whole }, ['name', 'age'])) } } },
    ),
    B,
  ),
  pair(
    'a component that nobody uses goes',
    received(text, components({ A: person })),
    received(text, components({})),
    C,
  ),
  pair(
    'a component is sent and received: a member is asked for',
    post({ requestBody: content(ref('P')), responses: ok(ref('P')) }, components({ P: person })),
    post(
      { requestBody: content(ref('P')), responses: ok(ref('P')) },
      components({ P: object({ name: text, age: whole }, ['name', 'age']) }),
    ),
    B,
  ),
  pair(
    'a component is sent and received: a member is not asked for any more',
    post({ requestBody: content(ref('P')), responses: ok(ref('P')) }, components({ P: person })),
    post(
      { requestBody: content(ref('P')), responses: ok(ref('P')) },
      components({ P: object({ name: text, age: whole }) }),
    ),
    B,
  ),
  pair(
    'a path with a name beside one with a variable: the first goes, the second takes it in',
    document({
      '/x/{id}': { get: { parameters: [id], responses: ok(text) } },
      '/x/me': { get: { responses: ok(text) } },
    }),
    document({ '/x/{id}': { get: { parameters: [id], responses: ok(text) } } }),
    BW,
  ),
  pair(
    'an operation under HEAD goes',
    document({ '/x': { get: { responses: ok(text) }, head: { responses: { '200': { description: 'ok' } } } } }),
    document({ '/x': { get: { responses: ok(text) } } }),
    B,
  ),
  pair('the operation gets another operationId', get({ operationId: 'getX' }), get({ operationId: 'readX' }), CW),
  pair(
    'tags, summary and description change',
    get({ tags: ['a'], summary: 'a' }),
    get({ tags: ['b'], description: 'b' }),
    C,
  ),
  pair('external documentation is new', get({}), get({ externalDocs: { url: 'https://example.com' } }), C),
];

const deep = (schema: object) =>
  object({ page: list(object({ of: { type: 'object', additionalProperties: schema } })) });

const below: readonly Pair[] = [
  pair(
    'in a map in a list: a member is asked for (sent)',
    sent(deep(object({ a: text }))),
    sent(deep(object({ a: text }, ['a']))),
    B,
  ),
  pair(
    'in a map in a list: a member may be missing (received)',
    received(deep(object({ a: text }, ['a']))),
    received(deep(object({ a: text }))),
    B,
  ),
  pair(
    'in a map in a list: a member is new (received)',
    received(deep(object({ a: text }))),
    received(deep(object({ a: text, b: text }))),
    C,
  ),
  pair(
    'in a map in a list: a member that may be missing goes (received)',
    received(deep(object({ a: text, b: text }, ['a']))),
    received(deep(object({ a: text }, ['a']))),
    W,
  ),
  ...mirrored(
    'the keys of a map get a pattern (sent)',
    sent({ type: 'object', additionalProperties: text }),
    sent({ type: 'object', additionalProperties: text, propertyNames: { pattern: '^[a-z]+$' } }),
    B,
    C,
  ),
  ...mirrored(
    'a pattern of names becomes a name (received)',
    received({ type: 'object', patternProperties: { '^a$': text } }),
    received(object({ a: text })),
    CW,
    C,
  ),
  pair(
    'a tuple gets a third place (sent)',
    sent({ type: 'array', prefixItems: [text, whole], items: false }),
    sent({ type: 'array', prefixItems: [text, whole, text], items: false }),
    C,
  ),
  pair(
    'a tuple gets a third place (received)',
    received({ type: 'array', prefixItems: [text, whole], items: false }),
    received({ type: 'array', prefixItems: [text, whole, text], items: false }),
    BW,
  ),
  pair(
    'the first place of a tuple takes less (sent)',
    sent({ type: 'array', prefixItems: [text] }),
    sent({ type: 'array', prefixItems: [{ enum: ['a'] }] }),
    B,
  ),
  ...mirrored(
    'a list has to hold one that is 1 (sent)',
    sent(list(whole)),
    sent(list(whole, { contains: { const: 1 } })),
    B,
    C,
  ),
  ...mirrored(
    'two at least have to be 1 (sent)',
    sent(list(whole, { contains: { const: 1 } })),
    sent(list(whole, { contains: { const: 1 }, minContains: 2 })),
    B,
    C,
  ),
  ...mirrored(
    'no two of a list may be the same (received)',
    received(list(whole)),
    received(list(whole, { uniqueItems: true })),
    C,
    B,
  ),
  ...mirrored(
    'with a, b has to be a text (sent)',
    sent(object({ a: text })),
    sent(object({ a: text }, [], { dependentSchemas: { a: { properties: { b: text } } } })),
    B,
    C,
  ),
  ...mirrored(
    'multiples of 4 in place of those of 2 (sent)',
    sent({ type: 'integer', multipleOf: 2 }),
    sent({ type: 'integer', multipleOf: 4 }),
    B,
    C,
  ),
  pair(
    'multiples of 0.1 in place of those of 0.01 (received)',
    received({ type: 'number', multipleOf: 0.01 }),
    received({ type: 'number', multipleOf: 0.1 }),
    C,
  ),
  pair(
    'a date becomes a date with a time (received)',
    received({ type: 'string', format: 'date' }),
    received({ type: 'string', format: 'date-time' }),
    BW,
  ),
  pair(
    'int32 becomes int64 (received)',
    received({ type: 'integer', format: 'int32' }),
    received({ type: 'integer', format: 'int64' }),
    BW,
  ),
  pair(
    'int64 becomes int32 (sent)',
    sent({ type: 'integer', format: 'int64' }),
    sent({ type: 'integer', format: 'int32' }),
    BW,
  ),
  pair('anything becomes nothing (sent)', sent(object({ a: {} })), sent(object({ a: false as unknown as object })), B),
  pair('oneOf becomes anyOf (sent)', sent({ oneOf: [text, whole] }), sent({ anyOf: [text, whole] }), C),
  pair(
    'oneOf whose branches overlap becomes anyOf (received)',
    received({ oneOf: [{ type: 'number' }, whole] }),
    received({ anyOf: [{ type: 'number' }, whole] }),
    BW,
  ),
  pair('a list of one may be the one (sent)', sent(list(text)), sent({ oneOf: [list(text), text] }), C),
  pair(
    'a member that only answers have is asked for (sent)',
    sent(object({ a: { type: 'string', readOnly: true } })),
    sent(object({ a: { type: 'string', readOnly: true } }, ['a'])),
    C,
  ),
  pair(
    'a member that only requests have goes (received)',
    received(object({ a: { type: 'string', writeOnly: true }, b: text })),
    received(object({ b: text })),
    C,
  ),
  pair(
    'a member is only in answers now (sent)',
    sent(object({ a: text })),
    sent(object({ a: { type: 'string', readOnly: true } })),
    BW,
  ),
];

const around: readonly Pair[] = [
  pair(
    'the body has to be there',
    post({ requestBody: content(person) }),
    post({ requestBody: { required: true, ...content(person) } }),
    B,
  ),
  pair(
    'a header of an answer may be missing',
    answers({ '200': { description: 'ok', headers: { 'X-Total': { required: true, schema: whole } } } }),
    answers({ '200': { description: 'ok', headers: { 'X-Total': { schema: whole } } } }),
    BW,
  ),
  pair(
    'a header of an answer is a text now',
    answers({ '200': { description: 'ok', headers: { 'X-Total': { schema: whole } } } }),
    answers({ '200': { description: 'ok', headers: { 'X-Total': { schema: text } } } }),
    B,
  ),
  pair(
    'a 404 goes from an answer that had 200 and 404',
    answers({ ...ok(text), '404': { description: 'none', ...content(person) } }),
    answers(ok(text)),
    CW,
  ),
  pair('a 409 is new', answers(ok(text)), answers({ ...ok(text), '409': { description: 'taken' } }), CW),
  pair(
    'a link of an answer goes',
    answers({ '200': { description: 'ok', links: { next: { operationId: 'x' } } } }),
    answers({ '200': { description: 'ok' } }),
    CW,
  ),
  pair(
    'what a webhook sends asks for a member: it is received',
    document(
      {},
      {
        webhooks: {
          done: {
            post: {
              requestBody: { required: true, ...content(object({ a: text })) },
              responses: { '200': { description: 'ok' } },
            },
          },
        },
      },
    ),
    document(
      {},
      {
        webhooks: {
          done: {
            post: {
              requestBody: { required: true, ...content(object({ a: text }, ['a'])) },
              responses: { '200': { description: 'ok' } },
            },
          },
        },
      },
    ),
    C,
  ),
  pair(
    'what a webhook sends may lack a member',
    document(
      {},
      {
        webhooks: {
          done: {
            post: {
              requestBody: { required: true, ...content(object({ a: text }, ['a'])) },
              responses: { '200': { description: 'ok' } },
            },
          },
        },
      },
    ),
    document(
      {},
      {
        webhooks: {
          done: {
            post: {
              requestBody: { required: true, ...content(object({ a: text })) },
              responses: { '200': { description: 'ok' } },
            },
          },
        },
      },
    ),
    BW,
  ),
  pair(
    'an anonymous way in goes',
    get(
      { security: [{}, { k: [] }] },
      { components: { securitySchemes: { k: { type: 'apiKey', in: 'header', name: 'K' } } } },
    ),
    get(
      { security: [{ k: [] }] },
      { components: { securitySchemes: { k: { type: 'apiKey', in: 'header', name: 'K' } } } },
    ),
    B,
  ),
  pair(
    'the key moves from a header into a cookie',
    get(
      { security: [{ k: [] }] },
      { components: { securitySchemes: { k: { type: 'apiKey', in: 'header', name: 'K' } } } },
    ),
    get(
      { security: [{ k: [] }] },
      { components: { securitySchemes: { k: { type: 'apiKey', in: 'cookie', name: 'K' } } } },
    ),
    B,
  ),
  pair(
    'the security of the document is written at each operation',
    get(
      {},
      { security: [{ k: [] }], components: { securitySchemes: { k: { type: 'apiKey', in: 'header', name: 'K' } } } },
    ),
    get(
      { security: [{ k: [] }] },
      { components: { securitySchemes: { k: { type: 'apiKey', in: 'header', name: 'K' } } } },
    ),
    C,
  ),
  pair(
    'a server of the operation in place of that of the document',
    get({}, { servers: [{ url: 'https://a.example.com' }] }),
    get({ servers: [{ url: 'https://b.example.com' }] }, { servers: [{ url: 'https://a.example.com' }] }),
    C,
  ),
  pair(
    'an extension of the gateway changes',
    get({ 'x-amazon-apigateway-integration': { uri: 'a' } }),
    get({ 'x-amazon-apigateway-integration': { uri: 'b' } }),
    C,
  ),
  pair(
    'the value of a default of a parameter that may be missing',
    get({ parameters: [parameter('query', 'limit', { type: 'integer', default: 10 })] }),
    get({ parameters: [parameter('query', 'limit', { type: 'integer', default: 100 })] }),
    CW,
  ),
  pair('a parameter in a cookie goes', get({ parameters: [parameter('cookie', 's', text)] }), get({}), BW),
  pair(
    'a parameter that was asked for may be missing',
    get({ parameters: [parameter('query', 'q', text, { required: true })] }),
    get({ parameters: [parameter('query', 'q', text)] }),
    C,
  ),
];

export const wholeDocuments = {
  'documents, versions': migrations,
  'documents, shared': shared,
  'documents, below': below,
  'documents, around': around,
};
