/** `plan`, `checks`, `mock`, `version` and `help`: each flag, as a user gives it. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.gen.ts';
import { whenLong } from '../tier.ts';
import { cleanUp, cli, folder, MAIN, startMock } from './cli.ts';

let good = '';
beforeAll(async () => {
  good = await startMock([], 'good');
});
afterAll(cleanUp);

describe('plan', () => {
  test('needs no secrets, and says which are not set', async () => {
    const file = join(folder, 'secret.yaml');
    // The notation of the file, not of this one.
    const variable = (name: string) => `"$\{${name}}"`;
    const text = readFileSync(good, 'utf8')
      .replace(/^ {2}token: .*$/m, `  token: ${variable('NOBODY_SET_THIS')}`)
      .replace(/password-of-20001/, variable('NOR_THIS'));
    writeFileSync(file, text);
    const { code, out } = await cli(['plan', file]);
    expect(code).toBe(0);
    expect(out).toContain('uri/post');
    expect(out).toContain('NOBODY_SET_THIS, NOR_THIS');
    expect((await cli(['verify', file])).code).toBe(2);
  });

  test('--curl prints each request as a command, --json all of it', async () => {
    const { out } = await cli(['plan', good, '--only', 'uri/post', '--curl']);
    expect(out).toMatch(/^ {2}curl .*--data-raw '\{"device_ids":\[\d+\]\}'/m);
    const { out: json } = await cli(['plan', good, '--only', 'uri/post', '--json']);
    expect(JSON.parse(json)).toMatchObject({ deployment: 'good', checks: [{ check: 'uri/post' }], requests: 1 });
  });

  test('--mock --explore lists what verify sends with that seed', async () => {
    const seeded = ['--explore', '40', '--seed', '7', '--only', 'uri/post'];
    const { out } = await cli(['plan', good, ...seeded, '--json']);
    const planned = (JSON.parse(out) as { explored: { requests: { body: string }[] } }).explored.requests;
    await cli(['verify', good, ...seeded, '--out', 'explored']);
    const { exchanges }: Report = JSON.parse(readFileSync(join(folder, 'explored', 'good', 'report.json'), 'utf8'));
    const sent = exchanges.filter(({ check }) => check === 'explore/sequences').map(({ request }) => request.body);
    expect(planned.length).toBeGreaterThanOrEqual(40);
    expect(sent.filter((body) => !planned.some((request) => request.body === body))).toEqual([]);
    expect((await cli(['plan', '--mock', ...seeded])).out).toContain('with seed 7');
  });

  whenLong(test)('tells of a waiver that has expired', async () => {
    const file = join(folder, 'expired.yaml');
    const waiver = 'waivers: [{ check: uri/post, reason: r, owner: the team, expires: "2020-01-31" }]';
    writeFileSync(file, `${readFileSync(good, 'utf8')}${waiver}\n`);
    expect((await cli(['plan', file])).out).toContain('The waiver of uri/post expired on 2020-01-31; ask the team');
  });
});

test.each([
  ['roundng/*', 'rounding/*'],
  ['rounding', 'rounding/*'],
  ['rounding/haf', 'rounding/half'],
])('--only %s: %s is suggested', async (glob, suggested) => {
  const { code, err } = await cli(['verify', '--mock', '--only', glob]);
  expect(code).toBe(2);
  expect(err).toContain(`did you mean "${suggested}"?`);
});

test('version names the suite, Node and the editions', async () => {
  const { code, out } = await cli(['version']);
  expect(code).toBe(0);
  expect(out).toMatch(/^roma-conformance \d+\.\d+\.\d+, Node \d+.*2025-03-26/);
});

test.each([[['help', 'verfy']], [['verfy']]])('%s: the nearest command is named', async (args) => {
  const { code, err } = await cli(args);
  expect(code).toBe(2);
  expect(err).toMatch(/did you mean verify/i);
  expect(err).not.toMatch(/^error:/);
});

test('an empty token is called empty', async () => {
  const file = join(folder, 'empty.yaml');
  writeFileSync(file, readFileSync(good, 'utf8').replace(/^ {2}token: .*$/m, '  token: ""'));
  expect((await cli(['verify', file])).err).toMatch(/auth\.token: .*empty/);
});

describe('mock', () => {
  whenLong(test)('a port that is taken is a usage error', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    for (const flag of ['--port', '--mqtt-port']) {
      const { code, err } = await cli(['mock', flag, String(port)]);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`port ${port} is in use`) });
    }
    server.close();
  });

  whenLong(test)('--list-variants and --list-faults list them', async () => {
    expect((await cli(['mock', '--list-variants'])).out.split('\n').length).toBeGreaterThan(60);
    expect((await cli(['mock', '--list-faults'])).out).toContain('rounds-half-up');
  });

  whenLong(test)('--delay adds to every answer', async () => {
    const slow = await startMock(['--delay', '300'], 'slow');
    await cli(['verify', slow, '--only', 'uri/post', '--out', 'slow']);
    const { exchanges }: Report = JSON.parse(readFileSync(join(folder, 'slow', 'slow', 'report.json'), 'utf8'));
    // By the suite's own time, of which at least a third of the time that passes.
    expect(Math.min(...exchanges.map(({ durationMs }) => durationMs))).toBeGreaterThanOrEqual(100);
  });

  test('the printed file is named by its port, so its history is not that of verify --mock', async () => {
    const child = spawn(process.execPath, [MAIN, 'mock']);
    const out = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
    child.kill('SIGTERM');
    const [, port] = /^baseUrl: http:\/\/127\.0\.0\.1:(\d+)/m.exec(out) ?? [];
    expect(out).toMatch(new RegExp(`^name: mock-${port}$`, 'm'));
  });

  whenLong(test)('--mqtt-port is where the broker listens', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    const child = spawn(process.execPath, [MAIN, 'mock', '--mqtt-port', String(port)]);
    const out = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
    child.kill('SIGTERM');
    expect(out).toContain(`mqtt://127.0.0.1:${port}`);
  });
});

test('checks --json lists the catalogue', async () => {
  const checks = JSON.parse((await cli(['checks', '--json'])).out);
  expect(checks).toContainEqual(expect.objectContaining({ id: 'uri/post', level: 'MUST', core: true }));
});
