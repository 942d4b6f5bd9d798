import type { Id } from '../deployment/deployment.ts';
import type { Exchange } from '../exchange/exchange.ts';

/** Requests that were repeated alone, told apart by their text. */
export interface Tried {
  cleared: Set<string>;
  guilty: Map<string, Proof>;
  /** Repeats had no answer, or their devices could not be brought online. */
  unsure: Set<string>;
  /** Kinds of requests of which one was shown guilty beyond chance. */
  kinds: Set<string>;
  /** So many times running a request lost devices that another time it did not lose. */
  longestByChance: number;
  /** How long it took repeats to lose their devices, in ms. */
  exposedMs: number;
}

/** A request that was repeated alone, and what it lost each time. */
export interface Proof {
  suspect: Exchange;
  kind: string;
  /** Whether it was the first of its kind to be shown. */
  isFirst: boolean;
  /** Id of the first repeat. */
  repeat: string;
  /** So many repeats lost devices, one after the other. */
  count: number;
  /** How many of these lost each device. */
  counts: Map<Id, number>;
  lost: readonly Id[];
}

/** A guilty request loses its devices in every one of so many repeats. */
const REPEATS = 6;
/** Once a kind of request was shown guilty, for another of that kind. */
const REPEATS_OF_KIND = 2;
/**
 * And in so many more for each time that chance brought a loss about again: a gateway that sends one request in four twice
 * has some device lost six times running once in a hundred runs, and other devices meanwhile two or three times.
 */
const REPEATS_BY_CHANCE = 3;
/** More than that are not asked for. */
const MOST_REPEATS = 40;

/** How many repeats running have to lose devices, by what is known now. */
export const wantedOf = ({ longestByChance }: Pick<Tried, 'longestByChance'>, isFirst: boolean): number =>
  Math.min(MOST_REPEATS, (isFirst ? REPEATS : REPEATS_OF_KIND) + REPEATS_BY_CHANCE * longestByChance);

/** So many times running chance lost somebody. */
export const sawByChance = (tried: Tried, times: number): void => {
  tried.longestByChance = Math.max(tried.longestByChance, times);
};
