import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redactor } from '../../src/exchange/redact.ts';
import { drawn, runsOf } from '../tier.ts';
import '../seeded.ts';

const token = 'MIIEgAYJKoZIhvcNAQcCoIIEcTCCBG0/+Zz09=kQxY7==';
const { text, found } = redactor([token, 'hunter22', 'abc']);

const html = (text: string, spelt: Record<string, string>) => text.replace(/[/+=]/g, (sign) => spelt[sign] ?? sign);
const twice = (text: string) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64');

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
  ['lower case', token.toLowerCase()],
  ['upper case', token.toUpperCase()],
  ['base64 in lower case', Buffer.from(token).toString('base64').toLowerCase()],
  ['hexadecimal', Buffer.from(token).toString('hex')],
  ['hexadecimal in upper case', Buffer.from(token).toString('hex').toUpperCase()],
  ['HTML with names', html(token, { '/': '&sol;', '+': '&plus;', '=': '&equals;' })],
  ['HTML with decimal numbers', html(token, { '/': '&#47;', '+': '&#43;', '=': '&#061;' })],
  ['HTML with hexadecimal numbers', html(token, { '/': '&#x2F;', '+': '&#x2b;', '=': '&#x003D;' })],
  ['HTML whole', [...token].map((c) => `&#${c.charCodeAt(0)};`).join('')],
  ['HTML whole, without semicolons', [...token].map((c) => `&#x${c.charCodeAt(0).toString(16)}`).join('')],
  ['HTML whole, in decimal without semicolons', [...token].map((c) => `&#${c.charCodeAt(0)}`).join('')],
  ['JSON escapes whole', [...token].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')],
  ['JavaScript escapes', [...token].map((c) => `\\x${c.charCodeAt(0).toString(16)}`).join('')],
  ['JavaScript escapes in braces', [...token].map((c) => `\\u{${c.charCodeAt(0).toString(16)}}`).join('')],
  ['octal escapes', [...token].map((c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')],
  ['as escape() does', [...token].map((c) => `%u00${c.charCodeAt(0).toString(16).toUpperCase()}`).join('')],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(token))],
  ['percent-encoded three times', encodeURIComponent(encodeURIComponent(encodeURIComponent(token)))],
  ['base64 twice', twice(token)],
  ['base64 twice, one byte in', twice(`x${token}`)],
  ['base64 twice, two bytes in', twice(`xy${token}z`)],
  ['base64 of what is percent-encoded', Buffer.from(encodeURIComponent(token)).toString('base64')],
  ['percent-encoded base64', encodeURIComponent(Buffer.from(token).toString('base64'))],
  ['percent-encoded HTML', encodeURIComponent(html(token, { '/': '&#47;', '+': '&#43;', '=': '&#61;' }))],
  ['JSON in JSON', JSON.stringify(JSON.stringify(token.replaceAll('/', '\\/')))],
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

test('one of four or five characters where it is a word of its own, a shorter one where it is a value', () => {
  const { text: shown, value } = redactor(['prod', 'x1', 'Stäb', 'a.b?']);
  expect(shown('stage prod, not product or reproduce; PROD')).toBe(
    'stage [redacted], not product or reproduce; [redacted]',
  );
  expect(shown('der Stäb, die Stäbe, (a.b?) a.bc')).toBe('der [redacted], die Stäbe, ([redacted]) a.bc');
  expect(shown('x1')).toBe('x1');
  expect(value(' X1 ')).toBe('[redacted]');
  expect(value('x1 x2')).toBe('x1 x2');
});

test('every sign that HTML has a name for, in a password of signs', () => {
  const signs = `&<>"'/+=#%:;@$!_\`.,?*^()[]{}\\|`;
  const names =
    'amp lt gt quot apos sol plus equals num percnt colon semi commat dollar excl lowbar grave period comma quest ast hat lpar rpar lsqb rsqb lcub rcub bsol verbar';
  const written = names.replace(/\w+ ?/g, (name) => `&${name.trim()};`);
  expect(redactor([signs]).text(`a ${written} b`)).toBe('a [redacted] b');
});

test('names of HTML without their semicolons', () => {
  expect(redactor(['a<b>c&d"e<f>g']).text('x a&ltb&gtc&ampd&quote&LTf&gtg y')).toBe('x [redacted] y');
});

test('hexadecimal with signs in between and lists of bytes are not found: docs/safety.md says so', () => {
  const hex = Buffer.from(token).toString('hex');
  for (const form of [hex.replace(/..(?=.)/g, '$&:'), hex.replace(/../g, '$& '), [...Buffer.from(token)].join(',')])
    expect(found(form)).toBe(false);
});

test('what cannot be undone is left alone', () => {
  for (const odd of [
    '%',
    '%zz',
    '&nothing;',
    '&#xffffff;',
    '&#9999999;',
    '\\u12',
    '\\q',
    '%ff%fe%80',
    '\\',
    '%u12',
    '\\u{',
    '\\u{1234567}',
    '\\9',
    '\\777',
  ])
    expect(text(`a ${odd} b`)).toBe(`a ${odd} b`);
});

test('reversed is not found: docs/safety.md says so', () => {
  expect(found([...token].reverse().join(''))).toBe(false);
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
    { numRuns: runsOf(500) },
  );
});

describe('whatever a text is made of, it is scanned in a time that grows with its length alone', () => {
  const long = Array.from({ length: 4000 }, (_, i) => ((i * 7919) % 36).toString(36)).join('');
  const fast = redactor([long, 'hunter22', 'prod']);
  /** Time of the processor, which a busy machine does not stretch. */
  const msOf = (unit: string): number => {
    const page = Buffer.from(unit.repeat(Math.ceil((1024 * 1024) / unit.length))).toString();
    const before = process.cpuUsage();
    fast.text(page);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  test.each(
    drawn(
      [
        ['one letter', 'a'],
        ['base64', 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0'],
        ['percents', '%41%42%c3%a9'],
        ['percents of percents', '%25'],
        ['HTML', '&lt;p&gt;'],
        ['JSON escapes', '\\u0041\\\\'],
        ['half escapes', '&#%\\u0'],
        ['half escapes with braces', '\\u{0'],
        ['octal escapes', '\\101\\134'],
        ['runs of the secret', `${long.slice(100, 120)} `],
      ],
      3,
    ),
  )('%s', (_, unit) => {
    msOf('lorem ipsum dolor sit amet ');
    const plain = msOf('lorem ipsum dolor sit amet ');
    // 1 to 8 times as long as plain words; anything that grows with the square would be thousands of times as long.
    expect(msOf(unit) / plain).toBeLessThan(100);
  });
});

test('twelve characters of a secret are found wherever they stand, and six where that is all of one', () => {
  const places = Array.from({ length: 24 }, (_, pad) => ' '.repeat(pad));
  for (const pad of places) {
    for (let i = 0; i + 12 <= token.length; i++) expect(found(`${pad}${token.slice(i, i + 12)}`)).toBe(true);
    expect(redactor(['qwerty']).found(`${pad}qwerty.`)).toBe(true);
  }
});
