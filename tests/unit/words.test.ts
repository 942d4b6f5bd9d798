/** Requests, answers and violations in a few words: what is said, and that nothing of a schema's words is lost. */
import { expect, test } from '@jest/globals';
import { sayAnswer, sayRequest, sayViolation } from '../../src/checks/words.ts';
import { editionIds, loadEdition } from '../../src/edition/load.ts';
import { inEnglish } from '../../src/messages/messages.ts';
import { answerWith } from './hand-made.ts';

test.each([
  [200, '{"success":[{"id":1}],"failed":[]}', 'status 200, success [1], failed []'],
  [200, '{"success":1,"failed":[]}', 'status 200, success unreadable, failed []'],
  [
    200,
    `{"success":[${[1, 2, 3, 4, 5, 6].map((id) => `{"id":${id}}`).join()}],"failed":[]}`,
    'status 200, success [1, 2, 3, 4, 5, ... 6 in all], failed []',
  ],
  [200, '[]', 'status 200, a body that is no JSON object'],
  [200, '<html>', 'status 200, a body that is no JSON'],
  [200, '', 'status 200, an empty body'],
  [
    200,
    '<!doctype html><title>Bad request 17</title><h1>device_ids</h1>',
    'status 200, no Content-Type: "Bad request …"',
  ],
  [200, '<p>Bad request, no token</p>', 'status 200, no Content-Type: "Bad request, no token"'],
  [200, 'OK', 'status 200, no Content-Type: "OK"'],
  [200, '{"error_code":"ROMA.00110001"}', 'status 200, error_code ROMA.00110001'],
  [200, '{"code":4,"message":"no"}', 'status 200, neither success nor failed, but code, message'],
  [200, '{}', 'status 200, an empty object'],
  [404, '{"error_code":"ROMA.00110006"}', 'status 404, error_code ROMA.00110006'],
  [404, '', 'status 404'],
])('an answer: %s %s', (status, body, said) => {
  expect(inEnglish(sayAnswer(answerWith(status, body)))).toBe(said);
});

const long = 'x'.repeat(200);
test.each([
  ['POST', '{"device_ids":[20001.7,20002]}', '[20001.7,20002]'],
  ['POST', null, 'no body'],
  ['POST', '', 'an empty body'],
  ['POST', '{"ids":[1]}', 'the body {"ids":[1]}'],
  ['GET', null, 'GET with no body'],
  ['POST', '{\n "ids":[1]\n}', 'the body {\\n "ids":[1]\\n}'],
  ['POST', `{"device_ids":[${'20001,'.repeat(20)}20001]}`, `[${'20001,'.repeat(13)}...`],
  ['POST', long, `${`the body ${long}`.slice(0, 80)}...`],
  ['POST', long.slice(0, 71), `the body ${long.slice(0, 71)}`],
])('a request: %s %s', (method, body, said) => {
  const request = { method, body } as Parameters<typeof sayRequest>[0]['request'];
  expect(inEnglish(sayRequest({ request }))).toBe(said);
});

const BAD = [
  {},
  { success: 1, failed: null },
  { success: [1], failed: [{}] },
  { success: [{ id: '1', device_name: 1, device_id: 1.5 }], failed: [] },
  { success: [{ id: 0, device_name: 'x'.repeat(99), device_id: 1e18 }], failed: [] },
];

test.each(editionIds.map((id) => [id] as const))('what the schemas of %s say is told in plain words', (id) => {
  const { judgeSuccess, judgeError } = loadEdition(id);
  const errors = [{}, { error_code: 1, error_msg: '', request_id: 'x'.repeat(300) }];
  for (const violation of [...BAD.flatMap(judgeSuccess), ...errors.flatMap(judgeError)]) {
    const said = sayViolation(violation);
    expect(inEnglish(said)).toMatch(/^(is|has) (?!.*must)/);
    expect(said.kind).toMatch(/^schema\./);
  }
});
