/** Work that is done while a run waits for late effects. */
import { expect, test } from '@jest/globals';
import type { Steps } from '../../src/base/steps.ts';
import { meanwhile } from '../../src/run/meanwhile.ts';

/** Ends after so many steps, and says how many were done. */
function counting(most: number) {
  let done = 0;
  function* steps(): Steps {
    for (; done < most; done++) yield;
  }
  return { steps: steps(), done: () => done };
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

test('the steps are done one by one, in turns with whatever else happens', async () => {
  const { steps, done } = counting(1000);
  meanwhile(steps, 60_000);
  expect(done()).toBe(0);
  await turns(10);
  expect(done()).toBeGreaterThan(0);
  expect(done()).toBeLessThan(100);
});

test('nothing is done after it was stopped', async () => {
  const { steps, done } = counting(1000);
  const work = meanwhile(steps, 60_000);
  await turns(5);
  work.stop();
  const before = done();
  await turns(5);
  expect(done()).toBe(before);
});

test('no step begins where the wait is nearly over', async () => {
  const { steps, done } = counting(10);
  meanwhile(steps, 40);
  await turns(20);
  expect(done()).toBe(0);
});

test('a step that fails ends the work and nothing else', async () => {
  function* failing(): Steps {
    yield;
    throw new Error('broken');
  }
  const steps = failing();
  meanwhile(steps, 60_000);
  await turns(10);
  expect(steps.next().done).toBe(true);
});
