import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ConfigError } from '../base/config-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { openCrew } from '../many/crew.ts';
import { type Ended, runMany } from '../many/run-many.ts';
import { summaryOf } from '../many/summary.ts';
import { renderTable } from '../many/table.ts';
import { say, speaking, tell } from '../messages/speech.ts';
import { terminalText } from '../report/escape-terminal.ts';
import { visibleLine } from '../report/visible.ts';
import { duration, VERDICTS } from '../report/words.ts';
import type { Progress } from '../run/run.ts';
import { suite } from '../suite/identity.ts';
import type { ExitCode } from '../verdict/exit-code.ts';
import { EXIT, worstOf } from '../verdict/exit-code.ts';
import { openBoard } from './board.ts';
import { writeDocument } from './documents.ts';
import { MODES } from './folder.ts';
import { readerTongue } from './language.ts';
import { holdInstance } from './lock.ts';
import { lookOfStdout } from './print.ts';
import { redactorFor } from './targets.ts';
import type { VerifySettings, VerifyTask } from './verify-job.ts';
import type { ThreadData, Verified } from './verify-thread.ts';

/** A run waits most of its time, so a core serves several. */
const JOBS_PER_CORE = 8;
/** Past its own time limit a run only confirms, judges and writes: so long at most, in ms. */
const BEYOND_LIMITS_MS = 300_000;

const SUMMARY_FILE = 'summary.json';

/** Refuses a deployment whose folder would lie where the summary does. Throws a ConfigError. */
export function refuseNames(deployments: readonly Deployment[]): void {
  const taken = deployments.find(({ name }) => name === SUMMARY_FILE);
  if (taken)
    throw new ConfigError(tell`${taken.source}: name: ${SUMMARY_FILE} is the name of a file of reports; rename it`);
}

/**
 * `verify` for several deployments, `jobs` of them at a time (null: by the cores), in threads, so that one that crashes or
 * hangs harms no other. Prints what each came to, and at the end a table; writes summary.json.
 */
export async function verifyList(
  tasks: readonly VerifyTask[],
  settings: VerifySettings,
  { jobs, signal, onFailed }: { jobs: number | null; signal: AbortSignal; onFailed: (ids: readonly string[]) => void },
): Promise<ExitCode> {
  const start = performance.now();
  const startedAt = new Date().toISOString();
  const cores = availableParallelism();
  const width = Math.min(tasks.length, jobs ?? JOBS_PER_CORE * cores);
  const tongue = readerTongue();
  const look = lookOfStdout();
  const byDeployment = new Map(tasks.map((task) => [task.deployment, task]));
  const deployments = [...byDeployment.keys()];
  const hide = redactorFor(deployments);
  const board = openBoard(tasks.length, { out: process.stdout, err: process.stderr, tongue });
  const data: ThreadData = { settings, language: tongue.language, look };
  const crew = openCrew<VerifyTask, Verified, Progress>({
    module: new URL('../cli/verify-thread.js', import.meta.url),
    data,
    threads: Math.min(cores, width),
  });
  const onAbort = () => crew.abort();
  signal.addEventListener('abort', onAbort);
  try {
    const ended = await runMany(deployments, {
      jobs: width,
      signal,
      perform: async (deployment) => {
        const task = byDeployment.get(deployment);
        if (!task) throw new Error(`${deployment.name} has no task`);
        const release = holdInstance(deployment);
        try {
          const { code, ...result } = await crew.perform(task, {
            onNews: (progress) => board.show(deployment.name, progress),
            withinMs: deployment.limits.totalMs + (settings.wait ?? 0) * 1000 + BEYOND_LIMITS_MS,
          });
          return { code, result };
        } catch (error) {
          if (!(error instanceof Error)) throw error;
          error.message = hide(error.message);
          throw error;
        } finally {
          release();
        }
      },
      onBegin: ({ name }) => board.begin(name),
      onEnd: (one) => {
        board.end(one.deployment.name, lineOf(one), one.result?.printed ?? []);
        if (one.result) {
          onFailed(one.result.brief.failed);
          // Thousands of them are a lot to keep.
          one.result.printed = [];
        }
      },
    });
    board.close();
    const { version } = await suite();
    const summary = summaryOf(
      ended.map((one) => ({ ...one, result: one.result?.brief ?? null })),
      { version, startedAt, durationMs: Math.round(performance.now() - start), jobs: width },
    );
    process.stdout.write(renderTable(summary, { ...look, tongue }));
    const path = join(settings.out, SUMMARY_FILE);
    try {
      await writeDocument(path, `${JSON.stringify(summary, null, 2)}\n`, MODES[settings.shared ? 'shared' : 'own']);
      process.stdout.write(tell`Summary: ${path}\n`);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      process.stderr.write(terminalText(tell`${error.message}; the verdicts above stand\n`));
      return worstOf([summary.exitCode, EXIT.inconclusive]);
    }
    return summary.exitCode;
  } finally {
    signal.removeEventListener('abort', onAbort);
    board.close();
    await crew.close();
  }

  /** "acme: conformant, 1.2 s". */
  function lineOf({
    deployment: { name },
    result,
    error,
    startedAt: began,
    durationMs,
  }: Ended<Omit<Verified, 'code'>>): string {
    return speaking(tongue, () => {
      const verdict = result?.brief.verdict ?? null;
      const what =
        verdict !== null
          ? VERDICTS[verdict].label
          : error !== null
            ? tell`${say('many.no-verdict', {})}: ${visibleLine(error.message)}`
            : say('many.not-begun', {});
      const took = began === null ? [] : [duration(durationMs)];
      return tell`${name}: ${[what, ...took].join(say('list.clauses', {}))}`;
    });
  }
}
