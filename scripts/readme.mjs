// Writes the table of environment variables into the README, between its marks. With --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { environmentVariables } from '../dist/deployment/environment.js';

const MARKS = /(<!-- environment -->\n)[\s\S]*?(<!-- \/environment -->)/;
const table = [
  '| variable | means |',
  '|---|---|',
  ...environmentVariables.map(
    ({ name, meaning, required }) => `| \`${name}\`${required ? ' (required)' : ''} | ${meaning} |`,
  ),
].join('\n');

const before = readFileSync('README.md', 'utf8');
const after = before.replace(MARKS, `$1\n${table}\n\n$2`);
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('README.md: the table of environment variables is not current; run node scripts/readme.mjs');
    process.exit(1);
  }
} else writeFileSync('README.md', after);
