import { tell } from '../../messages/speech.ts';
import { withoutCiCommands } from '../../report/ci-commands.ts';
import { terminalLine } from '../../report/escape-terminal.ts';
import { cut, plural } from '../../report/words.ts';
import { areTwo } from '../compare.ts';
import type { Change, Comparison } from '../comparison.gen.ts';
import {
  causeLine,
  countsLine,
  FINDINGS_SHOWN,
  groupsOf,
  isBad,
  runLine,
  shownOf,
  titleOf,
  verdictLabel,
  verdictMark,
  wayOf,
} from './words.ts';

const COLOURS: Readonly<Record<Comparison['verdict'], number>> = {
  'no-regression': 32,
  regression: 31,
  'not-comparable': 33,
};
const LINE_SHOWN = 160;

/** For a terminal: the verdict, why, and every check that differs. */
export function renderComparisonText(comparison: Comparison, { colour }: { colour: boolean }): string {
  const paint = (text: string, code: number) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const { verdict, reasons, notes, base, head, unchanged } = comparison;
  const lines = [
    paint(terminalLine(`${verdictMark(verdict)} ${verdictLabel(comparison)}`), COLOURS[verdict]),
    ...reasons.map((reason) => terminalLine(`  ${reason}`)),
    terminalLine(`  ${countsLine(comparison)}`),
    ...(areTwo(comparison)
      ? [base, head].map((run) => terminalLine(`  ${runLine(run)}  ${run.id}`))
      : [
          terminalLine(tell`  before  ${runLine(base)}  ${base.id}`),
          terminalLine(tell`  now     ${runLine(head)}  ${head.id}`),
        ]),
    ...notes.map((note) => terminalLine(`  ${note}`)),
  ];
  for (const { kind, of } of groupsOf(comparison)) {
    lines.push('', paint(terminalLine(`${titleOf(kind, comparison)} (${of.length})`), isBad(kind) ? 31 : 1));
    const { listed, folded } = shownOf({ kind, of });
    for (const change of listed) lines.push(...changeLines(change, paint));
    for (const { way, of: alike } of folded)
      lines.push(terminalLine(tell`  ${plural(alike.length, 'check')}: ${way} (--format json lists them)`));
  }
  lines.push('', tell`${plural(unchanged, 'check')} came to the same.`);
  return withoutCiCommands(`${lines.join('\n')}\n`);
}

function changeLines(change: Change, paint: (text: string, code: number) => string): string[] {
  const { check, title, level, appeared, disappeared } = change;
  const cause = causeLine(change);
  const found = (texts: readonly string[], mark: string) => [
    ...texts.slice(0, FINDINGS_SHOWN).map((text) => terminalLine(`      ${mark} ${short(text)}`)),
    ...(texts.length > FINDINGS_SHOWN ? [tell`      ${mark} and ${texts.length - FINDINGS_SHOWN} more`] : []),
  ];
  return [
    terminalLine(`  ${level} ${check}  `) + paint(terminalLine(wayOf(change)), 1),
    ...(title === null ? [] : [paint(terminalLine(`    ${title}`), 2)]),
    ...(cause === null ? [] : [`    (${cause})`]),
    ...found(appeared, '+'),
    ...found(disappeared, '-'),
  ];
}

function short(text: string): string {
  const { shown, left } = cut(text, LINE_SHOWN);
  return left > 0 ? `${shown}…` : shown;
}
