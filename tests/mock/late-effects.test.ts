import { expect, test } from '@jest/globals';
import { parseDeployment } from '../../src/deployment/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { renderText } from '../../src/report/text.ts';
import { verify } from '../../src/suite/verify.ts';
import { whenLong } from '../tier.ts';

async function reportOf(fault: string) {
  const mock = await startMock({ faults: [fault] });
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', {}, '.');
    const report = await verify(deployment, { only: ['uri/post', 'accounting/several', 'effects/*'] });
    return { report, text: renderText(report, { colour: false, width: 200 }) };
  } finally {
    await mock.close();
  }
}

test('an effect that is late: how late stands with the exchange and in the summary, not in the finding', async () => {
  const { report, text } = await reportOf('effect-late');
  const check = report.checks.find(({ id }) => id === 'effects/within-time');
  expect(check?.actual).toMatch(/^\d+ went offline more than 300 ms after \[/);
  const cited = report.exchanges.find(({ id }) => id === check?.exchanges[0]);
  const [effect] = cited?.effects ?? [];
  expect(effect?.offlineAfterMs).toBeGreaterThan(300);
  expect(text).toContain(`${cited?.id}: ${effect?.device} offline ${effect?.offlineAfterMs} ms after the answer`);
});

test('an effect that never comes is called so', async () => {
  const { report, text } = await reportOf('no-effect');
  const check = report.checks.find(({ id }) => id === 'effects/goes-offline');
  expect(check?.actual).toMatch(/^\d+ never went offline after \[/m);
  const [effect] = report.exchanges.find(({ id }) => id === check?.exchanges[0])?.effects ?? [];
  expect(effect?.offlineAfterMs).toBeNull();
  expect(effect?.watchedMs).toBeGreaterThanOrEqual(1000);
  expect(effect?.upMs).toBeGreaterThan(0);
  expect(text).toMatch(
    /not offline in the .* that it was watched; it had been online for .* when the request was sent/,
  );
});

whenLong(test)('with the query API as witness nothing speaks of sessions', async () => {
  const mock = await startMock({ faults: ['no-effect-by-query'], selfConnecting: true });
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', {}, '.');
    const report = await verify(deployment, { only: ['uri/post', 'effects/seen-by-query'] });
    const [check] = report.checks.filter(({ outcome }) => outcome === 'failed');
    expect(check?.expected).toBe('online_status says so within 1000 ms');
    expect(JSON.stringify(check)).not.toMatch(/session/);
  } finally {
    await mock.close();
  }
});

whenLong(test)('one that comes only the first time is shown by both requests, one after the other', async () => {
  const mock = await startMock({ faults: ['cached-answers'] });
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', {}, '.');
    const report = await verify(deployment, { only: ['accounting/repeated-request', 'effects/*'] });
    const check = report.checks.find(({ id }) => id === 'effects/goes-offline');
    expect(check?.actual).toMatch(
      /^\d+ did not go offline after \[\d+\], although the same body took it offline before/,
    );
    const sent = check?.reproduce?.split('\n').map((line) => line.replace(/^.* --data-raw /, ''));
    expect(sent).toEqual([sent?.[0], sent?.[0]]);
    expect(sent?.[0]).toContain('device_ids');
  } finally {
    await mock.close();
  }
});

test('a device that goes offline although it is in failed is not said to stay there', async () => {
  const mock = await startMock({ faults: ['effect-before-validation'] });
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', {}, '.');
    const report = await verify(deployment, { only: ['uri/post'] });
    const check = report.checks.find(({ id }) => id === 'uri/post');
    expect(check?.message).toMatch(/^an online test device goes offline, and the answer lists it in failed/);
  } finally {
    await mock.close();
  }
});
