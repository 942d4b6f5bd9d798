/** A thread that does a task on material of others, within bounds. */
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config-error.ts';
import { bounded } from '../../src/gate/bounded.ts';

/** What a thread does, as a module. */
const thread = (text: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort, workerData } from 'node:worker_threads'; ${text}`)}`,
  );
const ROOMY = { seconds: 600, megabytes: 200, setting: '--max-seconds' };
const run = (text: string, bounds = ROOMY) => bounded<string, string>(thread(text), 'task', bounds, 'the papers');

describe('a task in bounds', () => {
  test('gives its result', () =>
    expect(run('parentPort.postMessage({ result: workerData + " done" })')).resolves.toBe('task done'));

  test('that refuses its material is a configuration error', () =>
    expect(run('parentPort.postMessage({ refused: "they are blank" })')).rejects.toEqual(
      new ConfigError('they are blank'),
    ));

  test('that takes too long is ended', () =>
    expect(run('for (;;);', { ...ROOMY, seconds: 1 })).rejects.toEqual(
      new ConfigError('the papers take more than 1 s of processor time, so they were left (--max-seconds)'),
    ));

  test('that takes too much memory is ended', () =>
    expect(run('const all = []; for (;;) all.push({ a: [] });', { ...ROOMY, megabytes: 30 })).rejects.toEqual(
      new ConfigError('the papers take more than 30 MB of memory, so they were left'),
    ));

  test('that fails is a fault of the suite, with its own stack', async () => {
    const failed = run('parentPort.postMessage({ failed: { message: "it broke", stack: "it broke at x" } })');
    await expect(failed).rejects.toMatchObject({ name: 'Error', message: 'it broke', stack: 'it broke at x' });
    await expect(failed).rejects.not.toBeInstanceOf(ConfigError);
  });

  test.each(['throw new Error("it broke")', 'process.exit(3)', ''])(
    'that says nothing is one too: %s',
    async (text) => {
      await expect(run(text)).rejects.not.toBeInstanceOf(ConfigError);
    },
  );
});
