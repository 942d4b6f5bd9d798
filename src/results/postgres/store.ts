import { Kysely, Migrator, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { redactor } from '../../exchange/redact.ts';
import { tell } from '../../messages/speech.ts';
import { visibleLine } from '../../report/visible.ts';
import type { StoredRun } from '../run.gen.ts';
import { runReader } from '../run.ts';
import { type ResultStore, type RunQuery, readOrTell, StoreError } from '../store.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './schema.ts';

/** A database that says nothing is one that is not there. In ms. */
const CONNECT_MS = 10_000;
const STATEMENT_MS = 60_000;
/** So many runs are fetched at once: memory stays bounded on our side of the connection. */
const PAGE = 2000;

/** A store that other programs may write to at the same time, and one job twice. */
export interface PostgresStore extends ResultStore {
  /** As `add`, but not where the job has a run already; gives the run that it has. */
  addOnce(job: string, run: StoredRun, report: string | Buffer, keep: number): Promise<string>;
  /** The run that a job came to; null where it has none yet. */
  runOfJob(job: string): Promise<string | null>;
}

/** Opens the store in a PostgreSQL database and makes or completes its tables. Throws a StoreError without the password. */
export async function openPostgres(address: string): Promise<PostgresStore> {
  const { name, secrets } = namesOf(address);
  const { text: redact } = redactor(secrets);
  const failed = (error: unknown, what: string): StoreError => {
    if (error instanceof StoreError) return error;
    return new StoreError(tell`the store ${name} ${what}: ${redact(visibleLine(reasonOf(error)))}`);
  };
  const pool = new pg.Pool({
    connectionString: address,
    application_name: 'roma-conformance',
    max: 4,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS,
  });
  // A connection that breaks, idle or between two statements: the next query says so.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const guarded = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw failed(error, what);
    }
  };
  try {
    await migrate(db, name);
  } catch (error) {
    await db.destroy().catch(() => {});
    throw failed(error, tell`cannot be opened`);
  }

  const page = async ({ deployment, before }: RunQuery, limit: number, after: string | null) => {
    let query = db.selectFrom('roma_runs').select(['id', sql<string>`content::text`.as('text')]);
    if (deployment !== undefined) query = query.where('deployment', '=', deployment);
    const bound = before?.replace(/[-:.]/g, '');
    if (bound !== undefined) query = query.where(sql`id collate "C"`, '<', bound);
    if (after !== null) query = query.where(sql`id collate "C"`, '<', after);
    return query.orderBy(sql`id collate "C"`, 'desc').limit(limit).execute();
  };
  const placeOf = (id: string) => `${name}, run ${id}`;
  return {
    name,
    add: (run, report, keep) =>
      guarded(tell`did not take the run`, () => db.transaction().execute((step) => addRun(step, run, report, keep))),
    addOnce: (job, run, report, keep) =>
      guarded(tell`did not take the run`, () =>
        db.transaction().execute(async (step) => {
          // One after the other: whoever comes second sees the run of the first.
          await sql`select pg_advisory_xact_lock(hashtextextended(${job}, 0))`.execute(step);
          const before = await jobIn(step, job);
          if (before !== null) return before;
          await addRun(step, run, report, keep);
          await step.insertInto('roma_jobs').values({ job, run_id: run.id }).execute();
          return run.id;
        }),
      ),
    runOfJob: (job) => guarded(tell`cannot be read`, () => jobIn(db, job)),
    deployments: () =>
      guarded(tell`cannot be read`, async () =>
        (await db.selectFrom('roma_runs').select('deployment').distinct().execute())
          .map(({ deployment }) => deployment)
          .sort(),
      ),
    runs: (query = {}) =>
      guarded(tell`cannot be read`, async () => {
        const runs: StoredRun[] = [];
        const readRun = runReader();
        let after: string | null = null;
        for (;;) {
          const wanted = Math.min(PAGE, (query.limit ?? Number.POSITIVE_INFINITY) - runs.length);
          if (wanted <= 0) return runs;
          const rows: { id: string; text: string }[] = await page(query, wanted, after);
          for (const { id, text } of rows) {
            const run = readOrTell(() => readRun(text, { id, place: placeOf(id) }), query.onUnreadable);
            if (run !== null) runs.push(run);
          }
          if (rows.length < wanted) return runs;
          after = rows.at(-1)?.id ?? null;
        }
      }),
    run: (id) =>
      guarded(tell`cannot be read`, async () => {
        const row = await db
          .selectFrom('roma_runs')
          .select(sql<string>`content::text`.as('text'))
          .where('id', '=', id)
          .executeTakeFirst();
        return row ? runReader()(row.text, { id, place: placeOf(id) }) : null;
      }),
    report: (id) =>
      guarded(tell`cannot be read`, async () => {
        const row = await db.selectFrom('roma_reports').select('content').where('run_id', '=', id).executeTakeFirst();
        return row ? row.content.toString('utf8') : null;
      }),
    close: () => db.destroy(),
  };
}

async function jobIn(db: Kysely<Tables>, job: string): Promise<string | null> {
  const row = await db.selectFrom('roma_jobs').select('run_id').where('job', '=', job).executeTakeFirst();
  return row?.run_id ?? null;
}

async function addRun(step: Transaction<Tables>, run: StoredRun, report: string | Buffer, keep: number): Promise<void> {
  const added = await step
    .insertInto('roma_runs')
    .values({
      id: run.id,
      deployment: run.deployment,
      started_at: new Date(run.startedAt),
      edition: run.edition,
      suite_version: run.suite.version,
      verdict: run.verdict,
      content: ascii(JSON.stringify(run)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return;
  if (keep > 0)
    await step
      .insertInto('roma_reports')
      .values({
        run_id: run.id,
        deployment: run.deployment,
        content: Buffer.isBuffer(report) ? report : Buffer.from(report),
      })
      .execute();
  const kept = step
    .selectFrom('roma_reports')
    .select('run_id')
    .where('deployment', '=', run.deployment)
    .orderBy(sql`run_id collate "C"`, 'desc')
    .limit(keep);
  await step
    .deleteFrom('roma_reports')
    .where('deployment', '=', run.deployment)
    .where('run_id', 'not in', kept)
    .execute();
}

/** Brings the tables to what this version knows. Two that start at once wait for each other. */
async function migrate(db: Kysely<Tables>, name: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: migrations,
    migrationTableName: 'roma_migrations',
    migrationLockTableName: 'roma_migration_lock',
  });
  const known = new Set(Object.keys(await migrations.getMigrations()));
  const tables = await db.introspection.getTables();
  if (tables.some((table) => table.name === 'roma_migrations')) {
    const { rows } = await sql<{ name: string }>`select name from roma_migrations`.execute(db);
    const newer = rows.find((row) => !known.has(row.name));
    if (newer)
      throw new StoreError(
        tell`the store ${name} was written by a newer version of this suite (its step ${visibleLine(newer.name).slice(0, 60)} is not known here); update this one`,
      );
    if (rows.length === known.size) return;
  }
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** What to call the store, and what of its address must never be shown. */
function namesOf(address: string): { name: string; secrets: string[] } {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new StoreError(tell`--store: no address of a database; write postgres://user:password@host:port/database`);
  }
  const secrets = [url.password, decoded(url.password), url.searchParams.get('password') ?? ''].filter(Boolean);
  return { name: `postgres://${url.host}${url.pathname}`, secrets };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a driver says is a message, a code, or several errors, one for each address that it tried. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
}

/** The same JSON in ASCII: not every database is UTF-8. */
const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
