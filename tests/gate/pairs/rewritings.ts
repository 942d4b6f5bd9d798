/**
 * The same said in other words, and edits that look like that and are not. Each value was decided before the gate was asked.
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
  object,
  type Pair,
  pair,
  parameter,
  post,
  received,
  ref,
  schemas,
  sent,
  text,
  V30,
  whole,
} from './parts.ts';

const A = object({ a: text, b: whole }, ['a']);
const nothing = { type: 'null' };
const number = { type: 'number' };
/** A tree that holds itself where its schema stands. */
const tree = { $id: 'https://e.example/tree', type: 'object', properties: { v: whole, next: { $ref: '#' } } };

/** Both ways, in both directions: nothing may be breaking. */
const same = (name: string, one: object, other: object, more: object = {}): Pair[] => [
  ...schemas(name, one, other, C, C, more),
  ...schemas(`${name}, taken back`, other, one, C, C, more),
];

const words: readonly Pair[] = [
  ...same('allOf of one', { allOf: [A] }, A),
  ...same('anyOf of one', { anyOf: [A] }, A),
  ...same(
    'allOf within allOf',
    { allOf: [{ allOf: [A, { minProperties: 1 }] }] },
    { allOf: [A, { minProperties: 1 }] },
  ),
  ...same('values in another order', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }),
  ...same(
    'required in another order',
    object({ a: text, b: text }, ['a', 'b']),
    object({ b: text, a: text }, ['b', 'a']),
  ),
  ...same(
    'alternatives that are constants, each with its title',
    {
      oneOf: [
        { const: 'a', title: 'A' },
        { const: 'b', title: 'B' },
      ],
    },
    { enum: ['a', 'b'] },
  ),
  ...same('text or null', { anyOf: [text, nothing] }, { type: ['string', 'null'] }),
  ...same('a reference with a description in allOf', { allOf: [ref('A')], description: 'what it is' }, ref('A'), {
    ...V30,
    ...components({ A }),
  }),
  ...same('not not', { type: 'string', not: { not: { minLength: 2 } } }, { type: 'string', minLength: 2 }),
  ...same('a bound that says nothing', text, { type: 'string', minLength: 0 }),
  ...same(
    'above 0 is 1 and more, of integers',
    { type: 'integer', minimum: 1 },
    { type: 'integer', exclusiveMinimum: 0 },
  ),
  ...same(
    'further members of any kind',
    object({ a: text }, [], { additionalProperties: {} }),
    object({ a: text }, [], { additionalProperties: true }),
  ),
  ...same('entries of any kind', list({}), { type: 'array' }),
  ...same('true and false is boolean', { enum: [true, false] }, { type: 'boolean' }),
  ...same('1 and 2 is 1 to 2', { enum: [1, 2] }, { type: 'integer', minimum: 1, maximum: 2 }),
  ...same('the constant null', { const: null }, nothing),
  ...same('an integer is a multiple of 1', whole, { type: 'integer', multipleOf: 1 }),
  ...same(
    'a bound with a fraction of 0',
    { type: 'string', maxLength: 10 },
    { type: 'string', maxLength: JSON.parse('10.0') },
  ),
  ...same('a member moves into a component', object({ a: A }), object({ a: ref('A') }), components({ A })),
  ...same('members are parted over allOf', object({ a: text, b: whole }, ['a', 'b']), {
    allOf: [object({ a: text }, ['a']), object({ b: whole }, ['b'])],
  }),
  ...same('a number or an integer is a number', { anyOf: [number, whole] }, number),
  ...same(
    'a condition that is always met',
    { type: 'string', if: {}, then: { maxLength: 3 } },
    { type: 'string', maxLength: 3 },
  ),
  ...same(
    'a list of types and alternatives of types',
    { type: ['string', 'integer'], maxLength: 3 },
    { anyOf: [{ type: 'string', maxLength: 3 }, whole] },
  ),
];

const likeness: readonly Pair[] = [
  pair(
    'oneOf gains what lies within another: integers match both (sent)',
    sent({ oneOf: [text, number] }),
    sent({ oneOf: [text, number, whole] }),
    B,
  ),
  ...schemas(
    'no further members',
    object({ a: text }),
    object({ a: text }, [], { additionalProperties: false }),
    B,
    CW,
  ),
  ...schemas('at least one entry', list(text), list(text, { minItems: 1 }), B, C),
  ...schemas('an integer becomes a number', object({ n: whole }), object({ n: number }), C, B),
  ...schemas('values are no longer listed', { type: 'string', enum: ['a'] }, text, C, BW),
  ...schemas('another constant', { const: 'a' }, { const: 'b' }, B, B),
  ...schemas(
    'a member must not be there',
    object({ a: text }),
    object({ a: text }, [], { not: { required: ['a'] } }),
    B,
    C,
  ),
  ...schemas(
    'what else holds is new',
    { type: ['string', 'integer'], if: text, then: {} },
    { type: ['string', 'integer'], if: text, else: { minimum: 3 } },
    B,
    C,
  ),
  ...schemas('names are short', { type: 'object' }, { type: 'object', propertyNames: { maxLength: 3 } }, B, C),
  ...schemas(
    'a map of texts becomes one of integers',
    { type: 'object', additionalProperties: text },
    { type: 'object', additionalProperties: whole },
    B,
    B,
  ),
  ...schemas('of two types one is left', { type: ['string', 'integer'] }, whole, B, C),
  ...schemas(
    'with a comes b',
    object({ a: text, b: text }, [], { dependentRequired: { a: ['b'] } }),
    object({ a: text, b: text }),
    C,
    B,
  ),
  ...schemas(
    'a part asks for one more',
    { allOf: [ref('A')] },
    { allOf: [ref('A'), { required: ['b'] }] },
    B,
    C,
    components({ A }),
  ),
  ...schemas('an e-mail is just a text', { type: 'string', format: 'email' }, text, CW, BW),
  ...schemas(
    'a member of an entry may be missing',
    list({ allOf: [A] }),
    list({ allOf: [object({ a: text, b: whole })] }),
    C,
    B,
  ),
  ...schemas('of a tree the leaf is a number', tree, { ...tree, properties: { ...tree.properties, v: number } }, C, B),
  pair(
    'a header parameter called Accept is none',
    get({}),
    get({ parameters: [parameter('header', 'Accept', text, { required: true })] }),
    C,
  ),
  pair(
    'a header parameter is asked for',
    get({ parameters: [parameter('header', 'X-A', text)] }),
    get({ parameters: [parameter('header', 'X-A', text, { required: true })] }),
    B,
  ),
  pair(
    'a member within deepObject is asked for',
    get({ parameters: [parameter('query', 'f', object({ a: text }), { style: 'deepObject' })] }),
    get({ parameters: [parameter('query', 'f', object({ a: text }, ['a']), { style: 'deepObject' })] }),
    B,
  ),
  pair(
    'a cookie becomes a header',
    get({ parameters: [parameter('cookie', 's', text, { required: true })] }),
    get({ parameters: [parameter('header', 's', text, { required: true })] }),
    B,
  ),
  pair(
    'XML is not given any more',
    answers({
      '200': { description: 'ok', content: { 'application/json': { schema: A }, 'application/xml': { schema: A } } },
    }),
    answers({ '200': { description: 'ok', ...content(A) } }),
    BW,
  ),
  pair(
    'of two types of a body the second takes less',
    post({ requestBody: { content: { 'application/json': { schema: A }, 'text/plain': { schema: text } } } }),
    post({
      requestBody: {
        content: { 'application/json': { schema: A }, 'text/plain': { schema: { type: 'string', maxLength: 2 } } },
      },
    }),
    B,
  ),
  pair(
    'a field of a form is asked for',
    post({ requestBody: content(object({ a: text }), 'application/x-www-form-urlencoded') }),
    post({ requestBody: content(object({ a: text }, ['a']), 'application/x-www-form-urlencoded') }),
    B,
  ),
  pair('a body that may be left out is new', post({}), post({ requestBody: content(A) }), C),
  pair('a body that has to be there is new', post({}), post({ requestBody: { required: true, ...content(A) } }), B),
  pair(
    'what comes otherwise (default) is narrower',
    answers({ default: { description: 'x', ...content(object({ a: text })) } }),
    answers({ default: { description: 'x', ...content(A) } }),
    C,
  ),
  pair(
    'another path is new',
    document({ '/x': { get: { responses: { '200': { description: 'ok' } } } } }),
    document({
      '/x': { get: { responses: { '200': { description: 'ok' } } } },
      '/y': { get: { responses: { '200': { description: 'ok' } } } },
    }),
    C,
  ),
  pair(
    'a type of an image is not taken any more (multipart)',
    post({
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: object({ f: { type: 'string', format: 'binary' } }),
            encoding: { f: { contentType: 'image/png, image/jpeg' } },
          },
        },
      },
    }),
    post({
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: object({ f: { type: 'string', format: 'binary' } }),
            encoding: { f: { contentType: 'image/png' } },
          },
        },
      },
    }),
    BW,
  ),
  pair(
    'a member is deprecated (received)',
    received(object({ a: text })),
    received(object({ a: { type: 'string', deprecated: true } })),
    CW,
  ),
];

export const rewritings = { 'rewritings, words': words, 'rewritings, likeness': likeness };
