import { ConfigError } from '../base/config-error.ts';
import { openOwnTime } from '../base/own-time.ts';
import { inOneGo, type Steps } from '../base/steps.ts';
import { catalogue } from '../checks/catalogue.ts';
import { exploring } from '../checks/explore/explore.ts';
import { type Selection, select } from '../checks/select.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { loadEdition } from '../edition/load.ts';
import { message } from '../messages/messages.ts';
import { tell } from '../messages/speech.ts';
import { assemble } from '../report/assemble.ts';
import type { Report } from '../report/report.gen.ts';
import type { ExploreOptions } from '../run/explore.ts';
import type { RunRecord, Sink } from '../run/record.ts';
import { recordedDeployment } from '../run/replay.ts';
import { type Progress, type RunOptions, run } from '../run/run.ts';
import { applyWaivers, judge, judgeInSteps, judgementOf, type Result } from '../verdict/outcome.ts';
import { verdictOf } from '../verdict/verdict.ts';
import { suite } from './identity.ts';
import { refuseUnknownOptions } from './options.ts';

/**
 * What to run, and who hears of it. Nothing has to be said.
 *
 * @since 0.1.0
 */
export interface VerifyOptions {
  /** Globs of check ids: only these are run. All by default. */
  only?: readonly string[];
  /** Globs of check ids that are left out. */
  skip?: readonly string[];
  /** A failed SHOULD makes the verdict too. */
  strict?: boolean;
  /** Nothing more is sent once so many MUST checks failed; without a limit by default. */
  maxFailures?: number | null;
  /** Generated requests to send after the checks; none by default. */
  explore?: ExploreOptions | null;
  /** Ends the run early; the report tells what was seen so far. */
  signal?: AbortSignal;
  /** Receives each line of the record as it happens, the start first. What it throws ends the run. */
  sink?: Sink;
  /** Who runs it, as the report is to name them. Nobody is named by default. */
  by?: string | null;
  /** Hears of each check that is done. What it throws ends the run. */
  onProgress?: (progress: Progress) => void;
  /** The base address that curl commands name; that of the deployment by default. */
  curlBaseUrl?: string;
}

const OPTIONS: Readonly<Record<keyof VerifyOptions, true>> = {
  only: true,
  skip: true,
  strict: true,
  maxFailures: true,
  explore: true,
  signal: true,
  sink: true,
  by: true,
  onProgress: true,
  curlBaseUrl: true,
};

/** The checks that globs name, and those of exploring where that is asked for. Throws a ConfigError where one fits none. */
export function selectionOf(only: readonly string[], skip: readonly string[], explores: boolean): Selection {
  const selected = select(catalogue, only, skip);
  if (!explores) return selected;
  return {
    ...selected,
    run: [...selected.run, ...exploring],
    judged: [...selected.judged, ...exploring],
    from: selected.from + exploring.length,
  };
}

/**
 * Runs the catalogue against a deployment and judges what was seen. Takes the declared test devices offline, and only
 * these; prints nothing. Takes seconds where all is well, at most `limits.totalMs`.
 *
 * @throws {@link ConfigError} where the options cannot be meant, before anything is sent.
 * @example
 * ```ts
 * import { exitCodeOf, loadDeploymentFile, render, verify } from 'roma-conformance';
 *
 * const deployment = await loadDeploymentFile('acme-staging.yaml', process.env);
 * const report = await verify(deployment, { only: ['rounding/*'] });
 * for (const { id, outcome, message } of report.checks) if (outcome === 'failed') console.log(id, message);
 * console.log(await render(report, 'markdown'));
 * process.exitCode = exitCodeOf({ verdict: report.verdict, interrupted: report.run.interrupted });
 * ```
 * @since 0.1.0
 */
export const verify = (deployment: Deployment, options: VerifyOptions = {}): Promise<Report> =>
  verifyForeseeing(deployment, options);

/**
 * Verifies likewise, and judges while the last wait for effects lasts: `prepare` may then do its part with the report that is
 * given in the end, that very object, if nothing more comes.
 */
export async function verifyForeseeing(
  deployment: Deployment,
  options: VerifyOptions,
  prepare: ((foreseen: Report) => Steps) | null = null,
): Promise<Report> {
  if (typeof deployment !== 'object' || deployment === null)
    throw new ConfigError(tell`verify: a deployment is wanted, as loadDeploymentFile(path, process.env) gives it`);
  refuseUnknownOptions('verify', options, Object.keys(OPTIONS));
  const {
    only = [],
    skip = [],
    strict = false,
    explore = null,
    maxFailures = null,
    by = null,
    sink,
    onProgress,
  } = options;
  const { curlBaseUrl = deployment.baseUrl, signal = new AbortController().signal } = options;
  const selection = selectionOf(only, skip, explore !== null);
  const edition = loadEdition(deployment.edition);
  const identity = await suite();
  const startedAt = new Date();
  const seed = explore?.seed ?? null;
  sink?.({
    type: 'start',
    recordVersion: '1.0',
    suite: identity,
    startedAt: startedAt.toISOString(),
    deployment: recordedDeployment(deployment),
    curlBaseUrl,
    only: [...only],
    skip: [...skip],
    strict,
    seed,
    checks: selection.run.map(({ id }) => id),
    ...(by !== null && { by }),
  });
  const day = startedAt.toISOString().slice(0, 10);
  function* making(seen: RunRecord): Steps<Made> {
    const judged = yield* judgeInSteps(seen, selection.judged);
    const results = applyWaivers(judged, deployment.waivers, day);
    const report = assemble(seen, results, verdictOf(results, strict, selection.partial), {
      deployment,
      suite: identity,
      run: { seed, partial: selection.partial, strict, by, selectedFrom: selection.from },
      startedAt,
      durationMs: seen.watchedUntil,
      curlBaseUrl,
    });
    return { report, judged };
  }
  // Judging that was begun while the run waited goes on after it, unless something came meanwhile.
  const begun = new Map<RunRecord, { steps: Steps<Made>; made: Made | null }>();
  function* foresee(seen: RunRecord): Steps {
    const one: { steps: Steps<Made>; made: Made | null } = { steps: making(seen), made: null };
    begun.set(seen, one);
    try {
      one.made = yield* one.steps;
    } catch (error) {
      // Whoever needs the report finds the fault again, where it is heard of.
      begun.delete(seen);
      throw error;
    }
    if (prepare) yield* prepare(one.made.report);
  }
  const clock = openOwnTime();
  const seen = await run({
    deployment,
    edition,
    checks: selection.run,
    now: clock.now,
    signal,
    meanwhile: foresee,
    ...(explore && { explore }),
    ...(maxFailures !== null && { whyStop: tooMany(maxFailures) }),
    ...(sink && { sink }),
    ...(onProgress && { onProgress }),
  }).finally(clock.close);
  const one = begun.get(seen);
  const { report, judged } = one?.made ?? inOneGo(one?.steps ?? making(seen));
  for (const result of judged) if (result.fromWhatCame) sink?.({ type: 'judged', ...judgementOf(result) });
  return report;
}

interface Made {
  report: Report;
  judged: readonly Result[];
}

/** Judges each check as soon as it is done. Losses of devices are judged at the end only, so they do not count here. */
function tooMany(most: number): NonNullable<RunOptions['whyStop']> {
  let failed = 0;
  return (check, soFar) => {
    if (check.level !== 'MUST' || check.provisional !== undefined) return null;
    const [result] = judge(soFar(), [check]);
    if (result?.outcome === 'failed') failed++;
    if (failed < most) return null;
    return message(most === 1 ? 'run.one-failed' : 'run.enough-failed', { count: most });
  };
}
