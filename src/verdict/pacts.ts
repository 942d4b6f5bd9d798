import type { Message } from '../base/message.ts';
import { asMessage, inEnglish, innermost, message } from '../messages/messages.ts';
import type { Result } from './outcome.ts';
import type { Verdict } from './verdict.ts';

/** What the results of interactions mean together. Never "conformant": a pact says too little for that. */
export function pactsVerdict(results: readonly Result[]): Verdict {
  const { verdict, said } = judged(results);
  return { verdict, reasons: said.map(inEnglish), said };
}

function judged(results: readonly Result[]): Pick<Verdict, 'verdict'> & { said: Message[] } {
  const of = (...outcomes: Result['outcome'][]) => results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const failed = of('failed');
  const open = of('error', 'not-testable', 'withheld');
  const passed = of('passed');
  if (failed > 0) return { verdict: 'broken', said: [some('pacts.failed', failed)] };
  if (open > 0) return { verdict: 'inconclusive', said: [some('pacts.open', open), ...whyOpen(results)] };
  if (passed === 0) return { verdict: 'inconclusive', said: [message('pacts.none', {})] };
  return { verdict: 'verified', said: [some('pacts.verified', passed)] };
}

const some = (kind: 'pacts.failed' | 'pacts.open' | 'pacts.verified' | 'pacts.other-reasons', n: number): Message =>
  message(n === 1 ? `${kind}.one` : kind, { n });

/** More would hide the rest of the page. */
const MOST_REASONS = 3;

/** Why interactions could not be verified: each reason once, with how many others there are. */
function whyOpen(results: readonly Result[]): Message[] {
  const open = results.filter(
    ({ outcome }) => outcome === 'error' || outcome === 'not-testable' || outcome === 'withheld',
  );
  const told = open.flatMap(({ said, message: text }) => (said ? [innermost(said)] : text ? [asMessage(text)] : []));
  const reasons = [...new Map(told.map((one) => [inEnglish(one), one])).values()];
  const left = reasons.length - MOST_REASONS;
  return [...reasons.slice(0, MOST_REASONS), ...(left > 0 ? [some('pacts.other-reasons', left)] : [])];
}
