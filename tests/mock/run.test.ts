/** Whole runs against the mock: what they promise apart from their verdicts. */
import { describe, expect, test } from '@jest/globals';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { type Mock, type MockOptions, startMock } from '../../src/mock/mock.ts';
import { assemble } from '../../src/report/assemble.ts';
import { type FormatName, formats } from '../../src/report/formats.ts';
import { plan } from '../../src/run/plan.ts';
import type { Sink } from '../../src/run/record.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';
import { whenLong } from '../tier.ts';

async function withMock<T>(options: MockOptions, work: (mock: Mock, deployment: Deployment) => Promise<T>): Promise<T> {
  const mock = await startMock(options);
  try {
    return await work(mock, parseDeployment(mock.deploymentFile(), 'the mock', process.env, '.'));
  } finally {
    await mock.close();
  }
}

async function verified(deployment: Deployment, signal = new AbortController().signal, sink: Sink = () => {}) {
  const { now } = openOwnTime();
  const edition = loadEdition(deployment.edition);
  const record = await run({ deployment, edition, checks: catalogue, now, signal, sink });
  const results = judge(record, catalogue);
  const verdict = verdictOf(results, false);
  const report = assemble(record, results, verdict, {
    deployment,
    suite: { version: '0.0.0', score: null },
    run: { seed: null, partial: false, strict: false },
    startedAt: new Date(),
    durationMs: now(),
    curlBaseUrl: deployment.baseUrl,
  });
  return { record, results, verdict: verdict.verdict, report, edition };
}

test('what is planned is what is sent', () =>
  withMock({}, async (mock, deployment) => {
    const planned = plan(deployment, loadEdition(deployment.edition), catalogue);
    const { record } = await verified(deployment);
    const sentFor = (id: string) =>
      record.exchanges.filter(({ check, repeatOf }) => check === id && repeatOf === null).map(({ request }) => request);
    for (const { check, requests } of planned.checks)
      expect({ check, requests: sentFor(check) }).toEqual({ check, requests });
    const checks = new Set(record.exchanges.map(({ check }) => check));
    expect([...checks].sort()).toEqual(planned.checks.map(({ check }) => check).sort());
    expect(mock.harmed()).toEqual([]);
  }));

whenLong(test)('two runs have the same checks and remarks', () =>
  withMock({ faults: ['rounds-half-up', 'constant-request-id'] }, async (_, deployment) => {
    const [first, second] = [await verified(deployment), await verified(deployment)];
    expect(second.report.checks).toEqual(first.report.checks);
    expect(second.report.remarks).toEqual(first.report.remarks);
  }),
);

test('no secret, and no run of twelve characters of one, is in the record or in any report', () =>
  withMock({ faults: ['token-echoed-in-error', 'token-echoed-in-header'] }, async (mock, deployment) => {
    const { record, report, edition } = await verified(deployment);
    const secrets = [
      mock.token,
      ...deployment.devices.flatMap(({ mqtt }) =>
        mqtt === undefined ? [] : 'password' in mqtt ? [mqtt.password] : [mqtt.secret],
      ),
    ];
    const pieces = secrets.flatMap((secret) => [
      ...Array.from({ length: Math.max(1, secret.length - 11) }, (_piece, i) => secret.slice(i, i + 12)),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ]);
    const texts = [
      JSON.stringify({ ...record, setting: null, leases: null }),
      ...(Object.keys(formats) as FormatName[]).map((name) => formats[name].render(report, edition.clauses)),
    ];
    for (const text of texts) expect(pieces.filter((piece) => text.includes(piece))).toEqual([]);
  }));

describe('witnesses', () => {
  whenLong(test)('without MQTT the query API sees the devices; what only MQTT can show is not testable', () =>
    withMock({ selfConnecting: true }, async (mock, deployment) => {
      const { verdict, results, record } = await verified(deployment);
      expect(record.setting.witness).toBe('query');
      expect(verdict).toBe('conformant');
      const of = (id: string) => results.find(({ check }) => check.id === id);
      expect(of('effects/seen-by-query')?.outcome).toBe('passed');
      expect(of('effects/goes-offline')).toMatchObject({
        outcome: 'not-testable',
        message: expect.stringContaining('mqtt'),
      });
      expect(mock.harmed()).toEqual([]);
    }),
  );

  test('with neither, effects are not testable, the report says what to add, and nothing is shown as passed', () =>
    withMock({ selfConnecting: true, variants: ['no-query-api'] }, async (_, deployment) => {
      const { verdict, results, record } = await verified(deployment);
      expect(record.setting.witness).toBe('none');
      expect(verdict).toBe('inconclusive');
      const effects = results.filter(({ check }) => check.id.startsWith('effects/'));
      expect(new Set(effects.map(({ outcome }) => outcome))).toEqual(new Set(['not-testable']));
      for (const { message } of effects.filter(({ check }) => check.level === 'MUST'))
        expect(message).toContain('declare mqtt logins');
    }));
});

test('a run that is interrupted keeps what it saw and shows nothing else as passed', () =>
  withMock({ delayMs: 30 }, async (_, deployment) => {
    const controller = new AbortController();
    let seen = 0;
    const { record, results } = await verified(deployment, controller.signal, ({ type }) => {
      if (type === 'exchange' && ++seen === 5) controller.abort();
    });
    expect(record.interrupted).toBe(true);
    expect(record.exchanges.length).toBeGreaterThan(0);
    const sent = new Set(record.exchanges.map(({ check }) => check));
    const shown = results.filter(({ check, outcome }) => check.kind === 'scenario' && outcome === 'passed');
    expect(shown.filter(({ check }) => !sent.has(check.id))).toEqual([]);
    expect(results.some(({ outcome }) => outcome === 'error')).toBe(true);
  }));
