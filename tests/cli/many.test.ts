/** `verify` for several deployments: which files are meant, who runs beside whom, and that none harms another. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Summary } from '../../src/many/summary.ts';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';

const mocks: Mock[] = [];
const servers: Server[] = [];
/** A few checks are enough to see who runs when. */
const FEW = ['--only', 'uri/*', '--only', 'success/*'];

/** Starts mocks in this process, and writes their deployment files into a folder, named a, b, c, ... */
async function mocksIn(name: string, count: number, options: Parameters<typeof startMock>[0] = {}): Promise<string> {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (let i = 0; i < count; i++) {
    const mock = await startMock(options);
    mocks.push(mock);
    writeFileSync(join(path, `${name}-${i}.yaml`), renamed(mock.deploymentFile(), `${name}-${i}`));
  }
  return path;
}

const renamed = (text: string, name: string) => text.replace(/^name: .*$/m, `name: ${name}`);
const summary = (out: string): Summary => JSON.parse(readFileSync(join(folder, out, 'summary.json'), 'utf8'));
const codesOf = ({ deployments }: Summary) =>
  Object.fromEntries(deployments.map(({ name, exitCode }) => [name, exitCode]));

/** How many ran at the same time, at most. */
function mostAtOnce({ deployments }: Summary): number {
  const spans = deployments.map(({ startedAt, durationMs }) => {
    const from = Date.parse(startedAt ?? '');
    // Both are whole milliseconds: one that begins as another ends may seem to begin before it.
    return { from, to: from + durationMs - 2 };
  });
  return Math.max(...spans.map(({ from }) => spans.filter((one) => one.from <= from && from < one.to).length));
}

async function listening(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler as Parameters<typeof createServer>[0]);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let good = '';
beforeAll(async () => {
  good = await mocksIn('good', 3);
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await Promise.all(mocks.map((mock) => mock.close()));
  cleanUp();
});

describe('which files are meant', () => {
  test('a folder: its deployment files, in order; a report for each, a table, and a summary that fits its schema', async () => {
    writeFileSync(join(good, 'notes.txt'), 'no deployment file');
    mkdirSync(join(good, 'below'), { recursive: true });
    writeFileSync(join(good, 'below', 'other.yaml'), 'not: read');
    const { code, out, err } = await cli(['verify', good, '--out', 'folder', '--only', 'uri/post']);
    expect({ code, err: err.split('\n').filter((line) => !/^\[\d\/3\] good-\d: Conformant, /.test(line)) }).toEqual({
      code: 0,
      err: [''],
    });
    expect(out).toMatch(/✓ good-0 +Conformant .*\n✓ good-1 +Conformant .*\n✓ good-2 +Conformant .*\n3 deployments in /);
    expect(out).toContain(`Summary: ${join('folder', 'summary.json')}`);
    const told = summary('folder');
    const schema = JSON.parse(readFileSync(new URL('../../schemas/summary.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
    validate(told);
    expect(validate.errors).toBeNull();
    expect(told.counts.conformant).toBe(3);
    for (const { report, verdict } of told.deployments)
      expect(JSON.parse(readFileSync(join(folder, 'folder', report ?? ''), 'utf8')).verdict).toBe(verdict);
  });

  whenLong(test)('a glob, and a file that it gives too: each once, what is named first', async () => {
    const { code } = await cli(['verify', 'good/good-1.yaml', 'good/*.yaml', '--out', 'glob', ...FEW]);
    expect(code).toBe(0);
    expect(Object.keys(codesOf(summary('glob')))).toEqual(['good-1', 'good-0', 'good-2']);
  });

  whenLong(test)('a file whose name has a star is that file', async () => {
    writeFileSync(join(folder, 'a*.yaml'), renamed(readFileSync(join(good, 'good-0.yaml'), 'utf8'), 'star'));
    expect((await cli(['verify', 'a*.yaml', '--out', 'star', '--only', 'uri/post'])).code).toBe(0);
  });

  const wrong: [string, string[], RegExp][] = [
    ['a glob that nothing fits', ['good/*.yml'], /^good\/\*\.yml: no file fits this glob; .*quote/],
    ['a folder without deployment files', ['empty'], /^empty: the folder holds no deployment file .*name the folder/],
    [
      'two files with one name',
      ['good/good-0.yaml', 'twin.yaml'],
      /twin\.yaml: name: "good-0" is the name of .*rename one/,
    ],
    ['a name that is taken', ['good/good-0.yaml', 'taken.yaml'], /taken\.yaml: name: summary\.json .*rename it/],
    ['all of that at once', ['good/*.yml', 'empty'], /good\/\*\.yml: .*\nempty: /],
    ['--jobs 0', ['good', '--jobs', '0'], /--jobs 0: a whole number from 1 to 1000/],
    ['--jobs many', ['good', '--jobs', 'many'], /--jobs many: a whole number/],
  ];
  test.each(drawn(wrong, 1))('%s: refused, nothing is sent', async (_, args, says) => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const text = readFileSync(join(good, 'good-0.yaml'), 'utf8');
    writeFileSync(join(folder, 'twin.yaml'), text);
    writeFileSync(join(folder, 'taken.yaml'), renamed(text, 'summary.json'));
    const { code, out, err } = await cli(['verify', ...args, '--out', 'refused']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(says);
  });

  whenLong(test)('plan takes folders too', async () => {
    const { code, out } = await cli(['plan', good, '--only', 'uri/post']);
    expect(code).toBe(0);
    for (const name of ['good-0', 'good-1', 'good-2']) expect(out).toContain(name);
  });
});

describe('who runs beside whom', () => {
  /** Two gateways that refuse everybody; with `together` each answers once both were asked. Who was asked, in order. */
  async function gateways(name: string, together: boolean): Promise<{ path: string; asked: string[] }> {
    const path = join(folder, name);
    mkdirSync(path);
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    for (const own of ['one', 'other']) {
      const url = await listening((_, response) => {
        asked.push(own);
        waiting.push(() => response.writeHead(401).end());
        if (together && new Set(asked).size < 2) return;
        for (const answer of waiting.splice(0)) answer();
      });
      const fields = {
        name: own,
        baseUrl: url,
        projectId: 'p',
        instanceId: 'i',
        auth: { token: 'a-token-of-some-length' },
      };
      const devices = [{ id: 20001 }, { id: 20002 }];
      writeFileSync(join(path, `${own}.yaml`), JSON.stringify({ ...fields, devices, absent: { deviceId: 70000000 } }));
    }
    return { path, asked };
  }

  test('--jobs 1: one after the other', async () => {
    const { path, asked } = await gateways('in-turn', false);
    await cli(['verify', path, '--out', 'one', '--jobs', '1', '--only', 'uri/post']);
    expect(summary('one').jobs).toBe(1);
    const firstOther = asked.indexOf('other');
    expect(firstOther).toBeGreaterThan(0);
    expect(asked.slice(firstOther)).not.toContain('one');
  });

  test('without it side by side', async () => {
    const { path, asked } = await gateways('together', true);
    await cli(['verify', path, '--out', 'all', '--only', 'uri/post']);
    // Nobody was answered before both had asked, and neither gave up.
    expect(codesOf(summary('all'))).toEqual({ one: 3, other: 3 });
    const { exchanges } = JSON.parse(readFileSync(join(folder, 'all/one/report.json'), 'utf8')) as Report;
    expect(exchanges.map(({ answer }) => answer?.status)).toContain(401);
    expect(new Set(asked)).toEqual(new Set(['one', 'other']));
  });

  test('files that name the same instance, or log in as the same client, never at the same time', async () => {
    const path = join(folder, 'shared');
    mkdirSync(path);
    const text = readFileSync(join(good, 'good-0.yaml'), 'utf8');
    const other = /^baseUrl: .*$/m.exec(readFileSync(join(good, 'good-1.yaml'), 'utf8'))?.[0] ?? '';
    writeFileSync(join(path, 'a.yaml'), renamed(text, 'a'));
    writeFileSync(join(path, 'b.yaml'), renamed(text, 'b'));
    // Another instance, whose devices log in at the first one's broker.
    writeFileSync(join(path, 'c.yaml'), renamed(text, 'c').replace(/^baseUrl: .*$/m, other));
    await cli(['verify', path, '--out', 'shared-out', '--only', 'uri/post']);
    expect(codesOf(summary('shared-out'))).toMatchObject({ a: 0, b: 0 });
    expect(mostAtOnce(summary('shared-out'))).toBe(1);
  });

  whenLong(test)('thirty deployments: each is verified, all of them at once', async () => {
    const path = await mocksIn('thirty', 30);
    const { code, out } = await cli(['verify', path, '--out', 'thirty-out', '--jobs', '30', '--only', 'uri/*']);
    expect(code).toBe(0);
    const told = summary('thirty-out');
    expect(told.counts).toEqual({ conformant: 30, 'non-conformant': 0, inconclusive: 0, failed: 0, 'not-begun': 0 });
    expect(mostAtOnce(told)).toBeGreaterThan(2);
    expect(out).toContain('30 deployments in ');
  });
});

test('one that hangs, one that floods, one that breaks requirements and one that breaks the suite harm no other', async () => {
  const path = join(folder, 'mixed');
  mkdirSync(path);
  /** With a mock of its own, at least for its devices: who shares a broker waits. */
  const file = async (
    name: string,
    { baseUrl, limits, ...options }: Parameters<typeof startMock>[0] & { baseUrl?: string; limits?: string } = {},
  ) => {
    const mock = await startMock(options);
    mocks.push(mock);
    let text = renamed(mock.deploymentFile(), name);
    if (baseUrl !== undefined) text = text.replace(/^baseUrl: .*$/m, `baseUrl: ${baseUrl}`);
    if (limits !== undefined) text = text.replace(/^limits:\n(?: {2}.*\n)+/m, `limits: ${limits}\n`);
    writeFileSync(join(path, `${name}.yaml`), text);
  };
  const pouring = Buffer.alloc(64 * 1024, 'x');
  const floods = await listening((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const pour = () => {
      while (response.write(pouring));
    };
    response.on('drain', pour);
    response.on('close', () => response.off('drain', pour));
    pour();
  });
  await file('fine');
  await file('hangs', { baseUrl: await listening(() => {}), limits: '{ timeoutMs: 500, totalMs: 3000 }' });
  await file('floods', { baseUrl: floods, limits: '{ maxBodyBytes: 65536, totalMs: 20000 }' });
  await file('faulty', { faults: ['rounds-half-up'] });
  await file('crashes', { edition: '2022-12-05' });
  // The suite cannot read that edition: a fault of its own, which shows in the run only.
  const root = new URL('../../', import.meta.url).pathname;
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  for (const part of ['dist', 'package.json', 'schemas'])
    cpSync(join(root, part), join(broken, part), { recursive: true });
  writeFileSync(join(broken, 'schemas/editions/2022-12-05/clauses.json'), '{');
  symlinkSync(join(root, 'node_modules'), join(broken, 'node_modules'));
  const { code, out } = await cli(
    ['verify', path, '--out', 'mixed-out', '--only', 'rounding/*', '--only', 'uri/post'],
    { main: join(broken, 'dist/cli/main.js') },
  );
  const told = summary('mixed-out');
  expect(codesOf(told)).toEqual({ crashes: 4, faulty: 1, fine: 0, floods: 3, hangs: 3 });
  expect(code).toBe(4);
  expect(told.deployments.find(({ name }) => name === 'crashes')?.error).toMatch(/JSON/);
  expect(out).toMatch(/! crashes +No verdict/);
});

test('interrupted: what is under way reports what it saw, what did not begin says so', async () => {
  const path = await mocksIn('slow', 2, { delayMs: 300 });
  const running = cli(['verify', path, '--out', 'slow-out', '--jobs', '1']);
  // Its first request tells that it is under way.
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      try {
        const record = readFileSync(join(folder, 'slow-out', 'slow-0', 'record.jsonl'), 'utf8');
        if (!record.includes('"type":"exchange"')) return;
        clearInterval(look);
        resolve();
      } catch {
        // It is not there yet.
      }
    }, 20);
  });
  running.child.kill('SIGINT');
  const { code, out } = await running;
  expect(code).toBe(130);
  const [begun, other] = summary('slow-out').deployments;
  expect(begun).toMatchObject({ exitCode: 130, interrupted: true, report: 'slow-0/report.json' });
  expect(other).toMatchObject({ exitCode: 130, verdict: null, startedAt: null, error: null, report: null });
  expect(out).toMatch(/- slow-1 +Not begun/);
});
