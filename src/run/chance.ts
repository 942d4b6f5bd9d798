import type { OutOfSight } from '../checks/seen.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Id } from '../operation/id.ts';

/** Requests that were repeated alone, told apart by their text. */
export interface Tried {
  /** Those that were lost without a cause: whoever did it is looked for. */
  devices: readonly Id[];
  cleared: Set<string>;
  guilty: Map<string, Proof>;
  /** Repeats had no answer, or their devices could not be brought online. */
  unsure: Set<string>;
  /** Those whose repeats seemed to lose nobody, with the devices that the witness may not have seen go offline. */
  unseen: Map<string, OutOfSight>;
  /** How many of each kind of request were shown guilty beyond chance. */
  kinds: Map<string, number>;
  /** So many times running a request lost devices that another time it did not lose. */
  longestByChance: number;
  /** How long it took repeats to lose their devices, in ms: all of them, and the slowest. */
  exposedMs: number;
  slowestMs: number;
}

export const noneTried = (devices: readonly Id[]): Tried => ({
  devices,
  cleared: new Set(),
  guilty: new Map(),
  unsure: new Set(),
  unseen: new Map(),
  kinds: new Map(),
  longestByChance: 0,
  exposedMs: 0,
  slowestMs: 0,
});

/** A request that was repeated alone, and what it lost each time. */
export interface Proof {
  suspect: Exchange;
  kind: string;
  /** So many of its kind had been shown before it. */
  before: number;
  /** Id of the first repeat. */
  repeat: string;
  /** So many repeats lost devices, one after the other. */
  count: number;
  /** How many of these lost each device. */
  counts: Map<Id, number>;
  /** The longest that one of these took to lose a device, in ms. */
  slowestMs: number;
  lost: readonly Id[];
}

/** A guilty request loses its devices in every one of so many repeats; of those of its kind that come after it less is asked. */
const REPEATS = [6, 2, 2, 1] as const;
/**
 * And in so many more for each time that chance brought a loss about again: a gateway that sends one request in four twice
 * has some device lost six times running once in a hundred runs, and other devices meanwhile two or three times.
 */
const REPEATS_BY_CHANCE = 3;
/** More than that are not asked for. */
const MOST_REPEATS = 40;

/** How many repeats running have to lose devices, by what is known now. */
export const wantedOf = ({ longestByChance }: Pick<Tried, 'longestByChance'>, before: number): number =>
  Math.min(MOST_REPEATS, (REPEATS[before] ?? 1) + REPEATS_BY_CHANCE * longestByChance);

/** The shortest wait between two repeats where it is known how fast they lose their devices, in ms. */
const LEAST_QUIET_MS = 100;

/** How long to wait for further effects of a repeat before the next, in ms; null: as long as effects may take. */
export const quietMs = (slowestMs: number): number | null =>
  slowestMs > 0 ? Math.max(LEAST_QUIET_MS, 3 * slowestMs) : null;

/** So many times running chance lost somebody. */
export const sawByChance = (tried: Tried, times: number): void => {
  tried.longestByChance = Math.max(tried.longestByChance, times);
};
