import type { Id } from '../operation/id.ts';

/** Waits for devices to be seen offline. */
export interface SeenOffline {
  /** A session changed: whoever waits looks again. */
  wake(): void;
  /** Resolves to true once all of them are offline, to false when the time is up. */
  when(devices: readonly Id[], withinMs: number): Promise<boolean>;
}

interface SeenOfflineOptions {
  isOffline: (device: Id) => boolean;
  /** Asks whether the session of a device is still there. */
  ping: (device: Id) => Promise<unknown> | undefined;
  now: () => number;
}

/** A session that should have ended is asked whether it is still there: after so long for the first time, then so often. */
const FIRST_PING_MS = 1000;
const PING_EVERY_MS = 5000;

export function openSeenOffline({ isOffline, ping, now }: SeenOfflineOptions): SeenOffline {
  const waiting = new Set<() => void>();

  /** Takes those out of the set that were seen offline; resolves to true once it is empty, to false when the time is up. */
  const untilSeenOffline = (open: Set<Id>, withinMs: number): Promise<boolean> => {
    const look = () => {
      for (const device of open) if (isOffline(device)) open.delete(device);
      return open.size === 0;
    };
    if (look()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (all: boolean) => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve(all);
      };
      const wake = () => {
        if (look()) finish(true);
      };
      const timer = setTimeout(() => finish(false), withinMs);
      waiting.add(wake);
    });
  };

  return {
    wake() {
      for (const wake of waiting) wake();
    },
    async when(devices, withinMs) {
      const open = new Set(devices);
      const end = now() + withinMs;
      for (let gap = FIRST_PING_MS; ; gap = PING_EVERY_MS) {
        const left = end - now();
        if (left > 0 && (await untilSeenOffline(open, Math.min(gap, left)))) return true;
        // The end of a session may be lost on the way, and then it only seems to last.
        await Promise.all([...open].map(ping));
        if (left <= 0) return untilSeenOffline(open, 0);
      }
    },
  };
}
