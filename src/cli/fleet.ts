import { availableParallelism } from 'node:os';
import { ConfigError } from '../base/config-error.ts';
import { loadDotenv } from '../deployment/load.ts';
import { secretsOf } from '../deployment/secrets.ts';
import { redactor } from '../exchange/redact.ts';
import { enqueue, type FleetStatus, openQueue, plan, statusOf } from '../fleet/database.ts';
import { type FleetJob, jobOf } from '../fleet/job.ts';
import { type JobEvent, work } from '../fleet/work.ts';
import { tell } from '../messages/speech.ts';
import { visible, visibleLine } from '../report/visible.ts';
import { openPostgres } from '../results/postgres/store.ts';
import { selectionOf, verify } from '../suite/verify.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { readEach } from './files.ts';
import { keepOf } from './history.ts';
import { interruptible } from './interrupt.ts';
import { holdInstance } from './lock.ts';
import { whole } from './numbers.ts';
import { runBy } from './run-by.ts';

export interface FleetFlags {
  store?: string;
}

export interface FleetSubmitFlags extends FleetFlags {
  retries?: string;
  retryDelay?: string;
}

export interface FleetScheduleFlags extends FleetSubmitFlags {
  tz: string;
}

export interface FleetWorkFlags extends FleetFlags {
  jobs?: string;
  keep: string;
  untilEmpty?: boolean;
  only: string[];
  skip: string[];
}

const RETRIES = 5;
const RETRY_DELAY_SECONDS = 30;

/** `fleet submit`: puts a job for each deployment into the queue. */
export async function fleetSubmit(args: readonly string[], flags: FleetSubmitFlags): Promise<ExitCode> {
  const retries = retriesOf(flags);
  const jobs = await jobsOf(args);
  return withQueue(flags, async (boss) => {
    await enqueue(boss, jobs, retries);
    process.stdout.write(
      jobs.length === 1 ? tell`1 job waits for a worker.\n` : tell`${jobs.length} jobs wait for a worker.\n`,
    );
  });
}

/** `fleet schedule`: the same at each time of a cron expression. */
export async function fleetSchedule(
  cron: string,
  args: readonly string[],
  flags: FleetScheduleFlags,
): Promise<ExitCode> {
  if (cron === 'off') {
    if (args.length > 0) throw new ConfigError(tell`fleet schedule off takes no file`);
    return withQueue(flags, async (boss) => {
      await plan(boss, null, { jobs: [], retries: retriesOf(flags) }, flags.tz);
      process.stdout.write(tell`There is no schedule any more.
`);
    });
  }
  const retries = retriesOf(flags);
  const jobs = await jobsOf(args);
  return withQueue(flags, async (boss) => {
    await plan(boss, cron, { jobs, retries }, flags.tz);
    process.stdout.write(tell`${jobs.length} deployments at "${cron}" (${flags.tz}), as long as a worker runs.\n`);
  });
}

/** `fleet status`: what waits, runs and ended. */
export async function fleetStatus(flags: FleetFlags & { json?: boolean }): Promise<ExitCode> {
  return withQueue(flags, async (boss) => {
    const status = await statusOf(boss);
    process.stdout.write(flags.json ? `${JSON.stringify(status, null, 2)}\n` : visible(textOf(status)));
  });
}

function textOf({ counts, schedule, dead }: FleetStatus): string {
  const { created = 0, retry = 0, active = 0, completed = 0, failed = 0 } = counts;
  return [
    tell`${created} waiting, ${retry} to be tried again, ${active} running, ${completed} done, ${failed} failed for good`,
    ...(schedule ? [tell`Schedule: ${schedule.jobs} deployments at "${schedule.cron}" (${schedule.timezone})`] : []),
    ...dead.map(({ name, reason }) => `${visibleLine(name)}: ${visibleLine(reason)}`),
    '',
  ].join('\n');
}

/** `fleet work`: does jobs of the queue until it is interrupted. */
export async function fleetWork(flags: FleetWorkFlags): Promise<ExitCode> {
  const { only, skip, untilEmpty = false } = flags;
  selectionOf(only, skip, false);
  const jobs = whole('--jobs', flags.jobs, 1, 100) ?? 2 * availableParallelism();
  const keep = keepOf(flags.keep);
  const address = addressOf(flags);
  const boss = await openQueue(address, { runs: true });
  const interrupt = interruptible(tell`jobs that run go back into the queue`);
  try {
    const store = await openPostgres(address);
    try {
      const by = runBy(process.env);
      process.stderr.write(tell`Waiting for jobs, ${jobs} at a time.\n`);
      await work({
        boss,
        store,
        address,
        jobs,
        keep,
        untilEmpty,
        env: workerEnvironment(),
        hold: holdInstance,
        verify: (deployment, signal) =>
          verify(deployment, {
            only,
            skip,
            signal,
            by: by === null ? null : redactor(secretsOf(deployment)).text(by),
          }),
        signal: interrupt.signal,
        onEvent: (event) => process.stdout.write(visible(`${lineOf(event)}\n`)),
      });
    } finally {
      await store.close();
    }
  } finally {
    await boss.stop({ graceful: false, wait: true });
    interrupt.stop();
  }
  return interrupt.signal.aborted ? EXIT.interrupted : EXIT.conformant;
}

function lineOf(event: JobEvent): string {
  switch (event.ended) {
    case 'done':
      return `${event.name}: ${event.verdict}`;
    case 'again':
      return tell`${event.name}: will be tried again: ${visibleLine(event.reason)}`;
    case 'failed':
      return tell`${event.name}: failed for good: ${visibleLine(event.reason)}`;
    case 'given-back':
      return tell`${event.name}: given back`;
  }
}

/** The environment of a worker without the way into the database: a file of somebody else may name any variable. */
function workerEnvironment(): NodeJS.ProcessEnv {
  const env = loadDotenv(process.cwd(), process.env);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(ROMA_STORE|DATABASE_URL|PG[A-Z]+)$/.test(name)));
}

async function jobsOf(args: readonly string[]): Promise<FleetJob[]> {
  if (args.length === 0)
    throw new ConfigError(tell`name the deployment files, folders or globs that go into the queue`);
  return await readEach(args, jobOf);
}

const retriesOf = ({ retries, retryDelay }: FleetSubmitFlags) => ({
  limit: whole('--retries', retries, 0, 100) ?? RETRIES,
  delaySeconds: whole('--retry-delay', retryDelay, 0, 86_400) ?? RETRY_DELAY_SECONDS,
});

const addressOf = ({ store }: FleetFlags): string =>
  store ?? loadDotenv(process.cwd(), process.env)['ROMA_STORE'] ?? '';

async function withQueue(
  flags: FleetFlags,
  use: (boss: Awaited<ReturnType<typeof openQueue>>) => Promise<void>,
): Promise<ExitCode> {
  const boss = await openQueue(addressOf(flags), { runs: false });
  try {
    await use(boss);
    return EXIT.conformant;
  } finally {
    await boss.stop({ graceful: false, wait: true });
  }
}
