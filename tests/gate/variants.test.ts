/** Variants of a discriminator without a mapping: their names are the values on the wire. */
import { describe, expect, test } from '@jest/globals';
import { changesOf } from './changes.ts';
import { object, received, sent, text } from './pairs/parts.ts';

const tagged = (name: string, more: object = {}) => ({ ...object({ kind: text, [name]: text }, ['kind']), ...more });
const schemas = { Cat: tagged('purrs'), Dog: tagged('barks'), Hen: tagged('clucks'), Hound: tagged('barks') };

/** By which names a value may go; all of them fit each other's schema. */
const named = (by: typeof received, ...names: string[]) =>
  by(
    {
      oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
      discriminator: { propertyName: 'kind' },
    },
    { components: { schemas } },
  );

const told = async (base: object, head: object) =>
  (await changesOf(base, head, 'all'))
    .filter(({ rule }) => rule === 'schema/discriminator')
    .map((change) => `${change.class}: ${change.says}`);

const worst = async (base: object, head: object) => {
  const classes = (await changesOf(base, head, 'all')).map((change) => change.class);
  return ['breaking', 'warning'].find((one) => classes.some((found) => found === one)) ?? 'compatible';
};

describe('a variant without a mapping', () => {
  test.each<[string, typeof received, string[], string[], string[]]>([
    ['is new in what comes', received, ['Cat', 'Dog'], ['Cat', 'Dog', 'Hen'], ['warning: discriminator "Hen" is new']],
    ['is gone in what is sent', sent, ['Cat', 'Dog', 'Hen'], ['Cat', 'Dog'], ['warning: discriminator "Hen" is gone']],
    ['is gone in what comes', received, ['Cat', 'Dog', 'Hen'], ['Cat', 'Dog'], []],
    ['is new in what is sent', sent, ['Cat', 'Dog'], ['Cat', 'Dog', 'Hen'], []],
    [
      'takes the place of another',
      received,
      ['Cat', 'Dog'],
      ['Cat', 'Hen'],
      ['warning: discriminator "Dog" is gone and discriminator "Hen" is new'],
    ],
    [
      'goes by another name',
      sent,
      ['Cat', 'Dog'],
      ['Cat', 'Hound'],
      ['warning: discriminator "Dog" is gone and discriminator "Hound" is new'],
    ],
  ])('%s', async (_, by, base, head, expected) =>
    expect(await told(named(by, ...base), named(by, ...head))).toEqual(expected),
  );

  test('is no worse in the place of another than beside it', async () => {
    const two = named(received, 'Cat', 'Dog');
    expect(await worst(two, named(received, 'Cat', 'Dog', 'Hen'))).toBe('warning');
    expect(await worst(two, named(received, 'Cat', 'Hen'))).toBe('warning');
  });

  test('that no other takes the values of is breaking as before', async () => {
    const closed = (...names: string[]) => {
      const document = named(received, ...names);
      const all = Object.fromEntries(
        Object.entries(schemas).map(([name, one]) => [name, { ...one, additionalProperties: false }]),
      );
      return { ...document, components: { schemas: all } };
    };
    expect(await worst(closed('Cat', 'Dog'), closed('Cat', 'Dog', 'Hen'))).toBe('breaking');
    expect(await told(closed('Cat', 'Dog'), closed('Cat', 'Dog', 'Hen'))).toEqual([]);
  });
});
