import { performance } from 'node:perf_hooks';
import { openOwnTime } from '../base/own-time.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { loadEdition } from '../edition/load.ts';
import { assemble } from '../report/assemble.ts';
import type { Report } from '../report/report.gen.ts';
import type { Sink } from '../run/record.ts';
import { suite } from '../suite/identity.ts';
import type { Result } from '../verdict/outcome.ts';
import { pactsVerdict } from '../verdict/pacts.ts';
import type { PactInteraction } from './pact-file.ts';
import { type RunInteractionsOptions, runInteractions } from './verify.ts';

export interface VerifyPactsOptions extends Pick<RunInteractionsOptions, 'onProgress' | 'onOutput'> {
  /** Ends the run early; the report tells what was seen so far. */
  signal?: AbortSignal;
  /** Receives each line of the record as it happens. */
  sink?: Sink;
  /** The base address that curl commands name; that of the deployment by default. */
  curlBaseUrl?: string;
}

/**
 * Verifies consumer contracts against a deployment with Pact's own verifier. Takes declared test devices offline, and only
 * these; prints nothing. Gives the report, and a result for each interaction in their order. Throws a ConfigError where
 * Pact's native core does not run on this machine.
 */
export async function verifyPacts(
  deployment: Deployment,
  interactions: readonly PactInteraction[],
  options: VerifyPactsOptions = {},
): Promise<{ report: Report; results: Result[] }> {
  const { curlBaseUrl = deployment.baseUrl, signal = new AbortController().signal, ...rest } = options;
  const identity = await suite();
  const startedAt = new Date();
  const start = performance.now();
  const edition = loadEdition(deployment.edition);
  const clock = openOwnTime();
  const { record, results } = await runInteractions({
    ...rest,
    deployment,
    edition,
    interactions,
    now: clock.now,
    signal,
  }).finally(clock.close);
  const report = assemble(record, results, pactsVerdict(results), {
    deployment,
    // The score is about the checks of verify, which were not run.
    suite: { ...identity, score: null },
    run: { seed: null, partial: false, strict: false, contracts: true },
    startedAt,
    durationMs: performance.now() - start,
    curlBaseUrl,
  });
  return { report, results };
}
