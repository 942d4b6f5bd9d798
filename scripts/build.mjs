// Compiles src/ to dist/, from nothing, so that no file of an earlier build stays behind; then puts the command line, the
// library and the packages that they need into a few files: loading some four hundred takes longer than verifying, and
// whoever installs this package installs no other.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { loadedWhenUsed } from './loaded-when-used.mjs';
import { noticesOf } from './notices.mjs';
import { precompile } from './precompile.mjs';

rmSync('dist', { recursive: true, force: true });
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
await precompile();

const shared = {
  bundle: true,
  metafile: true,
  outdir: 'dist',
  allowOverwrite: true,
  platform: 'node',
  target: 'node20',
  // pg-native is what pg takes if it is there. Pact's core is native code, and stands beside this package or is not there.
  external: ['pg-native', '@pact-foundation/*'],
  legalComments: 'none',
  logLevel: 'error',
};

const lazy = loadedWhenUsed();
const main = await build({
  ...shared,
  // Each as deep as src/edition/, from where the schemas are found. Pact's verifier runs in a process of its own, several
  // deployments in threads: their files stand beside whatever starts them.
  entryPoints: {
    'cli/main': 'dist/cli/start.js',
    'cli/verify-thread': 'dist/cli/verify-thread.js',
    'cli/site-thread': 'dist/cli/site-thread.js',
    'gate/gate-thread': 'dist/gate/gate-thread.js',
    'lib/index': 'dist/index.js',
    'pacts/verifier-process': 'dist/pacts/verifier-process.js',
  },
  splitting: true,
  chunkNames: 'cli/part-[hash]',
  format: 'esm',
  // CommonJS packages inside an ES module.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  plugins: [lazy.plugin],
});
const client = await build({
  ...shared,
  entryPoints: { 'lib/client': 'dist/client/index.js' },
  format: 'esm',
  platform: 'neutral',
  minifySyntax: true,
});
const packages = await build({
  ...shared,
  ...lazy.found(),
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  mainFields: ['module', 'main'],
});

chmodSync('dist/cli/main.js', 0o755);
writeFileSync('dist/THIRD-PARTY-NOTICES', noticesOf([main, client, packages].map(({ metafile }) => metafile)));
