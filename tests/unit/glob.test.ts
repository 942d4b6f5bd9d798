import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fits } from '../../src/checks/glob.ts';
import { seed } from '../seeded.ts';

test.each([
  ['rounding/*', 'rounding/half', true],
  ['*/half', 'rounding/half', true],
  ['*', 'rounding/half', true],
  ['**', '', true],
  ['rounding/half', 'rounding/half', true],
  ['rounding/hal', 'rounding/half', false],
  ['*half*x', 'rounding/half', false],
  ['roun.ing/half', 'rounding/half', false],
  ['', 'a', false],
])('%s and %s: %s', (glob, text, expected) => expect(fits(glob, text)).toBe(expected));

test(`a glob fits what the expression with .* fits (seed ${seed})`, () => {
  const letters = (...of: string[]) => fc.array(fc.constantFrom(...of), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(letters('a', 'b', '*'), letters('a', 'b'), (glob, text) => {
      expect(fits(glob, text)).toBe(new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(text));
    }),
    { seed, numRuns: 2000 },
  );
});

test('a glob with many stars takes no more steps than the product of the lengths', () => {
  const glob = `${'*a'.repeat(200)}*b`;
  const began = performance.now();
  for (let i = 0; i < 100; i++) expect(fits(glob, 'a'.repeat(1000))).toBe(false);
  // As an expression, one of these does not end.
  expect(performance.now() - began).toBeLessThan(5_000);
});
