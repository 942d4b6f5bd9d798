import { performance } from 'node:perf_hooks';
import { openOwnTime } from '../base/own-time.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { loadEdition } from '../edition/load.ts';
import { assemble } from '../report/assemble.ts';
import type { Report } from '../report/report.gen.ts';
import type { Sink } from '../run/record.ts';
import { suite } from '../suite/identity.ts';
import { refuseUnknownOptions } from '../suite/options.ts';
import type { Result } from '../verdict/outcome.ts';
import { pactsVerdict } from '../verdict/pacts.ts';
import type { PactInteraction } from './pact-file.ts';
import { runInteractions } from './verify.ts';

/**
 * How far the verification is.
 *
 * @since 0.1.0
 */
export interface PactProgress {
  /** So many are done, of `total`. */
  done: number;
  /** All interactions. */
  total: number;
  /** What is counted. */
  of: 'interactions';
  /** The interaction that just ended. */
  label: string;
}

/**
 * Who hears of it, and what ends it early.
 *
 * @since 0.1.0
 */
export interface VerifyPactsOptions {
  /** Ends the run early; the report tells what was seen so far. */
  signal?: AbortSignal;
  /** Receives each line of the record as it happens. */
  sink?: Sink;
  /** Hears of each interaction that is done. */
  onProgress?: (progress: PactProgress) => void;
  /** Hears what Pact's native code prints. */
  onOutput?: (text: string) => void;
  /** The base address that curl commands name; that of the deployment by default. */
  curlBaseUrl?: string;
}

const OPTIONS: Readonly<Record<keyof VerifyPactsOptions, true>> = {
  signal: true,
  sink: true,
  onProgress: true,
  onOutput: true,
  curlBaseUrl: true,
};

/**
 * Verifies consumer contracts against a deployment with Pact's own verifier. Takes declared test devices offline, and only
 * these. The report says `verified` or `broken`, which is no word on conformance.
 *
 * @param interactions - Those of one or more pact files: `readPact(path, text).interactions`.
 * @throws {@link ConfigError} for an option that there is not, and where `@pact-foundation/pact-core` is not installed or does not run on this machine.
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { loadDeploymentFile, readPact, verifyPacts } from 'roma-conformance';
 *
 * const deployment = await loadDeploymentFile('acme-staging.yaml', process.env);
 * const { interactions } = readPact('consumer.json', await readFile('consumer.json', 'utf8'));
 * const { verdict } = await verifyPacts(deployment, interactions);
 * console.log(verdict);
 * ```
 * @since 0.1.0
 */
export async function verifyPacts(
  deployment: Deployment,
  interactions: readonly PactInteraction[],
  options: VerifyPactsOptions = {},
): Promise<Report> {
  refuseUnknownOptions('verifyPacts', options, Object.keys(OPTIONS));
  const { report } = await judgePacts(deployment, interactions, options);
  return report;
}

/** As `verifyPacts`; gives the result of each interaction too, in their order. */
export async function judgePacts(
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
