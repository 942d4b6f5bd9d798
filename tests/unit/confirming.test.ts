/** Who took devices offline: small worlds in which requests are repeated, and what confirming makes of each. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { post } from '../../src/checks/request.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import type { Pool } from '../../src/devices/pool.ts';
import { openRest } from '../../src/devices/rested.ts';
import type { SessionEvent, Witness } from '../../src/devices/session.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { Withheld } from '../../src/exchange/client.ts';
import type { Exchange, Request } from '../../src/exchange/exchange.ts';
import { message } from '../../src/messages/messages.ts';
import { listOf } from '../../src/operation/body.ts';
import { quietMs, wantedOf } from '../../src/run/chance.ts';
import { confirm } from '../../src/run/confirm.ts';
import { openConfirming } from '../../src/run/confirming.ts';
import { followEffects } from '../../src/run/effects.ts';
import type { Entry } from '../../src/run/record.ts';
import { settingOf } from '../../src/run/setting.ts';
import { answerWith } from './hand-made.ts';
import { openVirtualTime, type VirtualTime } from './virtual-time.ts';

const [A, B, C, D] = ['20001', '20002', '20003', '20004'] as const;
const deployment = parseDeployment(
  JSON.stringify({
    name: 'x',
    baseUrl: 'http://127.0.0.1:1',
    projectId: 'p',
    instanceId: 'i',
    auth: { token: 'a-token-of-no-use' },
    mqtt: { url: 'mqtt://127.0.0.1:1' },
    devices: [A, B, C, D].map((id) => ({
      id: Number(id),
      mqtt: { clientId: `c${id}`, username: 'u', password: 'pppppppp' },
    })),
    absent: { deviceId: 77777777 },
    limits: { effectWithinMs: 1000, effectLatestMs: 3000 },
  }),
  'inline',
  {},
  '.',
);

/** What becomes of a request: its answer, and who is lost so long after it. */
interface Doing {
  status?: number;
  success?: readonly string[];
  failed?: readonly string[];
  /** No answer. */
  fails?: true;
  /** The guard has something against it. */
  withheld?: true;
  loses?: readonly string[];
  afterMs?: number;
}

interface World {
  /** What was sent before, in its order, by name. */
  sent: Record<string, [Request, Doing]>;
  /** What its repeats do; `n` from 1 for each of them. */
  again: (name: string, n: number) => Doing;
  witness?: Witness;
  /** Devices that cannot be brought online any more. */
  missing?: readonly string[];
  /** Devices that the witness may have missed, of the n-th watch. */
  unseen?: (n: number) => readonly string[];
  /** Devices that go offline by themselves while the n-th watch is on and nothing is sent. */
  byThemselves?: (n: number) => readonly string[];
  /** So long after its beginning; 5 ms. */
  byThemselvesAfterMs?: number;
  /** Whose sessions the suite gave up, or are brought up again, meanwhile. */
  noise?: true;
  /** It is over from so many repeats on. */
  overAfter?: number;
  since?: number;
  /** Between two that are sent; 100 ms. */
  gapMs?: number;
}

let time: VirtualTime;
beforeEach(() => {
  time = openVirtualTime();
});
afterEach(() => time.close());

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const entry = (id: string) => ({ id: Number(id), device_name: 'd', device_id: Number(id) });
const answerOf = ({ status = 400, success = [], failed = [] }: Doing) =>
  answerWith(
    status,
    JSON.stringify(
      status === 200
        ? { success: success.map(entry), failed: failed.map(entry) }
        : { error_code: 'SCB.00000000', error_msg: 'no', request_id: 'r' },
    ),
  );

/** Devices, and a deployment that does as it is told. */
function openWorld(world: World) {
  const { now } = time;
  const setting = settingOf(deployment, loadEdition(deployment.edition), world.witness ?? 'mqtt');
  const exchanges: Exchange[] = [];
  const sessions: SessionEvent[] = [];
  const online = new Set<string>();
  const entries: Entry[] = [];
  const repeats = new Map<string, number>();
  let watches = 0;
  let sent = 0;
  const witness = world.witness ?? 'mqtt';
  const event = (device: string, what: 'up' | 'down') => {
    if (what === 'up') online.add(device);
    else if (!online.delete(device)) return;
    const one: SessionEvent = {
      at: now(),
      device,
      event: what,
      by: what === 'up' ? 'suite' : 'peer',
      witness: witness === 'query' ? 'query' : 'mqtt',
    };
    sessions.push(one);
    effects.saw(one);
  };
  const pool: Pool = {
    witness,
    state: (device) => (online.has(device) ? 'online' : 'offline'),
    bringOnline: async (devices) => {
      const missing = devices.filter((device) => world.missing?.includes(device));
      for (const device of devices) if (!missing.includes(device) && !online.has(device)) event(device, 'up');
      return missing.map((device) => ({ device, reason: message('text', { text: 'no' }) }));
    },
    takeOffline: async () => {},
    whenOffline: async (devices, withinMs) => {
      for (const end = now() + withinMs; now() < end && devices.some((one) => online.has(one)); ) await pause(5);
      return !devices.some((one) => online.has(one));
    },
    lookAgain: async () => {},
    watch: async (devices, meanwhile) => {
      const n = ++watches;
      const before = sent;
      let isOn = true;
      setTimeout(() => {
        if (!isOn) return;
        if (world.noise && n === 1)
          for (const what of ['down', 'up'] as const)
            sessions.push({ at: now(), device: A, event: what, by: 'suite', witness: 'mqtt' });
        for (const device of sent === before ? (world.byThemselves?.(n) ?? []) : []) event(device, 'down');
      }, world.byThemselvesAfterMs ?? 5);
      await meanwhile();
      isOn = false;
      return (world.unseen?.(n) ?? []).filter((device) => devices.includes(device));
    },
    close: async () => {},
  };
  const effects = followEffects(pool, setting, now);
  const perform = async (request: Request, ids: Pick<Exchange, 'id' | 'check' | 'repeatOf'>, doing: Doing) => {
    sent++;
    const sentAt = now();
    await pause(10);
    const x: Exchange = {
      ...ids,
      request,
      url: '',
      requestHeaders: {},
      sentAt,
      answeredAt: now(),
      throttled: [],
      answer: doing.fails ? null : answerOf(doing),
      failure: doing.fails ? { code: 'TIMEOUT', message: '' } : null,
      retryOf: null,
    };
    exchanges.push(x);
    for (const device of doing.loses ?? []) setTimeout(() => event(device, 'down'), doing.afterMs ?? 5);
    return x;
  };
  const client = {
    send: async (request: Request, { id, check, repeatOf }: Pick<Exchange, 'id' | 'check' | 'repeatOf'>) => {
      if (id.endsWith('+')) return perform(request, { id, check, repeatOf }, { status: 200 });
      const name = repeatOf ?? '';
      const n = (repeats.get(name) ?? 0) + 1;
      repeats.set(name, n);
      const doing = world.again(name, n);
      if (doing.withheld)
        throw new Withheld({ reason: 'no', said: message('text', { text: 'no' }), declare: [] } as never);
      return perform(request, { id, check, repeatOf }, doing);
    },
    again: async () => null,
  };
  const all = () => [...repeats.values()].reduce((sum, n) => sum + n, 0);
  const confirmer = {
    client,
    pool,
    setting,
    effects,
    over: () => null,
    stop: () => {},
    exchanges,
    sessions,
    sink: (one: Entry) => void entries.push(one),
    rest: openRest({ limitMs: 5000, now }),
    now,
    isOver: () => all() >= (world.overAfter ?? Number.POSITIVE_INFINITY),
  };
  const begin = async () => {
    await pool.bringOnline([A, B, C, D]);
    for (const [name, [request, doing]] of Object.entries(world.sent)) {
      await pause(world.gapMs ?? 100);
      await perform(request, { id: name, check: 'a/b', repeatOf: null }, doing);
      await pause((doing.afterMs ?? 5) + 20);
      await pool.bringOnline([A, B, C, D]);
    }
  };
  return { confirmer, entries, repeats, begin, event };
}

/** What was told, and how often each was repeated. */
function toldBy(entries: readonly Entry[], repeats: ReadonlyMap<string, number>): string[] {
  return [
    ...entries.flatMap((one) => {
      if (one.type === 'confirmation')
        return [
          `${one.suspect} ${one.lost.length === 0 ? 'cleared' : `takes ${one.lost.join(' and ')}`} as ${one.repeat} shows`,
        ];
      if (one.type === 'unconfirmed') return [`nobody took ${one.device}`];
      return one.type === 'unstable' ? [`${one.said?.kind}: ${JSON.stringify(one.said?.values['devices'])}`] : [];
    }),
    [...repeats].map(([name, n]) => `${name} ${n} times`).join(', '),
  ].filter(Boolean);
}

async function come(world: World) {
  const { confirmer, entries, repeats, begin } = openWorld(world);
  await begin();
  const left = await confirm(confirmer, world.since);
  return [...toldBy(entries, repeats), `left ${left.map(({ id }) => id).join()}`, `rest ${confirmer.rest.ms()}`];
}

const batch = (...ids: (string | undefined)[]) => post(listOf(...ids.map(String)));
const refusedFor = (id: string | undefined) => post(`{"device_ids":[${id},"x"]}`);
const OF_NOBODY = post('{}');
const GET = post(null, { method: 'GET', contentType: null });
const nothing = (): Doing => ({});

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
    ['noticed.out-of-sight: ["20001"]', 'x 4 times', 'left x', 'rest 50'],
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
    ['noticed.out-of-sight: ["20001"]', 'x 5 times', 'left x', 'rest 50'],
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
    ['noticed.out-of-sight: ["20001","20002"]', 'x 4 times, y 4 times', 'left x,y', 'rest 50'],
  ],
  [
    'of two that may have been missed, one was',
    {
      sent: { x: [refusedFor(B), { loses: [B] }], y: [refusedFor(A), { loses: [A] }] },
      again: nothing,
      witness: 'query',
      unseen: (n) => (n > 1 ? [A] : []),
    },
    ['nobody took 20002', 'noticed.out-of-sight: ["20001"]', 'x 4 times, y 4 times', 'left x,y', 'rest 50'],
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
    { sent: { x: [refusedFor(A), { loses: [A] }] }, again: nothing, noise: true },
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

test.each<[string, World, number]>([
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
      again: (name) => ({ loses: [name === 'x' ? A : B], afterMs: name === 'x' ? 90 : 10 }),
    },
    4550,
  ],
])('the time %s', async (_, world, expected) => {
  const { confirmer, begin } = openWorld(world);
  await begin();
  const from = time.now();
  await confirm(confirmer);
  expect(Math.round(time.now() - from)).toBe(expected);
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
