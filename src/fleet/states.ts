import type pg from 'pg';
import type PgBoss from 'pg-boss';
import { enqueue, PLAN, type PlannedJobs, QUEUE, SCHEMA } from './database.ts';
import type { FleetJob } from './job.ts';
import { jobKey, lockAll, unlockAll } from './locks.ts';

/** A job as a worker gets it. */
export type Fetched = PgBoss.JobWithMetadata<FleetJob>;

/** Turns what a schedule made into jobs, all or none. */
export async function spread(client: pg.Client, db: PgBoss.Db, boss: PgBoss): Promise<void> {
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
export async function reclaim(client: pg.Client, db: PgBoss.Db, boss: PgBoss): Promise<boolean> {
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
export async function giveBack(client: pg.Client, { id, retryCount }: Fetched, seconds: number): Promise<void> {
  await client.query(
    `update ${SCHEMA}.job set state = $3::${SCHEMA}.job_state, retry_count = $4, start_after = now() + $5 * interval '1 second',
       started_on = case when $6 then null else started_on end
     where name = $1 and id = $2 and state = 'active'`,
    [QUEUE, id, retryCount === 0 ? 'created' : 'retry', Math.max(0, retryCount - 1), seconds, retryCount === 0],
  );
}

/** Lets a job that others are in the way of wait for so many seconds. */
export async function postpone(client: pg.Client, { id }: Fetched, seconds: number): Promise<void> {
  await client.query(
    `update ${SCHEMA}.job set start_after = now() + $3 * interval '1 second' where name = $1 and id = $2 and state in ('created', 'retry')`,
    [QUEUE, id, seconds],
  );
}

/** Whatever tries it has left. */
export async function failForGood(
  client: pg.Client,
  db: PgBoss.Db,
  boss: PgBoss,
  { id }: Fetched,
  reason: string,
): Promise<void> {
  await client.query(`update ${SCHEMA}.job set retry_limit = retry_count where name = $1 and id = $2`, [QUEUE, id]);
  await boss.fail(QUEUE, id, { reason }, { db });
}
