/** Small worlds in which devices were lost, and requests are repeated to find out who did it. */
import { afterEach, beforeEach } from '@jest/globals';
import { post } from '../../../src/checks/request.ts';
import { parseDeployment } from '../../../src/deployment/load.ts';
import type { Pool } from '../../../src/devices/pool.ts';
import { openRest } from '../../../src/devices/rested.ts';
import type { SessionEvent, Witness } from '../../../src/devices/session.ts';
import { loadEdition } from '../../../src/edition/load.ts';
import { Withheld } from '../../../src/exchange/client.ts';
import type { Exchange, Request } from '../../../src/exchange/exchange.ts';
import { message } from '../../../src/messages/messages.ts';
import { listOf } from '../../../src/operation/body.ts';
import { confirm } from '../../../src/run/confirm.ts';
import { followEffects } from '../../../src/run/effects.ts';
import type { Entry } from '../../../src/run/record.ts';
import { settingOf } from '../../../src/run/setting.ts';
import { answerWith } from '../hand-made.ts';
import { openVirtualTime, type VirtualTime } from '../virtual-time.ts';

export const [A, B, C, D] = ['20001', '20002', '20003', '20004'] as const;
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
  /** The body, where it is none of the usual ones. */
  body?: string;
}

export interface World {
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
  /** What else is heard of the first device while it is watched for the first time; it is no loss. */
  noise?: readonly Pick<SessionEvent, 'event' | 'by'>[];
  /** It is over from so many repeats on. */
  overAfter?: number;
  /** What was lost before was seen to; `first` is the moment of the first loss. */
  since?: number | 'first';
  /** Between two that are sent; 100 ms. */
  gapMs?: number;
}

let time: VirtualTime;
/** Called by each file of tests: time passes only where somebody waits. */
export function useVirtualTime(): void {
  beforeEach(() => {
    time = openVirtualTime();
  });
  afterEach(() => time.close());
}
export const now = (): number => time.now();

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const entry = (id: string) => ({ id: Number(id), device_name: 'd', device_id: Number(id) });
const answerOf = ({ status = 400, success = [], failed = [], body }: Doing) =>
  answerWith(
    status,
    body ??
      JSON.stringify(
        status < 300
          ? { success: success.map(entry), failed: failed.map(entry) }
          : { error_code: 'SCB.00000000', error_msg: 'no', request_id: 'r' },
      ),
  );

/** Devices, and a deployment that does as it is told. */
export function openWorld(world: World) {
  const { now } = time;
  const setting = settingOf(deployment, loadEdition(deployment.edition), world.witness ?? 'mqtt');
  const exchanges: Exchange[] = [];
  const sessions: SessionEvent[] = [];
  const online = new Set<string>();
  const entries: Entry[] = [];
  const repeats = new Map<string, number>();
  let sent = 0;
  const witness = world.witness ?? 'mqtt';
  // Where somebody has to be asked the wait for late effects is watched too, and counts as none.
  let watches = witness === 'query' ? -1 : 0;
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
        for (const one of n === 1 ? (world.noise ?? []) : [])
          sessions.push({ at: now(), device: A, witness: 'mqtt', ...one });
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
      if (one.type === 'out-of-sight') return [`${one.suspect} may take ${one.devices.join(' and ')} unseen`];
      if (one.type === 'unconfirmed') return [`nobody took ${one.device}`];
      return one.type === 'unstable' ? [`${one.said?.kind}: ${JSON.stringify(one.said?.values['devices'])}`] : [];
    }),
    [...repeats].map(([name, n]) => `${name} ${n} times`).join(', '),
  ].filter(Boolean);
}

/** What confirming makes of it. */
export async function come(world: World) {
  const { confirmer, entries, repeats, begin } = openWorld(world);
  await begin();
  const first = confirmer.sessions.find(({ by }) => by === 'peer')?.at;
  const left = await confirm(confirmer, world.since === 'first' ? first : world.since);
  return [
    ...toldBy(entries, repeats),
    `left ${left.map(({ id }) => String(id)).join()}`,
    `rest ${confirmer.rest.ms()}`,
  ];
}

export const batch = (...ids: (string | undefined)[]) => post(listOf(...ids.map(String)));
export const refusedFor = (id: string | undefined) => post(`{"device_ids":[${id},"x"]}`);
export const OF_NOBODY = post('{}');
export const GET = post(null, { method: 'GET', contentType: null });
export const nothing = (): Doing => ({});
