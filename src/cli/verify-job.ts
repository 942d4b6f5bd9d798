import type { Deployment } from '../deployment/deployment.ts';
import { secretsOf } from '../deployment/secrets.ts';
import { redactor } from '../exchange/redact.ts';
import type { FormatName } from '../report/formats.ts';
import type { Report } from '../report/report.gen.ts';
import type { ResultStore } from '../results/store.ts';
import type { ExploreOptions } from '../run/explore.ts';
import type { Progress } from '../run/run.ts';
import { untilReached } from '../suite/reach.ts';
import { verifyForeseeing } from '../suite/verify.ts';
import { EXIT, type ExitCode, exitCodeOf, worstOf } from '../verdict/exit-code.ts';
import { type Baseline, compareWith, removeCompanions } from './against.ts';
import { deliver } from './deliver.ts';
import { MODES } from './folder.ts';
import { keepRun } from './history.ts';
import type { RecordFile } from './output.ts';
import type { Print } from './print.ts';
import { type Texts, textsOf } from './texts.ts';

/** What the flags of a call of `verify` come to, for each of its deployments. Plain data. */
export interface VerifySettings {
  only: string[];
  skip: string[];
  strict: boolean;
  maxFailures: number | null;
  explore: ExploreOptions | null;
  /** So many seconds at most for the deployment to answer first; null: not at all. */
  wait: number | null;
  /** Who runs it. */
  by: string | null;
  names: FormatName[];
  /** Whether others may read the reports. */
  shared: boolean;
  out: string;
  store?: string;
  /** So many whole reports of each deployment stay in the store. */
  keep: number;
  baseline: Baseline | null;
}

/** A deployment to verify. Plain data. */
export interface VerifyTask {
  deployment: Deployment;
  /** The base address that curl commands name. */
  curlBaseUrl: string;
  /** Its reports land there. */
  folder: string;
  /** Globs of the checks to run for it alone, in the place of those of the settings. */
  only: string[] | null;
}

/** Verifies one deployment: runs the catalogue, writes the reports, keeps the run and compares it. */
export async function verifyOne(
  { deployment, curlBaseUrl, folder, only }: VerifyTask,
  settings: VerifySettings,
  {
    record,
    store,
    signal,
    print,
    onProgress,
    onReport,
  }: {
    record: RecordFile;
    store: ResultStore;
    signal: AbortSignal;
    print: Print;
    onProgress: (progress: Progress) => void;
    /** Hears of the report before it is printed. */
    onReport: (report: Report) => void;
  },
): Promise<ExitCode> {
  const { skip, strict, maxFailures, explore, wait, by, names, shared, out, keep, baseline } = settings;
  await removeCompanions(folder);
  // Where nobody answers to the end, the run itself says so, in a report.
  if (wait !== null) await untilReached(deployment, { seconds: wait, signal });
  const ahead = new Map<Report, Texts>();
  const report = await verifyForeseeing(
    deployment,
    {
      only: only ?? settings.only,
      maxFailures,
      skip,
      strict,
      explore,
      signal,
      curlBaseUrl,
      by: by === null ? null : redactor(secretsOf(deployment)).text(by),
      sink: record.sink,
      onProgress,
    },
    (foreseen) => {
      const texts = textsOf(foreseen, print.look);
      ahead.set(foreseen, texts);
      return texts.ahead(names);
    },
  );
  onReport(report);
  const own = exitCodeOf({ verdict: report.verdict, interrupted: report.run.interrupted });
  const delivered = await deliver(report, {
    folder,
    names,
    shared,
    record,
    print,
    texts: ahead.get(report),
  });
  const { run, isKept } = await keepRun(store, { folder, out, keep }, report, print);
  const code =
    baseline === null
      ? own
      : await compareWith(baseline, run, { store, folder, own, mode: MODES[shared ? 'shared' : 'own'], print });
  return isKept && delivered === own ? code : worstOf([code, delivered, EXIT.inconclusive]);
}
