import { withoutCiCommands } from '../../report/ci-commands.ts';
import { terminalLine } from '../../report/escape-terminal.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { beforeAfter, MARKS, some, TITLES, tally } from './words.ts';

export interface TextOptions {
  /** Whether to use ANSI colours. */
  colour: boolean;
}

const COLOURS: Readonly<Record<GateChange['class'], number>> = { breaking: 31, warning: 33, compatible: 32 };
const MOST_COMPATIBLE = 20;

/** For a terminal: the verdict, then every change with its reason and example, then whom it breaks. */
export function renderGateText(report: GateReport, { colour }: TextOptions): string {
  const paint = (text: string, code: number) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const lines = [
    paint(`${MARKS[report.verdict]} ${TITLES[report.verdict]}`, COLOURS[report.verdict]) +
      terminalLine(`  ${report.base} -> ${report.head}: ${tally(report.changes)}`),
  ];
  const compatible = report.changes.filter((change) => change.class === 'compatible');
  const hidden = compatible.slice(MOST_COMPATIBLE);
  for (const change of report.changes) {
    if (hidden.includes(change)) continue;
    lines.push('', ...changeLines(change, paint));
  }
  if (hidden.length > 0) lines.push('', `and ${hidden.length} more compatible changes (--format json has them all)`);
  for (const { consumer, broken } of report.consumers)
    for (const { description, problems } of broken)
      lines.push(
        '',
        paint(terminalLine(`✗ breaks ${consumer}: ${description}`), 31),
        ...problems.map((one) => terminalLine(`  ${one}`)),
      );
  const isFine = report.consumers.filter(({ broken }) => broken.length === 0).map(({ consumer }) => consumer);
  if (isFine.length > 0) lines.push('', terminalLine(`No situation of these pacts breaks: ${isFine.join(', ')}`));
  for (const { fingerprint, change, why } of report.stale)
    lines.push(
      '',
      paint(terminalLine(`✗ the allow file has an entry that must go (${why}): ${fingerprint} ${change}`), 31),
    );
  const { clauses, checks } = report.touched;
  if (clauses.length > 0)
    lines.push('', terminalLine(`Alters what clauses ${some(clauses, 12)} are about, judged by ${some(checks, 8)}`));
  return withoutCiCommands(`${lines.join('\n')}\n`);
}

function changeLines(change: GateChange, paint: (text: string, code: number) => string): string[] {
  const { class: kind, part, keyword, reason, witness, accepted, pointer, fingerprint } = change;
  return [
    paint(`${MARKS[kind]} ${kind}`, COLOURS[kind]) + terminalLine(`  ${part}: ${keyword}  ${beforeAfter(change)}`),
    terminalLine(`  ${reason}`),
    ...(witness ? [terminalLine(`  ${witness.what}: ${witness.value}`)] : []),
    ...(accepted
      ? [terminalLine(`  accepted: ${accepted.reason} (${accepted.owner}, until ${accepted.expires})`)]
      : []),
    paint(terminalLine(`  ${pointer}  ${fingerprint}`), 2),
  ];
}
