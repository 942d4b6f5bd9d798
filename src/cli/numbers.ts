import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import type { ExploreOptions } from '../run/explore.ts';

export interface ExploreFlags {
  explore?: string;
  seed?: string;
}

/** The whole number that a flag gives; null where it is not there. */
export function whole(flag: string, text: string | undefined, least: number, most: number): number | null {
  if (text === undefined) return null;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new ConfigError(tell`${flag} ${text}: a whole number from ${least} to ${most} is wanted`);
  return value;
}

/** A run of thousands of requests takes its time; more than this is a slip. */
const MOST_EXPLORED = 1_000_000;

/** What to explore; null where that is not asked for. Throws a ConfigError. */
export function exploreOf({ explore, seed }: ExploreFlags): ExploreOptions | null {
  if (explore === undefined) {
    if (seed !== undefined) throw new ConfigError(tell`--seed needs --explore`);
    return null;
  }
  const requests = /^\d+$/.test(explore) ? Number(explore) : 0;
  if (requests < 1 || requests > MOST_EXPLORED)
    throw new ConfigError(tell`--explore ${explore}: a number of requests from 1 to ${MOST_EXPLORED} is wanted`);
  if (seed === undefined) return { requests, seed: Math.floor(Math.random() * 2 ** 31) };
  const value = /^-?\d{1,10}$/.test(seed) ? Number(seed) : Number.NaN;
  if (!(value >= -(2 ** 31) && value < 2 ** 31))
    throw new ConfigError(
      tell`--seed ${seed}: a whole number from -2147483648 to 2147483647 is wanted, as reports show it`,
    );
  return { requests, seed: value };
}
