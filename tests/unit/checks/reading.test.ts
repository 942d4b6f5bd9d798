/** What a body asks for: its ids, how each may be read, and what may be listed without having been invented. */
import { expect, test } from '@jest/globals';
import { type AskedId, askedOf, readBody } from '../../../src/checks/asked.ts';
import { post } from '../../../src/checks/request.ts';
import type { Request } from '../../../src/exchange/exchange.ts';
import { listOf } from '../../../src/operation/body.ts';
import { sent } from '../hand-made.ts';

const told = ({ text, floor, whole, readings, plain }: AskedId) =>
  [text, whole ? 'whole' : 'fraction', plain ? 'plain' : 'odd', floor, ...readings.filter((id) => id !== floor)].join(
    ' ',
  );

test.each<[string, string[]]>([
  ['20001', ['20001 whole plain 20001']],
  ['0', ['0 whole plain 0']],
  ['-20001', ['-20001 whole odd -20001']],
  ['20001.0', ['20001.0 whole plain 20001']],
  ['20001.9', ['20001.9 fraction plain 20001']],
  ['2.0001e4', ['2.0001e4 whole odd 20001']],
  ['2.00015E+4', ['2.00015E+4 fraction odd 20001']],
  ['-20001.5', ['-20001.5 fraction odd -20002 -20001']],
  ['-20001.0', ['-20001.0 whole odd -20001']],
  ['123456789012345', ['123456789012345 whole plain 123456789012345']],
  ['1234567890123456', ['1234567890123456 whole plain 1234567890123456']],
  ['12345678901234567', ['12345678901234567 whole odd 12345678901234567']],
  ['20001.99999999999', ['20001.99999999999 fraction plain 20001']],
  ['20001.999999999999', ['20001.999999999999 fraction odd 20001 20002']],
  ['20001.99999999999999999999', ['20001.99999999999999999999 fraction odd 20001 20002']],
  ['0.00000000000000001', ['0.00000000000000001 fraction plain 0']],
  ['1e99999999', []],
  ['-1e99999999', []],
  [`${'9'.repeat(400)}.5`, [`${'9'.repeat(400)}.5 fraction odd ${'9'.repeat(400)}`]],
  ['-20001.50000000000000000000', ['-20001.50000000000000000000 fraction odd -20002 -20001']],
  ['12345678901234567.0', ['12345678901234567.0 whole odd 12345678901234567']],
  ['0.12345678901234567', ['0.12345678901234567 fraction odd 0']],
])('%s', (text, expected) => expect(readBody(listOf(text)).ids.map(told)).toEqual(expected));

test.each<[string, string, Partial<ReturnType<typeof readBody>> & { texts: string[]; listable: string[] }]>([
  [
    'as documented',
    listOf('1', '2.5'),
    { wellFormed: true, hasNull: false, texts: ['1', '2.5'], listable: ['1', '2'] },
  ],
  ['an empty list', listOf(), { wellFormed: true, hasNull: false, texts: [], listable: [] }],
  [
    'further members',
    '{"device_ids":[1],"note":7}',
    { wellFormed: true, hasNull: false, texts: ['1'], listable: ['1'] },
  ],
  [
    'a name twice',
    '{"device_ids":[1],"device_ids":[2]}',
    { wellFormed: false, hasNull: false, texts: ['1', '2'], listable: ['1', '2'] },
  ],
  ['a mark', `\ufeff${listOf('1')}`, { wellFormed: false, hasNull: false, texts: ['1'], listable: ['1'] }],
  [
    'a text among them',
    listOf('1', '"2.5"'),
    { wellFormed: false, hasNull: false, texts: ['1', '2.5'], listable: ['1', '2'] },
  ],
  ['null among them', listOf('1', 'null'), { wellFormed: false, hasNull: true, texts: ['1'], listable: ['1', '0'] }],
  ['false among them', listOf('false'), { wellFormed: false, hasNull: true, texts: [], listable: ['0'] }],
  ['an empty text among them', listOf('""'), { wellFormed: false, hasNull: true, texts: [], listable: ['0'] }],
  ['a list in it', listOf('[1]'), { wellFormed: false, hasNull: false, texts: ['1'], listable: ['1'] }],
  ['no list', '{"device_ids":12}', { wellFormed: false, hasNull: false, texts: ['12'], listable: ['12'] }],
  ['no object', '[3]', { wellFormed: false, hasNull: false, texts: ['3'], listable: ['3'] }],
  [
    'no JSON',
    '{"device_ids":[1.50,-2,3e2',
    { wellFormed: false, hasNull: false, texts: ['1.50', '-2', '3e2'], listable: ['1', '-2', '300'] },
  ],
  [
    'numbers that nobody can read',
    '[1e99999999,2e+30',
    { wellFormed: false, hasNull: false, texts: ['2e+30'], listable: ['2000000000000000000000000000000'] },
  ],
  ['nothing', '', { wellFormed: false, hasNull: false, texts: [], listable: [] }],
])('a body: %s', (_, body, expected) => {
  const { ids, may, ...rest } = readBody(body);
  expect({ ...rest, texts: ids.map(({ text }) => text), listable: [...may] }).toEqual(expected);
});

test.each<[string, Partial<Request>, boolean]>([
  ['as a consumer sends it', {}, true],
  ['by another method', { method: 'PUT' }, false],
  ['of the query API', { path: 'device' }, false],
  ['for an instance that is not there', { instance: 'absent' }, false],
  ['for the default', { instance: 'default' }, true],
  ['with a bad credential', { credential: 'cut' }, false],
  ['as JSON of another name', { contentType: 'application/vnd.x+JSON' }, true],
  ['as text', { contentType: 'text/plain' }, false],
  ['as nothing', { contentType: null }, false],
])('a request %s is for the operation: %#', (_, changes, expected) => {
  const x = sent(post(listOf('1'), changes), 0, { status: 200 });
  expect(askedOf(x).forTheOperation).toBe(expected);
  expect(askedOf(x)).toBe(askedOf(x));
});

test('without a body nothing is asked for', () => {
  expect(askedOf(sent(post(null), 0, { status: 200 })).ids).toEqual([]);
});
