#!/usr/bin/env node
/**
 * Starts the command line so that its exit code is never by accident that of a verdict: Node ends with 1 where nobody catches
 * an error, and with 13 or 0 where it waits for what never comes. The build puts what it imports into the same file, so that a
 * damaged installation is caught too.
 */
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { EXIT } from '../verdict/exit-code.ts';
import { cacheFolder, loadCached } from './code-cache.ts';
import type * as Main from './main.ts';

// Most runs end before code that V8 optimizes has paid for the optimizing, which is a quarter of their CPU. So a function has to
// be much busier than usual first (in bytes of bytecode, 67,584 without this). Newer V8 counts otherwise, and compiles less.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');

const FAULT: (typeof EXIT)['fault'] = 4;

/** Set by fault-redaction.ts once a deployment was read. */
const REDACT = Symbol.for('roma-conformance.redact-fault');

/** Set by language.ts where another language is spoken. */
const SAYS = Symbol.for('roma-conformance.fault-says');
const FAILED = 'roma-conformance failed, which is a fault of the suite and says nothing about the deployment.';

function fault(error: unknown): void {
  const redact = (globalThis as { [REDACT]?: (text: string) => string })[REDACT];
  const said = error instanceof Error ? String(error.stack) : String(error);
  let shown = said;
  try {
    shown = redact ? redact(said) : said;
  } catch {
    shown = 'What it says is not shown, because secrets could not be taken out of it.';
  }
  process.stderr.write(`${(globalThis as { [SAYS]?: string })[SAYS] ?? FAILED}\n${tame(shown)}\n`);
}

/** An error may repeat what somebody else wrote: no control reaches the terminal, and no command of it a CI system. */
function tame(text: string): string {
  const escaped = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  return text
    .replace(/(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escaped)
    .replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a')
    .replace(/#(?=#(?:\[|vso\[|teamcity\[))/gi, '\\u0023');
}

let isDone = false;
// Whoever holds a lock lets go of it when the process ends.
process.on('uncaughtException', (error) => {
  fault(error);
  process.exit(FAULT);
});
process.on('unhandledRejection', (reason) => {
  fault(reason);
  process.exit(FAULT);
});
// Nothing is left that could happen, and the command is not done.
process.on('beforeExit', () => {
  if (isDone) return;
  isDone = true;
  fault('It waited for something that can no longer come.');
  process.exitCode = FAULT;
});

/** Commands that need much code that no other does. What V8 made of it is kept for each, and once for all others together. */
const LARGE = ['verify', 'gate'];

try {
  const [, , command = ''] = process.argv;
  // All of the command line in one file, which the build makes out of main.ts.
  const use = LARGE.includes(command) ? command : 'other';
  const program = loadCached(fileURLToPath(new URL('./program.cjs', import.meta.url)), use, cacheFolder(process.env));
  await (program.exports as typeof Main).done;
  program.keep();
} catch (error) {
  fault(error);
  process.exitCode = FAULT;
}
isDone = true;
