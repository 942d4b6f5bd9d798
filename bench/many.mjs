// `verify` for many deployments: how many a second, and how memory grows from the 100th to the last.
// `node bench/many.mjs [DEPLOYMENTS] [JOBS] [LATENCY_MS] [PROCESSES]`, 1000, 32, 50 and 2 without: mocks in a few processes,
// each with so much latency. The mocks share the cores with the suite, so what they take is told too. Prints numbers, and
// asserts nothing, because a machine under load proves nothing.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

const [DEPLOYMENTS, JOBS, LATENCY, PROCESSES] = [1000, 32, 50, 2].map((usual, i) =>
  Number(process.argv[i + 2] ?? usual),
);
const CLI = new URL('../dist/cli/main.js', import.meta.url).pathname;
const SAMPLE_EVERY_MS = 250;
const folder = mkdtempSync(join(tmpdir(), 'roma-bench-many-'));
const files = join(folder, 'deployments');

/** Starts so many mocks in a process of their own, which write their deployment files. */
function mocks(from, count) {
  const program = `
import { mkdirSync, writeFileSync } from 'node:fs';
import { startMock } from ${JSON.stringify(new URL('../dist/mock/mock.js', import.meta.url).href)};
mkdirSync(${JSON.stringify(files)}, { recursive: true });
for (let i = ${from}; i < ${from + count}; i++) {
  const mock = await startMock({ delayMs: ${LATENCY} });
  const name = 'mock-' + String(i).padStart(5, '0');
  writeFileSync(${JSON.stringify(files)} + '/' + name + '.yaml', mock.deploymentFile().replace(/^name: .*$/m, 'name: ' + name));
}
process.on('SIGTERM', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stdout.write('CPU ' + (userCPUTime + systemCPUTime) / 1e6 + '\\n', () => process.exit());
});
process.stdout.write('ready ' + process.cpuUsage().user / 1e6 + '\\n');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const until = (pattern) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(text);
        if (found) resolve(Number(found[1]));
      };
      child.stdout.on('data', (chunk) => {
        text += chunk;
        look();
      });
      child.on('exit', () => {
        look();
        reject(new Error('the mocks ended'));
      });
    });
  return {
    ready: until(/ready (\S+)/),
    stop: () => {
      const cpu = until(/CPU (\S+)/);
      child.kill('SIGTERM');
      return cpu;
    },
  };
}

/** In MB; what this kernel tells of a process. */
const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const each = Math.ceil(DEPLOYMENTS / PROCESSES);
const hosts = Array.from({ length: PROCESSES }, (_, i) => mocks(i * each, Math.min(each, DEPLOYMENTS - i * each)));
try {
  await Promise.all(hosts.map(({ ready }) => ready));
  const start = process.hrtime.bigint();
  const hook =
    "process.on('exit', () => { const u = process.resourceUsage(); process.stderr.write('USED ' + (u.userCPUTime + u.systemCPUTime) / 1e6 + ' ' + u.maxRSS / 1024 + '\\n'); })";
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(`import { isMainThread } from 'node:worker_threads'; if (isMainThread) ${hook}`)}`,
      CLI,
      'verify',
      files,
      '--jobs',
      String(JOBS),
      '--out',
      join(folder, 'out'),
      '--keep',
      '0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let done = 0;
  let err = '';
  const memory = [];
  child.stderr.on('data', (chunk) => {
    err = (err + chunk).slice(-4096);
    done += String(chunk).match(/^\[\d+\/\d+\] /gm)?.length ?? 0;
  });
  const sampling = setInterval(() => {
    try {
      memory.push({ done, mb: memoryOf(child.pid) });
    } catch {
      // It has just ended, or this is no Linux.
    }
  }, SAMPLE_EVERY_MS);
  const code = await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(sampling);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const [, cpu = 0, peak = 0] = (/USED (\S+) (\S+)/.exec(err) ?? []).map(Number);
  const mockCpu = (await Promise.all(hosts.splice(0).map(({ stop }) => stop()))).reduce((sum, one) => sum + one, 0);
  const { counts } = JSON.parse(readFileSync(join(folder, 'out', 'summary.json'), 'utf8'));
  const within = (from, to) => median(memory.filter((one) => one.done >= from && one.done < to).map(({ mb }) => mb));
  const [early, late] = [within(0.1 * DEPLOYMENTS, 0.2 * DEPLOYMENTS), within(0.9 * DEPLOYMENTS, DEPLOYMENTS + 1)];
  console.log(
    `${DEPLOYMENTS} deployments, ${JOBS} at a time, ${LATENCY} ms latency, ${availableParallelism()} cores: exit ${code}, ${JSON.stringify(counts)}`,
  );
  console.log(
    `  ${seconds.toFixed(1)} s, ${(DEPLOYMENTS / seconds).toFixed(1)} a second; CPU of the suite ${(cpu / DEPLOYMENTS).toFixed(3)} s each, of the mocks ${(mockCpu / DEPLOYMENTS).toFixed(3)} s each`,
  );
  console.log(
    `  memory after a tenth ${early.toFixed(0)} MB, at the end ${late.toFixed(0)} MB: ratio ${(late / early).toFixed(2)}; peak ${peak.toFixed(0)} MB`,
  );
} finally {
  for (const { stop } of hosts) stop().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
}
