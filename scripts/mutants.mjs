// npm run mutants -- src/verdict: installs the tool of scripts/mutants and measures one folder or file.
import { spawnSync } from 'node:child_process';

const [target = 'src/verdict'] = process.argv.slice(2);
const run = (command, args) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, MUTANTS: target } });
  if (status !== 0) process.exit(status ?? 1);
};

if (!/^src\/verdict(\/[\w-]+\.ts)?$/.test(target)) {
  console.error(`${target}: only src/verdict and its files have their tests named in scripts/mutants/jest.config.mjs`);
  process.exit(2);
}
console.log('Installing the tool (about 170 packages) into scripts/mutants/node_modules');
run('npm', ['ci', '--silent', '--prefix', 'scripts/mutants']);
run(process.execPath, [
  'scripts/mutants/node_modules/@stryker-mutator/core/bin/stryker.js',
  'run',
  'scripts/mutants/stryker.config.mjs',
]);
