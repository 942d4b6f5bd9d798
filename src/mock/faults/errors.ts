import type { Fault, NamedOverride, Override } from '../behaviour.ts';
import { errorBody } from '../operation.ts';
import { faultsOf, madeBy } from '../overrides.ts';

const { must, should } = faultsOf('error body');
const codes = faultsOf('codes');

const rewritten =
  (write: (fault: Fault, requestId: string) => string): Override =>
  (_base, { all }) => ({ writeError: (fault, call) => write(fault, all.requestId(call)) });

const written = madeBy(must, rewritten);

/** Writes members as JSON that depend on the fault and on the id of the request. */
const members = madeBy(must, (membersOf: (fault: Fault, id: string) => object) =>
  rewritten((fault, id) => JSON.stringify(membersOf(fault, id))),
);

/** Changes the error bodies of one status only. */
const writtenFor =
  (status: number, write: (fault: Fault, requestId: string) => string): Override =>
  (base, { all }) => ({
    writeError: (fault, call) =>
      fault.status === status ? write(fault, all.requestId(call)) : base.writeError(fault, call),
  });

const toHtml = () => '<html><head><title>Error</title></head><body><h1>Bad Request</h1></body></html>';

const recoded = (change: (code: string) => string) =>
  rewritten(({ code, message }, requestId) => errorBody(change(code), message, requestId));

const always = (code: string) => recoded(() => code);

const code = madeBy(codes.must, recoded);

/** Writes error bodies, their message beginning with a word, as other bytes. */
const encoded =
  (word: string, encode: (text: string) => Buffer, charset?: string): Override =>
  (base) => ({
    error: (fault, call) => {
      const reply = base.error({ ...fault, message: `${word}: ${fault.message}` }, call);
      const type = charset === undefined ? reply.headers['content-type'] : `application/json; charset=${charset}`;
      return { ...reply, headers: { ...reply.headers, 'content-type': type ?? '' }, body: encode(String(reply.body)) };
    },
  });

const toLatin1 = (text: string) => Buffer.from(text, 'latin1');

const toUtf8 = (text: string) => Buffer.from(text);

/** With "参数无效" in the place of @. */
function toGbk(text: string): Buffer {
  const [before = '', after = ''] = text.split('@');
  return Buffer.concat([Buffer.from(before), Buffer.from('b2ced5fdceded0a7', 'hex'), Buffer.from(after)]);
}

export const errors: readonly NamedOverride[] = [
  should(
    'messages-past-the-bound',
    'Error messages have 300 characters, where the edition allows 200.',
    rewritten(({ code }, requestId) => errorBody(code, 'm'.repeat(300), requestId)),
    { edition: { bounds: true } },
  ),
  must('error-is-html', "Errors are answered with a web server's HTML page.", (base) => ({
    error: (fault, call) => ({ ...base.error(fault, call), headers: { 'content-type': 'text/html' }, body: toHtml() }),
  })),
  should(
    'error-with-byte-order-mark',
    'Error bodies begin with a byte order mark.',
    rewritten(({ code, message }, requestId) => `\ufeff${errorBody(code, message, requestId)}`),
  ),
  should(
    'error-code-named-twice',
    'Error bodies name their code twice, the code of the gateway before.',
    rewritten((fault, requestId) =>
      errorBody(fault.code, fault.message, requestId).replace('{', '{"error_code":"APIG.0201",'),
    ),
  ),
  must('error-in-latin-1', 'Error bodies are written in ISO-8859-1.', encoded('Ungültig', toLatin1)),
  must('error-in-gbk', 'Error bodies are written in GBK.', encoded('@', toGbk)),
  should(
    'error-declared-as-latin-1',
    'Error bodies are UTF-8, have letters beyond ASCII and are declared as ISO-8859-1.',
    encoded('Ungültig', toUtf8, 'ISO-8859-1'),
  ),
  should(
    'error-declared-as-utf-16',
    'Error bodies are UTF-8 and declared as UTF-16.',
    encoded('Invalid', toUtf8, 'UTF-16'),
  ),
  written('error-is-empty', 'Errors have no body.', () => ''),
  written('error-is-text', 'Errors are plain text.', ({ message }) => message),
  written('error-is-string', 'Errors are a JSON string.', ({ message }) => JSON.stringify(message)),
  written(
    'error-is-array',
    'Errors are wrapped in an array.',
    ({ code, message }, id) => `[${errorBody(code, message, id)}]`,
  ),
  members('error-of-spring', 'Errors have the default body of Spring Boot.', ({ status, message }) => ({
    timestamp: new Date().toISOString(),
    status,
    error: 'Bad Request',
    message,
    path: '/',
  })),
  members(
    'error-of-servicecomb',
    'Errors have code and message, as the open-source framework writes them.',
    ({ code, message }) => ({ code, message }),
  ),
  written(
    'error-nested',
    'The three fields stand inside a member called error.',
    ({ code, message }, id) => `{"error":${errorBody(code, message, id)}}`,
  ),
  must('error-500-is-html', 'Only status 500 is answered with an HTML page.', writtenFor(500, toHtml)),
  must(
    'error-500-without-request-id',
    'Only status 500 has no request_id.',
    writtenFor(500, ({ code, message }) => JSON.stringify({ error_code: code, error_msg: message })),
  ),
  members('code-is-missing', 'Errors have no error_code.', ({ message }, id) => ({
    error_msg: message,
    request_id: id,
  })),
  members('code-is-number', 'error_code is a number.', ({ status, message }, id) => ({
    error_code: status,
    error_msg: message,
    request_id: id,
  })),
  members('code-is-null', 'error_code is null.', ({ message }, id) => ({
    error_code: null,
    error_msg: message,
    request_id: id,
  })),
  written('code-is-empty', 'error_code is an empty string.', ({ message }, id) => errorBody('', message, id)),
  members('message-is-missing', 'Errors have no error_msg.', ({ code }, id) => ({ error_code: code, request_id: id })),
  members('message-is-null', 'error_msg is null.', ({ code }, id) => ({
    error_code: code,
    error_msg: null,
    request_id: id,
  })),
  written('message-is-empty', 'error_msg is an empty string.', ({ code }, id) => errorBody(code, '', id)),
  members('message-is-object', 'error_msg is an object.', ({ code, message }, id) => ({
    error_code: code,
    error_msg: { message },
    request_id: id,
  })),
  members('message-has-another-name', 'error_msg is called error_message.', ({ code, message }, id) => ({
    error_code: code,
    error_message: message,
    request_id: id,
  })),
  members('request-id-is-missing', 'Errors have no request_id.', ({ code, message }) => ({
    error_code: code,
    error_msg: message,
  })),
  members('request-id-is-null', 'request_id is null.', ({ code, message }) => ({
    error_code: code,
    error_msg: message,
    request_id: null,
  })),
  written('request-id-is-empty', 'request_id is an empty string.', ({ code, message }) => errorBody(code, message, '')),
  members('request-id-is-number', 'request_id is a number.', ({ code, message }) => ({
    error_code: code,
    error_msg: message,
    request_id: 4711,
  })),
  should('constant-request-id', 'All answers have the same request_id.', () => ({
    requestId: () => 'cb39e78a-afd3-4e04-901d-70468b1c23dc-1619602712496-cnnorth7a-P-romalink-service01',
  })),
  should(
    'stack-trace-in-message',
    'error_msg shows a stack trace.',
    rewritten(({ code, message }, id) =>
      errorBody(
        code,
        `${message}\n\tat com.huawei.roma.link.DeviceService.forceDisconnect(DeviceService.java:217)\n\tat java.base/java.lang.Thread.run(Thread.java:829)`,
        id,
      ),
    ),
  ),
  should('refused-method-is-html', 'Status 405 has an HTML page.', writtenFor(405, toHtml)),
  code('code-in-lower-case', 'error_code is in lower case.', (code) => code.toLowerCase()),
  code('code-without-family', 'error_code is the number alone.', (code) => code.replace(/^.*\./, '')),
  code('code-without-number', 'error_code is the family alone.', (code) => code.replace(/\..*$/, '')),
  code('code-with-hyphen', 'error_code has a hyphen in place of the point.', (code) => code.replace('.', '-')),
  code('code-unpadded', 'The number of error_code is not padded with zeros.', (code) =>
    code.replace(/\.0+(?=\d)/, '.'),
  ),
  code('code-too-long', 'The number of error_code has a ninth digit.', (code) => `${code}0`),
  code('code-with-blank', 'error_code has a blank behind it.', (code) => `${code} `),
  code('code-with-newline', 'error_code ends in a line break.', (code) => `${code}\n`),
  code('code-with-text', 'error_code has the status before it.', (code) => `400 ${code}`),
  code('code-in-hexadecimal', 'The number of error_code has hexadecimal digits.', (code) =>
    code.replace(/\.\d{2}/, '.0A'),
  ),
  codes.should('code-of-another-length', 'error_code is of another family and has six digits.', always('ACME.123456')),
  codes.should(
    'code-of-another-case',
    'error_code says that the resource does not exist, whatever is wrong.',
    always('ROMA.00110006'),
  ),
  codes.should('one-code-for-all', 'error_code is ROMA.00110000 for every error.', always('ROMA.00110000')),
  codes.should(
    'other-code-unpadded',
    'The code of a refused credential is not padded.',
    writtenFor(401, ({ message }, id) => errorBody('APIGW.301', message, id)),
  ),
];
