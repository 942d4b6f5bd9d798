/** Who counts as guilty of taking devices offline, and after how many repeats. */
import { expect, test } from '@jest/globals';
import { post } from '../../../src/checks/request.ts';
import { listOf } from '../../../src/operation/body.ts';
import { A, B, batch, C, come, D, GET, nothing, OF_NOBODY, refusedFor, useVirtualTime, type World } from './world.ts';

useVirtualTime();

test.each<[string, World, string[]]>([
  ['nothing was lost', { sent: { x: [refusedFor(A), {}] }, again: nothing }, ['left ', 'rest 0']],
  [
    'an answer accounts for it',
    { sent: { x: [batch(A), { status: 200, success: [A], loses: [A] }] }, again: nothing },
    ['left ', 'rest 0'],
  ],
  [
    'nobody watches',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: nothing, witness: 'none' },
    ['left ', 'rest 0'],
  ],
  [
    'it was seen to before',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: nothing, since: 1e6 },
    ['left ', 'rest 0'],
  ],
  [
    'one does it always',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [refusedFor(B), {}] },
      again: (name) => (name === 'x' ? { loses: [A] } : {}),
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'one among many that do nothing',
    {
      sent: {
        ...Object.fromEntries(
          Array.from({ length: 7 }, (_, i) => [`y${i}`, [post(`{"device_ids":[${A},"${i}"]}`), {}]]),
        ),
        x: [refusedFor(A), { loses: [A] }],
      } as World['sent'],
      again: (name) => (name === 'x' ? { loses: [A] } : {}),
    },
    [
      'y6 cleared as y6~4 shows',
      'y5 cleared as y5~3 shows',
      'y4 cleared as y4~3 shows',
      'y3 cleared as y3~2 shows',
      'y2 cleared as y2~2 shows',
      'y1 cleared as y1~2 shows',
      'y0 cleared as y0~2 shows',
      'x takes 20001 as x~4 shows',
      'x 9 times, y6 4 times, y5 3 times, y4 3 times, y3 2 times, y2 2 times, y1 2 times, y0 2 times',
      'left x',
      'rest 50',
    ],
  ],
  [
    'two do it',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [post(`{"device_ids":["${A}"]}`), { loses: [A] }] },
      again: () => ({ loses: [A] }),
    },
    ['x takes 20001 as x~1 shows', 'y takes 20001 as y~1 shows', 'x 6 times, y 2 times', 'left x,y', 'rest 50'],
  ],
  [
    'four do it, each of which shows less often',
    {
      sent: Object.fromEntries(
        ['w', 'x', 'y', 'z'].map((name) => [name, [post(`{"device_ids":[${A},"${name}"]}`), { loses: [A] }]]),
      ) as World['sent'],
      again: () => ({ loses: [A] }),
    },
    [
      'w takes 20001 as w~1 shows',
      'x takes 20001 as x~1 shows',
      'y takes 20001 as y~1 shows',
      'z takes 20001 as z~1 shows',
      'w 6 times, x 2 times, y 2 times, z 1 times',
      'left w,x,y,z',
      'rest 50',
    ],
  ],
  [
    'it comes by chance, and not again',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: nothing },
    ['x cleared as x~1 shows', 'nobody took 20001', 'x 1 times', 'left ', 'rest 50'],
  ],
  [
    'it comes again twice by chance',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: (_, n) => (n < 3 ? { loses: [A] } : {}) },
    ['x cleared as x~1 shows', 'nobody took 20001', 'x 5 times', 'left ', 'rest 50'],
  ],
  [
    'every second time',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: (_, n) => (n % 2 === 1 ? { loses: [A] } : {}) },
    ['x cleared as x~1 shows', 'nobody took 20001', 'x 6 times', 'left ', 'rest 50'],
  ],
  [
    'chance with one, then another that does it always',
    {
      sent: { y: [refusedFor(B), { loses: [B] }], x: [refusedFor(A), { loses: [A] }] },
      again: (name, n) => (name === 'x' ? { loses: [A] } : n < 4 ? { loses: [B] } : {}),
    },
    [
      'y cleared as y~1 shows',
      'x takes 20001 as x~1 shows',
      'nobody took 20002',
      'y 6 times, x 15 times',
      'left x',
      'rest 50',
    ],
  ],
  [
    'one that does it always, then chance with another',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [refusedFor(B), { loses: [B] }] },
      again: (name, n) => (name === 'x' ? { loses: [A] } : n < 4 ? { loses: [B] } : {}),
    },
    ['x takes 20001 as x~1 shows', 'y takes 20002 as y~1 shows', 'x 6 times, y 2 times', 'left x,y', 'rest 50'],
  ],
  [
    'others are lost besides, not always the same',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: (_, n) => ({ loses: n % 2 === 0 ? [A, B] : [A, C] }) },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'another one each time',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: (_, n) => ({ loses: [n % 2 === 0 ? A : B] }) },
    ['x takes 20002 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'late',
    { sent: { x: [refusedFor(A), { loses: [A], afterMs: 400 }] }, again: () => ({ loses: [A], afterMs: 400 }) },
    ['x cleared as x~1 shows', 'nobody took 20001', 'x 1 times', 'left ', 'rest 50'],
  ],
  [
    'no request names it, and one of nobody does it',
    { sent: { x: [OF_NOBODY, { loses: [A] }], y: [GET, {}] }, again: (name) => (name === 'x' ? { loses: [A] } : {}) },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'no request names it, and none does it again',
    { sent: { x: [OF_NOBODY, { loses: [A] }], y: [batch(B), { status: 500 }] }, again: nothing },
    ['x cleared as x~1 shows', 'nobody took 20001', 'x 1 times', 'left ', 'rest 50'],
  ],
  [
    'a performed one takes another too',
    {
      sent: { x: [batch(A), { status: 200, success: [A], loses: [A, B] }] },
      again: () => ({ status: 200, success: [A], loses: [A, B] }),
    },
    ['x takes 20002 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'what is in failed is taken',
    {
      sent: { x: [batch(A), { status: 200, failed: [A], loses: [A] }] },
      again: () => ({ status: 200, failed: [A], loses: [A] }),
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'performed ones go alone, refused ones in groups',
    {
      sent: {
        p: [batch(A, B), { status: 200, success: [B], loses: [B] }],
        y: [refusedFor(A), {}],
        z: [post(`{"device_ids":["${A}"]}`), {}],
        x: [post(`{"device_ids":[${A},{}]}`), { loses: [A] }],
      },
      again: (name) => (name === 'p' ? { status: 200, success: [B], loses: [B] } : name === 'x' ? { loses: [A] } : {}),
    },
    [
      'z cleared as z~3 shows',
      'y cleared as y~2 shows',
      'p cleared as p~1 shows',
      'x takes 20001 as x~3 shows',
      'x 8 times, z 3 times, y 2 times, p 1 times',
      'left x',
      'rest 50',
    ],
  ],
  [
    'a bad credential goes alone, and a good one follows',
    {
      sent: {
        x: [post(listOf(String(A)), { credential: 'cut' }), { status: 401, loses: [A] }],
        y: [refusedFor(A), {}],
      },
      again: (name) => (name === 'x' ? { status: 401, loses: [A] } : {}),
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'answers are lost on the way, now and then',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: (_, n) => (n % 3 === 0 ? { fails: true } : { loses: [A] }) },
    ['x takes 20001 as x~1 shows', 'x 8 times', 'left x', 'rest 50'],
  ],
  [
    'answers are lost on the way, always',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ fails: true }) },
    ['noticed.not-repeatable: ["20001"]', 'x 1 times', 'left x', 'rest 50'],
  ],
  [
    'answers are lost after the first repeat',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: (_, n) => (n > 1 ? { fails: true } : { loses: [A] }) },
    ['noticed.not-repeatable: ["20001"]', 'x 5 times', 'left x', 'rest 50'],
  ],
  [
    'an answer is lost in a group',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [post(`{"device_ids":["${A}"]}`), {}] },
      again: (name, n) => (name === 'y' && n === 1 ? { fails: true } : name === 'x' ? { loses: [A] } : {}),
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'it is withheld',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ withheld: true }) },
    ['nobody took 20001', 'x 1 times', 'left ', 'rest 50'],
  ],
  [
    'one of a group is withheld',
    {
      sent: { y: [post(`{"device_ids":["${A}"]}`), {}], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'y' ? { withheld: true } : { loses: [A] }),
    },
    ['x takes 20001 as x~2 shows', 'x 7 times, y 2 times', 'left x', 'rest 50'],
  ],
  [
    'a device cannot be brought online',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }), missing: [A] },
    ['left ', 'rest 0'],
  ],
  [
    'another device cannot be brought online',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }), missing: [C] },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'sessions end by themselves',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }), byThemselves: () => [A] },
    ['noticed.session-dropped: ["20001"]', 'left ', 'rest 50'],
  ],
  [
    'sessions end by themselves at last',
    {
      sent: { x: [refusedFor(A), { loses: [A] }] },
      again: () => ({ loses: [A] }),
      byThemselves: (n) => (n > 1 ? [D] : []),
    },
    ['x takes 20001 as x~1 shows', 'noticed.session-dropped: ["20004"]', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'by the query API, sessions end by themselves',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: nothing, byThemselves: () => [A], witness: 'query' },
    ['noticed.offline-by-itself: ["20001"]', 'left ', 'rest 50'],
  ],
  [
    'by the query API, one does it',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }), witness: 'query' },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'by the query API, it may have been missed',
    {
      sent: { x: [refusedFor(A), { loses: [A] }] },
      again: nothing,
      witness: 'query',
      unseen: (n) => (n > 1 ? [A] : []),
    },
    ['x may take 20001 unseen', 'noticed.out-of-sight: ["20001"]', 'x 4 times', 'left x', 'rest 50'],
  ],
  [
    'by the query API, it may have been missed at first',
    {
      sent: { x: [refusedFor(A), { loses: [A] }] },
      again: (_, n) => (n > 1 ? { loses: [A] } : {}),
      witness: 'query',
      unseen: (n) => (n === 2 ? [A] : []),
    },
    ['x takes 20001 as x~2 shows', 'x 7 times', 'left x', 'rest 50'],
  ],
  [
    'by the query API, it may have been missed after it was shown',
    {
      sent: { x: [refusedFor(A), { loses: [A] }] },
      again: (_, n) => (n > 1 ? {} : { loses: [A] }),
      witness: 'query',
      unseen: (n) => (n > 2 ? [A] : []),
    },
    ['x may take 20001 unseen', 'noticed.out-of-sight: ["20001"]', 'x 5 times', 'left x', 'rest 50'],
  ],
  [
    'an attempt without an answer may have done it',
    { sent: { x: [batch(A), { fails: true, loses: [A] }], y: [refusedFor(A), {}] }, again: nothing },
    ['left ', 'rest 50'],
  ],
  [
    'an attempt without an answer beside one that does it',
    {
      sent: { x: [batch(A), { fails: true }], y: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'y' ? { loses: [A] } : {}),
    },
    ['y takes 20001 as y~1 shows', 'y 6 times', 'left y', 'rest 50'],
  ],
  [
    'it is over before',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }), overAfter: 0 },
    ['noticed.not-repeated: ["20001"]', 'left ', 'rest 50'],
  ],
  [
    'it is over meanwhile',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }), overAfter: 3 },
    ['noticed.not-repeatable: ["20001"]', 'x 3 times', 'left x', 'rest 50'],
  ],
  [
    'the same request twice is repeated once',
    { sent: { x: [refusedFor(A), { loses: [A] }], y: [refusedFor(A), { loses: [A] }] }, again: nothing },
    ['x cleared as x~1 shows', 'nobody took 20001', 'nobody took 20001', 'x 1 times', 'left ', 'rest 50'],
  ],
  [
    'thirty of nobody, none of which does it again',
    {
      sent: Object.fromEntries(
        Array.from({ length: 30 }, (_, i) => [
          `x${i}`,
          [post(`{"a":"${'b'.repeat(i)}"}`), { loses: [[A, B, C][i % 3]] }],
        ]),
      ) as World['sent'],
      again: nothing,
    },
    [
      'x0 cleared as x0~1 shows',
      'x1 cleared as x1~1 shows',
      'x2 cleared as x2~1 shows',
      'x3 cleared as x3~1 shows',
      'x4 cleared as x4~1 shows',
      'x5 cleared as x5~1 shows',
      'x6 cleared as x6~1 shows',
      'x7 cleared as x7~1 shows',
      'x8 cleared as x8~1 shows',
      'x9 cleared as x9~1 shows',
      'x10 cleared as x10~1 shows',
      'x11 cleared as x11~1 shows',
      'x12 cleared as x12~1 shows',
      'x13 cleared as x13~1 shows',
      'x14 cleared as x14~1 shows',
      'x15 cleared as x15~1 shows',
      'x16 cleared as x16~1 shows',
      'x17 cleared as x17~1 shows',
      'x18 cleared as x18~1 shows',
      'x19 cleared as x19~1 shows',
      'x20 cleared as x20~1 shows',
      'x21 cleared as x21~1 shows',
      'x22 cleared as x22~1 shows',
      'x23 cleared as x23~1 shows',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'nobody took 20001',
      'nobody took 20002',
      'nobody took 20003',
      'x0 1 times, x1 1 times, x2 1 times, x3 1 times, x4 1 times, x5 1 times, x6 1 times, x7 1 times, x8 1 times, x9 1 times, x10 1 times, x11 1 times, x12 1 times, x13 1 times, x14 1 times, x15 1 times, x16 1 times, x17 1 times, x18 1 times, x19 1 times, x20 1 times, x21 1 times, x22 1 times, x23 1 times',
      'left ',
      'rest 50',
    ],
  ],
  [
    'chance with one of another kind shows that another was shown too soon',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [{ ...refusedFor(B), method: 'PUT' }, { loses: [B] }] },
      again: (name, n) => (name === 'x' || n < 4 ? { loses: [name === 'x' ? A : B] } : {}),
    },
    ['y cleared as y~1 shows', 'x takes 20001 as x~1 shows', 'x 15 times, y 6 times', 'left x', 'rest 50'],
  ],
  [
    'chance with one of another kind, and the other does it no more',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [{ ...refusedFor(B), method: 'PUT' }, { loses: [B] }] },
      again: (name, n) => (n < (name === 'x' ? 7 : 4) ? { loses: [name === 'x' ? A : B] } : {}),
    },
    [
      'y cleared as y~1 shows',
      'x cleared as x~1 shows',
      'nobody took 20001',
      'nobody took 20002',
      'x 9 times, y 6 times',
      'left ',
      'rest 50',
    ],
  ],
  [
    'those that take what is in failed are of one kind',
    {
      sent: {
        x: [batch(A), { status: 200, failed: [A], loses: [A] }],
        y: [batch(A, B), { status: 200, failed: [A, B], loses: [B] }],
      },
      again: (name) => ({ status: 200, failed: name === 'x' ? [A] : [A, B], loses: [name === 'x' ? A : B] }),
    },
    ['x takes 20001 as x~1 shows', 'y takes 20002 as y~1 shows', 'x 6 times, y 2 times', 'left x,y', 'rest 50'],
  ],
  [
    'those that take another are of another',
    {
      gapMs: 600,
      sent: {
        x: [batch(A), { status: 200, failed: [A], loses: [A] }],
        y: [batch(B), { status: 200, success: [B], failed: [], loses: [B, C] }],
      },
      again: (name) =>
        name === 'x' ? { status: 200, failed: [A], loses: [A] } : { status: 200, success: [B], loses: [B, C] },
    },
    ['x takes 20001 as x~1 shows', 'y takes 20003 as y~1 shows', 'x 6 times, y 6 times', 'left x,y', 'rest 50'],
  ],
  [
    'another status is another kind',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [refusedFor(B), { status: 500, loses: [B] }] },
      again: (name) => (name === 'x' ? { loses: [A] } : { status: 500, loses: [B] }),
    },
    ['x takes 20001 as x~1 shows', 'y takes 20002 as y~1 shows', 'x 6 times, y 6 times', 'left x,y', 'rest 50'],
  ],
  [
    'of those that name nobody only one is tried where it does it',
    { sent: { x: [OF_NOBODY, { loses: [A] }], y: [post('{"a":1}'), { loses: [A] }] }, again: () => ({ loses: [A] }) },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'those that name it are tried first',
    {
      sent: { y: [refusedFor(A), {}], x: [OF_NOBODY, { loses: [A] }] },
      again: (name) => (name === 'x' ? { loses: [A] } : {}),
    },
    ['y cleared as y~1 shows', 'x takes 20001 as x~1 shows', 'y 1 times, x 6 times', 'left x', 'rest 50'],
  ],
  [
    'where one that names it does it, no other is tried',
    {
      sent: { x: [OF_NOBODY, {}], y: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'y' ? { loses: [A] } : {}),
    },
    ['y takes 20001 as y~1 shows', 'y 6 times', 'left y', 'rest 50'],
  ],
  [
    'two devices are told in their order',
    {
      sent: { x: [refusedFor(B), { loses: [B] }], y: [refusedFor(A), { loses: [A] }] },
      again: () => ({ loses: [A] }),
      overAfter: 0,
    },
    ['noticed.not-repeated: ["20001","20002"]', 'left ', 'rest 50'],
  ],
  [
    'two devices may have been missed',
    {
      sent: { x: [refusedFor(B), { loses: [B] }], y: [refusedFor(A), { loses: [A] }] },
      again: nothing,
      witness: 'query',
      unseen: (n) => (n > 1 ? [B, A] : []),
    },
    [
      'x may take 20001 and 20002 unseen',
      'y may take 20001 and 20002 unseen',
      'noticed.out-of-sight: ["20001","20002"]',
      'x 4 times, y 4 times',
      'left x,y',
      'rest 50',
    ],
  ],
  [
    'of two that may have been missed, one was',
    {
      sent: { x: [refusedFor(B), { loses: [B] }], y: [refusedFor(A), { loses: [A] }] },
      again: nothing,
      witness: 'query',
      unseen: (n) => (n > 1 ? [A] : []),
    },
    [
      'x may take 20001 unseen',
      'y may take 20001 unseen',
      'nobody took 20002',
      'noticed.out-of-sight: ["20001"]',
      'x 4 times, y 4 times',
      'left x,y',
      'rest 50',
    ],
  ],
  [
    'sessions last as long as it took the repeats',
    {
      sent: { x: [refusedFor(A), { loses: [A], afterMs: 200 }] },
      again: () => ({ loses: [A], afterMs: 200 }),
      byThemselves: (n) => (n > 1 ? [D] : []),
      byThemselvesAfterMs: 2900,
    },
    ['x takes 20001 as x~1 shows', 'noticed.session-dropped: ["20004"]', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'they end behind that',
    {
      sent: { x: [refusedFor(A), { loses: [A], afterMs: 200 }] },
      again: () => ({ loses: [A], afterMs: 200 }),
      byThemselves: (n) => (n > 1 ? [D] : []),
      byThemselvesAfterMs: 4000,
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'the suite itself ends sessions',
    {
      sent: { x: [refusedFor(A), { loses: [A] }] },
      again: nothing,
      noise: [
        { event: 'down', by: 'suite' },
        { event: 'up', by: 'peer' },
      ],
    },
    ['x cleared as x~1 shows', 'nobody took 20001', 'x 1 times', 'left ', 'rest 50'],
  ],
  [
    'an answer that accounts for it beside a culprit',
    {
      sent: { x: [refusedFor(B), { loses: [B] }], y: [batch(A), { status: 200, success: [A], loses: [A] }] },
      again: () => ({ loses: [B] }),
    },
    ['x takes 20002 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'more than twenty-four of nobody in vain',
    {
      sent: Object.fromEntries(
        Array.from({ length: 13 }, (_, i) => [
          `g${i}`,
          [post(`{"a":"${'b'.repeat(i)}"}`), i === 12 ? { loses: [A] } : {}],
        ]),
      ) as World['sent'],
      again: nothing,
    },
    [
      'g12 cleared as g12~1 shows',
      'g11 cleared as g11~1 shows',
      'nobody took 20001',
      'g12 1 times, g11 1 times',
      'left ',
      'rest 50',
    ],
  ],
])('%s', async (_, world, expected) => expect(await come(world)).toEqual(expected));
