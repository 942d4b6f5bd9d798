import { LosslessNumber } from 'lossless-json';
import type { Fault, NamedOverride } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep } from '../operation.ts';

const level = 'MUST';

/** Answers one kind of fault with another status. */
const restatus = (
  name: string,
  from: (fault: Fault) => boolean,
  status: number,
  description: string,
  lvl: 'MUST' | 'SHOULD' = level,
): NamedOverride => ({
  name,
  group: 'status',
  level: lvl,
  description,
  override: (base) => ({ error: (fault, call) => base.error(from(fault) ? { ...fault, status } : fault, call) }),
});

const isInvalid = ({ status }: Fault) => status === INVALID_BODY.status;

/** Accepts elements that hold no number and leaves them out. */
const skipping = (
  name: string,
  description: string,
  isSkipped: (element: unknown) => boolean,
  lvl: 'MUST' | 'SHOULD' = level,
): NamedOverride => ({
  name,
  group: 'body',
  level: lvl,
  description,
  override: (base) => ({
    readList: (body, call) => {
      const list = base.readList(body, call);
      return 'ok' in list ? okStep(list.ok.filter((element) => !isSkipped(element))) : list;
    },
  }),
});

/** Accepts a body that is to be refused, as if it were an empty list or another body. */
const accepting = (
  name: string,
  description: string,
  read: (text: string) => unknown,
  lvl: 'MUST' | 'SHOULD' = level,
): NamedOverride => ({
  name,
  group: 'body',
  level: lvl,
  description,
  override: (base) => ({
    parse: (text, call) => {
      const body = read(text);
      return body === undefined ? base.parse(text, call) : okStep(body);
    },
  }),
});

/** Refuses a spelling of what is well-formed. */
const spelling = (
  name: string,
  description: string,
  isRefused: (text: string) => boolean,
  lvl: 'MUST' | 'SHOULD' = level,
): NamedOverride => ({
  name,
  group: 'body',
  level: lvl,
  description,
  override: (base) => ({
    parse: (text, call) => (isRefused(text) ? failedStep(INVALID_BODY) : base.parse(text, call)),
  }),
});

const none = { device_ids: [] };
const numbersIn = (text: string) => ({
  device_ids: (text.match(/\d+/g) ?? []).map((digits) => new LosslessNumber(digits)),
});

export const statuses: readonly NamedOverride[] = [
  restatus('invalid-is-422', isInvalid, 422, 'A malformed body is answered 422.'),
  restatus('invalid-is-500', isInvalid, 500, 'A malformed body is answered 500.'),
  restatus('invalid-is-404', isInvalid, 404, 'A malformed body is answered 404.'),
  restatus('invalid-is-401', isInvalid, 401, 'A malformed body is answered 401.'),
  restatus('invalid-is-409', isInvalid, 409, 'A malformed body is answered 409.'),
  {
    name: 'invalid-is-200',
    group: 'status',
    level,
    description: 'Errors are answered with status 200 and an error body.',
    override: (base) => ({
      error: (fault, call) => base.error(isInvalid(fault) ? { ...fault, status: 200 } : fault, call),
    }),
  },
  {
    name: 'everything-is-500',
    group: 'status',
    level,
    description: 'Whatever is asked with a valid credential is answered 500.',
    override: () => ({
      checkInstance: () => failedStep({ status: 500, code: 'ROMA.00110000', message: 'Internal error.' }),
    }),
  },
  {
    name: 'empty-body-is-500',
    group: 'status',
    level,
    description: 'An empty body ends in an internal error.',
    override: (base) => ({
      parse: (text, call) =>
        text === ''
          ? failedStep({ status: 500, code: 'ROMA.00110000', message: 'Internal error.' })
          : base.parse(text, call),
    }),
  },
  {
    name: 'element-of-wrong-type-is-500',
    group: 'status',
    level,
    description: 'An element that is no number ends in an internal error.',
    override: (base) => ({
      readId: (element, index, call) =>
        element instanceof LosslessNumber
          ? base.readId(element, index, call)
          : failedStep({ status: 500, code: 'ROMA.00110000', message: 'Internal error.' }),
    }),
  },
  {
    name: 'wrong-content-type-is-500',
    group: 'status',
    level,
    description: 'A content type that is not JSON ends in an internal error.',
    override: () => ({
      checkContentType: (call) =>
        /json/i.test(String(call.headers['content-type'] ?? 'json'))
          ? okStep(null)
          : failedStep({ status: 500, code: 'ROMA.00110000', message: 'Internal error.' }),
    }),
  },
  {
    name: 'absent-content-type-is-406',
    group: 'status',
    level,
    description: 'A request without a content type is answered 406.',
    override: (base) => ({
      checkContentType: (call) =>
        call.headers['content-type'] === undefined
          ? failedStep({ status: 406, code: 'SCB.00000000', message: 'Not Acceptable' })
          : base.checkContentType(call),
    }),
  },
  accepting('accepts-missing-device-ids', 'A body without device_ids counts as an empty list.', (text) =>
    text.startsWith('{') && !text.includes('device_ids') && text.endsWith('}') ? none : undefined,
  ),
  accepting('finds-device-ids-further-in', 'device_ids is looked for at any depth of the body.', (text) =>
    /^\{.+:\{"device_ids":\[/.test(text) ? numbersIn(text) : undefined,
  ),
  accepting('takes-another-list', 'A list of another name is taken where device_ids is missing.', (text) =>
    /^\{"(?!device_ids)\w+":\[/.test(text) ? numbersIn(text) : undefined,
  ),
  accepting('accepts-empty-body', 'An empty body counts as an empty list.', (text) => (text === '' ? none : undefined)),
  accepting('accepts-cut-body', 'A body that is cut short is read as far as it goes.', (text) =>
    text.startsWith('{"device_ids"') &&
    !text.trimEnd().endsWith('}') &&
    !text.includes('"device_ids":null') &&
    /\]$|,$/.test(text)
      ? numbersIn(text)
      : undefined,
  ),
  accepting('accepts-unquoted-words', 'Member names without quotes are accepted, as by lenient parsers.', (text) =>
    /^\{device_ids:/.test(text) ? numbersIn(text) : undefined,
  ),
  accepting('accepts-any-text', 'Text that is no JSON counts as an empty list.', (text) =>
    /^[a-z-]+$/.test(text) && text !== 'false' && text !== 'null' ? none : undefined,
  ),
  accepting('accepts-bare-string', 'A bare string is read as one id.', (text) =>
    /^".*"$/.test(text) ? numbersIn(text) : undefined,
  ),
  accepting('accepts-bare-number', 'A bare number is read as one id.', (text) =>
    /^\d+$/.test(text) ? numbersIn(text) : undefined,
  ),
  accepting('accepts-bare-boolean', 'A bare boolean counts as an empty list.', (text) =>
    text === 'false' ? none : undefined,
  ),
  accepting('accepts-empty-array', 'An empty array in place of the object counts as an empty list.', (text) =>
    text === '[]' ? none : undefined,
  ),
  accepting('accepts-object-for-list', 'The values of an object in place of the list are read as ids.', (text) =>
    /"device_ids":\{/.test(text) ? numbersIn(text) : undefined,
  ),
  accepting('accepts-word-for-list', 'A word in place of the list counts as an empty list.', (text) =>
    /"device_ids":"[a-z]/.test(text) ? none : undefined,
  ),
  accepting(
    'accepts-boolean-for-list',
    'A boolean in place of the list counts as an empty list.',
    (text) => (/"device_ids":false/.test(text) ? none : undefined),
    'SHOULD',
  ),
  skipping(
    'skips-words',
    'Words in the list are passed over.',
    (element) => typeof element === 'string' && !/^\d*$/.test(element),
  ),
  skipping(
    'skips-objects',
    'Objects in the list are passed over.',
    (element) =>
      typeof element === 'object' &&
      element !== null &&
      !(element instanceof LosslessNumber) &&
      !Array.isArray(element),
  ),
  skipping(
    'skips-booleans',
    'Booleans in the list are passed over.',
    (element) => typeof element === 'boolean',
    'SHOULD',
  ),
  {
    name: 'booleans-are-numbers',
    group: 'body',
    level: 'SHOULD',
    description: 'false is read as 0 and true as 1, as by pydantic and ajv with their defaults.',
    override: (base) => ({
      readId: (element, index, call) =>
        typeof element === 'boolean' ? okStep(element ? 1n : 0n) : base.readId(element, index, call),
    }),
  },
  spelling('layout-refused', 'A body that is laid out in several lines is answered 400.', (text) => /\n/.test(text)),
  spelling('space-before-colon-refused', 'White space before a colon is answered 400.', (text) => /\s:/.test(text)),
  spelling(
    'device-ids-must-come-first',
    'A body with another member before device_ids is answered 400.',
    (text) => /^\s*\{\s*"(?!device_ids)/.test(text) && text.includes('"device_ids":'),
  ),
  spelling(
    'device-ids-must-end-the-body',
    'A body with another member behind device_ids is answered 400.',
    (text) => /"device_ids":\[[^\]]*\],"/.test(text) && !text.endsWith(']}'),
  ),
  spelling(
    'escaped-name-unknown',
    'An escape in the name device_ids makes another name of it.',
    (text) => /\\u[0-9a-f]{4}/i.test(text),
    'SHOULD',
  ),
  {
    name: 'point-zero-beside-whole-is-500',
    group: 'body',
    level,
    description: '20001 and 20001.0 in one batch end in an internal error, as where a key must be unique.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        const texts = 'ok' in list ? list.ok.map((one) => (one instanceof LosslessNumber ? one.value : '')) : [];
        return texts.some((text) => /\.0+$/.test(text) && texts.includes(text.replace(/\.0+$/, '')))
          ? failedStep({ status: 500, code: 'ROMA.00110000', message: 'Internal error.' })
          : list;
      },
    }),
  },
  {
    name: 'checks-only-the-first-element',
    group: 'body',
    level,
    description: 'Only the first element of the list is checked for its type.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        return 'ok' in list
          ? okStep(list.ok.filter((element, i) => i === 0 || element instanceof LosslessNumber))
          : list;
      },
    }),
  },
  {
    name: 'checks-only-the-last-element',
    group: 'body',
    level,
    description: 'Only the last element of the list is checked for its type.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        return 'ok' in list
          ? okStep(list.ok.filter((element, i) => i === list.ok.length - 1 || element instanceof LosslessNumber))
          : list;
      },
    }),
  },
  accepting(
    'accepts-trailing-text',
    'Text after the object is ignored.',
    (text) => (/\} offline$/.test(text) ? numbersIn(text) : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-byte-order-mark',
    'A byte order mark is passed over.',
    (text) => (text.startsWith('\ufeff') ? numbersIn(text) : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-duplicate-keys',
    'Of two device_ids the last counts.',
    (text) =>
      (text.match(/"device_ids"/g) ?? []).length > 1
        ? numbersIn(text.slice(text.lastIndexOf('"device_ids"')))
        : undefined,
    'SHOULD',
  ),
  accepting(
    'accepts-wrapped-object',
    'The object may stand inside an array.',
    (text) => (/^\[\{/.test(text) ? numbersIn(text) : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-null-body',
    'A body of null counts as an empty list.',
    (text) => (text === 'null' ? none : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-null-list',
    'device_ids of null counts as an empty list.',
    (text) => (/"device_ids":null/.test(text) ? none : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-numeric-strings',
    'Ids may stand in quotes.',
    (text) => (/\["\d+"\]/.test(text) ? numbersIn(text) : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-bare-id',
    'One id may stand in place of the list.',
    (text) => (/"device_ids":\d/.test(text) ? numbersIn(text) : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-nested-list',
    'A list inside the list is flattened.',
    (text) => (/\[\[/.test(text) ? numbersIn(text) : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-null-elements',
    'Null in the list is passed over.',
    (text) => (/\[.*null.*\]/.test(text) ? numbersIn(text) : undefined),
    'SHOULD',
  ),
  accepting(
    'accepts-empty-strings',
    'Empty strings in the list are passed over.',
    (text) => (/\[.*"".*\]/.test(text) ? numbersIn(text) : undefined),
    'SHOULD',
  ),
  {
    name: 'null-element-is-500',
    group: 'body',
    level: 'SHOULD',
    description: 'Null in the list ends in an internal error.',
    override: (base) => ({
      readId: (element, index, call) =>
        element === null
          ? failedStep({ status: 500, code: 'ROMA.00110000', message: 'Internal error.' })
          : base.readId(element, index, call),
    }),
  },
  {
    name: 'refuses-unknown-members',
    group: 'body',
    level: 'SHOULD',
    description: 'A member that is not documented is answered 400.',
    override: (base) => ({
      readList: (body, call) =>
        typeof body === 'object' && body !== null && Object.keys(body).some((key) => key !== 'device_ids')
          ? failedStep(INVALID_BODY)
          : base.readList(body, call),
    }),
  },
];
