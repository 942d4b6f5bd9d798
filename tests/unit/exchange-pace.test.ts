import { describe, expect, test } from '@jest/globals';
import { type Clock, openPace } from '../../src/exchange/pace.ts';
import { readRetryAfter } from '../../src/exchange/retry-after.ts';

/** A clock whose hands are turned by the test. */
function fakeClock() {
  let now = 0;
  const alarms = new Set<{ at: number; call: () => void }>();
  const clock: Clock = {
    now: () => now,
    after: (ms, call) => {
      const alarm = { at: now + ms, call };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  /** Goes on to that time, stopping at every alarm. */
  const until = async (time: number) => {
    for (;;) {
      await settle();
      const [next] = [...alarms].sort((a, b) => a.at - b.at);
      if (!next || next.at > time) break;
      now = Math.max(now, next.at);
      alarms.delete(next);
      next.call();
    }
    now = time;
    await settle();
  };
  return { clock, until };
}

function openTest(options: { concurrency?: number; requestsPerSecond?: number | null; deadline?: number } = {}) {
  const { clock, until } = fakeClock();
  const pace = openPace({ concurrency: 8, requestsPerSecond: null, deadline: 1e9, ...options, clock });
  const left: string[] = [];
  const ask = (name: string, first = false) => void pace.turn(first).then(() => left.push(`${name}@${clock.now()}`));
  return { pace, left, ask, until };
}

test('requests leave evenly at the rate asked for', async () => {
  const { left, ask, until } = openTest({ requestsPerSecond: 20 });
  for (const name of ['a', 'b', 'c', 'd']) ask(name);
  await until(1000);
  expect(left).toEqual(['a@0', 'b@50', 'c@100', 'd@150']);
});

test('a pause is not made up for afterwards', async () => {
  const { left, ask, until } = openTest({ requestsPerSecond: 10 });
  ask('a');
  await until(5000);
  for (const name of ['b', 'c', 'd']) ask(name);
  await until(6000);
  expect(left).toEqual(['a@0', 'b@5000', 'c@5100', 'd@5200']);
});

test('no more are in flight than allowed, and those that try again go first', async () => {
  const { pace, left, ask, until } = openTest({ concurrency: 2 });
  for (const name of ['a', 'b', 'c']) ask(name);
  ask('again', true);
  await until(10);
  expect(left).toEqual(['a@0', 'b@0']);
  pace.done(true);
  await until(20);
  expect(left).toEqual(['a@0', 'b@0', 'again@10']);
});

test('after a refusal everybody waits, half as many go on, and one more with every twenty good answers', async () => {
  const { pace, left, ask, until } = openTest({ concurrency: 8 });
  for (let i = 0; i < 8; i++) ask('x');
  await until(0);
  for (let i = 0; i < 8; i++) pace.done(false);
  pace.hold(300);
  left.length = 0;
  for (let i = 0; i < 200; i++) ask('y');
  await until(299);
  expect(left).toEqual([]);
  await until(300);
  expect(left).toHaveLength(4);
  for (let i = 0; i < 19; i++) pace.done(true);
  await until(301);
  expect(left).toHaveLength(23);
  pace.done(true);
  await until(302);
  expect(left).toHaveLength(25); // twenty turns given back, four to begin with, and one more
});

test('at least one goes on, however often it is refused', async () => {
  const { pace, left, ask, until } = openTest({ concurrency: 2 });
  for (let i = 0; i < 5; i++) pace.hold(10);
  ask('a');
  ask('b');
  await until(50);
  expect(left).toEqual(['a@10']);
});

describe('nobody is kept', () => {
  test('beyond the deadline', async () => {
    const { left, ask, until } = openTest({ concurrency: 1, requestsPerSecond: 1, deadline: 100 });
    for (const name of ['a', 'b', 'c']) ask(name);
    await until(100);
    expect(left).toEqual(['a@0', 'b@100', 'c@100']);
  });

  test('after release', async () => {
    const { pace, left, ask, until } = openTest({ concurrency: 1 });
    pace.hold(1000);
    for (const name of ['a', 'b']) ask(name);
    await until(5);
    pace.release();
    await until(6);
    expect(left).toEqual(['a@5', 'b@5']);
  });
});

test.each([
  ['3', 3000],
  [' 0 ', 0],
  ['86400', 60_000],
  ['Fri, 31 Dec 1999 23:59:59 GMT', 9000],
  ['Friday, 31-Dec-99 23:59:59 GMT', 9000],
  ['Fri Dec 31 23:59:59 1999', 9000],
  ['Fri, 31 Dec 1999 23:59:00 GMT', 0],
  ['Fri, 31 Dec 2099 23:59:59 GMT', 60_000],
  ['soon', null],
  ['-1', null],
  ['1.5', null],
  ['2000', 60_000],
  ['', null],
  [undefined, null],
])('Retry-After: %s', (value, ms) => {
  expect(readRetryAfter(value, Date.UTC(1999, 11, 31, 23, 59, 50))).toBe(ms);
});
