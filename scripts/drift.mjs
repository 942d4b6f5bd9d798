// Whether something in this checkout says something else than its schemas: types, matchers, pacts and openapi.yaml that are
// written from them, the mock's answers, and released editions, which never change.
import { spawnSync } from 'node:child_process';
import { bundled } from './bundled.mjs';

/** What is written from the schemas, and what writes it again to compare. */
const WRITTEN = [
  { what: 'types of the schemas', script: 'scripts/generate-types.mjs' },
  { what: 'contracts/openapi.yaml', script: 'scripts/openapi.mjs' },
  { what: 'contracts/pacts and their matchers', script: 'scripts/contracts.mjs' },
];

const written = WRITTEN.flatMap(({ what, script }) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  if (status === 0) return [];
  return `${what} is not what the schemas say: ${`${stdout}${stderr}`.trim().split('\n').at(-1) ?? ''}`;
});

const { editedEditions, mockAnswers } = await bundled('drift', 'scripts/drift/editions.ts', 'scripts/drift/answers.ts');

const problems = [...(await editedEditions('.')), ...written, ...(await mockAnswers())];
for (const problem of problems) console.log(`✗ ${problem}`);
console.log(problems.length > 0 ? `${problems.length} drifted` : '✓ Nothing drifted from the schemas');
process.exitCode = problems.length > 0 ? 1 : 0;
