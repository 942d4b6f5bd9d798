// npm run mutants -- TARGET [--sample N] [--seed S] [--part 1/2] [--tests KIND,KIND]: how many small faults the fast tests
// notice. With `--part` a process for each core measures a part of the same mutants.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string', default: '1/1' },
    tests: { type: 'string', default: 'unit' },
  },
});
const targets = positionals.length > 0 ? positionals : ['src/verdict'];
const wrong = targets.find((target) => !target.startsWith('src/') || !existsSync(target));
if (wrong) {
  console.error(`${wrong}: name folders or files of src/`);
  // Nothing was begun.
  process.exit(2);
}
if (!existsSync('scripts/mutants/node_modules')) {
  console.log('Installing the tool into scripts/mutants/node_modules');
  const { status } = spawnSync('npm', ['ci', '--silent', '--prefix', 'scripts/mutants'], { stdio: 'inherit' });
  // Without it there is nothing to measure with, and npm has said why.
  if (status !== 0) process.exit(status ?? 1);
}
const { measure } = await import('./mutants/measure.mjs');
await measure({
  targets,
  kinds: values.tests.split(','),
  sample: values.sample === undefined ? null : Number(values.sample),
  seed: Number(values.seed),
  part: values.part.split('/').map(Number),
});
