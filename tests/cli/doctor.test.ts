/** `doctor`: each thing that may be wrong has a row of its own, with a mend. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '../../src/suite/doctor.ts';
import { whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

let good = '';
const asked: string[] = [];
/** Knows no device, and is a day ahead. */
const server = createServer((request, response) => {
  asked.push(request.method ?? '');
  response.setHeader('Date', new Date(Date.now() + 86_400_000).toUTCString());
  response.writeHead(request.url?.includes('/20001') ? 401 : 404).end('{}');
});
let other = '';

beforeAll(async () => {
  good = await startMock([], 'good');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  other = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  cleanUp();
});

let files = 0;
const changed = (...changes: [RegExp, string][]) => {
  const file = join(folder, `doctor-${++files}.yaml`);
  const text = changes.reduce((before, [from, to]) => before.replace(from, to), readFileSync(good, 'utf8'));
  writeFileSync(file, text);
  return file;
};
async function rowsOf(file: string, code: number): Promise<Diagnosis[]> {
  const { out, code: ended } = await cli(['doctor', file, '--json']);
  expect(ended).toBe(code);
  return (JSON.parse(out) as { diagnoses: Diagnosis[] }).diagnoses;
}
const stateOf = (rows: readonly Diagnosis[], topic: string) => rows.find((row) => row.topic === topic)?.state;

describe('doctor', () => {
  test('a deployment that has everything is ready', async () => {
    const { code, out } = await cli(['doctor', good]);
    expect(out).toContain('ready to be verified');
    expect(out).toContain('8 of 8 devices online');
    expect(code).toBe(0);
  });

  test('a credential that is refused, and a clock that is wrong', async () => {
    const rows = await rowsOf(changed([/^baseUrl: .*$/m, `baseUrl: ${other}`]), 3);
    expect(stateOf(rows, 'credential')).toBe('bad');
    expect(stateOf(rows, 'clock')).toBe('doubt');
    // Whatever it looks at, it never sends the operation.
    expect(new Set(asked)).toEqual(new Set(['GET']));
  });

  test.each([
    ['a website', 'text/html', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'it may lead to a website'],
    ['lists without devices', 'application/json', '{"success":[],"failed":[]}', 'verify shows whether'],
  ])('200 with %s tells of no device, and of no credential', async (_, type, body, mend) => {
    const site = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    try {
      const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
      const { out } = await cli(['doctor', changed([/^baseUrl: .*$/m, `baseUrl: ${address}`]), '--json']);
      const rows = (JSON.parse(out) as { diagnoses: Diagnosis[] }).diagnoses;
      expect(rows.find(({ topic }) => topic === 'credential')).toMatchObject({ state: 'doubt' });
      expect(JSON.stringify(rows)).toContain(mend);
      expect(JSON.stringify(rows)).not.toContain('a device has the id');
    } finally {
      site.close();
    }
  });

  test('nobody at the address', async () => {
    const rows = await rowsOf(changed([/^baseUrl: .*$/m, 'baseUrl: http://127.0.0.1:1']), 3);
    expect(rows.find(({ topic }) => topic === 'connection')).toMatchObject({
      state: 'bad',
      mend: expect.stringContaining('baseUrl'),
    });
  });

  whenLong(test)('a host without an address', async () => {
    const rows = await rowsOf(changed([/^baseUrl: .*$/m, 'baseUrl: https://roma.invalid']), 3);
    expect(rows.find(({ topic }) => topic === 'name')).toMatchObject({
      state: 'bad',
      says: expect.stringContaining('roma.invalid'),
    });
  });

  whenLong(test)('no broker: said once, not for each device', async () => {
    const rows = await rowsOf(changed([/mqtt:\/\/127\.0\.0\.1:\d+/, 'mqtt://127.0.0.1:1']), 3);
    expect(rows.filter(({ state }) => state === 'bad')).toHaveLength(1);
    expect(rows.find(({ topic }) => topic === 'broker')?.says).toContain('0 of 8 devices online');
  });

  whenLong(test)('one wrong password', async () => {
    const rows = await rowsOf(changed([/password-of-20003/, 'another-password']), 3);
    expect(stateOf(rows, 'broker')).toBe('ok');
    expect(stateOf(rows, 'device 20003')).toBe('bad');
  });

  whenLong(test)('an absent id that a device has', async () => {
    const first = [/ {2}- id: 20001\n(?: {4}.*\n)+/, ''] as [RegExp, string];
    const rows = await rowsOf(changed(first, [/^ {2}deviceId: .*$/m, '  deviceId: 20001']), 3);
    expect(rows.find(({ topic }) => topic === 'absent 20001')).toMatchObject({ state: 'bad' });
  });

  whenLong(test)('an instance that does not exist', async () => {
    const rows = await rowsOf(changed([/^instanceId: .*$/m, 'instanceId: 00000000-0000-4000-8000-000000000000']), 3);
    expect(rows.find(({ topic }) => topic === 'instance')).toMatchObject({
      state: 'bad',
      mend: expect.stringContaining('instanceId'),
    });
  });

  test('a device that does not exist, and devices that nobody connected', async () => {
    const alone = (id: number) =>
      changed([/^mqtt:\n(?: .*\n)+/m, ''], [/^devices:\n(?: .*\n)+/m, `devices: [${id}]\n`]);
    expect(stateOf(await rowsOf(alone(29999), 3), 'device 29999')).toBe('bad');
    expect((await rowsOf(alone(20001), 3)).find(({ topic }) => topic === 'devices')).toMatchObject({
      state: 'bad',
      says: expect.stringContaining('0 of 1 devices online'),
    });
  });

  test('what would not be run, and what to declare', async () => {
    const rows = await rowsOf(changed([/^absent:\n(?: .*\n)+/m, '']), 0);
    expect(stateOf(rows, 'absent')).toBe('doubt');
    expect(rows.some(({ topic, mend }) => topic === 'checks' && mend?.includes('absent.deviceId'))).toBe(true);
  });

  test('a file with a mistake is a configuration error', async () => {
    const { code, err } = await cli(['doctor', changed([/^baseUrl: .*$/m, 'baseUrl: nowhere'])]);
    expect(code).toBe(2);
    expect(err).toContain('baseUrl');
  });
});
