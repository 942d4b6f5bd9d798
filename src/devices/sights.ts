import type { Id } from '../operation/id.ts';

/** Follows what looks at devices, one after the other, cannot have missed. Times are of a clock on the wall, in ms. */
export interface Sights {
  saw: (device: Id, state: 'online' | 'offline' | 'unknown', askedAt: number, answeredAt: number) => void;
  /** Follows one device from the last look on. */
  from: (device: Id) => Sight;
  /** How long to wait between two looks, in ms: less where they take long. */
  pauseMs: () => number;
  /** How long a pause between two looks may be in which no loss is missed, by what is known so far; in ms. */
  longestPauseMs: () => number;
}

export interface Sight {
  /** Whether a loss as short as the shortest that was seen so far would have been seen too. */
  missesNothing: () => boolean;
}

/** The pause between two looks: the first, the longest and the shortest, and by how much it grows; in ms. */
const PAUSE_MS = { first: 80, longest: 150, least: 40, more: 5 };
/** Where a device is out of sight for more than this part of what is allowed, the pause is half as long from then on. */
const MARGIN = 0.6;
/** A loss was shorter than the time from the last look before it to the first one after it: as much shorter as that. */
export const SHORTER = 0.7;

export function followSights(): Sights {
  const onlineAt = new Map<Id, number>();
  const isOffline = new Set<Id>();
  const open = new Map<Id, Set<{ longest: number }>>();
  let shortest = Number.POSITIVE_INFINITY;
  let pause = PAUSE_MS.first;
  const allowed = () => shortest * SHORTER;

  const outOfSight = (device: Id, ms: number) => {
    for (const sight of open.get(device) ?? []) sight.longest = Math.max(sight.longest, ms);
    pause =
      ms > MARGIN * allowed() ? Math.max(PAUSE_MS.least, pause / 2) : Math.min(PAUSE_MS.longest, pause + PAUSE_MS.more);
  };

  return {
    saw: (device, state, askedAt, answeredAt) => {
      const before = onlineAt.get(device);
      const wasOffline = isOffline.has(device);
      if (state === 'offline') {
        isOffline.add(device);
        return;
      }
      if (before !== undefined && !wasOffline && open.get(device)?.size) outOfSight(device, answeredAt - before);
      // What nobody tells leaves the device out of sight.
      if (state === 'unknown') return;
      if (before !== undefined && wasOffline) shortest = Math.min(shortest, answeredAt - before);
      isOffline.delete(device);
      onlineAt.set(device, askedAt);
    },
    from: (device) => {
      const sight = { longest: 0 };
      const sights = open.get(device) ?? new Set();
      open.set(device, sights.add(sight));
      return {
        missesNothing: () => {
          sights.delete(sight);
          return sight.longest <= allowed();
        },
      };
    },
    pauseMs: () => pause,
    longestPauseMs: () => Math.max(PAUSE_MS.least, MARGIN * allowed()),
  };
}
