/**
 * Corners that tools often get wrong: closed bodies, styles, references that move with the reader, ranges of statuses, headers,
 * cookies, parts of forms. Each value was decided, with its reason, before the gate was asked.
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
  ok,
  type Pair,
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

const closed = (properties: object, required: string[] = []) =>
  object(properties, required, { additionalProperties: false });
const corner = (name: string, base: object, head: object, accept: Pair['accept'], because: string): Pair => ({
  name,
  base,
  head,
  accept,
  because,
});

const bodies: readonly Pair[] = [
  corner(
    'a closed answer gains an optional member',
    received(closed({ a: text })),
    received(closed({ a: text, b: text })),
    B,
    'a name comes that was shut out',
  ),
  corner(
    'a closed request loses an optional member',
    sent(closed({ a: text, b: text })),
    sent(closed({ a: text })),
    B,
    'b is refused now',
  ),
  corner(
    'a closed answer loses an optional member',
    received(closed({ a: text, b: text })),
    received(closed({ a: text })),
    CW,
    'what comes only narrows; readers of b find it no more',
  ),
  corner('a closed request is opened', sent(closed({ a: text })), sent(object({ a: text })), C, 'more is taken'),
  corner(
    'an answer is opened',
    received(closed({ a: text })),
    received(object({ a: text })),
    BW,
    'names come that were shut out',
  ),
  corner(
    'closed within allOf: a parent gains a member (sent)',
    sent({ allOf: [ref('P'), closed({ a: text, b: text })] }, components({ P: object({ a: text }) })),
    sent({ allOf: [ref('P'), closed({ a: text, b: text })] }, components({ P: object({ a: text, b: whole }) })),
    BW,
    'b has to be a text and an integer, and so cannot be sent',
  ),
  corner(
    'closed within allOf: a parent asks for what the other shuts out (sent)',
    sent({ allOf: [ref('P'), closed({ a: text })] }, components({ P: object({ a: text }) })),
    sent({ allOf: [ref('P'), closed({ a: text })] }, components({ P: object({ a: text, c: text }, ['c']) })),
    B,
    'nothing is taken any more',
  ),
  corner(
    'a map of texts may have any member by name (sent)',
    sent(object({}, [], { additionalProperties: text })),
    sent(object({ n: { type: ['string', 'integer'] } }, [], { additionalProperties: text })),
    C,
    'n takes more than it did',
  ),
  corner(
    'a map of integers gains a named text (received)',
    received(object({}, [], { additionalProperties: whole })),
    received(object({ n: text }, [], { additionalProperties: whole })),
    B,
    'n was an integer',
  ),
  corner(
    'five levels down a closed object gains a member (received)',
    received(
      object({ a: object({ b: list(object({ c: object({ d: closed({ e: text }) }, ['d']) }, ['c'])) }, ['b']) }, ['a']),
    ),
    received(
      object(
        { a: object({ b: list(object({ c: object({ d: closed({ e: text, f: text }) }, ['d']) }, ['c'])) }, ['b']) },
        ['a'],
      ),
    ),
    B,
    'f was shut out',
  ),
  corner(
    'eight levels down a member is asked for (sent)',
    sent(
      [1, 2, 3, 4, 5, 6, 7, 8].reduce<object>(
        (inner, i) => object({ [`l${i}`]: inner }, [`l${i}`]),
        object({ z: text }),
      ),
    ),
    sent(
      [1, 2, 3, 4, 5, 6, 7, 8].reduce<object>(
        (inner, i) => object({ [`l${i}`]: inner }, [`l${i}`]),
        object({ z: text }, ['z']),
      ),
    ),
    B,
    'bodies without z are refused',
  ),
  corner(
    'required names a member that nothing describes (sent)',
    sent(object({ a: text })),
    sent(object({ a: text }, ['b'])),
    B,
    'bodies without b are refused',
  ),
  corner(
    'required names a member that nothing describes any more (sent)',
    sent(object({ a: text, b: text }, ['b'])),
    sent(object({ a: text }, ['b'])),
    BW,
    'b may be anything and has to be there; its meaning is gone',
  ),
  corner(
    'required: [] is written out',
    sent(object({ a: text })),
    sent({ type: 'object', properties: { a: text }, required: [] }),
    C,
    'nothing is required in either',
  ),
  corner(
    'an empty schema becomes true',
    received(object({ a: {} })),
    received(object({ a: true })),
    C,
    'both take everything',
  ),
  corner(
    'a member that cannot be is left out (sent)',
    sent(object({ a: text, b: false })),
    sent(object({ a: text })),
    C,
    'b may be sent now',
  ),
  corner(
    'minProperties 1 beside a required member (received)',
    received(object({ a: text }, ['a'])),
    received(object({ a: text }, ['a'], { minProperties: 1 })),
    C,
    'one is there anyway',
  ),
  corner(
    'maxProperties of a closed object of two (sent)',
    sent(closed({ a: text, b: text })),
    sent({ ...closed({ a: text, b: text }), maxProperties: 2 }),
    C,
    'more than two never fitted',
  ),
  corner(
    'maxProperties 1 of a closed object of two (sent)',
    sent(closed({ a: text, b: text })),
    sent({ ...closed({ a: text, b: text }), maxProperties: 1 }),
    B,
    'both at once were taken',
  ),
];

const values: readonly Pair[] = [
  corner(
    'exclusiveMinimum beside a minimum that is higher',
    sent({ type: 'integer', minimum: 5 }),
    sent({ type: 'integer', minimum: 5, exclusiveMinimum: 4 }),
    C,
    'above 4 is from 5 on',
  ),
  corner(
    'exclusiveMinimum false becomes true (3.0, sent)',
    sent({ type: 'number', minimum: 0, exclusiveMinimum: false }, V30),
    sent({ type: 'number', minimum: 0, exclusiveMinimum: true }, V30),
    B,
    '0 was taken',
  ),
  corner(
    'a flag of 3.0 without a bound says nothing',
    sent({ type: 'number', exclusiveMinimum: true }, V30),
    sent({ type: 'number' }, V30),
    C,
    'there is nothing to exclude',
  ),
  corner(
    'minLength says what the pattern says (sent)',
    sent({ type: 'string', pattern: '^[a-z]{3}$' }),
    sent({ type: 'string', pattern: '^[a-z]{3}$', minLength: 3, maxLength: 3 }),
    CW,
    'every text that matched has three letters',
  ),
  corner(
    'minLength says more than the pattern (sent)',
    sent({ type: 'string', pattern: '^[a-z]{2,3}$' }),
    sent({ type: 'string', pattern: '^[a-z]{2,3}$', minLength: 3 }),
    B,
    'two letters were taken',
  ),
  corner(
    '\\d written [0-9] (received)',
    received({ type: 'string', pattern: '^\\d{4}$' }),
    received({ type: 'string', pattern: '^[0-9]{4}$' }),
    CW,
    'the same texts',
  ),
  corner(
    'an integer gains format int64 (received)',
    received(object({ n: whole })),
    received(object({ n: { ...whole, format: 'int64' } })),
    C,
    'what comes only narrows',
  ),
  corner(
    'a format that says nothing about the type',
    received({ type: 'integer', format: 'date' }),
    received({ type: 'integer' }),
    C,
    'a date is a text',
  ),
  corner(
    'a format of our own changes its letters',
    sent({ type: 'string', format: 'Thing-ID' }),
    sent({ type: 'string', format: 'thing-id' }),
    CW,
    'a note at most',
  ),
  corner(
    'an enum with the same value twice',
    sent({ type: 'string', enum: ['a', 'b'] }),
    sent({ type: 'string', enum: ['a', 'b', 'b'] }),
    C,
    'the same values',
  ),
  corner('an enum of 1 and 1.0', sent({ enum: [1, 2] }), sent({ enum: [1.0, 2] }), C, 'the same numbers'),
  corner(
    'a const that is an object, members in another order',
    sent({ const: { a: 1, b: [2] } }),
    sent({ const: { b: [2], a: 1 } }),
    C,
    'the same object',
  ),
  corner(
    'a const becomes another one (received)',
    received(object({ k: { const: 'v1' } }, ['k'])),
    received(object({ k: { const: 'v2' } }, ['k'])),
    B,
    'v2 comes',
  ),
  corner(
    'an enum beside a type that shuts one out (sent)',
    sent({ type: 'string', enum: ['a', 1] }),
    sent({ type: 'string', enum: ['a'] }),
    C,
    '1 was no text',
  ),
  corner(
    'a default outside the enum changes',
    sent(object({ s: { type: 'string', enum: ['a'], default: 'b' } })),
    sent(object({ s: { type: 'string', enum: ['a'], default: 'c' } })),
    W,
    'leaving it out means something else',
  ),
  corner(
    'a default of a required member changes (sent)',
    sent(object({ s: { type: 'string', default: 'b' } }, ['s'])),
    sent(object({ s: { type: 'string', default: 'c' } }, ['s'])),
    CW,
    'it cannot be left out',
  ),
  corner(
    'number becomes a text of digits (received)',
    received(object({ id: whole })),
    received(object({ id: { type: 'string', pattern: '^\\d+$' } })),
    B,
    'a number was promised',
  ),
  corner(
    'a big bound as text of more digits (sent)',
    sent({ type: 'integer', maximum: 9007199254740991 }),
    sent({ type: 'integer', maximum: 9007199254740991, minimum: -9007199254740991 }),
    BW,
    'what is lower was taken',
  ),
  corner(
    'multipleOf 0.01 beside maximum with a fraction (sent)',
    sent({ type: 'number', multipleOf: 0.01, maximum: 1.005 }),
    sent({ type: 'number', multipleOf: 0.01, maximum: 1 }),
    CW,
    'no multiple lies between',
  ),
  corner(
    'contentEncoding is a note',
    sent({ type: 'string' }),
    sent({ type: 'string', contentEncoding: 'base64' }),
    CW,
    'an annotation',
  ),
];

const references: readonly Pair[] = [
  corner(
    'a generic list by $dynamicRef: what fills it narrows (received)',
    received(
      { $ref: '#/components/schemas/Pets' },
      components({
        List: {
          $id: 'https://e.example/list',
          type: 'array',
          items: { $dynamicRef: '#T' },
          $defs: { T: { $dynamicAnchor: 'T' } },
        },
        Pets: {
          $id: 'https://e.example/pets',
          $ref: 'https://e.example/list',
          $defs: { T: { $dynamicAnchor: 'T', type: 'object', properties: { n: text }, required: ['n'] } },
        },
      }),
    ),
    received(
      { $ref: '#/components/schemas/Pets' },
      components({
        List: {
          $id: 'https://e.example/list',
          type: 'array',
          items: { $dynamicRef: '#T' },
          $defs: { T: { $dynamicAnchor: 'T' } },
        },
        Pets: {
          $id: 'https://e.example/pets',
          $ref: 'https://e.example/list',
          $defs: { T: { $dynamicAnchor: 'T', type: 'object', properties: { n: text } } },
        },
      }),
    ),
    B,
    'n was always there',
  ),
  corner(
    'a generic list by $dynamicRef becomes a plain one',
    received(
      { $ref: '#/components/schemas/Pets' },
      components({
        List: {
          $id: 'https://e.example/list',
          type: 'array',
          items: { $dynamicRef: '#T' },
          $defs: { T: { $dynamicAnchor: 'T' } },
        },
        Pets: {
          $id: 'https://e.example/pets',
          $ref: 'https://e.example/list',
          $defs: { T: { $dynamicAnchor: 'T', type: 'object', properties: { n: text }, required: ['n'] } },
        },
      }),
    ),
    received(list(object({ n: text }, ['n']))),
    C,
    'the same lists',
  ),
  corner(
    '$id of a component changes, and what refers to it too',
    received(
      { $ref: 'https://e.example/a' },
      components({ A: { $id: 'https://e.example/a', ...object({ n: text }, ['n']) } }),
    ),
    received(
      { $ref: 'https://e.example/v2/a' },
      components({ A: { $id: 'https://e.example/v2/a', ...object({ n: text }, ['n']) } }),
    ),
    C,
    'the same values',
  ),
  corner(
    'a relative reference to an $id',
    received(
      { $ref: '#/components/schemas/A' },
      components({
        A: { $id: 'https://e.example/x/a', type: 'object', properties: { b: { $ref: 'b' } } },
        B: { $id: 'https://e.example/x/b', type: 'string' },
      }),
    ),
    received(
      { $ref: '#/components/schemas/A' },
      components({
        A: { $id: 'https://e.example/x/a', type: 'object', properties: { b: { $ref: 'b' } } },
        B: { $id: 'https://e.example/x/b', type: 'integer' },
      }),
    ),
    B,
    'an integer comes',
  ),
  corner(
    '$anchor within $defs moves',
    sent(
      { $ref: '#/components/schemas/A' },
      components({
        A: { $id: 'https://e.example/a', $ref: '#n', $defs: { one: { $anchor: 'n', type: 'string', maxLength: 5 } } },
      }),
    ),
    sent(
      { $ref: '#/components/schemas/A' },
      components({
        A: { $id: 'https://e.example/a', $ref: '#n', $defs: { two: { $anchor: 'n', type: 'string', maxLength: 5 } } },
      }),
    ),
    C,
    'the same texts',
  ),
  corner(
    'a pointer with escapes',
    sent(
      { $ref: '#/components/schemas/a.b-c_d' },
      components({ 'a.b-c_d': object({ 'x/y~z': { $ref: '#/components/schemas/N' } }), N: text }),
    ),
    sent(
      { $ref: '#/components/schemas/a.b-c_d/properties/x~1y~0z' },
      components({ 'a.b-c_d': object({ 'x/y~z': { $ref: '#/components/schemas/N' } }), N: text }),
    ),
    B,
    'objects were taken, texts are now',
  ),
  corner(
    'a reference to a reference to a reference',
    received(ref('A'), components({ A: ref('B'), B: ref('C'), C: object({ n: text }, ['n']) })),
    received(ref('C'), components({ C: object({ n: text }, ['n']) })),
    C,
    'the same',
  ),
  corner(
    'a reference into another operation',
    document({
      '/a': { get: { responses: ok(object({ n: text }, ['n'])) } },
      '/b': { get: { responses: ok({ $ref: '#/paths/~1a/get/responses/200/content/application~1json/schema' }) } },
    }),
    document({
      '/a': { get: { responses: ok(object({ n: text })) } },
      '/b': { get: { responses: ok({ $ref: '#/paths/~1a/get/responses/200/content/application~1json/schema' }) } },
    }),
    B,
    'n was always there',
  ),
  corner(
    'keywords beside $ref narrow (3.1, sent)',
    sent(object({ a: { $ref: '#/components/schemas/T' } }), components({ T: text })),
    sent(object({ a: { $ref: '#/components/schemas/T', minLength: 1 } }), components({ T: text })),
    B,
    'the empty text was taken',
  ),
  corner(
    'allOf with keywords beside it: the bound moves in',
    sent({ type: 'string', maxLength: 5, allOf: [{ minLength: 1 }] }),
    sent({ type: 'string', allOf: [{ minLength: 1, maxLength: 5 }] }),
    C,
    'all of it holds',
  ),
  corner(
    'allOf of two bounds: the tighter one goes (sent)',
    sent({ type: 'integer', allOf: [{ maximum: 10 }, { maximum: 20 }] }),
    sent({ type: 'integer', allOf: [{ maximum: 20 }] }),
    C,
    'more is taken',
  ),
  corner(
    'allOf of two bounds: the looser one goes',
    received({ type: 'integer', allOf: [{ maximum: 10 }, { maximum: 20 }] }),
    received({ type: 'integer', allOf: [{ maximum: 10 }] }),
    C,
    'it said nothing',
  ),
  corner(
    'discriminator without mapping: a variant goes by another name (sent)',
    sent(
      { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'k' } },
      components({ Cat: object({ k: text, m: whole }, ['k', 'm']), Dog: object({ k: text, r: text }, ['k', 'r']) }),
    ),
    sent(
      { oneOf: [ref('Katze'), ref('Dog')], discriminator: { propertyName: 'k' } },
      components({ Katze: object({ k: text, m: whole }, ['k', 'm']), Dog: object({ k: text, r: text }, ['k', 'r']) }),
    ),
    BW,
    'without a mapping the name is the value on the wire',
  ),
  corner(
    'a discriminator comes to variants that their const tells apart',
    received(
      { oneOf: [ref('Cat'), ref('Dog')] },
      components({ Cat: object({ k: { const: 'Cat' } }, ['k']), Dog: object({ k: { const: 'Dog' } }, ['k']) }),
    ),
    received(
      { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'k' } },
      components({ Cat: object({ k: { const: 'Cat' } }, ['k']), Dog: object({ k: { const: 'Dog' } }, ['k']) }),
    ),
    CW,
    'a hint that fits',
  ),
  corner(
    'subtypes by allOf: the parent gains an optional member',
    received(
      ref('Cat'),
      components({
        Pet: object({ k: text }, ['k'], { discriminator: { propertyName: 'k' } }),
        Cat: { allOf: [ref('Pet'), object({ m: whole }, ['m'])] },
      }),
    ),
    received(
      ref('Cat'),
      components({
        Pet: object({ k: text, n: text }, ['k'], { discriminator: { propertyName: 'k' } }),
        Cat: { allOf: [ref('Pet'), object({ m: whole }, ['m'])] },
      }),
    ),
    C,
    'an open object gains an optional member',
  ),
  corner(
    'a choice in place of none, of two that share little with it (sent)',
    sent(object({ a: text, b: text }, ['a'])),
    sent({ oneOf: [object({ x: text, y: text }, ['x']), object({ z: text, w: text }, ['z'])] }),
    B,
    'a alone is refused',
  ),
  corner(
    'none in place of a choice (received)',
    received({ oneOf: [object({ x: text, y: text }, ['x']), object({ z: text, w: text }, ['z'])] }),
    received(object({ q: text }, ['q'])),
    B,
    'neither x nor z comes',
  ),
  corner(
    'a choice of two becomes the one that takes both (sent)',
    sent({ oneOf: [closed({ x: text }, ['x']), closed({ y: text }, ['y'])] }),
    sent(closed({ x: text, y: text })),
    C,
    'both are taken',
  ),
];

const wire: readonly Pair[] = [
  corner(
    'parameters of a media type in other letters and order',
    answers(ok(text, 'application/json; Version=1; profile=x')),
    answers(ok(text, 'application/json;profile=x;version=1')),
    C,
    'names of parameters know no case and no order',
  ),
  corner(
    'a media type in quotes',
    answers(ok(text, 'application/json; profile="x"')),
    answers(ok(text, 'application/json; profile=x')),
    C,
    'quotes say nothing',
  ),
  corner(
    'a header of a request in other letters',
    get({ parameters: [parameter('header', 'x-request-id', text, { required: true })] }),
    get({ parameters: [parameter('header', 'X-Request-Id', text, { required: true })] }),
    C,
    'names of headers know no case',
  ),
  corner(
    'a cookie in other letters',
    get({ parameters: [parameter('cookie', 'sid', text)] }),
    get({ parameters: [parameter('cookie', 'SID', text, { required: true })] }),
    B,
    'names of cookies know case',
  ),
  corner(
    'a new cookie that may be left out',
    get({}),
    get({ parameters: [parameter('cookie', 'theme', text)] }),
    C,
    'it may be left out',
  ),
  corner(
    'explode of a list in a cookie',
    get({ parameters: [parameter('cookie', 'l', list(text), { explode: false })] }),
    get({ parameters: [parameter('cookie', 'l', list(text), { explode: true })] }),
    B,
    'it is written otherwise',
  ),
  corner(
    'spaceDelimited becomes pipeDelimited',
    get({ parameters: [parameter('query', 'l', list(text), { style: 'spaceDelimited', explode: false })] }),
    get({ parameters: [parameter('query', 'l', list(text), { style: 'pipeDelimited', explode: false })] }),
    B,
    'it is written otherwise',
  ),
  corner(
    'an object in a query is exploded',
    get({ parameters: [parameter('query', 'o', object({ a: text }), { explode: false })] }),
    get({ parameters: [parameter('query', 'o', object({ a: text }), { explode: true })] }),
    B,
    'o=a,1 becomes a=1',
  ),
  corner(
    '2XX beside 200: 200 goes to the range',
    answers({ '200': { description: 'ok', ...content(text) }, '2XX': { description: 'ok', ...content(text) } }),
    answers({ '2XX': { description: 'ok', ...content(text) } }),
    C,
    'the range said the same',
  ),
  corner(
    '200 with a body of its own goes to a range with another',
    answers({ '200': { description: 'ok', ...content(text) }, '2XX': { description: 'ok', ...content(whole) } }),
    answers({ '2XX': { description: 'ok', ...content(whole) } }),
    B,
    '200 holds an integer now',
  ),
  corner(
    'default takes over from 404',
    answers({ ...ok(text), '404': { description: 'no', ...content(object({ code: text }, ['code'])) } }),
    answers({ ...ok(text), default: { description: 'no', ...content(object({ code: text }, ['code'])) } }),
    C,
    '404 meets the default, which says the same',
  ),
  corner(
    'default takes over from 404 with less',
    answers({ ...ok(text), '404': { description: 'no', ...content(object({ code: text }, ['code'])) } }),
    answers({ ...ok(text), default: { description: 'no', ...content(object({ code: text })) } }),
    B,
    'code was always there',
  ),
  corner(
    'a link comes',
    answers(ok(text)),
    answers({ '200': { ...ok(text)['200'], links: { next: { operationId: 'x' } } } }),
    C,
    'a hint',
  ),
  corner(
    'a content type of a part is another one',
    post({
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: object({ f: { type: 'string' } }),
            encoding: { f: { contentType: 'image/png' } },
          },
        },
      },
    }),
    post({
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: object({ f: { type: 'string' } }),
            encoding: { f: { contentType: 'image/jpeg' } },
          },
        },
      },
    }),
    B,
    'PNG is not taken',
  ),
  corner(
    'a part becomes required',
    post({ requestBody: { required: true, ...content(object({ f: text, g: text }), 'multipart/form-data') } }),
    post({ requestBody: { required: true, ...content(object({ f: text, g: text }, ['g']), 'multipart/form-data') } }),
    B,
    'forms without it are refused',
  ),
  corner(
    'a form of lists: items become integers',
    post({
      requestBody: { required: true, ...content(object({ l: list(text) }), 'application/x-www-form-urlencoded') },
    }),
    post({
      requestBody: { required: true, ...content(object({ l: list(whole) }), 'application/x-www-form-urlencoded') },
    }),
    B,
    'letters were taken',
  ),
  corner(
    'either of two keys becomes both',
    post(
      { security: [{ a: [] }, { b: [] }] },
      {
        components: {
          securitySchemes: {
            a: { type: 'apiKey', in: 'header', name: 'A' },
            b: { type: 'apiKey', in: 'query', name: 'B' },
          },
        },
      },
    ),
    post(
      { security: [{ a: [], b: [] }] },
      {
        components: {
          securitySchemes: {
            a: { type: 'apiKey', in: 'header', name: 'A' },
            b: { type: 'apiKey', in: 'query', name: 'B' },
          },
        },
      },
    ),
    B,
    'one was enough',
  ),
  corner(
    'both of two keys becomes either',
    post(
      { security: [{ a: [], b: [] }] },
      {
        components: {
          securitySchemes: {
            a: { type: 'apiKey', in: 'header', name: 'A' },
            b: { type: 'apiKey', in: 'query', name: 'B' },
          },
        },
      },
    ),
    post(
      { security: [{ a: [] }, { b: [] }] },
      {
        components: {
          securitySchemes: {
            a: { type: 'apiKey', in: 'header', name: 'A' },
            b: { type: 'apiKey', in: 'query', name: 'B' },
          },
        },
      },
    ),
    C,
    'who has both has one',
  ),
  corner(
    'security is optional now',
    post(
      { security: [{ a: [] }] },
      { components: { securitySchemes: { a: { type: 'apiKey', in: 'header', name: 'A' } } } },
    ),
    post(
      { security: [{ a: [] }, {}] },
      { components: { securitySchemes: { a: { type: 'apiKey', in: 'header', name: 'A' } } } },
    ),
    C,
    'none is enough',
  ),
  corner(
    'a callback goes by another expression',
    post({
      callbacks: { done: { '{$request.body#/url}': { post: { responses: { '200': { description: 'ok' } } } } } },
    }),
    post({
      callbacks: {
        done: { '{$request.body#/callbackUrl}': { post: { responses: { '200': { description: 'ok' } } } } },
      },
    }),
    BW,
    'it goes to another address',
  ),
  corner(
    'a callback is called otherwise',
    post({
      callbacks: { done: { '{$request.body#/url}': { post: { responses: { '200': { description: 'ok' } } } } } },
    }),
    post({
      callbacks: { onDone: { '{$request.body#/url}': { post: { responses: { '200': { description: 'ok' } } } } } },
    }),
    C,
    'its name is none of the wire',
  ),
  corner(
    'the base path moves into two servers',
    document(
      { '/v1/x': { get: { responses: ok(text) } } },
      { servers: [{ url: 'https://a.example' }, { url: 'https://b.example' }] },
    ),
    document(
      { '/x': { get: { responses: ok(text) } } },
      { servers: [{ url: 'https://a.example/v1' }, { url: 'https://b.example/v1/' }] },
    ),
    C,
    'the same addresses',
  ),
  corner(
    'extensions everywhere',
    get({ parameters: [parameter('query', 'q', text)] }),
    {
      ...get({
        'x-a': 1,
        parameters: [parameter('query', 'q', { ...text, 'x-b': { $ref: 'nowhere' } }, { 'x-c': [] })],
      }),
      'x-d': null,
    },
    C,
    'extensions are no promise',
  ),
  corner(
    'a variable of a path stands at another place',
    document({
      '/a/{x}/b/{y}': {
        get: {
          parameters: [
            parameter('path', 'x', whole, { required: true }),
            parameter('path', 'y', text, { required: true }),
          ],
          responses: ok(text),
        },
      },
    }),
    document({
      '/a/{y}/b/{x}': {
        get: {
          parameters: [
            parameter('path', 'x', whole, { required: true }),
            parameter('path', 'y', text, { required: true }),
          ],
          responses: ok(text),
        },
      },
    }),
    B,
    'the second has to be an integer',
  ),
  corner(
    '3.0: readOnly and writeOnly at once is left out of both',
    sent(object({ a: text, p: { type: 'string', readOnly: true } }, ['p']), V30),
    sent(object({ a: text }), V30),
    C,
    'nobody sent p',
  ),
  corner(
    'a writeOnly member goes (received)',
    received(object({ a: text, p: { type: 'string', writeOnly: true } })),
    received(object({ a: text })),
    C,
    'it never came',
  ),
  corner(
    'nullable with a type beside allOf (3.0, received)',
    received(
      { type: 'object', nullable: true, allOf: [ref('A')] },
      { ...V30, ...components({ A: object({ n: text }) }) },
    ),
    received({ type: 'object', allOf: [ref('A')] }, { ...V30, ...components({ A: object({ n: text }) }) }),
    C,
    'null does not come any more, if it did',
  ),
];

export const oddCorners = {
  'corners of bodies': bodies,
  'corners of values': values,
  'corners of references': references,
  'corners of the wire': wire,
};
