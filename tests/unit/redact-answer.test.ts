import { describe, expect, test } from '@jest/globals';
import { redactor } from '../../src/exchange/redact.ts';
import { redactBody, redactHeaders } from '../../src/exchange/redact-answer.ts';

const redact = redactor(['success', 'error_code', '20001', 'hunter22', '12345678', 'x-token-name', 'application/json']);
const shown = (body: string) => redactBody(body, redact);

describe('a body', () => {
  test.each([
    ['documented names', '{"success":[],"error_code":"ROMA.00110006"}'],
    ['ids', '{"success":[{"id":20001,"device_id":12345678},{"id":"20001"}]}'],
    ['nothing to hide', ' { "failed" : [ null , true , 1e5 , -3 ] } '],
  ])('keeps %s', (_, body) => expect(shown(body)).toBe(body));

  test.each([
    ['{"note":"success"}', '{"note":"[redacted]"}'],
    ['{"device_name":"hunter22"}', '{"device_name":"[redacted]"}'],
    ['{"Success":1}', '{"[redacted]":1}'],
    ['{"\\u0068unter22":["\\u0048UNTER22"]}', '{"[redacted]":["[redacted]"]}'],
    ['{"pin":12345678,"device_name":12345678}', '{"pin":-0,"device_name":-0}'],
    ['{"error_code":"hunter22.1"}', '{"error_code":"[redacted].1"}'],
    ['12345678', '-0'],
    ['"hunter22"', '"[redacted]"'],
    ['the password hunter22', 'the password [redacted]'],
    ['{"success":["hunter22"', '{"[redacted]":["[redacted]"'],
  ])('%s is shown as %s', (body, told) => expect(shown(body)).toBe(told));

  test('of white space, of one long string or of nothing else costs no more than its length', () => {
    const length = 1024 * 1024;
    for (const body of [
      ' '.repeat(length),
      '\ufeff'.repeat(length),
      `${' '.repeat(length)}{`,
      JSON.stringify(`${'n'.repeat(length)}hunter22`),
      JSON.stringify(`${'\n'.repeat(length)}hunter22`),
      `[${'"",'.repeat(length / 4)}"hunter22"]`,
      `[${'1,'.repeat(length / 4)}"hunter22"]`,
      `{"a":1${' '.repeat(length)}}`,
    ]) {
      const before = process.cpuUsage();
      expect(shown(body)).not.toContain('hunter22');
      const { user, system } = process.cpuUsage(before);
      // A second of the processor; what grows with the square of the length takes minutes.
      expect((user + system) / 1e6).toBeLessThan(10);
    }
  });
});

test('a secret of one to three characters is taken out where a value is nothing else', () => {
  const tiny = redactor(['id', 'x1']);
  expect(redactBody('{"id":1,"note":"x1","more":["ID","x1 x2"]}', tiny)).toBe(
    '{"id":1,"note":"[redacted]","more":["[redacted]","x1 x2"]}',
  );
});

test('headers are redacted in their names too, and keep what is usual', () => {
  expect(
    redactHeaders(
      {
        'content-type': 'application/json; charset=utf-8',
        'x-token-name': '1',
        'x-a': 'prod hunter22',
        'retry-after': '20001',
      },
      redact,
    ),
  ).toEqual({
    'content-type': 'application/json; charset=utf-8',
    '[redacted]': '1',
    'x-a': 'prod [redacted]',
    'retry-after': '20001',
  });
});
