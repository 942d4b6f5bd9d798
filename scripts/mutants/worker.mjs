// One process that runs tests, started again where it hangs, dies or has grown.
import { fork } from 'node:child_process';
import { resolve } from 'node:path';

const GROWN = 700 * 2 ** 20;

export function openWorker() {
  let child = null;
  const start = () =>
    fork(resolve('node_modules/.mutants/child.mjs'), {
      execArgv: ['--no-warnings'],
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
        if (outcome === null || outcome.rss > GROWN) stop();
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
