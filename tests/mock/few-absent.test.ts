/** Large batches are filled up with ids that are declared absent: with few of them, what was not tried is not called passed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const checks = catalogue.filter(({ id }) => /^(uri\/post|accounting\/size-)/.test(id));

async function sizesWith(absent: string) {
  const file = mock.deploymentFile().replace(/^absent:\n(?: .*\n)+/m, absent);
  const deployment = parseDeployment(file, 'the mock', process.env, '.');
  const clock = openOwnTime();
  const { signal } = new AbortController();
  const edition = loadEdition(deployment.edition);
  const record = await run({ deployment, edition, checks, now: clock.now, signal }).finally(clock.close);
  const results = judge(record, checks).filter(({ check }) => check.id !== 'uri/post');
  return results.map(({ check, outcome, message }) => [check.id.replace(/.*-/, ''), outcome, message]);
}

test('with two absent ids no large batch of different ids was tried, and each says what to declare', async () => {
  const all = await sizesWith('absent: { deviceIds: [20000, 70000000] }\n');
  expect(all.map(([length, outcome]) => [length, outcome])).toEqual([
    ['16', 'not-testable'],
    ['101', 'not-testable'],
    ['501', 'not-testable'],
    ['1025', 'not-testable'],
    ['2049', 'not-testable'],
  ]);
  expect(all[2]?.[2]).toMatch(/^of the 501 ids of the batch only \d are different: declare 49\d more absent ids/);
});

test('with a range of 1,100 all but the largest were tried', async () => {
  const all = await sizesWith('absent: { ranges: [[70000000, 70001099]] }\n');
  expect(all.map(([, outcome]) => outcome)).toEqual(['passed', 'passed', 'passed', 'passed', 'not-testable']);
});
