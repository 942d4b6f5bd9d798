/** Exploring, on what a seed draws; all combinations and all variants are explored in `*.long.test.ts`. */
import { describe, expect, test } from '@jest/globals';
import { seed } from '../seed.ts';
import { drawOf } from '../trouble/draw.ts';
import { accusedOf, explored, MANY_DEVICES, tried, triedOn } from './explored.ts';
import { variants } from './trial.ts';

const draw = drawOf(seed);
const drawn = [...variants].sort((a, b) => draw(a.name) - draw(b.name)).slice(0, 1);

describe(`lawful variants under exploration (seed ${seed})`, () => {
  test.each(drawn)('$name is not accused', async (variant) => {
    expect(await accusedOf(variant)).toEqual({ failed: [], harmed: [] });
  });

  test.each(drawn)('$name is not accused by sequences side by side', async (variant) => {
    expect(await accusedOf(variant, MANY_DEVICES)).toEqual({ failed: [], harmed: [] });
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

describe('sequences of many devices', () => {
  const explore = { requests: 120, seed: 5 };
  const alone = { devices: MANY_DEVICES, concurrency: 1 };

  test('run side by side, the same ones whatever overlaps, and each once', async () => {
    const [beside, one] = [
      await triedOn({ delayMs: 5 }, explored, explore, { devices: MANY_DEVICES }),
      await triedOn({ delayMs: 5 }, explored, explore, alone),
    ];
    expect(beside.exploration).toMatchObject({ failures: [], relations: [], ended: null });
    expect([...beside.posts].sort()).toEqual([...one.posts].sort());
    expect(beside.exploration?.sent).toBe(beside.posts.length);
    expect(overlaps(beside.generated)).toBeGreaterThan(explore.requests / 4);
    // A step of several requests overlaps itself.
    expect(overlaps(beside.generated)).toBeGreaterThan(2 * overlaps(one.generated));
  });

  test.each(['rounds-up-beside-an-absent-id', 'skips-wrong-elements-late'])('%s is found', async (fault) => {
    const { exploration } = await triedOn(
      { faults: [fault] },
      explored,
      { requests: 300, seed: 3 },
      { devices: MANY_DEVICES },
    );
    expect(exploration?.failures).toMatchObject([{ again: { shown: 2, runs: 2 } }]);
  });
});

/** How many begin while the one before is under way. */
const overlaps = (all: readonly { sentAt: number; answeredAt: number }[]): number => {
  const sorted = [...all].sort((a, b) => a.sentAt - b.sentAt);
  return sorted.filter((x, i) => x.sentAt < (sorted[i - 1]?.answeredAt ?? 0)).length;
};
