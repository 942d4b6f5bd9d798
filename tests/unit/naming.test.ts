/** Requests that name no device, which a deployment may take for all of them. */
import { describe, expect, test } from '@jest/globals';
import { body as bodyChecks } from '../../src/checks/body.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import type { Request } from '../../src/exchange/exchange.ts';
import { groundOf, guard } from '../../src/exchange/guard.ts';
import { namingOf } from '../../src/exchange/naming.ts';
import { plan } from '../../src/run/plan.ts';

const post = (body: string | null, changes: Partial<Request> = {}): Request => ({
  method: 'POST',
  path: 'operation',
  project: 'own',
  instance: 'own',
  credential: 'valid',
  tokenHeader: 'X-Auth-Token',
  contentType: 'application/json',
  body,
  ...changes,
});

const deployment = (baseUrl: string, more = '') =>
  parseDeployment(
    `name: far
baseUrl: ${baseUrl}
projectId: p
instanceId: i
auth: { token: a-token-of-some-length }
devices: [${Array.from({ length: 8 }, (_, i) => `{ id: ${20001 + i}, mqtt: { deviceId: D${i}, secret: secret-${i} } }`).join(', ')}]
absent: { deviceId: 70000000 }
mqtt: { url: "mqtts://broker.example.com" }
${more}`,
    'far.yaml',
    {},
    '.',
  );
const far = deployment('https://roma.example.com');

const NONE = [
  '',
  ' ',
  '{}',
  '[]',
  'null',
  'false',
  '{',
  '"offline"',
  'force-offline',
  '{"device_ids":[]}',
  '{"device_ids":null}',
  '{"device_ids":false}',
  '{"device_ids":"offline"}',
  '{"device_ids":{}}',
  '{"device_ids":[offline]}',
  '{"device_ids":[null]}',
  '{"device_ids":[""]}',
  '{"device_ids":["offline"]}',
  '{"device_ids":[{}]}',
  '{"device_ids":[[]]}',
  '{"device_ids":[false]}',
  '{"devices":[20001]}',
  '{"devices":[20001',
  '{"DEVICE_IDS":[20001]}',
];

const DOUBTFUL = [
  '20001',
  '"20001"',
  '[20001]',
  '{"device_ids":[20001]',
  '{device_ids:[20001]}',
  '{"device_ids":["20001"]}',
  '{"device_ids":20001}',
  '{"device_ids":[20001,null]}',
  '{"device_ids":[0]}',
  '{"device_ids":[-20001]}',
  '\ufeff{"device_ids":[20001]}',
  '{"device_ids":[20001],"device_ids":[20002]}',
  '{"device_ids":[20001]} offline',
];

const NAMED = ['{"device_ids":[20001]}', '{ "device_ids" : [ 20001.5, 0 ] }', '{"note":"x","device_ids":[20001e0]}'];

describe('namingOf', () => {
  test.each(NONE)('%j names no device', (body) => expect(namingOf(post(body))).toBe('none'));
  test.each(DOUBTFUL)('%j names one in another form', (body) => expect(namingOf(post(body))).toBe('doubtful'));
  test.each(NAMED)('%j names one', (body) => expect(namingOf(post(body))).toBe('named'));

  test('without a body nothing is named, whatever the method', () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST'] as const)
      expect(namingOf(post(null, { method, contentType: null }))).toBe('none');
  });

  test('a body that a server may pass over is doubtful: of another method, of another type', () => {
    for (const changes of [{ method: 'DELETE' }, { contentType: 'text/plain' }, { contentType: null }] as const)
      expect(namingOf(post('{"device_ids":[20001]}', changes))).toBe('doubtful');
  });

  test('one device of the query API is named in the path', () =>
    expect(namingOf(post(null, { method: 'GET', path: 'device', device: '20001', contentType: null }))).toBe('named'));
});

describe('the guard', () => {
  test('withholds every request that names no device beyond loopback, and says what to declare', () => {
    for (const body of NONE) {
      const refusal = guard(post(body), groundOf(far));
      expect({ body, refused: refusal?.reason }).toEqual({ body, refused: expect.any(String) });
      // Numbers that are no declared device are the first reason.
      if (!/devices":/i.test(body) || body.includes('20001'))
        expect(refusal?.reason).toContain('allow.emptyLists: true');
    }
    expect(guard(post(null, { method: 'GET', contentType: null }), groundOf(far))?.token).toBe('GET no body');
  });

  test.each([
    ['on loopback', deployment('http://127.0.0.1:1')],
    ['where the deployment file allows it', deployment('https://roma.example.com', 'allow: { emptyLists: true }')],
  ])('lets them pass %s', (_, { allow }) => {
    const ground = { ...groundOf(far), emptyLists: allow.emptyLists };
    for (const body of NONE) expect({ body, refusal: guard(post(body), ground) }).toEqual({ body, refusal: null });
  });

  test('a tunnel looks like loopback: the deployment file can say that it is none', () =>
    expect(deployment('http://localhost:1', 'allow: { emptyLists: false }').allow.emptyLists).toBe(false));
});

describe('a plan beyond loopback', () => {
  const edition = loadEdition(far.edition);
  const planned = plan(far, edition, catalogue);
  const sent = planned.checks.flatMap(({ requests }) => requests);

  test('has no request that names no device', () => {
    expect(sent.length).toBeGreaterThan(80);
    expect(sent.filter((request) => namingOf(request) === 'none')).toEqual([]);
  });

  test('withholds the checks that are about such requests, and says what to declare', () => {
    const withheld = planned.notRun.filter(
      ({ outcome, message }) => outcome === 'withheld' && message.includes('allow.emptyLists'),
    );
    expect(withheld.map(({ check }) => check)).toEqual([
      'uri/head-refused',
      'body/missing-device-ids',
      'body/empty',
      'body/bare-boolean',
      'body/empty-array',
      'body/null',
      'body/null-device-ids',
      'body/device-ids-word',
      'body/device-ids-boolean',
      'body/empty-list',
    ]);
    for (const { message } of withheld) expect(message).toContain('allow.emptyLists: true');
  });

  test('has every core check, also of BODY-1', () => {
    const core = catalogue.filter((check) => check.core && check.kind === 'scenario').map(({ id }) => id);
    expect(bodyChecks.filter((check) => check.core).map(({ id }) => id)).toContain('body/cut-short');
    const requests = new Map(planned.checks.map(({ check, requests: all }) => [check, all.length]));
    expect(core.filter((id) => !requests.get(id))).toEqual([]);
  });

  test('with allow.emptyLists sends the requests of loopback; fractions and absent ids may be others', () => {
    const bodies = (of: typeof far) =>
      plan(of, edition, catalogue).checks.flatMap(({ check, requests }) =>
        requests.map((request) => [check, request.method, namingOf(request)]),
      );
    const allowed = bodies(deployment('https://roma.example.com', 'allow: { emptyLists: true }'));
    expect(allowed).toEqual(bodies(deployment('http://127.0.0.1:1')));
    expect(allowed.length).toBeGreaterThan(sent.length);
  });
});
