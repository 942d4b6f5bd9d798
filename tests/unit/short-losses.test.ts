/** Confirming where the query API is the only witness, and devices come back soon by themselves. Time is the test's own. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { post, query } from '../../src/checks/request.ts';
import { openQueryPool } from '../../src/devices/query-pool.ts';
import { openRest } from '../../src/devices/rested.ts';
import type { SessionEvent } from '../../src/devices/session.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { confirm } from '../../src/run/confirm.ts';
import { followEffects } from '../../src/run/effects.ts';
import type { Entry } from '../../src/run/record.ts';
import { LATEST, sent, settingWith } from './hand-made.ts';

/** A device that was taken offline, or drops, is back after so long, in ms. */
const AWAY_MS = 400;
/** A query is on its way for so long, there and back, in ms. */
const SLOW = 2 * AWAY_MS;
const FAST = 4;

const DEVICES = ['20001', '20002', '20003'];
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const next = (id: string) => String(Number(id) + 1);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** What confirming says of a loss of 20002 that was seen after a request for 20001. */
async function confirmed({ isFaulty, queryMs }: { isFaulty: boolean; queryMs: number }) {
  const began = Date.now();
  const now = () => Date.now() - began;
  const exchanges: Exchange[] = [];
  const sessions: SessionEvent[] = [];
  const entries: Entry[] = [];
  const backAt = new Map<string, number>();
  const drop = (id: string) => backAt.set(id, now() + AWAY_MS);
  let wayMs = FAST;
  const setting = { ...settingWith('query'), takeable: DEVICES, bystanders: [] };
  const pool = openQueryPool({
    ask: async (id) => {
      const at = now();
      await sleep(wayMs / 2);
      const isOnline = now() >= (backAt.get(id) ?? 0);
      await sleep(wayMs / 2);
      exchanges.push({
        ...sent(query(id), at, { status: 200, body: { online_status: isOnline ? 1 : 2 } }),
        answeredAt: now(),
      });
      return isOnline ? 'online' : 'offline';
    },
    patienceMs: 5 * SLOW,
    now,
    wall: now,
    onEvent: (event) => {
      sessions.push(event);
      effects.saw(event);
    },
  });
  const effects = followEffects(pool, setting, now);
  const send = async (
    request: Exchange['request'],
    ids: Omit<Partial<Exchange>, 'retryOf'> = {},
  ): Promise<Exchange> => {
    const at = now();
    await sleep(2);
    const asked = (request.body ?? '').match(/\d+/g) ?? [];
    for (const id of asked) drop(id);
    if (isFaulty) for (const id of asked) drop(next(id));
    const body = { success: asked.map((id) => ({ id: Number(id) })), failed: [] };
    const exchange = { ...sent(request, at, { status: 200, body }, ids), answeredAt: now() };
    exchanges.push(exchange);
    return exchange;
  };
  const work = async () => {
    await pool.bringOnline(DEVICES);
    const first = await send(post('{"device_ids":[20001]}'));
    if (!isFaulty) drop('20002');
    await effects.settle([first]);
    await pool.lookAgain(['20002']);
    expect(sessions.at(-1)).toMatchObject({ device: '20002', event: 'down' });
    wayMs = queryMs;
    await confirm({
      client: { send, again: async () => null },
      pool,
      setting,
      effects,
      exchanges,
      sessions,
      sink: (entry) => entries.push(entry),
      rest: openRest({ limitMs: LATEST, now }),
      now,
      over: () => null,
      stop: () => {},
      isOver: () => false,
    });
  };
  let isDone = false;
  const working = work().finally(() => {
    isDone = true;
  });
  while (!isDone) await jest.advanceTimersByTimeAsync(10);
  await working;
  return {
    lost: entries.flatMap((entry) => (entry.type === 'confirmation' ? [entry.lost] : [])),
    unstable: entries.flatMap((entry) => (entry.type === 'unstable' ? [entry.message] : [])),
    unconfirmed: entries.flatMap((entry) => (entry.type === 'unconfirmed' ? [entry.device] : [])),
  };
}

describe('a loss that is over soon, seen by the query API alone', () => {
  test('is shown by repeats, whoever else is looked at', async () => {
    expect(await confirmed({ isFaulty: true, queryMs: FAST })).toEqual({
      lost: [['20002']],
      unstable: [],
      unconfirmed: [],
    });
  });

  test('is not judged where queries take longer than it lasts', async () => {
    expect(await confirmed({ isFaulty: true, queryMs: SLOW })).toEqual({
      lost: [],
      unstable: [expect.stringMatching(/^20002 went offline without a cause/)],
      unconfirmed: [],
    });
  });

  test('that came by itself is a remark: repeats were watched without a gap', async () => {
    expect(await confirmed({ isFaulty: false, queryMs: FAST })).toEqual({
      lost: [[]],
      unstable: [],
      unconfirmed: ['20002'],
    });
  });
});
