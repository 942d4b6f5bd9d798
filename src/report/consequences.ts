import { type Clause, HARMS } from '../edition/edition.ts';
import type { Report, ReportCheck } from './report.gen.ts';
import { LEVELS } from './words.ts';

const MOST_TOLD = 3;

/**
 * What the failures mean for callers and owners of devices: the worst three, each once. What decides the verdict comes
 * first, then what harms most.
 */
export function worstConsequences({ checks }: Report, clauses: readonly Clause[]): string[] {
  const told = checks
    .filter(({ outcome }) => outcome === 'failed')
    .flatMap((check) => {
      const clause = mildest(check, clauses);
      return clause ? [{ level: LEVELS.indexOf(check.level), harm: HARMS.indexOf(clause.harm), clause }] : [];
    })
    .sort((a, b) => a.level - b.level || a.harm - b.harm);
  return [...new Set(told.map(({ clause }) => clause.consequence))].slice(0, MOST_TOLD);
}

/** A failure does not say which of several clauses was broken: nothing worse is told than what all of them mean. */
function mildest(check: ReportCheck, clauses: readonly Clause[]): Clause | undefined {
  const of = clauses.filter(({ id }) => check.clauses.includes(id));
  return of.reduce((mild: Clause | undefined, one) => {
    return mild && HARMS.indexOf(mild.harm) >= HARMS.indexOf(one.harm) ? mild : one;
  }, undefined);
}
