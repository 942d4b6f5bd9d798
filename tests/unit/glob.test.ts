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
  const secondsOf = (stars: number, length: number) => {
    const [glob, text] = [`${'*a'.repeat(stars)}*b`, 'a'.repeat(length)];
    const one = () => {
      const before = process.cpuUsage();
      for (let i = 0; i < 200; i++) if (fits(glob, text)) throw new Error('it does not fit');
      return process.cpuUsage(before).user;
    };
    return Math.max(1, Math.min(...Array.from({ length: 5 }, one)));
  };
  const short = secondsOf(3, 20);
  // Four times the product; an expression that tries all ways has three thousand times as many.
  expect(secondsOf(6, 40) / short).toBeLessThan(100);
  expect(fits(`${'*a'.repeat(200)}*b`, 'a'.repeat(1000))).toBe(false);
});
