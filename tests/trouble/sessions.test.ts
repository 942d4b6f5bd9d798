import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { openMqttPool } from '../../src/devices/mqtt-pool.ts';
import type { Pool } from '../../src/devices/pool.ts';
import type { SessionEvent } from '../../src/devices/session.ts';
import { message } from '../../src/messages/messages.ts';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import { type MqttTrouble, startMqttProxy } from './mqtt-proxy.ts';

let mock: Mock;
let proxy: Awaited<ReturnType<typeof startMqttProxy>>;
let next: MqttTrouble = {};
let events: SessionEvent[] = [];

beforeAll(async () => {
  mock = await startMock();
  proxy = await startMqttProxy(mock.mqttUrl, () => next);
});
afterAll(async () => {
  await proxy.close();
  await mock.close();
});

async function withPool(act: (pool: Pool, now: () => number) => Promise<void>): Promise<void> {
  const { devices, tls, projectId, instanceId } = parseDeployment(mock.deploymentFile(), 'the mock', {}, '.');
  expect(projectId + instanceId).not.toBe('');
  const { now, close } = openOwnTime();
  events = [];
  const pool = await openMqttPool({
    url: proxy.url,
    devices,
    tls,
    timeoutMs: 300,
    now,
    onEvent: (event) => void events.push(event),
    redact: (text) => text,
  });
  try {
    await act(pool, now);
  } finally {
    await pool.close();
    close();
  }
}

const takeOffline = async () => {
  const { projectId, instanceId } = parseDeployment(mock.deploymentFile(), 'the mock', {}, '.');
  await fetch(`${mock.baseUrl}/v2/${projectId}/link/instances/${instanceId}/devices/force-offline`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Auth-Token': mock.token },
    body: '{"device_ids":[20001]}',
  });
};

describe('the sessions of test devices', () => {
  test('one whose end was lost on the way does not count as lasting, and as nobody else taking it', async () => {
    next = { loses: 'end' };
    await withPool(async (pool, now) => {
      expect(await pool.bringOnline(['20001'])).toEqual([]);
      const upAt = now();
      await takeOffline();
      // Nobody says so; the broker has to be asked, and is silent.
      expect(await pool.whenOffline(['20001'], 10_000)).toBe(true);
      expect(pool.state('20001')).toBe('offline');
      const down = events.at(-1);
      expect(down).toMatchObject({ event: 'down', by: 'suite' });
      // It is known to have been online no longer than something was heard.
      expect(down?.at).toBeLessThanOrEqual(upAt);
    });
  });

  test('those that end one after the other are waited for, although the first is online again by then', async () => {
    next = {};
    await withPool(async (pool) => {
      await pool.bringOnline(['20001', '20002']);
      const gone = pool.whenOffline(['20001', '20002'], 5000);
      await pool.takeOffline('20001');
      await pool.bringOnline(['20001']);
      await pool.takeOffline('20002');
      expect(await gone).toBe(true);
    });
  });

  test('one that does last is asked, and lasts', async () => {
    next = {};
    await withPool(async (pool) => {
      await pool.bringOnline(['20001']);
      expect(await pool.whenOffline(['20001'], 1500)).toBe(false);
      expect(pool.state('20001')).toBe('online');
    });
  });

  test('a broker that never lets a device in is waited for no longer than was said', async () => {
    next = { loses: 'CONNACK' };
    await withPool(async (pool) => {
      const ended: string[] = [];
      // The patience of the pool itself is longer: whatever the load, the shorter one ends before.
      const longer = pool.bringOnline(['20002']).then(() => ended.push('20002'));
      expect(await pool.bringOnline(['20001'], 100)).toEqual([
        { device: '20001', reason: message('refused.no-answer-within', { ms: 100 }), isPending: true },
      ]);
      expect(ended).toEqual([]);
      await longer;
    });
  });

  test('a pool is closed at once, with sessions that nobody answers any more', async () => {
    next = { loses: 'end' };
    const clock = openOwnTime();
    await withPool(async (pool) => {
      await pool.bringOnline(['20001', '20002']);
      await takeOffline();
    });
    expect(clock.now()).toBeLessThan(1000);
    clock.close();
  });
});
