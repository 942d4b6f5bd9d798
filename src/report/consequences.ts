import { type Clause, HARMS } from '../edition/edition.ts';
import { causesOf, isExampleOf } from './causes.ts';
import type { Report, ReportCheck } from './report.gen.ts';
import { LEVELS } from './words.ts';

const MOST_TOLD = 3;

/** What failures mean for callers and owners of devices, and the first check that shows it. */
export interface Harm {
  consequence: string;
  check: ReportCheck;
}

/** The worst three, each once. What decides the verdict comes first, then what harms most. */
export function worstHarms({ checks }: Report, clauses: readonly Clause[]): Harm[] {
  const told = causesOf(checks)
    .flatMap(({ check, others }) => [check, ...others.filter((other) => !isExampleOf(check, other))])
    .flatMap((check) => {
      const clause = mildest(check, clauses);
      return clause ? [{ level: LEVELS.indexOf(check.level), harm: HARMS.indexOf(clause.harm), clause, check }] : [];
    })
    .sort((a, b) => a.level - b.level || a.harm - b.harm);
  const first = new Map<string, ReportCheck>();
  for (const { clause, check } of told) if (!first.has(clause.consequence)) first.set(clause.consequence, check);
  return [...first].slice(0, MOST_TOLD).map(([consequence, check]) => ({ consequence, check }));
}

/** The same without what shows them. */
export const worstConsequences = (report: Report, clauses: readonly Clause[]): string[] =>
  worstHarms(report, clauses).map(({ consequence }) => consequence);

/** A failure does not say which of several clauses was broken: nothing worse is told than what all of them mean. */
function mildest(check: ReportCheck, clauses: readonly Clause[]): Clause | undefined {
  const of = clauses.filter(({ id }) => check.clauses.includes(id));
  return of.reduce((mild: Clause | undefined, one) => {
    return mild && HARMS.indexOf(mild.harm) >= HARMS.indexOf(one.harm) ? mild : one;
  }, undefined);
}
