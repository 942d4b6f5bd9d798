// One comparison by the command, in a process of its own, for the benches of the gate.
import { spawnSync } from 'node:child_process';

const main = new URL('../dist/cli/main.js', import.meta.url).pathname;

/** Runs the gate under GNU time, for all operations: processor time in s, memory at its most in MB, and the report. */
export function runGate(base, head, cwd) {
  const flags = ['--operation', 'all', '--max-seconds', '600', '--format', 'json'];
  const args = ['-f', 'TIME %U %S %M', process.execPath, main, 'gate', '--base', base, '--head', head, ...flags];
  const ran = spawnSync('/usr/bin/time', args, { encoding: 'utf8', cwd, maxBuffer: 1e9 });
  const [, user, system, kib] = (/TIME (\S+) (\S+) (\S+)/.exec(ran.stderr) ?? []).map(Number);
  return { status: ran.status, user, system, mb: Math.round(kib / 1024), report: JSON.parse(ran.stdout) };
}
