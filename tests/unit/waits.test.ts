import { describe, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { post } from '../../src/checks/request.ts';
import type { Setting } from '../../src/checks/setting.ts';
import { blindPool, type Pool } from '../../src/devices/pool.ts';
import { openQueryPool } from '../../src/devices/query-pool.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { followEffects } from '../../src/run/effects.ts';

const setting = {
  ground: { devices: new Set(['20001', '20002']) },
  limits: { effectWithinMs: 300, effectLatestMs: 1200 },
} as unknown as Setting;

/** A performed request that puts these devices into success. */
const performed = (sentAt: number, answeredAt: number, ...ids: string[]): Exchange => ({
  id: 'uri/post#1',
  check: 'uri/post',
  request: post(`{"device_ids":[${ids.join(',')}]}`),
  url: '',
  requestHeaders: {},
  sentAt,
  answeredAt,
  throttled: [],
  answer: {
    status: 200,
    headers: {},
    body: JSON.stringify({ success: ids.map((id) => ({ id: Number(id) })), failed: [] }),
    bytes: 0,
    truncated: false,
    sha256: null,
    validUtf8: true,
    echoes: [],
  },
  failure: null,
  repeatOf: null,
});

const online = (): Pool => ({
  ...blindPool(),
  witness: 'mqtt',
  state: () => 'online',
  whenOffline: () => {
    throw new Error('nothing more is to come');
  },
});

describe('waiting for effects', () => {
  test('a device that went offline already, and is online again for another check, is not waited for', async () => {
    const effects = followEffects(online(), setting, () => 100);
    effects.saw({ at: 20, device: '20001', event: 'down', by: 'peer', witness: 'mqtt' });
    effects.saw({ at: 30, device: '20001', event: 'up', by: 'suite', witness: 'mqtt' });
    await effects.settle([performed(10, 50, '20001')]);
  });

  test('one that went offline before the request was sent is', async () => {
    const effects = followEffects(online(), setting, () => 100);
    effects.saw({ at: 5, device: '20001', event: 'down', by: 'peer', witness: 'mqtt' });
    await expect(effects.settle([performed(10, 50, '20001')])).rejects.toThrow('nothing more is to come');
  });

  test('an online_status that never changes costs effectLatestMs once', async () => {
    const { now, close } = openOwnTime();
    const pool = openQueryPool({ ask: async () => 'online', patienceMs: 300, now, onEvent: () => {} });
    await pool.bringOnline(['20001', '20002']);
    const effects = followEffects(pool, setting, now);
    const took = async (device: string) => {
      const from = now();
      await effects.settle([performed(from, from, device)]);
      return now() - from;
    };
    const once = await took('20001');
    expect(once).toBeGreaterThanOrEqual(1200);
    expect(await took('20002')).toBeLessThan(0.75 * once);
    expect(await took('20001')).toBeLessThan(0.75 * once);
    close();
  });
});
