// Runs the fuzz tests (answers of the mock, documents of the gate) with 10,000 drawn cases each, or as many as the first
// argument says: for nightly runs. A comparison of the gate that takes more than FUZZ_SECONDS (60) is printed, and ends the run.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    jest,
    '--selectProjects',
    'mock',
    'gate',
    '--testTimeout',
    '36000000',
    '--testPathPatterns',
    '(mock|gate)/fuzz',
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, FUZZ_RUNS: process.argv[2] ?? '10000', FC_SEED: process.env.FC_SEED ?? 'random' },
  },
);
process.exitCode = status ?? 1;
