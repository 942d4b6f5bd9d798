/** What keeps an answer from being judged, and how findings of one kind are told as one. */
import { describe, expect, test } from '@jest/globals';
import { breachFound, obstacleFound, remark } from '../../../src/checks/finding.ts';
import { answeredWhere, gather, internalError, obstacle, slower, whyCut } from '../../../src/checks/judging.ts';
import { isPassing, isSomebodyElses, oddKind, passingKinds } from '../../../src/checks/passing.ts';
import { isPlain, lettable, post, query } from '../../../src/checks/request.ts';
import type { Answer, Exchange, Request } from '../../../src/exchange/exchange.ts';
import { inEnglish } from '../../../src/messages/messages.ts';
import { listOf } from '../../../src/operation/body.ts';
import { answerWith, seenOf, sent } from '../hand-made.ts';

const one = post(listOf('20001'));
const x = (answer: Answer | null, request: Request = one, more: Partial<Exchange> = {}): Exchange => ({
  ...sent(request, 100, { status: 200 }),
  answer,
  ...more,
});
const error = (status: number, code?: string) =>
  answerWith(status, code === undefined ? '' : `{"error_code":"${code}"}`);
const PAGE = '<!doctype html><title>x</title>';
const HTML = { 'content-type': ' Text/HTML; charset=utf-8' };

test.each<[string, Exchange, string | null]>([
  ['no answer', x(null), null],
  ['a page', x(answerWith(200, PAGE)), 'page'],
  ['a redirect', x(answerWith(302, '')), 'page'],
  ['a page of the query API', x(answerWith(200, PAGE), query('20001')), null],
  ['a page for another method', x(answerWith(200, PAGE), { ...one, method: 'GET' }), 'page'],
  ['the head of a page', x(answerWith(200, '', HTML), { ...one, method: 'HEAD' }), 'page'],
  [
    'the head of a page with another status of success',
    x(answerWith(299, '', HTML), { ...one, method: 'HEAD' }),
    'page',
  ],
  ['the head of an error page', x(answerWith(404, '', HTML), { ...one, method: 'HEAD' }), null],
  [
    'the head of something else',
    x(answerWith(200, '', { 'content-type': 'text/htmlx' }), { ...one, method: 'HEAD' }),
    null,
  ],
  ['the head of who says nothing', x(answerWith(200, ''), { ...one, method: 'HEAD' }), null],
  ['html for a POST that is no page', x(answerWith(200, 'x', HTML)), null],
  ['an internal error', x(error(500, 'SCB.1')), '500 SCB.1'],
  ['an internal error without a code', x(error(500)), '500 null'],
  ['one for another method', x(error(500), { ...one, method: 'PUT' }), null],
  ['one for an instance that is not there', x(error(500), { ...one, instance: 'absent' }), null],
  ['not found, without a code', x(error(404)), '404 null'],
  ['not found, with a code', x(error(404, 'ROMA.00110006')), null],
  ['refused without a code', x(error(400)), null],
  ['a gateway', x(error(400, 'APIG.0101')), '400 APIG.0101'],
  ['another gateway', x(error(405, 'APIGW.0101')), '405 APIGW.0101'],
  ['almost one', x(error(405, 'APIGX.0101')), null],
  ['behind a prefix', x(error(405, 'XAPIG.0101')), null],
  ['a credential refused by a gateway', x(error(401, 'APIGW.0301')), null],
  ['the other way to refuse it', x(error(403, 'APIGW.0301')), null],
  ['a success in words of a gateway', x(error(200, 'APIGW.0301')), null],
])('an odd answer: %s', (_, exchange, kind) => expect(oddKind(exchange)).toBe(kind));

describe('an odd answer that went away', () => {
  const strange = (answer: Answer) => x(answer, one, { id: 'a/b#1' });
  const again = (answer: Answer | null, request: Request = one) =>
    x(answer, request, { id: 'a/b#1~1', repeatOf: 'a/b#1' });
  const fine = answerWith(200, '{"success":[],"failed":[]}');
  const kinds = (...exchanges: Exchange[]) => [...passingKinds(exchanges)];
  test.each<[string, Exchange[], string[]]>([
    ['is told by the repeat', [strange(error(500)), again(fine)], ['500 null']],
    ['or by one that is odd otherwise', [strange(error(500)), again(error(404))], ['500 null']],
    ['not where it came again', [strange(error(500)), again(error(500))], []],
    ['not where the repeat had no answer', [strange(error(500)), again(null)], []],
    ['not where a gateway turned the repeat away', [strange(error(500)), again(error(503))], []],
    ['not by another request', [strange(error(500)), again(fine, post(listOf('20002')))], []],
    ['not by a repeat of what is not there', [again(fine)], []],
    ['not where nothing was odd', [strange(fine), again(fine)], []],
    ['not by an exchange of its own', [strange(error(500)), x(fine)], []],
  ])('%s', (_, exchanges, expected) => expect(kinds(...exchanges)).toEqual(expected));

  test('makes others of its kind doubtful, and an internal error the operation\u2019s own all the same', () => {
    const judged = (answer: Answer) => {
      const exchange = strange(answer);
      const seen = seenOf([exchange, again(fine)], []);
      const other = x(answer, post(listOf('20002')));
      return [
        isPassing(seen, exchange),
        isPassing(seen, other),
        isSomebodyElses(seen, other),
        isPassing(seen, x(fine)),
      ];
    };
    expect(judged(error(500, 'SCB.1'))).toEqual([true, true, false, false]);
    expect(judged(error(500, 'APIGW.1'))).toEqual([true, true, true, false]);
    expect(judged(answerWith(200, PAGE))).toEqual([true, true, true, false]);
    expect(judged(error(404))).toEqual([true, true, true, false]);
  });
});

test.each<[Partial<Answer>, string]>([
  [{ cut: 'length' }, 'hindered.too-long'],
  [{ cut: 'values' }, 'hindered.too-many-values'],
  [{ cut: 'all' }, 'hindered.enough-kept'],
  [{ bytes: 1001 }, 'hindered.too-long'],
  [{ bytes: 1000 }, 'hindered.enough-kept'],
])('an answer that was cut, %j', (changes, kind) => {
  const said = whyCut({ ...answerWith(200, ''), truncated: true, ...changes }, { maxBodyBytes: 1000 } as Parameters<
    typeof whyCut
  >[1]);
  expect(said.kind).toBe(kind);
});

test.each<[number, number | null, unknown]>([
  [503, 20, undefined],
  [429, null, 10],
  [429, 20, 5],
  [429, 30, 8],
  [429, 1, 0.3],
  [429, 0.2, 0.1],
])('after %i with %s requests a second', (status, requestsPerSecond, value) => {
  const said = slower(status, { requestsPerSecond } as Parameters<typeof slower>[1]);
  expect(said.values['value']).toBe(value);
  expect(inEnglish(said)).toContain(value === undefined ? '' : `${value}`);
});

describe('a valid credential that is refused', () => {
  const fine = answerWith(200, '{"success":[],"failed":[]}');
  const odd = post(listOf('20001.5'));
  const told = (...exchanges: Exchange[]) => {
    const [first] = exchanges;
    const found = first && obstacle(seenOf(exchanges, []), first);
    return found ? (found.kind === 'obstacle' ? found.said.kind : found.kind) : null;
  };
  const first = (request: Request, status = 401) => x(error(status), request, { id: 'a/b#1', answeredAt: 110 });
  const plain = (answer: Answer | null, sentAt = 120) =>
    x(answer, post(listOf('77')), { id: 'a/b#1+', repeatOf: 'a/b#1', sentAt, answeredAt: sentAt + 10 });
  test.each<[string, Exchange[], string | null]>([
    ['with a plain request', [first(one), plain(fine)], 'hindered.credential'],
    ['or forbidden', [first(one, 403)], 'hindered.credential'],
    ['where the plain one after it is refused', [first(odd), plain(error(403))], 'hindered.credential'],
    ['where the plain one after it is honoured', [first(odd), plain(fine)], null],
    ['where the plain one after it has no answer', [first(odd), plain(null)], 'hindered.credential'],
    ['where no plain one was sent, and nothing was honoured after it', [first(odd)], 'hindered.credential'],
    ['where another one was honoured after it', [first(odd), x(fine, one, { id: 'c/d#1', sentAt: 200 })], null],
    [
      'where another one was honoured before it',
      [first(odd), x(fine, one, { id: 'c/d#1', sentAt: 50 })],
      'hindered.credential',
    ],
    [
      'where a plain one was refused later on',
      [first(odd), x(fine, one, { id: 'c/d#1', sentAt: 200 }), x(error(401), one, { id: 'c/d#2', sentAt: 300 })],
      'hindered.credential',
    ],
    ['by a credential that is not valid', [first({ ...odd, credential: 'cut' })], null],
  ])('%s', (_, exchanges, expected) => expect(told(...exchanges)).toBe(expected));

  test('of the last attempt none was sent, so that of the one before tells', () => {
    const last = { ...first(odd), id: 'a/b#1@2', retryOf: 'a/b#1' };
    expect(told(last, first(odd), plain(fine))).toBeNull();
    expect(told(last, first(odd), plain(error(401)))).toBe('hindered.credential');
  });
});

describe('an obstacle', () => {
  const told = (exchange: Exchange, ...others: Exchange[]) => {
    const found = obstacle(seenOf([exchange, ...others], []), exchange);
    return found?.kind === 'obstacle'
      ? `${found.outcome} ${found.said.kind} ${found.exchanges.length}`
      : (found ?? null);
  };
  test.each<[string, Exchange, string | null]>([
    ['no answer', x(null, one, { failure: { code: 'TIMEOUT', message: 'x' } }), 'error hindered.no-answer 1'],
    ['nothing at all', x(null), 'error hindered.no-answer 1'],
    ['a gateway', x(error(502)), 'error hindered.gateway 1'],
    ['cut', x({ ...answerWith(200, ''), truncated: true, cut: 'all' }), 'error hindered.enough-kept 1'],
    ['a page where nothing was ever performed', x(answerWith(200, PAGE)), 'error hindered.page 1'],
    ['no such instance where nothing was ever performed', x(error(500, 'ROMA.00110002')), 'error hindered.nowhere 1'],
    ['the same for the default', x(error(500, 'ROMA.00110002'), { ...one, project: 'default' }), null],
    ['the same for another instance', x(error(500, 'ROMA.00110002'), { ...one, instance: 'default' }), null],
    ['the same with a bad credential', x(error(404), { ...one, credential: 'cut' }), null],
    ['the same of the query API', x(error(404), query('20001')), null],
  ])('%s', (_, exchange, expected) => expect(told(exchange, x(error(400), one, { id: 'c/d#9' }))).toBe(expected));

  test('a page is none where something was performed', () => {
    const performed = x(answerWith(200, '{"success":[],"failed":[]}'), one, { id: 'c/d#1' });
    expect(told(x(error(404)), performed)).toBeNull();
  });
  test('what has one is left out of what is judged', () => {
    const exchanges = [
      x(error(502)),
      x(null),
      x(error(400)),
      x(error(401)),
      x(error(400), query('20001')),
      { ...x(error(422)), id: 'r' },
      { ...x(error(423)), id: 'r@2', retryOf: 'r' },
    ];
    const statuses = answeredWhere(seenOf(exchanges, []), ({ answer }) => answer.status < 500).map(
      ({ answer }) => answer.status,
    );
    expect(statuses).toEqual([400, 423]);
  });
});

describe('an internal error in the place of what a check is about', () => {
  const first = x(error(500, 'SCB.1'), one, { id: 'a/b#1' }) as Exchange & { answer: Answer };
  const repeat = (answer: Answer | null, n: number) => x(answer, one, { id: `a/b#1~${n}`, repeatOf: 'a/b#1' });
  const told = (...others: Exchange[]) => {
    const found = internalError(seenOf([first, ...others], []), first);
    return found.kind === 'breach'
      ? `${found.said.message.kind}: ${found.actual}; ${found.exchanges.join()}`
      : found.kind;
  };
  test.each<[string, Exchange[], string]>([
    ['once', [], 'internal-error.once: status 500, error_code SCB.1; a/b#1'],
    [
      'always',
      [repeat(error(500, 'SCB.1'), 1), repeat(error(500, 'SCB.1'), 2)],
      'internal-error.always: status 500, error_code SCB.1; sent again: the same; a/b#1,a/b#1~1',
    ],
    [
      'sometimes',
      [repeat(error(400, 'SCB.2'), 1)],
      'internal-error.sometimes: status 500, error_code SCB.1; sent again: status 400, error_code SCB.2; a/b#1,a/b#1~1',
    ],
    [
      'once, where the repeat had no answer',
      [repeat(null, 1)],
      'internal-error.once: status 500, error_code SCB.1; a/b#1',
    ],
  ])('%s', (_, others, expected) => expect(told(...others)).toBe(expected));
});

describe('findings that are told as one', () => {
  const breach = (message: string, ...exchanges: string[]) => breachFound(message, 'e', 'a', exchanges);
  test('those of the same kind, with the first exchanges of all', () => {
    const found = gather([
      breach('m', '1'),
      remark('r'),
      breach('n', '9'),
      ...['2', '3', '3', '4', '5', '6'].map((id) => breach('m', id)),
    ]);
    expect(found.map((one) => (one.kind === 'breach' ? [one.message, one.exchanges, one.seenIn] : one.kind))).toEqual([
      ['m (in 6 exchanges)', ['1', '2', '3', '4', '5'], ['1', '2', '3', '4', '5', '6']],
      ['n', ['9'], undefined],
      'remark',
    ]);
  });
  test('of five all are named', () => {
    const [found] = gather(['1', '2', '3', '4', '5'].map((id) => breach('m', id)));
    expect(found).toMatchObject({ message: 'm (in 5 exchanges)', exchanges: ['1', '2', '3', '4', '5'] });
    expect(found).not.toHaveProperty('seenIn');
  });
  test('one exchange of several findings is told without a count', () => {
    expect(gather([breach('m', '1'), breach('m', '1')])).toMatchObject([{ message: 'm', exchanges: ['1'] }]);
  });
  test('another expectation is another kind', () => {
    expect(gather([breach('m', '1'), breachFound('m', 'other', 'a', ['2'])])).toHaveLength(2);
  });
  test('those that are to be sent in order stay by themselves', () => {
    const ordered = { ...breach('m', '1', '2'), inOrder: true } as const;
    expect(gather([ordered, { ...breach('m', '3', '4'), inOrder: true }])).toMatchObject([
      { message: 'm (in 2 exchanges)', exchanges: ['1', '2'] },
    ]);
  });
  test('no more than a thousand are named', () => {
    const [found] = gather(Array.from({ length: 1200 }, (_, i) => breach('m', String(i))));
    expect(found?.kind === 'breach' && [found.message, found.exchanges.length, found.seenIn?.length]).toEqual([
      'm (in 1200 exchanges)',
      5,
      1000,
    ]);
  });
  test('obstacles stay as they are', () => {
    const all = [obstacleFound('error', 'o', ['1']), obstacleFound('error', 'o', ['1'])];
    expect(gather(all)).toEqual(all);
  });
});

test.each<[string, Request, boolean]>([
  ['one id', post(listOf('20001')), true],
  ['several', post(listOf('20001', '1', '22')), true],
  ['a fraction', post(listOf('20001.5')), false],
  ['a negative', post(listOf('-1')), false],
  ['none', post(listOf()), false],
  ['an empty place', post(listOf('1', '')), false],
  ['a space', post(listOf('1', ' 2')), false],
  ['something before it', post(` ${listOf('1')}`), false],
  ['something behind it', post(`${listOf('1')} `), false],
  ['no body', post(null), false],
  ['another method', { ...one, method: 'PUT' }, false],
  ['another path', { ...one, path: 'device' }, false],
  ['the default project', { ...one, project: 'default' }, false],
  ['the default instance', { ...one, instance: 'default' }, false],
  ['a bad credential', { ...one, credential: 'cut' }, false],
  ['another header', { ...one, tokenHeader: 'x-auth-token' }, false],
  ['another type', { ...one, contentType: 'text/json' }, false],
  ['its own connection', { ...one, connection: 'kept' }, true],
])('a plain request: %s', (_, request, expected) => expect(isPlain(request)).toBe(expected));

test('a query of a device is no request of the operation', () => {
  expect(query('20001')).toEqual({ ...post(null), method: 'GET', path: 'device', device: '20001', contentType: null });
});

test('where nothing may be sent that names no device, what names one is left', () => {
  const [naming, other] = [post('{"device_ids":[20001}'), post('{}')];
  const left = (requests: Request[], emptyLists: boolean) => {
    const { setting } = seenOf([], []);
    return lettable(requests, { ...setting, ground: { ...setting.ground, emptyLists } });
  };
  expect(left([naming, other], true)).toEqual([naming, other]);
  expect(left([naming, other], false)).toEqual([naming]);
  expect(left([other], false)).toEqual([other]);
});
