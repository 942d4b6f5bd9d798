import { tell } from '../messages/speech.ts';
import { closeSeat, endSeat, openSeat, type Seat, ThreadLost } from './seat.ts';
import type { ToThread } from './thread.ts';

export interface CrewOptions {
  /** A module that calls `serve`. */
  module: URL;
  /** What `serve` gives it; must be plain data. */
  data: unknown;
  /** At most so many threads share the tasks. */
  threads: number;
  /** So long at most a thread may give no sign of life, in seconds. */
  patienceSeconds?: number;
  /** A thread whose own memory grows beyond it is ended, and takes no other with it. */
  mostMemoryMb?: number;
  /** What a thread may leave uncollected at a time; more saves time where it reads much. */
  youngMemoryMb?: number;
}

/** Threads that do tasks, several each. Tasks, news and results are plain data. */
export interface Crew<Task, Result, News> {
  /**
   * Does a task. When its thread dies or hangs, which another task of it may have brought about, it is done once more in a
   * thread of its own. Rejects with what the task threw, or with why its own thread ended.
   */
  perform(task: Task, options?: { onNews?: (news: News) => void; withinMs?: number }): Promise<Result>;
  /** Asks every task to end early. */
  abort(): void;
  close(): Promise<void>;
}

const MOST_MEMORY_MB = 1024;
/** Without it 48, which costs memory and saves no time where little is read. */
const YOUNG_MEMORY_MB = 12;
const PATIENCE_SECONDS = 60;

export function openCrew<Task, Result, News>(options: CrewOptions): Crew<Task, Result, News> {
  const {
    patienceSeconds = PATIENCE_SECONDS,
    mostMemoryMb = MOST_MEMORY_MB,
    youngMemoryMb = YOUNG_MEMORY_MB,
  } = options;
  const seats = new Set<Seat>();
  /** Threads that have one task only. */
  const alone = new Set<Seat>();
  let count = 0;
  let isAborted = false;
  let lastAlone: Promise<unknown> = Promise.resolve();

  const take = (into: Set<Seat>): Seat => {
    const seat = openSeat({ module: options.module, data: options.data, mostMemoryMb, youngMemoryMb }, into);
    if (isAborted) seat.worker.postMessage({ type: 'abort' } satisfies ToThread);
    return seat;
  };

  // Counted in ticks of this thread: while it stands still itself it accuses nobody.
  const watch = setInterval(() => {
    for (const into of [seats, alone])
      for (const seat of into) {
        if (seat.jobs.size === 0 || ++seat.silent <= patienceSeconds) continue;
        endSeat(seat, into, new Error(tell`its thread gave no sign of life for ${patienceSeconds} s`));
      }
  }, 1000);
  watch.unref();

  const seatFor = (): Seat => {
    const [least] = [...seats].sort((a, b) => a.jobs.size - b.jobs.size);
    return least && (least.jobs.size === 0 || seats.size >= options.threads) ? least : take(seats);
  };

  const doIn = (
    seat: Seat,
    into: Set<Seat>,
    task: Task,
    { onNews = () => {}, withinMs }: { onNews?: (news: News) => void; withinMs?: number },
  ): Promise<Result> =>
    new Promise((resolve, reject) => {
      const id = ++count;
      const tooLate = () => {
        seat.jobs.delete(id);
        reject(
          new Error(tell`it was not done after ${Math.round((withinMs ?? 0) / 1000)} s, which is past all its limits`),
        );
        endSeat(seat, into, new Error(tell`another task of its thread did not end`));
      };
      const timer = withinMs === undefined ? undefined : setTimeout(tooLate, withinMs);
      seat.silent = 0;
      seat.jobs.set(id, {
        resolve: resolve as (result: unknown) => void,
        reject,
        onNews: onNews as (news: unknown) => void,
        timer,
      });
      seat.worker.postMessage({ type: 'do', id, task } satisfies ToThread);
    });

  const doAlone = async (task: Task, how: Parameters<typeof doIn>[3]): Promise<Result> => {
    const seat = take(alone);
    try {
      return await doIn(seat, alone, task, how);
    } finally {
      alone.delete(seat);
      void seat.worker.terminate();
    }
  };

  return {
    perform: async (task, how = {}) => {
      try {
        return await doIn(seatFor(), seats, task, how);
      } catch (error) {
        if (!(error instanceof ThreadLost)) throw error;
        // One after the other: there is a culprit among them.
        const again = lastAlone.then(() => doAlone(task, how));
        lastAlone = again.catch(() => {});
        return again;
      }
    },
    abort: () => {
      isAborted = true;
      for (const { worker } of [...seats, ...alone]) worker.postMessage({ type: 'abort' } satisfies ToThread);
    },
    close: async () => {
      clearInterval(watch);
      await Promise.all([...seats, ...alone].map(closeSeat));
    },
  };
}
