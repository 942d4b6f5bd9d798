import { listed, tell } from '../messages/speech.ts';
import type { Report } from '../report/report.gen.ts';
import { OUTCOME_ORDER } from '../report/words.ts';

/** What the first line of a record says that a report has to answer for. */
export interface Begun {
  checks: readonly string[];
  strict: boolean;
}

/** The beginning of a record that was found in order. */
export function begunOf(record: string): Begun {
  const { checks, strict } = JSON.parse(record.slice(0, record.indexOf('\n'))) as Begun;
  return { checks, strict };
}

/**
 * What cannot be right in a report, whatever version of the suite made it: another version has other words and other
 * checks, but none leaves out what was run, counts otherwise than it says, or fails a check without a reason. Pure.
 */
export function claimProblems({ checks, summary }: Report, begun: Begun): string[] {
  const reported = new Set<string>(checks.map(({ id }) => id));
  const miscounted = OUTCOME_ORDER.filter(
    (outcome) => summary.outcomes[outcome] !== checks.filter((check) => check.outcome === outcome).length,
  );
  return [
    ...begun.checks.filter((id) => !reported.has(id)).map((id) => tell`${id} was run, and is not in the report`),
    ...(miscounted.length > 0 || summary.total !== checks.length
      ? [tell`its summary counts otherwise than its own checks: ${listed(['total', ...miscounted])}`]
      : []),
    ...checks
      .filter(({ outcome, message }) => outcome === 'failed' && (message ?? '').trim() === '')
      .map(({ id }) => tell`${id} failed, without saying what was found`),
  ];
}
