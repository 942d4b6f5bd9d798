import type { ReportCheck } from './report.gen.ts';
import { findingsFirst, linesOf } from './words.ts';

/** What was found, and the checks that it fails: those that say the same in other words of the same form. */
export interface Cause {
  /** The finding itself, in the words of the first check. */
  lead: string;
  check: ReportCheck;
  /** Others that fail for it, in the order of weight. */
  others: readonly ReportCheck[];
}

/** The failed checks, each cause once, what decides the verdict first. */
export function causesOf(checks: readonly ReportCheck[]): Cause[] {
  const causes = new Map<string, { lead: string; check: ReportCheck; others: ReportCheck[] }>();
  for (const check of findingsFirst(checks)) {
    if (check.outcome !== 'failed') continue;
    const lead = leadOf(check);
    // Only failures of one level: that of a recommendation must not hide behind that of an obligation.
    const key = `${check.level} ${shapeOf(lead)}`;
    const cause = causes.get(key);
    if (cause) cause.others.push(check);
    else causes.set(key, { lead, check, others: [] });
  }
  return [...causes.values()];
}

/** The first thing that a check found. */
export function leadOf({ message, title }: ReportCheck): string {
  return linesOf(message)[0] ?? title;
}

/** A finding without what differs from request to request: two findings of one shape have one cause. */
function shapeOf(lead: string): string {
  return lead
    .replace(/[a-z-]+\/[a-z0-9-]+#\d+(~\d+)?/g, 'x')
    .replace(/\[[-\d.,eE+]*\]?/g, '[]')
    .replace(/\d+(?:\.\d+)? ms\b/g, 'n ms')
    .replace(/-?\d{4,}(?:\.\d+)?(?:e\d+)?/gi, 'n');
}
