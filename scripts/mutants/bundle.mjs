// A file of tests with all that it imports in two modules, with planted texts in place of those of src/: one holds what no
// mutant can change and is loaded once, the other is loaded anew for each mutant.
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

/** Of this process alone: another one may measure a part of the same. */
export const BUNDLES = `node_modules/.mutants/${process.pid}`;

/** Every file as it stands, or planted; the entry is a text. Files of `kept` are taken from the module that is loaded once. */
const asPlanted = (texts, entry, kept = new Map()) => ({
  name: 'planted',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^entry$/ }, ({ path }) => ({ path, namespace: 'entry' }));
    onLoad({ filter: /.*/, namespace: 'entry' }, () => ({ contents: entry, resolveDir: root }));
    onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: 'globals', namespace: 'jest' }));
    onLoad({ filter: /.*/, namespace: 'jest' }, () => ({ contents: GLOBALS, resolveDir: root }));
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir }) => {
      const own = relative(root, resolve(resolveDir, path));
      return kept.has(own) ? { path: own, namespace: 'kept' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'kept' }, ({ path }) => ({ contents: kept.get(path), loader: 'js' }));
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

/** The inputs that no planted file can change: they import none, nor what defines tests, and no other that does. */
function keptOf({ inputs }, texts) {
  const importers = new Map(Object.keys(inputs).map((path) => [path, []]));
  for (const [path, { imports }] of Object.entries(inputs))
    for (const one of imports) importers.get(one.path)?.push(path);
  const changed = new Set();
  const change = (path) => {
    if (changed.has(path)) return;
    changed.add(path);
    importers.get(path).forEach(change);
  };
  for (const path of importers.keys()) if (texts.has(path) || /^(jest|entry):/.test(path)) change(path);
  return [...importers.keys()].filter((path) => /\.ts$/.test(path) && !changed.has(path));
}

/** The bundle's path; null where the text imports none of the planted files. `name` names its folder. */
export async function bundle(name, text, texts) {
  const folder = resolve(BUNDLES, name.replaceAll('/', '-'));
  const options = {
    entryPoints: ['entry'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2023',
    logLevel: 'error',
    metafile: true,
  };
  const { metafile } = await build({ ...options, write: false, outdir: folder, plugins: [asPlanted(texts, text)] });
  if (!Object.keys(metafile.inputs).some((path) => texts.has(path))) return null;
  const kept = keptOf(metafile, texts);
  const place = `globalThis[${JSON.stringify(folder)}]`;
  const imports = kept.map((path, i) => `import * as m${i} from ${JSON.stringify(resolve(path))};`);
  const once = [...imports, `${place} = [${kept.map((_, i) => `m${i}`)}];`].join('\n');
  await build({ ...options, outfile: `${folder}/kept.mjs`, plugins: [asPlanted(texts, once)] });
  const taken = new Map(kept.map((path, i) => [path, `module.exports = ${place}[${i}];`]));
  const outfile = `${folder}/main.mjs`;
  await build({
    ...options,
    outfile,
    banner: { js: `import ${JSON.stringify(`${folder}/kept.mjs`)};` },
    plugins: [asPlanted(texts, text, taken)],
  });
  return outfile;
}

/** The same of a file of tests. */
export const bundleTest = (test, texts) =>
  bundle(relative('tests', test), `import ${JSON.stringify(resolve(test))};`, texts);
