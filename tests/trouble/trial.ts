import { parse, stringify } from 'yaml';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Check } from '../../src/checks/check.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { type Mock, type MockAuth, startMock } from '../../src/mock/mock.ts';
import { TEST_DEVICES } from '../../src/mock/world.ts';
import type { RunRecord } from '../../src/run/record.ts';
import { run } from '../../src/run/run.ts';
import { judge, type Result } from '../../src/verdict/outcome.ts';
import { type Verdict, verdictOf } from '../../src/verdict/verdict.ts';
import { type Draw, drawOf, pick } from './draw.ts';
import { startHttpProxy } from './http-proxy.ts';
import type { Mode, Stage } from './modes.ts';
import { startMqttProxy } from './mqtt-proxy.ts';

/** Five mocks, each with a fault of another kind. */
export const FAULTS = {
  rounding: 'rounds-half-up',
  'effect on another device': 'effect-on-the-next-device',
  'error body': 'error-is-html',
  authentication: 'any-token-accepted',
  accounting: 'in-both-lists',
} as const;
export type Fault = (typeof FAULTS)[keyof typeof FAULTS];

export interface TrialOptions {
  mode: Mode;
  seed: number;
  /** Of the mock; null: it conforms. */
  fault: Fault | null;
  /** Of all waits of the trouble; 1 for up to 3 s. */
  scale: number;
  /** Nothing but the query API sees the devices. In a part of the runs that is so anyway. */
  onlyQuery?: boolean;
  /** The checks to run; all by default. */
  checks?: readonly Check[];
}

/** One run of the suite through the proxies. */
export interface Trial {
  mode: string;
  seed: number;
  fault: Fault | null;
  verdict: Verdict['verdict'];
  /** A conforming mock that is non-conformant, or a faulty one that is conformant. */
  isWrong: boolean;
  /** Failed MUSTs, each with what is said of it. */
  failed: string[];
  reasons: string[];
  exchanges: number;
  ms: number;
  record: RunRecord;
  results: readonly Result[];
}

/** Runs the suite against a mock behind that trouble. */
export async function tryUnderTrouble(options: TrialOptions): Promise<Trial> {
  const { mode, seed, fault, scale, checks = catalogue } = options;
  const draw = drawOf(seed);
  const { http = () => null, mqtt = () => ({}), beside, tokenTtlMs } = mode.troubles(draw, scale);
  const mock = await startMock({
    auth: tokenTtlMs === undefined ? authOf(draw, fault) : 'iam',
    ...(tokenTtlMs !== undefined && { tokenTtlMs }),
    ...(fault && { faults: [fault] }),
    selfConnecting: options.onlyQuery || (mode.troubles(draw, scale).http !== undefined && draw('witness') < 0.2),
  });
  const over = new AbortController();
  const broker = await startMqttProxy(mock.mqttUrl, mqtt);
  const stage: Stage = {
    restartBroker: broker.restart,
    takeOverSession: broker.takeOver,
    takeDeviceOffline: (n) => void takeOffline(mock, n, over.signal),
  };
  const gateway = await startHttpProxy(mock.baseUrl, (passing) => {
    beside?.(passing, stage);
    return http(passing);
  });
  try {
    const deployment = deploymentOf(mock, gateway.url, broker.url, scale, draw);
    const started = performance.now();
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks,
      now: clock.now,
      signal: over.signal,
    }).finally(clock.close);
    const results = judge(record, checks);
    const { verdict, reasons } = verdictOf(results, false);
    return {
      mode: mode.name,
      seed,
      fault,
      verdict,
      isWrong: fault === null ? verdict === 'non-conformant' : verdict === 'conformant',
      failed: results
        .filter(({ check, outcome }) => check.level === 'MUST' && outcome === 'failed')
        .map(({ check, findings, message }) => `${check.id}: ${actualOf(findings) ?? message}`),
      reasons,
      exchanges: record.exchanges.length,
      ms: Math.round(performance.now() - started),
      record,
      results,
    };
  } finally {
    over.abort();
    await gateway.close();
    await broker.close();
    await mock.close();
  }
}

/** A fault that is about tokens shows where there are some. */
const authOf = (draw: Draw, fault: Fault | null): MockAuth =>
  fault === FAULTS.authentication ? 'token' : pick(['token', 'token', 'token', 'iam', 'aksk'], draw('auth'));

const actualOf = (findings: Result['findings']) =>
  findings.flatMap((finding) => (finding.kind === 'breach' ? [`${finding.actual} (${finding.exchanges[0]})`] : []))[0];

/** Goes past the proxies, as another user of the deployment does. */
async function takeOffline(mock: Mock, n: number, signal: AbortSignal): Promise<void> {
  const { projectId, instanceId } = parse(mock.deploymentFile()) as { projectId: string; instanceId: string };
  await fetch(`${mock.baseUrl}/v2/${projectId}/link/instances/${instanceId}/devices/force-offline`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Auth-Token': mock.token },
    body: `{"device_ids":[${TEST_DEVICES[n % TEST_DEVICES.length]}]}`,
    signal,
  }).catch(() => {});
}

/** The deployment file of the mock, with the proxies in its place and limits that fit the trouble. */
function deploymentOf(mock: Mock, baseUrl: string, mqttUrl: string, scale: number, draw: Draw): Deployment {
  const file = parse(mock.deploymentFile()) as {
    auth: { iam?: { url: string } };
    mqtt?: { url: string };
    limits: object;
  };
  const { iam } = file.auth;
  // What is on its way for up to 3 s may be too late for some, and never is for effectLatestMs.
  const timeoutMs = Math.max(500, Math.round(pick([2500, 10_000], draw('time-out')) * scale));
  const text = stringify({
    ...file,
    baseUrl,
    auth: iam ? { iam: { ...iam, url: baseUrl } } : file.auth,
    ...(file.mqtt && { mqtt: { url: mqttUrl } }),
    limits: { concurrency: 8, timeoutMs, effectWithinMs: 1000, effectLatestMs: 1500 + 3000 * scale, totalMs: 60_000 },
  });
  return parseDeployment(text, 'the mock behind trouble', {}, '.');
}
