import type { StoredRun } from './run.gen.ts';
import { checksOf, type Level, type Outcome } from './run.ts';

/** Pure questions to runs, in whatever order they come. What every page and every comparison is made of. */

/** The oldest first. */
export const inTime = (runs: readonly StoredRun[]): StoredRun[] =>
  [...runs].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** Whether a run speaks for the whole deployment: all checks, and to the end. */
export const isWhole = (run: StoredRun): boolean => !run.partial && !run.interrupted;

/** The runs of each deployment, the oldest first; deployments in the order of their names. */
export function byDeployment(runs: readonly StoredRun[]): Map<string, StoredRun[]> {
  const groups = new Map<string, StoredRun[]>();
  for (const run of inTime(runs)) groups.set(run.deployment, [...(groups.get(run.deployment) ?? []), run]);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The last run of each deployment that speaks for the whole; where none does, the last one. */
export function latestOf(runs: readonly StoredRun[]): StoredRun[] {
  return [...byDeployment(runs).values()].flatMap((own) => own.findLast(isWhole) ?? own.at(-1) ?? []);
}

/** Runs by the value of a label; under null those that do not have it. */
export function byLabel(runs: readonly StoredRun[], label: string): Map<string | null, StoredRun[]> {
  const groups = new Map<string | null, StoredRun[]>();
  for (const run of runs) {
    const value = Object.hasOwn(run.labels, label) ? (run.labels[label] ?? null) : null;
    const group = groups.get(value);
    if (group) group.push(run);
    else groups.set(value, [run]);
  }
  return groups;
}

export interface Matrix {
  /** Ids of all checks that any of the runs has, in the order in which they first appear. */
  checks: string[];
  /** For each run, in the order given, the outcome of each check; null where the run does not have it. */
  rows: { run: StoredRun; outcomes: (Outcome | null)[] }[];
}

/** Deployments by checks: what came of each check in each run. */
export function matrixOf(runs: readonly StoredRun[]): Matrix {
  const results = runs.map((run) => ({ run, of: new Map(checksOf(run).map((result) => [result.id, result.outcome])) }));
  const checks = [...new Set(results.flatMap(({ of }) => [...of.keys()]))];
  return {
    checks,
    rows: results.map(({ run, of }) => ({ run, outcomes: checks.map((id) => of.get(id) ?? null) })),
  };
}

/** Those of the runs in which at least one of the checks failed, waived failures included: who breaks this clause. */
export function whoFails(runs: readonly StoredRun[], checks: readonly string[]): StoredRun[] {
  const wanted = new Set(checks);
  return runs.filter((run) =>
    checksOf(run).some(({ id, outcome }) => wanted.has(id) && (outcome === 'failed' || outcome === 'waived')),
  );
}

/** A check that had another outcome than the last time that the deployment was asked. */
export interface Flip {
  check: string;
  level: Level;
  from: Outcome;
  to: Outcome;
  /** The run before, and the run in which it changed. */
  before: StoredRun;
  run: StoredRun;
}

/** What changed when, over the runs of one deployment: the oldest first. A run that lacks a check says nothing of it. */
export function flipsOf(runs: readonly StoredRun[]): Flip[] {
  const last = new Map<string, { outcome: Outcome; run: StoredRun }>();
  return inTime(runs).flatMap((run) =>
    checksOf(run).flatMap(({ id, level, outcome }): Flip[] => {
      const before = last.get(id);
      last.set(id, { outcome, run });
      return before === undefined || before.outcome === outcome
        ? []
        : [{ check: id, level, from: before.outcome, to: outcome, before: before.run, run }];
    }),
  );
}

/** How many checks of a run ended with each outcome. */
export function countsOf(run: StoredRun): Record<Outcome, number> {
  const counts: Record<Outcome, number> = {
    passed: 0,
    failed: 0,
    waived: 0,
    'not-applicable': 0,
    'not-testable': 0,
    withheld: 0,
    error: 0,
  };
  for (const { outcome } of checksOf(run)) counts[outcome]++;
  return counts;
}
