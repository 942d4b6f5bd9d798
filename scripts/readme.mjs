// Writes the tables that the documents take from the code, each between its marks: environment variables and provider
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

const PAGES = { environment: 'docs/deployment-file.md', states: 'docs/contracts.md' };

const isCheck = process.argv.includes('--check');
for (const [mark, lines] of Object.entries(tables)) {
  const page = PAGES[mark];
  const before = readFileSync(page, 'utf8');
  const between = new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`);
  if (!between.test(before)) throw new Error(`${page} has no marks for ${mark}`);
  const after = before.replace(between, (_, open, close) => `${open}\n${lines.join('\n')}\n\n${close}`);
  if (before === after) continue;
  if (isCheck) {
    console.error(`${page}: a table is not current; run node scripts/readme.mjs`);
    process.exitCode = 1;
  } else writeFileSync(page, after);
}
