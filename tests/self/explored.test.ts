/** Exploring, on what a seed draws; all combinations and all variants are explored in `*.long.test.ts`. */
import { describe, expect, test } from '@jest/globals';
import { seed } from '../seed.ts';
import { drawOf } from '../trouble/draw.ts';
import { accusedOf, explored, tried } from './explored.ts';
import { variants } from './trial.ts';

const draw = drawOf(seed);
const drawn = [...variants].sort((a, b) => draw(a.name) - draw(b.name)).slice(0, 1);

describe(`lawful variants under exploration (seed ${seed})`, () => {
  test.each(drawn)('$name is not accused', async (variant) => {
    expect(await accusedOf(variant)).toEqual({ failed: [], harmed: [] });
  });
});

test('a sequence is made small: no more than the fault needs', async () => {
  const { exploration, results, posts } = await tried('rounds-up-beside-an-absent-id', explored, {
    requests: 300,
    seed: 3,
  });
  const [failure] = exploration?.failures ?? [];
  expect(failure).toMatchObject({ minimal: true, again: { shown: 2, runs: 2 } });
  expect(failure?.steps.flatMap(({ exchanges }) => exchanges)).toHaveLength(1);
  // One absent id and one fraction.
  expect(posts.at(-1)).toMatch(
    /^\{"device_ids":\[(7\d{7}|2147483648|6442450951),2000\d\.\d+\]\}$|^\{"device_ids":\[2000\d\.\d+,(7\d{7}|2147483648|6442450951)\]\}$/,
  );
  expect(results.find(({ check }) => check.id === 'explore/sequences')?.message).toContain(
    'is listed and was not asked for',
  );
});

test('the same seed gives the same requests, another one others', async () => {
  const [one, same, other] = [
    await tried(null, explored, { requests: 40, seed: 21 }),
    await tried(null, explored, { requests: 40, seed: 21 }),
    await tried(null, explored, { requests: 40, seed: 22 }),
  ];
  expect(one.posts.length).toBeGreaterThanOrEqual(40);
  expect(same.posts).toEqual(one.posts);
  expect(other.posts).not.toEqual(one.posts);
});
