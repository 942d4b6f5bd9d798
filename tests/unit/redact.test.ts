import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redactor } from '../../src/exchange/redact.ts';

const token = 'MIIEgAYJKoZIhvcNAQcCoIIEcTCCBG0/+Zz09=kQxY7==';
const { text, found } = redactor([token, 'hunter22', 'abc']);

const forms: [string, string][] = [
  ['itself', token],
  ['base64', Buffer.from(token).toString('base64')],
  ['base64 one byte in', Buffer.from(`x${token}`).toString('base64').slice(2)],
  ['base64 two bytes in', Buffer.from(`xy${token}`).toString('base64').slice(3)],
  ['base64url', Buffer.from(`xy${token}z`).toString('base64url')],
  ['percent-encoded', encodeURIComponent(token)],
  ['percent-encoded in lower case', encodeURIComponent(token).replace(/%../g, (hex) => hex.toLowerCase())],
  ['percent-encoded whole', [...token].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')],
  [
    'percent-encoded whole, upper case',
    [...token].map((c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`).join(''),
  ],
  ['JSON with escaped slashes', token.replaceAll('/', '\\/')],
  ['JSON with escaped signs', token.replaceAll('=', '\\u003d').replaceAll('+', '\\u002b')],
];

/** No twelve characters of `form` are left in `redacted`. */
function expectNoRun(redacted: string, form: string): void {
  for (let i = 0; i + 12 <= form.length; i++) expect(redacted).not.toContain(form.slice(i, i + 12));
}

describe('a secret is replaced', () => {
  test.each(forms)('as %s', (_, form) => {
    const redacted = text(`before ${form} after`);
    expect(redacted).toContain('[redacted]');
    expect(redacted.startsWith('before ')).toBe(true);
    expect(redacted.endsWith(' after')).toBe(true);
    expectNoRun(redacted, form);
    expect(found(form)).toBe(true);
  });

  test('exactly, and nothing around it', () => {
    expect(text(`{"a":"${token}","b":1}`)).toBe('{"a":"[redacted]","b":1}');
    expect(text(`${token}${token}`)).toMatch(/^(\[redacted\])+$/);
    expect(text(`${token} ${token}`)).toBe('[redacted] [redacted]');
  });

  test('run by run where it is split', () => {
    const redacted = text(`X-A: ${token.slice(0, 20)}\nX-B: ${token.slice(20)}`);
    expect(redacted).toBe('X-A: [redacted]\nX-B: [redacted]');
  });

  test('when it is split twice within one run, whatever has twelve characters', () => {
    expect(text(token.slice(0, 11))).toBe(token.slice(0, 11));
    expect(text(token.slice(5, 17))).toBe('[redacted]');
  });
});

test('runs of two secrets that overlap are replaced as one', () => {
  const both = redactor(['AAAA1111BBBB2222CC', '2222CCDDDDEEEEFFFF']);
  expect(both.text('<AAAA1111BBBB2222CCDDDDEEEE>')).toBe('<[redacted]>');
});

test('a secret of six to eleven characters is replaced whole only', () => {
  expect(text('password hunter22!')).toBe('password [redacted]!');
  expect(text('hunter2')).toBe('hunter2');
  expect(text(Buffer.from('hunter22').toString('base64'))).not.toContain('aHVudGVyMj');
});

test('shorter secrets and ordinary text are left alone', () => {
  expect(text('abc def')).toBe('abc def');
  expect(found('the quick brown fox jumps over the lazy dog')).toBe(false);
  expect(redactor([]).text('anything at all')).toBe('anything at all');
});

test('a secret that repeats itself is found in its middle too', () => {
  const odd = `${'ab'.repeat(40)}XYZ${'ab'.repeat(40)}`;
  expectNoRun(redactor([odd]).text(`..${odd}..`), odd);
});

test('no run of twelve characters is left in any text made of pieces of secrets', () => {
  const secrets = [
    '0123456789abcdefghijklmnopqrstuvwxyz',
    'zyxwvutsrqponmlkjihgfedcba9876543210',
    'aaaaaaaaaaaabaaaaaaaaaaaa',
  ];
  const both = redactor(secrets);
  const piece = fc
    .tuple(fc.constantFrom(...secrets), fc.nat(30), fc.nat(36))
    .map(([secret, from, length]) => secret.slice(from, from + length));
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }), (pieces) => {
      const joined = pieces.join('');
      const redacted = both.text(joined);
      for (const secret of secrets) {
        for (let i = 0; i + 12 <= secret.length; i++) {
          expect(redacted.split('[redacted]').some((rest) => rest.includes(secret.slice(i, i + 12)))).toBe(false);
        }
      }
      expect(both.found(joined)).toBe(redacted !== joined);
    }),
    { numRuns: 500 },
  );
});

test('megabytes are scanned in milliseconds, and a long token costs no more', () => {
  const long = Array.from({ length: 4000 }, (_, i) => ((i * 7919) % 36).toString(36)).join('');
  const fast = redactor([long]);
  const page = 'lorem ipsum dolor sit amet '.repeat(200_000);
  const started = performance.now();
  expect(fast.found(page)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
