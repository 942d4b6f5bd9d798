/** Where a test file runs: as in jest's own environment for Node, at less CPU. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setFlagsFromString } from 'node:v8';
import { TestEnvironment } from 'jest-environment-node';

// Most code of a test runs a few times only, and V8 spends a fifth of the CPU on optimizing it: a function has to be much busier
// first, as on the command line (src/cli/start.ts).
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');

// jest-circus keeps a store for each file and never ends it, so that each promise pays for all files that ran before in the
// same process: a tenth of the CPU.
const stores = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...given) {
  stores.add(this);
  return run.apply(this, given);
};

export default class extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const store of stores) store.disable();
    stores.clear();
  }
}
