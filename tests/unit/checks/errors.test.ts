/** Codes, traces and shapes of single errors: what is found in each, and what must not be held against it. */
import { expect, test } from '@jest/globals';
import { catalogue } from '../../../src/checks/catalogue.ts';
import { post } from '../../../src/checks/request.ts';
import type { Exchange, Request } from '../../../src/exchange/exchange.ts';
import { listOf } from '../../../src/operation/body.ts';
import { seenOf, sent } from '../hand-made.ts';

const error = (status: number, body: object, request: Request = post('{}')) =>
  sent(request, 100, { status, body: { error_code: 'SCB.00000000', error_msg: 'no', request_id: 'r', ...body } });

function found(id: string, ...exchanges: Exchange[]): string[] {
  const check = catalogue.find((one) => one.id === id);
  return (check?.judge(seenOf(exchanges, []), check) ?? []).map((one) =>
    one.kind === 'breach'
      ? `${one.message} | ${one.expected} | ${one.actual}`
      : one.kind === 'obstacle'
        ? one.outcome
        : one.text,
  );
}
const format = (code: string) =>
  found('errors/code-format', error(400, { error_code: code }))[0]?.split(' | ')[1] ?? null;
const families = (code: string) =>
  found('errors/code-families', error(400, { error_code: code }))[0]?.split(' | ')[1] ?? null;

test.each<[string, string | null]>([
  ['SCB.00000000', null],
  ['SCB.0000000', 'SCB. and 8 digits'],
  ['SCB.0000', 'SCB. and 8 digits'],
  ['ROMA.00110001', null],
  ['ROMA.0011', null],
  ['ROMA.00110', null],
  ['ROMA.001100', 'ROMA. and 8 or 4 or 5 digits'],
  ['RML.0001', null],
  ['RML.00001', 'RML. and 4 digits'],
  ['APIG.0101', null],
  ['APIG.01010', 'APIG. and 4 digits'],
  ['APIGW.0301', null],
  ['APIGW.030', 'APIGW. and 4 digits'],
  ['APIC.9001', null],
  ['APIC.90001', 'APIC. and 4 digits'],
  ['IAM.0011', null],
  ['IAM.00011', 'IAM. and 4 digits'],
  ['NEW.123', null],
  ['A1.1234', null],
  ['1A.1234', 'F'],
  ['a.1234', 'F'],
  ['SCB', 'F'],
  ['SCB.', 'F'],
  ['.1234', 'F'],
  ['SCB.12a4', 'F'],
  [' SCB.00000000', 'F'],
  ['SCB.00000000 ', 'F'],
  ['NEW.S.1234', 'F'],
])('the form of %j', (code, expected) => expect(format(code)).toBe(expected === 'F' ? format('x') : expected));

test.each<[string, string | null]>([
  ['NEW.123', 'NEW. and 4 or 5 or 8 digits'],
  ['NEW.1234', null],
  ['NEW.12345', null],
  ['NEW.123456', 'NEW. and 4 or 5 or 8 digits'],
  ['NEW.12345678', null],
  ['NEW.123456789', 'NEW. and 4 or 5 or 8 digits'],
  ['SCB.1', null],
])('the digits of another family: %j', (code, expected) => expect(families(code)).toBe(expected));

test('codes of other statuses are judged by the form, apart from those that are documented', () => {
  const other = error(409, { error_code: 'SCB.1' });
  expect(found('errors/code-format', other)).toEqual(['not-testable']);
  expect(found('errors/code-families', other)).toHaveLength(1);
  expect(found('errors/code-families', error(409, { error_code: 'SCB.00000000' }))).toEqual([]);
  expect(found('errors/code-families', error(409, { error_code: '' }))).toEqual(['not-testable']);
  expect(found('errors/code-families', error(400, { error_code: 'SCB.1' }), other)).toHaveLength(1);
});

test.each<[string, number, string, Partial<Request>, boolean]>([
  ['a malformed body', 400, 'SCB.00000000', {}, true],
  ['the other of these', 400, 'SCB.00000003', {}, true],
  ['of these none', 400, 'SCB.00000001', {}, false],
  ['of ROMA', 400, 'ROMA.00110001', {}, true],
  ['of ROMA another', 400, 'ROMA.00110002', {}, false],
  ['of RML any', 400, 'RML.0042', {}, true],
  ['more behind it', 400, 'ROMA.001100011', {}, false],
  ['more before it', 400, 'XRML.0042', {}, false],
  ['no such device', 404, 'ROMA.00110006', {}, true],
  ['another for that', 404, 'ROMA.00110001', {}, false],
  ['more behind that', 404, 'ROMA.001100066', {}, false],
  ['an internal error', 500, 'X.1', {}, true],
  ['an instance that is not there', 404, 'X.1', { instance: 'absent' }, true],
])('a code that fits: %s (%i %s)', (_, status, code, changes, fits) => {
  expect(found('errors/code-fits', error(status, { error_code: code }, { ...post('{}'), ...changes }))).toHaveLength(
    fits ? 0 : 1,
  );
});

test.each<[string, boolean]>([
  ['java.lang.X\n\tat com.acme.Y.z(Y.java:12)', true],
  ['at com.acme.Y.z (x)', true],
  ['look\n  at Object.<anonymous> (/app/a.js:1:2)', true],
  ['in Y.java:12)', true],
  ['in Y.java:x)', false],
  ['in Yxjava:12)', false],
  ['Traceback (most recent call last)', true],
  ['Traceback most recent call last', false],
  ['goroutine 17 [running]', true],
  ['goroutine x [running]', false],
  ['x\n  File "/a.py", line 3', true],
  ['x\nFile "/a.py", line 3', false],
  ['File "/a.py", line 3', false],
  ['x\n File "/a.py", line x', false],
  ['it failed at com.acme.Y(Y.kt:3)', true],
  ['it failed at com.acme.Y(Y.scala:3)', true],
  ['it failed at com.acme.Y(Y.rb:3)', false],
  ['that com.acme.Y(Y.kt:3)', false],
  ['look at the request (the body)', false],
  ['at most (5) devices', false],
  ['at least (1) id, as in device_ids: 7', false],
  ['at run (/app/a.js:1:2)', true],
  ['at run (/app/a.js)\n:1', false],
  ['x\n    at new$ (x)', true],
  ['meet at (5)', false],
])('a trace in %j', (text, isTrace) => {
  expect(found('errors/no-stack-trace', error(400, { error_msg: text }))).toHaveLength(isTrace ? 1 : 0);
});

test('a long text is searched in no time', () => {
  for (const text of [
    'at $'.repeat(20_000),
    `\nat ${'$'.repeat(60_000)}`,
    `\nat a (${'b'.repeat(60_000)}`,
    '\n at'.repeat(20_000),
  ])
    expect(found('errors/no-stack-trace', error(400, { error_msg: text }))).toEqual([]);
});

test('what is looked at is the text of a message', () => {
  expect(found('errors/no-stack-trace', error(400, { error_msg: '' }))).toEqual(['not-testable']);
  expect(found('errors/no-stack-trace', error(400, { error_msg: 7 }))).toEqual(['not-testable']);
  const [told] = found('errors/no-stack-trace', error(400, { error_msg: `x\n\tat a.${'b'.repeat(80)}(c)` }));
  expect(told).toContain(`at a.${'b'.repeat(55)}...`);
});

test.each<[string, Exchange[], string[]]>([
  ['of one answer', [error(400, {})], ['not-testable']],
  ['of two', [error(400, {}), error(400, { request_id: 's' })], []],
  ['without one', [error(400, {}), error(400, { request_id: '' })], ['not-testable']],
  ['of two alike', [error(400, {}), error(404, {})], ['X']],
  ['of three alike', [error(400, {}), error(404, {}), error(200, {})], ['X', 'X']],
])('a request_id %s', (_, exchanges, expected) => {
  expect(found('errors/request-id-unique', ...exchanges).map((text) => (text === 'not-testable' ? text : 'X'))).toEqual(
    expected,
  );
});

test.each<[string, Exchange, string]>([
  ['a documented status', error(500, { error_code: undefined }), 'errors/body'],
  ['another status', error(418, { error_code: undefined }), 'errors/other-statuses'],
  ['another method', error(400, { error_code: undefined }, { ...post(null), method: 'PUT' }), 'errors/other-statuses'],
])('what is missing is told of %s', (_, exchange, id) => {
  expect(
    ['errors/body', 'errors/other-statuses'].map((one) => found(one, exchange).join().startsWith('not-testable')),
  ).toEqual([id !== 'errors/body', id === 'errors/body']);
  expect(found(id, exchange)[0]).toContain('has no error_code');
});

test('an answer to HEAD has no body, and a success is no error', () => {
  for (const exchange of [
    error(400, {}, { ...post(null), method: 'HEAD' }),
    error(399, {}),
    error(200, {}, post(listOf('1'))),
  ])
    expect([found('errors/body', exchange), found('errors/other-statuses', exchange)]).toEqual([
      ['not-testable'],
      ['not-testable'],
    ]);
});
