/** The differences of pairs, each found once. */

import { differenceOf } from './difference.ts';
import { type Difference, type Edit, isBad, type Pair } from './edit.ts';

export interface World {
  differenceOf: (pair: Pair) => Difference;
}

/** So many pairs are looked at to find out what one branch is like; beyond, it counts as another. */
const MOST_PAIRS = 3000;

const NOTHING: Difference = { edits: [], children: [] };

export function openWorld(): World {
  const known = new Map<string, Difference>();
  const open = new Set<string>();
  const answers = new Map<string, boolean | null>();
  const of = (pair: Pair): Difference | undefined => {
    const before = known.get(pair.key);
    if (before) return before;
    // It is being looked at: what leads back to it says nothing more.
    if (open.has(pair.key)) return undefined;
    open.add(pair.key);
    const found = differenceOf(pair, { isSame, isHarmless });
    open.delete(pair.key);
    known.set(pair.key, found);
    return found;
  };
  /** Whether no edit below a pair is of that kind. Cycles are closed by assumption. */
  const isFree = (name: string, start: Pair, isIt: (edit: Edit) => boolean): boolean | null => {
    const answer = answers.get(name + start.key);
    if (answer !== undefined) return answer;
    const seen = new Set([start.key]);
    const waiting = [start];
    let isWhole = true;
    let found: boolean | null = true;
    for (let pair = waiting.pop(); pair && found; pair = waiting.pop()) {
      const difference = of(pair);
      if (!difference) {
        isWhole = false;
        continue;
      }
      if (difference.edits.some(isIt)) found = false;
      else
        for (const child of difference.children)
          if (!seen.has(child.pair.key) && answers.get(name + child.pair.key) !== true) {
            seen.add(child.pair.key);
            waiting.push(child.pair);
          }
      if (seen.size > MOST_PAIRS) found = null;
    }
    if (!isWhole) return found;
    if (found === true) for (const key of seen) answers.set(name + key, true);
    else answers.set(name + start.key, found);
    return found;
  };
  const isSame = (pair: Pair) =>
    isFree('same ', pair, ({ effect }) => effect !== 'note' && effect !== 'overlap') === true;
  const isHarmless = (pair: Pair) => isFree('harmless ', pair, (edit) => isBad(edit, pair.base.role));
  return { differenceOf: (pair) => of(pair) ?? NOTHING };
}
