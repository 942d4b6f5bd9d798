import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { add, compare, low32, nearestDouble, nearestFloat32, readLiteral } from '../../src/base/literal.ts';
import '../seeded.ts';

describe('readLiteral', () => {
  test.each([
    ['20001.9', '20001', '20002', '20001', '20002'],
    ['20001.49999999999999999999', '20001', '20002', '20001', '20001'],
    ['-0.5', '-1', '0', '0', '-1'],
    ['-20001.2', '-20002', '-20001', '-20001', '-20001'],
    ['1e-999999999', '0', '1', '0', '0'],
    ['0.05', '0', '1', '0', '0'],
    ['9007199254740993.5', '9007199254740993', '9007199254740994', '9007199254740993', '9007199254740994'],
    ['.5', '0', '1', '0', '1'],
  ])('%s has a fraction', (text, floor, ceil, trunc, round) => {
    expect(readLiteral(text)).toMatchObject({ floor, ceil, trunc, round, isWhole: false });
  });

  test.each([
    ['20001', '20001', 5],
    ['20001.0', '20001', 5],
    ['2.0001E+4', '20001', 5],
    ['200010e-1', '20001', 5],
    ['00020001', '20001', 5],
    ['+5.', '5', 1],
    ['-0', '0', 0],
    ['-0.000e5', '0', 0],
    ['0e99999999999999999999', '0', 0],
    ['1e20', '100000000000000000000', 1],
    ['99999999999999999', '99999999999999999', 17],
  ])('%s is whole', (text, id, significantDigits) => {
    expect(readLiteral(text)).toEqual({ floor: id, ceil: id, trunc: id, round: id, isWhole: true, significantDigits });
  });

  test.each(['', '-', '.', 'e5', '1e', '0x10', '1_0', ' 1', 'NaN', '1.2.3', '1e999999999', '-1e401', '9'.repeat(500)])(
    '%s is not read',
    (text) => expect(readLiteral(text)).toBeNull(),
  );

  test('an absurd exponent costs nothing', () => {
    // Written out, one would be longer than a string can be.
    for (const text of ['1e999999999999', `1e${'9'.repeat(10_000)}`]) expect(readLiteral(text)).toBeNull();
    expect(readLiteral('1e-999999999999')).toMatchObject({ floor: '0', ceil: '1', round: '0', isWhole: false });
  });

  test('agrees with arithmetic on integers for every decimal of thirty digits', () => {
    const decimal = fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(decimal, ([isNegative, magnitude, places]) => {
        const digits = magnitude.toString().padStart(places + 1, '0');
        const text = `${isNegative ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
        const value = isNegative ? -magnitude : magnitude;
        const unit = 10n ** BigInt(places);
        const floor = value / unit - (value % unit < 0n ? 1n : 0n);
        const ceil = value / unit + (value % unit > 0n ? 1n : 0n);
        const literal = readLiteral(text);
        expect(literal).toMatchObject({ floor: `${floor}`, ceil: `${ceil}`, trunc: `${value / unit}` });
        expect(readLiteral(`${value}e-${places}`)).toEqual(literal);
      }),
    );
  });
});

test('nearestDouble rounds as a double does', () => {
  expect(nearestDouble('20001.99999999999999999999')).toMatchObject({ floor: '20002', trunc: '20002' });
  expect(nearestDouble('9007199254740993')?.floor).toBe('9007199254740992');
  expect(nearestDouble('1e400')).toBeNull();
});

test('nearestFloat32 gives both neighbours where a double lies halfway', () => {
  expect(nearestFloat32('16777217').map((read) => read.floor)).toEqual(['16777216', '16777218']);
  expect(nearestFloat32('16777216').map((read) => read.floor)).toEqual(['16777216']);
  expect(nearestFloat32('1e39')).toEqual([]);
  expect(nearestFloat32('20001.9999')[0]).toMatchObject({ floor: '20002' });
});

test('low32 wraps both ways', () => {
  expect(low32('4294987297')).toEqual({ unsigned: '20001', signed: '20001' });
  expect(low32('2147483648')).toEqual({ unsigned: '2147483648', signed: '-2147483648' });
  expect(low32('-1')).toEqual({ unsigned: '4294967295', signed: '-1' });
});

test('compare and add work on values, not on text', () => {
  const ids = ['-100', '-99', '-1', '0', '9', '10', '99999999999999999'];
  for (const [i, a] of ids.entries()) {
    for (const [j, b] of ids.entries()) expect(Math.sign(compare(a, b)) + 0).toBe(Math.sign(i - j) + 0);
  }
  expect(add('99999999999999999', 1n)).toBe('100000000000000000');
});
