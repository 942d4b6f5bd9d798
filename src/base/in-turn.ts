/** How several things are done at the same time. */
export interface Turns<T> {
  /** At most so many at once. */
  width: number;
  /** What one needs for itself alone: two that share a key never run at the same time. */
  keysOf: (one: T) => readonly string[];
  /** Nothing more begins once this is true. */
  isOver?: () => boolean;
}

/**
 * Does each, several at a time, in their order as far as their keys allow. `run` must not reject. Gives those that did not
 * begin.
 */
export async function inTurn<T>(
  all: readonly T[],
  { width, keysOf, isOver = () => false }: Turns<T>,
  run: (one: T) => Promise<void>,
): Promise<T[]> {
  const waiting = all.map((one) => ({ one, keys: keysOf(one) }));
  const taken = new Set<string>();
  const running = new Set<Promise<void>>();
  for (;;) {
    for (let i = 0; i < waiting.length && running.size < width && !isOver(); ) {
      const next = waiting[i];
      if (!next || next.keys.some((key) => taken.has(key))) {
        i++;
        continue;
      }
      waiting.splice(i, 1);
      for (const key of next.keys) taken.add(key);
      const done: Promise<void> = run(next.one).finally(() => {
        for (const key of next.keys) taken.delete(key);
        running.delete(done);
      });
      running.add(done);
    }
    if (running.size === 0) return waiting.map(({ one }) => one);
    await Promise.race(running);
  }
}
