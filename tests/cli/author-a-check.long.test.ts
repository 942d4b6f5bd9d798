/** docs/author-a-check.md, followed in a copy of the repository: the skeleton, its check and fault written, and the fault caught. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), 'roma-check-new-'));
const isOurs = (name: string) => !['node_modules', 'dist', '.git', 'coverage'].includes(name);

for (const name of readdirSync(root).filter(isOurs)) cpSync(join(root, name), join(copy, name), { recursive: true });
mkdirSync(join(copy, 'node_modules'));
for (const name of readdirSync(join(root, 'node_modules')))
  symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
afterAll(() => rmSync(copy, { recursive: true }));

const inCopy = (command: string, ...args: string[]) => run(command, args, { cwd: copy });
const checkNew = (...args: string[]) => inCopy('node', 'scripts/check-new.mjs', ...args);

function write(path: string, before: string, after: string): void {
  const file = join(copy, path);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(before);
  writeFileSync(file, text.replaceAll(before, after));
}

test('what cannot be written is refused, and nothing is changed', async () => {
  for (const [args, why] of [
    [['Success/x'], 'family/name'],
    [['nothing/x'], 'no family'],
    [['success/x'], '--clause'],
    [['success/x', '--clause', 'BODY-5', '--level', 'MUST'], 'stricter'],
    [['success/x', '--clause', 'OK-1a', '--level', 'must'], '--level'],
    [['uri/post', '--clause', 'URI-1'], 'exists'],
  ] as const)
    await expect(checkNew(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(why) });
  await expect(inCopy('diff', '-r', join(root, 'src'), 'src')).resolves.toMatchObject({ stdout: '' });
});

test('a skeleton compiles in each family, and the names it leaves are told', async () => {
  const families =
    'uri:URI-1 auth:AUTH-1a body:BODY-5 rounding:ROUND-2 ids:ID-1a accounting:ACC-1a names:OK-5a errors:ERR-1a effects:EFF-1a';
  for (const one of families.split(' ')) {
    const [family, clause = ''] = one.split(':');
    const { stdout } = await checkNew(`${family}/first-try`, '--clause', clause);
    expect(stdout).toContain(`src/checks/${family}.ts`);
  }
  await checkNew('success/no-teapot', '--clause', 'OK-1a', '--level', 'MUST', '--title', 'no answer speaks of teapots');
  await inCopy('node_modules/.bin/tsc', '-p', 'tsconfig.json');
  await inCopy('node_modules/.bin/biome', 'check', '--error-on-warnings', 'src', 'tests/unit');
});

test('its check and its fault, once written, catch each other', async () => {
  write('src/checks/success.ts', '// TODO: what has to hold here.', '');
  write('src/checks/success.ts', 'x.answer.status === 200 ?', "x.answer.headers['x-teapot'] === undefined ?");
  write(
    'src/mock/faults/success.ts',
    '() => ({}),',
    `(base) => ({
      success: (outcome, call) => {
        const reply = base.success(outcome, call);
        return { ...reply, headers: { ...reply.headers, 'X-Teapot': '1' } };
      },
    }),`,
  );
  const { stdout } = await inCopy('node', 'scripts/kill-table.mjs', 'success-no-teapot-broken');
  const [row] = JSON.parse(stdout);
  expect(row).toMatchObject({ must: ['success/no-teapot'], should: [] });
});
