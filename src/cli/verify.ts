import { ConfigError } from '../base/config-error.ts';
import { secretsOf } from '../deployment/secrets.ts';
import { redactor } from '../exchange/redact.ts';
import type { Report } from '../report/report.gen.ts';
import { untilReached } from '../suite/reach.ts';
import { selectionOf, verify } from '../suite/verify.ts';
import { EXIT, type ExitCode, exitCodeOf, worstOf } from '../verdict/exit-code.ts';
import { type Baseline, baselineOf, compareWith, removeCompanions } from './against.ts';
import { deliver } from './deliver.ts';
import { MODES } from './folder.ts';
import { formatNames } from './format-names.ts';
import { keepOf, keepRun, type StoreFlags, storeOf } from './history.ts';
import { type ExploreFlags, exploreOf, whole } from './numbers.ts';
import { failedBefore } from './rerun.ts';
import { runBy } from './run-by.ts';
import { onEachTarget, refuseMixedTargets, type TargetFlags } from './targets.ts';
import { type WaiverFlags, waiverTerms, writeWaivers } from './waivers.ts';

export interface VerifyFlags extends TargetFlags, StoreFlags, WaiverFlags, ExploreFlags {
  only: string[];
  skip: string[];
  strict?: boolean;
  format?: string[];
  against?: string;
  onlyFailed?: boolean;
  maxFailures?: string;
  wait?: string;
}

/** `verify`: runs the catalogue against each deployment, writes its reports and prints the verdict. */
export async function verifyCommand(files: readonly string[], flags: VerifyFlags): Promise<ExitCode> {
  refuseMixedTargets(files, flags);
  const { only, skip, strict = false } = flags;
  const explore = exploreOf(flags);
  selectionOf(only, skip, explore !== null);
  const names = formatNames(flags.format, process.env);
  const { out } = flags;
  const { against } = flags;
  const keep = keepOf(flags.keep);
  if (flags.onlyFailed && only.length > 0) throw new ConfigError('--only-failed and --only: name one of them');
  const maxFailures = whole('--max-failures', flags.maxFailures, 1, 10_000);
  const seconds = whole('--wait', flags.wait, 0, 3600);
  const terms = waiverTerms(flags);
  const by = runBy(process.env);
  const again = new Map<string, string[]>();
  const reports: Report[] = [];
  const store = await storeOf(flags);
  let baseline: Baseline | null = null;
  try {
    const code = await onEachTarget(files, flags, {
      check: async (deployments) => {
        if (against === undefined) return;
        const names = deployments.map(({ name }) => name);
        baseline = await baselineOf(against, store, names);
      },
      before: async ({ name }, folder) => {
        const known = selectionOf([], skip, false).judged.map(({ id }) => id);
        if (flags.onlyFailed) again.set(name, await failedBefore(folder, known));
      },
      job: async ({ deployment, curlBaseUrl, folder, record, signal, progress }) => {
        await removeCompanions(folder);
        // Where nobody answers to the end, the run itself says so, in a report.
        if (seconds !== null) await untilReached(deployment, { seconds, signal });
        const report = await verify(deployment, {
          only: again.get(deployment.name) ?? only,
          maxFailures,
          skip,
          strict,
          explore,
          signal,
          curlBaseUrl,
          by: by === null ? null : redactor(secretsOf(deployment)).text(by),
          sink: record.sink,
          onProgress: progress.show,
        });
        progress.clear();
        reports.push(report);
        const own = exitCodeOf({ verdict: report.verdict, interrupted: report.run.interrupted });
        const delivered = await deliver(report, { folder, names, shared: flags.shareReports === true, record });
        const { run, isKept } = await keepRun(store, { folder, out, keep }, report);
        const code =
          baseline === null
            ? own
            : await compareWith(baseline, run, {
                store,
                folder,
                own,
                mode: MODES[flags.shareReports ? 'shared' : 'own'],
              });
        return isKept && delivered === own ? code : worstOf([code, delivered, EXIT.inconclusive]);
      },
    });
    if (terms) {
      const count = await writeWaivers(reports, terms);
      process.stderr.write(`${terms.path}: ${count} waived; copy them into the deployment file\n`);
    }
    return code;
  } finally {
    await store.close();
  }
}
