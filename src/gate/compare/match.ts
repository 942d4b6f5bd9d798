/** Which alternative of a union took the place of which. */

import { namesOf } from '../graph/inner.ts';
import type { Node } from '../graph/node.ts';
import type { Type } from '../graph/shapes.ts';
import { type Alternative, typesOf } from '../graph/types.ts';
import { discriminatorKey, labelOf, tagNames, tagOf } from './branches.ts';
import { type Pair, pairOf } from './edit.ts';

/** Answers about other pairs, their whole depth counted in. */
export interface Likeness {
  /** No edit at all. */
  isSame: (pair: Pair) => boolean;
  /** No edit that takes from consumers what they have; null where that would take too long to find out. */
  isHarmless: (pair: Pair) => boolean | null;
}

interface Matched {
  /** Whether some were not tried, because they are too many. */
  isCut: boolean;
  pairs: [Alternative, Alternative][];
  gone: Alternative[];
  come: Alternative[];
}

/** More pairs than that are not tried against each other. */
const MOST_TRIED = 2500;

export function match(
  pair: Pair,
  base: readonly Alternative[],
  head: readonly Alternative[],
  only: ReadonlySet<Type>,
  { isSame, isHarmless }: Likeness,
): Matched {
  const pairs: [Alternative, Alternative][] = [];
  const gone = new Set(base);
  const come = new Set(head);
  const take = (old: Alternative, now: Alternative) => {
    pairs.push([old, now]);
    gone.delete(old);
    come.delete(now);
  };
  const byKey = (keyOf: (one: Alternative, side: Node) => string | null | undefined) => {
    const open = new Map<string, Alternative>();
    for (const now of come) {
      const key = keyOf(now, pair.head);
      if (key && !open.has(key)) open.set(key, now);
    }
    for (const old of [...gone]) {
      const key = keyOf(old, pair.base);
      const now = key ? open.get(key) : undefined;
      if (now && come.has(now)) take(old, now);
    }
  };
  const tags = tagNames(base, head);
  byKey((one, side) => discriminatorKey(one, side));
  byKey((one) => labelOf(one));
  for (const tag of tags) byKey((one) => tagOf(one.node, tag));
  // Variants that say by a tag what they are, are not others.
  const isOther = (old: Alternative, now: Alternative) => {
    const tag = tags.find((name) => tagOf(old.node, name) !== null && tagOf(now.node, name) !== null);
    return tag !== undefined && tagOf(old.node, tag) !== tagOf(now.node, tag);
  };
  const between = (old: Alternative, now: Alternative) => pairOf(old.node, now.node, pair.mode, only);
  let isCut = false;
  const byTest = (test: (old: Alternative, now: Alternative) => boolean | null) => {
    isCut = gone.size * come.size > MOST_TRIED;
    if (isCut) return;
    for (const old of [...gone])
      for (const now of [...come])
        if (gone.has(old) && come.has(now) && !isOther(old, now) && test(old, now) === true) take(old, now);
  };
  byTest((old, now) => isSame(between(old, now)));
  byTest((old, now) => isHarmless(between(old, now)));
  const scored = gone.size * come.size > MOST_TRIED ? [] : scores([...gone], [...come]);
  for (const { old, now } of scored) if (gone.has(old) && come.has(now) && !isOther(old, now)) take(old, now);
  return { isCut, pairs, gone: [...gone], come: [...come] };
}

/** The likest first: by the members that both name, and those that both require. */
function scores(gone: readonly Alternative[], come: readonly Alternative[]) {
  const found = gone.flatMap((old) =>
    come.map((now) => ({ old, now, score: likenessOf(old.node, now.node, gone.length === 1 && come.length === 1) })),
  );
  return found.filter(({ score }) => score >= 0.5).sort((a, b) => b.score - a.score);
}

function likenessOf(old: Node, now: Node, isOnly: boolean): number {
  const [before, after] = [namesOf(old), namesOf(now)];
  const both = [...before].filter((name) => after.has(name)).length;
  const all = new Set([...before, ...after]).size;
  const isTyped = [...typesOf(old)].some((type) => typesOf(now).has(type));
  if (!isTyped) return 0;
  if (all > 0) return both / all;
  // Texts, numbers and lists have no members to be known by.
  return isOnly ? 1 : 0.5;
}
