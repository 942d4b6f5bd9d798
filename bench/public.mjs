// The gate on real, large public documents, which come from npm packages: two versions of each, and each against itself.
// Prints time, memory and what was found. `node bench/public.mjs [FOLDER]`: FOLDER keeps the documents for reading.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGate } from './gate-run.mjs';

/** @type {readonly [name: string, npmPackage: string, file: string, base: string, head: string][]} */
const DOCUMENTS = [
  ['GitHub, REST', '@octokit/openapi', 'generated/api.github.com.json', '22.0.0', '23.0.2'],
  ['GitHub, Enterprise Server 3.19', '@octokit/openapi', 'generated/ghes-3.19.json', '22.0.0', '23.0.2'],
  ['Figma, REST', '@figma/rest-api-spec', 'openapi/openapi.yaml', '0.20.0', '0.43.0'],
];

const [given] = process.argv.slice(2);
const folder = given ?? mkdtempSync(join(tmpdir(), 'roma-bench-public-'));

/** The document of one version, unpacked where it is not there yet. */
function fetched(npmPackage, version, file) {
  const into = join(folder, `${npmPackage.replace('/', '+')}@${version}`);
  if (!existsSync(into)) {
    mkdirSync(into, { recursive: true });
    const packed = execFileSync('npm', ['pack', '--silent', `${npmPackage}@${version}`], {
      cwd: into,
      encoding: 'utf8',
    });
    execFileSync('tar', ['xzf', packed.trim()], { cwd: into });
  }
  return join(into, 'package', file);
}

/** The cells of one comparison. */
function gate(base, head) {
  const { status, user, mb, report } = runGate(base, head, folder);
  const { changes } = report;
  const count = (wanted) => changes.filter((change) => change.class === wanted).length;
  return [status, user.toFixed(1), mb, count('breaking'), count('warning'), count('compatible')];
}

console.log('| document | versions | exit | user CPU, s | MiB | breaking | warnings | compatible |');
console.log('|---|---|---|---|---|---|---|---|');
for (const [name, npmPackage, file, base, head] of DOCUMENTS) {
  const [before, after] = [base, head].map((version) => fetched(npmPackage, version, file));
  console.log(`| ${[name, `${base} to ${head}`, ...gate(before, after)].join(' | ')} |`);
  console.log(`| ${[name, `${head} against itself`, ...gate(after, after)].join(' | ')} |`);
}
if (given === undefined) rmSync(folder, { recursive: true });
