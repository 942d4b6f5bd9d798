import { performance } from 'node:perf_hooks';
import { ConfigError } from '../base/config-error.ts';
import { catalogue } from '../checks/catalogue.ts';
import { exploring } from '../checks/explore/explore.ts';
import { type Selection, select } from '../checks/select.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { loadEdition } from '../edition/load.ts';
import { assemble } from '../report/assemble.ts';
import type { FormatName } from '../report/formats.ts';
import { renderText } from '../report/text.ts';
import type { ExploreOptions } from '../run/explore.ts';
import { recordedDeployment } from '../run/replay.ts';
import { run } from '../run/run.ts';
import { EXIT, type ExitCode, exitCodeOf, worstOf } from '../verdict/exit-code.ts';
import { applyWaivers, judge } from '../verdict/outcome.ts';
import { verdictOf } from '../verdict/verdict.ts';
import { readDeployments, startMock } from './inputs.ts';
import { interruptible } from './interrupt.ts';
import { formatNames, prepareFolder, printReports, recordFile, writeReports } from './output.ts';
import { suite } from './suite.ts';
import { progressOn, wantsColour } from './terminal.ts';

export interface VerifyFlags {
  mock?: boolean;
  fault: string[];
  variant: string[];
  out: string;
  only: string[];
  skip: string[];
  strict?: boolean;
  format: string[];
  explore?: string;
  seed?: string;
}

/** A deployment to verify and the address that its curl commands name. */
interface Target {
  deployment: Deployment;
  curlBaseUrl: string;
  folder: string;
}

/** What is done to each target. */
interface Job {
  selection: Selection;
  names: readonly FormatName[];
  flags: VerifyFlags;
  explore: ExploreOptions | null;
  signal: AbortSignal;
}

/** `verify`: runs the catalogue against each deployment, writes its reports and prints the verdict. */
export async function verify(files: readonly string[], flags: VerifyFlags): Promise<ExitCode> {
  if (flags.mock && files.length > 0)
    throw new ConfigError('--mock takes no deployment file: name files or use --mock, not both');
  if (!flags.mock && (flags.fault.length > 0 || flags.variant.length > 0))
    throw new ConfigError('--fault and --variant need --mock');
  const explore = exploreOf(flags);
  const selected = select(catalogue, flags.only, flags.skip);
  const selection = explore
    ? { ...selected, run: [...selected.run, ...exploring], judged: [...selected.judged, ...exploring] }
    : selected;
  const names = formatNames(flags.format);
  const mock = flags.mock ? await startMock(flags) : null;
  const interrupt = interruptible();
  try {
    const deployments = mock ? [mock.deployment] : await readDeployments(files, process.env);
    const targets: Target[] = [];
    for (const deployment of deployments) {
      const curlBaseUrl = mock ? '$ROMA_BASE_URL' : deployment.baseUrl;
      targets.push({ deployment, curlBaseUrl, folder: await prepareFolder(flags.out, deployment.name) });
    }
    const codes: ExitCode[] = [];
    for (const target of targets) {
      if (interrupt.signal.aborted) break;
      codes.push(await verifyOne(target, { selection, names, flags, explore, signal: interrupt.signal }));
    }
    return worstOf(interrupt.signal.aborted ? [...codes, EXIT.interrupted] : codes);
  } finally {
    interrupt.stop();
    await mock?.close();
  }
}

async function verifyOne(
  { deployment, curlBaseUrl, folder }: Target,
  { selection, names, flags, explore, signal }: Job,
): Promise<ExitCode> {
  const edition = loadEdition(deployment.edition);
  const record = recordFile(folder);
  const progress = progressOn(process.stderr);
  const startedAt = new Date();
  const start = performance.now();
  const now = () => performance.now() - start;
  const strict = flags.strict === true;
  try {
    record.sink({
      type: 'start',
      recordVersion: '1.0',
      suite: await suite(),
      startedAt: startedAt.toISOString(),
      deployment: recordedDeployment(deployment),
      curlBaseUrl,
      only: flags.only,
      skip: flags.skip,
      strict,
      seed: explore?.seed ?? null,
      checks: selection.run.map(({ id }) => id),
    });
    const unwritable = record.problem();
    if (unwritable !== null) throw new ConfigError(`--out ${flags.out}: ${unwritable}`);
    const seen = await run({
      deployment,
      edition,
      checks: selection.run,
      now,
      signal,
      ...(explore && { explore }),
      sink: record.sink,
      onProgress: progress.show,
    });
    const results = applyWaivers(
      judge(seen, selection.judged),
      deployment.waivers,
      startedAt.toISOString().slice(0, 10),
    );
    const verdict = verdictOf(results, strict);
    const report = assemble(seen, results, verdict, {
      deployment,
      suite: await suite(),
      run: { seed: explore?.seed ?? null, partial: selection.partial, strict },
      startedAt,
      durationMs: now(),
      curlBaseUrl,
    });
    progress.clear();
    process.stdout.write(
      renderText(report, { colour: wantsColour(process.stdout, process.env), width: process.stdout.columns ?? 100 }),
    );
    const problem = record.problem();
    if (problem !== null) process.stderr.write(`${problem}, so it does not have all of the run\n`);
    const isWritten = await printReports(() => writeReports(folder, names, report, edition.clauses));
    const code = exitCodeOf({ verdict: verdict.verdict, interrupted: seen.interrupted });
    return isWritten ? code : worstOf([code, EXIT.inconclusive]);
  } finally {
    progress.clear();
    record.close();
  }
}

/** A run of thousands of requests takes its time; more than this is a slip. */
const MOST_EXPLORED = 1_000_000;

function exploreOf({ explore, seed }: VerifyFlags): ExploreOptions | null {
  if (explore === undefined) {
    if (seed !== undefined) throw new ConfigError('--seed needs --explore');
    return null;
  }
  const requests = /^\d+$/.test(explore) ? Number(explore) : 0;
  if (requests < 1 || requests > MOST_EXPLORED)
    throw new ConfigError(`--explore ${explore}: a number of requests from 1 to ${MOST_EXPLORED} is wanted`);
  if (seed === undefined) return { requests, seed: Math.floor(Math.random() * 2 ** 31) };
  const value = /^-?\d{1,10}$/.test(seed) ? Number(seed) : Number.NaN;
  if (!(value >= -(2 ** 31) && value < 2 ** 31))
    throw new ConfigError(
      `--seed ${seed}: a whole number from -2147483648 to 2147483647 is wanted, as reports show it`,
    );
  return { requests, seed: value };
}
