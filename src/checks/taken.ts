import { readLists } from '../exchange/answer.ts';
import type { Id } from '../operation/id.ts';
import { type Answered, answeredWhere } from './judging.ts';
import type { Seen } from './seen.ts';
import { type Timeline, timeline } from './timeline.ts';

/** A device that was online when a request was sent whose 200 answer puts it into `success`. */
export interface Taken {
  x: Answered;
  device: Id;
  /** Milliseconds from the answer to the loss of the session (below 0: before the answer); null: not lost while watched. */
  after: number | null;
  /** How long it was watched after the answer. */
  watched: number;
  /** The later request whose answer puts it into `success` too, where it was lost only after that one was sent. */
  lostTo: Answered | null;
}

/** What became of each of them. */
export function taken(seen: Seen): Taken[] {
  const all = takenBy(seen);
  const requests = takenBySending(all);
  return all.map((one) => {
    const { x, device, after } = one;
    if (after === null) return one;
    const { items, until } = requests(device);
    const later = items[until(x.answeredAt)];
    return later && later.x.sentAt <= x.answeredAt + after ? { ...one, lostTo: later.x } : one;
  });
}

/** Those of one device, by when their requests were sent. */
export function takenBySending(all: readonly Taken[]): (device: Id) => Timeline<Taken> {
  const byDevice = new Map<Id, Taken[]>();
  for (const one of all) {
    const same = byDevice.get(one.device);
    if (same) same.push(one);
    else byDevice.set(one.device, [one]);
  }
  const sorted = new Map([...byDevice].map(([id, of]) => [id, timeline(of, ({ x }) => x.sentAt)]));
  return (device) => sorted.get(device) ?? NONE;
}

const NONE = timeline<Taken>([], () => 0);

function takenBy(seen: Seen): Taken[] {
  return answeredWhere(seen, (x) => x.answer.status === 200 && x.request.method === 'POST').flatMap((x) =>
    [...new Set((readLists(x.answer)?.success ?? []).map((entry) => entry.key ?? ''))]
      .filter((device) => seen.setting.ground.devices.has(device) && seen.stateAt(device, x.sentAt) === 'online')
      .map((device) => {
        const down = seen.downAfter(device, x.sentAt);
        const watchedUntil = seen.watchedFrom(device, x.sentAt);
        return {
          x,
          device,
          after: down === null || down > watchedUntil ? null : down - x.answeredAt,
          watched: watchedUntil - x.answeredAt,
          lostTo: null,
        };
      }),
  );
}
