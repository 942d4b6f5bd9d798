import type { Generated } from 'kysely';

/** The tables, as kysely knows them. Names carry a prefix, because the database may have others. */
export interface Tables {
  roma_runs: {
    id: string;
    deployment: string;
    started_at: Generated<Date>;
    edition: string;
    suite_version: string;
    verdict: string;
    /** The run as schemas/run.schema.json says; `json`, because `jsonb` takes no U+0000. */
    content: string;
  };
  /** Which run a job of the queue came to: a job that is done twice keeps one run. */
  roma_jobs: { job: string; run_id: string };
  roma_reports: {
    run_id: string;
    deployment: string;
    /** report.json, byte for byte: its digest has to stay what it was. */
    content: Buffer;
  };
}
