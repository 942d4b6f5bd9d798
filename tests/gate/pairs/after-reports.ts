/**
 * What users of such tools report in public: false alarms, and breaks that went unseen. Each pair is written anew after the
 * report that it names, or after what generators write otherwise. The value that is right was decided, with its reason,
 * before the gate was asked.
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

const swagger = (operation: object, more: object = {}, path = '/x') => ({
  swagger: '2.0',
  info: { title: 'T', version: '1' },
  paths: { [path]: { post: { responses: { 200: { description: 'ok' } }, ...operation } } },
  ...more,
});

/** The report, what it is about, before, after, what is right, and why. */
const reported = (
  report: string,
  about: string,
  base: object,
  head: object,
  accept: Pair['accept'],
  because: string,
): Pair => ({ name: `${report}: ${about}`, base, head, accept, because });

const product = object({ name: text }, ['name']);
const nothing = { type: 'object', properties: {} };

const inherited: readonly Pair[] = [
  reported(
    'oasdiff 154',
    'a member moves from one parent to the other',
    received(
      { allOf: [ref('P'), ref('E')] },
      components({ P: object({ a: text, b: text }, ['b']), E: object({ c: text }) }),
    ),
    received(
      { allOf: [ref('P'), ref('E')] },
      components({ P: object({ a: text }), E: object({ b: text, c: text }, ['b']) }),
    ),
    C,
    'all of them hold, so the values are the same',
  ),
  reported(
    'oasdiff 766',
    'a member moves into the parent, which another operation answers with',
    document(
      { '/d': { get: { responses: ok(ref('D')) } }, '/l': { get: { responses: ok(ref('L')) } } },
      components({ D: { allOf: [ref('L'), object({ b: text, c: text })] }, L: object({ a: text }) }),
    ),
    document(
      { '/d': { get: { responses: ok(ref('D')) } }, '/l': { get: { responses: ok(ref('L')) } } },
      components({ D: { allOf: [ref('L'), object({ c: text })] }, L: object({ a: text, b: text }) }),
    ),
    C,
    'D is the same, and L gains a member that may be missing',
  ),
  reported(
    'oasdiff 106',
    'an answer gains a member below allOf, two parents change',
    received({ allOf: [ref('P'), ref('E')] }, components({ P: product, E: object({ c: text }) })),
    received(
      { allOf: [ref('P'), ref('E')] },
      components({ P: object({ name: text, x: text }, ['name']), E: object({ c: text, y: whole }) }),
    ),
    C,
    'members that are new and optional, in answers',
  ),
  reported(
    'lightdash 25129',
    'a generated name changes with a new optional member (sent)',
    sent({ allOf: [ref('Pick_a'), ref('Rest')] }, components({ Pick_a: object({ a: text }), Rest: product })),
    sent(
      { allOf: [ref('Pick_a_b'), ref('Rest')] },
      components({ Pick_a_b: object({ a: text, b: text }), Rest: product }),
    ),
    C,
    'each body that was taken is taken',
  ),
  reported(
    'lightdash 25129',
    'a parent that says nothing comes (sent)',
    sent({ allOf: [ref('A')] }, components({ A: product })),
    sent({ allOf: [ref('A'), nothing] }, components({ A: product })),
    C,
    'an object with no members described takes every object',
  ),
  reported(
    'oasdiff 1090',
    'a member is required deep in allOf in a list (received)',
    received(
      object({ rows: list(object({ p: list({ allOf: [ref('A')] }) })) }),
      components({ A: object({ id: text }) }),
    ),
    received(
      object({ rows: list(object({ p: list({ allOf: [ref('A')] }) })) }),
      components({ A: object({ id: text }, ['id']) }),
    ),
    C,
    'it always comes now',
  ),
  reported(
    'oasdiff 1090',
    'a member is required deep in allOf in a list (sent)',
    sent(object({ rows: list(object({ p: list({ allOf: [ref('A')] }) })) }), components({ A: object({ id: text }) })),
    sent(
      object({ rows: list(object({ p: list({ allOf: [ref('A')] }) })) }),
      components({ A: object({ id: text }, ['id']) }),
    ),
    B,
    'bodies without it are refused',
  ),
  reported(
    'oasdiff 1090',
    'a member becomes an object in place of a list (received)',
    received(object({ m: list(text) })),
    received(object({ m: object({ a: text }) })),
    B,
    'a list was promised',
  ),
  reported(
    'openapi-changes 159',
    'a closed schema goes by another name',
    received(ref('A'), components({ A: object({ a: text }, [], { additionalProperties: false }) })),
    received(ref('B'), components({ B: object({ a: text }, [], { additionalProperties: false }) })),
    C,
    'names of schemas are none of the wire',
  ),
  reported(
    'oasdiff 385',
    'parents in another order',
    sent({ allOf: [ref('A'), ref('B')] }, components({ A: product, B: object({ c: whole }, ['c']) })),
    sent({ allOf: [ref('B'), ref('A')] }, components({ A: product, B: object({ c: whole }, ['c']) })),
    C,
    'all of them hold in any order',
  ),
];

const unions: readonly Pair[] = [
  reported(
    'oasdiff 314',
    'a member of a variant in a list may be missing (received)',
    received(list({ oneOf: [ref('Ok'), ref('Problem')] }), {
      ...components({
        Ok: object({ v: whole }, ['v']),
        Problem: object({ code: text, title: text }, ['code', 'title']),
      }),
    }),
    received(list({ oneOf: [ref('Ok'), ref('Problem')] }), {
      ...components({ Ok: object({ v: whole }, ['v']), Problem: object({ code: text, title: text }, ['code']) }),
    }),
    B,
    'title was always there',
  ),
  reported(
    'openapi-diff 212',
    'anyOf with titles: a variant loses a required member (received)',
    received(
      { title: 'Response Test', anyOf: [ref('ResponseA'), ref('ResponseB')] },
      components({
        ResponseA: object({ a1: text, a2: text }, ['a1', 'a2'], { title: 'ResponseA' }),
        ResponseB: object({ b: text }, ['b'], { title: 'ResponseB' }),
      }),
    ),
    received(
      { title: 'Response Test', anyOf: [ref('ResponseA'), ref('ResponseB')] },
      components({
        ResponseA: object({ a1: text }, ['a1'], { title: 'ResponseA' }),
        ResponseB: object({ b: text }, ['b'], { title: 'ResponseB' }),
      }),
    ),
    B,
    'answers of A had a2',
  ),
  reported(
    'oasdiff 610',
    'a list of one variant gains another (received)',
    received(object({ l: list({ oneOf: [ref('One')] }) }), {
      ...components({ One: object({ p: text }, ['p']), Two: object({ q: text }, ['q']) }),
    }),
    received(object({ l: list({ oneOf: [ref('One'), ref('Two')] }) }), {
      ...components({ One: object({ p: text }, ['p']), Two: object({ q: text }, ['q']) }),
    }),
    B,
    'entries without p come',
  ),
  reported(
    'openapi-changes 235',
    'a variant comes, of what is only sent',
    sent({ oneOf: [ref('One')] }, components({ One: object({ p: text }, ['p'], { additionalProperties: false }) })),
    sent(
      { oneOf: [ref('One'), ref('Two')] },
      {
        ...components({
          One: object({ p: text }, ['p'], { additionalProperties: false }),
          Two: object({ q: text }, ['q'], { additionalProperties: false }),
        }),
      },
    ),
    C,
    'more is taken, and nothing fits both',
  ),
  reported(
    'optic 2387',
    'a list of types becomes oneOf (sent)',
    sent(object({ v: { type: ['string', 'number'] } })),
    sent(object({ v: { oneOf: [{ type: 'string' }, { type: 'number' }] } })),
    C,
    'no value is both, so the values are the same',
  ),
  reported(
    'optic 2387',
    'a variant goes that another one takes in (sent)',
    sent({ anyOf: [ref('A'), ref('B')] }, components({ A: object({ a: text }, ['a']), B: object({ a: text }) })),
    sent({ anyOf: [ref('B')] }, components({ A: object({ a: text }, ['a']), B: object({ a: text }) })),
    C,
    'B takes what A took',
  ),
  reported(
    'optic 2387',
    'a variant loses a member that the other has (received)',
    received(
      { anyOf: [ref('A'), ref('B')] },
      components({ A: object({ k: text, a: text }, ['k', 'a']), B: object({ k: text }, ['k']) }),
    ),
    received(
      { anyOf: [ref('A'), ref('B')] },
      components({ A: object({ k: text, a: text }, ['k']), B: object({ k: text }, ['k']) }),
    ),
    CW,
    'k alone came as B before',
  ),
  reported(
    'oasdiff 702',
    'one object becomes two of which one member each is required (received)',
    received(object({ foo: text, bar: text }, ['foo', 'bar'])),
    received({
      oneOf: [object({ foo: text, bar: text }, ['foo']), object({ foo: text, bar: text }, ['bar'])],
    }),
    B,
    'foo alone comes now',
  ),
  reported(
    'oasdiff 702',
    'one object becomes two of which one member each is required (sent)',
    sent(object({ foo: text, bar: text }, ['foo', 'bar'])),
    sent({
      oneOf: [object({ foo: text, bar: text }, ['foo']), object({ foo: text, bar: text }, ['bar'])],
    }),
    B,
    'what has both fits both, and so none',
  ),
  reported(
    'oasdiff 702',
    'one object becomes any of two of which one member each is required (sent)',
    sent(object({ foo: text, bar: text }, ['foo', 'bar'])),
    sent({
      anyOf: [object({ foo: text, bar: text }, ['foo']), object({ foo: text, bar: text }, ['bar'])],
    }),
    C,
    'what has both fits',
  ),
  reported(
    'oasdiff 1088',
    'an enum by reference may be null (sent)',
    sent(object({ e: ref('E') }), components({ E: { type: 'string', enum: ['user', 'account'] } })),
    sent(
      object({ e: { oneOf: [{ type: 'null' }, ref('E')] } }),
      components({ E: { type: 'string', enum: ['user', 'account'] } }),
    ),
    C,
    'null is taken too',
  ),
  reported(
    'oasdiff 1088',
    'an enum by reference may be null (received)',
    received(object({ e: ref('E') }), components({ E: { type: 'string', enum: ['user', 'account'] } })),
    received(
      object({ e: { oneOf: [{ type: 'null' }, ref('E')] } }),
      components({ E: { type: 'string', enum: ['user', 'account'] } }),
    ),
    B,
    'null comes',
  ),
  reported(
    'oasdiff 1088',
    'an object by reference may be null, within another (sent)',
    sent(object({ o: ref('O') }), components({ O: object({ a: text, o: ref('O') }, ['a']) })),
    sent(
      object({ o: { oneOf: [ref('O'), { type: 'null' }] } }),
      components({ O: object({ a: text, o: ref('O') }, ['a']) }),
    ),
    C,
    'null is taken too',
  ),
  reported(
    'swagger-brake 202',
    'an entry of the mapping leads elsewhere (received)',
    received(
      {
        oneOf: [ref('Cat'), ref('Lion')],
        discriminator: { propertyName: 'k', mapping: { cat: '#/components/schemas/Cat' } },
      },
      components({ Cat: object({ k: text, m: whole }, ['k', 'm']), Lion: object({ k: text, r: text }, ['k', 'r']) }),
    ),
    received(
      {
        oneOf: [ref('Cat'), ref('Lion')],
        discriminator: { propertyName: 'k', mapping: { cat: '#/components/schemas/Lion' } },
      },
      components({ Cat: object({ k: text, m: whole }, ['k', 'm']), Lion: object({ k: text, r: text }, ['k', 'r']) }),
    ),
    BW,
    'what says cat is read as a cat, and is a lion',
  ),
  reported(
    'swagger-brake 202',
    'a value of the mapping is not known any more (sent)',
    sent(
      {
        oneOf: [ref('Cat'), ref('Dog')],
        discriminator: { propertyName: 'k', mapping: { c: '#/components/schemas/Cat', d: '#/components/schemas/Dog' } },
      },
      components({ Cat: object({ k: text, m: whole }, ['k', 'm']), Dog: object({ k: text, r: text }, ['k', 'r']) }),
    ),
    sent(
      {
        oneOf: [ref('Cat'), ref('Dog')],
        discriminator: { propertyName: 'k', mapping: { c: '#/components/schemas/Cat' } },
      },
      components({ Cat: object({ k: text, m: whole }, ['k', 'm']), Dog: object({ k: text, r: text }, ['k', 'r']) }),
    ),
    BW,
    'd chose the dog',
  ),
  reported(
    'openapi-diff 29',
    'the names that hold without a mapping are written out',
    received(
      { oneOf: [ref('A'), ref('B')], discriminator: { propertyName: 't' } },
      components({ A: object({ t: text, a: text }, ['t']), B: object({ t: text, b: text }, ['t']) }),
    ),
    received(
      {
        oneOf: [ref('A'), ref('B')],
        discriminator: { propertyName: 't', mapping: { A: '#/components/schemas/A', B: 'B' } },
      },
      components({ A: object({ t: text, a: text }, ['t']), B: object({ t: text, b: text }, ['t']) }),
    ),
    C,
    'each name chooses what it chose',
  ),
  reported(
    'openapi-diff 611',
    'variants without names in another order',
    sent({ oneOf: [object({ a: text }, ['a']), object({ b: text }, ['b']), { type: 'string' }] }),
    sent({ oneOf: [{ type: 'string' }, object({ b: text }, ['b']), object({ a: text }, ['a'])] }),
    C,
    'order says nothing',
  ),
  reported(
    'oasdiff 348',
    'a variant goes from the items of a list (sent)',
    sent(list({ anyOf: [whole, { type: 'boolean' }, text] })),
    sent(list({ anyOf: [whole, text] })),
    B,
    'true was taken',
  ),
  reported(
    'oasdiff 348',
    'a variant becomes another one that shares little with it (received)',
    received(
      { oneOf: [ref('A'), ref('B')] },
      components({ A: object({ a: text, x: text, y: text }, ['a']), B: object({ b: text }, ['b']) }),
    ),
    received(
      { oneOf: [ref('A'), ref('Z')] },
      components({ A: object({ a: text, x: text, y: text }, ['a']), Z: object({ z: text, w: text, v: text }, ['z']) }),
    ),
    B,
    'answers with z and without a or b come',
  ),
];

const nulls: readonly Pair[] = [
  reported(
    'openapi-changes 247',
    'pydantic: int becomes int or None (sent)',
    sent(object({ x: { type: 'integer', title: 'X' } }, ['x'])),
    sent(object({ x: { anyOf: [{ type: 'integer' }, { type: 'null' }], title: 'X' } }, ['x'])),
    C,
    'null is taken too',
  ),
  reported(
    'openapi-changes 247',
    'pydantic: int becomes int or None (received)',
    received(object({ x: { type: 'integer', title: 'X' } }, ['x'])),
    received(object({ x: { anyOf: [{ type: 'integer' }, { type: 'null' }], title: 'X' } }, ['x'])),
    B,
    'null comes',
  ),
  reported(
    'swagger-brake 210',
    'nullable is gone (sent)',
    sent(object({ x: { type: 'string', nullable: true } }), V30),
    sent(object({ x: { type: 'string' } }), V30),
    B,
    'null was taken',
  ),
  reported(
    'apihub 531',
    '3.0 nullable beside an enum becomes a list of types beside it',
    sent(object({ x: { type: 'string', nullable: true, enum: ['a', 'b'] } }), V30),
    sent(object({ x: { type: ['string', 'null'], enum: ['a', 'b'] } })),
    CW,
    'by the letter the enum lets no null in on either side; readers of 3.0 differ',
  ),
  reported(
    'lightdash 25129',
    '3.0: an enum of null as a variant becomes nullable',
    received(object({ x: { anyOf: [text, { type: 'string', enum: [null], nullable: true }] } }), V30),
    received(object({ x: { type: 'string', nullable: true } }), V30),
    C,
    'a text or null before and after',
  ),
  reported(
    'Swashbuckle 3377',
    '3.0: nullable allOf of one reference becomes oneOf with null in 3.1',
    received(object({ x: { allOf: [ref('A')], nullable: true } }), { ...V30, ...components({ A: product }) }),
    received(object({ x: { oneOf: [ref('A'), { type: 'null' }] } }), components({ A: product })),
    CW,
    'the official way to write it anew; by the letter, allOf let no null in before',
  ),
  reported(
    'apihub 455',
    'the type as a list of one',
    received(object({ x: text }, ['x'])),
    received({ type: ['object'], properties: { x: { type: ['string'] } }, required: ['x'] }),
    C,
    'a list of one type is the type',
  ),
];

const envelopes: readonly Pair[] = [
  reported(
    'oasdiff 365',
    'an envelope around an answer of a required member',
    received(object({ hello: text }, ['hello'])),
    received(object({ data: object({ hello: text }, ['hello']) }, ['data'])),
    B,
    'hello is not where it was',
  ),
  reported(
    'oasdiff 365',
    'an envelope around an answer of an optional member',
    received(object({ hello: text })),
    received(object({ data: object({ hello: text }) })),
    W,
    'an optional member is gone, by convention a warning',
  ),
  reported(
    'oasdiff 280',
    'a member of the items becomes an object (received)',
    received(list(ref('V')), components({ V: object({ old: text }) })),
    received(list(ref('V')), components({ V: object({ old: object({ n: text }) }) })),
    B,
    'a text was promised',
  ),
  reported(
    'oasdiff 213',
    'an optional member of the items goes (sent)',
    sent(object({ l: list(object({ role: text, org: text })) })),
    sent(object({ l: list(object({ org: text })) })),
    W,
    'what it did is gone, though it may still be sent',
  ),
  reported(
    'openapi-changes 80',
    'a required member goes by another name (received)',
    received(object({ resultType: text }, ['resultType'])),
    received(object({ testResultType: text, test: text }, ['testResultType'])),
    B,
    'resultType was always there',
  ),
  reported(
    'civisanalytics 50',
    'an object within an object loses a required member (received)',
    received(object({ o: object({ i: object({ a: text, b: text }, ['a', 'b']) }, ['i']) }, ['o'])),
    received(object({ o: object({ i: object({ a: text }, ['a']) }, ['i']) }, ['o'])),
    B,
    'b was always there',
  ),
  reported(
    'oasdiff 895',
    'values of a map lose a required member (received)',
    received(
      { type: 'object', additionalProperties: ref('I') },
      components({ I: object({ a: text, b: text }, ['a', 'b']) }),
    ),
    received({ type: 'object', additionalProperties: ref('I') }, components({ I: object({ a: text }, ['a']) })),
    B,
    'b was always there',
  ),
  reported(
    'oasdiff 895',
    'values of a map have to have a member (sent)',
    sent({ type: 'object', additionalProperties: ref('I') }, components({ I: object({ a: text }, ['a']) })),
    sent(
      { type: 'object', additionalProperties: ref('I') },
      components({ I: object({ a: text, b: text }, ['a', 'b']) }),
    ),
    B,
    'bodies without b are refused',
  ),
  reported(
    'Azure 208',
    'type: object is written out beside properties (received)',
    received({ properties: { a: text } }),
    received({ type: 'object', properties: { a: text } }),
    C,
    'what comes only narrows',
  ),
  reported(
    'Azure 208',
    'type: object is written out beside properties (sent)',
    sent({ properties: { a: text } }),
    sent({ type: 'object', properties: { a: text } }),
    W,
    'by the letter texts were taken too; nobody meant it',
  ),
  reported(
    'criteo 69',
    'an optional member is new (sent)',
    sent(object({ a: text }, ['a'])),
    sent(object({ a: text, b: object({ c: text }, ['c']) }, ['a'])),
    C,
    'it may be left out',
  ),
  reported(
    'criteo 69',
    'a map takes only texts now (sent)',
    sent({ type: 'object', additionalProperties: true }),
    sent({ type: 'object', additionalProperties: text }),
    B,
    'numbers were taken',
  ),
];

const limits: readonly Pair[] = [
  reported(
    'oasdiff 720',
    'a pattern is new on a query (3.0, nullable)',
    get({ parameters: [parameter('query', 'cursor', { type: 'string', nullable: true })] }, V30),
    get({ parameters: [parameter('query', 'cursor', { type: 'string', nullable: true, pattern: '^\\d+$' })] }, V30),
    B,
    'other texts were taken',
  ),
  reported(
    'oasdiff 1158',
    'maxItems of a member is lowered (sent)',
    sent(object({ l: list(text, { maxItems: 100 }) })),
    sent(object({ l: list(text, { maxItems: 10 }) })),
    B,
    'eleven were taken',
  ),
  reported(
    'oasdiff 1158',
    'maxItems of a member is raised (received)',
    received(object({ l: list(text, { maxItems: 10 }) })),
    received(object({ l: list(text, { maxItems: 100 }) })),
    B,
    'eleven come',
  ),
  reported(
    'oasdiff 1157',
    'minProperties is raised (sent)',
    sent({ type: 'object', additionalProperties: text, minProperties: 1 }),
    sent({ type: 'object', additionalProperties: text, minProperties: 3 }),
    B,
    'one was enough',
  ),
  reported(
    'oasdiff 1157',
    'minProperties says no more than required (sent)',
    sent(object({ a: text, b: text }, ['a', 'b'])),
    sent(object({ a: text, b: text }, ['a', 'b'], { minProperties: 2 })),
    C,
    'two are there anyway',
  ),
  reported(
    'oasdiff 1155',
    'multiples of 0.1 become those of 0.05 (sent)',
    sent(object({ n: { type: 'number', multipleOf: 0.1 } })),
    sent(object({ n: { type: 'number', multipleOf: 0.05 } })),
    C,
    'each multiple of 0.1 is one of 0.05',
  ),
  reported(
    'oasdiff 1155',
    'multiples of 5 become those of 10 (received)',
    received(object({ n: { type: 'integer', multipleOf: 5 } })),
    received(object({ n: { type: 'integer', multipleOf: 10 } })),
    C,
    'what comes only narrows',
  ),
  reported(
    'oasdiff 1156',
    'uniqueItems is gone (received)',
    received(list(whole, { uniqueItems: true })),
    received(list(whole)),
    B,
    'the same comes twice',
  ),
  reported(
    'oasdiff 760',
    'maxItems of a list in a query, by reference',
    get(
      { parameters: [{ $ref: '#/components/parameters/ids' }] },
      {
        ...V30,
        components: {
          parameters: {
            ids: parameter('query', 'ids', list(text, { uniqueItems: true, minItems: 1, maxItems: 50 }), {
              required: true,
            }),
          },
        },
      },
    ),
    get(
      { parameters: [{ $ref: '#/components/parameters/ids' }] },
      {
        ...V30,
        components: {
          parameters: {
            ids: parameter('query', 'ids', list(text, { uniqueItems: true, minItems: 1, maxItems: 10 }), {
              required: true,
            }),
          },
        },
      },
    ),
    B,
    'fifty were taken',
  ),
  reported(
    'oasdiff 1171',
    'minItems is new (received)',
    received(object({ l: list(text) })),
    received(object({ l: list(text, { minItems: 3 }) })),
    C,
    'what comes only narrows',
  ),
  reported(
    'openapi-diff 480',
    'maximum 100 is written 1e2',
    sent({ type: 'number', maximum: 100 }),
    sent({ type: 'number', maximum: 1e2 }),
    C,
    'the same number',
  ),
  reported(
    'oasdiff 250',
    'minLength 0 is written out (sent)',
    sent(object({ s: text })),
    sent(object({ s: { type: 'string', minLength: 0 } })),
    C,
    'no text is shorter',
  ),
  reported(
    'oasdiff 720',
    'a pattern loses its anchors (sent)',
    sent({ type: 'string', pattern: '^[a-z]+$' }),
    sent({ type: 'string', pattern: '[a-z]+' }),
    CW,
    'more texts are taken',
  ),
  reported(
    'oasdiff 720',
    'a pattern loses its anchors (received)',
    received({ type: 'string', pattern: '^[a-z]+$' }),
    received({ type: 'string', pattern: '[a-z]+' }),
    BW,
    'other texts come',
  ),
  reported(
    'oasdiff 720',
    'a pattern of two letters becomes one of three at most (received)',
    received({ type: 'string', pattern: '^[A-Z]{2}$' }),
    received({ type: 'string', pattern: '^[A-Z]{2,3}$' }),
    BW,
    'three letters come',
  ),
  reported(
    'oasdiff 345',
    'format int32 is new on an integer (received)',
    received(object({ n: whole })),
    received(object({ n: { type: 'integer', format: 'int32' } })),
    C,
    'what comes only narrows',
  ),
  reported(
    'oasdiff 345',
    'double becomes float (sent)',
    sent(object({ n: { type: 'number', format: 'double' } })),
    sent(object({ n: { type: 'number', format: 'float' } })),
    W,
    'readers differ about formats',
  ),
  reported(
    'optic 2174',
    'an enum in other letters (sent)',
    sent(object({ s: { type: 'string', enum: ['active', 'gone'] } })),
    sent(object({ s: { type: 'string', enum: ['Active', 'Gone'] } })),
    B,
    'active was taken',
  ),
  reported(
    'optic 2174',
    'an enum in other letters (received)',
    received(object({ s: { type: 'string', enum: ['active', 'gone'] } })),
    received(object({ s: { type: 'string', enum: ['Active', 'Gone'] } })),
    B,
    'Active comes',
  ),
  reported(
    'optic 2170',
    'an enum of a list within a list loses one (sent)',
    sent(list(object({ l: list({ type: 'string', enum: ['a', 'b', 'c'] }) }))),
    sent(list(object({ l: list({ type: 'string', enum: ['a', 'c'] }) }))),
    B,
    'b was taken',
  ),
  reported(
    'optic 2170',
    'an enum of numbers becomes one of digits, in a query',
    get({ parameters: [parameter('query', 'q', { type: 'integer', enum: [1, 2] })] }),
    get({ parameters: [parameter('query', 'q', { type: 'string', enum: ['1', '2'] })] }),
    C,
    'everything in a query is a text',
  ),
  reported(
    'optic 2170',
    'an enum of numbers becomes one of digits (sent)',
    sent(object({ q: { type: 'integer', enum: [1, 2] } })),
    sent(object({ q: { type: 'string', enum: ['1', '2'] } })),
    B,
    '1 was taken',
  ),
  reported(
    'optic 2170',
    'a boolean becomes an enum of its words, in a query',
    get({ parameters: [parameter('query', 'q', { type: 'boolean' })] }),
    get({ parameters: [parameter('query', 'q', { type: 'string', enum: ['true', 'false'] })] }),
    C,
    'everything in a query is a text',
  ),
];
const statuses: readonly Pair[] = [
  reported(
    'Azure 270',
    'the default is new',
    answers(ok(text)),
    answers({ ...ok(text), default: { description: 'error', ...content(object({ code: text })) } }),
    C,
    'failures were never shut out',
  ),
  reported(
    'swagger-diff 10',
    '401 becomes 400',
    answers({ ...ok(text), '401': { description: 'no' } }),
    answers({ ...ok(text), '400': { description: 'no' } }),
    C,
    'which failures there are is no promise',
  ),
  reported(
    'oasdiff 194',
    'a failure of theirs becomes one of ours',
    answers({ ...ok(text), '400': { description: 'no', ...content(text) } }),
    answers({ ...ok(text), '500': { description: 'no', ...content(text) } }),
    C,
    'which failures there are is no promise',
  ),
  reported(
    'openapi-diff 199',
    'a status of success is new',
    answers(ok(text)),
    answers({ ...ok(text), '202': { description: 'later', ...content(whole) } }),
    W,
    'by convention a warning',
  ),
  reported(
    'oasdiff 593',
    'a charset is named',
    answers(ok(text, 'application/json')),
    answers(ok(text, 'application/json; charset=utf-8')),
    C,
    'the same media type',
  ),
  reported(
    'oasdiff 280',
    'the day in a media type moves on',
    answers(ok(text, 'application/vnd.atlas.2023-01-01+json')),
    answers(ok(text, 'application/vnd.atlas.2024-01-01+json')),
    B,
    'who asks for the old one gets nothing',
  ),
  reported(
    'an edit of generators',
    'more spellings of JSON are taken',
    post({ requestBody: { required: true, content: { 'application/json': { schema: product } } } }),
    post({
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: product },
          'text/json': { schema: product },
          'application/*+json': { schema: product },
        },
      },
    }),
    C,
    'more is taken',
  ),
  reported(
    'an edit of generators',
    'XML is not an answer any more',
    answers({
      '200': {
        description: 'ok',
        content: { 'application/json': { schema: text }, 'application/xml': { schema: text } },
      },
    }),
    answers(ok(text)),
    B,
    'who asks for XML gets none',
  ),
  reported(
    'openapi-diff 58',
    'a media type without a schema gets one of texts',
    answers({ '200': { description: 'ok', content: { 'text/plain': {} } } }),
    answers({ '200': { description: 'ok', content: { 'text/plain': { schema: text } } } }),
    CW,
    'plain text is text',
  ),
  reported(
    'openapi-diff 58',
    'a media type without a schema (sent)',
    post({ requestBody: { content: { 'text/plain': {} } } }),
    post({ description: 'more words', requestBody: { content: { 'text/plain': {} } } }),
    C,
    'words alone',
  ),
  reported(
    'openapi-diff 805',
    'an answer of several media types, words alone change',
    document(
      {
        '/f/{format}/r/{id}': {
          get: {
            parameters: [
              parameter('path', 'format', text, { required: true }),
              parameter('path', 'id', text, { required: true }),
            ],
            responses: {
              '200': {
                description: 'ok',
                content: {
                  'text/csv': { schema: text },
                  'application/pdf': { schema: { type: 'string', format: 'binary' } },
                  'application/json': { schema: { type: 'object' } },
                },
              },
            },
          },
        },
      },
      V30,
    ),
    document(
      {
        '/f/{format}/r/{id}': {
          get: {
            summary: 'More',
            parameters: [
              parameter('path', 'format', text, { required: true }),
              parameter('path', 'id', text, { required: true }),
            ],
            responses: {
              '200': {
                description: 'fine',
                content: {
                  'text/csv': { schema: text },
                  'application/pdf': { schema: { type: 'string', format: 'binary' } },
                  'application/json': { schema: { type: 'object' } },
                },
              },
            },
          },
        },
      },
      V30,
    ),
    C,
    'words alone',
  ),
];

const addressed: readonly Pair[] = [
  reported(
    'civisanalytics 41',
    'both variables of a path are renamed',
    document({
      '/v6/test/{a}/test/{b}': {
        get: {
          parameters: ['a', 'b'].map((name) => parameter('path', name, text, { required: true })),
          responses: ok(text),
        },
      },
    }),
    document({
      '/v6/test/{test-id}/test/{subTest}': {
        get: {
          parameters: ['subTest', 'test-id'].map((name) => parameter('path', name, text, { required: true })),
          responses: ok(text),
        },
      },
    }),
    C,
    'they are known by where they stand',
  ),
  reported(
    'openapi-diff 488',
    'a variable of a path is described that was not',
    document({ '/x/{id}': { get: { responses: ok(text) } } }, V30),
    document(
      { '/x/{id}': { get: { parameters: [parameter('path', 'id', text, { required: true })], responses: ok(text) } } },
      V30,
    ),
    C,
    'whoever calls fills it in anyway, with some text',
  ),
  reported(
    'oasdiff 199',
    'two paths that only differ in the name of a variable',
    document({
      '/pet/{petId1}': {
        get: { parameters: [parameter('path', 'petId1', whole, { required: true })], responses: ok(text) },
      },
      '/pet/{petId2}': {
        get: { parameters: [parameter('path', 'petId2', text, { required: true })], responses: ok(whole) },
      },
    }),
    document({
      '/pet/{petId1}': {
        get: {
          summary: 'New words',
          parameters: [parameter('path', 'petId1', whole, { required: true })],
          responses: ok(text),
        },
      },
      '/pet/{petId2}': {
        get: { parameters: [parameter('path', 'petId2', text, { required: true })], responses: ok(whole) },
      },
    }),
    C,
    'words alone',
  ),
  reported(
    'oasdiff 678',
    'paths that overlap: one asks for a query',
    document({
      '/a/{x}/b': { get: { parameters: [parameter('path', 'x', text, { required: true })], responses: ok(text) } },
      '/a/c/{y}': { get: { parameters: [parameter('path', 'y', text, { required: true })], responses: ok(text) } },
    }),
    document({
      '/a/{x}/b': { get: { parameters: [parameter('path', 'x', text, { required: true })], responses: ok(text) } },
      '/a/c/{y}': {
        get: {
          parameters: [
            parameter('path', 'y', text, { required: true }),
            parameter('query', 'q', text, { required: true }),
          ],
          responses: ok(text),
        },
      },
    }),
    B,
    'calls without it are refused',
  ),
  reported(
    'swagger-diff 28',
    'a part of the path moves into basePath',
    swagger({}, { basePath: '/api' }, '/v1/x'),
    swagger({}, { basePath: '/api/v1' }, '/x'),
    C,
    'the same address',
  ),
  reported(
    'openapi-changes 136',
    'only versions change',
    get({}, V30),
    get({}, { openapi: '3.1.0', info: { title: 'T', version: '2' } }),
    C,
    'nothing of the wire',
  ),
  reported(
    'openapi-changes 152',
    'examples go',
    received(object({ a: { type: 'string', example: 'x' } }), V30),
    received(object({ a: text }), V30),
    C,
    'examples are no promise',
  ),
  reported(
    'openapi-diff 737',
    'a credential that nothing describes, words alone change',
    post({ security: [{ custom: [] }] }),
    post({ security: [{ custom: [] }], summary: 'More' }),
    C,
    'words alone',
  ),
  reported(
    'swagger-diff 22',
    'a query of the same name as a variable of the path goes',
    document({
      '/x/{id}': {
        get: {
          parameters: [parameter('path', 'id', text, { required: true }), parameter('query', 'id', text)],
          responses: ok(text),
        },
      },
    }),
    document({
      '/x/{id}': { get: { parameters: [parameter('path', 'id', text, { required: true })], responses: ok(text) } },
    }),
    W,
    'what it did is gone; it is not refused',
  ),
  reported(
    'swagger-diff 22',
    'a query moves into a body that is required',
    post({ parameters: [parameter('query', 'q', text)] }),
    post({ requestBody: { required: true, ...content(object({ q: text })) } }),
    B,
    'calls without a body are refused',
  ),
  reported(
    'oasdiff 215',
    'required: false is written out at a body',
    post({ requestBody: content(text) }),
    post({ requestBody: { required: false, ...content(text) } }),
    C,
    'it is the default',
  ),
  reported(
    'oasdiff 470',
    'the path takes a header that its operations did not',
    document({ '/x': { get: { responses: ok(text) }, put: { responses: ok(text) } } }),
    document({
      '/x': {
        parameters: [parameter('header', 'X-Request-ID', text)],
        get: { responses: ok(text) },
        put: { responses: ok(text) },
      },
    }),
    C,
    'it may be left out',
  ),
  reported(
    'oasdiff 470',
    'the path asks for a header that its operations did not',
    document({ '/x': { get: { responses: ok(text) }, put: { responses: ok(text) } } }),
    document({
      '/x': {
        parameters: [parameter('header', 'X-Request-ID', text, { required: true })],
        get: { responses: ok(text) },
        put: { responses: ok(text) },
      },
    }),
    B,
    'calls without it are refused',
  ),
];

const scheme = (security: object) => ({ components: { securitySchemes: security } });
const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
const vendors: readonly Pair[] = [
  reported(
    'azure-sdk-tools 7184',
    'a readOnly member becomes required, both sent and received',
    post(
      { requestBody: { required: true, ...content(ref('A')) }, responses: ok(ref('A')) },
      components({ A: object({ id: { type: 'string', readOnly: true }, n: text }) }),
    ),
    post(
      { requestBody: { required: true, ...content(ref('A')) }, responses: ok(ref('A')) },
      components({ A: object({ id: { type: 'string', readOnly: true }, n: text }, ['id']) }),
    ),
    C,
    'nobody sends it, and it always comes',
  ),
  reported(
    'Azure 172',
    'a member is not readOnly any more, both sent and received',
    post(
      { requestBody: { required: true, ...content(ref('A')) }, responses: ok(ref('A')) },
      components({ A: object({ id: { type: 'string', readOnly: true }, n: text }) }),
    ),
    post(
      { requestBody: { required: true, ...content(ref('A')) }, responses: ok(ref('A')) },
      components({ A: object({ id: text, n: text }) }),
    ),
    C,
    'it may be sent now, and comes as before',
  ),
  reported(
    'Azure 349',
    'a member of an answer is not readOnly any more',
    received(object({ id: { type: 'string', readOnly: true } }, ['id'])),
    received(object({ id: text }, ['id'])),
    C,
    'answers are the same',
  ),
  reported(
    'Azure 286',
    'Swagger 2.0: a readOnly enum becomes a reference with readOnly beside it',
    swagger(
      {
        parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/A' } }],
        responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/A' } } },
      },
      { definitions: { A: object({ s: { type: 'string', enum: ['a', 'b'], readOnly: true } }) } },
    ),
    swagger(
      {
        parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/A' } }],
        responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/A' } } },
      },
      {
        definitions: {
          A: object({ s: { $ref: '#/definitions/S', readOnly: true } }),
          S: { type: 'string', enum: ['a', 'b'] },
        },
      },
    ),
    C,
    'by the letter it may be sent now, and it comes as before',
  ),
  reported(
    'Azure 364',
    'Swagger 2.0: a parameter moves into the parameters of the document',
    swagger({ parameters: [{ in: 'query', name: 'api-version', required: true, type: 'string' }] }),
    swagger(
      { parameters: [{ $ref: '#/parameters/V' }] },
      { parameters: { V: { in: 'query', name: 'api-version', required: true, type: 'string' } } },
    ),
    C,
    'the same parameter',
  ),
  reported(
    'go-swagger 2929',
    'Swagger 2.0: a required field of a form is new',
    swagger({
      consumes: ['application/x-www-form-urlencoded'],
      parameters: [{ in: 'formData', name: 'a', type: 'string' }],
    }),
    swagger({
      consumes: ['application/x-www-form-urlencoded'],
      parameters: [
        { in: 'formData', name: 'a', type: 'string' },
        { in: 'formData', name: 'b', type: 'string', required: true },
      ],
    }),
    B,
    'forms without it are refused',
  ),
  reported(
    'go-swagger 2929',
    'Swagger 2.0: a header of an answer becomes a number',
    swagger({ responses: { 200: { description: 'ok', headers: { 'X-Rate': { type: 'string' } } } } }),
    swagger({ responses: { 200: { description: 'ok', headers: { 'X-Rate': { type: 'integer' } } } } }),
    C,
    'what comes is still a text, of digits',
  ),
  reported(
    'openapi-diff 260',
    'security of the document changes where each operation has its own',
    document(
      { '/x': { get: { security: [{ k: [] }], responses: ok(text) } } },
      { ...scheme({ k: key, o: { type: 'http', scheme: 'basic' } }), security: [{ k: [] }] },
    ),
    document(
      { '/x': { get: { security: [{ k: [] }], responses: ok(text) } } },
      { ...scheme({ k: key, o: { type: 'http', scheme: 'basic' } }), security: [{ o: [] }] },
    ),
    C,
    'nothing uses it',
  ),
  reported(
    'openapi-diff 260',
    'security comes for the document, and an operation is left open',
    document({ '/x': { get: { responses: ok(text) } } }, scheme({ k: key })),
    document(
      { '/x': { get: { security: [], responses: ok(text) } } },
      { ...scheme({ k: key }), security: [{ k: [] }] },
    ),
    C,
    'the operation asks for nothing as before',
  ),
  reported(
    'openapi-diff 260',
    'the name of the header of a key changes',
    post({ security: [{ k: [] }] }, scheme({ k: key })),
    post({ security: [{ k: [] }] }, scheme({ k: { ...key, name: 'X-Api-Key' } })),
    B,
    'the old header is not looked at',
  ),
  reported(
    'oasdiff 52',
    'a writeOnly member is required of what is sent and received',
    post(
      { requestBody: { required: true, ...content(ref('A')) }, responses: ok(ref('A')) },
      components({ A: object({ n: text }) }),
    ),
    post(
      { requestBody: { required: true, ...content(ref('A')) }, responses: ok(ref('A')) },
      components({ A: object({ n: text, pw: { type: 'string', writeOnly: true } }, ['pw']) }),
    ),
    B,
    'bodies without it are refused',
  ),
  reported(
    'oasdiff 52',
    'a deprecated optional member goes (received)',
    received(object({ a: text, b: { type: 'string', deprecated: true } }, ['a'])),
    received(object({ a: text }, ['a'])),
    W,
    'an optional member is gone, by convention a warning',
  ),
  reported(
    'an edit of generators',
    'one file becomes a list of files in a form',
    post(
      {
        requestBody: {
          required: true,
          ...content(object({ f: { type: 'string', format: 'binary' } }), 'multipart/form-data'),
        },
      },
      V30,
    ),
    post(
      {
        requestBody: {
          required: true,
          ...content(object({ f: list({ type: 'string', format: 'binary' }) }), 'multipart/form-data'),
        },
      },
      V30,
    ),
    CW,
    'a list of one file is written as one part',
  ),
];

export const afterReports = {
  'after reports, parents': inherited,
  'after reports, unions': unions,
  'after reports, null': nulls,
  'after reports, members': envelopes,
  'after reports, limits': limits,
  'after reports, answers': statuses,
  'after reports, addresses': addressed,
  'after reports, vendors': vendors,
};
