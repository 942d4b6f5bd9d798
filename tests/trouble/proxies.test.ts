import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mqtt from 'mqtt';
import { parse } from 'yaml';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import { passwordOf, TEST_DEVICES } from '../../src/mock/world.ts';
import { type HttpTrouble, startHttpProxy } from './http-proxy.ts';
import { type MqttTrouble, startMqttProxy } from './mqtt-proxy.ts';

/** One mock whose calls are counted by what `failed` and `success` say; the trouble of the next request is set here. */
let mock: Mock;
let proxy: Awaited<ReturnType<typeof startHttpProxy>>;
let broker: Awaited<ReturnType<typeof startMqttProxy>>;
let next: HttpTrouble | null = null;
let nextLogin: MqttTrouble = {};

beforeAll(async () => {
  mock = await startMock();
  proxy = await startHttpProxy(mock.baseUrl, () => next);
  broker = await startMqttProxy(mock.mqttUrl, () => nextLogin);
});
afterAll(async () => {
  await proxy.close();
  await broker.close();
  await mock.close();
});

const file = () => parse(mock.deploymentFile()) as { projectId: string; instanceId: string };
const post = (base: string) =>
  fetch(`${base}/v2/${file().projectId}/link/instances/${file().instanceId}/devices/force-offline`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Auth-Token': mock.token },
    body: '{"device_ids":[20001]}',
  });

/** A device that is online, seen from its own side and from the deployment's. */
async function online(through: string) {
  const login = passwordOf({ clientId: 'client-20001', username: 'user-20001', password: 'password-of-20001' });
  const client = mqtt.connect(through, { ...login, protocolVersion: 4, reconnectPeriod: 0, connectTimeout: 300 });
  client.on('error', () => {});
  const ended = new Promise<void>((resolve) => client.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('close', () => reject(new Error('it did not get in')));
  });
  return { client, ended };
}

const isOnline = async () => {
  const answer = await fetch(
    `${mock.baseUrl}/v2/${file().projectId}/link/instances/${file().instanceId}/devices/20001`,
    { headers: { 'X-Auth-Token': mock.token } },
  );
  return ((await answer.json()) as { online_status: number }).online_status === 1;
};

describe('the proxy for HTTP', () => {
  const kinds: { trouble: HttpTrouble; answer: number | 'none'; performed: boolean }[] = [
    { trouble: { kind: 'reset-before' }, answer: 'none', performed: false },
    { trouble: { kind: 'reset-after' }, answer: 'none', performed: true },
    { trouble: { kind: 'answered', status: 503, type: 'text/html', body: '' }, answer: 503, performed: true },
    { trouble: { kind: 'refused', status: 401, type: 'text/html', body: '' }, answer: 401, performed: false },
    { trouble: { kind: 'truncated', share: 0.5 }, answer: 'none', performed: true },
    { trouble: { kind: 'cut-when-idle', afterMs: 0 }, answer: 200, performed: true },
    { trouble: { kind: 'delayed', thereMs: 20, backMs: 20 }, answer: 200, performed: true },
    { trouble: { kind: 'twice', atOnce: false, answer: 0 }, answer: 200, performed: true },
    { trouble: { kind: 'twice', atOnce: false, answer: 1 }, answer: 200, performed: true },
  ];
  test.each(kinds)('$trouble', async ({ trouble, answer, performed }) => {
    const { client, ended } = await online(mock.mqttUrl);
    next = trouble;
    const came = await post(proxy.url)
      .then(async (res) => ({ status: res.status, text: await res.text() }))
      .catch(() => null);
    const read = came ? came.status : 'none';
    expect({ read, stillOnline: await isOnline() }).toEqual({ read: answer, stillOnline: !performed });
    if (trouble.kind === 'twice') {
      const { success } = JSON.parse(came?.text ?? '') as { success: unknown[] };
      expect(success).toHaveLength(trouble.answer === 0 ? 1 : 0);
    }
    await client.endAsync(true);
    await ended;
  });

  test('a connection that is cut as the next request arrives does not perform it', async () => {
    next = { kind: 'cut-when-idle', afterMs: null };
    await (await post(proxy.url)).text();
    const { client } = await online(mock.mqttUrl);
    await expect(post(proxy.url)).rejects.toThrow();
    expect(await isOnline()).toBe(true);
    await client.endAsync(true);
  });
});

describe('the proxy for MQTT', () => {
  test('passes sessions on, and their ends', async () => {
    nextLogin = {};
    const { ended } = await online(broker.url);
    expect(await isOnline()).toBe(true);
    await post(mock.baseUrl);
    await ended;
    expect(await isOnline()).toBe(false);
  });

  test.each(['CONNECT', 'CONNACK'] as const)('loses %s', async (loses) => {
    nextLogin = { loses };
    await expect(online(broker.url)).rejects.toThrow('it did not get in');
  });

  test('loses the end of a session, or lets it come late', async () => {
    nextLogin = { loses: 'end' };
    const lost = await online(broker.url);
    await post(mock.baseUrl);
    expect(await isOnline()).toBe(false);
    expect(lost.client.connected).toBe(true);
    await lost.client.endAsync(true);

    nextLogin = { lateMs: 200 };
    const late = await online(broker.url);
    const from = performance.now();
    await post(mock.baseUrl);
    expect(await isOnline()).toBe(false);
    await late.ended;
    // Timers may be a moment early.
    expect(performance.now() - from).toBeGreaterThan(190);
  });

  test('takes a session over', async () => {
    nextLogin = {};
    const { ended } = await online(broker.url);
    // Among all that ever logged in through it there is but this one.
    broker.takeOver(TEST_DEVICES.length);
    await ended;
  });

  test('cuts all sessions and stays away', async () => {
    nextLogin = {};
    const { ended } = await online(broker.url);
    broker.restart(60_000);
    await ended;
    await expect(online(broker.url)).rejects.toThrow('it did not get in');
  });
});
