/** Time, so that tests can turn its hands. Milliseconds. */
export interface Clock {
  now(): number;
  /** Calls once after so many milliseconds; returns what cancels it. */
  after(ms: number, call: () => void): () => void;
}

export interface PaceOptions {
  /** At most so many at once. */
  concurrency: number;
  /** Evenly spread; null: as fast as slots become free. */
  requestsPerSecond: number | null;
  /** From then on nobody is kept waiting: there is nothing more to send. */
  deadline: number;
  clock: Clock;
}

/** Decides when a request may leave. */
export interface Pace {
  /** Resolves when a request may leave; `first`: before all that wait. Each turn must be given back with `done`. */
  turn(first: boolean): Promise<void>;
  /** Gives a turn back. `good`: the deployment answered by itself, so a little more may be asked of it. */
  done(good: boolean): void;
  /** The deployment asked for patience: nothing leaves for so long, and half as much at once afterwards. */
  hold(ms: number): void;
  /** Lets everybody go at once, from now on. */
  release(): void;
}

/** So many good answers, and one more may be in flight again. */
const GOOD_FOR_ONE_MORE = 20;

/** Bounds what is in flight, spreads it over time, and backs off: half at a refusal, one more at a time afterwards. */
export function openPace({ concurrency, requestsPerSecond, deadline, clock }: PaceOptions): Pace {
  const urgent: (() => void)[] = [];
  const usual: (() => void)[] = [];
  const interval = requestsPerSecond === null ? 0 : 1000 / requestsPerSecond;
  let limit = concurrency;
  let inFlight = 0;
  let good = 0;
  let next = 0;
  let heldUntil = 0;
  let released = false;
  let cancel: (() => void) | null = null;

  const pump = () => {
    cancel?.();
    cancel = null;
    while (urgent.length + usual.length > 0) {
      const now = clock.now();
      if (!released && now < deadline) {
        if (inFlight >= limit) {
          cancel = clock.after(deadline - now, pump);
          return;
        }
        const at = Math.min(Math.max(next, heldUntil), deadline);
        if (now < at) {
          cancel = clock.after(at - now, pump);
          return;
        }
      }
      next = Math.max(now, next) + interval;
      inFlight++;
      (urgent.shift() ?? usual.shift())?.();
    }
  };

  return {
    turn: (first) =>
      new Promise((resolve) => {
        (first ? urgent : usual).push(resolve);
        pump();
      }),
    done: (wasGood) => {
      inFlight--;
      good = wasGood ? good + 1 : 0;
      if (good >= GOOD_FOR_ONE_MORE && limit < concurrency) {
        limit++;
        good = 0;
      }
      pump();
    },
    hold: (ms) => {
      heldUntil = Math.max(heldUntil, clock.now() + ms);
      limit = Math.max(1, Math.floor(limit / 2));
      good = 0;
      pump();
    },
    release: () => {
      released = true;
      pump();
    },
  };
}
