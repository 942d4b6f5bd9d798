// A file of tests with all that it imports in one module, with planted texts in place of those of src/.
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** jest's own parts, without what makes a world of its own for each file. */
const GLOBALS = `
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from 'jest-circus';
export { jestExpect as expect } from '@jest/expect';
import { ModuleMocker } from 'jest-mock';
export const jest = new ModuleMocker(globalThis);
`;

const root = process.cwd();

const asPlanted = (texts) => ({
  name: 'planted',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: 'globals', namespace: 'jest' }));
    onLoad({ filter: /.*/, namespace: 'jest' }, () => ({ contents: GLOBALS, resolveDir: root }));
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = texts.get(relative(root, path)) ?? (await readFile(path, 'utf8'));
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.filename', JSON.stringify(path));
      return { contents, loader: 'ts' };
    });
  },
});

/** The bundle's path; null where the tests import none of the planted files. */
export async function bundle(test, texts) {
  const outfile = resolve('node_modules/.mutants', `${relative('tests', test).replaceAll('/', '-')}.mjs`);
  const { metafile } = await build({
    entryPoints: [test],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2023',
    logLevel: 'error',
    metafile: true,
    outfile,
    plugins: [asPlanted(texts)],
  });
  return Object.keys(metafile.inputs).some((path) => texts.has(path)) ? outfile : null;
}
