/** The flags of `verify` that choose, stop, wait and accept. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.gen.ts';
import { whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

let good = '';
let bad = '';
beforeAll(async () => {
  [good, bad] = await Promise.all([startMock([], 'good'), startMock(['--fault', 'rounds-half-up'], 'bad')]);
});
afterAll(cleanUp);

const report = (out: string, name: string): Report =>
  JSON.parse(readFileSync(join(folder, out, name, 'report.json'), 'utf8'));
const failedIn = ({ checks }: Report) => checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);

describe('--only-failed', () => {
  test('runs what failed in the last report, and only that', async () => {
    await cli(['verify', bad, '--out', 'again', '--only', 'rounding/*', '--only', 'errors/*']);
    const before = failedIn(report('again', 'bad'));
    const { code } = await cli(['verify', bad, '--out', 'again', '--only-failed']);
    expect(code).toBe(1);
    const after = report('again', 'bad');
    expect(after.run.partial).toBe(true);
    expect(after.checks.map(({ id }) => id)).toEqual(before);
  });

  test.each([
    ['no report before', 'never', 'verify without --only-failed first'],
    ['nothing failed', 'fine', 'nothing failed'],
  ])('%s: refused, and the report of before is kept', async (_, out, says) => {
    if (out === 'fine') await cli(['verify', good, '--out', out, '--only', 'body/empty-list']);
    const { code, err } = await cli(['verify', good, '--out', out, '--only-failed']);
    expect(code).toBe(2);
    expect(err).toContain(says);
    expect(existsSync(join(folder, out, 'good', 'report.json'))).toBe(out === 'fine');
  });
});

test('--max-failures: nothing more is sent, and nothing that was not run is shown as passed', async () => {
  const { code, out } = await cli(['verify', bad, '--out', 'enough', '--max-failures', '1']);
  expect(code).toBe(1);
  expect(out).toContain('--max-failures');
  const { checks, exchanges } = report('enough', 'bad');
  const stopped = checks.filter(({ message }) => message?.includes('--max-failures'));
  expect(stopped.length).toBeGreaterThan(0);
  for (const { id, outcome } of stopped) expect({ id, outcome }).toEqual({ id, outcome: 'error' });
  // Checks that were under way side by side may have sent something; most were not begun.
  const sent = new Set(exchanges.map(({ check }) => check));
  expect(stopped.filter(({ id }) => !sent.has(id)).length).toBeGreaterThan(stopped.length / 2);
});

describe('--wait', () => {
  test('waits until the deployment answers', async () => {
    const asked: string[] = [];
    // A gateway whose backend starts late: it has nobody to ask for the first looks.
    const server = createServer((request, response) => {
      asked.push(request.method ?? '');
      response
        .writeHead(asked.length < 8 ? 503 : 404, { 'Content-Type': 'application/json', 'Retry-After': '0' })
        .end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const file = join(folder, 'late.yaml');
    const text = readFileSync(good, 'utf8')
      .replace(/^name: .*$/m, 'name: late')
      .replace(/^baseUrl: .*$/m, `baseUrl: http://127.0.0.1:${port}`);
    writeFileSync(file, text);
    try {
      await cli(['verify', file, '--out', 'waited', '--wait', '20', '--only', 'uri/post']);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    expect(asked.indexOf('POST')).toBeGreaterThanOrEqual(8);
    expect(asked.slice(0, 8).every((method) => method === 'GET')).toBe(true);
  });

  whenLong(test)('nobody comes: the report says so, inconclusive', async () => {
    const file = join(folder, 'gone.yaml');
    const text = readFileSync(good, 'utf8')
      .replace(/^name: .*$/m, 'name: gone')
      .replace(/^baseUrl: .*$/m, 'baseUrl: http://127.0.0.1:1');
    writeFileSync(file, text);
    const { code, out } = await cli(['verify', file, '--out', 'waited', '--wait', '1', '--only', 'uri/post']);
    expect(code).toBe(3);
    expect(out).toContain('no connection to');
  });
});

whenLong(test)('--write-waivers: what failed, to be copied into the deployment file, where it holds', async () => {
  const terms = ['--reason', 'known "since" 2026', '--owner', 'gateway team', '--expires', '2099-01-31'];
  const path = join(folder, 'waivers.yaml');
  const only = ['--only', 'rounding/*'];
  await cli(['verify', bad, '--out', 'waiving', ...only, '--write-waivers', path, ...terms]);
  const file = join(folder, 'waived.yaml');
  writeFileSync(
    file,
    `${readFileSync(bad, 'utf8').replace(/^name: .*$/m, 'name: waived')}\n${readFileSync(path, 'utf8')}`,
  );
  const { code } = await cli(['verify', file, '--out', 'waiving', ...only]);
  const { checks } = report('waiving', 'waived');
  expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(checks.filter(({ outcome }) => outcome === 'waived').length).toBeGreaterThan(3);
  expect(code).toBe(0);
});

whenLong(test)('--mock --edition: the mock follows that edition', async () => {
  await cli(['verify', '--mock', '--edition', '2022-12-05', '--out', 'older', '--only', 'uri/post']);
  expect(report('older', 'mock').suite.edition).toBe('2022-12-05');
});

test.each([
  ['--max-failures', ['--max-failures', '0'], 'from 1'],
  ['--wait', ['--wait', 'long'], 'from 0'],
  ['--only-failed with --only', ['--only-failed', '--only', 'uri/*'], '--only'],
  ['--write-waivers alone', ['--write-waivers', 'w.yaml'], '--reason, --owner and --expires'],
  ['--reason alone', ['--reason', 'because'], '--write-waivers'],
  ['--edition without --mock', ['--edition', '2022-12-05'], '--mock'],
])('%s is refused before anything is sent', async (_, flags, says) => {
  const { code, err, out } = await cli(['verify', good, '--out', 'refused', ...flags]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(says);
});

test('--mock: who wants to repeat a command is told how to start that mock again', async () => {
  const { out } = await cli([
    'verify',
    '--mock',
    '--fault',
    'rounds-half-up',
    '--only',
    'rounding/half',
    '--out',
    'gone',
  ]);
  expect(out).toContain('start it again and export what it says:\n  roma-conformance mock --fault rounds-half-up\n');
  const fine = await cli(['verify', '--mock', '--only', 'rounding/half', '--out', 'gone']);
  expect(fine.out).not.toContain('start it again');
});

test.each([
  ['nope', 'the families are uri/*, auth/*, '],
  ['escaped', 'did you mean "body/escaped-name"?'],
  ['roundng/*', 'did you mean "rounding/*"?'],
])('--only %s: says what there is', async (glob, says) => {
  const { code, err } = await cli(['verify', good, '--only', glob]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(says) });
});

describe('X-Conformance-Check', () => {
  async function namesSent(extra: string): Promise<(string | undefined)[]> {
    const names: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      if (request.method === 'POST') names.push(request.headers['x-conformance-check'] as string | undefined);
      response.writeHead(404).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const file = join(folder, `named-${port}.yaml`);
    writeFileSync(
      file,
      `${readFileSync(good, 'utf8')
        .replace(/^name: .*$/m, `name: named-${port}`)
        .replace(/^baseUrl: .*$/m, `baseUrl: http://127.0.0.1:${port}`)}${extra}`,
    );
    await cli(['verify', file, '--only', 'uri/post']);
    server.closeAllConnections();
    server.close();
    return names;
  }

  test('each request names its check, for the log of the vendor', async () => {
    expect((await namesSent('')).at(0)).toBe('uri/post#1');
  });
  whenLong(test)('checkHeader: false leaves it out', async () => {
    expect((await namesSent('checkHeader: false\n')).at(0)).toBeUndefined();
  });
});
