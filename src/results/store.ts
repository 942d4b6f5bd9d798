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
  /** Called for each run that this version cannot read, which is left out then. Without it such a run is an error. */
  onUnreadable?: (problem: UnreadableRun) => void;
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

/**
 * A run that a store holds and this version cannot read: another version wrote it, or something else did.
 *
 * @since 0.1.0
 */
export class UnreadableRun extends StoreError {
  /** "UnreadableRun". */
  override name = 'UnreadableRun';
  /** The id that it is kept under. */
  readonly id: string;
  /** Says which run, and what it lacks. */
  constructor(id: string, message: string) {
    super(message);
    this.id = id;
  }
}

/** What `read` gives; null where that is a run that cannot be read, and somebody wants to know of it. */
export function readOrTell<T>(read: () => T, onUnreadable: RunQuery['onUnreadable']): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableRun) || onUnreadable === undefined) throw error;
    onUnreadable(error);
    return null;
  }
}
