import { createHash } from 'node:crypto';
import type pg from 'pg';

/** The lock of whoever does a job. */
export const jobKey = (id: string) => JSON.stringify(['job', id]);

/** A lock of PostgreSQL is a number of 64 bits. */
const lockOf = (key: string) => createHash('sha256').update(`roma-fleet ${key}`).digest().readBigInt64BE(0).toString();

/** Takes them in this order; false where another connection has one, and then those before it are still held. */
export async function lockAll(client: pg.Client, keys: readonly string[]): Promise<boolean> {
  for (const key of keys) {
    const { rows } = await client.query('select pg_try_advisory_lock($1::bigint) as got', [lockOf(key)]);
    if (rows[0]?.got !== true) return false;
  }
  return true;
}

export async function unlockAll(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_unlock_all()');
}
