/** Many deployments: who runs beside whom, and what is said of it. */

import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { ConfigError } from '../../src/base/config-error.ts';
import { inTurn } from '../../src/base/in-turn.ts';
import { openBoard } from '../../src/cli/board.ts';
import { progressOn } from '../../src/cli/terminal.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { keysOf } from '../../src/many/keys.ts';
import { runMany } from '../../src/many/run-many.ts';
import { type Brief, summaryOf } from '../../src/many/summary.ts';
import { renderTable } from '../../src/many/table.ts';
import { ENGLISH, tongueOf } from '../../src/messages/speech.ts';
import '../seeded.ts';

const deployment = (name: string, changes: Partial<Deployment> = {}): Deployment =>
  ({
    name,
    baseUrl: `https://${name}.example.com`,
    projectId: 'p',
    instanceId: 'i',
    mqttUrl: 'mqtts://broker.example.com:8883',
    devices: [{ id: '1', watchOnly: false, mqtt: { clientId: `client-of-${name}`, username: 'u', password: 'p' } }],
    source: `${name}.yaml`,
    ...changes,
  }) as Deployment;

const shared = (a: Deployment, b: Deployment) => keysOf(a).some((key) => keysOf(b).includes(key));

describe('two deployments share', () => {
  const login = (mqtt: Deployment['devices'][number]['mqtt']) => [{ id: '1', watchOnly: false, ...(mqtt && { mqtt }) }];
  const one = deployment('one');
  const same = login({ clientId: 'client-of-one', username: 'other', password: 'other' });
  const secret = login({ deviceId: 'D1', secret: 's' });
  test.each<[string, boolean, Deployment, Deployment]>([
    ['nothing', false, one, deployment('two')],
    ['an instance', true, one, deployment('two', { baseUrl: one.baseUrl })],
    ['an address only', false, one, deployment('two', { baseUrl: one.baseUrl, instanceId: 'other' })],
    ['a client', true, one, deployment('two', { devices: same })],
    [
      'a client, at another port of the broker',
      true,
      one,
      deployment('two', { devices: same, mqttUrl: 'wss://broker.example.com/mqtt' }),
    ],
    [
      'the name of a client, at another broker',
      false,
      one,
      deployment('two', { devices: same, mqttUrl: 'mqtts://other.example.com:8883' }),
    ],
    ['a client by the formula', true, deployment('one', { devices: secret }), deployment('two', { devices: secret })],
    [
      'the name of a client, at two brokers of this machine',
      false,
      deployment('one', { devices: same, mqttUrl: 'mqtt://127.0.0.1:1' }),
      deployment('two', { devices: same, mqttUrl: 'mqtt://localhost:2' }),
    ],
    [
      'no client, for want of a broker',
      false,
      deployment('one', { devices: same, mqttUrl: null }),
      deployment('two', { devices: same, mqttUrl: null }),
    ],
  ])('%s: %s', (_, expected, a, b) => {
    expect(shared(a, b)).toBe(expected);
  });
});

test('turns: never more than the width, never two with one key, each exactly once', async () => {
  const job = fc.record({
    keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
    ticks: fc.nat(4),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(job, { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), async (jobs, width) => {
      const running = new Set<(typeof jobs)[number]>();
      const done: number[] = [];
      const left = await inTurn([...jobs.entries()], { width, keysOf: ([, { keys }]) => keys }, async ([i, one]) => {
        for (const other of running) expect(other.keys.some((key) => one.keys.includes(key))).toBe(false);
        running.add(one);
        expect(running.size).toBeLessThanOrEqual(width);
        for (let tick = 0; tick < one.ticks; tick++) await new Promise((resolve) => setImmediate(resolve));
        running.delete(one);
        done.push(i);
      });
      expect(left).toEqual([]);
      expect(done.sort((a, b) => a - b)).toEqual([...jobs.keys()]);
    }),
    { numRuns: 100 },
  );
});

const brief = (verdict: Brief['verdict'], failed: string[] = [], errors = 0): Brief => ({
  verdict,
  partial: false,
  interrupted: false,
  checks: { passed: 3, failed: failed.length, error: errors },
  failed,
});

/** A call in which everything happens. */
async function everything() {
  const abort = new AbortController();
  const all = ['fine', 'bad', 'unsure', 'refused', 'broken', 'last', 'never'].map((name) => deployment(name));
  const ended = await runMany<Brief>(all, {
    jobs: 1,
    signal: abort.signal,
    perform: async ({ name }) => {
      if (name === 'fine') return { code: 0, result: brief('conformant') };
      if (name === 'bad') return { code: 1, result: brief('non-conformant', ['a/1', 'a/2', 'a/3', 'a/4', 'a/5']) };
      if (name === 'unsure') return { code: 3, result: brief('inconclusive', [], 2) };
      if (name === 'refused') throw new ConfigError('the instance is in use');
      if (name === 'broken') throw new Error('x is undefined\x1b[31m');
      abort.abort();
      return { code: 130, result: { ...brief('inconclusive'), interrupted: true } };
    },
  });
  return {
    ended,
    summary: summaryOf(ended, { version: '1.2.3', startedAt: '2026-11-25T00:00:00.000Z', durationMs: 4200, jobs: 1 }),
  };
}

test('each failure is its own, others go on, and what did not begin says so', async () => {
  const { ended } = await everything();
  expect(ended.map(({ deployment: { name }, code }) => `${name} ${code}`)).toEqual([
    'fine 0',
    'bad 1',
    'unsure 3',
    'refused 2',
    'broken 4',
    'last 130',
    'never 130',
  ]);
});

test('the summary fits its schema', async () => {
  const { summary } = await everything();
  const schema = JSON.parse(readFileSync(new URL('../../schemas/summary.schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
  validate(summary);
  expect(validate.errors).toBeNull();
  expect(summary.counts).toEqual({ conformant: 1, 'non-conformant': 1, inconclusive: 2, failed: 2, 'not-begun': 1 });
  expect(summary.exitCode).toBe(130);
});

describe('the table', () => {
  const timeless = (text: string) => text.replace(/\d+ ms/g, 'N ms');
  test('has a row for each, what was found, and no control character of others', async () => {
    const { summary } = await everything();
    const text = timeless(renderTable(summary, { colour: false, width: 100, tongue: ENGLISH }));
    expect(text).toMatch(/✗ bad +Non-conformant +N ms {2}a\/1, a\/2, a\/3 and 2 more\n/);
    expect(text).toMatch(/\? unsure +Inconclusive +N ms {2}checks that could not be judged: 2\n/);
    expect(text).toMatch(/! refused +No verdict +N ms {2}the instance is in use\n/);
    expect(text).toMatch(/- never +Not begun\n/);
    expect(text).toContain(
      '7 deployments in 4.2 s: conformant 1, non-conformant 1, inconclusive 2, no verdict 2, not begun 1',
    );
    expect(text).not.toContain('\x1b');
  });

  test('lists of hundreds only those that need somebody', async () => {
    const { ended } = await everything();
    const fine = ended[0];
    if (!fine) throw new Error('nothing ended');
    const many = [...Array.from({ length: 200 }, () => fine), ...ended];
    const summary = summaryOf(many, { version: '1', startedAt: '2026-11-25T00:00:00.000Z', durationMs: 1, jobs: 1 });
    const text = renderTable(summary, { colour: true, width: 60, tongue: ENGLISH });
    expect(text.split('\n').length).toBeLessThan(20);
    expect(text).toContain('conformant and not listed here: 201');
    expect(text).toContain('\x1b[31m✗\x1b[0m bad');
  });

  test('speaks Chinese, and its columns stand', async () => {
    const { summary } = await everything();
    const text = renderTable(summary, { colour: false, width: 100, tongue: await tongueOf('zh-CN') });
    expect(text).toContain('不符合');
    expect(text).toContain('7 个被测系统');
  });
});

describe('progress', () => {
  const stream = (isTTY: boolean) => {
    let text = '';
    const made = Object.assign(new PassThrough(), { isTTY, columns: 60, rows: 5 }) as unknown as NodeJS.WriteStream;
    made.write = ((chunk: string) => {
      text += chunk;
      return true;
    }) as typeof made.write;
    return { stream: made, text: () => text };
  };

  test('in a pipe: a line for each that ended, and no escape sequence', () => {
    const [out, err] = [stream(false), stream(false)];
    const board = openBoard(2, { out: out.stream, err: err.stream, tongue: ENGLISH });
    board.begin('a');
    board.show('a', { done: 1, total: 2, of: 'checks', label: 'x' });
    board.end('a', 'a: Conformant, 1.0 s', [{ to: 'out', text: 'whole\n' }]);
    board.close();
    expect(out.text()).toBe('whole\n');
    expect(err.text()).toBe('[1/2] a: Conformant, 1.0 s\n');
  });

  test('of one deployment: says how long it will still take, once that is worth saying', () => {
    const err = stream(false);
    let at = 0;
    const { show } = progressOn(err.stream, () => at);
    for (const [ms, done] of [
      [0, 10],
      [1000, 20],
      [5000, 60],
      [9000, 100],
    ] as const) {
      at = ms;
      show({ done, total: 100, of: 'explored requests', label: 'exploring' });
    }
    expect(err.text().trimEnd().split('\n')).toEqual([
      '10 of 100 explored requests',
      '20 of 100 explored requests',
      '60 of 100 explored requests, about 4 s left',
      '100 of 100 explored requests',
    ]);
  });

  test('on a terminal: no more lines than it has, and what is printed stands above them', () => {
    const [out, err] = [stream(true), stream(true)];
    const board = openBoard(9, { out: out.stream, err: err.stream, tongue: ENGLISH });
    for (const name of ['a', 'b', 'c', 'd', 'e']) board.begin(name);
    board.show('b', { done: 1, total: 2, of: 'checks', label: 'rounding/half' });
    board.end('a', 'a: Conformant', []);
    const [line, ...drawn] = err.text().trimEnd().split('\n');
    expect(line).toBe('[1/9] a: Conformant');
    expect(drawn).toEqual([
      '████████░░░░░░░░ b  1/2  rounding/half',
      '░░░░░░░░░░░░░░░░ c    ',
      '1 of 9 done, 4 running',
    ]);
    board.close();
    expect(err.text().endsWith('\x1b[3A\r\x1b[J')).toBe(true);
  });
});
