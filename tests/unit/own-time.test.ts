import { describe, expect, test } from '@jest/globals';
import { openOwnTime, pauseOwn } from '../../src/base/own-time.ts';

/** Holds this process up for so long. */
const holdUp = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
const turn = () => new Promise((resolve) => setTimeout(resolve, 25));

describe('own time', () => {
  test('what this process is held up for hardly counts', async () => {
    const clock = openOwnTime();
    const began = performance.now();
    holdUp(400);
    const within = clock.now();
    await turn();
    const after = clock.now();
    const wall = performance.now() - began;
    clock.close();
    expect(wall).toBeGreaterThan(400);
    expect(within).toBeLessThan(wall / 2);
    expect(after).toBeLessThan(wall / 2);
  });

  test('it is never ahead of the wall and never goes back, whatever happens', async () => {
    const began = performance.now();
    const clock = openOwnTime();
    let before = clock.now();
    for (let i = 0; i < 12; i++) {
      if (i % 3 === 0) holdUp(60);
      else await turn();
      const now = clock.now();
      expect(now).toBeGreaterThan(before);
      expect(now).toBeLessThanOrEqual(performance.now() - began);
      before = now;
    }
    clock.close();
  });

  test('what follows each other while it is held up keeps its order', () => {
    let wall = 0;
    const clock = openOwnTime(() => wall);
    const times = [0, 10, 30, 100, 100.01, 500].map((at) => {
      wall = at;
      return clock.now();
    });
    clock.close();
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(times.at(-1)).toBeCloseTo(500 / 3);
  });

  test('a pause goes by it', async () => {
    const clock = openOwnTime();
    const pause = pauseOwn(100);
    holdUp(200);
    await pause;
    const passed = clock.now();
    clock.close();
    expect(passed).toBeGreaterThan(90);
  });
});
