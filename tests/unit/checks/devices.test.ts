/** What is known of devices: who was online, who took them offline, and which answers account for that. */
import { describe, expect, test } from '@jest/globals';
import { aboutDevice } from '../../../src/checks/about-device.ts';
import { culprits, takenUnasked } from '../../../src/checks/culprits.ts';
import { devicesAsked, devicesOf, doubt, wasOnline } from '../../../src/checks/doubt.ts';
import { remark } from '../../../src/checks/finding.ts';
import { accountsFor, failsOnline } from '../../../src/checks/listing.ts';
import { post, query } from '../../../src/checks/request.ts';
import type { Seen } from '../../../src/checks/seen.ts';
import { taken } from '../../../src/checks/taken.ts';
import { timeline } from '../../../src/checks/timeline.ts';
import type { SessionEvent } from '../../../src/devices/session.ts';
import type { Exchange, Request } from '../../../src/exchange/exchange.ts';
import { listOf } from '../../../src/operation/body.ts';
import { type End, LATEST, seenOf, sent } from '../hand-made.ts';

const [A, B, C] = ['20001', '20002', '20003'] as const;
const event = (
  device: string,
  what: SessionEvent['event'],
  at: number,
  by: SessionEvent['by'] = what === 'up' ? 'suite' : 'peer',
): SessionEvent => ({ at, device, event: what, by, witness: 'mqtt' });
const up = (device: string, at = 10) => event(device, 'up', at);
const down = (device: string, at: number, by: SessionEvent['by'] = 'peer') => event(device, 'down', at, by);
const entry = (id: string) => ({ id: Number(id), device_name: 'd', device_id: Number(id) });
const lists = (success: readonly string[], failed: readonly string[] = []): End => ({
  status: 200,
  body: { success: success.map(entry), failed: failed.map(entry) },
});
const onList = (...ids: string[]) => post(listOf(...ids));
const x = (id: string, request: Request, at: number, end: End, more: Partial<Exchange> = {}) =>
  sent(request, at, end, { id, ...more });

test('a timeline is sorted, and tells how much of it is before a moment, or until it', () => {
  const { items, before, until } = timeline([30, 10, 20, 20], (at) => at);
  expect(items).toEqual([10, 20, 20, 30]);
  expect([5, 10, 20, 25, 30, 31].map((at) => [before(at), until(at)])).toEqual([
    [0, 0],
    [0, 1],
    [1, 3],
    [3, 3],
    [3, 4],
    [4, 4],
  ]);
});

describe('a record, indexed', () => {
  const events = [down(A, 500), up(A), event(A, 'refused', 505), up(A, 600), down(A, 900, 'suite'), up(B, 20)];
  const seen = seenOf([], events, { watchedUntil: 5000 });
  test('tells the state at each moment', () => {
    expect([5, 10, 499, 500, 505, 600, 899, 900].map((at) => seen.stateAt(A, at))).toEqual([
      'unknown',
      'online',
      'online',
      'offline',
      'offline',
      'online',
      'online',
      'offline',
    ]);
    expect([seen.stateAt(C, 100), seen.nextAfter(C, 0)]).toEqual(['unknown', null]);
  });
  test('tells losses, and not what the suite did', () => {
    expect([0, 500, 501].map((at) => seen.downAfter(A, at))).toEqual([500, 500, null]);
    expect([500, 501].map((at) => seen.lastLossBefore(A, at))).toEqual([Number.NEGATIVE_INFINITY, 500]);
  });
  test('tells what came next, and since when it is up', () => {
    expect([0, 10, 500, 900].map((at) => seen.nextAfter(A, at)?.at ?? null)).toEqual([10, 500, 505, null]);
    expect([9, 10, 599, 600].map((at) => seen.upSince(A, at))).toEqual([Number.NEGATIVE_INFINITY, 10, 10, 600]);
  });
  test('tells until when it was watched', () => {
    expect([0, 10, 599, 600, 900].map((at) => seen.watchedFrom(A, at))).toEqual([10, 600, 600, 900, 5000]);
  });
  const of = (...exchanges: Exchange[]) => seenOf(exchanges, []);
  const fine = lists([]);
  test.each<[string, Seen, [boolean, number, boolean]]>([
    ['where nothing was sent', of(), [true, -1, false]],
    ['by a plain request', of(x('1', onList(A), 100, fine), x('2', onList(A), 90, fine)), [true, 100, false]],
    [
      'by one of several',
      of(x('1', onList(A), 100, { status: 500 }), x('2', onList(A, B), 90, fine)),
      [true, 100, false],
    ],
    ['by none', of(x('1', onList(A), 100, { status: 500 })), [false, 100, false]],
    ['by one that is not plain', of(x('1', onList('20001.5'), 100, { status: 500 })), [true, 100, false]],
    [
      'by one of another instance',
      of(x('1', { ...onList(A), instance: 'absent' }, 100, { status: 500 })),
      [true, 100, false],
    ],
    [
      'by one of a bad credential',
      of(x('1', { ...onList(A), credential: 'cut' }, 100, { status: 401 })),
      [true, -1, false],
    ],
    ['by one that was refused', of(x('1', onList(A), 100, { status: 401 })), [false, -1, true]],
    ['by one that was forbidden', of(x('1', onList(A), 100, { status: 403 })), [false, -1, true]],
    [
      'by one that was refused and honoured when it was sent again',
      of(x('1', onList(A), 100, { status: 401 }), x('1@2', onList(A), 200, fine, { retryOf: '1' })),
      [true, 200, false],
    ],
    ['by a gateway', of(x('1', onList(A), 100, { status: 502 })), [false, -1, false]],
    ['by nobody', of(x('1', onList(A), 100, { failure: 'TIMEOUT' })), [false, -1, false]],
    ['by the query API', of(x('1', query(A), 100, fine)), [true, -1, false]],
    ['by another method', of(x('1', { ...onList(A), method: 'PUT' }, 100, fine)), [true, -1, false]],
  ])(
    'whether plain requests work, and the credential, is told %s',
    (_, { plainWorks, credentialWorkedUntil, credentialWasLost }, expected) => {
      expect([plainWorks, credentialWorkedUntil, credentialWasLost]).toEqual(expected);
    },
  );
  test('the last attempt counts, and repeats are apart', () => {
    const all = [
      x('1', onList(A), 1, fine),
      x('1@2', onList(A), 2, fine, { retryOf: '1' }),
      x('1~1', onList(A), 3, fine, { repeatOf: '1' }),
    ];
    const one = of(...all);
    expect(one.of('accounting/several').map(({ id }) => id)).toEqual(['1@2']);
    expect(one.of('other/one')).toEqual([]);
    expect(all.map((exchange) => one.isRetried(exchange))).toEqual([true, false, false]);
    expect(all.map((exchange) => one.repeatsOf(exchange).map(({ id }) => id))).toEqual([['1~1'], [], []]);
  });
});

describe('devices in success', () => {
  const told = (exchanges: Exchange[], sessions: SessionEvent[], watchedUntil = 9000) =>
    taken(seenOf(exchanges, sessions, { watchedUntil })).map(
      ({ x: { id }, device, after, watched, lostTo }) =>
        `${id} ${device} ${after} ${watched}${lostTo ? ` ${lostTo.id}` : ''}`,
    );
  test.each<[string, Exchange[], SessionEvent[], string[]]>([
    ['one that was lost', [x('1', onList(A), 100, lists([A]))], [up(A), down(A, 115)], ['1 20001 5 8890']],
    ['one before its answer', [x('1', onList(A), 100, lists([A]))], [up(A), down(A, 104)], ['1 20001 -6 8890']],
    ['one that stays', [x('1', onList(A), 100, lists([A]))], [up(A)], ['1 20001 null 8890']],
    [
      'one that was not watched to the end',
      [x('1', onList(A), 100, lists([A]))],
      [up(A), down(A, 300, 'suite'), up(A, 320), down(A, 330)],
      ['1 20001 null 190'],
    ],
    [
      'one that was lost as the watch ended',
      [x('1', onList(A), 100, lists([A]))],
      [up(A), down(A, 300), down(A, 300, 'suite')],
      ['1 20001 190 190'],
    ],
    ['one that was offline', [x('1', onList(A), 100, lists([A]))], [up(A), down(A, 90)], []],
    ['one that nobody knows', [x('1', onList(A), 100, lists([A]))], [], []],
    ['one that is not ours', [x('1', onList(A), 100, lists(['9', A]))], [up(A), up('9')], ['1 20001 null 8890']],
    ['one that is listed twice', [x('1', onList(A), 100, lists([A, A]))], [up(A)], ['1 20001 null 8890']],
    ['none of another status', [x('1', onList(A), 100, { status: 201, body: { success: [entry(A)] } })], [up(A)], []],
    ['none of another method', [x('1', { ...onList(A), method: 'PUT' }, 100, lists([A]))], [up(A)], []],
    ['none without lists', [x('1', onList(A), 100, { status: 200, body: [] })], [up(A)], []],
    ['an entry without an id', [x('1', onList(A), 100, { status: 200, body: { success: [{}] } })], [up(A)], []],
    [
      'one that a later request took too',
      [x('1', onList(A), 100, lists([A])), x('2', onList(A), 200, lists([A])), x('3', onList(B), 150, lists([B]))],
      [up(A), up(B), down(A, 215)],
      ['1 20001 105 8890 2', '2 20001 5 8790', '3 20002 null 8840'],
    ],
    [
      'one that was lost before the later request',
      [x('1', onList(A), 100, lists([A])), x('2', onList(A), 200, lists([A]))],
      [up(A), down(A, 150), up(A, 160), down(A, 215)],
      ['1 20001 40 50', '2 20001 5 8790'],
    ],
    [
      'one that was lost as the later was sent',
      [x('1', onList(A), 100, lists([A])), x('2', onList(A), 200, lists([A]))],
      [up(A), down(A, 201)],
      ['1 20001 91 8890 2', '2 20001 -9 8790'],
    ],
  ])('%s', (_, exchanges, sessions, expected) => expect(told(exchanges, sessions)).toEqual(expected));
});

describe('culprits', () => {
  const first = x('1', onList('"x"', A), 100, { status: 400 });
  const repeat = x('1~1', onList('"x"', A), 300, { status: 400 }, { repeatOf: '1' });
  const guilty = { confirmations: [{ suspect: '1', repeat: '1~1', lost: [A] }] };
  const missed = { outOfSight: [{ suspect: '1', repeat: '1~1', devices: [A] }] };
  const told = (seen: Seen, kind: (exchange: Exchange) => boolean = () => true) =>
    culprits(seen, kind, ({ id }, lost) => remark(`${id} ${lost.join()}`)).map((found) =>
      found.kind === 'remark'
        ? found.said.kind === 'text'
          ? found.text
          : `remark ${found.said.kind}`
        : found.kind === 'obstacle'
          ? `${found.outcome} ${found.said.kind}`
          : '',
    );
  const seen = (
    exchanges: Exchange[],
    more: Parameters<typeof seenOf>[2] = {},
    sessions = [up(A)],
    witness: Parameters<typeof seenOf>[3] = 'mqtt',
  ) => seenOf(exchanges, sessions, more, witness);
  test.each<[string, string[], string[]]>([
    ['one that did it again', told(seen([first, repeat], guilty)), ['1~1 20001']],
    [
      'one that did not',
      told(seen([first, repeat], { confirmations: [{ suspect: '1', repeat: '1~1', lost: [] }] })),
      [],
    ],
    ['one whose repeat is not there', told(seen([first], guilty)), []],
    ['one of another kind', told(seen([first, repeat], guilty), ({ repeatOf }) => repeatOf === null), []],
    ['none of that kind', told(seen([first, repeat], guilty), () => false), ['not-testable shared.no-such-answered']],
    ['none but a repeat', told(seen([repeat], guilty)), ['not-testable shared.no-such-answered']],
    [
      'none that was answered',
      told(seen([x('1', onList(A), 100, { failure: 'TIMEOUT' })])),
      ['not-testable shared.no-such-answered'],
    ],
    [
      'none but of the query API',
      told(seen([x('1', query(A), 100, { status: 200 })])),
      ['not-testable shared.no-such-answered'],
    ],
    [
      'one that may have been missed',
      told(seen([first, repeat], missed, [up(A)], 'query')),
      ['not-testable hindered.out-of-sight'],
    ],
    [
      'one that was shown, and another that may have been missed',
      told(seen([first, repeat], { ...guilty, ...missed }, [up(A)], 'query')),
      ['1~1 20001', 'not-testable hindered.out-of-sight'],
    ],
    [
      'one of another kind that may have been missed',
      told(seen([first, repeat], missed, [up(A)], 'query'), ({ repeatOf }) => repeatOf === null),
      ['remark hindered.glimpsed'],
    ],
    ['none that was looked at closely', told(seen([first], {}, [up(A)], 'query')), ['remark hindered.glimpsed']],
    [
      'one that was, by the query API',
      told(seen([first, repeat], { confirmations: [{ suspect: '1', repeat: '1~1', lost: [] }] }, [up(A)], 'query')),
      [],
    ],
    ['where nobody watches', told(seen([first], {}, [up(A)], 'none')), ['not-testable shared.no-witness']],
    ['where sessions end by themselves', told(seen([first], { unstable: ['they end'] })), ['error text']],
    ['where no session came up', told(seen([first], {}, [down(A, 50)])), ['not-testable hindered.never-online']],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});

describe('taken without having been asked for', () => {
  const told = (exchanges: Exchange[], sessions: SessionEvent[], kind: (exchange: Exchange) => boolean = () => true) =>
    takenUnasked(seenOf(exchanges, sessions), kind).map(({ x: { id }, device }) => `${id} ${device}`);
  const first = x('1', onList(A), 100, lists([A, B]));
  test.each<[string, string[], string[]]>([
    ['by the answer\u2019s own words', told([first], [up(A), up(B), down(A, 115), down(B, 115)]), ['1 20002']],
    ['at the last moment', told([first], [up(B), down(B, 110 + LATEST)]), ['1 20002']],
    ['but not later', told([first], [up(B), down(B, 111 + LATEST)]), []],
    ['nor by the suite', told([first], [up(B), down(B, 115, 'suite')]), []],
    ['nor where it came back', told([first], [event(B, 'up', 115, 'peer')]), []],
    ['nor for another kind', told([first], [up(B), down(B, 115)], () => false), []],
    ['nor where another asked for it', told([first, x('2', onList(B), 105, lists([B]))], [up(B), down(B, 120)]), []],
    [
      'nor where that one only may have',
      told([x('2', onList(B), 50, { failure: 'TIMEOUT' }), first], [up(B), down(B, 120)]),
      [],
    ],
    ['once for each answer', told([first], [up(B), down(B, 115), up(B, 120), down(B, 130)]), ['1 20002']],
    [
      'again by the next',
      told([first, x('2', onList(A), 200, lists([B]))], [up(B), down(B, 115), up(B, 120), down(B, 215)]),
      ['1 20002', '2 20002'],
    ],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});

describe('what an answer accounts for', () => {
  const told = (exchange: Exchange, sessions: SessionEvent[], ...others: Exchange[]) =>
    accountsFor(seenOf([exchange, ...others], sessions), exchange as Parameters<typeof accountsFor>[1]).map((found) =>
      found.kind === 'breach' ? `${found.message} | ${found.expected}` : found.kind,
    );
  test.each<[string, string[], string[]]>([
    ['all of it', told(x('1', onList(A, B), 100, lists([A], [B])), [up(A), up(B)]), []],
    [
      'not one that was online',
      told(x('1', onList(A, B), 100, lists([A])), [up(A), up(B)]),
      ['20002 was asked for and is not listed | 20002 in success or failed'],
    ],
    ['one that was not', told(x('1', onList(A, B), 100, lists([A])), [up(A)]), []],
    [
      'others besides, of which three are told',
      told(x('1', onList(A), 100, lists([A, '5', '6', '7', '8'])), [up(A)]),
      ['5', '6', '7'].map((id) => `${id} is listed and was not asked for | only ids of [20001]`),
    ],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));

  test('whether an online device is in failed', () => {
    const of = (end: End, sessions = [up(A)], device: string = A) => {
      const exchange = x('1', onList(A), 100, end);
      return failsOnline(seenOf([exchange], sessions), exchange, device);
    };
    expect([
      of(lists([], [A])),
      of(lists([A])),
      of(lists([], [A]), []),
      of(lists([], [A, B]), [up(A), up(B)], B),
      of({ status: 400, body: { failed: [entry(A)] } }),
      of({ failure: 'TIMEOUT' }),
    ]).toEqual([true, false, false, false, false, false]);
  });
});

describe('devices of a request', () => {
  test('are known to be online, or not; each once', () => {
    const exchange = x('1', onList(B, A, '20001.5', '9', '-20003', C), 100, lists([]));
    const seen = seenOf([exchange], [up(A), up(B), down(B, 50)]);
    expect([devicesAsked(seen, exchange, 'online'), devicesAsked(seen, exchange, 'other')]).toEqual([[A], [B, C]]);
    expect(devicesAsked(seen, exchange, 'other')).toEqual([B, C]);
    expect(devicesOf(seen, exchange)).toEqual([B, A, C]);
  });
  test.each<[string, Exchange, SessionEvent[], Parameters<typeof seenOf>[3], unknown]>([
    ['none is named', x('1', onList('9'), 100, { status: 500 }), [], 'mqtt', null],
    ['all were online', x('1', onList(A), 100, { status: 500 }), [up(A)], 'mqtt', null],
    [
      'one of two was not',
      x('1', onList(A, B), 100, { status: 500 }),
      [up(A), up(B), down(B, 50)],
      'mqtt',
      ['error', 'hindered.may-be-offline', ['1']],
    ],
    [
      'one of two is not known',
      x('1', onList(A, B), 100, { status: 500 }),
      [up(A), down(A, 50)],
      'mqtt',
      ['not-testable', 'hindered.unknown-online', ['1']],
    ],
    [
      'nobody watches',
      x('1', onList(A), 100, { status: 500 }),
      [up(A), down(A, 50)],
      'none',
      ['not-testable', 'hindered.not-known-online', ['1']],
    ],
  ])('a doubt, where %s', (_, exchange, sessions, witness, expected) => {
    const found = doubt(seenOf([exchange], sessions, {}, witness), exchange);
    expect(found?.kind === 'obstacle' ? [found.outcome, found.said.kind, found.exchanges] : found).toEqual(expected);
  });

  describe('are contested where another request for them is under way', () => {
    const contested = (...others: Exchange[]) => {
      const own = x('1', onList(A), 100, lists([A]));
      return aboutDevice(seenOf([own, ...others], [up(A), up(B)]), A).isContested(own);
    };
    const other = (at: number, until: number, request = onList(A)) =>
      x(`o${at}`, request, at, { status: 400 }, { answeredAt: until });
    test.each<[string, Exchange[], boolean]>([
      ['not by itself', [], false],
      ['by one that begins meanwhile', [other(105, 200)], true],
      ['by one that began before', [other(50, 105)], true],
      ['by one that lasts longer', [other(50, 200)], true],
      ['by one within it', [other(102, 104)], true],
      ['by one that ends as it begins', [other(50, 100)], true],
      ['by one that begins as it ends', [other(110, 200)], true],
      ['not by one before', [other(50, 99)], false],
      ['not by one after', [other(111, 200)], false],
      ['by a long one before short ones', [other(10, 150), other(20, 30), other(40, 50)], true],
      ['by one with a fraction', [other(105, 200, onList('20001.5'))], true],
      ['not by one for another', [other(105, 200, onList(B))], false],
      ['not by one of the query API', [other(105, 200, query(A))], false],
    ])('%s', (_, others, expected) => expect(contested(...others)).toBe(expected));
  });

  test('may have been taken by answers, and by attempts without one', () => {
    const all = [
      x('s', onList(A), 100, lists([A])),
      x('f', onList(A), 200, lists([], [A])),
      x('l', onList(A), 300, { failure: 'TIMEOUT' }),
      x('u', onList(B), 400, lists([A])),
      x('q', query(A), 500, lists([A])),
    ];
    const { takers, lost, successes } = aboutDevice(seenOf(all, [up(A)]), A);
    expect([takers, lost, successes].map(({ items }) => items.map(({ id }) => id))).toEqual([
      ['s', 'l', 'u'],
      ['l'],
      ['s', 'u'],
    ]);
    const nobody = aboutDevice(seenOf(all, [up(A)]), '9');
    expect([
      nobody.takers.items,
      nobody.lost.items,
      nobody.successes.items,
      nobody.isContested(all[0] as Exchange),
    ]).toEqual([[], [], [], false]);
  });
});

describe('one that is passed over and lost, three times', () => {
  const nothing = lists([]);
  const round = (at: number, request: Request = onList(A), end: End = nothing) => x(`r${at}`, request, at, end);
  const lossAt = (at: number) => [up(A, at - 100), down(A, at)];
  const first = round(1000);
  /** Whether the device counts as online for the first, where the third is this. */
  const online = (third: Exchange[], sessions: SessionEvent[] = lossAt(5005)) =>
    wasOnline(
      seenOf([first, round(3000), ...third], [...lossAt(1005), ...lossAt(3005), ...sessions], { watchedUntil: 20_000 }),
      first,
      A,
    );
  test.each<[string, boolean, boolean]>([
    ['was online', online([round(5000)]), true],
    ['to the last moment of an effect', online([round(5000)], [up(A, 4900), down(A, 5110)]), true],
    ['but not behind that', online([round(5000)], [up(A, 4900), down(A, 5111)]), false],
    ['nor where it stays the third time', online([round(5000)], [up(A, 4900)]), false],
    ['nor where it was not online then', online([round(5000)], [down(A, 5005)]), false],
    ['nor where another request is under way', online([round(5000), x('o', onList(A), 5005, { status: 400 })]), false],
    [
      'nor where an attempt had no answer',
      online([round(5000), x('o', onList(A), 9000, { failure: 'TIMEOUT' })]),
      false,
    ],
    ['nor where it is in failed', online([round(5000, onList(A), lists([], [A]))]), false],
    ['nor where it is in success', online([round(5000, onList(A), lists([A]))]), false],
    ['nor where there are no lists', online([round(5000, onList(A), { status: 200, body: [] })]), false],
    [
      'nor where one cannot be read',
      online([round(5000, onList(A), { status: 200, body: { success: [], failed: 1 } })]),
      false,
    ],
    [
      'nor with another status',
      online([round(5000, onList(A), { status: 201, body: { success: [], failed: [] } })]),
      false,
    ],
    ['nor by a malformed body', online([round(5000, onList(A, '"x"'))]), false],
    ['nor by a bad credential', online([round(5000, { ...onList(A), credential: 'cut' })]), false],
    ['nor by a request for another', online([round(5000, onList(B))]), false],
    ['beside another that stays', online([round(5000, onList(B, A))], [...lossAt(5005), up(B)]), true],
  ])('%s', (_, found, expected) => expect(found).toBe(expected));
});

describe('what may have taken a device before an answer', () => {
  const own = x('1', onList(A), 2000, { status: 500 });
  const online = (
    sessions: SessionEvent[],
    others: Exchange[] = [],
    witness: Parameters<typeof seenOf>[3] = 'mqtt',
    more: Parameters<typeof seenOf>[2] = {},
  ) => wasOnline(seenOf([own, ...others], sessions, more, witness), own, A);
  const lost = (at: number, until: number) =>
    x('l', onList('20001.5'), at, { failure: 'TIMEOUT' }, { answeredAt: until });
  test.each<[string, boolean, boolean]>([
    ['nothing', online([up(A)]), true],
    ['a loss within effectLatestMs', online([up(A), down(A, 2010 + LATEST)]), false],
    ['none behind that', online([up(A), down(A, 2011 + LATEST)]), true],
    ['the suite gave the session up before the answer', online([up(A), down(A, 2010, 'suite')]), false],
    ['the suite did so afterwards', online([up(A), down(A, 2011, 'suite')]), true],
    ['a loss at that very moment', online([up(A), down(A, 2005), down(A, 2005, 'suite')]), false],
    ['a loss after the suite gave it up', online([up(A), down(A, 2011, 'suite'), up(A, 2100), down(A, 2200)]), true],
    ['a lost attempt, until its effects are over', online([up(A), down(A, 2011, 'suite')], [lost(900, 1010)]), true],
    ['a lost attempt whose effects may still come', online([up(A), down(A, 2011, 'suite')], [lost(900, 1011)]), false],
    ['the same by the query API', online([up(A), down(A, 2011, 'suite')], [lost(900, 999)], 'query'), true],
    ['by the query API one that may act as it is asked', online([up(A)], [lost(900, 1000)], 'query'), false],
    [
      'a loss that a lost attempt may have brought about late',
      online([up(A), down(A, 3500)], [lost(900, 2500)]),
      false,
    ],
    [
      'a request that found it online as it was lost',
      online([up(A), down(A, 2100)], [x('2', onList(A), 2100, lists([A]))]),
      true,
    ],
    [
      'one that came behind the loss',
      online([up(A), down(A, 2100), up(A, 2101)], [x('2', onList(A), 2102, lists([A]))]),
      false,
    ],
    [
      'a repeat that brought it about',
      online([up(A), down(A, 2100)], [], 'mqtt', { confirmations: [{ suspect: '1', repeat: '1~1', lost: [A] }] }),
      true,
    ],
    [
      'a repeat of something else',
      online([up(A), down(A, 2100)], [], 'mqtt', { confirmations: [{ suspect: '9', repeat: '1~1', lost: [A] }] }),
      false,
    ],
    [
      'a repeat of another request',
      online([up(A), down(A, 2100)], [x('2', onList(B), 2900, { status: 400 })], 'mqtt', {
        confirmations: [{ suspect: '2', repeat: '2~1', lost: [A] }],
      }),
      false,
    ],
    [
      'a repeat that took another',
      online([up(A), down(A, 2100)], [], 'mqtt', { confirmations: [{ suspect: '1', repeat: '1~1', lost: [B] }] }),
      false,
    ],
  ])('%s', (_, found, expected) => expect(found).toBe(expected));
});
