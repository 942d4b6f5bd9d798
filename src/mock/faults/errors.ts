import type { Behaviour, Fault, NamedOverride } from '../behaviour.ts';
import { errorBody } from '../operation.ts';

const group = 'error body';
const level = 'MUST';

const written =
  (write: (fault: Fault, requestId: string) => string): NamedOverride['override'] =>
  (_base: Behaviour, { all }) => ({ writeError: (fault, call) => write(fault, all.requestId(call)) });

/** Changes the error bodies of one status only. */
const writtenFor =
  (status: number, write: (fault: Fault, requestId: string) => string): NamedOverride['override'] =>
  (base, { all }) => ({
    writeError: (fault, call) =>
      fault.status === status ? write(fault, all.requestId(call)) : base.writeError(fault, call),
  });

const html = '<html><head><title>Error</title></head><body><h1>Bad Request</h1></body></html>';

const codes = (
  name: string,
  description: string,
  change: (code: string) => string,
  lvl: 'MUST' | 'SHOULD' = level,
): NamedOverride => ({
  name,
  group: 'codes',
  level: lvl,
  description,
  override: written(({ code, message }, requestId) => errorBody(change(code), message, requestId)),
});

/** Writes error bodies, their message beginning with a word, as other bytes. */
const encoded = (
  name: string,
  lvl: 'MUST' | 'SHOULD',
  description: string,
  word: string,
  encode: (text: string) => Buffer,
  charset?: string,
): NamedOverride => ({
  name,
  group,
  level: lvl,
  description,
  override: (base) => ({
    error: (fault, call) => {
      const reply = base.error({ ...fault, message: `${word}: ${fault.message}` }, call);
      const type = charset === undefined ? reply.headers['content-type'] : `application/json; charset=${charset}`;
      return { ...reply, headers: { ...reply.headers, 'content-type': type ?? '' }, body: encode(String(reply.body)) };
    },
  }),
});

export const errors: readonly NamedOverride[] = [
  {
    name: 'messages-past-the-bound',
    group,
    level: 'SHOULD',
    edition: { bounds: true },
    description: 'Error messages have 300 characters, where the edition allows 200.',
    override: written(({ code }, requestId) => errorBody(code, 'm'.repeat(300), requestId)),
  },
  {
    name: 'error-is-html',
    group,
    level,
    description: "Errors are answered with a web server's HTML page.",
    override: (base) => ({
      error: (fault, call) => ({ ...base.error(fault, call), headers: { 'content-type': 'text/html' }, body: html }),
    }),
  },
  {
    name: 'error-with-byte-order-mark',
    group,
    level: 'SHOULD',
    description: 'Error bodies begin with a byte order mark.',
    override: written(({ code, message }, requestId) => `\ufeff${errorBody(code, message, requestId)}`),
  },
  {
    name: 'error-code-named-twice',
    group,
    level: 'SHOULD',
    description: 'Error bodies name their code twice, the code of the gateway before.',
    override: written((fault, requestId) =>
      errorBody(fault.code, fault.message, requestId).replace('{', '{"error_code":"APIG.0201",'),
    ),
  },
  encoded('error-in-latin-1', level, 'Error bodies are written in ISO-8859-1.', 'Ungültig', (text) =>
    Buffer.from(text, 'latin1'),
  ),
  encoded('error-in-gbk', level, 'Error bodies are written in GBK.', '@', (text) => {
    const [before = '', after = ''] = text.split('@');
    // "参数无效"
    return Buffer.concat([Buffer.from(before), Buffer.from('b2ced5fdceded0a7', 'hex'), Buffer.from(after)]);
  }),
  encoded(
    'error-declared-as-latin-1',
    'SHOULD',
    'Error bodies are UTF-8, have letters beyond ASCII and are declared as ISO-8859-1.',
    'Ungültig',
    (text) => Buffer.from(text),
    'ISO-8859-1',
  ),
  encoded(
    'error-declared-as-utf-16',
    'SHOULD',
    'Error bodies are UTF-8 and declared as UTF-16.',
    'Invalid',
    (text) => Buffer.from(text),
    'UTF-16',
  ),
  { name: 'error-is-empty', group, level, description: 'Errors have no body.', override: written(() => '') },
  {
    name: 'error-is-text',
    group,
    level,
    description: 'Errors are plain text.',
    override: written(({ message }) => message),
  },
  {
    name: 'error-is-string',
    group,
    level,
    description: 'Errors are a JSON string.',
    override: written(({ message }) => JSON.stringify(message)),
  },
  {
    name: 'error-is-array',
    group,
    level,
    description: 'Errors are wrapped in an array.',
    override: written(({ code, message }, id) => `[${errorBody(code, message, id)}]`),
  },
  {
    name: 'error-of-spring',
    group,
    level,
    description: 'Errors have the default body of Spring Boot.',
    override: written(({ status, message }) =>
      JSON.stringify({ timestamp: new Date().toISOString(), status, error: 'Bad Request', message, path: '/' }),
    ),
  },
  {
    name: 'error-of-servicecomb',
    group,
    level,
    description: 'Errors have code and message, as the open-source framework writes them.',
    override: written(({ code, message }) => JSON.stringify({ code, message })),
  },
  {
    name: 'error-nested',
    group,
    level,
    description: 'The three fields stand inside a member called error.',
    override: written(({ code, message }, id) => `{"error":${errorBody(code, message, id)}}`),
  },
  {
    name: 'error-500-is-html',
    group,
    level,
    description: 'Only status 500 is answered with an HTML page.',
    override: writtenFor(500, () => html),
  },
  {
    name: 'error-500-without-request-id',
    group,
    level,
    description: 'Only status 500 has no request_id.',
    override: writtenFor(500, ({ code, message }) => JSON.stringify({ error_code: code, error_msg: message })),
  },
  {
    name: 'code-is-missing',
    group,
    level,
    description: 'Errors have no error_code.',
    override: written(({ message }, id) => JSON.stringify({ error_msg: message, request_id: id })),
  },
  {
    name: 'code-is-number',
    group,
    level,
    description: 'error_code is a number.',
    override: written(({ status, message }, id) =>
      JSON.stringify({ error_code: status, error_msg: message, request_id: id }),
    ),
  },
  {
    name: 'code-is-null',
    group,
    level,
    description: 'error_code is null.',
    override: written(({ message }, id) => JSON.stringify({ error_code: null, error_msg: message, request_id: id })),
  },
  {
    name: 'code-is-empty',
    group,
    level,
    description: 'error_code is an empty string.',
    override: written(({ message }, id) => errorBody('', message, id)),
  },
  {
    name: 'message-is-missing',
    group,
    level,
    description: 'Errors have no error_msg.',
    override: written(({ code }, id) => JSON.stringify({ error_code: code, request_id: id })),
  },
  {
    name: 'message-is-null',
    group,
    level,
    description: 'error_msg is null.',
    override: written(({ code }, id) => JSON.stringify({ error_code: code, error_msg: null, request_id: id })),
  },
  {
    name: 'message-is-empty',
    group,
    level,
    description: 'error_msg is an empty string.',
    override: written(({ code }, id) => errorBody(code, '', id)),
  },
  {
    name: 'message-is-object',
    group,
    level,
    description: 'error_msg is an object.',
    override: written(({ code, message }, id) =>
      JSON.stringify({ error_code: code, error_msg: { message }, request_id: id }),
    ),
  },
  {
    name: 'message-has-another-name',
    group,
    level,
    description: 'error_msg is called error_message.',
    override: written(({ code, message }, id) =>
      JSON.stringify({ error_code: code, error_message: message, request_id: id }),
    ),
  },
  {
    name: 'request-id-is-missing',
    group,
    level,
    description: 'Errors have no request_id.',
    override: written(({ code, message }) => JSON.stringify({ error_code: code, error_msg: message })),
  },
  {
    name: 'request-id-is-null',
    group,
    level,
    description: 'request_id is null.',
    override: written(({ code, message }) =>
      JSON.stringify({ error_code: code, error_msg: message, request_id: null }),
    ),
  },
  {
    name: 'request-id-is-empty',
    group,
    level,
    description: 'request_id is an empty string.',
    override: written(({ code, message }) => errorBody(code, message, '')),
  },
  {
    name: 'request-id-is-number',
    group,
    level,
    description: 'request_id is a number.',
    override: written(({ code, message }) =>
      JSON.stringify({ error_code: code, error_msg: message, request_id: 4711 }),
    ),
  },
  {
    name: 'constant-request-id',
    group,
    level: 'SHOULD',
    description: 'All answers have the same request_id.',
    override: () => ({
      requestId: () => 'cb39e78a-afd3-4e04-901d-70468b1c23dc-1619602712496-cnnorth7a-P-romalink-service01',
    }),
  },
  {
    name: 'stack-trace-in-message',
    group,
    level: 'SHOULD',
    description: 'error_msg shows a stack trace.',
    override: written(({ code, message }, id) =>
      errorBody(
        code,
        `${message}\n\tat com.huawei.roma.link.DeviceService.forceDisconnect(DeviceService.java:217)\n\tat java.base/java.lang.Thread.run(Thread.java:829)`,
        id,
      ),
    ),
  },
  {
    name: 'refused-method-is-html',
    group,
    level: 'SHOULD',
    description: 'Status 405 has an HTML page.',
    override: writtenFor(405, () => html),
  },
  codes('code-in-lower-case', 'error_code is in lower case.', (code) => code.toLowerCase()),
  codes('code-without-family', 'error_code is the number alone.', (code) => code.replace(/^.*\./, '')),
  codes('code-without-number', 'error_code is the family alone.', (code) => code.replace(/\..*$/, '')),
  codes('code-with-hyphen', 'error_code has a hyphen in place of the point.', (code) => code.replace('.', '-')),
  codes('code-unpadded', 'The number of error_code is not padded with zeros.', (code) =>
    code.replace(/\.0+(?=\d)/, '.'),
  ),
  codes('code-too-long', 'The number of error_code has a ninth digit.', (code) => `${code}0`),
  codes('code-with-blank', 'error_code has a blank behind it.', (code) => `${code} `),
  codes('code-with-newline', 'error_code ends in a line break.', (code) => `${code}\n`),
  codes('code-with-text', 'error_code has the status before it.', (code) => `400 ${code}`),
  codes('code-in-hexadecimal', 'The number of error_code has hexadecimal digits.', (code) =>
    code.replace(/\.\d{2}/, '.0A'),
  ),
  codes('code-of-another-length', 'error_code is of another family and has six digits.', () => 'ACME.123456', 'SHOULD'),
  codes(
    'code-of-another-case',
    'error_code says that the resource does not exist, whatever is wrong.',
    () => 'ROMA.00110006',
    'SHOULD',
  ),
  codes('one-code-for-all', 'error_code is ROMA.00110000 for every error.', () => 'ROMA.00110000', 'SHOULD'),
  {
    name: 'other-code-unpadded',
    group: 'codes',
    level: 'SHOULD',
    description: 'The code of a refused credential is not padded.',
    override: writtenFor(401, ({ message }, id) => errorBody('APIGW.301', message, id)),
  },
];
