import type { Result } from './outcome.ts';

/** The last two are of consumer contracts, which say nothing about conformance. */
export type VerdictName = 'conformant' | 'non-conformant' | 'inconclusive' | 'verified' | 'broken';

export interface Verdict {
  verdict: VerdictName;
  /** Why, in sentences. */
  reasons: string[];
}

const notRunOutcomes = new Set(['not-testable', 'withheld', 'error']);

/** What the results mean together: design.md, "Outcomes". */
export function verdictOf(results: readonly Result[], strict: boolean, partial = false): Verdict {
  const must = results.filter(({ check }) => check.level === 'MUST');
  const failed = results.filter(
    ({ outcome, check }) => outcome === 'failed' && (check.level === 'MUST' || (strict && check.level === 'SHOULD')),
  );
  if (failed.length > 0) {
    const failedMust = failed.filter(({ check }) => check.level === 'MUST').length;
    const failedShould = failed.length - failedMust;
    return {
      verdict: 'non-conformant',
      reasons: [
        ...(failedMust > 0 ? [`${count(failedMust, 'MUST check')} failed.`] : []),
        ...(failedShould > 0 ? [`${count(failedShould, 'SHOULD check')} failed, which counts under --strict.`] : []),
      ],
    };
  }
  const errors = must.filter(({ outcome }) => outcome === 'error');
  const core = must.filter(({ check, outcome }) => check.core && outcome !== 'error' && notRunOutcomes.has(outcome));
  const claimed = must.filter(
    ({ check, outcome }) =>
      check.kind === 'scenario' && check.needs.claim && outcome !== 'error' && notRunOutcomes.has(outcome),
  );
  const ran = results.some(({ outcome }) => outcome === 'passed' || outcome === 'waived' || outcome === 'failed');
  const reasons = [
    ...(errors.length > 0 ? [sayErrors(errors)] : []),
    ...(core.length > 0 ? [`${count(core.length, 'core MUST check')} could not be run: ${list(core)}.`] : []),
    ...(claimed.length > 0 ? [`${count(claimed.length, 'claimed check')} could not be run: ${list(claimed)}.`] : []),
    ...(ran ? [] : ['No check was run.']),
  ];
  if (reasons.length > 0) return { verdict: 'inconclusive', reasons };
  const open = must.filter(({ outcome }) => notRunOutcomes.has(outcome)).length;
  return {
    verdict: 'conformant',
    reasons: [
      partial
        ? 'No MUST check failed of those that were selected.'
        : 'No MUST check failed and every core check was run.',
      ...(open > 0 ? [`${count(open, 'other MUST check')} could not be run.`] : []),
    ],
  };
}

/** From so many on one cause is said once, where the checks are listed, and their names tell nothing. */
const MANY = 10;

function sayErrors(errors: readonly Result[]): string {
  const many = `${count(errors.length, 'MUST check')} ended in an error`;
  const causes = new Map<string | null, number>();
  for (const { message } of errors) causes.set(message, (causes.get(message) ?? 0) + 1);
  const most = Math.max(...causes.values());
  return most >= MANY && most >= errors.length - 1 ? `${many}, and all for one cause.` : `${many}: ${list(errors)}.`;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

const list = (results: readonly Result[]) =>
  results
    .slice(0, 3)
    .map(({ check }) => check.id)
    .join(', ') + (results.length > 3 ? ', ...' : '');
