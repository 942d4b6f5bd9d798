// How long a cold `verify` of the whole catalogue takes against a mock in another process, MQTT sessions included, and
// how well it overlaps waiting: the same run with 100 ms added to every answer, beside what the same exchanges would take
// one after another. Prints ratios; asserts nothing, because a machine under load proves nothing.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = new URL('../dist/cli/main.js', import.meta.url).pathname;
const BARE = new URL('bare.mjs', import.meta.url).pathname;
const ROUNDS = Number(process.argv[2] ?? 5);
const SETTLING_MS = 250;

const folder = mkdtempSync(join(tmpdir(), 'roma-bench-'));

/** Starts a mock and resolves to its deployment file and a way to end it. */
function mock(...args) {
  const child = spawn(process.execPath, [CLI, 'mock', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr.on('data', () => {
      const file = join(folder, `mock-${child.pid}.yaml`);
      writeFileSync(file, text);
      resolve({ file, name: /^name: (.*)$/m.exec(text)?.[1] ?? '', stop: () => child.kill('SIGTERM') });
    });
    child.on('exit', (code) => reject(new Error(`the mock ended with ${code}`)));
  });
}

/** What a process used: user CPU in ms and peak memory in KB, which it says as it ends. */
const USED =
  "process.on('exit', () => { const u = process.resourceUsage(); process.stderr.write('USED ' + u.userCPUTime / 1000 + ' ' + u.maxRSS + '\\n'); })";

/** Runs a program of Node from nothing: its wall time in ms, user CPU in ms and peak memory in MB. */
function cold(args) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(USED)}`, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve) => {
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('exit', (code) => {
      if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${err}`);
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      const [, cpu = 0, kb = 0] = (/USED (\S+) (\d+)/.exec(err) ?? []).map(Number);
      resolve({ code, ms, cpu, rssMb: kb / 1024 });
    });
  });
}

/** One cold run, and the report that it leaves. */
async function verify({ file, name }) {
  const used = await cold([CLI, 'verify', file, '--out', folder]);
  return { ...used, report: JSON.parse(readFileSync(join(folder, name, 'report.json'), 'utf8')) };
}

/** How many exchanges go with no other beside them, and how many are in the longest row of which none overlaps the next. */
function chain(exchanges) {
  const all = exchanges
    .map(({ sentAtMs, durationMs }) => ({ from: sentAtMs, to: sentAtMs + durationMs }))
    .sort((a, b) => a.to - b.to);
  const alone = all.filter((x) => !all.some((y) => y !== x && y.from < x.to && x.from < y.to));
  let end = Number.NEGATIVE_INFINITY;
  const row = all.filter(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
  const sum = (some) => some.reduce((ms, { from, to }) => ms + to - from, 0);
  return { alone: alone.length, aloneMs: sum(alone), row: row.length, rowMs: sum(row) };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const plain = await mock();
  const runs = [];
  const bare = [];
  const token = /^ +token: (.*)$/m.exec(readFileSync(plain.file, 'utf8'))?.[1] ?? '';
  // By turns, so that a busy minute is one for both.
  for (let i = 0; i < ROUNDS; i++) {
    runs.push(await verify(plain));
    bare.push(await cold([BARE, join(folder, plain.name, 'record.jsonl'), token]));
  }
  plain.stop();
  const wall = median(runs.map(({ ms }) => ms));
  const one = runs[0];
  console.log(
    `cold verify: ${one.report.summary.total} checks, ${one.report.exchanges.length} exchanges, exit ${one.code}`,
  );
  console.log(
    `  wall ${wall.toFixed(0)} ms, without the settling wait ${(wall - SETTLING_MS).toFixed(0)} ms: ${((wall - SETTLING_MS) / 600).toFixed(2)} of the 600 ms aimed at, ${((wall - SETTLING_MS) / 1000).toFixed(2)} of the most allowed`,
  );
  console.log(
    `  peak memory ${median(runs.map(({ rssMb }) => rssMb)).toFixed(0)} MB: ${(median(runs.map(({ rssMb }) => rssMb)) / 200).toFixed(2)} of the most allowed`,
  );

  const [cpu, bareCpu] = [runs, bare].map((all) => median(all.map((run) => run.cpu)));
  console.log(
    `  user CPU ${cpu.toFixed(0)} ms; node:http alone with the same requests ${bareCpu.toFixed(0)} ms: ratio ${(cpu / bareCpu).toFixed(2)}`,
  );

  const slow = await mock('--delay', '100');
  const ratios = [];
  for (let i = 0; i < Math.min(3, ROUNDS); i++) {
    const { ms, report } = await verify(slow);
    const sequential = report.exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const found = chain(report.exchanges);
    ratios.push({ run: report.durationMs, ms, sequential, ratio: report.durationMs / sequential, ...found });
  }
  slow.stop();
  const { run, ms, sequential, ratio, alone, aloneMs, row, rowMs } = ratios.sort((a, b) => a.ratio - b.ratio)[
    Math.floor(ratios.length / 2)
  ];
  console.log(
    `with 100 ms added to every answer: the run ${run.toFixed(0)} ms, its exchanges one after another ${sequential.toFixed(0)} ms: ${ratio.toFixed(3)}; the whole process ${ms.toFixed(0)} ms: ${(ms / sequential).toFixed(3)}`,
  );
  console.log(
    `  ${alone} exchanges go with no other beside them, which is ${(aloneMs / sequential).toFixed(2)} of the sequential time; the longest row of which none overlaps the next has ${row}: ${(rowMs / sequential).toFixed(2)}`,
  );
  console.log(
    `AIM at most 0.2 of the sequential time at 100 ms: ${ratio.toFixed(2)}, ${ratio <= 0.2 ? 'met' : 'NOT MET'}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
