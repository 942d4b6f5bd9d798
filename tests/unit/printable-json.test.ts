import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printableJson } from '../../src/report/printable-json.ts';
import { UNSEEN } from '../../src/report/visible.ts';
import '../seeded.ts';

describe('printable JSON', () => {
  test('is laid out as JSON.stringify does it, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'grapheme-ascii' }), (value) => {
        expect(printableJson(value)).toBe(`${JSON.stringify(value, null, 2)}\n`);
      }),
    );
  });

  test('stays the same value, and holds nothing that cannot be seen', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
        const text = printableJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text.match(UNSEEN)).toBeNull();
      }),
    );
  });

  test('leaves out what JSON leaves out', () => {
    const value = { a: undefined, b: [undefined, { c: undefined }], d: { e: [{}, [], { f: [] }] }, g: new Date(0) };
    expect(printableJson(value)).toBe(`${JSON.stringify(value, null, 2)}\n`);
  });
});
