import { performance } from 'node:perf_hooks';
import type { Steps } from '../base/steps.ts';

/** No step begins so shortly before the end, in ms: what comes last is to be seen in time. */
const BEFORE_THE_END_MS = 50;

/**
 * Does work, step by step, while a wait of so many ms lasts: in turns with what comes in. What is not done by then stays
 * undone. A step that fails ends it; whoever needs the work does it again, and hears of the fault then.
 */
export function meanwhile(steps: Steps, waitMs: number): { stop: () => void } {
  const last = performance.now() + waitMs - BEFORE_THE_END_MS;
  let isStopped = false;
  const turn = () => {
    if (isStopped || performance.now() >= last) return;
    try {
      if (steps.next().done) return;
    } catch {
      return;
    }
    setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop: () => {
      isStopped = true;
    },
  };
}
