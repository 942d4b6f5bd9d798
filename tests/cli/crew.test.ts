/** Threads that die, hang or eat memory take no task but their own with them. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config-error.ts';
import { type Crew, openCrew } from '../../src/many/crew.ts';

const crews: Crew<string, string, string>[] = [];
const crewOf = (options: { threads?: number; patienceSeconds?: number; mostMemoryMb?: number } = {}) => {
  const crew = openCrew<string, string, string>({
    module: new URL('./crew-thread.mjs', import.meta.url),
    data: 'did',
    threads: 1,
    ...options,
  });
  crews.push(crew);
  return crew;
};
afterEach(async () => {
  await Promise.all(crews.splice(0).map((crew) => crew.close()));
});

test('does tasks side by side, and passes on their news', async () => {
  const crew = crewOf({ threads: 2 });
  const news: string[] = [];
  const all = await Promise.all(['a', 'b', 'c'].map((task) => crew.perform(task, { onNews: (one) => news.push(one) })));
  expect(all).toEqual(['did a', 'did b', 'did c']);
  expect(news.sort()).toEqual(['begun a', 'begun b', 'begun c']);
});

test('what a task throws is its own, and a refusal stays one', async () => {
  const crew = crewOf();
  await expect(crew.perform('throws')).rejects.toThrow('thrown');
  await expect(crew.perform('is refused')).rejects.toThrow(ConfigError);
  expect(await crew.perform('a')).toBe('did a');
});

describe.each([
  ['crashes', 'crashed'],
  ['leaves', 'its thread ended before it was done'],
  ['spins', 'no sign of life for 1 s'],
  ['eats', 'memory'],
])('a task that %s', (task, says) => {
  test('ends with its own error; others of the same thread are done all the same', async () => {
    const crew = crewOf(task === 'spins' ? { patienceSeconds: 1 } : { mostMemoryMb: 48 });
    const waiting = crew.perform('waits');
    const bad = crew.perform(task).then(
      () => 'done',
      (error: Error) => error.message,
    );
    expect(await waiting).toBe('did waits');
    expect(await bad).toContain(says);
    expect(await crew.perform('after')).toBe('did after');
  });
});

test('a task that is past all its limits is given up', async () => {
  const crew = crewOf();
  const waiting = crew.perform('waits');
  await expect(crew.perform('never ends', { withinMs: 50 })).rejects.toThrow('past all its limits');
  expect(await waiting).toBe('did waits');
});

test('abort reaches tasks that are under way, and threads that are opened later', async () => {
  const crew = crewOf({ threads: 2 });
  const early = crew.perform('until aborted', { onNews: () => crew.abort() });
  expect(await early).toBe('aborted');
});
