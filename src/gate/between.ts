import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import type { PactFile } from '../pacts/pact-file.ts';
import { refuseUnknownOptions } from '../suite/options.ts';
import type { GateReport } from './gate.gen.ts';
import { compareInBounds } from './in-bounds.ts';
import type { NamedText } from './task.ts';

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
  /** The folder that references may not leave; the repository by default. */
  root?: string;
  /**
   * The processor time after which the documents are given up, in seconds; 60 by default. Some can be made so that
   * comparing them has no end.
   */
  maxSeconds?: number;
  /** The day, YYYY-MM-DD in UTC, by which accepted changes and deprecations expire; today by default. */
  today?: string;
}

const OPTIONS: Readonly<Record<keyof GateOptions, true>> = {
  root: true,
  maxSeconds: true,
  operation: true,
  pacts: true,
  allow: true,
  config: true,
  semver: true,
  today: true,
};

/**
 * Classifies every change between two descriptions of the API, and says whom it breaks. Reads files, and commits by git;
 * sends nothing. Works in a thread of its own, so that documents of others can be bounded: by `maxSeconds`, and 1 GB.
 *
 * @param base - Before: an edition (its date, or a folder of schemas), OpenAPI 3.0 or 3.1, Swagger 2.0, a folder of such
 * documents, a pact, or any of these in a commit (`git:REV:PATH`).
 * @param head - After: the same.
 * @throws {@link ConfigError} for an option that there is not, and where a side cannot be read, or the two cannot be held
 * against each other within the bounds.
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
  const { operation, pacts = [], allow, config, root, semver = false, maxSeconds = 60 } = options;
  if (!(maxSeconds > 0)) throw new ConfigError(tell`maxSeconds ${maxSeconds}: a number above 0 is wanted`);
  const { today = new Date().toISOString().slice(0, 10) } = options;
  const task = { base, head, operation, allow, config, root, pacts, semver, today };
  return (await compareInBounds(task, { seconds: maxSeconds, setting: 'maxSeconds' })).report;
}
