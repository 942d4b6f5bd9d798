/** JSON without the loss of a digit: the quick way of reading gives what the careful one gives. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'lossless-json';
import { NumberText, readJson } from '../../src/base/json.ts';
import { anyText } from '../any-text.ts';
import { runsOf } from '../tier.ts';

const carefully = (text: string): unknown =>
  parse(text, null, { parseNumber: (number) => new NumberText(number), onDuplicateKey: ({ newValue }) => newValue });
const exactOf = (text: string): unknown => {
  const json = readJson(text);
  return json.ok ? json.exact : json.problem;
};

const NUMBERS = [
  ['0', '-0', '-0.0', '00', '20001', '20001.0', '20001.50', '2e4', '2E4', '1e21', '1e+21', '1e400', '0.1', '5e-324'],
  ['9007199254740991', '9007199254740993', '99999999999999999', '20001.99999999999999999', '123456789012345678901234'],
].flat();

test.each(NUMBERS)('%s keeps its letters, in a list and in an object', (number) => {
  const text = `{"success":[{"id":${number}},${number}]}`;
  if (number === '00') return expect(exactOf(text)).toBe('not JSON');
  expect(exactOf(text)).toEqual(carefully(text));
  expect(exactOf(number)).toEqual(new NumberText(number));
});

test.each([
  '{"a":1,"a":2}',
  '{"a":1,"\\u0061":2}',
  '{"2":1,"1":2,"b":[]}',
  '{"a":"\\/","b":"\\u00e9"}',
  '{"toString":1,"constructor":{"x":2}}',
  '{"toJSON":1}',
  ' {"a" : [1, 2 ]}\n',
  '"\ud800"',
])('%s is read as by the careful parser', (text) => expect(exactOf(text)).toEqual(carefully(text)));

test('a name that would change the prototype changes none', () => {
  const exact = exactOf('{"__proto__":{"success":[1]}}');
  expect(Object.getPrototypeOf(exact)).toBe(Object.prototype);
  expect((exact as Record<string, unknown>)['success']).toBeUndefined();
});

test.each([
  ['{"success":[{"id":1,"id":2}]}', ['id']],
  ['{"success":[{"id":1,"id":1}]}', ['id']],
  ['{"a" : [], "b":{"a":1}, "\\u0061":[]}', ['a']],
  ['{"a":{"b":1},"c":[{"b":1},{"b":"b\\"\\\\"},{"b":"b:"}]}', []],
  ['{"b":"{\\"b\\":1,\\"b\\":2}" }', []],
])('names that come twice are told: %s', (text, duplicateKeys) =>
  expect(readJson(text)).toMatchObject({ duplicateKeys }),
);

describe('any JSON', () => {
  const value = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('null', 'true', ...NUMBERS.filter((number) => number !== '00')),
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      anyText().map((text) => JSON.stringify(text)),
      fc.array(tie('any')).map((all) => `[${all.join(',')}]`),
      fc
        .array(fc.tuple(fc.constantFrom('"a"', '"b"', '"1"', '"id"', '"toString"'), tie('any')))
        .map((members) => `{${members.map(([name, of]) => `${name}:${of}`).join(',')}}`),
    ),
  })).any;

  test('is read alike, exactly and plainly', () => {
    fc.assert(
      fc.property(value, (text) => {
        const json = readJson(text);
        if (!json.ok) throw new Error(json.problem);
        expect(json.exact).toEqual(carefully(text));
        expect(json.plain).toEqual(JSON.parse(text));
      }),
      { numRuns: runsOf(200) },
    );
  });
});
