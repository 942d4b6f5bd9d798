import { loadEdition, REFERENCE_EDITION } from '../edition/load.ts';
import type { PactFile } from '../pacts/pact-file.ts';
import { type Accepted, readAllow } from './allow.ts';
import { readConfig } from './config.ts';
import type { GateReport } from './gate.gen.ts';
import { gate } from './gate.ts';
import { readInput } from './read/input.ts';

/**
 * A file that was read already.
 *
 * @since 0.1.0
 */
export interface NamedText {
  /** What it is called in messages; no file is opened. */
  path: string;
  /** Its content. */
  text: string;
}

/** What is to be compared. Plain data, for a thread. */
export interface GateTask {
  base: string;
  head: string;
  operation: string | undefined;
  allow: NamedText | undefined;
  config: NamedText | undefined;
  /** The folder that references may not leave; the repository by default. */
  root: string | undefined;
  pacts: readonly PactFile[];
  semver: boolean;
  /** YYYY-MM-DD, UTC. */
  today: string;
}

/** What came of it, and what was accepted before. */
export interface Compared {
  report: GateReport;
  allow: Accepted[];
}

/** Reads what is not read yet, and compares. Throws a ConfigError. */
export async function compareInputs(task: GateTask): Promise<Compared> {
  const { operation, pacts, semver, today, root } = task;
  const allow = task.allow === undefined ? [] : readAllow(task.allow.path, task.allow.text);
  const config =
    task.config === undefined
      ? null
      : { path: task.config.path, settings: readConfig(task.config.path, task.config.text) };
  const [base, head] = await Promise.all([readInput(task.base, root), readInput(task.head, root)]);
  const { clauses } = loadEdition(REFERENCE_EDITION);
  return { report: await gate({ base, head, operation, pacts, allow, config, semver, today, clauses }), allow };
}
