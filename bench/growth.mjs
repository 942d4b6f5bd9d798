// How time and memory grow: over deployments, test devices, latency and explored requests. Prints a table and draws
// growth.svg beside this file, where all parts are measured. `node bench/growth.mjs [PART...]`, of `deployments`, `devices`,
// `latency`, `explore` and `slow` (300 explored requests by devices, where effects come half a second late); all without.
// `--most N` leaves out what is larger: 1,000 deployments and 30,000 requests take long. Asserts nothing.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { startMock } from '../dist/mock/mock.js';
import { startWorld } from '../dist/mock/world.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { most: { type: 'string' } } });
const most = Number(values.most ?? Number.POSITIVE_INFINITY);
const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'roma-bench-growth-'));

/** Runs `verify` from nothing: seconds of wall, seconds of CPU and peak memory in MB. */
function verify(file, ...args) {
  const said =
    "import { isMainThread } from 'node:worker_threads'; if (isMainThread) process.on('exit', () => { const u = process.resourceUsage(); process.stderr.write('USED ' + (u.userCPUTime + u.systemCPUTime) / 1e6 + ' ' + u.maxRSS / 1024 + '\\n'); })";
  const started = process.hrtime.bigint();
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(said)}`,
      CLI,
      'verify',
      file,
      '--out',
      folder,
      '--keep',
      '0',
      ...args,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let err = '';
  child.stderr.on('data', (chunk) => {
    err = (err + chunk).slice(-4096);
  });
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      const [, cpu = 0, mb = 0] = (/USED (\S+) (\S+)/.exec(err) ?? []).map(Number);
      resolve({ code, seconds: Number(process.hrtime.bigint() - started) / 1e9, cpu, mb });
    });
  });
}

/** A mock in this process, verified once. */
async function once(options, ...args) {
  const mock = await startMock(options);
  const file = join(folder, 'mock.yaml');
  writeFileSync(file, mock.deploymentFile());
  const used = await verify(file, ...args);
  await mock.close();
  return used;
}

/** A mock with so many test devices; it has eight of its own. */
async function withDevices(count, options = {}, ...args) {
  const world = await startWorld(0);
  const more = Array.from({ length: count - 8 }, (_, i) => 30001 + i);
  for (const id of more) {
    const login = { clientId: `client-${id}`, username: `user-${id}`, password: `password-of-${id}` };
    world.devices.set(BigInt(id), { id: BigInt(id), name: `device-${id}`, login });
  }
  const mock = await startMock({ ...options, world });
  const deployment = parse(mock.deploymentFile());
  const devices = [...deployment.devices, ...more.map((id) => ({ id, mqtt: world.devices.get(BigInt(id)).login }))];
  const file = join(folder, 'devices.yaml');
  writeFileSync(file, stringify({ ...deployment, devices }));
  const used = await verify(file, ...args);
  await mock.close();
  return used;
}

/** So many deployments, by bench/many.mjs. */
function many(count) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('many.mjs', import.meta.url)), String(count), '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      const [, seconds, cpu] = (/([\d.]+) s, .* CPU of the suite ([\d.]+) s each/.exec(out) ?? []).map(Number);
      const [, mb] = (/peak (\d+) MB/.exec(out) ?? []).map(Number);
      resolve({ code, seconds, cpu: cpu * count, mb });
    });
  });
}

const PARTS = {
  deployments: { of: 'deployments', at: [10, 100, 1000], measure: many },
  devices: {
    of: 'test devices',
    at: [8, 64, 512],
    measure: (count) => withDevices(count),
  },
  latency: { of: 'ms latency', at: [0, 10, 100, 500], measure: (delayMs) => once({ delayMs }) },
  slow: {
    of: 'test devices, slow',
    at: [8, 64, 512],
    measure: (count) =>
      withDevices(count, { variants: ['effect-before-the-latest'] }, '--explore', '300', '--seed', '1'),
  },
  explore: {
    of: 'explored requests',
    at: [0, 300, 3000, 30_000],
    measure: (count) => once({}, ...(count > 0 ? ['--explore', String(count), '--seed', '1'] : [])),
  },
};

/** Bars of CPU, which other work on the machine changes least, with the numbers beside them. */
function draw(rows) {
  const [width, line] = [640, 22];
  const longest = Math.max(...rows.map(({ cpu }) => Math.log10(1 + cpu)));
  const bars = rows.map(({ part, at, seconds, cpu, mb }, i) => {
    const y = 30 + i * line;
    const length = Math.max(1, (Math.log10(1 + cpu) / longest) * 250);
    return `<text x="190" y="${y + 12}" text-anchor="end">${at.toLocaleString('en')} ${PARTS[part].of}</text><rect x="200" y="${y}" width="${length.toFixed(0)}" height="14" fill="#3b6ea5"/><text x="${(206 + length).toFixed(0)}" y="${y + 12}">${cpu.toFixed(1)} s CPU, ${seconds.toFixed(1)} s wall, ${mb.toFixed(0)} MB</text>`;
  });
  const height = 40 + rows.length * line;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#222"><title>How verify grows</title><rect width="${width}" height="${height}" fill="#fff"/><text x="10" y="18">CPU (bars, by its logarithm), wall time and peak memory of verify</text>${bars.join('')}</svg>\n`;
}

try {
  const rows = [];
  console.log('| what | wall, s | CPU, s | peak, MB | exit |\n|---|---|---|---|---|');
  for (const part of positionals.length > 0 ? positionals : Object.keys(PARTS)) {
    for (const at of PARTS[part].at.filter((size) => size <= most)) {
      const row = { part, at, ...(await PARTS[part].measure(at)) };
      rows.push(row);
      console.log(
        `| ${at.toLocaleString('en')} ${PARTS[part].of} | ${row.seconds.toFixed(1)} | ${row.cpu.toFixed(2)} | ${row.mb.toFixed(0)} | ${row.code} |`,
      );
    }
  }
  if (positionals.length === 0) writeFileSync(new URL('growth.svg', import.meta.url), draw(rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
