// Writes reports/sample/: what reports look like. Each is made from what a run left, which stays in git beside it, so the
// same code writes the same bytes: `npm run samples`, which needs the build. With --record the mock is verified anew
// first, which leaves other times and ports, or with --record=NAME only for that one; with --pictures the README's pictures are taken anew, which needs chromium.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMock } from '../dist/cli/inputs.js';
import { editionIds, loadEdition } from '../dist/edition/load.js';
import { formats } from '../dist/report/formats.js';
import { renderText } from '../dist/report/text.js';
import { sha256 } from '../dist/results/run.js';
import { chainer } from '../dist/run/chain.js';
import { rejudge } from '../dist/suite/rejudge.js';
import { verify } from '../dist/suite/verify.js';

const FOLDER = 'reports/sample';
const CLI = ['dist/cli/main.js'];

/** What the runs were: overrides of the mock, and of what its deployment file says. */
const runs = {
  conforming: {},
  findings: { fault: ['rounds-up', 'no-credential-needed'], version: '3.2.2-rc1' },
  // A port that nobody listens on.
  'not-judged': { mqttUrl: 'mqtt://127.0.0.1:9' },
};
const contracts = join(FOLDER, 'contracts');

const toRecord = process.argv.find((one) => one.startsWith('--record'));
if (toRecord !== undefined) await recordAnew(toRecord.slice('--record='.length));
await renderAll();
if (process.argv.includes('--pictures')) await takePictures();

async function recordAnew(only) {
  for (const [name, { fault = [], ...own }] of Object.entries(runs)) {
    if (only !== '' && only !== name) continue;
    const mock = await startMock({ fault, variant: [] });
    const deployment = {
      ...mock.deployment,
      name: 'acme-staging',
      version: '3.2.1',
      labels: { region: 'cn-north-4', vendor: 'acme' },
      ...own,
    };
    const chained = chainer();
    const lines = [];
    const sink = (entry) => lines.push(`${chained(JSON.stringify(entry))}\n`);
    try {
      await verify(deployment, { sink, curlBaseUrl: '$ROMA_BASE_URL', by: 'the sample of this repository' });
    } finally {
      await mock.close();
    }
    mkdirSync(join(FOLDER, name), { recursive: true });
    writeFileSync(join(FOLDER, name, 'record.jsonl'), lines.join(''));
  }
  if (only !== '' && only !== 'contracts') return;
  const folder = mkdtempSync(join(tmpdir(), 'roma-samples-'));
  try {
    execFileSync('node', [...CLI, 'contracts', 'verify', '--mock', '--out', folder], { stdio: 'ignore' });
    mkdirSync(contracts, { recursive: true });
    writeFileSync(join(contracts, 'report.json'), readFileSync(join(folder, 'mock/contracts/report.json')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function renderAll() {
  for (const name of Object.keys(runs)) {
    const folder = join(FOLDER, name);
    const text = readFileSync(join(folder, 'record.jsonl'), 'utf8');
    const judged = await rejudge(text, { name: `${folder}/record.jsonl` });
    // Of the suite that ran, as in its own report: how well the present one judges changes more often than these.
    const { version, score } = JSON.parse(text.slice(0, text.indexOf('\n'))).suite;
    write(folder, { ...judged, suite: { ...judged.suite, version, score } }, sha256(text));
  }
  write(contracts, JSON.parse(readFileSync(join(contracts, 'report.json'), 'utf8')), null);
  const gate = join(FOLDER, 'gate');
  mkdirSync(gate, { recursive: true });
  const editions = ['--base', editionIds[0], '--head', editionIds.at(-1)];
  writeFileSync(join(gate, 'terminal.txt'), gated(editions));
  writeFileSync(join(gate, 'report.md'), gated([...editions, '--format', 'markdown']));
}

function write(folder, report, record) {
  const { clauses } = loadEdition(report.suite.edition);
  for (const name of ['json', 'html', 'markdown']) {
    const { file, render } = formats[name];
    writeFileSync(join(folder, file), render(report, clauses, { record }));
  }
  writeFileSync(join(folder, 'terminal.txt'), renderText(report, { colour: false, width: 100, clauses }));
}

/** What the gate prints; it ends with 1, because the older edition promises more. */
function gated(args) {
  try {
    return execFileSync('node', [...CLI, 'gate', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  } catch (error) {
    if (error.status !== 1) throw error;
    return error.stdout;
  }
}

async function takePictures() {
  const { chromium } = await import('playwright-core');
  const executablePath = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== '' && existsSync(path),
  );
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  mkdirSync('docs/img', { recursive: true });
  try {
    for (const [name, colorScheme] of [
      ['findings', 'light'],
      ['not-judged', 'dark'],
    ]) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 760 } });
      await page.goto(`file://${join(process.cwd(), FOLDER, name, 'report.html')}`);
      await page.screenshot({ path: `docs/img/${name}.png` });
    }
  } finally {
    await browser.close();
  }
}
