import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Code that V8 compiled is kept in the checkout, as where a user runs the command line often. */
const CACHES = new URL('../../node_modules/.cache', import.meta.url).pathname;
export const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the built command line as a user would, in a pipe, in a folder of its own. */
export function cli(
  args: readonly string[],
  options: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    main?: string;
    node?: string;
    as?: { uid: number; gid: number };
  } = {},
): Promise<Ended> & { child: ChildProcess } {
  const child = spawn(options.node ?? process.execPath, [options.main ?? MAIN, ...args], {
    cwd: options.cwd ?? folder,
    env: { PATH: process.env['PATH'], XDG_CACHE_HOME: CACHES, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options.as,
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return Object.assign(ended, { child });
}

/** A folder that is removed by `cleanUp`. */
export const folder = mkdtempSync(join(tmpdir(), 'roma-cli-'));

const running: ChildProcess[] = [];

/** Starts `mock` in a process of its own and gives the deployment file that it printed. */
export function startMock(args: readonly string[] = [], name = `mock-${running.length}`): Promise<string> {
  const child = spawn(process.execPath, [MAIN, 'mock', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    // It says that it is running once the file is complete; a test may change the file from then on.
    child.stderr.once('data', () => {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, out.replace(/^name: .*$/m, `name: ${name}`));
      resolve(file);
    });
    child.on('exit', (code) => reject(new Error(`the mock ended with ${code}`)));
  });
}

export function cleanUp(): void {
  for (const child of running) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
