/** What is foreseen while a run waits for late effects, and what becomes of it where something comes meanwhile. */
import { expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import type { Steps } from '../../src/base/steps.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { startWorld, type World } from '../../src/mock/world.ts';
import type { Entry, RunRecord } from '../../src/run/record.ts';
import { run } from '../../src/run/run.ts';
import { rejudge } from '../../src/suite/rejudge.ts';
import { verify } from '../../src/suite/verify.ts';

const checks = catalogue.filter(({ id }) => id.startsWith('uri/'));

/** Runs some checks against the mock, and does `then` as soon as the record is foreseen. */
async function foreseen(then: (world: World, abort: () => void) => void = () => {}) {
  const world = await startWorld(0);
  const mock = await startMock({ world });
  const aborting = new AbortController();
  const clock = openOwnTime();
  const early: RunRecord[] = [];
  function* meanwhile(record: RunRecord): Steps {
    early.push(record);
    then(world, () => aborting.abort());
    yield;
  }
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', process.env, '.');
    const edition = loadEdition(deployment.edition);
    const { signal } = aborting;
    const record = await run({ deployment, edition, checks, now: clock.now, signal, meanwhile });
    return { record, early };
  } finally {
    clock.close();
    await mock.close();
  }
}

test('where nothing comes, the record is the one that was foreseen', async () => {
  const { record, early } = await foreseen();
  expect(early).toHaveLength(1);
  expect(early[0]).toBe(record);
});

test('a device that is lost meanwhile is in the record', async () => {
  const { record, early } = await foreseen((world) => world.disconnect(20008n));
  const losses = (of: RunRecord[]) =>
    of.map(({ sessions }) => sessions.filter(({ device, by }) => device === '20008' && by === 'peer').length);
  expect(losses([...early, record])).toEqual([0, 1]);
  expect(record.unconfirmed).toEqual(['20008']);
});

test('an interruption meanwhile is in the record', async () => {
  const { record, early } = await foreseen((_, abort) => abort());
  expect([...early, record].map(({ interrupted }) => interrupted)).toEqual([false, true]);
});

test('the report is what its record gives when it is judged again', async () => {
  const mock = await startMock({ faults: ['rounds-half-up'] });
  const entries: Entry[] = [];
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', process.env, '.');
    const report = await verify(deployment, { sink: (entry) => entries.push(entry) });
    expect(report.verdict).toBe('non-conformant');
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    expect(await rejudge(text, { name: 'record.jsonl', addressAsClaimed: true })).toEqual(report);
  } finally {
    await mock.close();
  }
});
