import { existsSync } from 'node:fs';
import { loadEdition, REFERENCE_EDITION } from '../edition/load.ts';
import { type Accepted, readAllow } from '../gate/allow.ts';
import { type Config, readConfig } from '../gate/config.ts';
import type { GateReport } from '../gate/gate.gen.ts';
import { gate } from '../gate/gate.ts';
import { readInput } from '../gate/read/input.ts';
import { namedText } from './evidence-file.ts';
import { OWN_PACTS, readPacts } from './pact-files.ts';

/** What `gate` is to compare, as the command line names it. */
export interface GateTask {
  base: string;
  head: string;
  operation: string | undefined;
  allow: string | undefined;
  config: string | undefined;
  /** The folder that references may not leave; the repository by default. */
  root: string | undefined;
  pacts: readonly string[];
  semver: boolean;
}

/** What came of it, and what was accepted before. */
export interface Compared {
  report: GateReport;
  allow: Accepted[];
}

/** In bytes: tens of thousands of accepted changes. */
const MOST_SETTINGS = 16 * 1024 * 1024;
const CONFIG = 'gate.yaml';

/** Reads all that is named, and compares. Throws a ConfigError. */
export async function compareInputs(task: GateTask): Promise<Compared> {
  const [allow, config, pacts, base, head] = await Promise.all([
    task.allow === undefined ? [] : readAllowFile(task.allow),
    configOf(task.config),
    readPacts([OWN_PACTS, ...task.pacts]),
    readInput(task.base, task.root),
    readInput(task.head, task.root),
  ]);
  const report = await gate({
    base,
    head,
    operation: task.operation,
    pacts,
    allow,
    config,
    semver: task.semver,
    today: new Date().toISOString().slice(0, 10),
    clauses: loadEdition(REFERENCE_EDITION).clauses,
  });
  return { report, allow };
}

/** The file that is named, or the one of the working folder; null where there is none. */
function configOf(named: string | undefined): { path: string; settings: Config } | null {
  const path = named ?? CONFIG;
  if (named === undefined && !existsSync(path)) return null;
  const name = named === undefined ? path : `--config ${path}`;
  return { path, settings: readConfig(path, namedText(path, { name, most: MOST_SETTINGS })) };
}

const readAllowFile = (path: string): Accepted[] =>
  readAllow(path, namedText(path, { name: `--allow ${path}`, most: MOST_SETTINGS }));
