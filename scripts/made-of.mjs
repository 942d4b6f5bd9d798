// What dist/ is made of, as one hash: so the tests of the command line build it again only where something changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'dist/.made-of';
const FOLDERS = ['src', 'schemas'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

function madeOf() {
  const hash = createHash('sha256').update(process.version);
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
  const scripts = readdirSync('scripts')
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join('scripts', name));
  for (const path of [...FILES, ...scripts, ...below].sort()) hash.update(`\n${path}\n`).update(readFileSync(path));
  return hash.digest('hex');
}

/** Written once all is built. */
export const stamp = () => writeFileSync(STAMP, madeOf());

export const isCurrent = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === madeOf();
