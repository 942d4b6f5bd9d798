import type { SessionEvent } from '../devices/session.ts';
import { isAnswered, isPage, speaksForGateway } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Said } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import type { Lease } from './check.ts';
import type { Exploration } from './explore/sequence.ts';
import { isPlain } from './request.ts';
import type { Setting } from './setting.ts';
import { timeline } from './timeline.ts';

/** One suspect request, repeated alone, and the devices that were lost although its answer does not account for them. */
export interface Confirmation {
  /** Id of the exchange that was suspected. */
  suspect: string;
  /** Id of its repeat. */
  repeat: string;
  lost: readonly Id[];
}

/** One request, repeated alone, that was seen to lose nobody by a witness that may have missed devices. */
export interface OutOfSight {
  /** Id of the exchange that was repeated. */
  suspect: string;
  /** Id of its repeat. */
  repeat: string;
  /** Those that may have been offline and back without having been seen. */
  devices: readonly Id[];
}

/** What a run recorded. */
export interface Record {
  setting: Setting;
  leases: ReadonlyMap<string, Lease>;
  /** In a fixed order: by check, then by number. */
  exchanges: readonly Exchange[];
  sessions: readonly SessionEvent[];
  confirmations: readonly Confirmation[];
  /** None where repeats were watched without a gap, or not at all, and in records of earlier versions. */
  outOfSight: readonly OutOfSight[];
  /** Losses that no repeat brought about again: remarks. */
  unconfirmed: readonly Id[];
  /** Devices whose sessions end when nothing is sent, with what was seen. */
  unstable: readonly Said[];
  /** Until when sessions were watched. */
  watchedUntil: number;
  /** What generated requests came to; null where none were asked for. */
  exploration: Exploration | null;
}

/** The record, indexed for judging. */
export interface Seen extends Record {
  /** What a scenario sent, in its order, of each request the last attempt; repeats left out. */
  of: (check: string) => readonly Exchange[];
  byId: ReadonlyMap<string, Exchange>;
  /** Whether another attempt was made after it, which counts in its place. */
  isRetried: (exchange: Exchange) => boolean;
  /** What was sent to repeat this one alone. */
  repeatsOf: (exchange: Exchange) => readonly Exchange[];
  /** Whether a witness knew the device online or offline at that moment. */
  stateAt: (device: Id, at: number) => 'online' | 'offline' | 'unknown';
  /** The first time at or after `from` that the device went offline by itself; null if it did not while it was watched. */
  downAfter: (device: Id, from: number) => number | null;
  /** The last time before `at` that the device went offline by itself; minus infinity where it did not. */
  lastLossBefore: (device: Id, at: number) => number;
  /** What the device did next after that moment. */
  nextAfter: (device: Id, at: number) => SessionEvent | null;
  /** The last time until `at` that the device came online; minus infinity where it did not. */
  upSince: (device: Id, at: number) => number;
  /** Until when the device's session was watched without a break from that moment on. */
  watchedFrom: (device: Id, from: number) => number;
  /** Whether any plain request, with whole ids and a valid credential, was answered 200; true where none was sent. */
  plainWorks: boolean;
  /** Every plain request for test devices that was answered ended in an internal error, and some were. */
  plainFails: boolean;
  /** When the last request of the operation was sent whose valid credential was honoured. */
  credentialWorkedUntil: number;
  /** A plain request was refused for its valid credential, to the end: from some moment on, it was not honoured. */
  credentialWasLost: boolean;
}

/** Indexes a record. */
export function see(record: Record): Seen {
  const retried = new Set(record.exchanges.map((x) => x.retryOf));
  const byCheck = groupBy(
    record.exchanges.filter((x) => x.repeatOf === null && !retried.has(x.id)),
    (x) => x.check,
  );
  const byDevice = new Map(
    [...groupBy(record.sessions, (event) => event.device)].map(([device, events]) => [device, sortsOf(events)]),
  );
  const eventsOf = (device: Id) => byDevice.get(device) ?? NO_EVENTS;
  const repeats = groupBy(record.exchanges, (x) => x.repeatOf ?? '');
  // Other addresses may go on honouring a credential that the operation refuses.
  const honoured = record.exchanges.filter(
    ({ request, answer }) =>
      request.path === 'operation' &&
      request.method === 'POST' &&
      request.credential === 'valid' &&
      answer &&
      answer.status !== 401 &&
      answer.status !== 403 &&
      !speaksForGateway(answer),
  );
  const plain = record.exchanges.filter(
    ({ request }) =>
      request.method === 'POST' &&
      request.credential === 'valid' &&
      request.instance === 'own' &&
      /^\{"device_ids":\[\d+(,\d+)*\]\}$/.test(request.body ?? ''),
  );
  const forDevices = plain.filter((x) => isAnswered(x) && isForDevices(x, record.setting));
  return {
    ...record,
    of: (check) => byCheck.get(check) ?? [],
    isRetried: (x) => retried.has(x.id),
    repeatsOf: (x) => repeats.get(x.id) ?? [],
    byId: new Map(record.exchanges.map((x) => [x.id, x])),
    stateAt: (device, at) => {
      const { all } = eventsOf(device);
      const last = all.items[all.until(at) - 1];
      if (!last) return 'unknown';
      return last.event === 'up' ? 'online' : 'offline';
    },
    downAfter: (device, from) => {
      const { losses } = eventsOf(device);
      return losses.items[losses.before(from)]?.at ?? null;
    },
    lastLossBefore: (device, at) => {
      const { losses } = eventsOf(device);
      return losses.items[losses.before(at) - 1]?.at ?? Number.NEGATIVE_INFINITY;
    },
    nextAfter: (device, at) => {
      const { all } = eventsOf(device);
      return all.items[all.until(at)] ?? null;
    },
    upSince: (device, at) => {
      const { ups } = eventsOf(device);
      return ups.items[ups.until(at) - 1]?.at ?? Number.NEGATIVE_INFINITY;
    },
    watchedFrom: (device, from) => {
      const { bySuite } = eventsOf(device);
      return bySuite.items[bySuite.until(from)]?.at ?? record.watchedUntil;
    },
    plainWorks: plain.length === 0 || plain.some((x) => isAnswered(x) && x.answer.status === 200 && !isPage(x.answer)),
    plainFails: forDevices.length > 0 && forDevices.every(({ answer }) => answer?.status === 500),
    credentialWasLost: plain.some(
      ({ id, answer }) => !retried.has(id) && (answer?.status === 401 || answer?.status === 403),
    ),
    credentialWorkedUntil: honoured.reduce((last, x) => Math.max(last, x.sentAt), -1),
  };
}

/** A plain request that nothing is special about: it asks for test devices alone. */
export const isForDevices = ({ request }: Exchange, { ground }: Setting): boolean =>
  isPlain(request) && (request.body?.match(/\d+/g) ?? []).every((id) => ground.devices.has(id));

/** What happened to one device, by kinds. */
const sortsOf = (events: readonly SessionEvent[]) => {
  const of = (isOf: (event: SessionEvent) => boolean) => timeline(events.filter(isOf), (event) => event.at);
  return {
    all: of(() => true),
    losses: of((event) => event.event === 'down' && event.by === 'peer'),
    ups: of((event) => event.event === 'up'),
    bySuite: of((event) => event.by === 'suite'),
  };
};
const NO_EVENTS = sortsOf([]);

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
