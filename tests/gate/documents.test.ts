/** Operations of one kind, each against its neighbours and the first: what the gate says of every pair. UPDATE=1 writes it. */
import { afterAll, expect, test } from '@jest/globals';
import type { Change } from '../../src/gate/change.ts';
import { pairUp } from '../../src/gate/compare/apis.ts';
import { drawn } from '../tier.ts';
import { apiFrom, changesOf } from './changes.ts';
import {
  content,
  document,
  get,
  list,
  object,
  ok,
  parameter,
  post,
  received,
  sent,
  text,
  whole,
} from './pairs/parts.ts';
import { openPinned, toldLine } from './pinned.ts';

const answers = (...statuses: string[]) =>
  get({ responses: Object.fromEntries(statuses.map((status) => [status, { description: status }])) });
const parameters = (...all: object[]) => get({ parameters: all });
const at = (path: string, ...all: object[]) =>
  document({ [path]: { get: { parameters: all, responses: { '200': { description: 'ok' } } } } });
const inPath = (name: string, schema: object = text) => parameter('path', name, schema, { required: true });
const bodies = (types: Record<string, object>, required = true) =>
  post({
    requestBody: {
      required,
      content: Object.fromEntries(Object.entries(types).map(([type, schema]) => [type, { schema }])),
    },
  });
const given = (types: Record<string, object>) =>
  get({
    responses: {
      '200': {
        description: 'ok',
        content: Object.fromEntries(Object.entries(types).map(([type, schema]) => [type, { schema }])),
      },
    },
  });
const headers = (all: object) => get({ responses: { '200': { description: 'ok', headers: all } } });
const formOf = (schema: object, encoding: object) =>
  post({ requestBody: { content: { 'multipart/form-data': { schema, encoding } } } });
const receivedForm = (encoding: object) =>
  get({
    responses: {
      '200': { description: 'ok', content: { 'multipart/form-data': { schema: object({ a: text }), encoding } } },
    },
  });
const schemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  other: { type: 'apiKey', in: 'query', name: 'key' },
  basic: { type: 'http', scheme: 'basic' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://a.example/t', scopes: { r: 'r', w: 'w' } } },
  },
};
const secured = (security: object[], all: object = schemes) =>
  get({ security }, { components: { securitySchemes: all } });
const calling = (callbacks: object) => post({ callbacks });
const called = (schema: object) => ({
  post: { requestBody: content(schema), responses: { '200': { description: 'ok' } } },
});
const answering = (...statuses: string[]) => ({
  post: { responses: Object.fromEntries(statuses.map((status) => [status, { description: status }])) },
});
const served = (...urls: string[]) => get({}, { servers: urls.map((url) => ({ url })) });
const ten = Array.from({ length: 12 }, (_, i) => `{p${i}}`).join('/');
const tagged = (name: string, mapping?: object) => ({
  ...object({ kind: text, [name]: text }, ['kind']),
  ...(mapping && { discriminator: { propertyName: 'kind', mapping } }),
});
const animals = (names: readonly string[], discriminator: object) =>
  get(
    {
      responses: ok({ oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })), discriminator }),
    },
    { components: { schemas: { Cat: tagged('purrs'), Dog: tagged('barks'), Hen: tagged('clucks') } } },
  );

const families: Record<string, readonly object[]> = {
  statuses: [
    answers('200'),
    answers('200', '404'),
    answers('200', '4XX'),
    answers('200', '404', '409', '500'),
    answers('200', 'default'),
    answers('default'),
    answers('2XX', 'default'),
    answers('200', '201', '302'),
    answers('201'),
    answers('404'),
    answers('201', 'default'),
  ],
  'parameters of a query': [
    parameters(),
    parameters(parameter('query', 'a', text)),
    parameters(parameter('query', 'a', text, { required: true })),
    parameters(parameter('query', 'a', whole)),
    parameters(parameter('query', 'a', list(text))),
    parameters(parameter('query', 'a', list(text, { minItems: 2 }))),
    parameters(parameter('query', 'a', list(text), { explode: false })),
    parameters(parameter('query', 'a', list(text), { style: 'pipeDelimited' })),
    parameters(parameter('query', 'a', object({ b: text }), { style: 'deepObject' })),
    parameters(parameter('query', 'a', object({ b: text }))),
    parameters({ in: 'query', name: 'a', ...content(object({ b: text })) }),
    parameters(parameter('query', 'b', text), parameter('query', 'a', text)),
  ],
  'flags of a parameter': [
    parameters(parameter('query', 'a', text)),
    parameters(parameter('query', 'a', text, { deprecated: true })),
    parameters(parameter('query', 'a', text, { allowReserved: true })),
    parameters(parameter('query', 'a', text, { allowEmptyValue: true })),
    parameters(parameter('query', 'a', whole)),
    parameters(parameter('query', 'a', whole, { allowEmptyValue: true })),
    parameters(parameter('query', 'a', { ...whole, default: 1 })),
    parameters(parameter('query', 'a', { ...whole, default: 2 }, { required: true })),
    parameters(parameter('query', 'a', { ...whole, default: 3 }, { required: true })),
    parameters(parameter('query', 'a', { enum: ['x', ''] })),
    parameters(parameter('query', 'a', { ...text, nullable: true, enum: ['x', 'y'] })),
  ],
  'headers and cookies': [
    parameters(),
    parameters(parameter('header', 'X-A', text)),
    parameters(parameter('header', 'x-a', text, { required: true })),
    parameters(parameter('header', 'X-A', list(text))),
    parameters(parameter('cookie', 'a', text)),
    parameters(parameter('cookie', 'A', text)),
    parameters(parameter('cookie', 'A', text, { required: true })),
  ],
  'variables of a path': [
    at('/x/{a}', inPath('a')),
    at('/x/{b}', inPath('b')),
    at('/x/{b}', inPath('b', whole)),
    at('/x/{a}'),
    at('/x/{a}/', inPath('a')),
    at('/x/{a}', parameter('path', 'a', text, { required: true, style: 'matrix' })),
    at('/x/{a}', parameter('path', 'a', text, { required: true, style: 'label' })),
    at('/x/{a}', parameter('path', 'z', text, { required: true })),
    at('/x/{a}', parameter('path', 'z', text, { required: true }), parameter('path', 'y', whole, { required: true })),
    at('/x', parameter('path', 'z', text, { required: true })),
  ],
  'more than nine variables': [
    at(`/x/${ten}`, ...Array.from({ length: 12 }, (_, i) => inPath(`p${i}`))),
    at(`/x/${ten}`, ...Array.from({ length: 11 }, (_, i) => inPath(`p${i}`))),
    at(`/x/${ten}`, ...Array.from({ length: 11 }, (_, i) => inPath(`p${i}`)), inPath('p11', whole)),
  ],
  'bodies that are sent': [
    post({}),
    sent(text),
    post({ requestBody: content(text) }),
    bodies({ 'application/json': text, 'text/plain': text }),
    bodies({ 'application/json': whole }),
    bodies({ 'application/json;v=1': text }),
    bodies({ 'application/json': text }),
    bodies({ 'application/json;v=1': text }),
    bodies({ '*/*': text }),
    bodies({ '*/*': text, 'application/json;v=1': text }),
    bodies({ 'application/*': text, 'text/plain': text }),
    bodies({ 'application/json': text }),
    bodies({ 'application/jsonx': text }),
    bodies({ 'application/json;v=1': text }),
    bodies({ 'application/json;v=2': text, 'application/json': text }),
    bodies({ 'application/xml': object({ a: text }) }),
    bodies({ 'application/octet-stream': { ...text, format: 'binary' } }),
    bodies({}, false),
  ],
  'bodies that are received': [
    answers('200'),
    given({ 'application/json': text }),
    given({ 'application/json': text, 'text/plain': text }),
    given({ 'application/*': text }),
    given({ '*/*': text }),
    given({ 'application/json;v=1': text }),
    given({ 'application/json': text }),
    given({ 'application/json;v=1': text }),
    given({ 'application/json;v=1': text, 'application/json;v=2': text }),
    given({ 'application/problem+json': text, 'application/json': whole }),
    given({ 'application/xml': object({ a: text }) }),
    given({ 'application/xml': object({ a: whole }) }),
  ],
  'headers of answers': [
    headers({}),
    headers({ 'X-A': { schema: text } }),
    headers({ 'x-a': { schema: text, required: true } }),
    headers({ 'X-A': { schema: whole, required: true } }),
    headers({ 'X-A': { schema: list(text), explode: true } }),
    headers({ 'X-A': { schema: object({ a: text }), explode: true } }),
    headers({ 'X-A': { schema: object({ a: text }) } }),
    headers({ 'X-A': content(object({ a: text })) }),
  ],
  'fields of a form': [
    formOf(object({ a: text }), {}),
    formOf(object({ a: text }), { a: { contentType: 'text/plain' } }),
    formOf(object({ a: text }), { a: { contentType: 'text/plain, image/png' } }),
    formOf(object({ a: text }), { a: { contentType: 'image/*' } }),
    formOf(object({ a: list(text) }), { a: { style: 'spaceDelimited' } }),
    formOf(object({ a: list(text) }), {}),
    formOf(object({ a: object({ b: text }) }), { a: { style: 'deepObject' } }),
    formOf(object({ a: object({ b: text }) }), { a: { contentType: 'application/json' } }),
    formOf(object({ a: { ...text, format: 'binary' } }), { a: { headers: { 'X-B': { schema: text } } } }),
    formOf(object({ a: { ...text, format: 'binary' } }), {
      a: { headers: { 'X-B': { schema: text, required: true } } },
    }),
    formOf(object({ b: text }), { a: { contentType: 'text/plain' }, b: { contentType: 'text/csv' } }),
  ],
  'fields of a form that is received': [
    receivedForm({ a: { contentType: 'text/plain' } }),
    receivedForm({ a: { contentType: 'text/plain, text/csv' } }),
    receivedForm({ a: { contentType: 'text/*' } }),
    receivedForm({ a: { contentType: 'Image/PNG' } }),
    receivedForm({}),
  ],
  'what is answered to callbacks': [
    calling({ done: { '{$request.body#/url}': answering('200') } }),
    calling({ done: { '{$request.body#/url}': answering('200', '404') } }),
    calling({ done: { '{$request.body#/url}': answering('201') } }),
    calling({ done: { '{$request.body#/url}': answering('2XX', 'default') } }),
  ],
  credentials: [
    secured([]),
    secured([{}]),
    secured([{ key: [] }]),
    secured([{ key: [] }, {}]),
    secured([{ key: [], basic: [] }]),
    secured([{ key: [] }, { basic: [] }]),
    secured([{ other: [] }]),
    secured([{ oauth: ['r'] }]),
    secured([{ oauth: ['r', 'w'] }]),
    secured([{ oauth: ['r'] }], {
      ...schemes,
      oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://b.example/t', scopes: { r: 'r' } } } },
    }),
    secured([{ open: [] }], { open: { type: 'openIdConnect', openIdConnectUrl: 'https://a.example/o' } }),
    secured([{ open: [] }], { open: { type: 'openIdConnect', openIdConnectUrl: 'https://b.example/o' } }),
  ],
  'notes of an operation': [
    get({}),
    get({ deprecated: true }),
    get({ summary: 'x', operationId: 'y' }),
    get({}, { webhooks: { gone: called(text) } }),
    get({}, { webhooks: { gone: called(whole), more: called(text) } }),
  ],
  callbacks: [
    calling({}),
    calling({ done: { '{$request.body#/url}': called(object({ a: text })) } }),
    calling({ ready: { '{$request.body#/url}': called(object({ a: text })) } }),
    calling({ done: { '{$request.body#/url}': called(object({ a: text, b: text }, ['b'])) } }),
    calling({ done: { '{$request.body#/url}': called(object({ a: whole })) } }),
    calling({ done: { '{$request.body#/other}': called(object({ a: text })) } }),
  ],
  addresses: [
    served('https://a.example'),
    served('https://a.example/v1'),
    served('https://a.example/v1', 'https://a.example/v2'),
    served('https://b.example/v1'),
    served('/'),
  ],
  operations: [
    document({ '/a': { get: {} } }),
    document({ '/a': { get: {}, post: {} } }),
    document({ '/a/': { get: {} }, '/b': { get: {} } }),
    document({ '/a/{x}': { get: {} }, '/a/{x}/b': { get: {} } }),
    document({ '/a/{y}': { get: {} }, '/a/{z}': { get: {} } }),
    document({}),
  ],
  'alternatives by a discriminator': [
    animals(['Cat', 'Dog'], { propertyName: 'kind' }),
    animals(['Dog', 'Cat'], { propertyName: 'kind' }),
    animals(['Cat', 'Dog', 'Hen'], { propertyName: 'kind' }),
    animals(['Cat', 'Dog'], { propertyName: 'kind', mapping: { c: '#/components/schemas/Cat', d: 'Dog' } }),
    animals(['Cat', 'Dog'], { propertyName: 'kind', mapping: { c: '#/components/schemas/Dog', d: 'Cat' } }),
    animals(['Cat', 'Dog'], { propertyName: 'kind', mapping: { cat: 'Cat', d: 'Dog' } }),
    animals(['Cat', 'Dog'], { propertyName: 'sort' }),
    animals(['Cat', 'Hen'], { propertyName: 'kind' }),
  ],
};

families['what is referred to'] = (() => {
  const to = (schema: object, all: object) => received(schema, { components: { schemas: all } });
  const ref = { $ref: '#/components/schemas/A' };
  const contains = { type: 'array', contains: ref };
  const nested = object({ next: ref });
  return [
    to(contains, { A: text }),
    to(contains, { A: { ...text, description: 'other words' } }),
    to(contains, { A: whole }),
    to({ type: 'array', contains: { $ref: '#/components/schemas/B' } }, { B: whole }),
    to(contains, { A: nested }),
    to(contains, { A: object({ next: ref, more: text }) }),
    to(ref, { A: nested }),
    to(ref, { A: object({ next: ref, value: text }) }),
    to(ref, { A: object({ next: ref, value: whole }) }),
    to(list(ref), { A: object({ list: list(ref), value: whole }) }),
    to(list(ref), { A: object({ list: list(ref), value: text }) }),
    to(list(list(ref)), { A: object({ value: text }, ['value']) }),
    to(list(list(ref)), { A: object({ value: { ...text, maxLength: 3 } }, ['value']) }),
  ];
})();

test.each<[string, object, string | undefined, string | null]>([
  ['all of none', document({}), 'all', null],
  ['one of none', document({}), 'GET /x', 'a document: it describes no operation'],
  [
    'what is compared without a name',
    document({ '/x': { get: {} } }),
    undefined,
    'a document: add --operation all to compare all its operations, or --operation "GET /x" for one',
  ],
  [
    'another one',
    document({ '/x': { get: {} }, '/y': { get: {}, put: {} } }),
    'POST /x',
    'a document: the operation POST /x is not in it; there are GET /x, GET /y, PUT /y; name one with --operation, or all',
  ],
  [
    'one of many',
    document(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((i) => [`/x${i}`, { get: {} }]))),
    'GET /x',
    'there are GET /x1, GET /x2, GET /x3, GET /x4, GET /x5 and 2 more; name one',
  ],
  ['another path', document({ '/x': { get: {} } }), 'get  /X', 'the operation get  /X is not in it; there are GET /x'],
  ['in other letters', document({ '/x': { get: {} } }), ' get  /x', null],
  ['with other names of variables', document({ '/x/{a}': { get: {} } }), 'GET /x/{b}', null],
  ['nothing', document({ '/x': { get: {} } }), 'GET', 'the operation GET is not in it'],
])('which operation is compared: %s', async (_, base, asked, expected) => {
  const { problem } = pairUp(await apiFrom(base), await apiFrom(base), asked);
  if (expected === null) expect(problem).toBeNull();
  else expect(problem).toContain(expected);
});

const pinned = openPinned('documents.jsonl');
afterAll(pinned.save);
const lineOf = (change: Change) => `${toldLine(change)} | ${change.reason}`;

test.each(drawn(Object.entries(families), 4))('%s', async (name, documents) => {
  const lines: string[] = [];
  for (const [i, base] of documents.entries())
    for (const [j, head] of documents.entries()) {
      if (i !== 0 && j !== 0 && Math.abs(i - j) > 1) continue;
      const changes = await changesOf(base, head, 'all').catch((error: unknown) => String(error));
      if (i === j) expect(changes).toEqual(typeof changes === 'string' ? changes : []);
      else if (typeof changes === 'string') lines.push(`${i} > ${j} ${changes}`);
      else lines.push(...changes.map((change) => `${i} > ${j} ${lineOf(change)}`));
    }
  pinned.compare(name, lines);
});
