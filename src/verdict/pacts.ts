import type { Result } from './outcome.ts';
import type { Verdict } from './verdict.ts';

/** What the results of interactions mean together. Never "conformant": a pact says too little for that. */
export function pactsVerdict(results: readonly Result[]): Verdict {
  const of = (...outcomes: Result['outcome'][]) => results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const count = (n: number) => `${n} interaction${n === 1 ? '' : 's'}`;
  const failed = of('failed');
  const open = of('error', 'not-testable', 'withheld');
  const passed = of('passed');
  if (failed > 0) return { verdict: 'broken', reasons: [`${count(failed)} failed.`] };
  if (open > 0)
    return { verdict: 'inconclusive', reasons: [`${count(open)} could not be verified.`, ...whyOpen(results)] };
  if (passed === 0) return { verdict: 'inconclusive', reasons: ['No interaction was verified.'] };
  return {
    verdict: 'verified',
    reasons: [`${count(passed)} verified; the others are alternatives to these.`],
  };
}

/** More would hide the rest of the page. */
const MOST_REASONS = 3;

/** Why interactions could not be verified: each reason once, with how many others there are. */
function whyOpen(results: readonly Result[]): string[] {
  const open = results.filter(
    ({ outcome }) => outcome === 'error' || outcome === 'not-testable' || outcome === 'withheld',
  );
  const reasons = [...new Set(open.flatMap(({ message }) => (message ? [message.split('\n')[0] ?? ''] : [])))];
  const left = reasons.length - MOST_REASONS;
  return [
    ...reasons.slice(0, MOST_REASONS),
    ...(left > 0 ? [`and for ${left} other reason${left === 1 ? '' : 's'}`] : []),
  ];
}
