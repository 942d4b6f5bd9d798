/** Files of others: whatever lies where a file is wanted, the command ends at once, with exit code 2 and a word about it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cleanUp, cli, folder, startMock } from './cli.ts';

let mock = '';
beforeAll(async () => {
  mock = await startMock([], 'files');
  expect(spawnSync('mkfifo', ['pipe', 'pipe.json', 'pipe.yaml'], { cwd: folder }).status).toBe(0);
  mkdirSync(join(folder, 'pacts'));
  mkdirSync(join(folder, 'piped'));
  expect(spawnSync('mkfifo', ['pacts/pact.json', 'piped/.env'], { cwd: folder }).status).toBe(0);
  writeFileSync(
    join(folder, 'beside.yaml'),
    'openapi: 3.1.0\ninfo: { title: t, version: "1" }\npaths: { /a: { $ref: pipe.yaml } }\n',
  );
});
afterAll(cleanUp);

const gate = ['gate', '--base', '2025-03-26', '--head', '2025-03-26'];
const places: [string, () => string[], string][] = [
  ['a deployment file', () => ['verify', 'pipe'], 'pipe: '],
  ['a deployment file of plan', () => ['plan', 'pipe'], 'pipe: '],
  ['a record', () => ['report', 'pipe'], 'pipe: '],
  ['a pact', () => ['contracts', 'verify', mock, '--pacts', 'pipe'], '--pacts pipe: '],
  ['a pact in a folder', () => ['contracts', 'verify', mock, '--pacts', 'pacts'], '--pacts pacts/pact.json: '],
  ['an allow file', () => [...gate, '--allow', 'pipe'], '--allow pipe: '],
  ['a document of the gate', () => ['gate', '--base', 'pipe.yaml', '--head', '2025-03-26'], 'pipe.yaml: '],
  [
    'a file beside a document of the gate',
    () => ['gate', '--base', 'beside.yaml', '--head', '2025-03-26'],
    'beside.yaml:3 /paths/~1a: $ref pipe.yaml: pipe.yaml: ',
  ],
  ['a report to compare', () => ['compare', './pipe.json', './pipe.json'], './pipe.json: '],
  ['a key', () => ['attest', '.', '--key', 'pipe'], 'pipe: '],
];

describe('a pipe in the place of a file is not waited for:', () => {
  test.each(places)('%s', async (_, args, place) => {
    const { code, err } = await within(10_000, args());
    expect(err).toContain(`${place}is no regular file but a pipe, a socket or a device; name a file`);
    expect(code).toBe(2);
  });

  test('the file .env', async () => {
    const { code, err } = await within(10_000, ['verify'], join(folder, 'piped'));
    expect(err).toContain('.env: is no regular file');
    expect(code).toBe(2);
  });
});

test('a pipe in the place of the list of an earlier site is not waited for', async () => {
  const out = join(folder, 'site');
  await cli(['verify', mock, '--only', 'uri/post', '--out', 'stored']);
  mkdirSync(out);
  expect(spawnSync('mkfifo', ['.roma-site.json'], { cwd: out }).status).toBe(0);
  const { code, err } = await within(10_000, ['site', '--store', 'stored', '--out', out]);
  expect([code, err]).toEqual([2, expect.stringContaining('no list that an earlier site wrote')]);
});

test.each(['/dev/zero', '/dev/null', '/dev/tty'])('%s is no deployment file', async (path) => {
  const { code, err } = await within(10_000, ['verify', path]);
  expect(err).toMatch(/is no regular file|cannot be read \(ENXIO\)/);
  expect(code).toBe(2);
});

/** What a command that ends in time came to; one that does not is ended, with the code null. */
async function within(ms: number, args: readonly string[], cwd = folder) {
  const running = cli(args, { cwd });
  const timer = setTimeout(() => running.child.kill('SIGKILL'), ms);
  return running.finally(() => clearTimeout(timer));
}
