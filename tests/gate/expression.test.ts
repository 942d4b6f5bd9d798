/** Regular expressions of documents: an end in bounded time, whatever they are. */
import { describe, expect, test } from '@jest/globals';
import { expression } from '../../src/gate/graph/expression.ts';
import { drawn } from '../tier.ts';

describe('an expression of a document', () => {
  test.each([
    ['^a+$', 'aaa', true],
    ['^a+$', 'ab', false],
    ['(?<=x)y', 'xy', true],
    ['^\\p{L}$', 'é', true],
    ['\\-', '-', true],
  ])('%s of %s: %s', (pattern, text, matches) => {
    expect(expression(pattern)?.test(text)).toBe(matches);
  });

  test('that is none is not read', () => {
    expect(expression('(')).toBeNull();
  });

  test.each(drawn(['^(a+)+$', '^(a|a)*$', '^(a*)*b$'], 1))('%s ends, and is not decided', (pattern) => {
    const slow = expression(pattern);
    expect(slow?.test(`${'a'.repeat(60)}!`)).toBeNull();
    // It would be decided at once, were it not remembered.
    expect(slow?.test('b')).toBeNull();
  });
});
