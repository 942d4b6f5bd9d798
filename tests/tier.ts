/**
 * Long tables and slow tests are a part of `npm test` each, and whole in `npm run test:long`: `x.long.test.ts` beside
 * `x.test.ts` imports `tests/long.ts` and then that file. Which cases of a table come in `npm test` depends on the seed.
 */
import { seed } from './seed.ts';
import { drawOf } from './trouble/draw.ts';

let isWhole = false;

/** For `tests/long.ts` alone: from here on all is whole. */
export function takeAll(): void {
  isWhole = true;
}

/** Whether this is the tier that takes long. */
export const inLongTier = (): boolean => isWhole;

/** So many of these cases, drawn, in their order; all of them in the long tier. */
export function drawn<const T>(cases: readonly T[], most: number): T[] {
  if (isWhole) return [...cases];
  const draw = drawOf(seed);
  const chosen = cases
    .map((_, i) => i)
    .sort((a, b) => draw('case', a) - draw('case', b))
    .slice(0, most);
  return cases.filter((_, i) => chosen.includes(i));
}

/** How many cases a property is tried with: a fifth of them before the long tier. */
export const runsOf = (whole: number): number => (isWhole ? whole : Math.ceil(whole / 5));

/** `test`, `describe` or what one of them makes of a table, in the long tier; else what defines nothing. */
export const whenLong = <F extends (...args: never[]) => void>(define: F): F =>
  isWhole ? define : ((() => {}) as unknown as F);
