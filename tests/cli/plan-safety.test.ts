/** What `plan` says of safety: what comes late and alone, what is withheld, and what nobody can rule out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cleanUp, cli, folder } from './cli.ts';

const file = join(folder, 'far.yaml');
beforeAll(() =>
  writeFileSync(
    file,
    `name: far
baseUrl: https://roma.example.com
projectId: p
instanceId: i
auth: { token: a-token-of-some-length }
devices: [${Array.from({ length: 8 }, (_, i) => `{ id: ${20001 + i} }`).join(', ')}]
absent: { deviceId: 70000000 }
`,
  ),
);
afterAll(cleanUp);

test('plan lists what the guard does not rule out, with the ids that could be hit', async () => {
  const { code, out } = await cli(['plan', file]);
  expect(code).toBe(0);
  expect(out).toContain('body/cut-short  MUST  late, alone');
  expect(out).toContain('body/empty  withheld: it names no device');
  expect(out).toMatch(/^ {2}none-is-all {2}every device {2}\(\d+ requests; /m);
  expect(out).toMatch(/^ {2}between {2}20008 to 69999999 {2}/m);
});

test('and plan --json has all of them', async () => {
  const { code, out } = await cli(['plan', file, '--json']);
  expect(code).toBe(0);
  const { exposures, checks } = JSON.parse(out);
  const of = (name: string) => exposures.find((one: { name: string }) => one.name === name);
  expect(of('indices')).toMatchObject({ everything: false, ids: [['1', '2048']] });
  expect(of('none-is-all')).toMatchObject({ everything: true, ids: [] });
  expect(of('decimal-comma')).toBeUndefined();
  expect(checks.find(({ check }: { check: string }) => check === 'body/cut-short').late).toBe(true);
});
