// Writes the tables that the README takes from the code, each between its marks: environment variables and provider
// states. With --check it only compares. Needs the build.
import { readFileSync, writeFileSync } from 'node:fs';
import { environmentVariables } from '../dist/deployment/environment.js';
import { STATES } from '../dist/pacts/states.js';

const tables = {
  environment: [
    '| variable | means |',
    '|---|---|',
    ...environmentVariables.map(
      ({ name, meaning, required }) => `| \`${name}\`${required ? ' (required)' : ''} | ${meaning} |`,
    ),
  ],
  states: [
    '| provider state | gives, beside projectId, instanceId and token |',
    '|---|---|',
    ...Object.entries(STATES).map(([name, gives]) => `| ${name} | ${gives} |`),
  ],
};

const before = readFileSync('README.md', 'utf8');
const after = Object.entries(tables).reduce(
  (text, [mark, lines]) =>
    text.replace(
      new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`),
      (_, open, close) => `${open}\n${lines.join('\n')}\n\n${close}`,
    ),
  before,
);
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('README.md: a table is not current; run node scripts/readme.mjs');
    process.exit(1);
  }
} else writeFileSync('README.md', after);
