// The fleet: mock deployments in a queue, emptied by one worker process and then by several.
// `ROMA_STORE=postgres://... node bench/fleet.mjs [DEPLOYMENTS] [WORKERS]`, 500 and 4 without; the database must be an empty
// one. Prints numbers, and asserts nothing, because a machine under load proves nothing.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startMock } from '../dist/mock/mock.js';

const [DEPLOYMENTS, WORKERS] = [500, 4].map((usual, i) => Number(process.argv[i + 2] ?? usual));
const CLI = new URL('../dist/cli/main.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'roma-bench-fleet-'));
const files = join(folder, 'deployments');
mkdirSync(files);

/** Runs a command of the fleet; gives what it printed. */
function fleet(args, env = {}) {
  const child = spawn(process.execPath, [CLI, 'fleet', ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve, reject) =>
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`fleet ${args[0]} ended with ${code}`)))),
  );
}

const env = {};
const mocks = [];
for (let i = 0; i < DEPLOYMENTS; i++) {
  const mock = await startMock();
  mocks.push(mock);
  let count = 0;
  const text = mock
    .deploymentFile()
    .replace(/^name: .*$/m, `name: mock-${i}`)
    .replace(/\b(token|password|secret|secretKey): ("[^"]*"|[^\s,}]+)/g, (_, key, value) => {
      // One name for each value: an environment has room for so many only.
      const name = `S_${key}_${Buffer.from(value).toString('hex').slice(0, 60)}`;
      env[name] = value.replace(/^"|"$/g, '');
      count++;
      return `${key}: "\${${name}}"`;
    });
  if (count === 0) throw new Error('the mock has no secret');
  writeFileSync(join(files, `mock-${i}.yaml`), text);
}
const seconds = {};
for (const workers of [1, WORKERS]) {
  await fleet(['submit', files]);
  const start = performance.now();
  const outs = await Promise.all(
    Array.from({ length: workers }, () => fleet(['work', '--until-empty', '--jobs', '4', '--only', 'uri/*'], env)),
  );
  seconds[workers] = (performance.now() - start) / 1000;
  const each = outs.map((out) => out.split('\n').filter((line) => line.endsWith(': conformant')).length);
  console.log(
    `${workers} workers: ${DEPLOYMENTS} jobs in ${seconds[workers].toFixed(1)} s; each did ${each.join(', ')}`,
  );
}
console.log(`${WORKERS} workers are ${(seconds[1] / seconds[WORKERS]).toFixed(2)} times as fast as one`);
await Promise.all(mocks.map((mock) => mock.close()));
rmSync(folder, { recursive: true, force: true });
