import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often it is looked whether this process is held up, in ms. */
const TICK_MS = 20;
/** While it is held up the clock goes on that much slower, so that what happens one after the other keeps its order. */
const HELD_UP_RATE = 0.02;
/** It never falls back further than to a third of the time that passes. */
const SLOWEST = 1 / 3;

/**
 * A clock of this process's own time: it stands nearly still while the process is held up by its own work or by others on
 * the machine. What it measures of another's doing is so never too long for a reason that lies here.
 */
export interface OwnTime {
  /** Milliseconds since it was opened, monotonic; at most what a clock on the wall says. */
  now: () => number;
  close: () => void;
}

export function openOwnTime(wall: () => number = () => performance.now()): OwnTime {
  const began = wall();
  let heldUp = 0;
  let ticked = began;
  const lateBy = (at: number) => Math.max(0, at - ticked - TICK_MS) * (1 - HELD_UP_RATE);
  const timer = setInterval(() => {
    const at = wall();
    heldUp += lateBy(at);
    ticked = at;
  }, TICK_MS);
  timer.unref();
  return {
    now: () => {
      const at = wall();
      const passed = at - began;
      return Math.max(passed - heldUp - lateBy(at), passed * SLOWEST);
    },
    close: () => clearInterval(timer),
  };
}

/** Waits for so many ms of this process's own time; holds no process back where it is told so. */
export async function pauseOwn(ms: number, { ref = true } = {}): Promise<void> {
  const clock = openOwnTime();
  try {
    for (let left = ms; left > 0; left = ms - clock.now()) await sleep(Math.ceil(left), undefined, { ref });
  } finally {
    clock.close();
  }
}
