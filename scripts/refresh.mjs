// Writes every pinned file anew, in the order in which they need each other: what is generated, the tables of faults and of
// pacts, the pacts, the sample reports, the tables in the pages. With names only these rows of both tables are run.
//
//   npm run refresh [-- FAULT...]
import { spawnSync } from 'node:child_process';

const names = process.argv.slice(2);
/** Tests that write what they compare with. */
const GATE = ['rules', 'corpus', 'pairs', 'families.long', 'documents.long', 'reported', 'kinds', 'history'];
const PINNING = [
  ...GATE.map((name) => `tests/gate/${name}`),
  'tests/unit/report.test',
  'tests/unit/planned',
  'tests/unit/checks/worlds.long',
];
const steps = [
  ['layers, generated files, the build and the tables in the pages', 'npm', ['run', '--silent', 'check:fix']],
  ['docs/kill-table.*', 'node', ['scripts/kill-table.mjs', ...(names.length > 0 ? ['--write', ...names] : [])]],
  ['docs/pact-table.*', 'node', ['scripts/pact-table.mjs', ...(names.length > 0 ? ['--write', ...names] : [])]],
  ['contracts/pacts', 'npm', ['run', '--silent', 'contracts']],
  ['reports/sample', 'npm', ['run', '--silent', 'samples']],
  ['what tests compare with', 'npx', ['jest', ...PINNING], { UPDATE: '1' }],
  ['format', 'npm', ['run', '--silent', 'format']],
];

for (const [i, [what, command, args, env]] of steps.entries()) {
  console.log(`${i + 1}/${steps.length} ${what}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (status === 0) continue;
  console.error(`stopped at: ${what}. Mend what it says, and run this again.`);
  process.exitCode = 1;
  break;
}
