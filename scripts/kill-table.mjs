// Runs the catalogue against the mock with each named fault and each lawful variant, and writes what every one of them
// comes to: docs/kill-table.json (read by the CLI for the score in every report) and docs/kill-table.md (for people).
// With names as arguments only those are run and printed, and nothing is written. Needs a build.
import { writeFileSync } from 'node:fs';
import { catalogue } from '../dist/checks/catalogue.js';
import { parseDeployment } from '../dist/deployment/load.js';
import { loadEdition } from '../dist/edition/load.js';
import { faults, variants } from '../dist/mock/catalogue.js';
import { startMock } from '../dist/mock/mock.js';
import { run } from '../dist/run/run.js';
import { judge } from '../dist/verdict/outcome.js';
import { verdictOf } from '../dist/verdict/verdict.js';

const AT_ONCE = 2;

async function tried(options) {
  const mock = await startMock(options);
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', process.env, '.');
    const started = performance.now();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks: catalogue,
      now: () => performance.now() - started,
      signal: new AbortController().signal,
    });
    const results = judge(record, catalogue);
    const ids = (level, outcome) =>
      results.filter((r) => r.check.level === level && r.outcome === outcome).map((r) => r.check.id);
    return {
      verdict: verdictOf(results, false).verdict,
      strict: verdictOf(results, true).verdict,
      must: ids('MUST', 'failed'),
      should: ids('SHOULD', 'failed'),
      errors: results.filter((r) => r.outcome === 'error').map((r) => r.check.id),
      harmed: mock.harmed(),
      ms: Math.round(performance.now() - started),
      results,
    };
  } finally {
    await mock.close();
  }
}

async function all(overrides, kind) {
  const rows = [];
  const queue = overrides.map((override, i) => ({ override, i }));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { name, group, level = null, description } = next.override;
      const { results: _, ms, ...seen } = await tried({ [kind]: [name] });
      rows[next.i] = { name, group, ...(level && { level }), description, ...seen };
      process.stderr.write(`${name} ${seen.verdict} ${ms} ms\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return rows;
}

/** A fault of a MUST makes the verdict; one of a SHOULD fails a check and makes the strict verdict. */
const isKilled = ({ level, verdict, strict, should }) =>
  level === 'MUST'
    ? verdict === 'non-conformant'
    : verdict === 'conformant' && strict === 'non-conformant' && should.length > 0;

const named = process.argv.slice(2);
if (named.length > 0) {
  for (const name of named) {
    const kind = name === 'none' ? null : faults.some((fault) => fault.name === name) ? 'faults' : 'variants';
    const { results, ...seen } = await tried(kind ? { [kind]: [name] } : {});
    console.log(name, JSON.stringify(seen));
    for (const { check, outcome, message, findings } of results) {
      if (outcome === 'failed' || outcome === 'error') {
        console.log(`  ${outcome} ${check.level} ${check.id}: ${message}`);
        for (const finding of findings)
          if (finding.kind === 'breach') console.log(`      ${finding.actual}  [${finding.exchanges.join(' ')}]`);
      }
    }
  }
} else {
  const killed = await all(faults, 'faults');
  const accused = await all(variants, 'variants');
  const kills = killed.filter(isKilled).length;
  const accuses = accused.filter(({ verdict }) => verdict === 'non-conformant').length;
  const score = `kills ${kills}/${killed.length}, accuses ${accuses}/${accused.length}`;
  writeFileSync('docs/kill-table.json', `${JSON.stringify({ score, faults: killed, variants: accused }, null, 1)}\n`);
  const cell = (ids) => ids.join(', ') || '-';
  writeFileSync(
    'docs/kill-table.md',
    [
      '# What the suite catches, and whom it accuses',
      '',
      `Written by \`node scripts/kill-table.mjs\`: ${score}.`,
      '',
      '## Faults',
      '',
      '| fault | group | level | what it does | failed MUST | failed SHOULD |',
      '|---|---|---|---|---|---|',
      ...killed.map(
        (row) =>
          `| ${row.name} | ${row.group} | ${row.level} | ${row.description} | ${cell(row.must)} | ${cell(row.should)} |`,
      ),
      '',
      '## Lawful variants',
      '',
      '| variant | group | what it does | verdict | failed SHOULD |',
      '|---|---|---|---|---|',
      ...accused.map(
        (row) => `| ${row.name} | ${row.group} | ${row.description} | ${row.verdict} | ${cell(row.should)} |`,
      ),
      '',
    ].join('\n'),
  );
  console.log(score);
  for (const row of killed)
    if (!isKilled(row))
      console.log(
        `not killed: ${row.level} ${row.name} -> ${row.verdict}; MUST ${cell(row.must)}; SHOULD ${cell(row.should)}; errors ${cell(row.errors)}`,
      );
  for (const row of accused)
    if (row.verdict !== 'conformant')
      console.log(`not conformant: ${row.name} -> ${row.verdict}; MUST ${cell(row.must)}; errors ${cell(row.errors)}`);
  for (const row of [...killed, ...accused])
    if (row.harmed.length > 0) console.log(`harmed: ${row.name} -> ${row.harmed.join(', ')}`);
}
