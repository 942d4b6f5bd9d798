import { Worker } from 'node:worker_threads';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import type { FromThread, ToThread } from './thread.ts';

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

/** A thread that is gone, and all its tasks with it. */
class ThreadLost extends Error {
  override name = 'ThreadLost';
}

interface Job {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
  onNews: (news: unknown) => void;
  timer: NodeJS.Timeout | undefined;
}

interface Seat {
  worker: Worker;
  jobs: Map<number, Job>;
  /** Seconds since it was heard of. */
  silent: number;
  gone: Promise<void>;
}

const MOST_MEMORY_MB = 1024;
/** Without it 48, which costs memory and saves no time where little is read. */
const YOUNG_MEMORY_MB = 12;
const PATIENCE_SECONDS = 60;
const CLOSE_WITHIN_MS = 5000;

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: still to be split
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

  const openSeat = (into: Set<Seat>): Seat => {
    const worker = new Worker(options.module, {
      workerData: options.data,
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb, maxYoungGenerationSizeMb: youngMemoryMb },
    });
    let reason: Error | null = null;
    const seat: Seat = {
      worker,
      jobs: new Map(),
      silent: 0,
      gone: new Promise((resolve) => {
        worker.on('error', (error: unknown) => {
          reason = error instanceof Error ? error : new Error(String(error));
        });
        worker.on('exit', () => {
          into.delete(seat);
          lose(seat, reason ?? new Error(tell`its thread ended before it was done`));
          resolve();
        });
      }),
    };
    worker.on('message', (message: FromThread) => {
      seat.silent = 0;
      if (message.type === 'alive') return;
      const job = seat.jobs.get(message.id);
      if (!job) return;
      if (message.type === 'news') return job.onNews(message.news);
      seat.jobs.delete(message.id);
      clearTimeout(job.timer);
      if (message.type === 'done') job.resolve(message.result);
      else job.reject(errorFrom(message.error));
    });
    if (isAborted) worker.postMessage({ type: 'abort' } satisfies ToThread);
    into.add(seat);
    return seat;
  };

  /** Whatever it had to do is not done. */
  const lose = (seat: Seat, reason: Error) => {
    const jobs = [...seat.jobs.values()];
    seat.jobs.clear();
    for (const { timer, reject } of jobs) {
      clearTimeout(timer);
      reject(Object.assign(new ThreadLost(reason.message), { stack: reason.stack ?? reason.message }));
    }
  };
  const end = (seat: Seat, into: Set<Seat>, reason: Error) => {
    into.delete(seat);
    lose(seat, reason);
    void seat.worker.terminate();
  };

  // Counted in ticks of this thread: while it stands still itself it accuses nobody.
  const watch = setInterval(() => {
    for (const into of [seats, alone])
      for (const seat of into) {
        if (seat.jobs.size === 0 || ++seat.silent <= patienceSeconds) continue;
        end(seat, into, new Error(tell`its thread gave no sign of life for ${patienceSeconds} s`));
      }
  }, 1000);
  watch.unref();

  const seatFor = (): Seat => {
    const [least] = [...seats].sort((a, b) => a.jobs.size - b.jobs.size);
    return least && (least.jobs.size === 0 || seats.size >= options.threads) ? least : openSeat(seats);
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
        end(seat, into, new Error(tell`another task of its thread did not end`));
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
    const seat = openSeat(alone);
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
      await Promise.all(
        [...seats, ...alone].map(async ({ worker, gone }) => {
          worker.postMessage({ type: 'close' } satisfies ToThread);
          const timer = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
          await gone;
          clearTimeout(timer);
        }),
      );
    },
  };
}

function errorFrom({ name, message, stack }: { name: string; message: string; stack: string }): Error {
  return name === 'ConfigError' ? new ConfigError(message) : Object.assign(new Error(message), { name, stack });
}
