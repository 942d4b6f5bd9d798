import { afterAll } from '@jest/globals';

const waiting: (() => void)[] = [];
let running = 0;
/** Trials wait more than they work. */
let width = 4;

/** How many at once in this file; where times are measured, fewer. */
export function atOnce(many: number): void {
  width = many;
}

function next(): void {
  while (running < width) {
    const start = waiting.shift();
    if (!start) return;
    running++;
    start();
  }
}

/**
 * Queues the work for all keys, a few at a time in the whole file, and gives a function that waits for the result of one:
 * so each test can tell its own, and none has to wait for those before it.
 */
export function sideBySide<K, T>(keys: readonly K[], work: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const results = new Map<K, Promise<T>>();
  for (const key of keys) {
    const result = new Promise<void>((resolve) => waiting.push(resolve))
      .then(() => work(key))
      .finally(() => {
        running--;
        next();
      });
    // One that fails is told by its own test.
    result.catch(() => {});
    results.set(key, result);
  }
  next();
  afterAll(() => Promise.allSettled(results.values()));
  return (key) => results.get(key) ?? Promise.reject(new Error('it was not among the keys'));
}
