/** Which devices are in doubt, and what is judged meanwhile. */
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { doubt, wasOnline } from '../../src/checks/doubt.ts';
import { isPlain, post } from '../../src/checks/request.ts';
import type { SessionEvent } from '../../src/devices/session.ts';
import { mayHaveActed } from '../../src/exchange/answer.ts';
import type { Exchange, Request } from '../../src/exchange/exchange.ts';
import { listOf } from '../../src/operation/body.ts';
import { type End, seenOf, sent } from './hand-made.ts';

const event = (what: SessionEvent['event'], at: number, by: SessionEvent['by'] = 'peer'): SessionEvent => ({
  at,
  device: '20001',
  event: what,
  by,
  witness: 'mqtt',
});
const up = (at: number) => event('up', at, 'suite');
const down = (at: number) => event('down', at);
const taken = { status: 200, body: { success: [{ id: 20001 }], failed: [] } };
const one = post(listOf('20001'));

describe('an attempt may have acted', () => {
  test.each<[string, End, boolean]>([
    ['without an answer in time', { failure: 'TIMEOUT' }, true],
    ['when the connection was lost', { failure: 'RESET' }, true],
    ['when its answer was cut', { failure: 'TRUNCATED' }, true],
    ['when nobody was there', { failure: 'CONNECTION' }, false],
    ['when there was no credential', { failure: 'CREDENTIAL' }, false],
    ['when a gateway answered 502', { status: 502 }, true],
    ['when a gateway answered 503', { status: 503 }, true],
    ['when a gateway answered 504', { status: 504 }, true],
    ['when it was throttled', { status: 429 }, false],
    ['when it was answered', { status: 500 }, false],
  ])('%s', (_, end, expected) => {
    expect(mayHaveActed(sent(one, 100, end))).toBe(expected);
  });

  test('but not where it never left, nor with another method', () => {
    expect(mayHaveActed(sent(one, 100, { failure: 'OUT_OF_TIME' }, { answeredAt: 100 }))).toBe(false);
    expect(mayHaveActed(sent({ ...one, method: 'GET' }, 100, { failure: 'TIMEOUT' }))).toBe(false);
  });

  test('in a record of before, where a gateway turned attempts away that are no exchanges', () => {
    const throttled = [{ status: 503, errorCode: null, retryAfterMs: null, waitedMs: 500 }];
    const { retryOf: _, ...old } = sent(one, 100, { status: 200, body: taken.body }, { throttled });
    expect(mayHaveActed(old)).toBe(true);
    expect(mayHaveActed({ ...old, throttled: [{ ...throttled[0], status: 429 } as (typeof throttled)[0]] })).toBe(
      false,
    );
    expect(mayHaveActed({ ...old, retryOf: 'accounting/several#0' })).toBe(false);
  });
});

describe('a device was online', () => {
  const x = sent(one, 2000, { status: 500 });

  test('where its session lasted', () => {
    expect(wasOnline(seenOf([x], [up(10)]), x, '20001')).toBe(true);
    expect(wasOnline(seenOf([x], []), x, '20001')).toBe(false);
    expect(wasOnline(seenOf([x], [up(10), down(1990)]), x, '20001')).toBe(false);
  });

  test('not where its session ended without a cause, before the answer or as an effect that comes late', () => {
    expect(wasOnline(seenOf([x], [up(10), down(2005)]), x, '20001')).toBe(false);
    expect(wasOnline(seenOf([x], [up(10), down(2900)]), x, '20001')).toBe(false);
    expect(wasOnline(seenOf([x], [up(10), down(3100)]), x, '20001')).toBe(true);
  });

  test('where the next request found it online, or the answer itself lists it in success', () => {
    const next = sent(one, 2100, taken);
    expect(wasOnline(seenOf([x, next], [up(10), down(2105)]), x, '20001')).toBe(true);
    const success = sent(one, 2000, taken);
    expect(wasOnline(seenOf([success], [up(10), down(2005)]), success, '20001')).toBe(true);
  });

  test('where its loss is the doing of the request, as repeats have shown', () => {
    const seen = seenOf([x], [up(10), down(2005)], {
      confirmations: [{ suspect: x.id, repeat: `${x.id}~1`, lost: ['20001'] }],
    });
    expect(wasOnline(seen, x, '20001')).toBe(true);
  });

  test('where it is passed over and lost again and again, which no chance brings about', () => {
    const nothing = { status: 200, body: { success: [], failed: [] } };
    const rounds = [1000, 3000, 5000].map((at) => sent(one, at, nothing));
    const sessions = [1000, 3000, 5000].flatMap((at) => [up(at - 100), down(at + 5)]);
    const online = (count: number) => {
      const [first] = rounds;
      return first && wasOnline(seenOf(rounds.slice(0, count), sessions), first, '20001');
    };
    expect(online(2)).toBe(false);
    expect(online(3)).toBe(true);
  });

  test('not where the broker fell silent meanwhile', () => {
    expect(wasOnline(seenOf([x], [up(10), event('down', 2005, 'suite')]), x, '20001')).toBe(false);
  });

  test('not where the effect of a lost attempt may have come, long after it', () => {
    const late = sent(post(listOf('20001.5')), 1500, { failure: 'TIMEOUT' }, { answeredAt: 2400 });
    expect(wasOnline(seenOf([late, x], [up(10), down(3300)]), x, '20001')).toBe(false);
    // Its session lasted: the attempt did nothing until then.
    expect(wasOnline(seenOf([{ ...late, answeredAt: 1600 }, x], [up(10)]), x, '20001')).toBe(true);
  });

  test('by the query API, not while a lost attempt may act, unless its effect was seen', () => {
    const lost = sent(one, 1500, { status: 502 });
    const byQuery = (...sessions: SessionEvent[]) => wasOnline(seenOf([lost, x], sessions, {}, 'query'), x, '20001');
    expect(byQuery(up(10))).toBe(false);
    expect(byQuery(up(10), down(1600), event('up', 1900))).toBe(true);
  });
});

describe('a status is not judged at MUST', () => {
  const x = sent(one, 2000, { status: 500 });

  test('where nobody knows the device, or it was in doubt', () => {
    expect(doubt(seenOf([x], [], {}, 'none'), x)).toMatchObject({ outcome: 'not-testable' });
    expect(doubt(seenOf([x], [up(10), down(1990)]), x)).toMatchObject({ outcome: 'error' });
    expect(doubt(seenOf([x], [up(10)]), x)).toBeNull();
  });

  test('so that the check ends without a verdict, and with one where the device was online', () => {
    const several = catalogue.find(({ id }) => id === 'accounting/several');
    const kinds = (sessions: SessionEvent[]) =>
      several?.judge(seenOf([sent(one, 1000, taken), x], sessions), several).map(({ kind }) => kind);
    expect(kinds([up(10), down(1005), up(1100)])).toEqual(['breach']);
    expect(kinds([up(10), down(1005)])).toEqual(['obstacle']);
  });

  test('and an attempt after which there was another one is not judged at all', () => {
    const several = catalogue.find(({ id }) => id === 'accounting/several');
    const lost = sent(one, 1000, { status: 502 });
    const again = sent(one, 1500, taken, { id: `${lost.id}@2`, retryOf: lost.id });
    const seen = seenOf([lost, again], [up(10), down(1505)]);
    expect(seen.of('accounting/several').map(({ id }) => id)).toEqual([again.id]);
    expect(several?.judge(seen, several)).toEqual([]);
  });
});

describe('a refusal speaks for the credential', () => {
  const several = catalogue.find(({ id }) => id === 'accounting/several');
  const kinds = (exchanges: Exchange[]) => several?.judge(seenOf(exchanges, [up(10)]), several).map(({ kind }) => kind);

  test('of a plain request always, of another one where the operation honoured none that was sent later', () => {
    const works = sent(one, 5000, { status: 200, body: { success: [], failed: [] } }, { check: 'uri/post' });
    const before = { ...works, sentAt: 1990, answeredAt: 2500 };
    const other = post(listOf('20001.5'));
    expect(kinds([sent(one, 2000, { status: 401 }), works])).toEqual(['obstacle']);
    expect(kinds([sent(other, 2000, { status: 403 }), works])).toEqual(['breach']);
    // It was under way when the other was refused, and says nothing of afterwards.
    expect(kinds([sent(other, 2000, { status: 403 }), before])).toEqual(['obstacle']);
  });

  test('of the request alone, where the plain one that was sent to see that was honoured', () => {
    const works = sent(one, 5000, { status: 200, body: { success: [], failed: [] } }, { check: 'uri/post' });
    const refused = sent(post(listOf('20001.5')), 2000, { status: 401 });
    const plain = (status: number, id: string) =>
      sent(one, 2100, { status, body: { success: [], failed: [] } }, { id, check: 'uri/post', repeatOf: refused.id });
    // Others under way were honoured later still: the token was renewed meanwhile.
    expect(kinds([refused, plain(401, `${refused.id}+`), works])).toEqual(['obstacle']);
    expect(kinds([refused, plain(401, `${refused.id}+`), plain(200, `${refused.id}+@2`), works])).toEqual(['breach']);
    // The run was over before it could be sent, because another plain one was refused.
    const other = sent(one, 1900, { status: 401 }, { id: 'auth/missing#1', check: 'auth/missing' });
    expect(kinds([refused, other, works])).toEqual(['obstacle']);
  });

  test('of the request alone, where its last attempt was refused as those before, and the plain ones between were not', () => {
    const other = post(listOf('20001.5'));
    const again = (at: number, id: string, retryOf: string | null) => sent(other, at, { status: 401 }, { id, retryOf });
    const plain = (at: number, of: string, status: number) =>
      sent(one, at, { status, body: { success: [], failed: [] } }, { id: `${of}+`, check: 'uri/post', repeatOf: of });
    const first = again(2000, 'accounting/several#1', null);
    const last = again(4000, 'accounting/several#1@2', first.id);
    // Nothing is sent after the last attempt, and this one was the last of the run.
    expect(kinds([first, plain(2100, first.id, 200), last])).toEqual(['breach']);
    expect(kinds([first, plain(2100, first.id, 401), last])).toEqual(['obstacle']);
  });

  test('whatever the query API says', () => {
    const query = { ...one, method: 'GET' as const, path: 'device' as const };
    const works = sent(one, 100, { status: 200, body: { success: [], failed: [] } }, { check: 'uri/post' });
    const honoured = sent(query, 5000, { status: 200 }, { check: 'witness' });
    expect(kinds([works, sent(post(listOf('20001.5')), 2000, { status: 401 }), honoured])).toEqual(['obstacle']);
  });

  test('where the request is plain', () => {
    expect(isPlain(one)).toBe(true);
    for (const change of [
      { body: listOf('20001.5') },
      { body: '{}' },
      { credential: 'none' },
      { tokenHeader: 'x-auth-token' },
      { contentType: 'text/plain' },
      { instance: 'absent' },
    ] as Partial<Request>[])
      expect(isPlain({ ...one, ...change })).toBe(false);
  });
});
