import { message } from '../messages/messages.ts';
import type { Failure } from './exchange.ts';
import { failed } from './failure.ts';
import type { Clock } from './pace.ts';
import type { Sending } from './transport.ts';

/** How long requests may leave: until the run is interrupted, its time is up or the client is closed. */
export interface Life {
  /** Why nothing more may leave; null: it may. */
  over(): Failure | null;
  /** How long an attempt that starts now may take, and what it is called if it takes longer. */
  bounds(): Pick<Sending, 'timeoutMs' | 'tooLate'>;
  /** Resolves after so many milliseconds, or when the life ends. */
  sleep(ms: number): Promise<void>;
  /** Ends it. */
  end(): void;
}

interface LifeOptions {
  clock: Clock;
  signal: AbortSignal;
  /** On the clock. */
  deadline: number;
  /** The most that one attempt may take. */
  timeoutMs: number;
  /** Ends what is in flight. */
  onEnd: (why: Failure) => void;
}

export function openLife({ clock, signal, deadline, timeoutMs, onEnd }: LifeOptions): Life {
  const interrupted = failed('INTERRUPTED', message('run.interrupted', {}));
  const outOfTime = failed('OUT_OF_TIME', message('run.time-limit', { ms: deadline }));
  const silence = failed('TIMEOUT', message('failure.timeout', { ms: timeoutMs }));
  const asleep = new Set<() => void>();
  let ended = false;

  const onAbort = () => {
    onEnd(interrupted);
    for (const wake of [...asleep]) wake();
  };
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();

  return {
    over: () => (ended || signal.aborted ? interrupted : clock.now() >= deadline ? outOfTime : null),
    bounds() {
      const left = deadline - clock.now();
      // A timer counts whole milliseconds, and must not end before the run does.
      const most = Math.max(1, Math.min(timeoutMs, Math.ceil(left)));
      return { timeoutMs: most, tooLate: left < timeoutMs ? outOfTime : silence };
    },
    sleep: (ms) =>
      new Promise((resolve) => {
        const wake = () => {
          cancel();
          asleep.delete(wake);
          resolve();
        };
        const cancel = clock.after(ms, wake);
        asleep.add(wake);
      }),
    end() {
      ended = true;
      signal.removeEventListener('abort', onAbort);
      onAbort();
    },
  };
}
