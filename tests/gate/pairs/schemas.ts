/** Schemas: unions, discriminators, who writes what, annotations, dialects, dynamic references. */
import {
  B,
  BW,
  C,
  CW,
  document,
  get,
  mirrored,
  object,
  type Pair,
  pair,
  post,
  received,
  schemas,
  sent,
  text,
  V30,
  W,
  whole,
} from './parts.ts';

const none = { type: 'null' };
const parts = (schemas: object, more: object = {}) => ({ components: { schemas }, ...more });
const ref = (name: string, more: object = {}) => ({ $ref: `#/components/schemas/${name}`, ...more });
const list = (items: object) => ({ type: 'array', items });
const cat = object({ kind: text, lives: whole }, ['kind', 'lives']);
const dog = object({ kind: text, barks: text }, ['kind', 'barks']);
const pets = (mapping: object | undefined, more: object = {}, propertyName = 'kind') => ({
  oneOf: [ref('Cat'), ref('Dog')],
  discriminator: { propertyName, ...(mapping && { mapping }) },
  ...more,
});
const both = parts({ Cat: cat, Dog: dog });
const C_ = '#/components/schemas/Cat';
const D_ = '#/components/schemas/Dog';
/** Two trees of components, the same body. */
const trees = (
  name: string,
  schema: object,
  base: object,
  head: object,
  request: Pair['accept'],
  response: Pair['accept'],
): Pair[] => [
  pair(`${name} (sent)`, sent(schema, parts(base)), sent(schema, parts(head)), request),
  pair(`${name} (received)`, received(schema, parts(base)), received(schema, parts(head)), response),
];

const discriminators: Pair[] = [
  ...schemas('the mapping that holds anyway is written out', pets(undefined), pets({ Cat: C_, Dog: D_ }), C, C, both),
  ...schemas('the mapping by names alone', pets({ c: C_, d: D_ }), pets({ c: 'Cat', d: 'Dog' }), C, C, both),
  ...schemas('a value of the mapping is renamed', pets({ c: C_, d: D_ }), pets({ cat: C_, d: D_ }), BW, BW, both),
  ...schemas('a value is added to the mapping', pets({ c: C_, d: D_ }), pets({ c: C_, d: D_, cat: C_ }), C, BW, both),
  ...schemas('a value is gone from the mapping', pets({ c: C_, d: D_, cat: C_ }), pets({ c: C_, d: D_ }), BW, CW, both),
  ...schemas('two values of the mapping are swapped', pets({ c: C_, d: D_ }), pets({ c: D_, d: C_ }), BW, BW, both),
  ...schemas('a discriminator is new', { oneOf: [ref('Cat'), ref('Dog')] }, pets(undefined), CW, CW, both),
  ...schemas('the member of the discriminator is another', pets(undefined), pets(undefined, {}, 'lives'), BW, BW, both),
  ...trees(
    'a variant behind a discriminator gains an optional member',
    pets(undefined),
    { Cat: cat, Dog: dog },
    { Cat: cat, Dog: object({ kind: text, barks: text, x: text }, ['kind', 'barks']) },
    C,
    C,
  ),
  ...trees(
    'a variant behind a discriminator asks for more',
    pets(undefined),
    { Cat: cat, Dog: dog },
    { Cat: cat, Dog: object({ kind: text, barks: text, x: text }, ['kind', 'barks', 'x']) },
    B,
    C,
  ),
  ...trees(
    'a variant behind a discriminator gives less',
    pets(undefined),
    { Cat: cat, Dog: dog },
    { Cat: cat, Dog: object({ kind: text, barks: text }, ['kind']) },
    CW,
    B,
  ),
  pair(
    'a variant comes with the mapping (received)',
    received(pets({ c: C_, d: D_ }), both),
    received(
      {
        oneOf: [ref('Cat'), ref('Dog'), ref('Cow')],
        discriminator: { propertyName: 'kind', mapping: { c: C_, d: D_, w: '#/components/schemas/Cow' } },
      },
      parts({ Cat: cat, Dog: dog, Cow: object({ kind: text, milk: whole }, ['kind', 'milk']) }),
    ),
    B,
  ),
  pair(
    'a variant comes with the mapping (sent)',
    sent(pets({ c: C_, d: D_ }), both),
    sent(
      {
        oneOf: [ref('Cat'), ref('Dog'), ref('Cow')],
        discriminator: { propertyName: 'kind', mapping: { c: C_, d: D_, w: '#/components/schemas/Cow' } },
      },
      parts({ Cat: cat, Dog: dog, Cow: object({ kind: text, milk: whole }, ['kind', 'milk']) }),
    ),
    C,
  ),
  pair(
    'the variants of a discriminator in another order',
    received(pets({ c: C_, d: D_ }), both),
    received({ ...pets({ d: D_, c: C_ }), oneOf: [ref('Dog'), ref('Cat')] }, both),
    C,
  ),
];

/** Variants by nothing but the members that they must have. */
const variants = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => object({}, [`m${(i + from) % count}`]));

const unions: Pair[] = [
  ...schemas('60 variants in another order', { anyOf: variants(60) }, { anyOf: variants(60, 7) }, C, C),
  ...schemas('120 variants in another order', { anyOf: variants(120) }, { anyOf: variants(120, 7) }, CW, CW),
  ...schemas(
    'oneOf written anyOf, of types that share nothing',
    { oneOf: [text, whole] },
    { anyOf: [text, whole] },
    C,
    C,
  ),
  ...schemas('one schema becomes a union with itself', whole, { anyOf: [whole] }, C, C),
  ...schemas('a union of one and null becomes nullable', { oneOf: [text, none] }, { type: ['string', 'null'] }, C, C),
  ...schemas('integer becomes integer or text', whole, { anyOf: [whole, text] }, C, B),
  ...schemas(
    'an object becomes one of two',
    object({ a: text }, ['a']),
    { oneOf: [object({ a: text }, ['a']), object({ b: whole }, ['b'])] },
    CW,
    B,
  ),
  ...schemas(
    'a union of a union is flattened',
    { anyOf: [{ anyOf: [text, whole] }, { type: 'boolean' }] },
    { anyOf: [text, whole, { type: 'boolean' }] },
    C,
    C,
  ),
  ...schemas('a branch is inlined', { oneOf: [ref('Cat'), ref('Dog')] }, { oneOf: [cat, dog] }, C, C, both),
  ...schemas(
    'a branch goes by another name',
    { oneOf: [ref('Cat'), ref('Dog')] },
    { oneOf: [ref('Feline'), ref('Dog')] },
    C,
    C,
    parts({ Cat: cat, Dog: dog, Feline: cat }),
  ),
  ...schemas(
    'what branches share is drawn out',
    { anyOf: [object({ a: text, b: whole }, ['a', 'b']), object({ a: text, c: whole }, ['a', 'c'])] },
    {
      type: 'object',
      properties: { a: text },
      required: ['a'],
      anyOf: [object({ b: whole }, ['b']), object({ c: whole }, ['c'])],
    },
    C,
    C,
  ),
  ...schemas(
    'enum of two written as two consts',
    { enum: ['a', 'b'] },
    { oneOf: [{ const: 'a' }, { const: 'b' }] },
    C,
    C,
  ),
  ...schemas(
    'two consts become three',
    {
      oneOf: [
        { const: 'a', title: 'A' },
        { const: 'b', title: 'B' },
      ],
    },
    { oneOf: [{ const: 'a' }, { const: 'b' }, { const: 'c' }] },
    C,
    B,
  ),
  ...schemas(
    'a bound of one branch is narrower',
    { anyOf: [{ ...whole, minimum: 0 }, text] },
    { anyOf: [{ ...whole, minimum: 1 }, text] },
    B,
    C,
  ),
  ...schemas(
    'a branch is swallowed by another',
    {
      anyOf: [
        { ...whole, minimum: 0 },
        { ...whole, minimum: 5 },
      ],
    },
    { ...whole, minimum: 0 },
    C,
    C,
  ),
  ...schemas('a list of a union: a branch goes', list({ anyOf: [text, whole] }), list(text), B, C),
  ...schemas(
    'a list of integers or a list of texts becomes a list of either',
    { anyOf: [list(text), list(whole)] },
    list({ anyOf: [text, whole] }),
    C,
    B,
  ),
  ...schemas(
    'a map of a union gains a type',
    { type: 'object', additionalProperties: whole },
    { type: 'object', additionalProperties: { anyOf: [whole, text] } },
    C,
    B,
  ),
  ...trees(
    'a recursive union gains a leaf',
    ref('E'),
    { E: { oneOf: [whole, object({ l: ref('E'), r: ref('E') }, ['l', 'r'])] } },
    { E: { oneOf: [whole, text, object({ l: ref('E'), r: ref('E') }, ['l', 'r'])] } },
    C,
    B,
  ),
  ...trees(
    'a recursive union loses a leaf',
    ref('E'),
    { E: { oneOf: [whole, text, list(ref('E'))] } },
    { E: { oneOf: [whole, list(ref('E'))] } },
    B,
    C,
  ),
  ...trees(
    'a recursive allOf gains an optional member',
    ref('N'),
    { Base: object({ id: whole }, ['id']), N: { allOf: [ref('Base'), object({ next: ref('N') })] } },
    { Base: object({ id: whole, x: text }, ['id']), N: { allOf: [ref('Base'), object({ next: ref('N') })] } },
    C,
    C,
  ),
  ...trees(
    'a recursive allOf loses a required member',
    ref('N'),
    { Base: object({ id: whole }, ['id']), N: { allOf: [ref('Base'), object({ next: ref('N') })] } },
    { Base: object({ id: whole }), N: { allOf: [ref('Base'), object({ next: ref('N') })] } },
    C,
    B,
  ),
  ...trees(
    'mutual recursion: one of both gets a bound',
    ref('A'),
    { A: object({ b: ref('B') }), B: object({ a: ref('A'), n: whole }) },
    { A: object({ b: ref('B') }), B: object({ a: ref('A'), n: { ...whole, maximum: 9 } }) },
    B,
    C,
  ),
  ...trees(
    'recursion written out one level more',
    ref('A'),
    { A: object({ next: ref('A'), v: whole }, ['v']) },
    { A: object({ next: object({ next: ref('A'), v: whole }, ['v']), v: whole }, ['v']) },
    C,
    C,
  ),
  ...schemas(
    'additionalProperties true is written out',
    object({ a: text }),
    object({ a: text }, [], { additionalProperties: true }),
    C,
    C,
  ),
  ...schemas(
    'additionalProperties {} is written out',
    object({ a: text }),
    object({ a: text }, [], { additionalProperties: {} }),
    C,
    C,
  ),
  ...schemas(
    'an object is closed',
    object({ a: text }),
    object({ a: text }, [], { additionalProperties: false }),
    BW,
    C,
  ),
  ...schemas(
    'not an enum value: more are shut out',
    { ...text, not: { enum: ['a'] } },
    { ...text, not: { enum: ['a', 'b'] } },
    B,
    C,
  ),
];

const writers: Pair[] = [
  ...schemas(
    'a required member becomes readOnly',
    object({ a: text }, ['a']),
    object({ a: { ...text, readOnly: true } }, ['a']),
    CW,
    C,
  ),
  ...schemas(
    'a readOnly member becomes required',
    object({ a: { ...text, readOnly: true } }),
    object({ a: { ...text, readOnly: true } }, ['a']),
    C,
    C,
  ),
  ...schemas(
    'a writeOnly member becomes required',
    object({ a: { ...text, writeOnly: true } }),
    object({ a: { ...text, writeOnly: true } }, ['a']),
    B,
    C,
  ),
  ...schemas('a writeOnly member is gone', object({ a: { ...text, writeOnly: true } }), object({}), W, C),
  ...schemas('a readOnly member is gone', object({ a: { ...text, readOnly: true } }, ['a']), object({}), C, B),
  ...schemas(
    'readOnly beside $ref (3.1)',
    object({ a: ref('T', { readOnly: true }) }),
    object({ a: ref('T', { readOnly: true }) }, ['a']),
    C,
    C,
    parts({ T: text }),
  ),
  ...schemas(
    'readOnly in what $ref leads to',
    object({ a: ref('T') }),
    object({ a: ref('T') }, ['a']),
    C,
    C,
    parts({ T: { ...text, readOnly: true } }),
  ),
  ...schemas(
    'writeOnly through allOf gets a bound',
    object({ a: { allOf: [text], writeOnly: true } }),
    object({ a: { allOf: [{ ...text, maxLength: 2 }], writeOnly: true } }),
    B,
    C,
  ),
  ...schemas(
    'readOnly below a list',
    object({ l: list(object({ id: { ...whole, readOnly: true } })) }),
    object({ l: list(object({ id: { ...text, readOnly: true } })) }),
    C,
    B,
  ),
  ...schemas(
    'required in one branch of allOf, readOnly in the other',
    { allOf: [object({ id: { ...whole, readOnly: true } }), { type: 'object' }] },
    { allOf: [object({ id: { ...whole, readOnly: true } }), { type: 'object', required: ['id'] }] },
    C,
    C,
  ),
];

const words: Pair[] = [
  ...schemas('title and description', { ...text, title: 'a' }, { ...text, title: 'b', description: 'c' }, C, C),
  ...schemas('contentEncoding of a text', text, { ...text, contentEncoding: 'base64' }, CW, CW),
  ...schemas(
    'contentSchema is a note',
    { ...text, contentMediaType: 'application/json' },
    { ...text, contentMediaType: 'application/json', contentSchema: { type: 'object', required: ['a'] } },
    CW,
    CW,
  ),
  ...schemas('$comment', text, { ...text, $comment: 'x' }, C, C),
  ...schemas('examples of a schema', { ...whole, examples: [1] }, { ...whole, examples: ['wrong'] }, C, C),
  ...schemas('an extension of ours', { ...whole, 'x-order': 1 }, { ...whole, 'x-order': 2, 'x-internal': true }, C, C),
  ...schemas('x-nullable in 3.1', { ...whole, 'x-a': [1] }, whole, C, C),
  ...schemas('externalDocs', text, { ...text, externalDocs: { url: 'https://a.example' } }, C, C),
  ...schemas('a format of numbers on a text', { ...text, format: 'int32' }, text, C, C),
  ...schemas('a format of texts on a list', { ...list(text), format: 'date' }, list(text), C, C),
  ...schemas('int32 becomes int64', { ...whole, format: 'int32' }, { ...whole, format: 'int64' }, C, B),
  ...schemas('int64 becomes int32', { ...whole, format: 'int64' }, { ...whole, format: 'int32' }, B, C),
  ...schemas('float becomes double', { type: 'number', format: 'float' }, { type: 'number', format: 'double' }, CW, W),
  ...schemas('date-time becomes date', { ...text, format: 'date-time' }, { ...text, format: 'date' }, BW, BW),
  ...schemas('a uuid is any text', { ...text, format: 'uuid' }, text, CW, W),
  ...schemas('pattern says nothing of numbers', { ...whole, pattern: '^a$' }, whole, C, C),
  ...schemas('minimum says nothing of texts', { ...text, minimum: 3 }, text, C, C),
  ...schemas('maxLength says nothing of lists', list(text), { ...list(text), maxLength: 2 }, C, C),
  ...schemas('required says nothing of texts', text, { ...text, required: ['a'] }, C, C),
  ...schemas(
    'an example that looks like a reference',
    { ...object({ a: text }), examples: [{ $ref: '#/nowhere' }] },
    object({ a: text }),
    C,
    C,
  ),
  ...schemas(
    'a default that looks like a reference',
    object({ a: { type: 'object', default: { $ref: 'nowhere.json' } } }),
    object({ a: { type: 'object', default: { $ref: 'nowhere.json' } } }, [], { title: 'x' }),
    C,
    C,
  ),
  ...schemas(
    'an enum of an object that looks like a reference',
    { enum: [{ $ref: '#/nowhere' }, 1] },
    { enum: [{ $ref: '#/nowhere' }] },
    B,
    C,
  ),
  ...schemas('a member called $ref', object({ $ref: text }), object({ $ref: { ...text, maxLength: 5 } }), B, C),
  ...schemas(
    'a member called example that refers',
    object({ example: ref('T') }),
    object({ example: ref('T') }, ['example']),
    B,
    C,
    parts({ T: text }),
  ),
  ...schemas('a member called default, of another type', object({ default: text }), object({ default: whole }), B, B),
  pair(
    'an example of a media type refers to nothing',
    get({
      responses: {
        '200': {
          description: 'x',
          content: { 'application/json': { schema: text, examples: { a: { value: { $ref: '#/no' } } } } },
        },
      },
    }),
    received(text),
    C,
  ),
  pair(
    'the example of a parameter is an object with $ref',
    get({ parameters: [{ in: 'query', name: 'q', schema: text, example: { $ref: 'x.yaml' } }] }),
    get({ parameters: [{ in: 'query', name: 'q', schema: text }] }),
    C,
  ),
  ...schemas(
    'x-extensible-enum loses a value',
    { ...text, 'x-extensible-enum': ['a', 'b'] },
    { ...text, 'x-extensible-enum': ['a'] },
    BW,
    C,
  ),
  ...schemas(
    'x-extensible-enum in another order',
    { ...text, 'x-extensible-enum': ['a', 'b'] },
    { ...text, 'x-extensible-enum': ['b', 'a'] },
    C,
    C,
  ),
  ...schemas(
    'an enum becomes x-extensible-enum',
    { ...text, enum: ['a'] },
    { ...text, 'x-extensible-enum': ['a'] },
    C,
    BW,
  ),
  ...schemas(
    'x-extensible-enum becomes an enum',
    { ...text, 'x-extensible-enum': ['a'] },
    { ...text, enum: ['a'] },
    BW,
    C,
  ),
  ...schemas(
    'x-extensible-enum true beside enum gains a value',
    { ...text, enum: ['a'], 'x-extensible-enum': true },
    { ...text, enum: ['a', 'b'], 'x-extensible-enum': true },
    C,
    CW,
  ),
  ...schemas(
    'x-ms-enum modelAsString: a value goes',
    { ...text, enum: ['a', 'b'], 'x-ms-enum': { name: 'E', modelAsString: true } },
    { ...text, enum: ['a'], 'x-ms-enum': { name: 'E', modelAsString: true } },
    BW,
    C,
  ),
  ...schemas(
    'x-ms-enum not as string: a value comes',
    { ...text, enum: ['a'], 'x-ms-enum': { name: 'E', modelAsString: false } },
    { ...text, enum: ['a', 'b'], 'x-ms-enum': { name: 'E', modelAsString: false } },
    C,
    B,
  ),
  ...schemas(
    'x-ms-enum: the name changes',
    { ...text, enum: ['a'], 'x-ms-enum': { name: 'E' } },
    { ...text, enum: ['a'], 'x-ms-enum': { name: 'F' } },
    C,
    C,
  ),
  ...schemas(
    'x-enum-varnames',
    { ...whole, enum: [1], 'x-enum-varnames': ['A'] },
    { ...whole, enum: [1], 'x-enum-varnames': ['B'] },
    C,
    C,
  ),
];

const dialects: Pair[] = [
  ...mirrored(
    'nullable becomes a list of types (received)',
    received({ ...text, nullable: true }, V30),
    received({ type: ['string', 'null'] }),
    C,
    C,
  ),
  ...mirrored(
    'nullable becomes a list of types (sent)',
    sent({ ...text, nullable: true }, V30),
    sent({ type: ['string', 'null'] }),
    C,
    C,
  ),
  pair(
    'nullable is lost on the way to 3.1 (sent)',
    sent(object({ a: { ...text, nullable: true } }), V30),
    sent(object({ a: text })),
    B,
  ),
  pair(
    'nullable is kept as a word that says nothing in 3.1 (sent)',
    sent(object({ a: { ...text, nullable: true } }), V30),
    sent(object({ a: { ...text, nullable: true } })),
    BW,
  ),
  pair(
    'nullable is kept as a word that says nothing in 3.1 (received)',
    received(object({ a: { ...text, nullable: true } }), V30),
    received(object({ a: { ...text, nullable: true } })),
    CW,
  ),
  ...mirrored(
    'exclusiveMinimum as a flag',
    sent({ ...whole, minimum: 0, exclusiveMinimum: true }, V30),
    sent({ ...whole, exclusiveMinimum: 0 }),
    C,
    C,
  ),
  pair(
    'exclusiveMaximum false is written out',
    sent({ ...whole, maximum: 9 }, V30),
    sent({ ...whole, maximum: 9, exclusiveMaximum: false }, V30),
    C,
  ),
  pair(
    'nullable enum without null (received)',
    received({ ...text, nullable: true, enum: ['a'] }, V30),
    received({ type: ['string', 'null'], enum: ['a', null] }),
    CW,
  ),
  pair(
    'siblings of $ref hold in 3.1 (sent)',
    sent(ref('T', { maxLength: 3 }), { ...V30, ...parts({ T: text }) }),
    sent(ref('T', { maxLength: 3 }), parts({ T: text })),
    B,
  ),
  pair(
    'siblings of $ref say nothing in 3.0 (sent)',
    sent(ref('T'), { ...V30, ...parts({ T: text }) }),
    sent(ref('T', { maxLength: 3 }), { ...V30, ...parts({ T: text }) }),
    C,
  ),
  pair(
    'an example becomes examples',
    received({ ...text, example: 'a' }, V30),
    received({ ...text, examples: ['a'] }),
    C,
  ),
  pair(
    'a document without paths',
    { openapi: '3.1.0', info: { title: 'T', version: '1' }, components: { schemas: { A: text } } },
    { openapi: '3.1.0', info: { title: 'T', version: '2' }, components: { schemas: { A: whole } } },
    C,
  ),
  pair(
    'a document without paths gets one',
    { openapi: '3.1.0', info: { title: 'T', version: '1' }, webhooks: {} },
    document({ '/a': { get: { responses: { '200': { description: 'x' } } } } }),
    C,
  ),
  pair(
    'a 3.1 operation without responses',
    document({ '/x': { get: {} } }),
    document({ '/x': { get: { responses: { '200': { description: 'x' } } } } }),
    CW,
  ),
  ...schemas('a list without items gets some', { type: 'array' }, list(text), B, C),
  ...schemas('items true is written out', { type: 'array' }, { type: 'array', items: true }, C, C),
  ...schemas('items {} is written out', { type: 'array' }, list({}), C, C),
  ...schemas(
    'a tuple gains a place',
    { type: 'array', prefixItems: [text], items: false },
    { type: 'array', prefixItems: [text, whole], items: false },
    C,
    B,
  ),
  ...schemas(
    'a tuple is closed',
    { type: 'array', prefixItems: [text] },
    { type: 'array', prefixItems: [text], items: false },
    B,
    C,
  ),
  ...schemas('a schema is true', object({ a: {} }), object({ a: true }), C, C),
  ...schemas('a member that must not be', object({ a: text }), object({ a: false }), B, C),
  ...schemas(
    'contains at least two',
    { ...list(whole), contains: { minimum: 5 } },
    { ...list(whole), contains: { minimum: 5 }, minContains: 2 },
    B,
    C,
  ),
  ...schemas('propertyNames is new', { type: 'object' }, { type: 'object', propertyNames: { maxLength: 2 } }, B, C),
  ...schemas(
    'unevaluatedItems closes a tuple',
    { type: 'array', prefixItems: [text] },
    { type: 'array', prefixItems: [text], unevaluatedItems: false },
    B,
    C,
  ),
  ...schemas(
    'unevaluatedItems false written items false',
    { type: 'array', prefixItems: [text], unevaluatedItems: false },
    { type: 'array', prefixItems: [text], items: false },
    C,
    C,
  ),
  ...schemas(
    'a tuple through allOf, closed, gains a place',
    { allOf: [{ prefixItems: [text] }], type: 'array', unevaluatedItems: false },
    { allOf: [{ prefixItems: [text, whole] }], type: 'array', unevaluatedItems: false },
    C,
    B,
  ),
  ...schemas(
    'unevaluatedItems of a schema',
    { type: 'array', prefixItems: [text], unevaluatedItems: whole },
    { type: 'array', prefixItems: [text], unevaluatedItems: { ...whole, minimum: 0 } },
    B,
    C,
  ),
];

const tree = (node: object, more: object = {}) => ({
  $id: 'https://a.example/tree',
  $dynamicAnchor: 'node',
  type: 'object',
  properties: { v: whole, kids: list({ $dynamicRef: '#node' }) },
  ...node,
  ...more,
});
const dynamic: Pair[] = [
  ...schemas('a tree by $dynamicRef asks for a value', tree({}), tree({ required: ['v'] }), B, C),
  ...schemas(
    'a tree by $dynamicRef becomes one by $ref',
    tree({}),
    { ...tree({}), properties: { v: whole, kids: list({ $ref: '#' }) } },
    C,
    C,
  ),
  ...trees(
    'a dynamic anchor is overridden by a stricter one',
    ref('Strict'),
    {
      Tree: tree({}),
      Strict: { $id: 'https://a.example/strict', $dynamicAnchor: 'node', $ref: 'https://a.example/tree' },
    },
    {
      Tree: tree({}),
      Strict: {
        $id: 'https://a.example/strict',
        $dynamicAnchor: 'node',
        $ref: 'https://a.example/tree',
        required: ['v'],
      },
    },
    B,
    C,
  ),
  ...trees(
    'a reference by $anchor',
    { $ref: '#/components/schemas/A/$defs/x' },
    { A: { $defs: { x: { $anchor: 'x', ...text } } } },
    { A: { $defs: { x: { $anchor: 'y', ...text } } } },
    C,
    C,
  ),
  ...trees(
    '$defs are renamed',
    ref('A'),
    { A: { $defs: { x: whole }, type: 'object', properties: { a: { $ref: '#/components/schemas/A/$defs/x' } } } },
    { A: { $defs: { y: whole }, type: 'object', properties: { a: { $ref: '#/components/schemas/A/$defs/y' } } } },
    C,
    C,
  ),
  ...trees('a component that nothing uses', text, { A: whole }, { A: text }, C, C),
];

const old = (operation: object, more: object = {}) => ({
  swagger: '2.0',
  info: { title: 'T', version: '1' },
  paths: { '/x': { post: { responses: { '200': { description: 'x' } }, ...operation } } },
  ...more,
});
const oldBody = (schema: object, more: object = {}) =>
  old({ parameters: [{ in: 'body', name: 'b', required: true, schema }] }, more);
const swagger: Pair[] = [
  ...mirrored(
    '2.0 becomes 3.0',
    oldBody(object({ a: text }, ['a'])),
    post(
      { requestBody: { required: true, content: { 'application/json': { schema: object({ a: text }, ['a']) } } } },
      V30,
    ),
    C,
    C,
  ),
  pair(
    'basePath becomes a server',
    oldBody(text, { basePath: '/v1' }),
    sent(text, { ...V30, servers: [{ url: 'https://a.example/v1' }] }),
    C,
  ),
  pair(
    'host and schemes are no contract',
    oldBody(text, { host: 'a.example', schemes: ['http'] }),
    oldBody(text, { host: 'b.example', schemes: ['https'] }),
    CW,
  ),
  pair(
    'x-nullable is gone (sent)',
    oldBody(object({ a: { ...text, 'x-nullable': true } })),
    oldBody(object({ a: text })),
    BW,
  ),
  pair(
    'consumes of the document is written at the operation',
    oldBody(text, { consumes: ['application/json'] }),
    old({ consumes: ['application/json'], parameters: [{ in: 'body', name: 'b', required: true, schema: text }] }),
    C,
  ),
  pair(
    'csv is written out',
    old({ parameters: [{ in: 'query', name: 'q', type: 'array', items: text }] }),
    old({ parameters: [{ in: 'query', name: 'q', type: 'array', items: text, collectionFormat: 'csv' }] }),
    C,
  ),
  pair(
    'ssv of the entries',
    old({
      parameters: [
        { in: 'query', name: 'q', type: 'array', items: { type: 'array', items: text, collectionFormat: 'csv' } },
      ],
    }),
    old({
      parameters: [
        { in: 'query', name: 'q', type: 'array', items: { type: 'array', items: text, collectionFormat: 'ssv' } },
      ],
    }),
    BW,
  ),
  pair(
    'the body is called otherwise',
    oldBody(text),
    old({ parameters: [{ in: 'body', name: 'other', required: true, schema: text }] }),
    C,
  ),
  pair(
    'a field of a form is gone',
    old({
      parameters: [
        { in: 'formData', name: 'a', type: 'string' },
        { in: 'formData', name: 'b', type: 'string' },
      ],
    }),
    old({ parameters: [{ in: 'formData', name: 'a', type: 'string' }] }),
    W,
  ),
  pair(
    'x-ms-paths',
    old({}, { 'x-ms-paths': { '/y?op=a': { get: { responses: { '200': { description: 'x' } } } } } }),
    old({}, { 'x-ms-paths': {} }),
    B,
  ),
  pair(
    'x-ms-parameter-location, x-ms-client-name',
    old({ parameters: [{ in: 'query', name: 'q', type: 'string', 'x-ms-client-name': 'a' }] }),
    old({ parameters: [{ in: 'query', name: 'q', type: 'string', 'x-ms-client-name': 'b' }] }),
    C,
  ),
  pair(
    'a discriminator of 2.0 is another member',
    oldBody(
      { $ref: '#/definitions/P' },
      { definitions: { P: { ...object({ a: text, b: text }, ['a', 'b']), discriminator: 'a' } } },
    ),
    oldBody(
      { $ref: '#/definitions/P' },
      { definitions: { P: { ...object({ a: text, b: text }, ['a', 'b']), discriminator: 'b' } } },
    ),
    BW,
  ),
];

export const schemaPairs: Readonly<Record<string, readonly Pair[]>> = {
  discriminators,
  unions,
  writers,
  words,
  dialects,
  dynamic,
  swagger,
};
