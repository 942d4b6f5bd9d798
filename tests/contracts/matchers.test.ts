/** The compiler from JSON Schema to Pact matchers, against ajv on one side and Pact's own engine on the other. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeConsumerPact } from '@pact-foundation/pact-core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { type Compiled, compile, variantOf } from '../../contracts/matchers/compile.ts';
import { isJsonObject, type Json, type JsonObject, type ReadSchema } from '../../contracts/matchers/schema.ts';
import { runsOf } from '../tier.ts';
import '../seeded.ts';

/** Everything that the compiler knows, in one schema. */
const EVERYTHING = {
  $id: 'https://roma-conformance.example/everything.json',
  type: 'object',
  properties: {
    whole: { type: 'integer' },
    number: { type: 'number' },
    flag: { type: 'boolean' },
    nothing: { type: 'null' },
    code: { type: 'string', pattern: '^[A-Z]+\\.\\d{4,8}$', examples: ['ROMA.0001'] },
    short: { type: 'string', minLength: 1, maxLength: 5 },
    either: { anyOf: [{ type: 'integer' }, { $ref: '#/$defs/pair' }] },
    nullable: { type: ['string', 'null'] },
    kind: { enum: ['a', 'b'] },
    fixed: { const: 'always' },
    rows: {
      type: 'array',
      minItems: 1,
      maxItems: 3,
      items: { type: 'array', minItems: 1, items: { $ref: '#/$defs/pair' } },
    },
  },
  required: ['whole', 'number', 'flag', 'nothing', 'code', 'short', 'either', 'nullable', 'kind', 'fixed', 'rows'],
  $defs: { pair: { type: 'object', properties: { left: { type: 'string' } }, required: ['left'] } },
} as const;

const folder = (edition: string) => new URL(`../../schemas/editions/${edition}/`, import.meta.url);
const reader =
  (edition: string): ReadSchema =>
  (file) =>
    JSON.parse(readFileSync(new URL(file, folder(edition)), 'utf8'));

const subjects: { name: string; file: string; read: ReadSchema }[] = [
  ...['2022-12-05', '2023-06-29', '2025-03-26'].flatMap((edition) =>
    ['response-200', 'error', 'request'].map((name) => ({
      name: `${edition} ${name}`,
      file: `${name}.schema.json`,
      read: reader(edition),
    })),
  ),
  { name: 'everything', file: 'everything.json', read: () => EVERYTHING as unknown as Json },
];

/** Bodies that a schema allows, with members of their own left out: Pact's request matching takes no others. */
function bodiesOf(value: Json, file: string, read: ReadSchema): fc.Arbitrary<Json> {
  const { $ref: ref, ...beside } = value as JsonObject;
  if (typeof ref === 'string') {
    const [target = '', pointer = ''] = ref.split('#');
    const from = target === '' ? file : target;
    let found = read(from);
    for (const step of pointer.split('/').slice(1)) found = (found as JsonObject)[step] ?? null;
    return bodiesOf({ ...(found as JsonObject), ...beside }, from, read);
  }
  const schema = beside as JsonObject & { properties?: JsonObject; required?: string[]; items?: Json; type?: Json };
  if (Array.isArray(schema['anyOf'])) return fc.oneof(...schema['anyOf'].map((one: Json) => bodiesOf(one, file, read)));
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as Json[]));
  if ('const' in schema) return fc.constant(schema['const'] as Json);
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type: Json) => bodiesOf({ ...schema, type }, file, read)));
  const number = (name: string, otherwise: number) => Number(schema[name] ?? otherwise);
  switch (schema.type) {
    case 'object': {
      const members = Object.entries(schema.properties ?? {});
      return fc.record(Object.fromEntries(members.map(([name, one]) => [name, bodiesOf(one, file, read)])), {
        requiredKeys: schema.required ?? [],
      }) as fc.Arbitrary<Json>;
    }
    case 'array':
      return fc.array(bodiesOf(schema.items ?? {}, file, read), {
        minLength: number('minItems', 0),
        maxLength: number('maxItems', 3),
      });
    case 'string':
      return typeof schema['pattern'] === 'string'
        ? fc.stringMatching(new RegExp(schema['pattern'], 'u'))
        : fc.string({ minLength: number('minLength', 0), maxLength: number('maxLength', 20) });
    case 'integer':
      return fc.integer({ min: number('minimum', -1e9), max: Math.min(number('maximum', 2 ** 53), 2 ** 53) });
    case 'number':
      return fc.double({ min: number('minimum', -1e9), max: Math.min(number('maximum', 1e15), 1e15), noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

/** Every place in a body. */
function* placesOf(body: Json, path: (string | number)[] = []): Generator<(string | number)[]> {
  yield path;
  if (Array.isArray(body)) for (const [i, entry] of body.entries()) yield* placesOf(entry as Json, [...path, i]);
  else if (isJsonObject(body))
    for (const [name, member] of Object.entries(body)) yield* placesOf(member, [...path, name]);
}

function replaced(
  body: Json,
  [step, ...rest]: readonly (string | number)[],
  value: Json | undefined,
): Json | undefined {
  if (step === undefined) return value;
  const copy = (Array.isArray(body) ? [...body] : { ...(body as JsonObject) }) as Record<string | number, Json>;
  const inner = replaced(copy[step] as Json, rest, value);
  if (inner === undefined) delete copy[step];
  else copy[step] = inner;
  return copy as unknown as Json;
}

/** Each takes as many requests as there are variants. */
const RUNS = runsOf(40);

const WRONG: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  'text',
  '',
  '12',
  1.5,
  7,
  [],
  [1],
  {},
  { left: 1 },
];

/** One mock server for each variant: it answers 200 to a body that its matcher takes, and 500 to others. */
const servers: { stop: () => void }[] = [];
afterAll(() => {
  for (const { stop } of servers) stop();
});
function engineOf({ variants }: Compiled): (body: Json) => Promise<boolean> {
  const urls = variants.map(({ matcher }) => {
    const pact = makeConsumerPact('c', 'p', 5, 'error');
    const interaction = pact.newInteraction('a body');
    interaction.withRequest('POST', '/');
    interaction.withRequestBody(JSON.stringify(matcher), 'application/json');
    interaction.withStatus(200);
    const port = pact.createMockServer('127.0.0.1', 0, false);
    servers.push({ stop: () => pact.cleanupMockServer(port) });
    return `http://127.0.0.1:${port}/`;
  });
  return async (body) => {
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answers = await Promise.all(urls.map(async (url) => (await fetch(url, request)).status));
    return answers.includes(200);
  };
}

const validatorOf = ({ file, read }: { file: string; read: ReadSchema }): ValidateFunction => {
  const ajv = new Ajv2020({ strict: false });
  if (file !== 'everything.json') ajv.addSchema(read('device-info-simple.schema.json') as object);
  return ajv.compile(read(file) as object);
};

describe.each(subjects)('$name', (subject) => {
  const { file, read } = subject;
  const compiled = compile(file, read);
  const accepts = engineOf(compiled);
  const isValid = validatorOf(subject);

  test('its examples are bodies that the schema allows', () => {
    for (const { example } of compiled.variants) expect(isValid(example)).toBe(true);
  });

  test('what the schema accepts is accepted, what breaks type, pattern or shape is refused by both', async () => {
    // A list of unlike entries is held to what they have in common: entry by entry, each kind is tried alone.
    const bodies = bodiesOf(read(file), file, read).filter((body) => isUniform(body));
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat(), fc.constantFrom(...WRONG), async (body, at, wrong) => {
        expect(isValid(body)).toBe(true);
        expect(await accepts(body)).toBe(true);
        const places = [...placesOf(body)];
        const place = places[at % places.length] ?? [];
        const mutant = replaced(body, place, wrong);
        if (mutant === undefined || isValid(mutant) || onlyBounds(isValid)) return;
        expect({ mutant, accepted: await accepts(mutant) }).toEqual({ mutant, accepted: false });
      }),
      { numRuns: RUNS },
    );
  });
});

/** Whether every list holds entries of one kind. */
function isUniform(body: Json): boolean {
  const kindOf = (value: Json) => (isJsonObject(value) ? Object.keys(value).sort().join() : typeof value);
  if (Array.isArray(body))
    return (
      new Set(body.map((entry) => kindOf(entry as Json))).size <= 1 && body.every((entry) => isUniform(entry as Json))
    );
  return isJsonObject(body) ? Object.values(body).every(isUniform) : true;
}

/** Where only a bound of a number was broken, Pact is weaker by design. */
const onlyBounds = ({ errors }: ValidateFunction) =>
  (errors ?? []).every(({ keyword }) => keyword === 'minimum' || keyword === 'maximum');

describe('the division of labour', () => {
  const compileOne = (schema: Json) => compile('one.json', () => schema);

  test('bounds of numbers and closed objects are left to the schema, and said so', () => {
    const { weaker } = compileOne({
      type: 'object',
      properties: { id: { type: 'integer', minimum: 1 } },
      required: ['id'],
      additionalProperties: false,
    });
    expect(weaker.map(({ place, keyword }) => [place, keyword])).toEqual([
      ['one.json#/additionalProperties', 'additionalProperties'],
      ['one.json#/properties/id/minimum', 'minimum'],
    ]);
  });

  test('a list of unlike entries is held to what they have in common', () => {
    const { weaker } = compile('response-200.schema.json', reader('2025-03-26'));
    expect(weaker.map(({ place }) => place)).toContain('response-200.schema.json#/properties/failed/items');
  });

  test('members that may be absent give a variant each', () => {
    const compiled = compileOne({ type: 'object', properties: { a: { type: 'string' } } });
    expect(compiled.variants.map(({ choices }) => choices)).toEqual([{ '/a': 'present' }, { '/a': 'absent' }]);
    expect(variantOf(compiled, { '/a': 'absent' }).example).toEqual({});
    expect(() => variantOf(compiled, { '/a': 'odd' })).toThrow('no variant has');
  });

  test('the example of the caller is used', () => {
    const { variants } = compile('x.json', () => ({ type: 'array', items: { type: 'integer' } }), [7]);
    expect(variants.map(({ example }) => example)).toEqual([[7], []]);
  });
});

describe('what it does not know is refused with file and pointer', () => {
  const cases: [string, Json, string][] = [
    ['a keyword', { type: 'string', contentEncoding: 'base64' }, 'x.json#/contentEncoding: this keyword'],
    ['no type', { type: 'object', properties: { a: {} } }, 'x.json#/properties/a: without a type'],
    ['an unknown type', { type: 'text' }, 'x.json#: the type "text"'],
    ['a list without items', { type: 'array' }, 'x.json#: without items'],
    [
      'a list that may be empty in a list',
      { type: 'array', items: { type: 'array', items: { type: 'null' } } },
      'x.json#/items: inside a list',
    ],
    ['members by schema', { type: 'object', additionalProperties: { type: 'string' } }, 'x.json#/additionalProperties'],
    ['required but not described', { type: 'object', required: ['a'] }, 'x.json#/required: a is required'],
    ['look-around', { type: 'string', pattern: '^(?=a)' }, 'x.json#/pattern: Pact knows no look-around'],
    ['a class of its own', { type: 'string', pattern: '\\s' }, 'x.json#/pattern: \\s'],
    ['the dot', { type: 'string', pattern: 'a.b' }, 'x.json#/pattern: the dot'],
    ['an example that does not match', { type: 'string', pattern: '^[0-9]+$' }, 'x.json#: its example "text"'],
    ['a loop', { $ref: '#' }, 'x.json#: $ref # leads back'],
    ['a $ref to nothing', { $ref: '#/$defs/none' }, 'x.json#/$defs/none: a $ref names it'],
    [
      'a $ref and the contrary',
      { $ref: '#/$defs/a', type: 'string', $defs: { a: { type: 'integer' } } },
      'x.json#/type',
    ],
    ['beside anyOf', { anyOf: [{ type: 'string' }], minLength: 1 }, 'x.json#/minLength'],
    ['beside enum', { enum: ['a'], pattern: 'a' }, 'x.json#/pattern'],
    [
      'too many ways',
      {
        type: 'object',
        properties: Object.fromEntries([...'abcdefghi'].map((name) => [name, { type: 'string' }])),
      },
      'x.json#: it can look in more than 256 ways',
    ],
    ['true', true, 'x.json#: a schema is to be an object'],
  ];
  test.each(cases)('%s', (_, schema, message) => {
    expect(() => compile('x.json', () => schema)).toThrow(message);
  });
});
