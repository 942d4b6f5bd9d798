// One process that runs what it is given, started again where it hangs, dies or has grown.
import { fork } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';

const GROWN = 700 * 2 ** 20;

/** The file stands where it finds the packages of the suite. */
export function openWorker(file, args = [], grown = GROWN) {
  let child = null;
  copyFileSync(`scripts/mutants/${file}`, `node_modules/.mutants/${file}`);
  const start = () =>
    fork(resolve(`node_modules/.mutants/${file}`), args, {
      execArgv: ['--no-warnings', '--max-old-space-size=8000'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  const stop = () => {
    child?.kill('SIGKILL');
    child = null;
  };
  /** What came of the tests; null where there was no end within `ms`. */
  const perform = (job, ms) => {
    child ??= start();
    const own = child;
    return new Promise((done) => {
      const end = (outcome) => {
        clearTimeout(timer);
        own.removeAllListeners();
        if (outcome === null || outcome.rss > grown) stop();
        done(outcome);
      };
      const timer = setTimeout(end, ms, null);
      own.once('message', end);
      own.once('exit', () => end(null));
      own.send(job);
    });
  };
  return { perform, stop };
}
