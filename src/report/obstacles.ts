import { isMessage, type Message } from '../base/message.ts';
import { say } from '../messages/speech.ts';
import { whatToDo } from './mends.ts';
import type { Report, ReportCheck } from './report.gen.ts';
import { linesOf } from './words.ts';

/** Something that kept checks from being judged, told once. */
export interface Obstacle {
  /** What it was. */
  text: string;
  /** What to do about it; null where nothing is known. */
  mend: string | null;
  checks: readonly ReportCheck[];
}

const OPEN: ReadonlySet<ReportCheck['outcome']> = new Set(['error', 'not-testable', 'withheld']);

/** What stood in the way of judging, what hindered most checks first. Errors come before what was only not declared. */
export function obstaclesOf({ checks }: Pick<Report, 'checks'>): Obstacle[] {
  const found = new Map<string, { text: string; mend: string | null; checks: ReportCheck[] }>();
  for (const check of checks) {
    if (!OPEN.has(check.outcome)) continue;
    const { text, mend } = toldIn(check);
    const cause = isRefused(check) ? 'the credential' : text;
    const key = `${cause}\n${mend}`;
    const known = found.get(key);
    if (!known) found.set(key, { text, mend, checks: [check] });
    else {
      known.checks.push(check);
      // The run says more than the check that met it first.
      if (text !== known.text && check.reason?.kind !== 'hindered.credential') known.text = text;
    }
  }
  const weight = ({ checks: of }: Obstacle) => (of.some(({ outcome }) => outcome === 'error') ? 0 : 1);
  return [...found.values()].sort((a, b) => weight(a) - weight(b) || b.checks.length - a.checks.length);
}

const REFUSED: ReadonlySet<string> = new Set(['hindered.credential', 'run.credential', 'run.credential-lost']);

/** One bad token is one cause, whether a check met it or the run ended for it. */
const isRefused = ({ reason }: ReportCheck): boolean => reason !== undefined && REFUSED.has(reason.kind);

/** Whether an obstacle is the deployment's, the network's or the suite's; else something only has to be declared. */
export const isTrouble = ({ checks }: Obstacle): boolean => checks.some(({ outcome }) => outcome === 'error');

/** A reason of several lines by its first; one that was said in words alone tells of no mend. */
function toldIn({ message, reason }: ReportCheck): { text: string; mend: string | null } {
  if (reason) return whatToDo(firstOf(reason as Message));
  return { text: linesOf(message)[0] ?? say('mend.no-reason', {}), mend: null };
}

function firstOf(said: Message): Message {
  const { first } = said.values;
  return said.kind === 'shared.lines' && isMessage(first) ? firstOf(first) : said;
}
