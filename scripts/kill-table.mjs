// Runs the catalogue against the mock with each named fault and each lawful variant, and writes what every one of them
// comes to: docs/kill-table.json (pinned by tests/self, read by the CLI for the score in every report) and
// docs/kill-table.md (for people). With names as arguments only those are run and printed, and nothing is written; with
// `--write` before them they are written too, and the other rows stay as they are.
import { readFileSync, writeFileSync } from 'node:fs';
import { bundled } from './bundled.mjs';
import { allTrials, withOthers } from './trials.mjs';

const { faults, variants, isKilled, scoreOf, tryOverride } = await bundled('kill-table', 'tests/self/trial.ts');

const all = (kind, overrides) => allTrials(overrides, (override) => tryOverride(kind, override));

const isWritten = process.argv[2] === '--write';
const named = process.argv.slice(isWritten ? 3 : 2);
const chosen = (overrides) => overrides.filter(({ name }) => named.length === 0 || named.includes(name));
const before = isWritten ? JSON.parse(readFileSync('docs/kill-table.json', 'utf8')) : { faults: [], variants: [] };
const run = { faults: await all('faults', chosen(faults)), variants: await all('variants', chosen(variants)) };
const killed = withOthers(faults, run.faults, before.faults);
const accused = withOthers(variants, run.variants, before.variants);

if (named.length > 0 && !isWritten) console.log(JSON.stringify([...killed, ...accused], null, 1));
else {
  const score = scoreOf(killed, accused);
  writeFileSync('docs/kill-table.json', `${JSON.stringify({ score, faults: killed, variants: accused }, null, 1)}\n`);
  const cell = (texts) => texts.join(', ').replaceAll('|', '\\|') || '-';
  const row = (...cells) => `| ${cells.join(' | ')} |`;
  writeFileSync(
    'docs/kill-table.md',
    [
      '# What the suite catches, and whom it accuses',
      '',
      `Written by \`npm run kill-table\`: ${score}.`,
      '',
      '## Faults',
      '',
      row('fault', 'group', 'level', 'what it does', 'failed MUST', 'failed SHOULD'),
      '|---|---|---|---|---|---|',
      ...killed.map((t) => row(t.name, t.group, t.level, t.description, cell(t.must), cell(t.should))),
      '',
      '## Lawful variants',
      '',
      'All of them conform; a failed SHOULD is advice.',
      '',
      row('variant', 'group', 'what it does', 'verdict', 'failed SHOULD'),
      '|---|---|---|---|---|',
      ...accused.map((t) => row(t.name, t.group, t.description, t.verdict, cell(t.should))),
      '',
    ].join('\n'),
  );
  console.log(score);
}
for (const t of killed) {
  if (!isKilled(t))
    console.log(`not killed: ${t.level} ${t.name} -> ${t.verdict}; ${t.must.join(', ')}; ${t.should.join(', ')}`);
}
for (const t of accused) {
  if (t.verdict !== 'conformant') console.log(`not conformant: ${t.name} -> ${t.verdict}; ${t.must.join(', ')}`);
}
for (const t of [...killed, ...accused]) {
  if (t.harmed.length > 0) console.log(`harmed: ${t.name} -> ${t.harmed.join(', ')}`);
}
