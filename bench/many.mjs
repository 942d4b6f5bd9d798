// `verify` for many deployments: how many a second, and how memory grows from the 100th to the last.
// `node bench/many.mjs [DEPLOYMENTS] [JOBS] [LATENCY_MS] [PROCESSES]`, 1000, 0, 50 and 2 without: mocks in a few processes,
// each with so much latency; 0 jobs are as many as `verify` takes by itself. The mocks share the cores with the suite, so what
// they take is told apart. Prints numbers and a line for each aim, and asserts nothing, because a machine under load proves
// nothing.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

const [DEPLOYMENTS, JOBS, LATENCY, PROCESSES] = [1000, 0, 50, 2].map((usual, i) =>
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
// The mocks would keep the process alive.
process.on('SIGTERM', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stdout.write('CPU ' + userCPUTime / 1e6 + ' ' + systemCPUTime / 1e6 + '\\n', () => process.exit());
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
        if (found) resolve(found.slice(1).map(Number));
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
      const cpu = until(/CPU (\S+) (\S+)/);
      child.kill('SIGTERM');
      return cpu;
    },
  };
}

/** In MB; what this kernel tells of a process. */
const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const share = Math.ceil(DEPLOYMENTS / PROCESSES);
const hosts = Array.from({ length: PROCESSES }, (_, i) => mocks(i * share, Math.min(share, DEPLOYMENTS - i * share)));
try {
  await Promise.all(hosts.map(({ ready }) => ready));
  const start = process.hrtime.bigint();
  const hook =
    "process.on('exit', () => { const u = process.resourceUsage(); process.stderr.write('USED ' + u.userCPUTime / 1e6 + ' ' + u.systemCPUTime / 1e6 + ' ' + u.maxRSS / 1024 + '\\n'); })";
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(`import { isMainThread } from 'node:worker_threads'; if (isMainThread) ${hook}`)}`,
      CLI,
      'verify',
      files,
      ...(JOBS > 0 ? ['--jobs', String(JOBS)] : []),
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
  const [, user = 0, system = 0, peak = 0] = (/USED (\S+) (\S+) (\S+)/.exec(err) ?? []).map(Number);
  const ofMocks = await Promise.all(hosts.splice(0).map(({ stop }) => stop()));
  const [mockUser, mockSystem] = [0, 1].map((i) => ofMocks.reduce((sum, one) => sum + one[i], 0));
  const each = (total) => (total / DEPLOYMENTS).toFixed(3);
  const { counts } = JSON.parse(readFileSync(join(folder, 'out', 'summary.json'), 'utf8'));
  const within = (from, to) => median(memory.filter((one) => one.done >= from && one.done < to).map(({ mb }) => mb));
  const [early, late] = [within(0.1 * DEPLOYMENTS, 0.2 * DEPLOYMENTS), within(0.9 * DEPLOYMENTS, DEPLOYMENTS + 1)];
  const cores = availableParallelism();
  const most = (cores * DEPLOYMENTS) / (user + system + mockUser + mockSystem);
  const isMet = (met) => (met ? 'met' : 'NOT MET');
  console.log(
    `${DEPLOYMENTS} deployments, ${JOBS || 'as many as by itself'} at a time, ${LATENCY} ms latency, ${cores} cores: exit ${code}, ${JSON.stringify(counts)}`,
  );
  console.log(
    `  ${seconds.toFixed(1)} s, ${(DEPLOYMENTS / seconds).toFixed(1)} a second; CPU of the suite ${each(user + system)} s each, of the mocks ${each(mockUser + mockSystem)} s each`,
  );
  console.log(
    `  of that user CPU: the suite ${each(user)} s, the mocks ${each(mockUser)} s; with all cores busy at no other work ${most.toFixed(1)} a second`,
  );
  console.log(
    `  memory after a tenth ${early.toFixed(0)} MB, at the end ${late.toFixed(0)} MB: ratio ${(late / early).toFixed(2)}; peak ${peak.toFixed(0)} MB`,
  );
  console.log(
    `AIM 10 a second on 2 cores: ${(DEPLOYMENTS / seconds).toFixed(1)}, ${isMet(DEPLOYMENTS / seconds >= 10)}`,
  );
  console.log(`AIM below 300 MB: peak ${peak.toFixed(0)} MB, ${isMet(peak < 300)}`);
  console.log(
    `AIM flat from a tenth to the end (at most 1.1): ${late > 0 && early > 0 ? `${(late / early).toFixed(2)}, ${isMet(late / early <= 1.1)}` : 'not shown by so few'}`,
  );
} finally {
  for (const { stop } of hosts) stop().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
}
