import { Worker } from 'node:worker_threads';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import type { FromThread, ToThread } from './thread.ts';

/** A thread that is gone, and all its tasks with it. */
export class ThreadLost extends Error {
  override name = 'ThreadLost';
}

interface Job {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
  onNews: (news: unknown) => void;
  timer: NodeJS.Timeout | undefined;
}

/** One thread, and what it has to do. */
export interface Seat {
  worker: Worker;
  jobs: Map<number, Job>;
  /** Seconds since it was heard of. */
  silent: number;
  gone: Promise<void>;
}

interface SeatOptions {
  module: URL;
  data: unknown;
  mostMemoryMb: number;
  youngMemoryMb: number;
}

const CLOSE_WITHIN_MS = 5000;

/** Starts a thread. It leaves the set as soon as it is gone. */
export function openSeat({ module, data, mostMemoryMb, youngMemoryMb }: SeatOptions, into: Set<Seat>): Seat {
  const worker = new Worker(module, {
    workerData: data,
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
  into.add(seat);
  return seat;
}

/** Whatever it had to do is not done. */
function lose(seat: Seat, reason: Error): void {
  const jobs = [...seat.jobs.values()];
  seat.jobs.clear();
  for (const { timer, reject } of jobs) {
    clearTimeout(timer);
    reject(Object.assign(new ThreadLost(reason.message), { stack: reason.stack ?? reason.message }));
  }
}

/** Ends a thread that is of no use any more. */
export function endSeat(seat: Seat, into: Set<Seat>, reason: Error): void {
  into.delete(seat);
  lose(seat, reason);
  void seat.worker.terminate();
}

/** Asks a thread to end when it is done, and ends it where it does not. */
export async function closeSeat({ worker, gone }: Seat): Promise<void> {
  worker.postMessage({ type: 'close' } satisfies ToThread);
  const timer = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
  await gone;
  clearTimeout(timer);
}

function errorFrom({ name, message, stack }: { name: string; message: string; stack: string }): Error {
  return name === 'ConfigError' ? new ConfigError(message) : Object.assign(new Error(message), { name, stack });
}
