import type { Ground } from './guard.ts';
import { PROBES_FROM, probesHold } from './guard.ts';

/** Ids from the first up to, but without, the second. */
export type Range = readonly [from: bigint, to: bigint];

export const rangeOf = (id: bigint): Range => [id, id + 1n];

/** The same ids in ranges that are in order and do not touch. */
export function merged(ranges: Iterable<Range>): Range[] {
  const inOrder = [...ranges].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const all: [bigint, bigint][] = [];
  for (const [from, to] of inOrder) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = to > last[1] ? to : last[1];
    else all.push([from, to]);
  }
  return all;
}

/** What of these ranges is neither a test device nor absent. `ranges` are in order and do not touch. */
export function undeclaredIn(ranges: readonly Range[], ground: Ground): Range[] {
  const declared = declaredIn(ground);
  const left: Range[] = [];
  for (const [first, end] of ranges) {
    let from = first;
    for (let i = firstThatEndsAfter(declared, from); i < declared.length && from < end; i++) {
      const [start, stop] = declared[i] ?? [end, end];
      if (start >= end) break;
      if (start > from) left.push([from, start]);
      if (stop > from) from = stop;
    }
    if (from < end) left.push([from, end]);
  }
  return left;
}

function firstThatEndsAfter(ranges: readonly Range[], id: bigint): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[1] ?? 0n) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

const known = new WeakMap<Ground, Range[]>();
/** No device has an id of more than 18 digits: a deployment file cannot name one either. */
const NO_ID = 10n ** 18n;
/** Further than any number that can be made of a body. */
const FAR = 1n << 100_000n;

function declaredIn(ground: Ground): Range[] {
  const before = known.get(ground);
  if (before) return before;
  const ids = [...ground.devices, ...ground.absentIds].filter((id) => !ground.watched.has(id));
  const all = merged([
    ...ids.map((id) => rangeOf(BigInt(id))),
    ...ground.absentRanges.map(([from, to]): Range => [BigInt(from), BigInt(to) + 1n]),
    [NO_ID, FAR],
    ...(probesHold(ground) ? [[-FAR, 1n] as const, [BigInt(PROBES_FROM), FAR] as const] : []),
  ]);
  known.set(ground, all);
  return all;
}
