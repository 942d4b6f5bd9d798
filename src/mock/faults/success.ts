import type { Behaviour, Call, NamedOverride } from '../behaviour.ts';
import { json } from '../operation.ts';

const group = 'success body';
const level = 'MUST';

/** Changes the text of each entry. */
const entry =
  (change: (text: string, id: bigint, list: 'success' | 'failed') => string): NamedOverride['override'] =>
  (base: Behaviour) => ({ writeEntry: (id, list, call) => change(base.writeEntry(id, list, call), id, list) });

/** Changes the text of the whole body. */
const body =
  (change: (text: string, call: Call) => string): NamedOverride['override'] =>
  (base: Behaviour) => ({ writeLists: (outcome, call) => change(base.writeLists(outcome, call), call) });

const inSuccess = (change: (text: string, id: bigint) => string) =>
  entry((text, id, list) => (list === 'success' ? change(text, id) : text));
const inFailed = (change: (text: string, id: bigint) => string) =>
  entry((text, id, list) => (list === 'failed' ? change(text, id) : text));

const status = (name: string, code: number, description: string, text?: string): NamedOverride => ({
  name,
  group,
  level,
  description,
  override: (base) => ({
    success: (outcome, call) => {
      const reply = base.success(outcome, call);
      return { ...reply, status: code, body: text ?? reply.body };
    },
  }),
});

/** Names the entries of success otherwise; `ids` in their order. */
const named = (
  name: string,
  description: string,
  nameAll: (ids: readonly bigint[], call: Call) => string[],
): NamedOverride => ({
  name,
  group: 'names',
  level,
  description,
  override: (base) => ({
    writeLists: (outcome, call) => {
      const names = nameAll(outcome.success, call);
      let at = 0;
      return base
        .writeLists(outcome, call)
        .replace(/"device_name":"[^"]*"/g, (member) =>
          at < names.length ? `"device_name":${JSON.stringify(names[at++])}` : member,
        );
    },
  }),
});

export const success: readonly NamedOverride[] = [
  {
    name: 'names-past-the-bound',
    group,
    level: 'SHOULD',
    edition: { deviceId: false },
    description: 'Device names have 40 characters, where the edition allows 32.',
    override: (base) => ({
      writeEntry: (id, list, call) =>
        base.writeEntry(id, list, call).replace(/"device_name":"[^"]*"/, `"device_name":"${'n'.repeat(40)}"`),
    }),
  },
  named('names-of-the-first', 'Every device of a batch has the name of the first.', (ids) =>
    ids.map(() => `device-${ids[0]}`),
  ),
  named('names-of-the-neighbour', 'In a batch each device has the name of the one behind it.', (ids) =>
    ids.map((_, i) => `device-${ids[(i + 1) % ids.length]}`),
  ),
  named('names-with-a-number', 'Names end in the number of the request.', (ids, call) =>
    ids.map((id) => `device-${id}-${call.number}`),
  ),
  {
    name: 'names-of-the-row-before',
    group: 'names',
    level: 'SHOULD',
    description: 'Each device has the name of the one before it in the table.',
    override: entry((text, id) => text.replace(/"device_name":"device-\d+"/, `"device_name":"device-${id - 1n}"`)),
  },
  {
    name: 'names-in-capitals',
    group: 'names',
    level: 'SHOULD',
    description: 'Names are in capitals, where the query API has them as they are.',
    override: entry((text) => text.replace('"device-', '"DEVICE-')),
  },
  {
    name: 'names-in-latin-1',
    group,
    level,
    description: 'The body of a success is written in ISO-8859-1, and names have letters beyond ASCII.',
    override: (base) => ({
      success: (outcome, call) => {
        const reply = base.success(outcome, call);
        return { ...reply, body: Buffer.from(String(reply.body).replaceAll('device-', 'gerät-'), 'latin1') };
      },
    }),
  },
  {
    name: 'success-declared-as-latin-1',
    group,
    level: 'SHOULD',
    description: 'A success is UTF-8 and declared as ISO-8859-1, and names have letters beyond ASCII.',
    override: (base) => ({
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
  },
  status('success-is-201', 201, 'Success is answered 201.'),
  status('success-is-202', 202, 'Success is answered 202.'),
  status('success-is-204', 204, 'Success is answered 204 without a body.', ''),
  { name: 'body-is-empty', group, level, description: 'The 200 answer has no body.', override: body(() => '') },
  {
    name: 'body-is-text',
    group,
    level,
    description: 'The body of a success is the word OK.',
    override: body(() => 'OK'),
  },
  { name: 'body-is-null', group, level, description: 'The body of a success is null.', override: body(() => 'null') },
  {
    name: 'body-is-array',
    group,
    level,
    description: 'The body of a success is wrapped in an array.',
    override: body((text) => `[${text}]`),
  },
  {
    name: 'body-is-string',
    group,
    level,
    description: 'The body of a success is JSON inside a JSON string.',
    override: body((text) => JSON.stringify(text)),
  },
  {
    name: 'body-is-cut',
    group,
    level,
    description: 'The last character of the body is missing.',
    override: body((text) => text.slice(0, -1)),
  },
  {
    name: 'body-is-wrapped',
    group,
    level,
    description: 'The lists stand inside a member called data.',
    override: body((text) => `{"code":0,"data":${text}}`),
  },
  {
    name: 'empty-list-is-null',
    group,
    level,
    description: 'An empty list is written as null.',
    override: body((text) => text.replaceAll('[]', 'null')),
  },
  {
    name: 'empty-list-is-object',
    group,
    level,
    description: 'An empty list is written as an empty object.',
    override: body((text) => text.replaceAll('[]', '{}')),
  },
  {
    name: 'empty-list-is-string',
    group,
    level,
    description: 'An empty list is written as an empty string.',
    override: body((text) => text.replaceAll('[]', '""')),
  },
  {
    name: 'single-entry-unwrapped',
    group,
    level,
    description: 'A list of one device is written as the device itself, as in the Swagger example.',
    override: body((text) =>
      text.replace(/"success":\[(\{[^{}]*\})\]/, '"success":$1').replace(/"failed":\[(\{[^{}]*\})\]/, '"failed":$1'),
    ),
  },
  {
    name: 'entries-are-ids',
    group,
    level,
    description: 'The lists hold bare ids.',
    override: entry((_, id) => id.toString()),
  },
  {
    name: 'null-among-entries',
    group,
    level,
    description: 'Success has a null behind its devices.',
    override: body((text) => text.replace(/"success":\[(\{.*?\})\]/, '"success":[$1,null]')),
  },
  {
    name: 'empty-list-omitted',
    group,
    level: 'SHOULD',
    description: 'An empty list is left out.',
    override: body((text) => text.replace(/"success":\[\],|,"failed":\[\]/, '')),
  },
  {
    name: 'id-is-string',
    group,
    level,
    description: 'The id of a device in success is a string.',
    override: inSuccess((text, id) => text.replace(/"id":-?\d+/, `"id":"${id}"`)),
  },
  {
    name: 'id-is-missing',
    group,
    level,
    description: 'A device in success has no id.',
    override: inSuccess((text) => text.replace(/"id":-?\d+,/, '')),
  },
  {
    name: 'id-has-another-name',
    group,
    level,
    description: 'The id of a device in success is called deviceId.',
    override: inSuccess((text) => text.replace('"id":', '"deviceId":')),
  },
  {
    name: 'name-is-null',
    group,
    level,
    description: 'device_name in success is null.',
    override: inSuccess((text) => text.replace(/"device_name":"[^"]*"/, '"device_name":null')),
  },
  {
    name: 'name-is-number',
    group,
    level,
    description: 'device_name in success is a number.',
    override: inSuccess((text) => text.replace(/"device_name":"[^"]*"/, '"device_name":1')),
  },
  {
    name: 'name-is-missing',
    group,
    level,
    description: 'A device in success has no device_name.',
    override: inSuccess((text) => text.replace(/,"device_name":"[^"]*"/, '')),
  },
  {
    name: 'device-id-is-string',
    group,
    level,
    description: 'device_id in success is a string.',
    override: inSuccess((text, id) => text.replace(/"device_id":-?\d+/, `"device_id":"${id}"`)),
  },
  {
    name: 'device-id-is-missing',
    group,
    level,
    description: 'A device in success has no device_id.',
    override: inSuccess((text) => text.replace(/,"device_id":-?\d+/, '')),
  },
  {
    name: 'device-id-is-null',
    group,
    level,
    description: 'device_id in success is null.',
    override: inSuccess((text) => text.replace(/"device_id":-?\d+/, '"device_id":null')),
  },
  {
    name: 'device-id-is-another',
    group,
    level,
    description: 'device_id in success is not the id.',
    override: inSuccess((text, id) => text.replace(/"device_id":-?\d+/, `"device_id":${id + 1n}`)),
  },
  {
    name: 'device-id-is-client-id',
    group,
    level,
    description: 'device_id in success is the client id of the device.',
    override: inSuccess((text, id) => text.replace(/"device_id":-?\d+/, `"device_id":"client-${id}"`)),
  },
  {
    name: 'failed-id-is-string',
    group,
    level,
    description: 'The id of a device in failed is a string.',
    override: inFailed((text, id) => text.replace(/"id":-?\d+/, `"id":"${id}"`)),
  },
  {
    name: 'failed-id-is-missing',
    group,
    level,
    description: 'A device in failed has no id.',
    override: inFailed((text) => text.replace(/"id":-?\d+,/, '')),
  },
  {
    name: 'failed-name-is-null',
    group,
    level: 'SHOULD',
    description: 'device_name in failed is null.',
    override: inFailed((text) => text.replace(/"device_name":"[^"]*"/, '"device_name":null')),
  },
  {
    name: 'failed-name-is-missing',
    group,
    level: 'SHOULD',
    description: 'A device in failed has no device_name.',
    override: inFailed((text) => text.replace(/,"device_name":"[^"]*"/, '')),
  },
  {
    name: 'failed-device-id-is-missing',
    group,
    level: 'SHOULD',
    description: 'A device in failed has no device_id.',
    override: inFailed((text) => text.replace(/,"device_id":-?\d+/, '')),
  },
  {
    name: 'failed-device-id-is-zero',
    group,
    level: 'SHOULD',
    description: 'device_id in failed is zero.',
    override: inFailed((text) => text.replace(/"device_id":-?\d+/, '"device_id":0')),
  },
  {
    name: 'declared-as-text',
    group,
    level: 'SHOULD',
    description: 'A success is declared as text/plain.',
    override: (base) => ({
      success: (outcome, call) => ({ ...base.success(outcome, call), headers: { 'content-type': 'text/plain' } }),
    }),
  },
  {
    name: 'success-with-byte-order-mark',
    group,
    level: 'SHOULD',
    description: 'A success begins with a byte order mark.',
    override: body((text) => `\ufeff${text}`),
  },
  {
    name: 'success-named-twice',
    group,
    level: 'SHOULD',
    description: 'A success names its list of devices twice, alike.',
    override: body((text) => text.replace(/"success":\[[^\]]*\]/, '$&,$&')),
  },
  {
    name: 'success-named-twice-otherwise',
    group,
    level,
    description: 'A success names its list of devices twice, and the second is empty.',
    override: body((text) => text.replace(/"success":\[[^\]]*\]/, '$&,"success":[]')),
  },
  {
    name: 'id-named-twice',
    group,
    level: 'SHOULD',
    description: 'Each entry names its id twice, first with another one.',
    override: entry((text, id) => text.replace('"id":', `"id":${id + 1n},"id":`)),
  },
  {
    name: 'unquoted-members',
    group,
    level,
    description: 'The members of a success are written without quotes.',
    override: (base) => ({
      success: (outcome, call) =>
        json(200, String(base.success(outcome, call).body).replace(/"(success|failed)":/g, '$1:')),
    }),
  },
];
