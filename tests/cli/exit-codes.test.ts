import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.gen.ts';
import { drawn, inLongTier, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

let good = '';
let bad = '';
let silent = '';
const server = createServer(() => {});

const report = (name: string): Report => JSON.parse(readFileSync(join(folder, 'reports', name, 'report.json'), 'utf8'));

beforeAll(async () => {
  [good, bad] = await Promise.all([startMock([], 'good'), startMock(['--fault', 'rounds-half-up'], 'bad')]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  silent = join(folder, 'silent.yaml');
  const { port } = server.address() as AddressInfo;
  const text = readFileSync(good, 'utf8').replace(/^baseUrl: .*$/m, `baseUrl: http://127.0.0.1:${port}`);
  writeFileSync(silent, text.replace(/^name: .*$/m, 'name: silent'));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  cleanUp();
});

describe('exit codes', () => {
  test('0: conformant', async () => {
    const { code, out } = await cli(['verify', good]);
    expect(out).toMatch(/conformant/i);
    expect(code).toBe(0);
    expect(report('good').verdict).toBe('conformant');
  });

  test('1: non-conformant', async () => {
    const { code, out } = await cli(['verify', bad]);
    expect(code).toBe(1);
    expect(out).toContain('rounding/half');
    expect(report('bad').verdict).toBe('non-conformant');
  });

  test('reports of an earlier run that are not asked for any more are removed', async () => {
    const files = (...names: string[]) => names.map((name) => existsSync(join(folder, 'reports', 'good', name)));
    await cli(['verify', good, '--only', 'body/empty-list']);
    expect(files('report.json', 'report.html', 'report.md', 'junit.xml')).toEqual([true, true, true, true]);
    await cli(['verify', good, '--only', 'body/empty-list', '--format', 'junit']);
    expect(files('report.json', 'report.html', 'report.md', 'junit.xml')).toEqual([true, true, false, true]);
  });

  test('2: configuration error, nothing sent', async () => {
    const { code, out, err } = await cli(['verify', join(folder, 'nothing.yaml')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('nothing.yaml');
  });

  test('3: inconclusive, when the deployment cannot be reached', async () => {
    const gone = join(folder, 'gone.yaml');
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const text = readFileSync(good, 'utf8').replace(/^baseUrl: .*$/m, `baseUrl: http://127.0.0.1:${port}`);
    writeFileSync(gone, text.replace(/^name: .*$/m, 'name: gone'));
    const { code, out } = await cli(['verify', gone]);
    expect(code).toBe(3);
    expect(out).toContain('no connection to 127.0.0.1');
    expect(report('gone').verdict).toBe('inconclusive');
    expect(report('gone').checks.every(({ outcome }) => outcome !== 'passed')).toBe(true);
  });

  test('3: IAM refuses: its own words are shown, and no password', async () => {
    const file = await startMock(['--auth', 'iam'], 'iam');
    const wrong = join(folder, 'iam-wrong.yaml');
    const password = 'not-the-password-of-the-mock';
    const text = readFileSync(file, 'utf8').replace(/password: .*/, `password: ${password}`);
    writeFileSync(wrong, text.replace(/^name: .*$/m, 'name: iam-wrong'));
    const { code, out, err } = await cli(['verify', wrong]);
    expect(code).toBe(3);
    expect(out).toContain('IAM refused the user with status 401: The username or password is wrong.');
    expect(out + err + readFileSync(join(folder, 'reports/iam-wrong/report.json'), 'utf8')).not.toContain(password);
    if (inLongTier()) expect((await cli(['verify', file])).code).toBe(0);
  });

  whenLong(test)('0: signed requests, with the signature verified by the mock', async () => {
    expect((await cli(['verify', await startMock(['--auth', 'aksk'], 'aksk')])).code).toBe(0);
  });

  test('4: a fault of the suite says that it is one', async () => {
    const broken = join(folder, 'broken');
    const root = new URL('../../', import.meta.url).pathname;
    mkdirSync(broken);
    cpSync(join(root, 'dist'), join(broken, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(broken, 'package.json'));
    cpSync(join(root, 'schemas'), join(broken, 'schemas'), { recursive: true });
    writeFileSync(join(broken, 'schemas/editions/2025-03-26/clauses.json'), '{');
    symlinkSync(join(root, 'node_modules'), join(broken, 'node_modules'));
    const { code, err } = await cli(['verify', good], { main: join(broken, 'dist/cli/main.js') });
    expect(code).toBe(4);
    expect(err).toContain('fault of the suite');
    const inChinese = await cli(['verify', good, '--lang', 'zh-CN'], { main: join(broken, 'dist/cli/main.js') });
    expect(inChinese.err).toMatch(/^roma-conformance 发生故障：这是本套件自身的问题，与被测系统无关。$/m);
  });

  test.each(drawn(['SIGINT', 'SIGTERM'], 1))(
    '130: interrupted by %s, with a report of what was seen',
    async (signal) => {
      const running = cli(['verify', silent, '--out', `reports-${signal}`]);
      await new Promise<void>((resolve) => server.once('request', () => resolve()));
      running.child.kill(signal);
      const { code } = await running;
      expect(code).toBe(130);
      const seen = JSON.parse(
        readFileSync(join(folder, `reports-${signal}`, 'silent', 'report.json'), 'utf8'),
      ) as Report;
      expect(seen.run.interrupted).toBe(true);
      expect(seen.exchanges.length).toBeGreaterThan(0);
      expect(seen.checks.some(({ outcome }) => outcome === 'passed')).toBe(false);
    },
  );

  whenLong(test)('several deployments: the worst of their codes', async () => {
    expect((await cli(['verify', good, bad])).code).toBe(1);
  });

  whenLong(test)('a SHOULD that fails counts under --strict', async () => {
    const file = await startMock(['--fault', 'constant-request-id'], 'should');
    expect((await cli(['verify', file])).code).toBe(0);
    const { code, out } = await cli(['verify', file, '--strict']);
    expect(code).toBe(1);
    expect(out).toContain('errors/request-id-unique');
  });
});
