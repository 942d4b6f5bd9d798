/** Things in the order of their times, to be looked up by time. */
export interface Timeline<T> {
  items: readonly T[];
  /** How many of them come before this time. */
  before: (at: number) => number;
  /** How many of them come at this time or before it. */
  until: (at: number) => number;
}

/** Puts things in the order of their times; those of one time stay in theirs. */
export function timeline<T>(all: readonly T[], timeOf: (item: T) => number): Timeline<T> {
  const items = [...all].sort((a, b) => timeOf(a) - timeOf(b));
  const count = (isPast: (time: number) => boolean): number => {
    let [from, to] = [0, items.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const item = items[middle];
      if (item !== undefined && isPast(timeOf(item))) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  return { items, before: (at) => count((time) => time < at), until: (at) => count((time) => time <= at) };
}
