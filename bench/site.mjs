// How long `site` takes for a store of many runs, how large its first page is, and when that page can be used in Chromium:
// `node bench/site.mjs [DEPLOYMENTS] [RUNS]`, 1000 and 100 without. Prints numbers, and the time as a ratio to what reading
// and parsing the same files costs in the same minute, because a machine under load proves nothing by seconds alone.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const CLI = new URL('../dist/cli/main.js', import.meta.url).pathname;
const IDS = readFileSync(new URL('../tests/unit/fixtures/check-ids.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const [DEPLOYMENTS, RUNS] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 100)];
const SEED = 42;

const folder = mkdtempSync(join(tmpdir(), 'roma-bench-site-'));
const store = join(folder, 'store');
const site = join(folder, 'site');

let state = SEED;
/** The same numbers each time, below one. */
const next = () => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return state / 2147483648;
};

/** Deployments of which each breaks a few checks, and a few more change from night to night. */
function fill() {
  for (let d = 0; d < DEPLOYMENTS; d++) {
    const deployment = `deployment-${String(d).padStart(4, '0')}`;
    const runs = join(store, deployment, 'runs');
    mkdirSync(runs, { recursive: true });
    const outcomes = new Map(
      IDS.map((id) => [id, next() < 0.03 ? 'failed' : next() < 0.05 ? 'not-testable' : 'passed']),
    );
    for (let r = 0; r < RUNS; r++) {
      for (const id of IDS) if (next() < 0.002) outcomes.set(id, outcomes.get(id) === 'failed' ? 'passed' : 'failed');
      const startedAt = new Date(Date.UTC(2026, 0, 1 + r, 2, 0, d % 60, d % 1000)).toISOString();
      const id = `${startedAt.replace(/[-:.]/g, '')}-${(d * 65536 + r).toString(16).padStart(8, '0')}`;
      const failed = IDS.filter((check) => outcomes.get(check) === 'failed');
      const run = {
        schemaVersion: '1.0',
        id,
        deployment,
        version: `3.${r >> 4}.${d % 3}`,
        labels: { vendor: `vendor-${d % 17}`, region: ['cn-north-4', 'eu-west-101', 'ap-southeast-1'][d % 3] },
        edition: '2025-03-26',
        suite: { version: '0.1.0', score: null },
        startedAt,
        durationMs: 1000,
        verdict: failed.length > 0 ? 'non-conformant' : 'conformant',
        partial: false,
        interrupted: false,
        strict: false,
        exchanges: IDS.length,
        checks: Object.fromEntries([...outcomes].map(([check, outcome]) => [check, `MUST ${outcome}`])),
        findings: failed.map((check) => ({
          check,
          key: Buffer.from(check).toString('hex').padStart(16, '0').slice(-16),
          text: `The answer to ${check} lists 20001 twice`,
        })),
        digests: { report: 'a'.repeat(64), record: null },
      };
      writeFileSync(join(runs, `${id}.json`), `${JSON.stringify(run)}\n`);
    }
  }
}

const timed = (work) => {
  const [started, cpu] = [process.hrtime.bigint(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, cpu: (user + system) / 1e6 };
};

/** What nobody can do without: each file read, and its JSON parsed. */
const reading = () =>
  timed(() => {
    for (const name of readdirSync(store))
      for (const file of readdirSync(join(store, name, 'runs')))
        JSON.parse(readFileSync(join(store, name, 'runs', file), 'utf8'));
  });

/** Wall and CPU time of the command, and its memory at its most. */
function building() {
  const measure =
    "process.on('exit', () => process.stderr.write('USED ' + JSON.stringify(process.resourceUsage()) + '\\n'))";
  const args = ['--import', `data:text/javascript,${encodeURIComponent(measure)}`, CLI, 'site', '--store', store];
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [...args, '--out', site], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`site ended with ${status}: ${stderr}`);
  const used = JSON.parse(/USED (.*)/.exec(stderr)?.[1] ?? '{}');
  return {
    seconds: Number(process.hrtime.bigint() - started) / 1e9,
    cpu: (used.userCPUTime + used.systemCPUTime) / 1e6,
    rssMb: used.maxRSS / 1024,
  };
}

/** When the first page answers to a search, in ms from the call of its address. The best of five. */
async function usable(executablePath) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const times = [];
    for (let n = 0; n < 5; n++) {
      const page = await browser.newPage();
      const client = await page.context().newCDPSession(page);
      // What its thread takes of the processor, which a machine with other work does not change much.
      await client.send('Performance.enable', { timeDomain: 'threadTicks' });
      const started = process.hrtime.bigint();
      await page.goto(pathToFileURL(join(site, 'index.html')).href, { waitUntil: 'commit' });
      await page.waitForSelector('html[data-ready=yes]');
      const ready = Number(process.hrtime.bigint() - started) / 1e6;
      const { metrics } = await client.send('Performance.getMetrics');
      const cpu = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
      const search = await page.evaluate(() => {
        const field = document.getElementById('q');
        const from = performance.now();
        field.value = 'vendor-3';
        field.dispatchEvent(new Event('input'));
        document.body.getBoundingClientRect();
        return performance.now() - from;
      });
      times.push({ ready, cpu, search });
      await page.close();
    }
    return times.sort((a, b) => a.ready - b.ready)[0];
  } finally {
    await browser.close();
  }
}

try {
  fill();
  const runs = DEPLOYMENTS * RUNS;
  console.log(`${DEPLOYMENTS} deployments, ${runs} runs, ${IDS.length} checks each; seed ${SEED}`);
  const base = reading();
  const built = building();
  console.log(`reading alone  ${base.seconds.toFixed(1)} s, CPU ${base.cpu.toFixed(1)} s`);
  console.log(
    `site           ${built.seconds.toFixed(1)} s, CPU ${built.cpu.toFixed(1)} s, ${built.rssMb.toFixed(0)} MB at most; CPU ${(built.cpu / base.cpu).toFixed(1)} times that of reading`,
  );
  console.log(
    `first page     ${(statSync(join(site, 'index.html')).size / 2 ** 20).toFixed(2)} MiB, and site.css ${(statSync(join(site, 'site.css')).size / 1024).toFixed(0)} KiB`,
  );
  const executablePath = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== '' && existsSync(path),
  );
  if (executablePath === undefined) console.log('usable         not measured: there is no chromium');
  else {
    const { ready, cpu, search } = await usable(executablePath);
    console.log(
      `usable         after ${ready.toFixed(0)} ms, of which its thread worked ${cpu.toFixed(0)} ms; a search takes ${search.toFixed(0)} ms`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
