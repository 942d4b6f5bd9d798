/** TypeScript of the tests for scripts, which node does not read by itself. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What these files export; the bundle lands as deep as src/edition/, from where the schemas are found. */
export async function bundled(folder, ...files) {
  const outfile = `node_modules/.${folder}/bundled.mjs`;
  await build({
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: '.', loader: 'ts' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    outfile,
  });
  return import(pathToFileURL(resolve(outfile)).href);
}
