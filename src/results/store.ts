import { ConfigError } from '../base/config-error.ts';
import type { StoredRun } from './run.gen.ts';

/**
 * Which runs to give: all where nothing is said.
 *
 * @since 0.1.0
 */
export interface RunQuery {
  /** Only those of this deployment. */
  deployment?: string;
  /** At most so many, the newest. */
  limit?: number;
  /** Only those that began before this moment (ISO 8601, UTC, with milliseconds). */
  before?: string;
}

/**
 * Keeps runs of many deployments. Every method rejects with a {@link StoreError} where the store cannot be reached or read.
 *
 * @since 0.1.0
 */
export interface ResultStore {
  /** What it is called in messages; holds no secret. */
  readonly name: string;
  /**
   * Adds a run with the content of its report.json, as a whole or not at all; a run that is there already stays as it is.
   * Of each deployment the last `keep` reports stay whole; what the runs themselves say stays for good.
   */
  add(run: StoredRun, report: string | Buffer, keep: number): Promise<void>;
  /** Names of deployments that have runs, in order. */
  deployments(): Promise<string[]>;
  /** Runs, the newest first. */
  runs(query?: RunQuery): Promise<StoredRun[]>;
  /** One run by its id, or null. */
  run(id: string): Promise<StoredRun | null>;
  /** The text of a run's report.json; null where it is not kept, or not kept any more. */
  report(id: string): Promise<string | null>;
  /** Lets go of connections. A store of files has none, and closing it does nothing. */
  close(): Promise<void>;
}

/**
 * A store that cannot be reached, read or written. Its message holds no password.
 *
 * @since 0.1.0
 */
export class StoreError extends ConfigError {
  /** "StoreError". */
  override name = 'StoreError';
}
