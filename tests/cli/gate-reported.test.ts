/** The pairs after reports of users, as files that the command reads: its verdict and its exit code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { GateReport } from '../../src/gate/gate.gen.ts';
import { reported } from '../gate/reported.ts';
import { drawn } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';

afterAll(cleanUp);

const write = (name: string, document: object | string): string => {
  const isYaml = typeof document === 'string';
  const file = `${name}.${isYaml ? 'yaml' : 'json'}`;
  writeFileSync(join(folder, file), isYaml ? document : JSON.stringify(document));
  return file;
};

test.each(drawn(reported, 5).map((one) => [one.name, one] as const))('%s', async (_, { base, head, accept, why }) => {
  const [before, after] = [write('base', base), write('head', head)];
  const { code, out, err } = await cli([
    'gate',
    ...['--base', before, '--head', after, '--operation', 'all', '--format', 'json'],
  ]);
  const { verdict } = JSON.parse(out || '{}') as GateReport;
  expect({ why, err, verdict, code }).toEqual({
    why,
    err: '',
    verdict: accept.includes(verdict) ? verdict : accept,
    code: verdict === 'breaking' ? 1 : 0,
  });
});
