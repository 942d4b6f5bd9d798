// Writes contracts/pacts/*.json: runs the consumers against Pact's mock server, one after the other. A second run leaves
// them as they are, byte for byte. With --check it only compares.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const isCheck = process.argv.includes('--check');
const args = ['--selectProjects', 'contracts', '--runInBand', '--testPathPatterns', 'tests/contracts/consumers'];
const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', jest, ...args], {
  stdio: isCheck ? 'ignore' : 'inherit',
  env: { ...process.env, UPDATE: isCheck ? '' : '1' },
});
if (isCheck && status !== 0) console.error('run npm run contracts');
process.exitCode = status ?? 1;
