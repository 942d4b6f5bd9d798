import { Worker } from 'node:worker_threads';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';

/** What a task may cost. */
export interface Bounds {
  /** Of processor time. */
  seconds: number;
  megabytes: number;
  /** What the setting of the seconds is called. */
  setting: string;
}

/** What a thread that was given a task says of it. */
export type Told<Result> =
  | { result: Result }
  /** What it was given cannot be worked with: a sentence for people. */
  | { refused: string }
  /** A fault of the suite. */
  | { failed: { message: string; stack: string } };

/** How often it is looked how much time it took, in ms. */
const LOOK_EVERY_MS = 100;

/**
 * Has a thread of its own do a task on material of others, which may be made so that it has no end. `material` is what is
 * said to be too much. Throws a ConfigError where a bound is met, or the thread refuses the task.
 */
export async function bounded<Task, Result>(
  module: URL,
  task: Task,
  { seconds, megabytes, setting }: Bounds,
  material: string,
): Promise<Result> {
  const worker = new Worker(module, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
  const before = process.cpuUsage();
  let watch: NodeJS.Timeout | undefined;
  try {
    const told = await new Promise<Told<Result>>((resolve, reject) => {
      watch = setInterval(() => {
        const { user, system } = process.cpuUsage(before);
        // Other work of the process is not the task's, and neither is the time in which a busy machine let it wait.
        const busy = worker.performance.eventLoopUtilization().active;
        if (Math.min((user + system) / 1e6, busy / 1e3) < seconds) return;
        resolve({
          refused: tell`${material} take more than ${seconds} s of processor time, so they were left (${setting})`,
        });
      }, LOOK_EVERY_MS);
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
        resolve({ refused: tell`${material} take more than ${megabytes} MB of memory, so they were left` });
      });
      worker.once('exit', (code) => reject(new Error(`the thread ended with ${code} and said nothing`)));
    });
    if ('refused' in told) throw new ConfigError(told.refused);
    if ('failed' in told) throw Object.assign(new Error(told.failed.message), { stack: told.failed.stack });
    return told.result;
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}
