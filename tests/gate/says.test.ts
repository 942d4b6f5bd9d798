/** What is said of changes as large public documents have them: each sentence says what differs, and names what it is about. */
import { describe, expect, test } from '@jest/globals';
import { changesOf } from './changes.ts';
import { object, received, sent, text, V30 } from './pairs/parts.ts';

const saidOf = async (base: object, head: object) => (await changesOf(base, head, 'all')).map(({ says }) => says);

const nullable = { ...text, nullable: true };
const members = (a: object) => received(object({ a }), V30);

test.each<[string, object, object, string]>([
  ['null comes (3.0)', members(text), members(nullable), 'null is allowed now'],
  ['null goes (3.0)', members(nullable), members(text), 'null is not allowed any more'],
  [
    'null comes (3.1)',
    received(object({ a: text })),
    received(object({ a: { type: ['string', 'null'] } })),
    'null is allowed now',
  ],
  [
    'null and another type come',
    received(object({ a: text })),
    received(object({ a: { type: ['string', 'null', 'boolean'] } })),
    'type was "string" and is ["string","null","boolean"]',
  ],
])('%s', async (_, base, head, says) => expect(await saidOf(base, head)).toEqual([says]));

test('an alternative of several schemas at once is named by them', async () => {
  const components = {
    components: {
      schemas: { One: object({ one: text }, ['one']), Two: object({ two: text }, ['two']), Rest: object({}) },
    },
  };
  const both = (name: string) => ({
    allOf: [{ $ref: `#/components/schemas/${name}` }, { $ref: '#/components/schemas/Rest' }],
  });
  const of = (...names: string[]) => received({ oneOf: names.map(both) }, components);
  expect(await saidOf(of('One', 'One'), of('One', 'Two'))).toContain('the alternative Two and Rest of oneOf is new');
});

test('a choice where there was none is not called an alternative', async () => {
  const members = { type: { enum: ['Issue'] }, id: { type: 'integer' } };
  const added = { owner: text, repo: text, number: { type: 'integer' } };
  const choice = {
    ...object({ ...members, ...added }, ['type'], { additionalProperties: false }),
    oneOf: [{ required: ['id'] }, { required: ['owner', 'number'] }],
  };
  const said = await saidOf(sent(object(members, ['type', 'id'])), sent(choice));
  expect(said).toContain('oneOf is new, and not all that was described fits one of its alternatives');
});

describe('contains, where only what it refers to changed', () => {
  const contains = { type: 'array', contains: { $ref: '#/components/schemas/A' } };
  const to = (A: object | boolean, B: object = {}) => received(contains, { components: { schemas: { A, B } } });
  test.each<[string, object, object, string]>([
    ['a keyword', to({ minimum: 1 }), to({ minimum: 2 }), 'minimum was 1 and is 2'],
    ['a new one', to({}), to({ minimum: 2 }), 'minimum 2 is new'],
    [
      'in a member, behind another reference',
      to({ properties: { b: { $ref: '#/components/schemas/B' } } }, { maxLength: 5 }),
      to({ properties: { b: { $ref: '#/components/schemas/B' } } }, { maxLength: 4 }),
      'properties/b/maxLength was 5 and is 4',
    ],
    ['all of it', to(true), to(false), '{"$ref":"#/components/schemas/A"} was true and is false'],
  ])('%s', async (_, base, head, change) =>
    expect(await saidOf(base, head)).toContain(
      `contains {"$ref":"#/components/schemas/A"} leads to what changed: ${change}`,
    ),
  );

  test('a reference that is gone is told', async () => {
    const without = received({ type: 'array', contains: {} }, { components: { schemas: { A: { minimum: 1 } } } });
    expect(await saidOf(to({ minimum: 1 }), without)).toContain(
      'contains was {"$ref":"#/components/schemas/A"} and is {}',
    );
  });
});
