// Watches a fuzz run from a thread of its own: a case that hangs holds the thread it runs in, so that one can tell nothing.
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

let timer;
let done = 0;
parentPort?.on('message', (text) => {
  clearTimeout(timer);
  done += 1;
  if (done % 500 === 0) writeSync(2, `${done} comparisons\n`);
  timer = setTimeout(() => {
    writeSync(2, `This case takes more than ${workerData.seconds} s:\n${text}\n`);
    process.kill(process.pid, 'SIGKILL');
  }, workerData.seconds * 1000);
});
