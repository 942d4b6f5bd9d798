import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import type { Check } from '../../src/checks/check.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import type { Deployment } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { editionWith, loadEdition } from '../../src/edition/load.ts';
import type { NamedOverride } from '../../src/mock/behaviour.ts';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import type { RunRecord } from '../../src/run/record.ts';
import { run } from '../../src/run/run.ts';
import { judge, type Outcome, type Result } from '../../src/verdict/outcome.ts';
import { type Verdict, verdictOf } from '../../src/verdict/verdict.ts';

/** What the catalogue makes of the mock with one override: a row of the kill table. */
export interface Trial {
  name: string;
  group: string;
  /** Of a fault. */
  level?: 'MUST' | 'SHOULD';
  description: string;
  verdict: Verdict['verdict'];
  /** The verdict under --strict. */
  strict: Verdict['verdict'];
  /** Ids of the failed checks of that level, in the order of the catalogue. */
  must: string[];
  should: string[];
  /** What checks remarked, each with its check's id. */
  remarks: string[];
  /** Devices of other people that a request took offline; there are never any. */
  harmed: string[];
}

/**
 * Faults that depend on what came before, or at the same time, are run with one check at a time: so each run is alike. Groups of
 * them, and one by its name.
 */
const ONE_AT_A_TIME = new Set(['state', 'concurrency', 'names', 'replica-lags-behind']);

/** What shows in how long effects take. Elsewhere a machine under load must not look like a slow deployment. */
export const TIMED: ReadonlySet<string> = new Set(['effects', 'timing']);

/** Faults that no fixed list of requests finds: what the catalogue makes of them is shown together with exploring. */
export const EXPLORED = 'combinations';

/** How much is explored for the kill table. */
const EXPLORE = { requests: 300, seed: 1 };

/** A run against a mock with one override: what it left, by which checks, and whom a request harmed. */
export interface Tried {
  record: RunRecord;
  checks: readonly Check[];
  deployment: Deployment;
  harmed: string[];
}

/** Runs the catalogue against a mock with that fault or variant. */
export async function tryOverride(kind: 'faults' | 'variants', override: NamedOverride): Promise<Trial> {
  const { record, checks, harmed } = await recordOverride(kind, override);
  return rowOf(override, judge(record, checks), harmed);
}

/** The checks that such a run is judged by. */
export const checksFor = ({ group }: NamedOverride): readonly Check[] =>
  group === EXPLORED ? [...catalogue, ...exploring] : catalogue;

/** The run alone, which `scripts/mutants` judges again and again. */
export async function recordOverride(kind: 'faults' | 'variants', override: NamedOverride): Promise<Tried> {
  const { name, group, edition, withoutMqtt } = override;
  const mock = await startMock({
    [kind]: [name],
    ...(edition && { edition: editionWith(edition) }),
    ...(withoutMqtt && { selfConnecting: true }),
  });
  try {
    const deployment = deploymentOf(mock, TIMED.has(group));
    const checks = checksFor(override);
    const clock = openOwnTime();
    const record = await run({
      deployment,
      edition: loadEdition(deployment.edition),
      checks,
      now: clock.now,
      signal: new AbortController().signal,
      ...(group === EXPLORED && { explore: EXPLORE }),
      ...((ONE_AT_A_TIME.has(group) || ONE_AT_A_TIME.has(name)) && { checksAtOnce: 1 }),
    }).finally(clock.close);
    return { record, checks, deployment, harmed: mock.harmed() };
  } finally {
    await mock.close();
  }
}

/** The row of an override that results make. */
export function rowOf(
  { name, group, level, description }: NamedOverride,
  results: readonly Result[],
  harmed: string[],
): Trial {
  return {
    name,
    group,
    ...(level && { level }),
    description,
    verdict: verdictOf(results, false).verdict,
    strict: verdictOf(results, true).verdict,
    must: idsOf(results, 'MUST', 'failed'),
    should: idsOf(results, 'SHOULD', 'failed'),
    remarks: results.flatMap(({ check, findings }) =>
      [...new Set(findings.flatMap((finding) => (finding.kind === 'remark' ? [finding.text] : [])))].map(
        (text) => `${check.id}: ${text}`,
      ),
    ),
    harmed,
  };
}

/** The deployment that a mock prints; where effects are not timed, with more patience for them. */
export function deploymentOf(mock: Mock, isTimed: boolean): Deployment {
  const file = mock.deploymentFile();
  const text = isTimed
    ? file
    : file
        .replace(/effectWithinMs: \d+/, 'effectWithinMs: 1000')
        .replace(/effectLatestMs: \d+/, 'effectLatestMs: 3000');
  return parseDeployment(text, 'the mock', process.env, '.');
}

const idsOf = (results: readonly Result[], level: string, outcome: Outcome) =>
  results.filter((result) => result.check.level === level && result.outcome === outcome).map(({ check }) => check.id);

const provisional = new Set(catalogue.filter((check) => check.provisional !== undefined).map(({ id }) => id));

/**
 * A fault of a MUST makes the verdict; one of a SHOULD fails a check and makes the strict verdict. A check that is still
 * provisional reports, and makes none: what it alone finds is found all the same.
 */
export const isKilled = ({ level, verdict, strict, must, should }: Trial): boolean =>
  [...must, ...should].some((id) => provisional.has(id)) ||
  (level === 'MUST'
    ? verdict === 'non-conformant'
    : verdict === 'conformant' && strict === 'non-conformant' && should.length > 0);

/** "finds 240 of 240 known faults, accuses 0 of 63 lawful deployments". */
export function scoreOf(faults: readonly Trial[], variants: readonly Trial[]): string {
  const accused = variants.filter(({ verdict }) => verdict === 'non-conformant');
  return `finds ${faults.filter(isKilled).length} of ${faults.length} known faults, accuses ${accused.length} of ${variants.length} lawful deployments`;
}

export { faults, variants } from '../../src/mock/catalogue.ts';
