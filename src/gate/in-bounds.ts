import { tell, tongue } from '../messages/speech.ts';
import { bounded } from './bounded.ts';
import type { GateThreadData } from './gate-thread.ts';
import type { Compared, GateTask } from './task.ts';

/** Documents of several megabytes take some hundred. */
const MOST_MEGABYTES = 1024;

/** How long comparing may take. */
export interface GateTime {
  /** Of processor time. */
  seconds: number;
  /** What the setting is called where the caller can change it. */
  setting: string;
}

/** Compares in a thread of its own that ends. Throws a ConfigError, also where a bound is met. */
export const compareInBounds = (task: GateTask, time: GateTime): Promise<Compared> =>
  bounded<GateThreadData, Compared>(
    new URL('../gate/gate-thread.js', import.meta.url),
    { language: tongue().language, task },
    { ...time, megabytes: MOST_MEGABYTES },
    tell`the documents`,
  );
