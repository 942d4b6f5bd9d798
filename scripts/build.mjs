// Compiles src/ to dist/, from nothing, so that no file of an earlier build stays behind; then puts the command line, the
// library and the packages that they need into a few files: loading some four hundred takes longer than verifying, and
// whoever installs this package installs no other.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { LAZILY, lazier, requiredLazily } from './lazier.mjs';
import { loadedWhenUsed } from './loaded-when-used.mjs';
import { isCurrent, stamp } from './made-of.mjs';
import { noticesOf } from './notices.mjs';
import { precompile } from './precompile.mjs';

// Asked for by the tests: nothing that it is made of changed.
if (process.argv.includes('--if-changed') && isCurrent()) process.exit(0);

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
// The command line is one file, of which V8 keeps what it compiled (src/cli/code-cache.ts).
const program = await build({
  ...shared,
  entryPoints: { 'cli/program': 'dist/cli/main.js' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  mainFields: ['module', 'main'],
  minifySyntax: true,
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: `'use strict'; const moduleUrl = require('node:url').pathToFileURL(__filename).href; ${LAZILY}` },
  plugins: [lazy.inOne, lazier],
});
// With one byte for each letter it takes half of the memory. An escape means the same in strings, patterns and comments.
const code = requiredLazily(readFileSync('dist/cli/program.cjs', 'utf8'));
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
writeFileSync('dist/cli/program.cjs', code.replaceAll(/[\u0080-\uffff]/g, escaped));
const start = await build({
  ...shared,
  entryPoints: { 'cli/main': 'dist/cli/start.js' },
  format: 'esm',
});
const main = await build({
  ...shared,
  // Each as deep as src/edition/, from where the schemas are found. Pact's verifier runs in a process of its own, several
  // deployments in threads: their files stand beside whatever starts them.
  entryPoints: {
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
  plugins: [lazy.inParts, lazier],
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
writeFileSync(
  'dist/THIRD-PARTY-NOTICES',
  noticesOf([program, start, main, client, packages].map(({ metafile }) => metafile)),
);
stamp();
