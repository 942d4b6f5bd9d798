/** The mock deployment itself, through plain HTTP and real MQTT: what it is tested with must do what it says. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mqtt from 'mqtt';
import { loadEdition } from '../../src/edition/load.ts';
import { faults, overrideOf } from '../../src/mock/catalogue.ts';
import { ACCOUNT } from '../../src/mock/iam.ts';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import { INSTANCE, PROJECT } from '../../src/mock/operation.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ tokenTtlMs: 200 });
});
afterAll(() => mock.close());

const devices = () => `${mock.baseUrl}/v2/${PROJECT}/link/instances/${INSTANCE}/devices`;

async function forceOffline(body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${devices()}/force-offline`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': mock.token, ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

async function tokenFor(changes: Partial<typeof ACCOUNT> = {}) {
  const { user, password, domain, project } = { ...ACCOUNT, ...changes };
  return fetch(`${mock.baseUrl}/v3/auth/tokens`, {
    method: 'POST',
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } },
        scope: { project: { name: project } },
      },
    }),
  });
}

const connect = (clientId: string, username: string, password: string) =>
  mqtt.connectAsync(mock.mqttUrl, { clientId, username, password, protocolVersion: 4, reconnectPeriod: 0 });

const hour = () => new Date().toISOString().replace(/[-T:]/g, '').slice(0, 10);
const signed = (secret: string, timestamp: string) => createHmac('sha256', timestamp).update(secret).digest('hex');

async function onlineStatus(id: number): Promise<number> {
  const answer = await fetch(`${devices()}/${id}`, { headers: { 'x-auth-token': mock.token } });
  return ((await answer.json()) as { online_status: number }).online_status;
}

describe('the operation', () => {
  test('ends the MQTT session of an online device, and online_status follows', async () => {
    const client = await connect('client-20001', 'user-20001', 'password-of-20001');
    expect(await onlineStatus(20001)).toBe(1);
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    const { status, text } = await forceOffline('{"device_ids":[20001.9, 70000000, 20003]}');
    await closed;
    expect(status).toBe(200);
    expect(text).toBe(
      '{"success":[{"id":20001,"device_name":"device-20001","device_id":20001}],"failed":[{"id":70000000,"device_name":"","device_id":70000000},{"id":20003,"device_name":"device-20003","device_id":20003}]}',
    );
    expect(await onlineStatus(20001)).toBe(2);
  });

  test('keeps every digit of an id', async () => {
    const { text } = await forceOffline('{"device_ids":[99999999999999999, 9007199254740993.7]}');
    expect(text).toContain('"id":99999999999999999,');
    expect(text).toContain('"id":9007199254740993,');
  });

  test('answers by its own schemas', async () => {
    const edition = loadEdition('2025-03-26');
    expect(edition.judgeSuccess(JSON.parse((await forceOffline('{"device_ids":[20001]}')).text))).toEqual([]);
    for (const body of ['', '{', '{}', '{"device_ids":["x"]}']) {
      const refused = await forceOffline(body);
      expect(refused.status).toBe(400);
      expect(edition.judgeError(JSON.parse(refused.text))).toEqual([]);
    }
  });

  test('refuses a missing and a wrong token', async () => {
    expect((await forceOffline('{"device_ids":[]}', { 'x-auth-token': '' })).status).toBe(401);
    expect((await forceOffline('{"device_ids":[]}', { 'x-auth-token': `${mock.token}x` })).status).toBe(401);
  });
});

describe('devices log in', () => {
  test("by the vendor's formula, with this hour's timestamp checked or any without", async () => {
    const now = hour();
    const [checked, unchecked] = [`D20002gDa_0_1_${now}`, 'D20002gDa_0_0_2020010100'];
    await (await connect(checked, 'D20002gDa', signed('secret-of-device-20002', now))).endAsync(true);
    await (await connect(unchecked, 'D20002gDa', signed('secret-of-device-20002', '2020010100'))).endAsync(true);
  });

  test.each([
    ['a wrong password', 'client-20001', 'user-20001', 'wrong'],
    ["another device's name", 'client-20001', 'user-20003', 'password-of-20001'],
    ['an old timestamp', 'D20002gDa_0_1_2020010100', 'D20002gDa', signed('secret-of-device-20002', '2020010100')],
    ['the plain secret', `D20002gDa_0_0_${hour()}`, 'D20002gDa', 'secret-of-device-20002'],
  ])('not with %s', async (_, clientId, username, password) => {
    await expect(connect(clientId, username, password)).rejects.toThrow(/authori[sz]ed/i);
  });
});

describe('IAM', () => {
  test('issues a token in X-Subject-Token that works until it expires', async () => {
    const issued = await tokenFor();
    expect(issued.status).toBe(201);
    const token = issued.headers.get('x-subject-token') ?? '';
    const { token: told } = (await issued.json()) as { token: { expires_at: string } };
    expect((await forceOffline('{"device_ids":[]}', { 'x-auth-token': token })).status).toBe(200);
    while (Date.now() <= Date.parse(told.expires_at)) await new Promise((resolve) => setImmediate(resolve));
    expect((await forceOffline('{"device_ids":[]}', { 'x-auth-token': token })).status).toBe(401);
  });

  test.each([{ password: 'wrong' }, { user: 'nobody' }, { project: 'elsewhere' }])('refuses %o', async (changes) => {
    const refused = await tokenFor(changes);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: 401, title: 'Unauthorized' } });
  });
});

test('the query API lists the devices of the deployment', async () => {
  const answer = await fetch(devices(), { headers: { 'x-auth-token': mock.token } });
  const { total, items } = (await answer.json()) as { total: number; items: { id: number; online_status: number }[] };
  expect(total).toBe(8);
  expect(items.map(({ id }) => id)).toEqual([20001, 20002, 20003, 20004, 20005, 20006, 20007, 20008]);
});

test('a fault that there is not is refused with the nearest name', () => {
  expect(() => overrideOf(faults, 'fault', 'round-half-up')).toThrow(/rounds-half-up/);
});
