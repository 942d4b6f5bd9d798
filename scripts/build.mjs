// Compiles src/ to dist/, from nothing, so that no file of an earlier build stays behind; then puts the command line and
// what its live path needs into a few files, because loading some four hundred takes longer than verifying.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { noticesOf } from './notices.mjs';
import { precompile } from './precompile.mjs';

rmSync('dist', { recursive: true, force: true });
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
await precompile();
const { metafile } = await build({
  metafile: true,
  // Pact's verifier runs in a process of its own, whose file stands beside whatever starts it.
  entryPoints: { main: 'dist/cli/start.js', 'verifier-process': 'dist/pacts/verifier-process.js' },
  // As deep as src/edition/, from where the schemas are found.
  outdir: 'dist/cli',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: 'part-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Not on the live path, or with native parts.
  external: ['pg', 'kysely', 'fastify', 'aedes', 'fast-check', '@pact-foundation/*', '@huaweicloud/*'],
  // CommonJS packages inside an ES module.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  legalComments: 'none',
  logLevel: 'error',
});
chmodSync('dist/cli/main.js', 0o755);
writeFileSync('dist/THIRD-PARTY-NOTICES', noticesOf(metafile));
