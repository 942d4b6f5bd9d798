/** Two runs that take the same devices offline accuse the deployment of what the other one did. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { cleanUp, cli, folder, startMock } from './cli.ts';

afterAll(cleanUp);

test('a second run on the same instance is refused, under another name too; once the first ends it may begin', async () => {
  const slow = await startMock(['--delay', '200'], 'slow');
  const same = join(folder, 'same.yaml');
  writeFileSync(same, readFileSync(slow, 'utf8').replace(/^name: .*$/m, 'name: same'));
  const first = cli(['verify', slow, '--out', 'one']);
  // It says so once a tenth of the checks is done.
  await new Promise((resolve) => first.child.stderr?.once('data', resolve));
  const second = await cli(['verify', same, '--out', 'two']);
  expect(second).toMatchObject({ code: 2, out: '' });
  expect(second.err).toMatch(/the instance is in use by another run \(process \d+\)/);
  expect(existsSync(join(folder, 'two', 'same', 'record.jsonl'))).toBe(false);
  first.child.kill('SIGTERM');
  await first;
  expect((await cli(['verify', same, '--out', 'two', '--only', 'uri/post'])).code).toBe(0);
});

test('a run that was killed does not keep the instance', async () => {
  const slow = await startMock(['--delay', '200'], 'killed');
  const first = cli(['verify', slow, '--out', 'three']);
  await new Promise((resolve) => first.child.stderr?.once('data', resolve));
  first.child.kill('SIGKILL');
  await first;
  expect((await cli(['verify', slow, '--out', 'four', '--only', 'uri/post'])).code).toBe(0);
});
