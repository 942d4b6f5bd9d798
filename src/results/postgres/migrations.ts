import { type Kysely, type Migration, type MigrationProvider, sql } from 'kysely';

/** Every step that made the tables what they are, in order. A step that was released never changes. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-runs': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('roma_runs')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('deployment', 'text', (column) => column.notNull())
        .addColumn('started_at', 'timestamptz', (column) => column.notNull())
        .addColumn('edition', 'text', (column) => column.notNull())
        .addColumn('suite_version', 'text', (column) => column.notNull())
        .addColumn('verdict', 'text', (column) => column.notNull())
        .addColumn('content', 'json', (column) => column.notNull())
        .execute();
      // Ids sort by time as bytes do, whatever the language of the database.
      await sql`create index roma_runs_latest on roma_runs (deployment, id collate "C" desc)`.execute(db);
      await db.schema
        .createTable('roma_reports')
        .addColumn('run_id', 'text', (column) => column.primaryKey().references('roma_runs.id').onDelete('cascade'))
        .addColumn('deployment', 'text', (column) => column.notNull())
        .addColumn('content', 'bytea', (column) => column.notNull())
        .execute();
      await sql`create index roma_reports_latest on roma_reports (deployment, run_id collate "C" desc)`.execute(db);
    },
  },
  '0002-jobs': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('roma_jobs')
        .addColumn('job', 'text', (column) => column.primaryKey())
        .addColumn('run_id', 'text', (column) => column.notNull().references('roma_runs.id').onDelete('cascade'))
        .execute();
    },
  },
};

export const migrations: MigrationProvider = { getMigrations: async () => ({ ...MIGRATIONS }) };
