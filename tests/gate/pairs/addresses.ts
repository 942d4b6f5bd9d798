/** Parameters, servers, paths, callbacks and webhooks. */
import {
  answer,
  B,
  BW,
  C,
  CW,
  content,
  document,
  get,
  mirrored,
  object,
  type Pair,
  pair,
  parameter,
  post,
  text,
  whole,
} from './parts.ts';

const q = (schema: object, more: object = {}) => get({ parameters: [parameter('query', 'q', schema, more)] });
const h = (schema: object, more: object = {}) => get({ parameters: [parameter('header', 'X-H', schema, more)] });
const p = (schema: object, more: object = {}) =>
  document({
    '/x/{p}': {
      get: { responses: answer, parameters: [{ ...parameter('path', 'p', schema), required: true, ...more }] },
    },
  });
const asContent = (schema: object, type = 'application/json', more: object = {}) =>
  get({ parameters: [{ in: 'query', name: 'q', ...content(schema, type), ...more }] });
const list = (items: object = text, more: object = {}) => ({ type: 'array', items, ...more });
const served = (servers: object[], more: object = {}) => get({}, { servers, ...more });
const at = (path: string, parameters: object[] = [], more: object = {}) =>
  document(
    { [path]: { get: { responses: answer, parameters: parameters.map((one) => ({ required: true, ...one })) } } },
    more,
  );
const inPath = (name: string, schema: object = text) => parameter('path', name, schema);
const called = (callbacks: object) => post({ callbacks });
const hook = (operation: object) => ({ post: { responses: answer, ...operation } });
const bodyOf = (schema: object) => ({ requestBody: { required: true, ...content(schema) } });
const hooked = (webhooks: object) => document({}, { webhooks });

export const addresses: readonly Pair[] = [
  ...mirrored('a list in a query: explode', q(list()), q(list(), { explode: false }), B, B),
  pair('explode of a plain text', q(text), q(text, { explode: false }), C),
  pair('the usual style written out', q(list()), q(list(), { style: 'form', explode: true }), C),
  pair(
    'a list in a query becomes pipes',
    q(list(), { explode: false }),
    q(list(), { style: 'pipeDelimited', explode: false }),
    B,
  ),
  pair('a list in a header: explode says nothing (simple)', h(list()), h(list(), { explode: true }), C),
  pair('an object in a header: explode', h(object({ a: text })), h(object({ a: text }), { explode: true }), B),
  pair('a path becomes a matrix', p(text), p(text, { style: 'matrix' }), B),
  pair('a path becomes a label', p(whole), p(whole, { style: 'label' }), B),
  pair('a list in a path: explode says nothing (simple)', p(list()), p(list(), { explode: true }), C),
  pair('one value becomes a list (form)', q(text), q(list()), CW),
  pair('a list becomes one value (form)', q(list()), q(text), BW),
  ...mirrored('allowReserved', q(text), q(text, { allowReserved: true }), C, BW),
  ...mirrored('allowEmptyValue of an integer', q(whole), q(whole, { allowEmptyValue: true }), C, BW),
  pair(
    'allowEmptyValue of an enum without the empty text',
    q({ enum: ['a'] }, { allowEmptyValue: true }),
    q({ enum: ['a'] }),
    BW,
  ),
  pair(
    'JSON in a query gains an optional member',
    asContent(object({ a: text })),
    asContent(object({ a: text, b: text })),
    C,
  ),
  pair('JSON in a query asks for a member', asContent(object({ a: text })), asContent(object({ a: text }, ['a'])), B),
  pair(
    'JSON in a query: an integer becomes a text',
    asContent(object({ a: whole })),
    asContent(object({ a: text })),
    B,
  ),
  pair('a plain text becomes JSON', q(text), asContent(text), BW),
  pair('JSON in a query with a charset', asContent(text), asContent(text, 'application/json; charset=utf-8'), C),
  pair('a query: number becomes integer', q({ type: 'number' }), q(whole), B),
  pair('a query: text becomes boolean', q(text), q({ type: 'boolean' }), B),
  pair('a query: integer or text becomes text', q({ type: ['integer', 'string'] }), q(text), C),
  pair('a query: a list of integers becomes a list of texts', q(list(whole)), q(list(text)), C),
  pair('a query: a list of texts becomes a list of integers', q(list(text)), q(list(whole)), B),
  pair(
    'a query: an enum of texts loses one',
    q({ type: 'string', enum: ['a', 'b'] }),
    q({ type: 'string', enum: ['a'] }),
    B,
  ),
  pair(
    'a query: an integer becomes an enum of digits',
    q({ type: 'integer', minimum: 1, maximum: 3 }),
    q({ type: 'string', enum: ['1', '2', '3'] }),
    C,
  ),
  pair(
    'a query: an integer becomes a text of digits',
    q({ type: 'integer', minimum: 0, maximum: 9 }),
    q({ type: 'string', pattern: '^\\d$' }),
    CW,
  ),
  pair('a query: a text gets a maximum length', q(text), q({ ...text, maxLength: 5 }), B),
  pair('a query: an integer becomes a short text', q(whole), q({ ...text, maxLength: 3 }), B),
  pair('a query: maxItems of a list', q(list()), q(list(text, { maxItems: 2 })), B),
  pair('a header: integer becomes number', h(whole), h({ type: 'number' }), C),
  pair('a path: text becomes uuid', p(text), p({ ...text, format: 'uuid' }), ['warning']),
  pair('a path: integer becomes text', p(whole), p(text), C),
  pair('a path: text becomes integer', p(text), p(whole), B),
  pair(
    'a parameter moves from the operation to the path',
    get({ parameters: [parameter('query', 'q', text)] }),
    document({ '/x': { parameters: [parameter('query', 'q', text)], get: { responses: answer } } }),
    C,
  ),
  pair(
    'the operation overrides the path',
    document({
      '/x': {
        parameters: [parameter('query', 'q', text)],
        get: { responses: answer, parameters: [parameter('query', 'q', whole)] },
      },
    }),
    get({ parameters: [parameter('query', 'q', whole)] }),
    C,
  ),
  pair(
    'a parameter by reference',
    get({ parameters: [parameter('query', 'q', text)] }),
    get(
      { parameters: [{ $ref: '#/components/parameters/Q' }] },
      { components: { parameters: { Q: parameter('query', 'q', text) } } },
    ),
    C,
  ),
  pair(
    'a query parameter in other letters',
    get({ parameters: [parameter('query', 'q', text)] }),
    get({ parameters: [parameter('query', 'Q', text)] }),
    ['warning'],
  ),
  pair('a header in other letters', h(text), get({ parameters: [parameter('header', 'x-h', text)] }), C),
  pair(
    'a parameter moves from the query to a header',
    get({ parameters: [parameter('query', 'q', text)] }),
    get({ parameters: [parameter('header', 'q', text)] }),
    BW,
  ),
  pair(
    'a header Accept is none',
    get({ parameters: [parameter('header', 'Accept', text, { required: true })] }),
    get({}),
    C,
  ),
  pair(
    'Authorization as a header is none',
    get({}),
    get({ parameters: [parameter('header', 'Authorization', text, { required: true })] }),
    C,
  ),
  pair('a default is new', q(whole), q({ ...whole, default: 5 }), CW),
  pair('a default changes', q({ ...whole, default: 5 }), q({ ...whole, default: 6 }), ['warning']),
  pair('an example of a parameter', q(text, { example: 'a' }), q(text, { examples: { a: { value: 'b' } } }), C),
  pair(
    'a cookie becomes optional',
    get({ parameters: [parameter('cookie', 'c', text, { required: true })] }),
    get({ parameters: [parameter('cookie', 'c', text)] }),
    C,
  ),
  pair(
    'a required parameter gets a default',
    get({ parameters: [] }),
    get({ parameters: [parameter('query', 'q', { ...text, default: 'a' }, { required: true })] }),
    BW,
  ),

  pair('another host', served([{ url: 'https://a.example/v1' }]), served([{ url: 'https://b.example/v1' }]), C),
  pair('http becomes https', served([{ url: 'http://a.example/v1' }]), served([{ url: 'https://a.example/v1' }]), CW),
  pair(
    'a slash at the end of a server',
    served([{ url: 'https://a.example/v1' }]),
    served([{ url: 'https://a.example/v1/' }]),
    C,
  ),
  pair('a server becomes relative', served([{ url: 'https://a.example/v1' }]), served([{ url: '/v1' }]), C),
  pair('no server becomes the root', served([]), served([{ url: '/' }]), C),
  pair('v1 becomes v2', served([{ url: 'https://a.example/v1' }]), served([{ url: 'https://a.example/v2' }]), B),
  pair(
    'a server of the operation',
    get({}, { servers: [{ url: '/v1' }] }),
    get({ servers: [{ url: '/v2' }] }, { servers: [{ url: '/v1' }] }),
    B,
  ),
  pair(
    'a server of the path says the same',
    get({}, { servers: [{ url: '/v1' }] }),
    document({ '/x': { servers: [{ url: '/v1' }], get: { responses: answer } } }),
    C,
  ),
  pair(
    'a variable gets another value',
    served([{ url: '/{v}', variables: { v: { default: 'v1', enum: ['v1'] } } }]),
    served([{ url: '/{v}', variables: { v: { default: 'v1', enum: ['v1', 'v2'] } } }]),
    C,
  ),
  pair(
    'a variable is written out',
    served([{ url: '/{v}', variables: { v: { default: 'v1', enum: ['v1', 'v2'] } } }]),
    served([{ url: '/v1' }, { url: '/v2' }]),
    C,
  ),
  pair(
    'a variable in other words',
    served([{ url: '/{v}', variables: { v: { default: 'v1' } } }]),
    served([{ url: '/{version}', variables: { version: { default: 'v1', description: 'x' } } }]),
    C,
  ),
  pair(
    'a variable of the port',
    served([{ url: 'https://a.example:{port}/v1', variables: { port: { default: '443' } } }]),
    served([{ url: 'https://a.example/v1' }]),
    C,
  ),
  pair(
    'a path moves from the path into the server',
    at('/v1/x', [], { servers: [{ url: '/' }] }),
    at('/x', [], { servers: [{ url: '/v1' }] }),
    C,
  ),
  pair('a variable of a path is renamed', at('/x/{a}', [inPath('a')]), at('/x/{b}', [inPath('b')]), C),
  pair(
    'two variables of a path are swapped',
    at('/x/{a}/{b}', [inPath('a', whole), inPath('b')]),
    at('/x/{b}/{a}', [inPath('b'), inPath('a', whole)]),
    B,
  ),
  pair('a renamed variable takes less', at('/x/{a}', [inPath('a')]), at('/x/{b}', [inPath('b', whole)]), B),
  pair('a path with a suffix', at('/x/{a}.json', [inPath('a')]), at('/x/{b}.json', [inPath('b')]), C),
  pair('a path gets a suffix', at('/x/{a}', [inPath('a')]), at('/x/{a}.json', [inPath('a')]), B),
  pair(
    'a fixed path beside a template',
    at('/x/{a}', [inPath('a')]),
    document({
      '/x/{a}': { get: { responses: answer, parameters: [{ required: true, ...inPath('a') }] } },
      '/x/me': { get: { responses: answer } },
    }),
    C,
  ),
  pair('a slash at the end of a path', at('/x'), at('/x/'), CW),
  pair('a path in other letters', at('/x'), at('/X'), B),
  pair('another method', get({}), post({}), B),
  pair(
    'put becomes patch',
    document({ '/x': { put: { responses: answer } } }),
    document({ '/x': { patch: { responses: answer } } }),
    B,
  ),

  pair(
    'a callback sends one member more',
    called({ done: { '{$request.body#/url}': hook(bodyOf(object({ a: text }))) } }),
    called({ done: { '{$request.body#/url}': hook(bodyOf(object({ a: text, b: text }))) } }),
    C,
  ),
  pair(
    'a callback leaves out a member',
    called({ done: { '{$request.body#/url}': hook(bodyOf(object({ a: text }, ['a']))) } }),
    called({ done: { '{$request.body#/url}': hook(bodyOf(object({ a: text }))) } }),
    B,
  ),
  pair(
    'a callback asks for a member always',
    called({ done: { '{$request.body#/url}': hook(bodyOf(object({ a: text }))) } }),
    called({ done: { '{$request.body#/url}': hook(bodyOf(object({ a: text }, ['a']))) } }),
    C,
  ),
  pair('a callback is new', called({}), called({ done: { '{$request.body#/url}': hook({}) } }), CW),
  pair(
    'the answer to a callback must hold more',
    called({
      done: { '{$url}': hook({ responses: { '200': { description: 'x', ...content(object({ a: text })) } } }) },
    }),
    called({
      done: { '{$url}': hook({ responses: { '200': { description: 'x', ...content(object({ a: text }, ['a'])) } } }) },
    }),
    B,
  ),
  pair(
    'the answer to a callback may hold less',
    called({
      done: { '{$url}': hook({ responses: { '200': { description: 'x', ...content(object({ a: text }, ['a'])) } } }) },
    }),
    called({
      done: { '{$url}': hook({ responses: { '200': { description: 'x', ...content(object({ a: text })) } } }) },
    }),
    C,
  ),
  pair(
    'a webhook widens what it sends',
    hooked({ a: hook(bodyOf(object({ a: { enum: ['x'] } }))) }),
    hooked({ a: hook(bodyOf(object({ a: { enum: ['x', 'y'] } }))) }),
    B,
  ),
  pair(
    'a webhook narrows what it sends',
    hooked({ a: hook(bodyOf(object({ a: { enum: ['x', 'y'] } }))) }),
    hooked({ a: hook(bodyOf(object({ a: { enum: ['x'] } }))) }),
    C,
  ),
  pair('a webhook is new', hooked({ a: hook({}) }), hooked({ a: hook({}), b: hook({}) }), CW),
  pair('a webhook is renamed', hooked({ a: hook({}) }), hooked({ b: hook({}) }), BW),
  pair(
    'a webhook by reference',
    hooked({ a: hook(bodyOf(text)) }),
    document(
      {},
      { webhooks: { a: { $ref: '#/components/pathItems/A' } }, components: { pathItems: { A: hook(bodyOf(text)) } } },
    ),
    C,
  ),
  pair(
    'a webhook that has a header always loses it',
    hooked({ a: hook({ parameters: [parameter('header', 'X-S', text, { required: true })] }) }),
    hooked({ a: hook({}) }),
    B,
  ),
  pair(
    'a webhook that has a new header',
    hooked({ a: hook({}) }),
    hooked({ a: hook({ parameters: [parameter('header', 'X-S', text, { required: true })] }) }),
    C,
  ),
  pair(
    'a document of components alone',
    document({}, { components: { schemas: { A: text } } }),
    document({}, { components: { schemas: { A: whole } } }),
    C,
  ),
];
