/** Time that passes only where somebody waits for it: what takes minutes is over at once, and in the same order each time. */

export interface VirtualTime {
  now: () => number;
  /** Gives the clock back. */
  close: () => void;
}

/** From now on setTimeout waits by this clock. */
export function openVirtualTime(): VirtualTime {
  const { setTimeout: real, setImmediate: soon } = globalThis;
  let now = 0;
  let isRunning = false;
  const timers: { at: number; go: () => void }[] = [];
  const step = () => {
    timers.sort((a, b) => a.at - b.at);
    const next = timers.shift();
    if (!next) {
      isRunning = false;
      return;
    }
    now = Math.max(now, next.at);
    next.go();
    soon(step);
  };
  globalThis.setTimeout = ((go: () => void, ms = 0) => {
    timers.push({ at: now + Math.max(0, ms), go });
    if (!isRunning) soon(step);
    isRunning = true;
    return undefined;
  }) as unknown as typeof setTimeout;
  return {
    now: () => now,
    close: () => {
      globalThis.setTimeout = real;
    },
  };
}
