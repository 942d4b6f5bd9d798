/** How long confirming takes, what of it can be put off, and how many repeats chance asks for. */
import { describe, expect, test } from '@jest/globals';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { quietMs, wantedOf } from '../../../src/run/chance.ts';
import { confirm } from '../../../src/run/confirm.ts';
import { openConfirming } from '../../../src/run/confirming.ts';
import { A, B, nothing, now, OF_NOBODY, openWorld, pause, refusedFor, useVirtualTime, type World } from './world.ts';

useVirtualTime();

test.each<[string, World, number]>([
  ['of one that no other request names', { sent: { x: [OF_NOBODY, { loses: [A] }] }, again: nothing }, 760],
  ['of what was not lost', { sent: { x: [refusedFor(A), {}] }, again: nothing }, 250],
  ['of chance', { sent: { x: [refusedFor(A), { loses: [A] }] }, again: nothing }, 760],
  ['of one that does it', { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }) }, 1640],
  [
    'of one that does it late',
    { sent: { x: [refusedFor(A), { loses: [A], afterMs: 200 }] }, again: () => ({ loses: [A], afterMs: 200 }) },
    6410,
  ],
  [
    'of one that does it ever later',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: (_, n) => ({ loses: [A], afterMs: 20 * n }) },
    3540,
  ],
  [
    'of two that do it',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [refusedFor(B), { loses: [B] }] },
      again: (name) => ({ loses: [name === 'x' ? A : B], afterMs: name === 'x' ? 40 : 10 }),
    },
    2900,
  ],
])('the time %s', async (_, world, expected) => {
  const { confirmer, begin } = openWorld(world);
  await begin();
  const from = now();
  await confirm(confirmer);
  expect(Math.round(now() - from)).toBe(expected);
});

describe('confirming again and again', () => {
  const always: World = { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }) };
  const opened = async (world: World, isBegun = true) => {
    const own = openWorld(world);
    let waits = 0;
    const confirming = openConfirming(own.confirmer, () => waits++);
    if (isBegun) await own.begin();
    return { ...own, confirming, waits: () => waits };
  };
  const ids = (exchanges: readonly Exchange[] | null) => exchanges?.map(({ id }) => id) ?? null;

  test('each loss is seen to once', async () => {
    const { confirming, entries, waits } = await opened(always);
    expect(ids(await confirming.seeTo())).toEqual(['x']);
    const before = entries.length;
    expect(ids(await confirming.seeTo())).toEqual([]);
    expect(entries).toHaveLength(before);
    expect(waits()).toBe(2);
  });
  test('nothing is repeated once it is over, by whoever says so', async () => {
    const { confirming, repeats } = await opened(always);
    expect(ids(await confirming.seeTo(() => true))).toEqual([]);
    expect(repeats.size).toBe(0);
  });
  test('what nobody was lost by can be put off', async () => {
    const { confirming, confirmer } = await opened(always, false);
    await confirmer.pool.bringOnline([A]);
    expect(confirming.putOff()).toBe(true);
    expect(await confirming.seeToEarly()).toBeNull();
  });
  test('what was put off can be put off again', async () => {
    const { confirming, begin } = await opened({ ...always, sent: { x: [refusedFor(A), {}] } }, false);
    await begin();
    expect([confirming.putOff(), confirming.putOff()]).toEqual([true, true]);
  });
  test('what somebody was lost by cannot, and is no early loss', async () => {
    const { confirming } = await opened(always);
    expect(confirming.putOff()).toBe(false);
    expect(await confirming.seeToEarly()).toBeNull();
  });
  test('nothing was put off', async () => {
    const { confirming } = await opened(always);
    expect(await confirming.seeToEarly()).toBeNull();
  });
  test.each([
    ['within the settling time', 240, ['x']],
    ['at its end', 250, ['x']],
    ['behind it', 251, null],
  ])('a loss %s', async (_, afterMs, expected) => {
    const { confirming, confirmer, event, begin } = await opened(
      { ...always, sent: { x: [refusedFor(A), {}] } },
      false,
    );
    await begin();
    expect(confirming.putOff()).toBe(true);
    await pause(afterMs);
    event(A, 'down');
    await pause(100);
    expect(ids(await confirming.seeToEarly())).toEqual(expected);
    // It was looked at.
    expect(ids(await confirming.seeToEarly())).toBeNull();
    expect(confirmer.sessions.length).toBeGreaterThan(0);
  });
  test('an early loss is left where it is over', async () => {
    const { confirming, event, begin } = await opened(
      { ...always, sent: { x: [refusedFor(A), {}] }, overAfter: 0 },
      false,
    );
    await begin();
    confirming.putOff();
    event(A, 'down');
    expect(await confirming.seeToEarly()).toBeNull();
  });
});

describe('chance', () => {
  test.each([
    [0, 0, 6],
    [0, 1, 2],
    [0, 2, 2],
    [0, 3, 1],
    [0, 9, 1],
    [1, 0, 9],
    [2, 3, 7],
    [11, 0, 39],
    [12, 0, 40],
    [12, 3, 37],
    [50, 0, 40],
  ])('seen %i times running, with %i of its kind before, asks for %i repeats', (longestByChance, before, wanted) =>
    expect(wantedOf({ longestByChance }, before)).toBe(wanted),
  );
  test.each([
    [0, null],
    [1, 100],
    [33, 100],
    [34, 102],
    [500, 1500],
  ])('after effects of %i ms the next repeat waits %s ms', (slowest, quiet) => expect(quietMs(slowest)).toBe(quiet));
});
