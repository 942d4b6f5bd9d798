/** The cache of compiled code: it is used, and only where nobody else can have put something into it. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cacheFolder, loadCached } from '../../src/cli/code-cache.ts';

const home = mkdtempSync(join(tmpdir(), 'roma-code-cache-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(home, String(++count), 'roma-conformance');
});

/** A module that says this. Those of the same length look alike to V8, so a wrong cache would be taken. */
function moduleOf(word: string, name = word): string {
  const path = join(home, `${name}.cjs`);
  writeFileSync(path, `module.exports = () => '${word}';`);
  return path;
}
const say = (path: string, from: string | null = folder) => {
  const { exports, keep } = loadCached(path, 'test', from);
  const said = (exports as () => string)();
  keep();
  return said;
};
const only = () => join(folder, readdirSync(folder)[0] ?? '');

/** Puts the cache of another module, in perfect order, where that of `ours` is looked for. Gives both their names. */
function swapped(): string {
  const [ours, theirs] = [moduleOf('ours'), moduleOf('them')];
  expect(say(theirs)).toBe('them');
  const wrong = readFileSync(only());
  rmSync(only());
  expect(say(ours)).toBe('ours');
  writeFileSync(only(), wrong);
  // V8 remembers by itself what this process compiled, by its path.
  return moduleOf('ours', `ours-${count}`);
}

test('what was compiled is taken from the cache', () => {
  expect(say(swapped())).toBe('them');
});

describe.each<[string, () => void]>([
  ['a folder that others may write to', () => chmodSync(folder, 0o777)],
  ['a file that others may write to', () => chmodSync(only(), 0o620)],
  [
    'a link',
    () => {
      const elsewhere = join(home, `elsewhere-${count}`);
      writeFileSync(elsewhere, readFileSync(only()), { mode: 0o600 });
      const name = only();
      rmSync(name);
      symlinkSync(elsewhere, name);
    },
  ],
  [
    'a file with one bit changed',
    () =>
      writeFileSync(
        only(),
        Buffer.from(readFileSync(only()).map((byte, i, all) => (i === all.length - 1 ? byte ^ 1 : byte))),
      ),
  ],
  ['a file that was cut', () => writeFileSync(only(), readFileSync(only()).subarray(0, 100))],
  ['an empty file', () => writeFileSync(only(), '')],
])('%s', (_, spoil) => {
  test('is not taken', () => {
    const ours = swapped();
    spoil();
    expect(say(ours)).toBe('ours');
  });
});

test('a module that was changed is compiled anew, whatever its length', () => {
  const path = moduleOf('old1');
  expect(say(path)).toBe('old1');
  writeFileSync(path, readFileSync(path, 'utf8').replace('old1', 'new1'));
  expect(say(path)).toBe('new1');
});

test('where nothing can be written it runs all the same', () => {
  const file = moduleOf('none');
  expect(say(file, join(file, 'no-folder'))).toBe('none');
  expect(say(file, null)).toBe('none');
});

test('nobody else can look into it, and old files go', () => {
  for (let i = 10; i < 30; i++) say(moduleOf(`no${i}`));
  expect(readdirSync(folder)).toHaveLength(12);
});

describe('where it lies', () => {
  test.each<[NodeJS.ProcessEnv, string | null]>([
    [{ XDG_CACHE_HOME: '/caches' }, '/caches/roma-conformance'],
    [{ XDG_CACHE_HOME: '/caches', NODE_COMPILE_CACHE: '/mine' }, '/mine/roma-conformance'],
    [{ XDG_CACHE_HOME: '/caches', NODE_DISABLE_COMPILE_CACHE: '1' }, null],
    [{ XDG_CACHE_HOME: '/caches', NODE_V8_COVERAGE: '/coverage' }, null],
    [{ NODE_COMPILE_CACHE: 'here' }, null],
  ])('%j', (env, expected) => {
    expect(cacheFolder(env, 'linux')).toBe(expected);
  });
});
