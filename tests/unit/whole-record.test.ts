/** What a check says holds of the whole record, whoever sent the request. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { misleadingCharset } from '../../src/checks/charset.ts';
import { post, query } from '../../src/checks/request.ts';
import { see } from '../../src/checks/seen.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import type { SessionEvent } from '../../src/devices/session.ts';
import { loadEdition } from '../../src/edition/load.ts';
import type { Answer, Exchange, Request } from '../../src/exchange/exchange.ts';
import { listOf } from '../../src/operation/body.ts';
import { settingOf } from '../../src/run/setting.ts';

const deployment = parseDeployment(
  `name: near
baseUrl: http://127.0.0.1:1
projectId: p
instanceId: i
auth: { token: a-token-of-some-length }
devices: [${[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `{ id: ${20000 + n}, mqtt: { clientId: c${n}, username: u, password: w } }`).join(', ')}]
mqtt: { url: "mqtt://127.0.0.1:1" }
absent: { deviceId: 70000000 }`,
  'near.yaml',
  {},
  '.',
);
const setting = settingOf(deployment, loadEdition(deployment.edition), 'mqtt');

const answerOf = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    headers,
    body: text,
    bytes: text.length,
    truncated: false,
    sha256: null,
    validUtf8: true,
    echoes: [],
  };
};

const sent = (check: string, request: Request, at: number, answer: Answer): Exchange => ({
  id: `${check}#${at}`,
  check,
  request,
  url: '',
  requestHeaders: {},
  sentAt: at,
  answeredAt: at + 10,
  throttled: [],
  answer,
  failure: null,
  repeatOf: null,
});

const event = (device: string, kind: 'up' | 'down', at: number): SessionEvent => ({
  at,
  device,
  event: kind,
  by: kind === 'up' ? 'suite' : 'peer',
  witness: 'mqtt',
});

/** Of these checks, those that found a breach. */
const broken = (ids: readonly string[], exchanges: Exchange[], sessions: SessionEvent[] = []) => {
  const seen = see({
    setting,
    leases: new Map(),
    exchanges,
    sessions,
    confirmations: [],
    outOfSight: [],
    unconfirmed: [],
    unstable: [],
    watchedUntil: 100_000,
    exploration: null,
  });
  return catalogue
    .filter(({ id }) => ids.includes(id))
    .filter((check) => check.judge(seen, check).some(({ kind }) => kind === 'breach'))
    .map(({ id }) => id);
};

const entry = (id: number | string, name = `device-${id}`) => ({
  id: Number(id),
  device_name: name,
  device_id: Number(id),
});
const lists = (...success: object[]) => answerOf(200, { success, failed: [] });

describe('an id that is taken for another device', () => {
  const WIDE = ['ids/no-effect-on-others', 'accounting/nothing-unasked', 'effects/no-other-device'];
  const x = sent('ids/wrap-uint32', post(listOf('4503599627390503')), 100, lists(entry(20007)));
  const sessions = [event('20007', 'up', 50), event('20007', 'down', 105)];

  test('breaks every clause that it breaks', () => expect(broken(WIDE, [x], sessions)).toEqual(WIDE));

  test('did not take a device that another request asked for meanwhile', () => {
    const other = sent('uri/post', post(listOf('20007')), 90, lists(entry(20007)));
    expect(broken(WIDE, [x, other], sessions)).toEqual(['accounting/nothing-unasked']);
  });

  test('does not account for a loss that came before, or was never seen', () => {
    expect(broken(WIDE, [x], [event('20007', 'up', 50)])).toEqual(['accounting/nothing-unasked']);
    expect(broken(WIDE, [x], [event('20007', 'up', 10), event('20007', 'down', 50)])).toEqual([
      'accounting/nothing-unasked',
    ]);
  });
});

test('a fraction that is taken for its successor was not asked for', () => {
  const x = sent('rounding/half', post(listOf('20001.5')), 100, lists(entry(20002)));
  expect(broken(['accounting/nothing-unasked', 'accounting/listed'], [x], [event('20001', 'up', 50)])).toEqual([
    'accounting/listed',
    'accounting/nothing-unasked',
  ]);
});

test('a device in both lists is listed twice', () => {
  const x = sent('a/b', post(listOf('20001')), 100, answerOf(200, { success: [entry(20001)], failed: [entry(20001)] }));
  expect(broken(['accounting/listed-once', 'accounting/not-in-both'], [x])).toHaveLength(2);
});

test('null counts as absent in failed, of all but the id, and not in success', () => {
  const FIELDS = ['success/success-fields', 'success/failed-fields', 'success/failed-complete'];
  const failed = (entries: object) =>
    broken(FIELDS, [sent('a/b', post(listOf('70000000')), 100, answerOf(200, { success: [], failed: [entries] }))]);
  expect(failed({ id: 70000000, device_name: null, device_id: null })).toEqual(['success/failed-complete']);
  expect(failed({ id: null, device_name: '', device_id: 70000000 })).toEqual(['success/failed-fields']);
  expect(failed({ id: 70000000, device_name: 1, device_id: 70000000 })).toEqual(['success/failed-fields']);
  const taken = { id: 20001, device_name: null, device_id: 20001 };
  expect(broken(FIELDS, [sent('a/b', post(listOf('20001')), 100, lists(taken))])).toEqual(['success/success-fields']);
});

describe('names', () => {
  const ALIKE = ['success/names-alike'];
  const named = (...names: string[]) =>
    names.map((name, i) => sent('a/b', post(listOf('20001')), 100 * (i + 1), lists(entry(20001, name))));

  test('that change once may have been changed by the owner', () => {
    expect(broken(ALIKE, named('a', 'a', 'b', 'b'))).toEqual([]);
    expect(broken(ALIKE, named('a', 'b', 'a'))).toEqual(ALIKE);
    expect(broken(ALIKE, named('a', 'b', 'c'))).toEqual(ALIKE);
  });

  test('may change while a request is in flight, and may be left out', () => {
    const [first, second] = named('b', 'a');
    expect(broken(ALIKE, [first, { ...second, sentAt: 105, answeredAt: 120 }] as Exchange[])).toEqual([]);
    expect(broken(ALIKE, named('a', '', 'a', ''))).toEqual([]);
  });

  test('are compared with those of the query API', () => {
    const asked = sent('c/d', query('20001'), 300, answerOf(200, { device_name: 'a' }));
    const checks = ['success/names-by-query'];
    expect(broken(checks, [...named('b'), asked])).toEqual(checks);
    expect(broken(checks, [...named('a'), asked])).toEqual([]);
  });
});

describe('an error body', () => {
  const body = '{"error_code":"SCB.00000000","error_msg":"Ungültig","request_id":"r"}';
  const refused = (answer: Answer) => broken(['errors/body', 'errors/charset'], [sent('a/b', post('{}'), 100, answer)]);

  test('is UTF-8', () => {
    expect(refused(answerOf(400, body))).toEqual([]);
    expect(refused({ ...answerOf(400, body), validUtf8: false })).toEqual(['errors/body']);
  });

  test.each([
    ['application/json', body, null],
    ['application/json; charset=UTF-8', body, null],
    ['application/json; charset="utf8"', body, null],
    ['application/json;charset=ISO-8859-1', body, 'ISO-8859-1'],
    ['application/json;charset=ISO-8859-1', body.replace('ü', 'u'), null],
    ['application/json;charset=utf-16le', body.replace('ü', 'u'), 'utf-16le'],
    ['application/json;charset=nobody-knows-it', body.replace('ü', 'u'), null],
    ['application/json;charset=nobody-knows-it', body, 'nobody-knows-it'],
  ])('declared as %s', (type, text, charset) => {
    const answer = answerOf(400, text, { 'content-type': type });
    expect(misleadingCharset(answer)).toBe(charset);
    expect(refused(answer)).toEqual(charset === null ? [] : ['errors/charset']);
  });
});

describe('members in another order', () => {
  const checks = ['body/member-order'];
  const [usual, turned] = ['{"device_ids":[20001],"note":"x"}', '{"note":"x","device_ids":[20001]}'] as const;
  const refusal = answerOf(400, '{}');
  const both = (first: Answer, second: Answer) =>
    broken(
      checks,
      [
        sent('uri/post', post(listOf('20002')), 10, lists(entry(20002))),
        sent('body/unknown-members', post(usual), 100, first),
        sent('body/member-order', post(turned), 200, second),
      ],
      [event('20001', 'up', 5), event('20002', 'up', 5)],
    );

  test('are answered alike', () => {
    expect(both(lists(entry(20001)), lists(entry(20001)))).toEqual([]);
    expect(both(refusal, refusal)).toEqual([]);
    expect(both(lists(entry(20001)), refusal)).toEqual(checks);
    expect(both(refusal, lists(entry(20001)))).toEqual(checks);
  });
});

test('a token without letters is not sent in the other case, because it would be the token', () => {
  const auth = (token: string) =>
    settingOf({ ...deployment, auth: { kind: 'token', token } }, loadEdition(deployment.edition), 'mqtt');
  expect([auth('0123-4567').credentialHasLetters, auth('0123-456a').credentialHasLetters]).toEqual([false, true]);
  const check = catalogue.find(({ id }) => id === 'auth/recased-token');
  const lease = { devices: [], more: [], pairs: [], offline: [], shared: '20001', absent: [] };
  const first = (of: typeof setting) => (check?.kind === 'scenario' ? check.act(lease, of).next().done : null);
  expect([first(auth('0123-4567')), first(auth('0123-456a'))]).toEqual([true, false]);
});

test('docs/frameworks.md names clauses that exist, with their level', () => {
  const page = readFileSync(new URL('../../docs/frameworks.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && /[A-Z]+-\d/.test(line));
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    const ids = row.match(/\b[A-Z]+-\d[a-z]?\b/g)?.filter((id) => !id.startsWith('UTF') && !id.startsWith('ISO')) ?? [];
    const levels = ids.map((id) => setting.edition.clause(id)?.level);
    expect({ row, levels: levels.includes(undefined) }).toEqual({ row, levels: false });
    expect({ row, says: row.includes('(SHOULD)') }).toEqual({ row, says: levels.includes('SHOULD') });
  }
});
