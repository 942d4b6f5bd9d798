// Writes contracts/pacts/*.json: runs the consumers against Pact's mock server, one after the other. A second run leaves
// them as they are, byte for byte.
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
    'contracts',
    '--runInBand',
    '--testPathPatterns',
    'tests/contracts/consumers',
  ],
  { stdio: 'inherit', env: { ...process.env, UPDATE: '1' } },
);
process.exitCode = status ?? 1;
