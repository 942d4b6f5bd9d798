import { isMessage, type Message, type Value } from '../base/message.ts';
import { inEnglish, innermost } from '../messages/messages.ts';
import { say } from '../messages/speech.ts';
import { claimOf, signOf, statusIn } from './claims.ts';
import { folded } from './fold.ts';
import { englishOf } from './in-language.ts';
import type { ReportCheck, ReportFinding } from './report.gen.ts';
import { findingsFirst, linesOf, plural } from './words.ts';

/** What was found, and the checks that it fails: those whose first finding is of the same kind with like values. */
export interface Cause {
  /** The finding itself, in the words of the first check. */
  lead: string;
  check: ReportCheck;
  /** Others that fail for it, in the order of weight. */
  others: readonly ReportCheck[];
}

/** The failed checks, each cause once, what decides the verdict first. */
export function causesOf(checks: readonly ReportCheck[]): Cause[] {
  const groups = new Map<string, ReportCheck[]>();
  for (const check of findingsFirst(checks)) {
    if (check.outcome !== 'failed') continue;
    // Only failures of one level: that of a recommendation must not hide behind that of an obligation.
    const key = `${check.level} ${causeOf(englishOf(check))}`;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return folded([...groups.values()]).flatMap(([check, ...others]) =>
    check ? [{ lead: leadOfAll(check, others), check, others }] : [],
  );
}

/**
 * Whether a check of a cause only shows once more what its lead says: where many things lose a device and white space is one
 * of them, nothing is wrong with white space.
 */
export function isExampleOf({ findings: [lead] = [] }: ReportCheck, { findings: [one] = [] }: ReportCheck): boolean {
  return lead !== undefined && one !== undefined && claimOf(lead) !== null && claimOf(lead) === claimOf(one);
}

/** "54 checks failed, for 13 causes"; null where each failed for one of its own. */
export function sayCauses(causes: readonly Cause[]): string | null {
  const checks = causes.reduce((sum, { others }) => sum + 1 + others.length, 0);
  return checks === causes.length
    ? null
    : say('cause.all', { checks: plural(checks, 'check'), causes: plural(causes.length, 'cause') });
}

/** What a cause is, where its first example would not say how far it goes. */
function leadOfAll(check: ReportCheck, others: readonly ReportCheck[]): string {
  const [finding] = check.findings ?? [];
  const claim = finding && others.length > 0 ? claimOf(finding) : null;
  return claim === 'no-error-status' || claim === 'element-accepted' ? say(`cause.${claim}`, {}) : leadOf(check);
}

/** The first thing that a check found. */
export function leadOf({ message, title }: ReportCheck): string {
  return linesOf(message)[0] ?? title;
}

/** What is the same in findings of one cause, whatever devices they are about. */
function causeOf(check: ReportCheck): string {
  const { findings = [], message } = check;
  const [first] = findings;
  // A waiver that is past its day leads, with no finding of its own.
  const linesOfFindings = findings.flatMap((finding) => linesOf(inEnglish(finding.message as Message)));
  const leadIsFinding = linesOf(message).length <= linesOfFindings.length;
  return first && leadIsFinding ? shapeOfFinding(first) : shapeOf(leadOf(check));
}

function shapeOfFinding(finding: ReportFinding): string {
  const { message, actual } = finding;
  const sign = signOf(finding);
  if (sign !== null) return sign;
  const found = innermost(message as Message);
  if (found.kind.startsWith('internal-error.')) return 'internal-error';
  // Of what came only the status counts: lists differ from request to request.
  return JSON.stringify([found.kind, shapesOf(found), statusIn(actual as Message)]);
}

const shapesOf = ({ values }: Message) =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]): unknown => [name, shapeOfValue(value)]);

function shapeOfValue(value: Value): unknown {
  if (!isMessage(value)) {
    if (typeof value === 'object') return [...new Set(value.map((one) => JSON.stringify(shapeOfValue(one))))];
    return shapeOf(String(value));
  }
  // Which request it was, and what it named, makes no other cause.
  if (value.kind.startsWith('request.')) return 'request';
  if (value.kind === 'answer.list' || value.kind === 'answer.long-list') return 'list';
  return [value.kind, shapesOf(value)];
}

/** Words without what differs from request to request. */
function shapeOf(words: string): string {
  return words
    .replace(/[a-z-]+\/[a-z0-9-]+#\d+(~\d+)?/g, 'x')
    .replace(/\[[-\d.,eE+]*\]?/g, '[]')
    .replace(/\d+(?:\.\d+)? ms\b/g, 'n ms')
    .replace(/-?\d{4,}(?:\.\d+)?(?:e\d+)?/gi, 'n');
}
