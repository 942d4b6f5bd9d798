import { createHash } from 'node:crypto';
import type { ReportCheck } from '../report/report.gen.ts';
import { cut, linesOf } from '../report/words.ts';
import type { StoredFinding } from './run.gen.ts';

/** A message may be as long as an answer; a store holds many runs. In UTF-16 units. */
const TEXT_KEPT = 300;
const FINDINGS_KEPT = 50;

/** What makes two findings the same: the check, and what it says. The one place that decides it. */
export const findingKey = (check: string, text: string): string =>
  createHash('sha256').update(`${check}\n${text}`).digest('hex').slice(0, 16);

/** The findings of a check, one for each line of its message. Nothing where it neither failed nor was waived. */
export function findingsOf({ id, outcome, message }: ReportCheck): StoredFinding[] {
  if (outcome !== 'failed' && outcome !== 'waived') return [];
  // The first line of a waived check is the waiver.
  const lines = linesOf(message).slice(outcome === 'waived' ? 1 : 0);
  const kept = lines.slice(0, FINDINGS_KEPT).map((line): StoredFinding => {
    const { shown, left } = cut(line, TEXT_KEPT);
    return { check: id, key: findingKey(id, line), text: left > 0 ? `${shown}…` : shown };
  });
  const rest = lines.slice(FINDINGS_KEPT);
  if (rest.length === 0) return kept;
  return [...kept, { check: id, key: findingKey(id, rest.join('\n')), text: `and ${rest.length} more` }];
}
