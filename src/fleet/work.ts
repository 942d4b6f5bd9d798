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
import { PLAN, QUEUE, SCHEMA } from './database.ts';
import { deploymentOf, type FleetJob } from './job.ts';
import { jobKey, lockAll, unlockAll } from './locks.ts';
import { type Fetched, failForGood, giveBack, postpone, reclaim, spread } from './states.ts';

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
      await postpone(client, job, BUSY_SECONDS);
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
