import { LosslessNumber } from 'lossless-json';
import type { Fault, NamedOverride, Override } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep } from '../operation.ts';
import { faultsOf, INTERNAL, madeBy, onElements, textOf } from '../overrides.ts';

const status = faultsOf('status');
const body = faultsOf('body');

/** Answers malformed bodies with another status. */
const restatus =
  (status: number): Override =>
  (base) => ({ error: (fault, call) => base.error(isInvalid(fault) ? { ...fault, status } : fault, call) });

const isInvalid = ({ status }: Fault) => status === INVALID_BODY.status;

const isNumber = (element: unknown) => element instanceof LosslessNumber;
const isNoNumber = (element: unknown) => !isNumber(element);
const isBoolean = (element: unknown) => typeof element === 'boolean';
const isNull = (element: unknown) => element === null;

/** Accepts elements that hold no number and leaves them out. */
const skipping = (isSkipped: (element: unknown) => boolean) =>
  onElements((elements) => elements.filter((element) => !isSkipped(element)));

const skips = madeBy(body.must, skipping);
const rereads = madeBy(body.must, onElements);

/** Ends in an internal error for one of these elements. */
const failingFor =
  (fails: (element: unknown) => boolean): Override =>
  (base) => ({
    readId: (element, index, call) => (fails(element) ? failedStep(INTERNAL) : base.readId(element, index, call)),
  });

/** Accepts a body that is to be refused, as if it were another. */
const accepting =
  (pattern: RegExp, read: (text: string) => object): Override =>
  (base) => ({ parse: (text, call) => (pattern.test(text) ? okStep(read(text)) : base.parse(text, call)) });

const numbersIn = (text: string) => ({
  device_ids: (text.match(/\d+/g) ?? []).map((digits) => new LosslessNumber(digits)),
});

/** Takes such a body for an empty list. */
const emptyFor = (pattern: RegExp) => accepting(pattern, () => ({ device_ids: [] }));

/** Takes the digits of such a body for ids. */
const idsOf = (pattern: RegExp) => accepting(pattern, numbersIn);

/** Refuses a spelling of what is well-formed. */
const refusing =
  (pattern: RegExp): Override =>
  (base) => ({ parse: (text, call) => (pattern.test(text) ? failedStep(INVALID_BODY) : base.parse(text, call)) });

export const statuses: readonly NamedOverride[] = [
  status.must('invalid-is-422', 'A malformed body is answered 422.', restatus(422)),
  status.must('invalid-is-500', 'A malformed body is answered 500.', restatus(500)),
  status.must('invalid-is-404', 'A malformed body is answered 404.', restatus(404)),
  status.must('invalid-is-401', 'A malformed body is answered 401.', restatus(401)),
  status.must('invalid-is-409', 'A malformed body is answered 409.', restatus(409)),
  status.must('invalid-is-200', 'Errors are answered with status 200 and an error body.', restatus(200)),
  status.must('everything-is-500', 'Whatever is asked with a valid credential is answered 500.', () => ({
    checkInstance: () => failedStep(INTERNAL),
  })),
  status.must('empty-body-is-500', 'An empty body ends in an internal error.', (base) => ({
    parse: (text, call) => (text === '' ? failedStep(INTERNAL) : base.parse(text, call)),
  })),
  status.must(
    'element-of-wrong-type-is-500',
    'An element that is no number ends in an internal error.',
    failingFor(isNoNumber),
  ),
  status.must('wrong-content-type-is-500', 'A content type that is not JSON ends in an internal error.', () => ({
    checkContentType: (call) =>
      /json/i.test(String(call.headers['content-type'] ?? 'json')) ? okStep(null) : failedStep(INTERNAL),
  })),
  status.must('absent-content-type-is-406', 'A request without a content type is answered 406.', (base) => ({
    checkContentType: (call) =>
      call.headers['content-type'] === undefined
        ? failedStep({ status: 406, code: 'SCB.00000000', message: 'Not Acceptable' })
        : base.checkContentType(call),
  })),
  body.must(
    'accepts-missing-device-ids',
    'A body without device_ids counts as an empty list.',
    emptyFor(/^\{(?!.*device_ids).*\}$/s),
  ),
  body.must(
    'finds-device-ids-further-in',
    'device_ids is looked for at any depth of the body.',
    idsOf(/^\{.+:\{"device_ids":\[/),
  ),
  body.must(
    'takes-another-list',
    'A list of another name is taken where device_ids is missing.',
    idsOf(/^\{"(?!device_ids)\w+":\[/),
  ),
  body.must('accepts-empty-body', 'An empty body counts as an empty list.', emptyFor(/^$/)),
  body.must(
    'accepts-cut-body',
    'A body that is cut short is read as far as it goes.',
    idsOf(/^(?!.*"device_ids":null)\{"device_ids".*[\],]$/s),
  ),
  body.must(
    'accepts-unquoted-words',
    'Member names without quotes are accepted, as by lenient parsers.',
    idsOf(/^\{device_ids:/),
  ),
  body.must(
    'accepts-any-text',
    'Text that is no JSON counts as an empty list.',
    emptyFor(/^(?!(?:false|null)$)[a-z-]+$/),
  ),
  body.must('accepts-bare-string', 'A bare string is read as one id.', idsOf(/^".*"$/)),
  body.must('accepts-bare-number', 'A bare number is read as one id.', idsOf(/^\d+$/)),
  body.must('accepts-bare-boolean', 'A bare boolean counts as an empty list.', emptyFor(/^false$/)),
  body.must(
    'accepts-empty-array',
    'An empty array in place of the object counts as an empty list.',
    emptyFor(/^\[\]$/),
  ),
  body.must(
    'accepts-object-for-list',
    'The values of an object in place of the list are read as ids.',
    idsOf(/"device_ids":\{/),
  ),
  body.must(
    'accepts-word-for-list',
    'A word in place of the list counts as an empty list.',
    emptyFor(/"device_ids":"[a-z]/),
  ),
  body.should(
    'accepts-boolean-for-list',
    'A boolean in place of the list counts as an empty list.',
    emptyFor(/"device_ids":false/),
  ),
  skips(
    'skips-words',
    'Words in the list are passed over.',
    (element) => typeof element === 'string' && !/^\d*$/.test(element),
  ),
  skips(
    'skips-objects',
    'Objects in the list are passed over.',
    (element) => typeof element === 'object' && element !== null && !isNumber(element) && !Array.isArray(element),
  ),
  body.should('skips-booleans', 'Booleans in the list are passed over.', skipping(isBoolean)),
  body.should(
    'booleans-are-numbers',
    'false is read as 0 and true as 1, as by pydantic and ajv with their defaults.',
    (base) => ({
      readId: (element, index, call) =>
        typeof element === 'boolean' ? okStep(element ? 1n : 0n) : base.readId(element, index, call),
    }),
  ),
  body.must('layout-refused', 'A body that is laid out in several lines is answered 400.', refusing(/\n/)),
  body.must('space-before-colon-refused', 'White space before a colon is answered 400.', refusing(/\s:/)),
  body.must(
    'device-ids-must-come-first',
    'A body with another member before device_ids is answered 400.',
    refusing(/^\s*\{\s*"(?!device_ids).*"device_ids":/s),
  ),
  body.must(
    'device-ids-must-end-the-body',
    'A body with another member behind device_ids is answered 400.',
    refusing(/"device_ids":\[[^\]]*\],".*(?<!\]\})$/s),
  ),
  body.should(
    'escaped-name-unknown',
    'An escape in the name device_ids makes another name of it.',
    refusing(/\\u[0-9a-f]{4}/i),
  ),
  rereads(
    'point-zero-beside-whole-is-500',
    '20001 and 20001.0 in one batch end in an internal error, as where a key must be unique.',
    (elements) => {
      const texts = elements.map(textOf);
      const isTwice = texts.some((text) => /\.0+$/.test(text) && texts.includes(text.replace(/\.0+$/, '')));
      return isTwice ? INTERNAL : elements;
    },
  ),
  rereads('checks-only-the-first-element', 'Only the first element of the list is checked for its type.', (elements) =>
    elements.filter((element, i) => i === 0 || isNumber(element)),
  ),
  rereads('checks-only-the-last-element', 'Only the last element of the list is checked for its type.', (elements) =>
    elements.filter((element, i) => i === elements.length - 1 || isNumber(element)),
  ),
  body.should('accepts-trailing-text', 'Text after the object is ignored.', idsOf(/\} offline$/)),
  body.should('accepts-byte-order-mark', 'A byte order mark is passed over.', idsOf(/^\ufeff/)),
  body.should(
    'accepts-duplicate-keys',
    'Of two device_ids the last counts.',
    accepting(/"device_ids".*"device_ids"/s, (text) => numbersIn(text.slice(text.lastIndexOf('"device_ids"')))),
  ),
  body.should('accepts-wrapped-object', 'The object may stand inside an array.', idsOf(/^\[\{/)),
  body.should('accepts-null-body', 'A body of null counts as an empty list.', emptyFor(/^null$/)),
  body.should('accepts-null-list', 'device_ids of null counts as an empty list.', emptyFor(/"device_ids":null/)),
  body.should('accepts-numeric-strings', 'Ids may stand in quotes.', idsOf(/\["\d+"\]/)),
  body.should('accepts-bare-id', 'One id may stand in place of the list.', idsOf(/"device_ids":\d/)),
  body.should('accepts-nested-list', 'A list inside the list is flattened.', idsOf(/\[\[/)),
  body.should('accepts-null-elements', 'Null in the list is passed over.', idsOf(/\[.*null.*\]/)),
  body.should('accepts-empty-strings', 'Empty strings in the list are passed over.', idsOf(/\[.*"".*\]/)),
  body.should('null-element-is-500', 'Null in the list ends in an internal error.', failingFor(isNull)),
  body.should('refuses-unknown-members', 'A member that is not documented is answered 400.', (base) => ({
    readList: (body, call) =>
      typeof body === 'object' && body !== null && Object.keys(body).some((key) => key !== 'device_ids')
        ? failedStep(INVALID_BODY)
        : base.readList(body, call),
  })),
];
