import { describe, expect, test } from '@jest/globals';
import { exitCodeOf, worstOf } from '../../src/verdict/exit-code.ts';

describe('exitCodeOf', () => {
  test.each([
    ['conformant', false, 0],
    ['non-conformant', false, 1],
    ['inconclusive', false, 3],
    ['conformant', true, 130],
    ['broken', false, 1],
    ['non-conformant', true, 130],
    ['inconclusive', true, 130],
    ['broken', true, 130],
  ] as const)('%s, interrupted %s -> %i', (verdict, interrupted, code) => {
    expect(exitCodeOf({ verdict, interrupted })).toBe(code);
  });
});

describe('worstOf takes the first of 130, 4, 2, 1, 3, 0 that occurred', () => {
  test.each([
    [[0], 0],
    [[0, 3], 3],
    [[3, 1, 0], 1],
    [[1, 2], 2],
    [[2, 4, 0], 4],
    [[4, 130], 130],
    [[], 4],
  ] as const)('%j -> %i', (codes, expected) => {
    expect(worstOf([...codes])).toBe(expected);
  });
});
