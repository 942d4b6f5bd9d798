/** What `npm pack` would take into the package; what it does where it is installed is in `package.long.test.ts`. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { publint } from 'publint';

const root = new URL('../../', import.meta.url).pathname;
let files: string[] = [];

beforeAll(async () => {
  const args = ['pack', '--dry-run', '--ignore-scripts', '--json'];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: root, maxBuffer: 64e6 });
  const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
  files = (packed?.files ?? []).map(({ path }) => path);
});

test('the client alone is one file of less than 30 KB that loads nothing', () => {
  expect(files).toContain('dist/lib/client.js');
  const code = readFileSync(join(root, 'dist/lib/client.js'), 'utf8');
  expect(code.length).toBeLessThan(30_000);
  expect(code).not.toMatch(/^\s*import\b|\brequire\(|\bimport\(/m);
});

test('it has its papers, and nothing of the checkout', () => {
  expect(files).toEqual(
    expect.arrayContaining(['README.md', 'LICENSE', 'NOTICE', 'dist/THIRD-PARTY-NOTICES', 'dist/cli/main.js']),
  );
  expect(files.filter((path) => /^(src|tests|scripts|reports|bench)\//.test(path))).toEqual([]);
});

test('publint finds nothing', async () => {
  const { messages } = await publint({ pkgDir: root, pack: false, strict: true });
  expect(messages).toEqual([]);
});
