import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type PgBoss from 'pg-boss';
import { ConfigError } from '../base/config-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { keysOf } from '../many/keys.ts';
import { ENGLISH, speaking } from '../messages/speech.ts';
import { renderJson } from '../report/json.ts';
import { isTrouble, obstaclesOf } from '../report/obstacles.ts';
import type { Report } from '../report/report.gen.ts';
import type { PostgresStore } from '../results/postgres/store.ts';
import { runOf } from '../results/run.ts';
import { enqueue, PLAN, type PlannedJobs, QUEUE, SCHEMA } from './database.ts';
import { deploymentOf, type FleetJob } from './job.ts';

/** What became of a job in this worker. */
export type JobEvent =
  | { name: string; ended: 'done'; verdict: Report['verdict'] }
  | { name: string; ended: 'again' | 'failed'; reason: string }
  | { name: string; ended: 'given-back' };

export interface WorkOptions {
  boss: PgBoss;
  store: PostgresStore;
  /** Of the database. */
  address: string;
  /** Jobs at a time. */
  jobs: number;
  /** Where secrets come from. */
  env: NodeJS.ProcessEnv;
  /** Takes the deployment on this machine; throws a ConfigError where another process has it. */
  hold: (deployment: Deployment) => () => void;
  verify: (deployment: Deployment, signal: AbortSignal) => Promise<Report>;
  keep: number;
  /** Ends with the queue: nothing waits and nothing runs. */
  untilEmpty: boolean;
  signal: AbortSignal;
  onEvent: (event: JobEvent) => void;
}

/** Between two looks into a queue that has nothing to do. In ms. */
const IDLE_MS = 1000;
/** So long a job waits for whoever has its instance, in seconds. */
const BUSY_SECONDS = 2;

type Fetched = PgBoss.JobWithMetadata<FleetJob>;

/** Does jobs of the queue until it is told to end. What the database refuses is tried again. */
export async function work(options: WorkOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.jobs }, () => slot(options)));
}

/**
 * One job after the other, on a connection of its own: its locks are those of the job. However this process ends the
 * database lets go of them, and so others see at once that the job has nobody any more.
 */
async function slot(options: WorkOptions): Promise<void> {
  const { signal, untilEmpty } = options;
  let client: pg.Client | null = null;
  let lost = new AbortController();
  try {
    while (!signal.aborted) {
      try {
        if (client === null || lost.signal.aborted) {
          await client?.end().catch(() => {});
          lost = new AbortController();
          const own = lost;
          client = new pg.Client({
            connectionString: options.address,
            application_name: 'roma-fleet',
            keepAlive: true,
          });
          client.on('error', () => own.abort());
          client.on('end', () => own.abort());
          await client.connect();
        }
        const found = await oneJob(client, lost.signal, options);
        if (found) continue;
        if (untilEmpty && (await isEmpty(client))) return;
      } catch (error) {
        if (error instanceof ConfigError && error.name === 'ConfigError') throw error;
        // The database is away, or is starting: the job, if there was one, has lost its locks and is done again.
        lost.abort();
      }
      await sleep(IDLE_MS, undefined, { signal }).catch(() => {});
    }
  } finally {
    await client?.end().catch(() => {});
  }
}

async function isEmpty(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from ${SCHEMA}.job where name = any($1) and state in ('created', 'retry', 'active') limit 1`,
    [[QUEUE, PLAN]],
  );
  return rows.length === 0;
}

/** Does a job, or what has to be seen to between them; false where there is none. */
async function oneJob(client: pg.Client, lost: AbortSignal, options: WorkOptions): Promise<boolean> {
  const { boss, env, signal } = options;
  const db: PgBoss.Db = { executeSql: (text, values) => client.query(text, values) };
  await spread(client, db, boss);
  await client.query('begin');
  let taken: { job: Fetched; deployment: Deployment } | null = null;
  try {
    const [job] = await boss.fetch<FleetJob>(QUEUE, { includeMetadata: true, batchSize: 1, db });
    if (job === undefined) {
      await client.query('rollback');
      return reclaim(client, db, boss);
    }
    let deployment: Deployment;
    try {
      deployment = deploymentOf(job.data, env);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      await failForGood(client, db, boss, job, error.message);
      await client.query('commit');
      options.onEvent({ name: job.data.name, ended: 'failed', reason: error.message });
      return true;
    }
    const keys = [jobKey(job.id), ...keysOf(deployment)].sort();
    if (!(await lockAll(client, keys))) {
      await client.query('rollback');
      await unlockAll(client);
      await postpone(client, job);
      return true;
    }
    // Whoever sees that the job is active sees its lock too.
    await client.query('commit');
    taken = { job, deployment };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
  try {
    await perform(taken.job, taken.deployment, db, { client, stop: AbortSignal.any([signal, lost]), options });
  } finally {
    await unlockAll(client);
  }
  return true;
}

async function perform(
  job: Fetched,
  deployment: Deployment,
  db: PgBoss.Db,
  { client, stop, options }: { client: pg.Client; stop: AbortSignal; options: WorkOptions },
): Promise<void> {
  const { boss, store, keep, onEvent } = options;
  const { name } = job.data;
  const before = await store.runOfJob(job.id);
  if (before !== null) return boss.complete(QUEUE, job.id, { run: before }, { db });
  let release: () => void;
  try {
    release = options.hold(deployment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return giveBack(client, job, BUSY_SECONDS);
  }
  try {
    const report = await options.verify(deployment, stop);
    if (stop.aborted || report.run.interrupted) {
      await giveBack(client, job, 0);
      return onEvent({ name, ended: 'given-back' });
    }
    const trouble =
      report.verdict === 'inconclusive' ? speaking(ENGLISH, () => obstaclesOf(report)).filter(isTrouble) : [];
    const [first] = trouble;
    const isLast = job.retryCount >= job.retryLimit;
    if (first && !isLast) return await again(first.text);
    const content = renderJson(report);
    const run = await store.addOnce(job.id, runOf(report, content, null), content, keep);
    if (first) return await again(first.text);
    await boss.complete(QUEUE, job.id, { run, verdict: report.verdict }, { db });
    onEvent({ name, ended: 'done', verdict: report.verdict });
  } catch (error) {
    if (stop.aborted) throw error;
    if (error instanceof ConfigError && error.name === 'ConfigError') {
      await failForGood(client, db, boss, job, error.message);
      return onEvent({ name, ended: 'failed', reason: error.message });
    }
    await again(error instanceof Error ? error.message : String(error));
  } finally {
    release();
  }

  async function again(reason: string): Promise<void> {
    await boss.fail(QUEUE, job.id, { reason }, { db });
    onEvent({ name, ended: job.retryCount < job.retryLimit ? 'again' : 'failed', reason });
  }
}

/** Turns what a schedule made into jobs, all or none. */
async function spread(client: pg.Client, db: PgBoss.Db, boss: PgBoss): Promise<void> {
  await client.query('begin');
  try {
    for (const { id, data } of await boss.fetch<PlannedJobs>(PLAN, { batchSize: 1, db })) {
      await enqueue(boss, data.jobs, data.retries, db);
      await boss.complete(PLAN, id, {}, { db });
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Jobs whose worker is gone go back into the queue, and each counts as a try: one that ends its workers ends in the dead letter. */
async function reclaim(client: pg.Client, db: PgBoss.Db, boss: PgBoss): Promise<boolean> {
  const { rows } = await client.query(
    `select id, retry_count < retry_limit as more from ${SCHEMA}.job where name = $1 and state = 'active'`,
    [QUEUE],
  );
  let count = 0;
  for (const { id, more } of rows) {
    const key = jobKey(id);
    if (!(await lockAll(client, [key]))) continue;
    try {
      if (more)
        await client.query(
          `update ${SCHEMA}.job set state = 'retry', start_after = now() where name = $1 and id = $2 and state = 'active'`,
          [QUEUE, id],
        );
      else await boss.fail(QUEUE, id, { reason: 'its worker ended before it was done' }, { db });
      count++;
    } finally {
      await unlockAll(client);
    }
  }
  return count > 0;
}

/** No try is counted: the job did not have its turn. */
async function giveBack(client: pg.Client, { id, retryCount }: Fetched, seconds: number): Promise<void> {
  await client.query(
    `update ${SCHEMA}.job set state = $3::${SCHEMA}.job_state, retry_count = $4, start_after = now() + $5 * interval '1 second',
       started_on = case when $6 then null else started_on end
     where name = $1 and id = $2 and state = 'active'`,
    [QUEUE, id, retryCount === 0 ? 'created' : 'retry', Math.max(0, retryCount - 1), seconds, retryCount === 0],
  );
}

async function postpone(client: pg.Client, { id }: Fetched): Promise<void> {
  await client.query(
    `update ${SCHEMA}.job set start_after = now() + $3 * interval '1 second' where name = $1 and id = $2 and state in ('created', 'retry')`,
    [QUEUE, id, BUSY_SECONDS],
  );
}

async function failForGood(
  client: pg.Client,
  db: PgBoss.Db,
  boss: PgBoss,
  { id }: Fetched,
  reason: string,
): Promise<void> {
  await client.query(`update ${SCHEMA}.job set retry_limit = retry_count where name = $1 and id = $2`, [QUEUE, id]);
  await boss.fail(QUEUE, id, { reason }, { db });
}

const jobKey = (id: string) => JSON.stringify(['job', id]);

/** A lock of PostgreSQL is a number of 64 bits. */
const lockOf = (key: string) => createHash('sha256').update(`roma-fleet ${key}`).digest().readBigInt64BE(0).toString();

async function lockAll(client: pg.Client, keys: readonly string[]): Promise<boolean> {
  for (const key of keys) {
    const { rows } = await client.query('select pg_try_advisory_lock($1::bigint) as got', [lockOf(key)]);
    if (rows[0]?.got !== true) return false;
  }
  return true;
}

async function unlockAll(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_unlock_all()');
}
