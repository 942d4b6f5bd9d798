import { tell } from '../messages/speech.ts';
import { withoutCiCommands } from '../report/ci-commands.ts';
import { mdCode, mdText } from '../report/escape-markdown.ts';
import { terminalLine } from '../report/escape-terminal.ts';
import { printableJson } from '../report/printable-json.ts';
import { cut, headline as reportHeadline } from '../report/words.ts';
import type { Audit, Point } from './audit.ts';

const MARKS: Readonly<Record<Point['state'], string>> = { ok: '✓', failed: '✗', note: 'i' };
const COLOURS: Readonly<Record<Point['state'], number>> = { ok: 32, failed: 31, note: 36 };
const DETAILS_SHOWN = 20;
const LINE_SHOWN = 300;

const short = (text: string) => {
  const { shown, left } = cut(text, LINE_SHOWN);
  return left > 0 ? `${shown}…` : shown;
};
/** A report that stands may say anything: what it says goes with it, so that nobody takes the one for the other. */
const headline = ({ passed, report }: Audit) => {
  if (!passed) return tell`The report does not stand: see what is marked.`;
  const says = report ? tell` It says: ${reportHeadline(report)}.` : '';
  return tell`The report stands.` + says;
};
const left = ({ details }: Point) => details.length - DETAILS_SHOWN;

/** For a terminal: a sentence for each point, and what exactly. */
export function renderAuditText(audit: Audit, { colour }: { colour: boolean }): string {
  const paint = (text: string, code: number) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const lines = audit.points.flatMap((point) => [
    `${paint(MARKS[point.state], COLOURS[point.state])} ${terminalLine(short(point.text))}`,
    ...point.details.slice(0, DETAILS_SHOWN).map((detail) => terminalLine(`    ${short(detail)}`)),
    ...(left(point) > 0 ? [tell`    and ${left(point)} more`] : []),
  ]);
  return withoutCiCommands(`${[...lines, '', headline(audit)].join('\n')}\n`);
}

/** For the comment of a pull request. */
export function renderAuditMarkdown(audit: Audit): string {
  const lines = audit.points.flatMap((point) => [
    `- ${MARKS[point.state]} ${mdText(short(point.text))}`,
    ...point.details.slice(0, DETAILS_SHOWN).map((detail) => `  - ${mdCode(short(detail))}`),
    ...(left(point) > 0 ? [tell`  - and ${left(point)} more`] : []),
  ]);
  const text = [`## ${audit.passed ? '✓' : '✗'} ${headline(audit)}`, '', ...lines].join('\n');
  return withoutCiCommands(`${text}\n`, { colon: '&#58;', hash: '&#35;' });
}

/** For programs. */
export const renderAuditJson = ({ passed, points }: Audit): string =>
  printableJson({ schemaVersion: '1.0', passed, points });
