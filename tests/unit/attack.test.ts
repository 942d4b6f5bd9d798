/** The attack of `npm run attack`, made small; with three seeds in `*.long.test.ts`, and one of them, drawn, here. */
import { expect, test } from '@jest/globals';
import { attack, readers } from '../attack/attack.ts';
import { drawn } from '../tier.ts';

test('there are more than twenty faulty readers, most of them ruled out, and one at least for every row of the table', () => {
  expect(readers.filter(({ row }) => row === null).length).toBeGreaterThan(20);
});

const attacks: readonly [number, string][] = [
  [1, 'ordinary'],
  [2, 'few and small'],
  [3, 'scattered'],
];

test.each(drawn(attacks, 1))(
  'seed %i, %s: nothing undeclared is hit but by readers of the table, as plan says',
  async (seed, file) => {
    const found = await attack({ seed, sequences: 6, bodies: 150 }, [file]);
    expect(found.map(({ reader }) => reader)).toEqual(readers.map(({ name }) => name));
    for (const { reader, received, broken } of found) {
      expect({ reader, broken }).toEqual({ reader, broken: [] });
      expect(received).toBeGreaterThan(60);
    }
  },
);
