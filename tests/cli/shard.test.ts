/** `verify --shard`: one of several machines, and the stores of all of them read as one. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import { whenLong } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';

const mocks: Mock[] = [];
const FEW = ['--only', 'uri/post'];
const COUNT = 4;

beforeAll(async () => {
  mkdirSync(join(folder, 'list'));
  for (let i = 0; i < COUNT; i++) {
    const mock = await startMock();
    mocks.push(mock);
    writeFileSync(join(folder, 'list', `d${i}.yaml`), mock.deploymentFile().replace(/^name: .*$/m, `name: d${i}`));
  }
});
afterAll(async () => {
  await Promise.all(mocks.map((mock) => mock.close()));
  cleanUp();
});

const namesIn = (out: string): string[] =>
  JSON.parse(readFileSync(join(folder, out, 'summary.json'), 'utf8')).deployments.map(
    ({ name }: { name: string }) => name,
  );

describe('--shard', () => {
  whenLong(test)(
    'the shards verify each deployment once, by flag or by index, and site and compare read all their stores',
    async () => {
      const one = await cli(['verify', 'list', '--shard', '1/2', '--out', 'first', ...FEW]);
      const env = { JOB_COMPLETION_INDEX: '1', ROMA_SHARDS: '2' };
      const two = await cli(['verify', 'list', '--out', 'second', ...FEW], { env });
      expect([one.code, two.code]).toEqual([0, 0]);
      const [left, right] = [namesIn('first'), namesIn('second')];
      expect([...left, ...right].sort()).toEqual(['d0', 'd1', 'd2', 'd3']);
      const [a = '', b = ''] = [left[0], right[0]];
      const stores = ['--store', 'first', '--store', 'second'];
      const compared = await cli(['compare', a, b, ...stores]);
      expect(compared).toMatchObject({ code: 3, err: '' });
      expect((await cli(['compare', a, b, '--store', 'first'])).err).toContain(`the store first has no run of "${b}"`);
      const site = await cli(['site', ...stores, '--out', 'site']);
      expect(site).toMatchObject({ code: 0, out: expect.stringContaining('4 deployments, 4 runs') });
    },
  );

  test('a shard without a deployment says so, and is no failure', async () => {
    const all = await Promise.all(
      [1, 2].map((index) => cli(['verify', join('list', 'd0.yaml'), '--shard', `${index}/2`, ...FEW])),
    );
    expect(all.map(({ code }) => code)).toEqual([0, 0]);
    expect(all.filter(({ out }) => /^Shard \d\/2: nothing to do in this shard\.\n$/.test(out))).toHaveLength(1);
  });

  test.each([
    [['list', '--shard', '9/8'], {}, 'the first shard is 1/8 and the last 8/8'],
    [['list', '--shard', '0/8'], {}, 'the first shard is 1/8 and the last 8/8'],
    [['list', '--shard', '1/0'], {}, 'there are from 1 to 10000 shards'],
    [['list', '--shard', 'a/b'], {}, 'such as --shard 2/8'],
    [['--mock', '--shard', '1/2'], {}, 'name files, a folder or a glob'],
    [['list'], { ROMA_SHARDS: '2' }, 'JOB_COMPLETION_INDEX is not'],
    [['list'], { ROMA_SHARDS: '2', JOB_COMPLETION_INDEX: '2' }, 'it goes from 0 to 1'],
    [['list'], { ROMA_SHARDS: 'two', JOB_COMPLETION_INDEX: '0' }, 'the number of shards is wanted'],
  ] as const)('%j with %j is a usage error', async (args, env, said) => {
    const { code, err } = await cli(['verify', ...args], { env });
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
