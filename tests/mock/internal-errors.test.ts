import { expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { whenLong } from '../tier.ts';

/** What the failed scenarios say of a mock with that fault, run one at a time. */
async function failedWith(fault: string) {
  const mock = await startMock({ faults: [fault] });
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', {}, '.');
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks: catalogue,
      checksAtOnce: 1,
      now: clock.now,
      signal: new AbortController().signal,
    });
    const failed = judge(record, catalogue).filter(
      ({ outcome, check }) => outcome === 'failed' && check.level === 'MUST',
    );
    return { record, failed };
  } finally {
    await mock.close();
  }
}

test('an error that always comes in the place of an answer is called so, and shown twice', async () => {
  const { failed, record } = await failedWith('large-batch-is-500');
  const [finding] = failed.flatMap(({ findings }) => findings);
  if (finding?.kind !== 'breach') throw new Error('nothing was found');
  expect(finding.message).toMatch(/ always ends in an internal error: find out what throws it/);
  expect(finding.actual).toMatch(/^status 500, error_code .*; sent again: the same$/);
  const shown = finding.exchanges.map((id) => record.exchanges.find((x) => x.id === id));
  expect(shown.map((x) => x?.answer?.status)).toEqual([500, 500]);
  expect(shown[1]?.repeatOf).toBe(shown[0]?.id);
});

whenLong(test)('one that comes sometimes is called that', async () => {
  const { failed } = await failedWith('every-seventh-is-500');
  const messages = failed.map(({ message }) => message ?? '').filter((text) => text.includes('internal error'));
  expect(messages.length).toBeGreaterThan(0);
  expect(messages.filter((text) => / sometimes ends in an internal error/.test(text))).not.toEqual([]);
});

whenLong(test)('where nothing ends in 500 nothing is sent again', async () => {
  const { record } = await failedWith('rounds-up');
  expect(
    record.exchanges.filter(({ repeatOf, check }) => repeatOf !== null && check.startsWith('accounting/')),
  ).toEqual([]);
});
