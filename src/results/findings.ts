import { createHash } from 'node:crypto';
import type { Message } from '../base/message.ts';
import { inEnglish, innermost } from '../messages/messages.ts';
import { inTongue, tongue } from '../messages/speech.ts';
import type { ReportCheck, ReportFinding } from '../report/report.gen.ts';
import { cut, linesOf } from '../report/words.ts';
import type { StoredFinding, StoredSaid } from './run.gen.ts';

/** A message may be as long as an answer; a store holds many runs. In UTF-16 units. */
const TEXT_KEPT = 300;
const FINDINGS_KEPT = 50;
/** As JSON; in other languages a longer one is told by its English text. */
const SAID_KEPT = 1000;

interface Found {
  /** What makes it the same as another. */
  said: string;
  text: string;
  /** Absent where it has words alone. */
  message?: StoredSaid;
}

/** What makes two findings the same: the check, and what it says. The one place that decides it. */
export const findingKey = (check: string, said: string): string =>
  createHash('sha256').update(`${check}\n${said}`).digest('hex').slice(0, 16);

/** The findings of a check, each once. Nothing where it neither failed nor was waived. */
export function findingsOf({ id, outcome, message, findings = [] }: ReportCheck): StoredFinding[] {
  if (outcome !== 'failed' && outcome !== 'waived') return [];
  // The first line of a waived check is the waiver.
  const lines = linesOf(message).slice(outcome === 'waived' ? 1 : 0);
  const all: Found[] = findings.length > 0 ? findings.map(foundOf) : lines.map((line) => ({ said: line, text: line }));
  const found = [...new Map(all.map((one) => [one.said, one])).values()];
  const kept = found.slice(0, FINDINGS_KEPT).map(({ said, text, message: whole }): StoredFinding => {
    const { shown, left } = cut(text, TEXT_KEPT);
    const one = { check: id, key: findingKey(id, said), text: left > 0 ? `${shown}…` : shown };
    return whole && left === 0 && JSON.stringify(whole).length <= SAID_KEPT ? { ...one, said: whole } : one;
  });
  const rest = found.slice(FINDINGS_KEPT);
  if (rest.length === 0) return kept;
  const key = findingKey(id, rest.map(({ said }) => said).join('\n'));
  return [...kept, { check: id, key, text: `and ${rest.length} more` }];
}

/**
 * A finding by its kind and values: it stays the same where its sentence is worded anew, or where it was seen in more
 * exchanges. One that has only words is its words.
 */
function foundOf({ message }: ReportFinding): Found {
  const { kind, values } = innermost(message as Message);
  const text = linesOf(inEnglish(message as Message)).join(' ');
  if (kind === 'text') return { said: String(values['text']), text };
  return {
    said: `${kind} ${JSON.stringify(values, inOrder)}`,
    text,
    message: { kind: message.kind, values: message.values },
  };
}

/** What was found, in the language that is spoken; what has words alone stays as it is. */
export const findingText = ({ text, said }: Pick<StoredFinding, 'text' | 'said'>): string =>
  said === undefined || tongue().language === 'en' ? text : linesOf(inTongue(said as Message)).join(' ');

/** Members by name, so that the order in which they were written makes no other finding. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
