import type PgBoss from 'pg-boss';
import { ConfigError } from '../base/config-error.ts';
import { redactor } from '../exchange/redact.ts';
import { tell } from '../messages/speech.ts';
import { visibleLine } from '../report/visible.ts';
import type { FleetJob } from './job.ts';

/** Jobs that wait, run, or are done; those that failed for good; the jobs that a schedule makes at each of its times. */
export const QUEUE = 'roma-verify';
export const DEAD = 'roma-dead';
export const PLAN = 'roma-plan';
/** Where pg-boss has its tables. */
export const SCHEMA = 'roma_fleet';

/** What a schedule makes. */
export interface PlannedJobs {
  jobs: FleetJob[];
  retries: Retries;
}

/** How often a job is done again where trouble left it inconclusive, and how long after: twice as long each time. */
export interface Retries {
  limit: number;
  delaySeconds: number;
}

/** A run that takes longer is over: pg-boss takes at most a day. */
const EXPIRE_HOURS = 23;
const KEEP_DAYS = 30;

/** The database of a fleet cannot be reached. */
export function noDatabase(address: string, error: unknown): ConfigError {
  const said = reasonOf(error);
  const hidden = redactor(secretsIn(address)).text(visibleLine(said));
  return new ConfigError(
    tell`the database of the fleet cannot be reached (${hidden}); start a PostgreSQL, such as Debian's package postgresql, make a database (createdb roma), and name it: ROMA_STORE=postgres://user:password@host/roma`,
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
}

export function secretsIn(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  return [password, decodeURIComponent(password), searchParams.get('password') ?? ''].filter(Boolean);
}

/** Opens the queue and makes its tables where there are none. `runs` says whether it sees to schedules and old jobs too. Throws a ConfigError. */
export async function openQueue(address: string, { runs }: { runs: boolean }): Promise<PgBoss> {
  if (!/^postgres(ql)?:\/\//i.test(address))
    throw new ConfigError(
      tell`a fleet has its queue in PostgreSQL; name a database with --store or ROMA_STORE: postgres://user:password@host/roma`,
    );
  const { default: Boss } = await import('pg-boss');
  const boss = new Boss({
    connectionString: address,
    application_name: 'roma-fleet',
    schema: SCHEMA,
    max: 4,
    supervise: runs,
    schedule: runs,
  });
  // What it cannot do now it does later; whoever asks for something is told.
  boss.on('error', () => {});
  try {
    await boss.start();
    for (const name of [DEAD, PLAN]) await boss.createQueue(name, { name, policy: 'standard' });
    await boss.createQueue(QUEUE, { name: QUEUE, policy: 'standard', deadLetter: DEAD });
  } catch (error) {
    await boss.stop({ graceful: false, wait: true }).catch(() => {});
    throw noDatabase(address, error);
  }
  return boss;
}

/** Puts jobs into the queue, all or none. */
export async function enqueue(
  boss: PgBoss,
  jobs: readonly FleetJob[],
  { limit, delaySeconds }: Retries,
  db?: PgBoss.Db,
): Promise<void> {
  const keepUntil = new Date(Date.now() + KEEP_DAYS * 86_400_000);
  await boss.insert(
    jobs.map((data) => ({
      name: QUEUE,
      data,
      retryLimit: limit,
      retryDelay: delaySeconds,
      retryBackoff: true,
      expireInSeconds: EXPIRE_HOURS * 3600,
      deadLetter: DEAD,
      keepUntil,
    })),
    { ...(db && { db }) },
  );
}

/** Makes the jobs anew at each time of a cron expression, in place of those of the schedule before; null ends it. Throws a ConfigError. */
export async function plan(boss: PgBoss, cron: string | null, planned: PlannedJobs, tz: string): Promise<void> {
  if (cron === null) return boss.unschedule(PLAN);
  try {
    await boss.schedule(PLAN, cron, planned, { tz });
  } catch (error) {
    throw new ConfigError(
      tell`"${cron.slice(0, 60)}" is no schedule (${visibleLine(reasonOf(error)).slice(0, 100)}); write minute, hour, day, month and weekday, such as "0 3 * * *" for 3:00 each day`,
    );
  }
}

/** How many jobs are in which state, the schedule, and why jobs failed for good. */
export interface FleetStatus {
  counts: Record<string, number>;
  schedule: { cron: string; timezone: string; jobs: number } | null;
  dead: { id: string; name: string; reason: string }[];
}

const STATES = ['created', 'retry', 'active', 'completed', 'failed'];
const MOST_DEAD = 100;

export async function statusOf(boss: PgBoss): Promise<FleetStatus> {
  const db = boss.getDb();
  const { rows } = await db.executeSql(
    `select state::text as state, count(*)::int as count from ${SCHEMA}.job where name = $1 group by state`,
    [QUEUE],
  );
  const found = new Map(rows.map(({ state, count }) => [String(state), Number(count)]));
  const [planned] = await boss.getSchedules();
  const dead = await db.executeSql(
    `select id, data->>'name' as name, coalesce(output->>'reason', output->'value'->>'message', output->>'message') as reason
       from ${SCHEMA}.job where name = $1 order by created_on desc, id limit $2`,
    [DEAD, MOST_DEAD],
  );
  return {
    counts: Object.fromEntries(STATES.map((state) => [state, found.get(state) ?? 0])),
    schedule: planned
      ? {
          cron: planned.cron,
          timezone: (planned as { timezone?: string }).timezone ?? 'UTC',
          jobs: ((planned.data as PlannedJobs | undefined)?.jobs ?? []).length,
        }
      : null,
    dead: dead.rows.map(({ id, name, reason }) => ({ id: String(id), name: String(name), reason: String(reason) })),
  };
}
