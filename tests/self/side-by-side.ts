import { afterAll } from '@jest/globals';

/** Trials wait more than they work. */
const AT_ONCE = 5;

/**
 * Starts the work for all keys, a few at a time, and gives a function that waits for the result of one: so each test can
 * tell its own, and none has to wait for those before it.
 */
export function sideBySide<K, T>(keys: readonly K[], work: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const results = new Map<K, Promise<T>>();
  const starts: (() => void)[] = [];
  for (const key of keys) {
    const turn = new Promise<void>((resolve) => starts.push(resolve));
    const result = turn.then(() => work(key)).finally(() => starts.shift()?.());
    // One that fails is told by its own test.
    result.catch(() => {});
    results.set(key, result);
  }
  for (const start of starts.splice(0, AT_ONCE)) start();
  afterAll(() => Promise.allSettled(results.values()));
  return (key) => results.get(key) ?? Promise.reject(new Error('it was not among the keys'));
}
