import { loadEdition, REFERENCE_EDITION } from '../edition/load.ts';
import type { PactFile } from '../pacts/pact-file.ts';
import { refuseUnknownOptions } from '../suite/options.ts';
import { readAllow } from './allow.ts';
import { readConfig } from './config.ts';
import type { GateReport } from './gate.gen.ts';
import { gate as gateInputs } from './gate.ts';
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

/**
 * What to compare, and what is meant. Nothing has to be said.
 *
 * @since 0.1.0
 */
export interface GateOptions {
  /** "GET /v2/devices", or "all"; force-offline by default, of folders all. */
  operation?: string;
  /** Pacts of consumers, as `readPact` gives them: the report says which of them break. None by default. */
  pacts?: readonly PactFile[];
  /** Changes that were accepted: the content of a file that `gate --write-allow` wrote. */
  allow?: NamedText;
  /** Settings: the content of a gate.yaml. None by default, whatever the working folder holds. */
  config?: NamedText;
  /** Whether to say which bump of the version the changes ask for; false by default. */
  semver?: boolean;
  /** The day, YYYY-MM-DD in UTC, by which accepted changes and deprecations expire; today by default. */
  today?: string;
}

const OPTIONS: Readonly<Record<keyof GateOptions, true>> = {
  operation: true,
  pacts: true,
  allow: true,
  config: true,
  semver: true,
  today: true,
};

/**
 * Classifies every change between two descriptions of the API, and says whom it breaks. Reads files, and commits by git;
 * sends nothing.
 *
 * @param base - Before: an edition (its date, or a folder of schemas), OpenAPI 3.0 or 3.1, Swagger 2.0, a folder of such
 * documents, a pact, or any of these in a commit (`git:REV:PATH`).
 * @param head - After: the same.
 * @throws {@link ConfigError} for an option that there is not, and where a side cannot be read, or the two cannot be held against each other.
 * @example
 * ```ts
 * import { gate } from 'roma-conformance';
 *
 * const { verdict, changes } = await gate('git:HEAD:api/openapi.yaml', 'api/openapi.yaml');
 * const breaking = changes.filter((change) => change.class === 'breaking' && change.accepted === null);
 * console.log(verdict, breaking.length);
 * ```
 * @since 0.1.0
 */
export async function gate(base: string, head: string, options: GateOptions = {}): Promise<GateReport> {
  refuseUnknownOptions('gate', options, Object.keys(OPTIONS));
  const { operation, pacts = [], allow, config, semver = false } = options;
  const { today = new Date().toISOString().slice(0, 10) } = options;
  const [before, after] = await Promise.all([readInput(base), readInput(head)]);
  return gateInputs({
    base: before,
    head: after,
    operation,
    pacts,
    allow: allow === undefined ? [] : readAllow(allow.path, allow.text),
    config: config === undefined ? null : { path: config.path, settings: readConfig(config.path, config.text) },
    semver,
    today,
    clauses: loadEdition(REFERENCE_EDITION).clauses,
  });
}
