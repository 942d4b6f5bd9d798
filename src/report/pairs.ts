import type { Message } from '../base/message.ts';
import { inTongue } from '../messages/speech.ts';
import type { ReportCheck } from './report.gen.ts';

/** What was wanted in the place of what came. */
export interface Pair {
  /** What was found; null of an old report, which does not say what belongs together. */
  found: string | null;
  expected: string | null;
  actual: string | null;
}

/** What was wanted and what came, of each finding together, none twice; the first belongs to what leads. */
export function pairsOf({ findings = [], expected, actual }: ReportCheck): Pair[] {
  if (findings.length === 0) return expected === null && actual === null ? [] : [{ found: null, expected, actual }];
  const pairs = findings.map(
    (finding): Pair => ({
      found: inTongue(finding.message as Message),
      expected: inTongue(finding.expected as Message),
      actual: inTongue(finding.actual as Message),
    }),
  );
  return [...new Map(pairs.map((pair) => [`${pair.expected}\n${pair.actual}`, pair])).values()];
}
