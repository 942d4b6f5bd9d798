/** How a list of deployments is split over machines. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shardOf } from '../../src/cli/shard.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { inShard } from '../../src/many/shard.ts';
import '../seeded.ts';

const deployment = (name: string, instance = name) =>
  parseDeployment(
    JSON.stringify({
      name,
      baseUrl: 'https://gateway.example.com',
      projectId: 'p',
      instanceId: instance,
      auth: { token: 't' },
      devices: [{ id: 1 }],
    }),
    'test',
    {},
    '.',
  );
const names = (all: readonly { name: string }[]) => all.map(({ name }) => name);
const list = Array.from({ length: 200 }, (_, i) => deployment(`d${i}`));

describe('the shards of a list', () => {
  test('together hold each deployment once, whatever their number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (count) => {
        const all = Array.from({ length: count }, (_, i) => names(inShard(list, { index: i + 1, count }))).flat();
        expect(all.sort()).toEqual(names(list).sort());
      }),
    );
  });

  test('are of like size', () => {
    for (let index = 1; index <= 4; index++) {
      const { length } = inShard(list, { index, count: 4 });
      expect(length).toBeGreaterThan(30);
      expect(length).toBeLessThan(75);
    }
  });

  test('do not change for the others where one deployment is added or the order is another', () => {
    const before = names(inShard(list, { index: 2, count: 8 }));
    const more = [deployment('one-more'), ...list].reverse();
    const after = names(inShard(more, { index: 2, count: 8 })).filter((name) => name !== 'one-more');
    expect(after.sort()).toEqual(before.sort());
  });

  test('keep together those that share an instance', () => {
    const pairs = Array.from({ length: 40 }, (_, i) => [
      deployment(`a${i}`, `same${i}`),
      deployment(`b${i}`, `same${i}`),
    ]);
    for (let index = 1; index <= 8; index++) {
      const there = names(inShard(pairs.flat(), { index, count: 8 }));
      for (let i = 0; i < pairs.length; i++) expect(there.includes(`a${i}`)).toBe(there.includes(`b${i}`));
    }
  });
});

describe('which shard', () => {
  test.each([
    ['1/1', 1, 1],
    ['2/8', 2, 8],
    ['8/8', 8, 8],
  ])('%s', (flag, index, count) => expect(shardOf(flag, {})).toEqual({ index, count }));

  test('that of a Kubernetes indexed job, whose first index is 0; the flag goes before it', () => {
    const env = { JOB_COMPLETION_INDEX: '0', ROMA_SHARDS: '8' };
    expect(shardOf(undefined, env)).toEqual({ index: 1, count: 8 });
    expect(shardOf('2/3', env)).toEqual({ index: 2, count: 3 });
    expect(shardOf(undefined, { JOB_COMPLETION_INDEX: '3' })).toBeNull();
  });
});
