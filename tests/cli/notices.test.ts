/** The licences of what the build bundles are shipped with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MAIN } from './cli.ts';

const DIST = dirname(dirname(MAIN));
const notices = readFileSync(join(DIST, 'THIRD-PARTY-NOTICES'), 'utf8');

/** The bundler says above each piece of code which file it is of. */
const bundled = new Set(
  ['cli', 'lib', 'pacts']
    .flatMap((folder) => readdirSync(join(DIST, folder)).map((name) => join(DIST, folder, name)))
    .filter((path) => /\.c?js$/.test(path))
    .flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/^\s*(?:\/\/ |")((?:node_modules\/(?:@[^/\s]+\/)?[^/\s"]+\/)+)/gm),
    ])
    .map(([, path = '']) => path.replace(/\/$/, '')),
);

test('THIRD-PARTY-NOTICES has every bundled package, with its version and licence', () => {
  expect(bundled.size).toBeGreaterThan(30);
  const missing = [...bundled].filter((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(DIST, '..', folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
    return !notices.includes(`\n${name} ${version} - `);
  });
  expect(missing).toEqual([]);
});

test('they are licences that let it be shipped, with their texts', () => {
  const heads = [...notices.matchAll(/^-{80}\n(.+)\n\n(.+)/gm)];
  expect(heads.length).toBeGreaterThanOrEqual(bundled.size);
  for (const [, title = '', text = ''] of heads) {
    expect(title).toMatch(
      / - (MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0)( |$)/,
    );
    expect(text.length).toBeGreaterThan(5);
  }
});
