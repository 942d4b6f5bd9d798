/** What is said of answers, pages and violations of a schema, and which charsets mislead. */
import { expect, test } from '@jest/globals';
import { misleadingCharset } from '../../../src/checks/charset.ts';
import { post } from '../../../src/checks/request.ts';
import { sayAnswer, sayBoth, sayNotRefused, sayNowhere, sayRequest, sayViolation } from '../../../src/checks/words.ts';
import { inEnglish, message } from '../../../src/messages/messages.ts';
import { listOf } from '../../../src/operation/body.ts';
import { answerWith } from '../hand-made.ts';

const html = (body: string, type: string | null = 'text/html') =>
  inEnglish(sayAnswer(answerWith(200, body, type === null ? {} : { 'content-type': type })));

test.each<[string, string, string]>([
  ['its title', '<html><title lang="en">  Sign   in </title><body>x</body></html>', 'Sign in'],
  ['a title in capitals', '<HTML><TITLE>Sign in</TITLE>', 'Sign in'],
  ['a title that is empty', '<title> </title><p>Down for\n<b>work</b></p>', 'Down for work'],
  ['without styles and scripts', '<style>a{}</style\n><script>let a = "<p>";</script>Down<style>b{}', 'Down'],
  ['a tag that is cut', '<p>Down for <b', 'Down for'],
  ['words with digits', 'error 0x1f at 12:30 in node', 'error … at … in node'],
  ['not more than is read', `${' '.repeat(3999)}ab`, 'a'],
  ['not more than is shown', 'abcd '.repeat(40), `${'abcd '.repeat(12)}...`],
])('a page is told by %s', (_, body, words) => expect(html(body)).toBe(`status 200, text/html: "${words}"`));

test.each<[string | null, string]>([
  ['Text/HTML; charset=utf-8', 'status 200, text/html: "Down"'],
  [' text/plain ', 'status 200, text/plain: "Down"'],
  ['', 'status 200, no Content-Type: "Down"'],
  [null, 'status 200, no Content-Type: "Down"'],
  [`a/${'b'.repeat(50)}`, `status 200, a/${'b'.repeat(38)}...: "Down"`],
])('its type %j', (type, said) => expect(html('Down', type)).toBe(said));

test.each<[number, string, string]>([
  [200, ' \n', 'status 200, an empty body'],
  [200, '<style>x</style>', 'status 200, a body that is no JSON'],
  [200, '{"success":[],"failed":{}}', 'status 200, success [], failed unreadable'],
  [200, '{"success":[1]}', 'status 200, success unreadable, failed []'],
  [200, `{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}`, 'status 200, neither success nor failed, but a, b, c, d, e'],
  [200, `{"${'n'.repeat(40)}":1}`, `status 200, neither success nor failed, but ${'n'.repeat(30)}...`],
  [200, `{"success":[{"id":"${'9'.repeat(40)}"}]}`, `status 200, success ["${'9'.repeat(0)}...], failed []`],
  [200, '{"success":[{"id":1},{"id":2},{"id":3},{"id":4},{"id":5}]}', 'status 200, success [1, 2, 3, 4, 5], failed []'],
  [400, `{"error_code":"${'c'.repeat(70)}"}`, `status 400, error_code ${'c'.repeat(60)}...`],
])('an answer %i %s', (status, body, said) => expect(inEnglish(sayAnswer(answerWith(status, body)))).toBe(said));

test('a request is told in one line, with its method where that is another', () => {
  expect(inEnglish(sayRequest({ request: post('{\t"device_ids":\r\n[1]}') }))).toBe(
    'the body {\\t"device_ids":\\r\\n[1]}',
  );
  expect(inEnglish(sayRequest({ request: post(listOf('1', '\t2')) }))).toBe('[1,\\t2]');
  expect(inEnglish(sayRequest({ request: post(`x${listOf('1')}`) }))).toBe('the body x{"device_ids":[1]}');
  expect(inEnglish(sayRequest({ request: post(`${listOf('1')}x`) }))).toBe('the body {"device_ids":[1]}x');
  expect(inEnglish(sayRequest({ request: post(listOf('1'), { method: 'PUT' }) }))).toBe('PUT with [1]');
  const request = post(listOf('1'));
  expect(sayRequest({ request })).toBe(sayRequest({ request }));
  expect(inEnglish(sayBoth({ request, answer: answerWith(404, '') }))).toBe('[1]: status 404');
});

test.each<[string, string | undefined, string]>([
  ['must be integer', undefined, 'is no integer'],
  ['must be object,null', undefined, 'is neither object nor null'],
  ['must be object,array,null', undefined, 'is neither object, array nor null'],
  ["must have required property 'id'", 'id', 'has no id'],
  ["must have required property 'id'", undefined, "must have required property 'id'"],
  ["must have required property 'id'", 'other', "must have required property 'id'"],
  ['must be <= 7', undefined, 'is more than 7'],
  ['must be >= 1', undefined, 'is less than 1'],
  ['must be > 1', undefined, 'must be > 1'],
  ['it must be <= 7', undefined, 'it must be <= 7'],
  ['must be <= 7 or so', undefined, 'must be <= 7 or so'],
  ['it must be integer', undefined, 'it must be integer'],
  ['must be integer 7', undefined, 'must be integer 7'],
  ['must NOT have fewer than 1 characters', undefined, 'is empty'],
  ['must NOT have fewer than 2 characters', undefined, 'has fewer than 2 characters'],
  ['must NOT have more than 64 characters', undefined, 'has more than 64 characters'],
  ['must NOT have more than 9 items', undefined, 'has more than 9 items'],
  ['must NOT have fewer than 9 items', undefined, 'must NOT have fewer than 9 items'],
  ['they must NOT have more than 9 items', undefined, 'they must NOT have more than 9 items'],
  ['must NOT have more than 9 items at all', undefined, 'must NOT have more than 9 items at all'],
])('of a violation: %s (%s)', (text, key, said) => {
  const violation = { pointer: '', keyword: 'x', message: text, ...(key !== undefined && { key }) };
  expect(inEnglish(sayViolation(violation as Parameters<typeof sayViolation>[0]))).toBe(said);
});

const ACCEPTED = message('text', { text: 'accepted' });
test.each([
  ['{"success":[],"failed":[]}', 'accepted'],
  ['{"failed":[]}', 'accepted'],
  ['{"success":[],"failed":1}', 'accepted'],
  ['{"success":1,"failed":1}', 'it is answered with status 202 and no lists, in place of an error status'],
  ['{}', 'it is answered with status 202 and no lists, in place of an error status'],
  ['', 'it is answered with status 202 and no lists, in place of an error status'],
])('what was not refused, by %j', (body, said) => {
  expect(inEnglish(sayNotRefused(ACCEPTED, message('text', { text: 'it' }), answerWith(202, body)))).toBe(said);
});

test.each<[number, string, string]>([
  [302, '', 'the address answers with a web page or a redirect, and not with the operation (status 302)'],
  [404, '', 'the deployment knows no such instance, or has nothing at that address (status 404)'],
])('what leads elsewhere: %i %s', (status, body, said) => {
  expect(inEnglish(sayNowhere(answerWith(status, body)))).toBe(said);
});

test.each<[string | undefined, string, string | null]>([
  [undefined, '{"a":"\u00e4"}', null],
  ['application/json', '{"a":"\u00e4"}', null],
  ['application/json; charset=utf-8', '{"a":"\u00e4"}', null],
  ['application/json;charset="UTF8"', '{"a":"\u00e4"}', null],
  ['application/json; charset = iso-8859-1', '{"a":"\u00e4"}', 'iso-8859-1'],
  ['application/json; charset="iso-8859-1" ; x=y', '{"a":"\u00e4"}', 'iso-8859-1'],
  ['application/json; CHARSET=latin1;x', '{"a":"\u00e4"}', 'latin1'],
  ['application/json; charset=iso-8859-1', '{"a":"b"}', null],
  ['application/json; charset=utf-16', '{"a":"b"}', 'utf-16'],
  ['application/json; charset=utf-8x', '{"a":"\u00e4"}', 'utf-8x'],
  ['application/json; charset=xutf-8', '{"a":"\u00e4"}', 'xutf-8'],
  ['application/json; charset=nobody', '{"a":"b\u007f"}', null],
  ['application/json; charset=nobody', '{"a":"b\u0080"}', 'nobody'],
  ['application/json; charset=', '{"a":"\u00e4"}', null],
  ['application/json; charset=gbk', '\ufeff{}', 'gbk'],
  ['application/json; charset=unicode-1-1-utf-8', '\ufeff{}', null],
])('a charset: %s %j', (type, body, expected) => {
  expect(misleadingCharset(answerWith(200, body, type === undefined ? {} : { 'content-type': type }))).toBe(expected);
});
