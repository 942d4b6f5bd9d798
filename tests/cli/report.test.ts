/** `report RECORD`, and runs that end suddenly. */
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/exchange/exchange.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

const read = (...path: string[]): Report => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
let good = '';
/** Answers the first requests, and then none. */
let server: Server;
let silent = '';

beforeAll(async () => {
  good = await startMock(['--fault', 'rounds-half-up'], 'recorded');
  server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  silent = join(folder, 'silent.yaml');
  const text = readFileSync(good, 'utf8').replace(
    /^baseUrl: .*$/m,
    `baseUrl: http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  writeFileSync(silent, text.replace(/^name: .*$/m, 'name: silent'));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  cleanUp();
});

describe('report RECORD', () => {
  test('says what verify said, without traffic', async () => {
    const verified = await cli(['verify', good, '--out', 'first', '--explore', '20', '--seed', '5']);
    expect(verified.code).toBe(1);
    const record = 'first/recorded/record.jsonl';
    const { code, out } = await cli(['report', record, '--out', 'again']);
    expect(code).toBe(1);
    expect(out).toContain('rounding/half');
    const [first, again] = [read('first/recorded/report.json'), read('again/recorded/report.json')];
    // Whoever runs a command sends a token to the address in it, and a record may come from anywhere.
    const commands = first.checks.flatMap(({ reproduce }) => reproduce ?? []).join('\n');
    expect(commands).toContain(`'${first.deployment.baseUrl}/v2/`);
    const checks = first.checks.map(({ reproduce, ...check }) => ({
      ...check,
      reproduce: reproduce?.replaceAll(/'http:\/\/127\.0\.0\.1:\d+([^']*)'/g, '"$ROMA_BASE_URL$1"') ?? null,
    }));
    expect({ ...again, durationMs: 0 }).toEqual({ ...first, checks, durationMs: 0 });
    expect(JSON.stringify(again.checks)).not.toContain(first.deployment.baseUrl);
    expect(readdirSync(join(folder, 'again/recorded')).sort()).toEqual([
      'junit.xml',
      'report.html',
      'report.json',
      'report.md',
    ]);
  });

  test('of a run that was cut off, nothing that was not done is shown as passed', async () => {
    const whole = readFileSync(join(folder, 'first/recorded/record.jsonl'), 'utf8');
    writeFileSync(join(folder, 'cut.jsonl'), whole.slice(0, whole.length / 3));
    const { code } = await cli(['report', 'cut.jsonl', '--out', 'cut']);
    expect(code).toBe(130);
    const { checks, run } = read('cut/recorded/report.json');
    expect(run.interrupted).toBe(true);
    const done = new Set(
      whole
        .slice(0, whole.length / 3)
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as { type: string; check: string })
        .flatMap((entry) => (entry.type === 'done' ? [entry.check] : [])),
    );
    const scenarios = new Set(
      (JSON.parse(whole.split('\n')[0] ?? '') as { checks: string[] }).checks.filter((id) => !done.has(id)),
    );
    expect(scenarios.size).toBeGreaterThan(5);
    for (const check of checks) if (scenarios.has(check.id)) expect(check.outcome).not.toBe('passed');
    expect(checks.some(({ message }) => message?.includes('ended before this check was done'))).toBe(true);
  });

  test('a check that the record does not know is not testable', async () => {
    const [start = '', ...rest] = readFileSync(join(folder, 'first/recorded/record.jsonl'), 'utf8').split('\n');
    const older = {
      ...JSON.parse(start),
      checks: JSON.parse(start).checks.filter((id: string) => id !== 'rounding/half'),
    };
    const lines = rest.filter((line) => !line.includes('"rounding/half'));
    writeFileSync(join(folder, 'older.jsonl'), [JSON.stringify(older), ...lines].join('\n'));
    await cli(['report', 'older.jsonl', '--out', 'older']);
    const check = read('older/recorded/report.json').checks.find(({ id }) => id === 'rounding/half');
    expect(check).toMatchObject({ outcome: 'not-testable', message: expect.stringContaining('older than this check') });
  });

  const bad: [string, () => string, string][] = [
    ['a file that is not there', () => 'none.jsonl', 'none.jsonl: cannot be read (ENOENT)'],
    ['an empty file', () => '', 'line 1: no record of a run'],
    ['no JSON', () => 'x\n', 'line 1: no line of a record'],
    ['another first line', () => '{"type":"end"}\n', 'line 1: no record of a run'],
    ['a newer version', () => start({ recordVersion: '2.0' }), 'a record of version 2.0'],
    [
      'a name that leaves the folder',
      () => start({ deployment: { name: '../../outside' } }),
      'line 1: deployment.name: a name that a deployment may have is wanted',
    ],
    ['nothing of a deployment', () => start({ deployment: { name: 'x' } }), 'line 1: deployment.baseUrl: an address'],
    [
      'an entry of another shape',
      () => `${start({})}{"type":"exchange","id":5}\n`,
      'bad.jsonl: line 2: id: the id of an exchange is wanted',
    ],
    [
      'a prototype',
      () => `${start({})}{"type":"exchange","__proto__":{"x":1},"request":null}\n`,
      'bad.jsonl: line 2: id: the id of an exchange is wanted',
    ],
    [
      'a method that runs in a shell',
      () => changed((request) => ({ ...request, method: 'POST;id' })),
      ': request.method: one of POST, GET,',
    ],
    [
      'the name of a header that runs in a shell',
      () => changed((request) => ({ ...request, tokenHeader: '"$(id)"' })),
      ': request.tokenHeader: the name of a header is wanted',
    ],
    [
      'the name of a further header that runs in a shell',
      () => inDeployment({ headers: ['X-$(id)'] }),
      'line 1: deployment.headers[0]: the name of a header is wanted',
    ],
    [
      'a path that is none of the operation',
      () => changed((request) => ({ ...request, path: '../../other' })),
      ': request.path: one of operation, device is wanted',
    ],
    [
      'an id that is none',
      () => inDeployment({ devices: [{ id: '1 OR 1', watchOnly: false }] }),
      'deployment.devices[0].id: ',
    ],
    [
      'an address of another kind',
      () => inDeployment({ baseUrl: 'javascript:alert(1)' }),
      'deployment.baseUrl: an address',
    ],
    [
      'lines that are nested deeply',
      () => `${start({})}${'['.repeat(20_000)}\n`,
      'line 2: no line of a record (too deep)',
    ],
    [
      'lines of more values than there can be',
      () => `${start({})}${'['.repeat(2_000_000)}\n`,
      'line 2: so many values are in no record that this suite wrote',
    ],
    ['a glob that is longer than any id', () => start({ only: ['*a'.repeat(500)] }), 'line 1: only[0]: a glob of'],
  ];
  const start = (more: object) =>
    `${JSON.stringify({ ...JSON.parse(readFileSync(join(folder, 'first/recorded/record.jsonl'), 'utf8').split('\n')[0] ?? ''), ...more })}\n`;
  const recorded = () => readFileSync(join(folder, 'first/recorded/record.jsonl'), 'utf8').split('\n');
  const inDeployment = (more: object) =>
    start({ deployment: { ...(JSON.parse(recorded()[0] ?? '') as { deployment: object }).deployment, ...more } });
  /** The record with another first request. */
  const changed = (change: (request: Request) => object) => {
    const lines = recorded();
    const i = lines.findIndex((line) => line.startsWith('{"type":"exchange"'));
    const exchange = JSON.parse(lines[i] ?? '') as { request: Request };
    return [...lines.slice(0, i), JSON.stringify({ ...exchange, request: change(exchange.request) }), ''].join('\n');
  };
  test.each(drawn(bad, 1))('refuses %s with exit code 2', async (_, content, message) => {
    const text = content();
    const file = text === 'none.jsonl' ? text : 'bad.jsonl';
    if (file === 'bad.jsonl') writeFileSync(join(folder, file), text);
    const { code, out, err } = await cli(['report', file, '--out', 'bad']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toMatch(/ {4}at /);
    expect(existsSync(join(folder, '..', 'outside'))).toBe(false);
  });
});

describe('sudden ends', () => {
  test('killed by force: the record is there as it happened, and can be judged', async () => {
    const running = cli(['verify', silent, '--out', 'killed']);
    await new Promise<void>((resolve) => server.once('request', () => resolve()));
    running.child.kill('SIGKILL');
    await running;
    expect(readdirSync(join(folder, 'killed/silent')).sort()).toEqual(['record.jsonl', 'run.lock']);
    const { code } = await cli(['report', 'killed/silent/record.jsonl', '--out', 'killed']);
    expect(code).toBe(130);
    const { checks, verdict } = read('killed/silent/report.json');
    expect(verdict).toBe('inconclusive');
    expect(checks.filter(({ outcome }) => outcome === 'passed')).toEqual([]);
  });

  whenLong(test)('a reader of the output that leaves early is no fault', async () => {
    const running = cli(['verify', good, '--out', 'left', '--only', 'uri/post']);
    running.child.stdout?.destroy();
    const { code, err } = await running;
    expect({ code, err: err.includes('EPIPE') }).toEqual({ code: 0, err: false });
    expect(existsSync(join(folder, 'left/recorded/report.json'))).toBe(true);
  });

  test('a full disk: says so, leaves no half report, and is no verdict', async () => {
    const script = join(folder, 'full-disk.mjs');
    writeFileSync(
      script,
      `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
       const { writeSync } = fs;
       fs.writeSync = (fd, data, ...rest) => {
         if (String(data).startsWith('{')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
         return writeSync(fd, data, ...rest);
       };
       syncBuiltinESMExports();`,
    );
    const { code, err } = await cli(['verify', good, '--out', 'full', '--only', 'uri/post'], {
      env: { NODE_OPTIONS: `--import ${script}` },
    });
    expect(code).toBe(2);
    expect(err).toContain('record.jsonl cannot be written (ENOSPC)');
    expect(err).not.toMatch(/ {4}at /);
  });

  test('a disk that is full by the end, and a run before that is wanted: the run was sent, so it is no fault of the call', async () => {
    const script = join(folder, 'full-later.mjs');
    writeFileSync(
      script,
      `import { promises } from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
       const { open } = promises;
       promises.open = (path, flags, ...rest) =>
         String(flags ?? 'r').startsWith('r') || !/report[.]|runs/.test(String(path))
           ? open(path, flags, ...rest)
           : Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
       syncBuiltinESMExports();`,
    );
    const { code, out, err } = await cli(
      ['verify', good, '--out', 'full-later', '--only', 'uri/post', '--against', '@-1'],
      { env: { NODE_OPTIONS: `--import ${script}` } },
    );
    expect(err).toContain('report.json cannot be written (ENOSPC)');
    expect(out).toContain('to compare with yet: the verdict itself decides.');
    expect(code).toBe(3);
  });

  whenLong(test)('an output folder that vanishes is made again', async () => {
    const running = cli(['verify', good, '--out', 'vanishing']);
    while (!existsSync(join(folder, 'vanishing/recorded/record.jsonl')))
      await new Promise((resolve) => setImmediate(resolve));
    rmSync(join(folder, 'vanishing'), { recursive: true });
    const { code } = await running;
    expect(code).toBe(1);
    expect(read('vanishing/recorded/report.json').verdict).toBe('non-conformant');
  });

  whenLong(test)('a second run into the same folder: both reports are whole', async () => {
    const both = await Promise.all([1, 2].map(() => cli(['verify', good, '--out', 'shared', '--only', 'rounding/*'])));
    const codes = both.map(({ code }) => code);
    expect(codes).toContain(1);
    // The one that came second says that the folder is in use, or took it over when the first was done.
    for (const { code, err } of both) expect(code === 1 || (code === 2 && err.includes('in use'))).toBe(true);
    expect(read('shared/recorded/report.json').verdict).toBe('non-conformant');
    expect(readdirSync(join(folder, 'shared/recorded')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('report overwrites nothing that was not asked for', () => {
  test('a signed report, and that of another run', async () => {
    const from = (name: string) => join(folder, 'first/recorded', name);
    const before = readFileSync(from('report.json'), 'utf8');
    writeFileSync(from('attestation.json'), '{}');
    const signed = await cli(['report', 'first/recorded', '--out', 'first']);
    rmSync(from('attestation.json'));
    expect({ code: signed.code, out: signed.out }).toEqual({ code: 2, out: '' });
    expect(signed.err).toMatch(/signed report.*--out/);

    const record = readFileSync(from('record.jsonl'), 'utf8');
    writeFileSync(join(folder, 'cut.jsonl'), record.slice(0, record.lastIndexOf('\n', record.length - 2) + 1));
    const other = await cli(['report', 'cut.jsonl', '--out', 'first']);
    expect({ code: other.code, out: other.out }).toEqual({ code: 2, out: '' });
    expect(other.err).toMatch(/another run.*--out/);
    expect(readFileSync(from('report.json'), 'utf8')).toBe(before);
  });
});

describe('a path that the system refuses ends with exit 2, and is named', () => {
  beforeAll(() => {
    writeFileSync(join(folder, 'a-file'), '');
    symlinkSync('a-loop', join(folder, 'a-loop'));
  });
  test.each(drawn(['a-file', 'a-file/below', 'a-loop', 'n'.repeat(300)], 1))('site --out %s', async (path) => {
    const { code, out, err } = await cli(['site', '--store', 'first', '--out', path]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(path);
    expect(err).toMatch(/name|shorten/);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
