// Runs the suite through the proxies of tests/trouble/: every mode with twelve seeds on a mock that conforms, and with two
// on each of five faulty ones. Writes docs/trouble.md, and names every wrong verdict by mode and seed.
//
//   npm run trouble -- [--mode NAME]... [--seed N]... [--mock conforming|FAULT]... [--scale X] [--query] [--record FILE]
//   npm run trouble -- --write --mode NAME [--mode NAME]...
//
// With any argument but --write it prints, and writes nothing; with it only the rows of these modes are written anew. With
// `--query` nothing but the query API sees the devices. `--record` keeps the record of the last run, or of the first wrong one.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundled } from './bundled.mjs';

const { values } = parseArgs({
  options: {
    mode: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', multiple: true, default: [] },
    mock: { type: 'string', multiple: true, default: [] },
    scale: { type: 'string', default: '1' },
    query: { type: 'boolean', default: false },
    record: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

const { modes, FAULTS, tryUnderTrouble } = await bundled('trouble', 'tests/trouble/trial.ts', 'tests/trouble/modes.ts');

const SEEDS = 12;
const FAULTY_SEEDS = 2;
/** They wait more than they work. */
const AT_ONCE = 8;

const scale = Number(values.scale);
const chosen = modes.filter(({ name }) => values.mode.length === 0 || values.mode.includes(name));
const unknown = values.mode.filter((name) => !modes.some((mode) => mode.name === name));
if (unknown.length > 0)
  throw new Error(`no such mode: ${unknown.join(', ')}; ${modes.map(({ name }) => name).join(', ')}`);
const mocks = [null, ...Object.values(FAULTS)].filter(
  (fault) => values.mock.length === 0 || values.mock.includes(fault ?? 'conforming'),
);
const seedsFor = (fault) =>
  values.seed.length > 0
    ? values.seed.map(Number)
    : Array.from({ length: fault === null ? SEEDS : FAULTY_SEEDS }, (_, i) => i + 1);
const queue = chosen.flatMap((mode) =>
  mocks.flatMap((fault) => seedsFor(fault).map((seed) => ({ mode, seed, fault, scale, onlyQuery: values.query }))),
);

const trials = [];
const total = queue.length;
const worker = async () => {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const trial = await tryUnderTrouble(next);
    const { mode, seed, fault, verdict, isWrong, failed, exchanges, ms } = trial;
    if (values.record && !trials.some((one) => one.isWrong))
      writeFileSync(values.record, JSON.stringify(trial.record, null, 1));
    trials.push({ mode, seed, fault, verdict, isWrong });
    const head = `${trials.length}/${total} ${mode} seed ${seed} ${fault ?? 'conforming'}: ${verdict}, ${exchanges} exchanges, ${ms} ms`;
    console.error(isWrong ? `${head} WRONG\n${failed.map((line) => `    ${line}`).join('\n')}` : head);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, worker));

const wrong = trials.filter(({ isWrong }) => isWrong);
const count = (of, verdict) => of.filter((trial) => trial.verdict === verdict).length;
const cells = (of) => ['conformant', 'inconclusive', 'non-conformant'].map((verdict) => count(of, verdict));
const headline = `${trials.length} runs, ${wrong.length} wrong verdicts`;
console.log(headline);
for (const { mode, seed, fault } of wrong)
  console.log(
    `npm run trouble -- --mode ${mode} --seed ${seed} --mock ${fault ?? 'conforming'} --scale ${scale}${values.query ? ' --query' : ''}`,
  );
if (wrong.length > 0) process.exitCode = 1;

const isPartial = values.seed.length + values.mock.length > 0 || scale !== 1 || values.query;
if (values.write && isPartial) throw new Error('a row is written with all its seeds and mocks');
if (process.argv.length === 2 || values.write) {
  const row = (...columns) => `| ${columns.join(' | ')} |`;
  const before = values.write ? readFileSync('docs/trouble.md', 'utf8').split('\n') : [];
  const rows = modes.map((mode) => {
    const { name, says } = mode;
    if (!chosen.includes(mode)) return before.find((line) => line.startsWith(`| ${name} |`)) ?? '';
    const of = trials.filter((trial) => trial.mode === name);
    const conforming = of.filter(({ fault }) => fault === null);
    const faulty = of.filter(({ fault }) => fault !== null);
    return row(
      name,
      says,
      cells(conforming).join(' / '),
      cells(faulty).join(' / '),
      of.filter(({ isWrong }) => isWrong).length,
    );
  });
  const numbers = rows.map((line) => line.split('|').slice(3, 6).join().match(/\d+/g).map(Number));
  const runs = numbers.flatMap((of) => of.slice(0, -1)).reduce((a, b) => a + b);
  const wrongRuns = numbers.map((of) => of.at(-1)).reduce((a, b) => a + b);
  writeFileSync(
    'docs/trouble.md',
    [
      '# What the suite says under trouble',
      '',
      `Written by \`npm run trouble\`: ${runs} runs, ${wrongRuns} wrong verdicts.`,
      '',
      'Between the suite and the mock stand two proxies, one for HTTP and one for MQTT (`tests/trouble/`). Each kind of trouble',
      `is drawn from a seed: ${SEEDS} seeds on a mock that conforms, and ${FAULTY_SEEDS} on each of five faulty ones (${Object.entries(
        FAULTS,
      )
        .map(([kind, name]) => `${kind}: \`${name}\``)
        .join('; ')}).`,
      'A mock that conforms must never be non-conformant, and a faulty one never conformant; where the trouble leaves too little',
      'to judge, the verdict is inconclusive. Verdicts are counted as conformant / inconclusive / non-conformant.',
      '',
      row('trouble', 'what happens', 'conforming', 'faulty', 'wrong'),
      '|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n'),
  );
}
