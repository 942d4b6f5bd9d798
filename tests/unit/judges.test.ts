/** Single judges on records made by hand: what they find, and what they must not hold against a deployment. */
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { obstacle } from '../../src/checks/judging.ts';
import { post } from '../../src/checks/request.ts';
import type { SessionEvent } from '../../src/devices/session.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { listOf } from '../../src/operation/body.ts';
import { LATEST, seenOf, sent } from './hand-made.ts';

/** The kinds of what a check finds: "breach", "remark" or "not-testable". */
function kindsOf(id: string, exchanges: Exchange[], sessions: SessionEvent[], edition?: string): string[] {
  const check = catalogue.find((one) => one.id === id);
  if (!check) throw new Error(`no check ${id}`);
  const own = exchanges.map((x, i) => ({ ...x, check: id, id: `${id}#${i + 1}` }));
  return check.judge(seenOf(own, sessions, {}, 'mqtt', edition), check).map(({ kind }) => kind);
}

const session = (device: string, event: SessionEvent['event'], at: number): SessionEvent => ({
  at,
  device,
  event,
  by: event === 'up' ? 'suite' : 'peer',
  witness: 'mqtt',
});

const answered = (ids: string, success: object[], failed: object[] = []) =>
  sent(post(listOf(...ids.split(','))), 100, { status: 200, body: { success, failed } });
const device = (id: unknown) => ({ id, device_name: 'd', device_id: id });

describe('accounting/not-in-both', () => {
  const found = (success: object[], failed: object[]) =>
    kindsOf('accounting/not-in-both', [answered('20001', success, failed)], []);

  test('finds a device in both lists', () => {
    expect(found([device(20001)], [device(20001)])).toEqual(['breach']);
    expect(found([device(20001)], [device(20002)])).toEqual([]);
  });
  test.each([
    ['20001,20002', '20001: '],
    ['20002,20001,20001.5', '20001, sent at positions 2, 3: '],
    [Array.from({ length: 8 }, () => '20001').join(), '20001, sent at 8 positions, the first of them 1, 2, 3, 4, 5: '],
  ])('says where the id of %s stood that was sent more than once', (ids, words) => {
    const check = catalogue.find((one) => one.id === 'accounting/not-in-both');
    const [breach] = check?.judge(seenOf([answered(ids, [device(20001)], [device(20001)])], []), check) ?? [];
    expect(breach?.kind === 'breach' && breach.actual.startsWith(words) ? words : breach).toBe(words);
  });
  test('takes entries without an id for no device', () => {
    expect(found([{ device_name: 'a' }], [{ device_name: 'b' }])).toEqual([]);
    expect(found([{ device_name: 'a' }, device(20001)], [{ device_name: 'b' }])).toEqual([]);
  });
});

describe('rounding/rounds-down', () => {
  const id = catalogue.find((one) => one.id.startsWith('rounding/') && one.clauses.includes('ROUND-1a'))?.id ?? '';
  const unlisted = [answered('20001.5', [], [])];

  test('finds that a device that was online is not listed', () => {
    expect(kindsOf(id, unlisted, [session('20001', 'up', 10)])).toEqual(['breach']);
  });
  test('judges nothing by one that was offline', () => {
    const gone = [session('20001', 'up', 10), session('20001', 'down', 50)];
    expect(kindsOf(id, unlisted, gone)).not.toContain('breach');
  });
});

describe('rounding/never-the-successor', () => {
  const ups = [session('20001', 'up', 10), session('20002', 'up', 10)];
  const found = (success: object[], downAt: number) =>
    kindsOf(
      'rounding/never-the-successor',
      [answered('20001.5', success)],
      [...ups, session('20001', 'down', 120), session('20002', 'down', downAt)],
    );

  test('finds the successor listed in success and lost', () => {
    expect(found([device(20001), device(20002)], 130)).toEqual(['breach']);
    expect(found([device(20001), device(20002)], 110 + LATEST)).toEqual(['breach']);
  });
  test('takes a loss after effectLatestMs for another matter', () => {
    expect(found([device(20001), device(20002)], 111 + LATEST)).toEqual([]);
  });
  test('judges no loss of a device that the answer does not name', () => {
    expect(found([device(20001)], 130)).toEqual([]);
  });
});

describe('success/bounds', () => {
  /** An edition that bounds ids, and an id beyond that. */
  const BOUNDED = '2023-06-29';
  const OUTSIDE = '199999999999999999';
  const check = catalogue.find((one) => one.id === 'success/bounds');
  const answer = (id: string, text: string) => {
    const x = answered(id, []);
    const body = `{"success":[],"failed":[{"id":${text},"device_name":"","device_id":${text}}]}`;
    return { ...x, ...(x.answer && { answer: { ...x.answer, body, bytes: body.length } }) };
  };

  test('may be out of range where the request asked for such an id', () => {
    expect(kindsOf(check?.id ?? '', [answer(OUTSIDE, OUTSIDE)], [], BOUNDED)).not.toContain('breach');
  });
  test('may not be out of range where it asked for another', () => {
    expect(kindsOf(check?.id ?? '', [answer('70000001', OUTSIDE)], [], BOUNDED)).toContain('breach');
  });
});

describe('what nobody took', () => {
  const why = (failure: 'RESET' | 'CONNECTION' | 'TIMEOUT', isAlone: boolean) => {
    const lost = sent(post(listOf('20001')), 100, { failure });
    return obstacle(seenOf([...(isAlone ? [] : [answered('20002', [], [])]), lost], []), lost);
  };
  test.each(['RESET', 'CONNECTION'] as const)('is told apart where others were answered: %s', (code) => {
    expect(why(code, false)).toMatchObject({ kind: 'obstacle', said: { kind: 'hindered.went-away' } });
    expect(why(code, true)).toMatchObject({ kind: 'obstacle', said: { kind: 'hindered.no-answer' } });
  });
  test('is not what was slow', () => {
    expect(why('TIMEOUT', false)).toMatchObject({ kind: 'obstacle', said: { kind: 'hindered.no-answer' } });
  });
});
