/** What the package is made of; packed, installed and run it is in `package.long.test.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { publint } from 'publint';
import { globSync } from 'tinyglobby';

const root = new URL('../../', import.meta.url).pathname;
const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };

test('the client alone is one file of less than 30 KB that loads nothing', () => {
  const code = readFileSync(join(root, 'dist/lib/client.js'), 'utf8');
  expect(code.length).toBeLessThan(30_000);
  expect(code).not.toMatch(/^\s*import\b|\brequire\(|\bimport\(/m);
});

test('what it names is there, and nothing of the checkout is among it', () => {
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'NOTICE', 'dist/THIRD-PARTY-NOTICES', 'dist/cli/main.js']));
  for (const pattern of files)
    expect({ pattern, isThere: globSync(pattern, { cwd: root }).length > 0 }).toEqual({ pattern, isThere: true });
  expect(files.filter((path) => /^(src|tests|scripts|reports|bench)\b/.test(path))).toEqual([]);
});

test('publint finds nothing', async () => {
  const { messages } = await publint({ pkgDir: root, pack: false, strict: true });
  expect(messages).toEqual([]);
});
