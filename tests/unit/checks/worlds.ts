/** What a deployment may do to all of its answers, or to the devices: each world a little beside a faultless one. */
import type { SessionEvent } from '../../../src/devices/session.ts';
import type { Answer } from '../../../src/exchange/exchange.ts';
import { answerWith } from '../hand-made.ts';
import { LATEST, type Turn, WITHIN, type World } from './rehearsed.ts';

interface Entry {
  id?: unknown;
  device_name?: unknown;
  device_id?: unknown;
}
type Body = Record<string, unknown> & { success: Entry[]; failed: Entry[] };

const JSON_TYPE = { 'content-type': 'application/json' };
/** Ids of more digits than a double holds stand in texts behind this, until they are written. */
const EXACTLY = '#';
const json = (status: number, body: unknown): Answer =>
  answerWith(status, JSON.stringify(body).replace(/"#(-?\d+)"/g, '$1'), JSON_TYPE);
const idOf = (floor: string) => (floor.length > 15 ? `${EXACTLY}${floor}` : Number(floor));
const text = (status: number, body: string, type = 'application/json'): Answer =>
  answerWith(status, body, type === '' ? {} : { 'content-type': type });
const ofOperation = ({ request }: Turn) => request.path === 'operation';
const isPerformed = (turn: Turn) => ofOperation(turn) && turn.model.status === 200;
const isRefused = (turn: Turn) => ofOperation(turn) && turn.model.status >= 400;
const isPlain = (turn: Turn) => isPerformed(turn) && turn.asked.ids.every(({ whole }) => whole);

/** Changes the answers for which that holds. */
const where = (holds: (turn: Turn) => boolean, change: (turn: Turn) => Answer): World => ({
  answer: (turn) => (holds(turn) ? change(turn) : turn.model),
});
const bodyOf = ({ model }: Turn) =>
  JSON.parse(
    model.body.replace(/"id":(-?\d{16,})|"device_id":(-?\d{16,})/g, (whole) => whole.replace(/:(.*)/, ':"#$1"')),
  ) as Body;
/** Changes the lists of each answer that performs. */
const lists = (change: (body: Body, turn: Turn) => unknown): World =>
  where(isPerformed, (turn) => json(200, change(bodyOf(turn), turn)));
const entries = (change: (entry: Entry, turn: Turn, i: number) => unknown, only?: 'success' | 'failed'): World =>
  lists(({ success, failed }, turn) => ({
    success: only === 'failed' ? success : success.map((one, i) => change(one, turn, i)),
    failed: only === 'success' ? failed : failed.map((one, i) => change(one, turn, i)),
  }));
const raw = (change: (body: string, turn: Turn) => string): World =>
  where(isPerformed, (turn) => text(200, change(turn.model.body, turn)));
const errors = (change: (body: Record<string, unknown>, turn: Turn) => unknown): World =>
  where(isRefused, (turn) => json(turn.model.status, change(JSON.parse(turn.model.body), turn)));
const refusing = (answer: Answer | ((turn: Turn) => Answer)): World =>
  where(isRefused, typeof answer === 'function' ? answer : () => answer);
const performing = (answer: Answer | ((turn: Turn) => Answer)): World =>
  where(isPerformed, typeof answer === 'function' ? answer : () => answer);
const error = (status: number, code = 'SCB.00000000', id = 'one') =>
  json(status, { error_code: code, error_msg: 'no', request_id: id });
const errorFor = (status: number, code?: string) => (turn: Turn) => error(status, code, `n${turn.number}`);
const textOf = (id: unknown) => String(id).replace(EXACTLY, '');
const named = (id: unknown): Entry => ({ id, device_name: `d${textOf(id)}`, device_id: id });
const PAGE = '<!doctype html><html><head><title> Sign  in 42 </title></head><body>Please sign in</body></html>';

/** Lists, and what stands in them. */
const ofLists: Record<string, World> = {
  'both lists are empty': lists(() => ({ success: [], failed: [] })),
  'no success': lists(({ failed }) => ({ failed })),
  'no failed': lists(({ success }) => ({ success })),
  'no lists': lists(() => ({})),
  'no lists but other members': lists(() => ({ code: 0, data: {}, a: 1, b: 2, c: 3, d: 4 })),
  'success is null': lists(({ failed }) => ({ success: null, failed })),
  'success is an object': lists(({ failed }) => ({ success: {}, failed })),
  'entries are numbers': lists(({ success, failed }) => ({ success: success.map(({ id }) => id), failed })),
  'failed is a text': lists(({ success }) => ({ success, failed: 'none' })),
  'all in failed': lists(({ success, failed }) => ({ success: [], failed: [...success, ...failed] })),
  'all in success': lists(({ success, failed }) => ({ success: [...success, ...failed], failed: [] })),
  'the last is left out': lists(({ success, failed }) => ({
    success: success.slice(0, -1),
    failed: failed.slice(0, -1),
  })),
  'the first is left out': lists(({ success, failed }) => ({ success: success.slice(1), failed: failed.slice(1) })),
  'the first is listed twice': lists(({ success, failed }) => ({
    success: [...success.slice(0, 1), ...success],
    failed,
  })),
  'the first failed is listed twice': lists(({ success, failed }) => ({
    success,
    failed: [...failed, ...failed.slice(0, 1)],
  })),
  'all are in both lists': lists(({ success, failed }) => {
    const all = [...success, ...failed];
    return { success: all, failed: all };
  }),
  'another device is listed': lists(({ success, failed }) => ({
    success,
    failed: [...failed, named(20008), named(9), named(8), named(7)],
  })),
  'another device succeeds': lists(({ success, failed }) => ({ success: [...success, named(20008)], failed })),
  'an entry without any id': lists(({ success, failed }) => ({ success: [...success, { device_name: 'x' }], failed })),
  'six of the same': lists(({ success, failed }) => ({
    success,
    failed: [...failed, ...Array.from({ length: 6 }, () => named(5))],
  })),
};

/** Fractions. */
const ofFractions: Record<string, World> = {
  'rounded up': entries((entry, { asked }) => {
    const own = asked.ids.find(({ floor, whole }) => !whole && floor === textOf(entry.id));
    return own ? named(Number(own.floor) + 1) : entry;
  }),
  'taken for both': lists(({ success, failed }, { asked }) => ({
    success: [...success, ...asked.ids.filter(({ whole }) => !whole).map(({ floor }) => named(Number(floor) + 1))],
    failed,
  })),
  'fractions are repeated': raw((body, { asked }) =>
    asked.ids.reduce((all, { floor, text: own }) => all.replaceAll(`"id":${floor},`, `"id":${own},`), body),
  ),
  'fractions are repeated in device_id': raw((body, { asked }) =>
    asked.ids.reduce(
      (all, { floor, text: own }) => all.replaceAll(`"device_id":${floor}}`, `"device_id":${own}}`),
      body,
    ),
  ),
  'fractions are left out': lists(({ success, failed }, { asked }) => {
    const isWhole = ({ id }: Entry) => asked.ids.some(({ floor, whole }) => whole && floor === textOf(id));
    return { success: success.filter(isWhole), failed: failed.filter(isWhole) };
  }),
  'fractions are refused': where(
    (turn) => isPerformed(turn) && turn.asked.ids.some(({ whole }) => !whole),
    errorFor(400),
  ),
  'fractions take the successor too': {
    ...where(isPerformed, ({ model }) => model),
    confirms: true,
    loses: ({ asked, model }) =>
      model.status === 200 ? asked.ids.filter(({ whole }) => !whole).map(({ floor }) => String(Number(floor) + 1)) : [],
  },
};

/** Members of entries. */
const ofEntries: Record<string, World> = {
  'id is a text': entries((entry) => ({ ...entry, id: textOf(entry.id) })),
  'id is a word': entries((entry) => ({ ...entry, id: 'x' })),
  'id is missing': entries(({ id: _, ...entry }) => entry),
  'id is null': entries((entry) => ({ ...entry, id: null })),
  'device_id is missing': entries(({ device_id: _, ...entry }) => entry),
  'device_id is missing in failed': entries(({ device_id: _, ...entry }) => entry, 'failed'),
  'device_id is null': entries((entry) => ({ ...entry, device_id: null })),
  'device_id is a text': entries((entry) => ({ ...entry, device_id: textOf(entry.id) })),
  'device_id is another': entries((entry) => ({ ...entry, device_id: 1 })),
  'device_id is a list': entries((entry) => ({ ...entry, device_id: [1] })),
  'device_name is missing': entries(({ device_name: _, ...entry }) => entry),
  'device_name is missing in failed': entries(({ device_name: _, ...entry }) => entry, 'failed'),
  'device_name is null': entries((entry) => ({ ...entry, device_name: null })),
  'device_name is a number': entries((entry) => ({ ...entry, device_name: 1 })),
  'device_name is empty': entries((entry) => ({ ...entry, device_name: '' })),
  'device_name is long': entries((entry) => ({ ...entry, device_name: 'n'.repeat(300) })),
  'device_name is another each time': entries((entry, { number }) => ({ ...entry, device_name: `n${number}` })),
  'device_name changes once': entries((entry, { number }) => ({ ...entry, device_name: number < 40 ? 'old' : 'new' })),
  'device_name goes back': entries((entry, { number }) => ({
    ...entry,
    device_name: number % 40 < 20 ? 'old' : 'new',
  })),
  'a further member in each': entries((entry) => ({ ...entry, status: 'x', since: 1 })),
  'a further member on top': lists((body) => ({ ...body, total: 1, code: 'x' })),
  'ids past the range': lists(({ success, failed }) => ({ success, failed: [...failed, named(1e18), named(-1)] })),
};

/** Answers that perform, as wholes. */
const ofAnswers: Record<string, World> = {
  'status 201': where(isPerformed, ({ model }) => ({ ...model, status: 201 })),
  'status 204': performing(text(204, '', '')),
  'an empty body': performing(text(200, '')),
  'a list': performing(text(200, '[]')),
  null: performing(text(200, 'null')),
  'no JSON': performing(text(200, 'OK, done 17', 'text/plain; charset=utf-8')),
  'no JSON and no type': performing(text(200, 'OK', '')),
  'nested too deep': performing(text(200, '['.repeat(5000))),
  'a page': performing(text(200, PAGE, 'text/html')),
  'a page without a title': performing(
    text(200, '<html><style>x{}</style><p>Down for <b>work</b></p></html>', 'text/html'),
  ),
  'another type': where(isPerformed, ({ model }) => text(200, model.body, 'text/json')),
  'no type': where(isPerformed, ({ model }) => text(200, model.body, '')),
  'another charset': where(isPerformed, ({ model }) =>
    text(
      200,
      model.body.replaceAll('"device_name":"', '"device_name":"\u00e4'),
      'application/json; charset=iso-8859-1',
    ),
  ),
  'utf-8 is told': where(isPerformed, ({ model }) => text(200, model.body, 'Application/JSON;charset="UTF-8"')),
  'not UTF-8': where(isPerformed, ({ model }) => ({ ...model, validUtf8: false })),
  'a byte order mark': raw((body) => `\ufeff${body}`),
  'a member twice': raw((body) => body.replace('{', '{"failed":[],"a":1,"a":2,')),
  'an error with 200': performing((turn) => error(200, 'ROMA.1', `n${turn.number}`)),
  'the credential is repeated': where(ofOperation, ({ model }) => ({ ...model, echoes: ['body', 'header x-token'] })),
  'longer than is read': where(isPerformed, ({ model }) => ({ ...model, truncated: true, cut: 'length', bytes: 9e9 })),
  'more values than are read': where(isPerformed, ({ model }) => ({ ...model, truncated: true, cut: 'values' })),
  'enough kept': where(isPerformed, ({ model }) => ({ ...model, truncated: true, cut: 'all' })),
  'cut, and not told why': where(isPerformed, ({ model }) => ({ ...model, truncated: true })),
  'no answer': { answer: (turn) => (turn.number % 5 === 2 ? { failure: 'TIMEOUT' } : turn.model) },
  'no answer at all': { answer: () => ({ failure: 'RESET' }) },
};

/** Refusals of what is to be performed. */
const ofRefusals: Record<string, World> = Object.fromEntries([
  ...[400, 401, 403, 404, 405, 413, 429, 500, 501, 502, 503].map((status): [string, World] => [
    `all is refused with ${status}`,
    performing(errorFor(status)),
  ]),
  ...[400, 404, 413, 415, 429, 500, 503].map((status): [string, World] => [
    `all but what is plain is refused with ${status}`,
    where((turn) => isPerformed(turn) && turn.number % 3 > 0 && turn.check !== 'uri/post', errorFor(status)),
  ]),
  ...(
    [
      ['in a gateway\u2019s words', 404, 'APIG.0101'],
      ['as an absent id', 404, 'ROMA.00110006'],
      ['as an absent instance', 500, 'ROMA.00110002'],
    ] as const
  ).map(([how, status, code]): [string, World] => [`all is refused ${how}`, performing(errorFor(status, code))]),
  ['all is redirected', performing(text(302, ''))],
  [
    'absent ids are 404',
    where((turn) => isPlain(turn) && bodyOf(turn).failed.length > 0, errorFor(404, 'ROMA.00110006')),
  ],
  [
    'absent ids are 404 in other words',
    where((turn) => isPlain(turn) && bodyOf(turn).failed.length > 0, errorFor(404, 'X.1')),
  ],
  [
    'repeated ids are 400',
    where(
      (turn) => isPerformed(turn) && new Set(turn.asked.ids.map(({ floor }) => floor)).size < turn.asked.ids.length,
      errorFor(400),
    ),
  ],
  [
    'what is not a usual body is 400',
    where((turn) => isPerformed(turn) && !/^\{"device_ids":\[[\d,]+\]\}$/.test(turn.request.body ?? ''), errorFor(400)),
  ],
  ...([true, false] as const).map((isMended): [string, World] => [
    `an internal error ${isMended ? 'now and then' : 'again and again'}`,
    {
      ...where((turn) => isPerformed(turn) && turn.place === 0 && turn.number % 2 === 1, errorFor(500)),
      again: (x, turn) => (x.answer?.status === 500 && isPerformed(turn) ? (isMended ? turn.model : x.answer) : null),
    },
  ]),
  [
    'a page now and then',
    {
      ...where(
        (turn) => isPerformed(turn) && turn.number % 3 === 1,
        () => text(200, PAGE, 'text/html'),
      ),
      again: (x, turn) => (isPerformed(turn) && x.answer?.body === PAGE ? turn.model : null),
    },
  ],
  [
    'a 404 of nobody now and then',
    {
      ...where(
        (turn) => isPerformed(turn) && turn.number % 3 === 1,
        () => text(404, ''),
      ),
      again: (x, turn) => (isPerformed(turn) && x.answer?.status === 404 ? turn.model : null),
    },
  ],
] as [string, World][]);

/** Answers to what is to be refused. */
const ofErrors: Record<string, World> = {
  'all is performed': refusing(({ asked }) =>
    json(200, { success: asked.ids.map(({ floor }) => named(idOf(floor))), failed: [] }),
  ),
  'all is accepted without lists': refusing(json(200, {})),
  'all is 204': refusing(text(204, '', '')),
  'all is 301': refusing(text(301, '')),
  ...Object.fromEntries(
    [400, 401, 404, 409, 415, 422, 500, 501].map((status) => [`all errors are ${status}`, refusing(errorFor(status))]),
  ),
  'error_code is missing': errors(({ error_code: _, ...body }) => body),
  'error_msg is missing': errors(({ error_msg: _, ...body }) => body),
  'request_id is missing': errors(({ request_id: _, ...body }) => body),
  'request_id is null': errors((body) => ({ ...body, request_id: null })),
  'error_msg is empty': errors((body) => ({ ...body, error_msg: '' })),
  'error_code is a number': errors((body) => ({ ...body, error_code: 5 })),
  'request_id is always the same': errors((body) => ({ ...body, request_id: 'same' })),
  ...Object.fromEntries(
    [
      'oops',
      'scb.00000000',
      'SCB.1',
      'ROMA.0011',
      'ROMA.001',
      'RML.0001',
      'NEW.1234',
      'NEW.123',
      'A1.12345',
      'SCB.00000000X',
      'ROMA.00110006',
      'ROMA.00110002',
      'APIGW.0301',
    ].map((code) => [`each error_code is ${code}`, errors((body) => ({ ...body, error_code: code }))]),
  ),
  'error_msg is long': errors((body) => ({ ...body, error_msg: 'm'.repeat(5000) })),
  ...Object.fromEntries(
    [
      'java.lang.X\n\tat com.acme.Y.z(Y.java:12)',
      'Traceback (most recent call last):\n  File "a.py", line 3',
      'panic\n\ngoroutine 1 [running]:',
      'Error: no\n    at Object.run (a.js:1:2)',
      'look at com.acme.Y(Y.kt:3)',
      'x\n  File "/a.py", line 3, in b',
      'we look at (this) file, line 3',
    ].map((trace, i) => [`error_msg holds a trace, ${i + 1}`, errors((body) => ({ ...body, error_msg: trace }))]),
  ),
  'errors are pages': refusing(({ model }) => text(model.status, PAGE, 'text/html')),
  'errors are empty': refusing(({ model }) => text(model.status, '')),
  'errors are lists': refusing(({ model }) => text(model.status, '[]')),
  'errors are nested too deep': refusing(({ model }) => text(model.status, '['.repeat(5000))),
  'errors are not UTF-8': where(isRefused, ({ model }) => ({ ...model, validUtf8: false })),
  'errors begin with a mark': where(isRefused, ({ model }) => text(model.status, `\ufeff${model.body}`)),
  'errors name a member twice': where(isRefused, ({ model }) =>
    text(model.status, model.body.replace('{', '{"error_msg":"x","a":1,"a":1,')),
  ),
  'errors in another charset': where(isRefused, ({ model }) =>
    text(model.status, model.body.replace('"model"', '"\u79bb"'), 'application/json; charset=gbk'),
  ),
  'errors in a charset that nobody knows': where(isRefused, ({ model }) =>
    text(model.status, model.body, 'application/json; charset=nobody'),
  ),
  'errors in a charset that nobody knows, with letters': where(isRefused, ({ model }) =>
    text(model.status, model.body.replace('"model"', '"\u79bb"'), 'application/json; charset=nobody'),
  ),
  'errors repeat the request in full': errors((body, { request }) => ({ ...body, error_msg: request.body, more: 1 })),
};

const down = (events: SessionEvent[]) => events.filter(({ event }) => event === 'down');

/** What happens to devices. */
const ofDevices: Record<string, World> = {
  'nobody watches': { witness: 'none', lostAfter: () => null, sessions: () => [] },
  'the query API is asked': { witness: 'query' },
  'the query API is asked, and nothing happens': { witness: 'query', lostAfter: () => null },
  'no session ever came up': { sessions: () => [] },
  'nothing goes offline': { lostAfter: () => null },
  'some stay online': { lostAfter: (device) => (Number(device) % 2 === 0 ? null : 5) },
  'some go offline too late': { lostAfter: (device) => (Number(device) % 2 === 0 ? LATEST + 50 : 5) },
  'all go offline a little late': { lostAfter: () => WITHIN + 1 },
  'all go offline just in time': { lostAfter: () => WITHIN },
  'all go offline at the last moment': { lostAfter: () => LATEST },
  'all go offline before the answer': { lostAfter: () => -5 },
  'another device goes offline': {
    confirms: true,
    loses: ({ request }) => (request.credential === 'valid' && request.method === 'POST' ? ['20003'] : []),
  },
  'another device goes offline unconfirmed': {
    loses: ({ request }) => (request.credential === 'valid' ? ['20003'] : []),
  },
  'a refused credential acts': {
    confirms: true,
    loses: (turn) => (turn.request.credential !== 'valid' ? turn.asked.ids.map(({ floor }) => floor) : []),
  },
  'other methods act': {
    confirms: true,
    loses: (turn) => (turn.request.method !== 'POST' ? turn.asked.ids.map(({ floor }) => floor) : []),
  },
  'an absent instance acts': {
    confirms: true,
    loses: (turn) => (turn.request.instance === 'absent' ? turn.asked.ids.map(({ floor }) => floor) : []),
  },
  'malformed bodies act': {
    confirms: true,
    loses: (turn) => (isRefused(turn) ? turn.asked.ids.map(({ floor }) => floor) : []),
  },
  'what is in failed goes offline': {
    ...lists(({ success, failed }) => ({ success: [], failed: [...success, ...failed] })),
    confirms: true,
    loses: (turn) => (isPerformed(turn) ? turn.asked.ids.map(({ floor }) => floor) : []),
  },
  'another succeeds and goes offline': {
    ...lists(({ success, failed }) => ({ success: [...success, named(20003)], failed })),
    loses: (turn) => (isPerformed(turn) ? ['20003'] : []),
  },
  'sessions end by themselves': { more: { unstable: ['sessions end by themselves'] } },
  'some losses stay unconfirmed': { more: { unconfirmed: ['20003'] } },
  'the query API is asked, and shows devices back': {
    witness: 'query',
    sessions: (events) =>
      [...events, ...down(events).map((one) => ({ ...one, event: 'up' as const, at: one.at + 1 }))].sort(
        (a, b) => a.at - b.at,
      ),
  },
  'devices are not let in again': {
    sessions: (events) =>
      events.flatMap((one) =>
        one.event === 'down'
          ? [one, { ...one, event: 'refused' as const, at: one.at + 1, by: 'suite' as const }]
          : [one],
      ),
  },
  'the suite gives sessions up': {
    sessions: (events) => events.map((one) => (one.event === 'down' ? { ...one, by: 'suite' as const } : one)),
  },
  'the broker falls silent': {
    sessions: (events) =>
      [...events, ...down(events).map((one) => ({ ...one, by: 'suite' as const, at: one.at - 8 }))].sort(
        (a, b) => a.at - b.at,
      ),
  },
  'online_status lags': {
    answer: ({ request, model }) =>
      request.path === 'device' ? json(200, { online_status: 1, id: Number(request.device) }) : model,
  },
  'no online_status': { answer: ({ request, model }) => (request.path === 'device' ? json(200, { id: 1 }) : model) },
  'no query API': { answer: ({ request, model }) => (request.path === 'device' ? error(404) : model) },
  'the query API names devices alike': {
    answer: ({ request, model }) =>
      request.path === 'device' ? json(200, { online_status: 2, device_name: request.device }) : model,
  },
  'the query API names devices otherwise': {
    answer: ({ request, model }) =>
      request.path === 'device' ? json(200, { online_status: 2, device_name: 'other' }) : model,
  },
  'connections are not kept': { closes: true },
};

const ELSEWHERE = { elsewhere: true } as const;
const OLD = { edition: '2022-12-05' };

export const worlds: Record<string, World> = {
  'as it should be': {},
  ...ofLists,
  ...ofFractions,
  ...ofEntries,
  ...ofAnswers,
  ...ofRefusals,
  ...ofErrors,
  ...ofDevices,
  'as it should be, elsewhere': ELSEWHERE,
  'all is performed, elsewhere': { ...ofErrors['all is performed'], ...ELSEWHERE },
  'as it should be, edition 2022-12-05': OLD,
  'as it should be, edition 2023-06-29': { edition: '2023-06-29' },
  'error_msg is long, edition 2022-12-05': { ...ofErrors['error_msg is long'], ...OLD },
  'device_name is long, edition 2022-12-05': { ...ofEntries['device_name is long'], ...OLD },
  'ids past the range, edition 2023-06-29': { ...ofEntries['ids past the range'], edition: '2023-06-29' },
};

/** Of these no document says anything at MUST. */
export const lawful: readonly string[] = [
  'no failed',
  'device_id is missing in failed',
  'device_name is missing in failed',
  'device_name is empty',
  'device_name is long',
  'device_name changes once',
  'a further member in each',
  'a further member on top',
  'another type',
  'no type',
  'another charset',
  'utf-8 is told',
  'a byte order mark',
  'a member twice',
  'the credential is repeated',
  'no answer',
  'no answer at all',
  'all is refused with 401',
  'all is refused with 429',
  'all is refused with 503',
  'all is redirected',
  'absent ids are 404',
  'absent ids are 404 in other words',
  'repeated ids are 400',
  'what is not a usual body is 400',
  'a page now and then',
  'a 404 of nobody now and then',
  'all errors are 400',
  'request_id is always the same',
  'each error_code is NEW.123',
  'errors in another charset',
  'nobody watches',
  'the query API is asked',
  'no session ever came up',
  'all go offline a little late',
  'all go offline just in time',
  'all go offline at the last moment',
  'all go offline before the answer',
  'another device goes offline unconfirmed',
  'sessions end by themselves',
  'devices are not let in again',
  'the suite gives sessions up',
  'the broker falls silent',
  'no query API',
  'the query API names devices otherwise',
  'connections are not kept',
];
