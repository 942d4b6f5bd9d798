import { afterAll } from '@jest/globals';

/** What begins the work for each key that nobody began yet, the next first. */
const waiting = new Set<() => void>();
let running = 0;
/** Trials wait more than they work. */
let width = 4;

/** How many at once in this file; where times are measured, fewer. */
export function atOnce(many: number): void {
  width = many;
}

function next(): void {
  for (const start of waiting) {
    if (running >= width) return;
    waiting.delete(start);
    running++;
    start();
  }
}

/**
 * Queues the work for all keys, a few at a time in the whole file, and gives a function that waits for the result of one:
 * so each test can tell its own, and none has to wait for those before it. Work begins with the first key that is asked
 * for, which goes before the others; what nobody asked for by the end is not begun any more.
 */
export function sideBySide<K, T>(keys: readonly K[], work: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const results = new Map<K, Promise<T>>();
  const starts = new Map<K, () => void>();
  const begun = new Set<Promise<T>>();
  for (const key of keys) {
    const turn = new Promise<void>((resolve) => starts.set(key, resolve));
    const result = turn
      .then(() => {
        begun.add(result);
        return work(key);
      })
      .finally(() => {
        running--;
        next();
      });
    // One that fails is told by its own test.
    result.catch(() => {});
    results.set(key, result);
  }
  for (const start of starts.values()) waiting.add(start);
  afterAll(async () => {
    for (const start of starts.values()) waiting.delete(start);
    await Promise.allSettled(begun);
  });
  return (key) => {
    const [result, start] = [results.get(key), starts.get(key)];
    if (!result || !start) return Promise.reject(new Error('it was not among the keys'));
    if (waiting.delete(start)) {
      const others = [...waiting];
      waiting.clear();
      for (const one of [start, ...others]) waiting.add(one);
    }
    next();
    return result;
  };
}
