import { describe, expect, test } from '@jest/globals';
import { post } from '../../src/checks/request.ts';
import { losses } from '../../src/devices/attribution.ts';
import type { SessionEvent } from '../../src/devices/session.ts';
import type { Exchange, Request } from '../../src/exchange/exchange.ts';
import { listOf } from '../../src/operation/body.ts';

let number = 0;

/** An exchange that was sent at `at` and answered 10 ms later. */
function sent(request: Request, at: number, status: number, body: unknown): Exchange {
  const text = JSON.stringify(body);
  return {
    id: `x#${++number}`,
    check: 'x',
    request,
    url: '',
    requestHeaders: {},
    sentAt: at,
    answeredAt: at + 10,
    throttled: [],
    answer: {
      status,
      headers: {},
      body: text,
      bytes: text.length,
      truncated: false,
      sha256: null,
      validUtf8: true,
      echoes: [],
    },
    failure: null,
    repeatOf: null,
  };
}

const lists = (success: number[], failed: number[] = []) => ({
  success: success.map((id) => ({ id })),
  failed: failed.map((id) => ({ id })),
});
const down = (device: string, at: number, by: SessionEvent['by'] = 'peer'): SessionEvent => ({
  at,
  device,
  event: 'down',
  by,
  witness: 'mqtt',
});
const LATEST = 1000;
const whoTook = (events: SessionEvent[], exchanges: Exchange[]) =>
  losses(events, exchanges, LATEST).map(({ explainedBy, suspects }) => ({
    by: explainedBy?.id ?? null,
    suspects: suspects.map(({ id }) => id),
  }));

describe('a session that ended', () => {
  const a = sent(post(listOf('1')), 100, 200, lists([1]));

  test('is explained by the answer that put its device into success', () => {
    expect(whoTook([down('1', 120)], [a])).toEqual([{ by: a.id, suspects: [] }]);
  });

  test('also while the answer was on its way, and up to effectLatestMs after it', () => {
    expect(whoTook([down('1', 101)], [a])[0]?.by).toBe(a.id);
    expect(whoTook([down('1', 110 + LATEST)], [a])[0]?.by).toBe(a.id);
    expect(whoTook([down('1', 111 + LATEST)], [a])).toEqual([{ by: null, suspects: [] }]);
  });

  test('is not explained by a request that was sent after it', () => {
    expect(whoTook([down('1', 99)], [a])).toEqual([{ by: null, suspects: [] }]);
  });

  test('for the second time is not explained by the same answer', () => {
    const other = sent(post(listOf('2')), 150, 200, lists([2]));
    expect(whoTook([down('1', 120), down('1', 155)], [a, other])).toEqual([
      { by: a.id, suspects: [] },
      { by: null, suspects: [other.id] },
    ]);
  });

  test('that the suite ended itself is no loss', () => {
    expect(whoTook([down('1', 120, 'suite')], [a])).toEqual([]);
  });

  test('has those as suspects that name the device, before all others', () => {
    const naming = sent(post(listOf('1', '"x"')), 50, 400, {});
    const near = sent(post(listOf('2')), 90, 200, lists([2]));
    expect(whoTook([down('1', 105)], [near, naming])).toEqual([{ by: null, suspects: [naming.id, near.id] }]);
  });

  test('of a device in failed is not explained', () => {
    const failed = sent(post(listOf('1')), 100, 200, lists([], [1]));
    expect(whoTook([down('1', 120)], [failed])).toEqual([{ by: null, suspects: [failed.id] }]);
  });

  test('may be the doing of a 404 for another id of the batch, but not of a 404 for itself alone', () => {
    const batch = sent(post(listOf('1', '99')), 100, 404, {});
    const alone = sent(post(listOf('1')), 100, 404, {});
    expect(whoTook([down('1', 120)], [batch])[0]?.by).toBe(batch.id);
    expect(whoTook([down('1', 120)], [alone])[0]?.by).toBeNull();
  });

  test('may be the doing of a request without an answer that names the device', () => {
    const lost: Exchange = { ...sent(post(listOf('1')), 100, 200, {}), answer: null };
    expect(whoTook([down('1', 120)], [lost])[0]?.by).toBe(lost.id);
  });

  test('is never explained by another method', () => {
    const options = sent(post(listOf('1'), { method: 'OPTIONS' }), 100, 200, lists([1]));
    expect(whoTook([down('1', 120)], [options])[0]?.by).toBeNull();
  });
});
