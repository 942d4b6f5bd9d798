/** What may be said of a device that only the query API sees, by when it was asked. Times in ms. */
import { describe, expect, test } from '@jest/globals';
import { effects } from '../../../src/checks/effects.ts';
import { wasInSight } from '../../../src/checks/looks.ts';
import { post, query } from '../../../src/checks/request.ts';
import { listOf } from '../../../src/operation/body.ts';
import { LATEST, seenOf, sent } from '../hand-made.ts';

const [A, B] = ['20001', '20002'] as const;
/** A look takes 10 ms. */
const look = (device: string, at: number, online: 0 | 1 | null = 1) =>
  sent(query(device), at, online === null ? { status: 404 } : { status: 200, body: { online_status: online ? 1 : 2 } });
/** B was away for 500 ms, as far as anybody saw: what lasts 350 ms must not be missed. */
const AWAY = [look(B, 0), look(B, 300, 0), look(B, 490)];

describe('whether a device was in sight from 1000 to 2000', () => {
  test.each<[string, number[], boolean]>([
    ['asked all the time', [900, 1200, 1500, 1800, 2100], true],
    ['asked a little too late at first', [900, 1341, 1600, 1900], false],
    ['asked just in time', [900, 1340, 1680, 1990], true],
    ['not asked in the middle', [1000, 1300, 1700, 2000], false],
    ['not asked at the end', [1000, 1300, 1600], false],
    ['asked shortly before the end', [1000, 1300, 1600, 1650], true],
    ['never asked', [], false],
  ])('%s', (_, times, expected) => {
    const looks = times.map((at) => look(A, at));
    expect(wasInSight(seenOf([...AWAY, ...looks], [], {}, 'query'), A, 1000, 2000)).toBe(expected);
  });

  test('what nobody tells is no look', () => {
    const looks = [look(A, 1000), look(A, 1300), look(A, 1600, null), look(A, 1900)];
    expect(wasInSight(seenOf([...AWAY, ...looks], [], {}, 'query'), A, 1000, 2000)).toBe(false);
  });

  test('where nobody was ever away nothing says that a loss is short', () => {
    expect(wasInSight(seenOf([look(A, 0), look(A, 5000)], [], {}, 'query'), A, 1000, 2000)).toBe(true);
  });

  test('a device that did not come back tells nothing either', () => {
    expect(wasInSight(seenOf([look(A, 0), look(A, 100, 0)], [], {}, 'query'), A, 1000, 2000)).toBe(true);
  });
});

describe('a device in success that was not seen offline', () => {
  const seenByQuery = effects.find(({ id }) => id === 'effects/seen-by-query');
  const request = sent(post(listOf(A)), 1000, {
    status: 200,
    body: { success: [{ id: 20001, device_name: 'd', device_id: 20001 }], failed: [] },
  });
  const judged = (every: number) => {
    const looks = Array.from({ length: Math.ceil((LATEST + 1000) / every) }, (_, i) => look(A, 1010 + i * every));
    const up = { at: 900, device: A, event: 'up', by: 'peer', witness: 'query' } as const;
    const seen = seenOf([...AWAY, request, ...looks], [up], { watchedUntil: 1010 + 2 * LATEST }, 'query');
    return (seenByQuery?.judge(seen, seenByQuery) ?? []).map(({ kind }) => kind);
  };
  test('stayed online where it was looked at all the time', () => expect(judged(300)).toEqual(['breach']));
  test('may have been back where it was not', () => expect(judged(400)).toEqual(['obstacle']));
});
