/** A record of somebody else may be long in any way: the time to judge it grows with its length, not with its square. */
import { describe, expect, test } from '@jest/globals';
import { post } from '../../src/checks/request.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import type { Answer, Exchange } from '../../src/exchange/exchange.ts';
import { listOf } from '../../src/operation/body.ts';
import { recordedDeployment } from '../../src/run/replay.ts';
import { rejudge } from '../../src/suite/rejudge.ts';
import { drawn } from '../tier.ts';
import { answerWith } from './hand-made.ts';

const FIRST = 20001;
const ids = (n: number) => Array.from({ length: n }, (_, i) => String(FIRST + i));
const each = <T>(n: number, make: (i: number) => T | T[]): T[] =>
  Array.from({ length: n }, (_, i) => make(i)).flat() as T[];

const deployment = recordedDeployment(
  parseDeployment(
    `name: long
baseUrl: http://127.0.0.1:1
projectId: p
instanceId: i
auth: { token: a-token-of-some-length }
devices: [{ id: 20001 }]
absent: { deviceId: 70000000 }`,
    'long.yaml',
    {},
    '.',
  ),
);

function recordOf(entries: readonly object[], devices: readonly string[] = ids(8)): string {
  const start = {
    type: 'start',
    recordVersion: '1.0',
    suite: { version: '0', score: null },
    startedAt: '2026-01-01T00:00:00.000Z',
    deployment: { ...deployment, devices: devices.map((id) => ({ id, watchOnly: false })) },
    curlBaseUrl: '$ROMA_BASE_URL',
    only: [],
    skip: [],
    strict: false,
    seed: null,
    checks: [],
  };
  const setting = { type: 'setting', witness: 'mqtt', takeable: devices.slice(0, 7), bystanders: [] };
  const lines = [start, setting, ...entries, { type: 'end', at: 1e9, interrupted: false }];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

const session = (at: number, device: string, event: 'up' | 'down') => ({
  type: 'session',
  at,
  device,
  event,
  by: event === 'up' ? 'suite' : 'peer',
  witness: 'mqtt',
});

const bodyOf = (success: readonly string[], failed: readonly string[] = []) => {
  const entries = (of: readonly string[]) => of.map((id) => `{"id":${id},"device_name":"d","device_id":${id}}`).join();
  return `{"success":[${entries(success)}],"failed":[${entries(failed)}]}`;
};

const answerOf = (body: string, status = 200): Answer =>
  answerWith(status, body, { 'content-type': 'application/json' });

const exchange = (n: number, asked: readonly string[], body: string, of: Partial<Exchange> = {}) => ({
  type: 'exchange',
  id: `uri/post#${n}`,
  check: 'uri/post',
  request: post(listOf(...asked)),
  url: 'http://127.0.0.1:1/',
  requestHeaders: {},
  sentAt: n,
  answeredAt: n + 0.5,
  throttled: [],
  answer: answerOf(body),
  failure: null,
  repeatOf: null,
  ...of,
});

const [one = '', two = ''] = ids(2);

/** Records of about n entries, and how many there are at first. */
const kinds: Record<string, [n: number, record: (n: number) => string]> = {
  'sessions of one device': [10000, (n) => recordOf(each(n, (i) => session(i, one, i % 2 ? 'down' : 'up')))],
  'sessions of many devices': [
    8000,
    (n) => recordOf(each(n, (i) => session(i, String(FIRST + i), i % 2 ? 'down' : 'up'))),
  ],
  'declared devices': [4000, (n) => recordOf([], ids(n))],
  'losses of one device, each with its request': [
    1500,
    (n) =>
      recordOf(
        each<object>(n, (i) => [
          session(3 * i, one, 'up'),
          exchange(i + 1, [one], bodyOf([one]), { sentAt: 3 * i + 1, answeredAt: 3 * i + 1.5 }),
          session(3 * i + 2, one, 'down'),
        ]),
      ),
  ],
  'losses that nothing explains, beside requests': [
    2000,
    (n) =>
      recordOf(
        each<object>(n, (i) => [
          session(3 * i, two, 'up'),
          exchange(3 * i + 1, [one], bodyOf([])),
          session(3 * i + 2, two, 'down'),
        ]),
      ),
  ],
  'requests for one device, all under way at once': [
    2000,
    (n) =>
      recordOf([
        session(0, one, 'up'),
        ...each(n, (i) => exchange(i + 1, [one], bodyOf([one]), { sentAt: 1, answeredAt: 1e6 })),
      ]),
  ],
  'attempts without an answer, beside others': [
    1200,
    (n) =>
      recordOf([
        session(0, one, 'up'),
        ...each<object>(n, (i) => [
          exchange(2 * i + 1, [one], '', { answer: null, failure: { code: 'TIMEOUT', message: 'late' } }),
          exchange(2 * i + 2, [one], bodyOf([])),
        ]),
      ]),
  ],
  'one device listed again and again': [16000, (n) => recordOf([exchange(1, [one], bodyOf(each(n, () => one)))])],
  'ids of one request, all online, none listed': [
    2500,
    (n) => recordOf([...ids(n).map((id) => session(0, id, 'up')), exchange(1, ids(n), bodyOf([]))], ids(n)),
  ],
  'ids of one request, all online, all in failed': [
    2500,
    (n) => recordOf([...ids(n).map((id) => session(0, id, 'up')), exchange(1, ids(n), bodyOf([], ids(n)))], ids(n)),
  ],
  'internal errors': [
    2500,
    (n) => recordOf(each(n, (i) => exchange(i + 1, [one], bodyOf([]), { answer: answerOf('{}', 500) }))),
  ],
};

/** Processor time, in ms, of judging it once more. */
async function cost(record: string): Promise<number> {
  const before = process.cpuUsage();
  await rejudge(record, { name: 'long.jsonl' });
  const { user } = process.cpuUsage(before);
  return user / 1000;
}

/** Four times as long, for which quadratic work takes sixteen times as long. */
const TIMES = 4;
const MOST = 9;
/** Below this, in ms, a measured time says nothing. */
const LEAST = 60;

describe('a record that is long in', () => {
  test.each(drawn(Object.entries(kinds), 1))('%s', async (_, [n, record]) => {
    const [short, long] = [record(n), record(TIMES * n)];
    await cost(short);
    const ratios: number[] = [];
    // Collecting garbage, and whatever else runs: the best of a few counts.
    while (ratios.length < 4 && !ratios.some((ratio) => ratio < MOST))
      ratios.push((await cost(long)) / Math.max(LEAST, await cost(short)));
    expect(Math.min(...ratios)).toBeLessThan(MOST);
  });
});
