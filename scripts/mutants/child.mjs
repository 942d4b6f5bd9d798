// Runs bundled tests in one process, each time from a module loaded anew, with one mutant switched on.
import { addEventHandler, getState, resetState, run } from 'jest-circus';

const space = {};
globalThis.__stryker__ = space;
const LIMIT = 1_000_000;

let count = 0;
let asked = null;
let results = [];
let isOver = false;
addEventHandler((event) => {
  if (event.name === 'test_start') {
    space.currentTestId = String(event.test.number);
    if (isOver) event.test.mode = 'skip';
  }
  if (event.name === 'test_done') {
    space.currentTestId = undefined;
    results.push({ number: event.test.number, ms: event.test.duration ?? 0, failed: event.test.errors.length > 0 });
    if (event.test.errors.length > 0 && space.activeMutant !== undefined) isOver = true;
  }
});

/** All tests of a block in their order. */
const testsOf = (block) => block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));

async function perform({ path, mutant, only }) {
  space.activeMutant = mutant ?? undefined;
  space.hitCount = mutant === null ? undefined : 0;
  space.hitLimit = LIMIT;
  space.mutantCoverage = { static: {}, perTest: {} };
  space.currentTestId = undefined;
  results = [];
  isOver = false;
  asked = only && new Set(only);
  resetState();
  try {
    await import(`${path}?${count++}`);
    for (const [number, test] of testsOf(getState().rootDescribeBlock).entries()) {
      test.number = number;
      if (asked && !asked.has(number)) test.mode = 'skip';
    }
    const { unhandledErrors } = await run();
    return {
      results,
      coverage: space.mutantCoverage,
      isBroken: unhandledErrors.length > 0,
      why: unhandledErrors[0]?.slice?.(0, 300),
    };
  } catch (error) {
    return {
      results,
      coverage: space.mutantCoverage,
      isBroken: true,
      why: String(error?.stack ?? error).slice(0, 500),
    };
  }
}

process.on('message', async (job) => process.send({ ...(await perform(job)), rss: process.memoryUsage.rss() }));
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});
// Whoever gave the jobs is gone, and what tests left open must not keep this process.
process.on('disconnect', () => process.exit());
