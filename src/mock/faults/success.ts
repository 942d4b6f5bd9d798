import type { Call, NamedOverride, Override } from '../behaviour.ts';
import { json } from '../operation.ts';
import { faultsOf, idsIn, madeBy } from '../overrides.ts';

const { must, should } = faultsOf('success body');
const names = faultsOf('names');

/** The members of an entry, with their values. */
const ID = /"id":(-?\d+)/;
const NAME = /"device_name":"[^"]*"/;
const DEVICE_ID = /"device_id":(-?\d+)/;

/** Changes the text of each entry. */
const entry =
  (change: (text: string, id: bigint, list: 'success' | 'failed') => string): Override =>
  (base) => ({ writeEntry: (id, list, call) => change(base.writeEntry(id, list, call), id, list) });

/** Replaces a part of each entry in one of the lists. */
const entryOf =
  (changed: 'success' | 'failed') =>
  (part: RegExp | string, by: string): Override =>
  (base) => ({
    writeEntry: (id, list, call) => {
      const text = base.writeEntry(id, list, call);
      return list === changed ? text.replace(part, by) : text;
    },
  });

const inSuccess = entryOf('success');
const inFailed = entryOf('failed');

/** Replaces a part of the body, or all of it. */
const body =
  (part: RegExp, by: string): Override =>
  (base) => ({ writeLists: (outcome, call) => base.writeLists(outcome, call).replace(part, by) });

const ALL = /^.*$/s;
const EMPTY_LISTS = /\[\]/g;
const SUCCESS = /"success":\[[^\]]*\]/;

const status =
  (code: number, text?: string): Override =>
  (base) => ({
    success: (outcome, call) => {
      const reply = base.success(outcome, call);
      return { ...reply, status: code, body: text ?? reply.body };
    },
  });

/** Names the entries of success otherwise; `ids` in their order. */
const named = madeBy(names.must, (nameAll: (ids: readonly bigint[], call: Call) => string[]) => (base) => ({
  writeLists: (outcome, call) => {
    const names = nameAll(outcome.success, call);
    let at = 0;
    return base
      .writeLists(outcome, call)
      .replace(/"device_name":"[^"]*"/g, (member) =>
        at < names.length ? `"device_name":${JSON.stringify(names[at++])}` : member,
      );
  },
}));

export const success: readonly NamedOverride[] = [
  should(
    'names-past-the-bound',
    'Device names have 40 characters, where the edition allows 32.',
    (base) => ({
      writeEntry: (id, list, call) =>
        base.writeEntry(id, list, call).replace(NAME, `"device_name":"${'n'.repeat(40)}"`),
    }),
    { edition: { deviceId: false } },
  ),
  named('names-of-the-first', 'Every device of a batch has the name of the first.', (ids) =>
    ids.map(() => `device-${ids[0]}`),
  ),
  named('names-of-the-neighbour', 'In a batch each device has the name of the one behind it.', (ids) =>
    ids.map((_, i) => `device-${ids[(i + 1) % ids.length]}`),
  ),
  named(
    'names-shift-after-a-repeat',
    'Behind a repeated id each device has the name of the one before it.',
    (ids, call) => {
      const sent = idsIn(call);
      const repeat = sent.findIndex((id, i) => sent.indexOf(id) < i);
      const isBehind = (id: bigint) => repeat >= 0 && sent.indexOf(id) > repeat;
      return ids.map((id, i) => `device-${isBehind(id) ? (ids[i - 1] ?? id) : id}`);
    },
  ),
  named('names-with-a-number', 'Names end in the number of the request.', (ids, call) =>
    ids.map((id) => `device-${id}-${call.number}`),
  ),
  names.should(
    'names-of-the-row-before',
    'Each device has the name of the one before it in the table.',
    entry((text, id) => text.replace(/"device_name":"device-\d+"/, `"device_name":"device-${id - 1n}"`)),
  ),
  names.should(
    'names-in-capitals',
    'Names are in capitals, where the query API has them as they are.',
    entry((text) => text.replace('"device-', '"DEVICE-')),
  ),
  must(
    'names-in-latin-1',
    'The body of a success is written in ISO-8859-1, and names have letters beyond ASCII.',
    (base) => ({
      success: (outcome, call) => {
        const reply = base.success(outcome, call);
        return { ...reply, body: Buffer.from(String(reply.body).replaceAll('device-', 'gerät-'), 'latin1') };
      },
    }),
  ),
  should(
    'success-declared-as-latin-1',
    'A success is UTF-8 and declared as ISO-8859-1, and names have letters beyond ASCII.',
    (base) => ({
      success: (outcome, call) => {
        const reply = base.success(outcome, call);
        const body = String(reply.body).replaceAll('device-', 'gerät-');
        return { ...reply, headers: { 'content-type': 'application/json;charset=ISO-8859-1' }, body };
      },
      query: (call) => {
        const reply = base.query?.(call) ?? json(404, '{}');
        return { ...reply, body: String(reply.body).replaceAll('"device-', '"gerät-') };
      },
    }),
  ),
  must('success-is-201', 'Success is answered 201.', status(201)),
  must('success-is-202', 'Success is answered 202.', status(202)),
  must('success-is-204', 'Success is answered 204 without a body.', status(204, '')),
  must('body-is-empty', 'The 200 answer has no body.', body(ALL, '')),
  must('body-is-text', 'The body of a success is the word OK.', body(ALL, 'OK')),
  must('body-is-null', 'The body of a success is null.', body(ALL, 'null')),
  must('body-is-array', 'The body of a success is wrapped in an array.', body(ALL, '[$&]')),
  must('body-is-string', 'The body of a success is JSON inside a JSON string.', (base) => ({
    writeLists: (outcome, call) => JSON.stringify(base.writeLists(outcome, call)),
  })),
  must('body-is-cut', 'The last character of the body is missing.', body(/.$/s, '')),
  must('body-is-wrapped', 'The lists stand inside a member called data.', body(ALL, '{"code":0,"data":$&}')),
  must('empty-list-is-null', 'An empty list is written as null.', body(EMPTY_LISTS, 'null')),
  must('empty-list-is-object', 'An empty list is written as an empty object.', body(EMPTY_LISTS, '{}')),
  must('empty-list-is-string', 'An empty list is written as an empty string.', body(EMPTY_LISTS, '""')),
  must(
    'single-entry-unwrapped',
    'A list of one device is written as the device itself, as in the Swagger example.',
    body(/"(success|failed)":\[(\{[^{}]*\})\]/g, '"$1":$2'),
  ),
  must(
    'entries-are-ids',
    'The lists hold bare ids.',
    entry((_, id) => id.toString()),
  ),
  must(
    'null-among-entries',
    'Success has a null behind its devices.',
    body(/"success":\[(\{.*?\})\]/, '"success":[$1,null]'),
  ),
  should('empty-list-omitted', 'An empty list is left out.', body(/"success":\[\],|,"failed":\[\]/, '')),
  must('id-is-string', 'The id of a device in success is a string.', inSuccess(ID, '"id":"$1"')),
  must('id-is-missing', 'A device in success has no id.', inSuccess(/"id":-?\d+,/, '')),
  must('id-has-another-name', 'The id of a device in success is called deviceId.', inSuccess('"id":', '"deviceId":')),
  must('name-is-null', 'device_name in success is null.', inSuccess(NAME, '"device_name":null')),
  must('name-is-number', 'device_name in success is a number.', inSuccess(NAME, '"device_name":1')),
  must('name-is-missing', 'A device in success has no device_name.', inSuccess(/,"device_name":"[^"]*"/, '')),
  must('device-id-is-string', 'device_id in success is a string.', inSuccess(DEVICE_ID, '"device_id":"$1"')),
  must('device-id-is-missing', 'A device in success has no device_id.', inSuccess(/,"device_id":-?\d+/, '')),
  must('device-id-is-null', 'device_id in success is null.', inSuccess(DEVICE_ID, '"device_id":null')),
  must(
    'device-id-is-another',
    'device_id in success is not the id.',
    entry((text, id, list) => (list === 'success' ? text.replace(DEVICE_ID, `"device_id":${id + 1n}`) : text)),
  ),
  must(
    'device-id-is-client-id',
    'device_id in success is the client id of the device.',
    inSuccess(DEVICE_ID, '"device_id":"client-$1"'),
  ),
  must('failed-id-is-string', 'The id of a device in failed is a string.', inFailed(ID, '"id":"$1"')),
  must('failed-id-is-missing', 'A device in failed has no id.', inFailed(/"id":-?\d+,/, '')),
  should('failed-name-is-null', 'device_name in failed is null.', inFailed(NAME, '"device_name":null')),
  should('failed-name-is-missing', 'A device in failed has no device_name.', inFailed(/,"device_name":"[^"]*"/, '')),
  should('failed-device-id-is-missing', 'A device in failed has no device_id.', inFailed(/,"device_id":-?\d+/, '')),
  should('failed-device-id-is-zero', 'device_id in failed is zero.', inFailed(DEVICE_ID, '"device_id":0')),
  should('declared-as-text', 'A success is declared as text/plain.', (base) => ({
    success: (outcome, call) => ({ ...base.success(outcome, call), headers: { 'content-type': 'text/plain' } }),
  })),
  should('success-with-byte-order-mark', 'A success begins with a byte order mark.', body(/^/, '\ufeff')),
  should('success-named-twice', 'A success names its list of devices twice, alike.', body(SUCCESS, '$&,$&')),
  must(
    'success-named-twice-otherwise',
    'A success names its list of devices twice, and the second is empty.',
    body(SUCCESS, '$&,"success":[]'),
  ),
  should(
    'id-named-twice',
    'Each entry names its id twice, first with another one.',
    entry((text, id) => text.replace('"id":', `"id":${id + 1n},"id":`)),
  ),
  must('unquoted-members', 'The members of a success are written without quotes.', (base) => ({
    success: (outcome, call) =>
      json(200, String(base.success(outcome, call).body).replace(/"(success|failed)":/g, '$1:')),
  })),
];
