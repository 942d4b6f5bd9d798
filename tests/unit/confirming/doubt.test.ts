/** What keeps a repeat from showing anything, and what is made of that. */
import { expect, test } from '@jest/globals';
import { post } from '../../../src/checks/request.ts';
import { listOf } from '../../../src/operation/body.ts';
import { A, B, batch, C, come, D, OF_NOBODY, refusedFor, useVirtualTime, type World } from './world.ts';

useVirtualTime();

test.each<[string, World, string[]]>([
  [
    'chance that never comes again, then another that does it always',
    {
      sent: { y: [refusedFor(B), { loses: [B] }], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'x' ? { loses: [A] } : {}),
    },
    [
      'y cleared as y~1 shows',
      'x takes 20001 as x~1 shows',
      'nobody took 20002',
      'y 1 times, x 9 times',
      'left x',
      'rest 50',
    ],
  ],
  [
    'an attempt without an answer is no chance',
    {
      sent: { z: [batch(B), { fails: true, loses: [B] }], y: [refusedFor(B), {}], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'x' ? { loses: [A] } : {}),
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'what cannot be repeated is no chance',
    {
      sent: { y: [refusedFor(B), { loses: [B] }], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'x' ? { loses: [A] } : { fails: true }),
    },
    ['x takes 20001 as x~1 shows', 'noticed.not-repeatable: ["20002"]', 'y 1 times, x 6 times', 'left y,x', 'rest 50'],
  ],
  [
    'what may have been missed is no chance',
    {
      sent: { y: [refusedFor(B), { loses: [B] }], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'x' ? { loses: [A] } : {}),
      witness: 'query',
      unseen: (n) => (n > 1 && n < 6 ? [B] : []),
    },
    [
      'x takes 20001 as x~1 shows',
      'y may take 20002 unseen',
      'noticed.out-of-sight: ["20002"]',
      'y 4 times, x 6 times',
      'left y,x',
      'rest 50',
    ],
  ],
  [
    'the nearest of those that name nobody does it',
    { sent: { y: [post('{"a":1}'), {}], x: [OF_NOBODY, { loses: [A] }] }, again: () => ({ loses: [A] }) },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'one of two suspects may have been missed',
    {
      sent: { x: [batch(A), { status: 200, failed: [A] }], y: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'x' ? { status: 200, failed: [A] } : {}),
      witness: 'query',
      unseen: (n) => (n > 1 && n < 6 ? [A] : []),
    },
    [
      'x cleared as x~1 shows',
      'y may take 20001 unseen',
      'noticed.out-of-sight: ["20001"]',
      'y 4 times, x 1 times',
      'left y',
      'rest 50',
    ],
  ],
  [
    'it is over when one of two was cleared',
    {
      sent: { x: [batch(A), { status: 200, failed: [A], loses: [A] }], y: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'x' ? { status: 200, failed: [A] } : {}),
      overAfter: 1,
    },
    ['x cleared as x~1 shows', 'nobody took 20001', 'noticed.not-repeated: ["20001"]', 'x 1 times', 'left ', 'rest 50'],
  ],
  [
    'another status with lists is judged by the status',
    {
      sent: { x: [batch(A), { status: 201, failed: [A], loses: [A] }], y: [batch(B), { status: 201, loses: [B] }] },
      again: (name) => (name === 'x' ? { status: 201, failed: [A], loses: [A] } : { status: 201, loses: [B] }),
    },
    ['x takes 20001 as x~1 shows', 'y takes 20002 as y~1 shows', 'x 6 times, y 2 times', 'left x,y', 'rest 50'],
  ],
  [
    'an answer without lists',
    {
      sent: { x: [batch(B), { status: 200, body: '[]', loses: [A] }] },
      again: () => ({ status: 200, body: '[]', loses: [A] }),
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'one with unreadable lists',
    {
      sent: { x: [batch(B), { status: 200, body: '{"success":[],"failed":1}', loses: [A] }] },
      again: () => ({ status: 200, body: '{"success":[],"failed":1}', loses: [A] }),
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'of several that are lost one is in failed',
    {
      gapMs: 600,
      sent: {
        x: [batch(A), { status: 200, failed: [A], loses: [A, C] }],
        y: [batch(B), { status: 200, failed: [B], loses: [B] }],
      },
      again: (name) => ({ status: 200, failed: [name === 'x' ? A : B], loses: name === 'x' ? [A, C] : [B] }),
    },
    [
      'x takes 20001 and 20003 as x~1 shows',
      'y takes 20002 as y~1 shows',
      'x 6 times, y 2 times',
      'left x,y',
      'rest 50',
    ],
  ],
  [
    'a loss at the very beginning of what is seen to',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: () => ({ loses: [A] }), since: 'first' },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'who is not online cannot be lost',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [refusedFor(B), { loses: [B] }] },
      again: (name) => (name === 'y' ? { loses: [B] } : {}),
      missing: [A],
      noise: [{ event: 'down', by: 'peer' }],
    },
    ['y takes 20002 as y~1 shows', 'y 6 times', 'left y', 'rest 50'],
  ],
  [
    'a session that ends as the watch begins',
    {
      sent: { x: [refusedFor(A), { loses: [A] }] },
      again: () => ({ loses: [A] }),
      byThemselves: (n) => (n === 1 ? [A] : []),
      byThemselvesAfterMs: 0,
    },
    ['x takes 20001 as x~1 shows', 'x 6 times', 'left x', 'rest 50'],
  ],
  [
    'a bad credential among others that name it goes alone',
    {
      sent: { y: [refusedFor(A), {}], x: [post(listOf(A), { credential: 'cut' }), { status: 401, loses: [A] }] },
      again: (name) => (name === 'x' ? { status: 401, loses: [A] } : {}),
    },
    ['y cleared as y~1 shows', 'x takes 20001 as x~1 shows', 'y 1 times, x 6 times', 'left x', 'rest 50'],
  ],
  [
    'one that had no answer among others',
    {
      sent: { y: [{ ...batch(A), method: 'GET' }, { fails: true }], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'x' ? { loses: [A] } : {}),
    },
    ['y cleared as y~2 shows', 'x takes 20001 as x~2 shows', 'x 7 times, y 2 times', 'left x', 'rest 50'],
  ],
  [
    'a group of which none is answered at first',
    {
      sent: { y: [post(`{"device_ids":["${A}"]}`), {}], x: [refusedFor(A), { loses: [A] }] },
      again: (name, n) => (n === 1 ? { fails: true } : name === 'x' ? { loses: [A] } : {}),
    },
    ['y cleared as y~2 shows', 'x takes 20001 as x~2 shows', 'x 7 times, y 2 times', 'left x', 'rest 50'],
  ],
  [
    'one of a group is withheld, and none does it',
    {
      sent: { y: [post(`{"device_ids":["${A}"]}`), {}], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'y' ? { withheld: true } : {}),
    },
    ['x cleared as x~2 shows', 'nobody took 20001', 'x 2 times, y 2 times', 'left ', 'rest 50'],
  ],
  [
    'one of a group is not answered, and none does it',
    {
      sent: { y: [post(`{"device_ids":["${A}"]}`), {}], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'y' ? { fails: true } : {}),
    },
    ['x cleared as x~2 shows', 'noticed.not-repeatable: ["20001"]', 'x 2 times, y 2 times', 'left y', 'rest 50'],
  ],
  [
    'one is lost while another may have been missed',
    {
      sent: { y: [refusedFor(B), { loses: [B] }], x: [refusedFor(A), { loses: [A] }] },
      again: (name) => (name === 'x' ? { loses: [A] } : {}),
      witness: 'query',
      unseen: (n) => (n > 2 ? [B] : []),
    },
    [
      'y cleared as y~1 shows',
      'x takes 20001 as x~1 shows',
      'nobody took 20002',
      'y 1 times, x 9 times',
      'left x',
      'rest 50',
    ],
  ],
  [
    'it is withheld after the first repeat',
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: (_, n) => (n > 1 ? { withheld: true } : { loses: [A] }) },
    ['noticed.not-repeatable: ["20001"]', 'x 5 times', 'left x', 'rest 50'],
  ],
  [
    'by the query API, nobody was seen to be lost, and one takes another',
    {
      sent: {
        x: [batch(A), { status: 200, success: [A], loses: [A] }],
        y: [batch(B), { status: 200, success: [B], loses: [B] }],
      },
      again: (name) =>
        name === 'x' ? { status: 200, success: [A], loses: [A, C] } : { status: 200, success: [B], loses: [B] },
      witness: 'query',
    },
    ['y cleared as y~1 shows', 'x takes 20003 as x~1 shows', 'x 6 times, y 1 times', 'left x', 'rest 0'],
  ],
  [
    'by the query API, nobody was lost, and nobody is',
    {
      sent: { x: [batch(A), { status: 200, success: [A], loses: [A] }], y: [refusedFor(B), {}] },
      again: () => ({ status: 200, success: [A], loses: [A] }),
      witness: 'query',
    },
    ['x cleared as x~1 shows', 'x 1 times', 'left ', 'rest 0'],
  ],
  [
    'by the query API, nobody was lost, and somebody may be each time',
    {
      sent: { x: [batch(A), { status: 200, success: [A], loses: [A] }] },
      again: () => ({ status: 200, success: [A], loses: [A] }),
      witness: 'query',
      unseen: () => [A, B, C],
    },
    ['x may take 20002 and 20003 unseen', 'x 4 times', 'left ', 'rest 0'],
  ],
  [
    'by the query API, each was seen to stay in one repeat or another',
    {
      sent: { x: [batch(A), { status: 200, success: [A], loses: [A] }] },
      again: () => ({ status: 200, success: [A], loses: [A] }),
      witness: 'query',
      unseen: (n) => (n % 2 === 1 ? [B] : [C]),
    },
    ['x cleared as x~2 shows', 'x 2 times', 'left ', 'rest 0'],
  ],
  [
    'by the query API, that is looked at once',
    {
      sent: { x: [batch(A), { status: 200, success: [A], loses: [A] }] },
      again: () => ({ status: 200, success: [A], loses: [A, B] }),
      witness: 'query',
      since: 1,
    },
    ['left ', 'rest 0'],
  ],
  [
    'by the query API, three plain ones are tried and no other',
    {
      sent: {
        ...Object.fromEntries(
          ['w', 'x', 'y', 'z'].map((name, i) => [
            name,
            [batch(A, `7777777${i}`), { status: 200, success: [A], loses: [A] }],
          ]),
        ),
        v: [batch(`${A}.5`), { status: 200, success: [A], loses: [A] }],
        u: [batch(B), { status: 200, failed: [B] }],
      } as World['sent'],
      again: () => ({ status: 200, success: [A], loses: [A] }),
      witness: 'query',
    },
    [
      'w cleared as w~1 shows',
      'x cleared as x~1 shows',
      'y cleared as y~1 shows',
      'w 1 times, x 1 times, y 1 times',
      'left ',
      'rest 0',
    ],
  ],
  [
    'by the query API, an attempt without an answer accounts for all',
    {
      sent: { x: [batch(A), { fails: true, loses: [A] }], y: [batch(B), { status: 200, success: [B], loses: [B] }] },
      again: () => ({ status: 200, success: [B], loses: [B, D] }),
      witness: 'query',
    },
    ['y takes 20004 as y~1 shows', 'y 6 times', 'left y', 'rest 50'],
  ],
  [
    'kinds are told by what the repeat is answered',
    {
      sent: { x: [refusedFor(A), { loses: [A] }], y: [refusedFor(B), { status: 500, loses: [B] }] },
      again: (name) => ({ status: 500, loses: [name === 'x' ? A : B] }),
    },
    ['x takes 20001 as x~1 shows', 'y takes 20002 as y~1 shows', 'x 6 times, y 2 times', 'left x,y', 'rest 50'],
  ],
])('closer: %s', async (_, world, expected) => expect(await come(world)).toEqual(expected));
