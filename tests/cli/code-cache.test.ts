/** What V8 compiled is kept between runs: it changes nothing of what a run says, and holds nothing of it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { cleanUp, cli, folder, startMock } from './cli.ts';

afterAll(cleanUp);

test('a second verify says the same, and the cache holds no secret', async () => {
  const file = await startMock([], 'kept');
  const caches = join(folder, 'caches');
  const env = { XDG_CACHE_HOME: caches };
  const kept = () => readdirSync(join(caches, 'roma-conformance'));
  const verify = async () => {
    const { code } = await cli(['verify', file, '--only', 'uri/*'], { env });
    const { checks } = JSON.parse(readFileSync(join(folder, 'reports/kept/report.json'), 'utf8')) as {
      checks: { id: string; outcome: string }[];
    };
    return { code, checks: checks.map(({ id, outcome }) => [id, outcome]) };
  };

  const first = await verify();
  const [name = ''] = kept();
  expect(kept()).toEqual([expect.stringMatching(/^verify-/)]);
  const path = join(caches, 'roma-conformance', name);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const token = /token: "?([^"\n]+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  expect(token.length).toBeGreaterThan(8);
  expect(readFileSync(path).includes(token.slice(0, 12))).toBe(false);

  const written = statSync(path).mtimeMs;
  const second = await verify();
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(second.checks).toEqual(first.checks);
  // It was taken as it is, not made anew.
  expect({ files: kept(), written: statSync(path).mtimeMs }).toEqual({ files: [name], written });
});

test('commands that run seldom share what is kept', async () => {
  const caches = join(folder, 'shared-caches');
  const env = { XDG_CACHE_HOME: caches };
  const codes = [];
  for (const args of [['checks'], ['--version'], ['verify', '--mock', '--only', 'uri/*'], ['checks', '--json']])
    codes.push((await cli(args, { env })).code);
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(readdirSync(join(caches, 'roma-conformance')).sort()).toEqual([
    expect.stringMatching(/^other-/),
    expect.stringMatching(/^verify-/),
  ]);
});

test('nothing is kept where that is switched off', async () => {
  const caches = join(folder, 'none');
  mkdirSync(caches);
  const env = { XDG_CACHE_HOME: caches, NODE_DISABLE_COMPILE_CACHE: '1' };
  for (const args of [['checks'], ['verify', '--mock', '--only', 'uri/*']])
    expect((await cli(args, { env })).code).toBe(0);
  expect(existsSync(join(caches, 'roma-conformance'))).toBe(false);
});
