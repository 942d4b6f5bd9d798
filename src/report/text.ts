import { withoutCiCommands } from './ci-commands.ts';
import { effectLines } from './effect-words.ts';
import { terminalLine, terminalLines } from './escape-terminal.ts';
import type { OutcomeCounts, Report, ReportCheck } from './report.gen.ts';
import {
  completeness,
  cut,
  decides,
  duration,
  findingsFirst,
  headline,
  LEVELS,
  linesOf,
  NOT_RUN,
  OUTCOME_ORDER,
  OUTCOMES,
  type Outcome,
  plural,
  suiteLine,
  VERDICTS,
} from './words.ts';

export interface TextOptions {
  /** Whether to use ANSI colours; without them there is no escape sequence at all. */
  colour: boolean;
  /** Columns to wrap at, at least 40. Commands are never wrapped, so that they can be copied. */
  width: number;
}

const LINES_SHOWN = 5;
const TEXT_SHOWN = 600;
const NOT_RUN_SHOWN = 10;

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'magenta';
const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35 };

/** The summary for a terminal: the verdict, counts, each finding with what it takes to repeat it, what was not run. */
export function renderText(report: Report, { colour, width }: TextOptions): string {
  const columns = Math.max(40, Math.floor(width) || 40);
  const paint = (text: string, ...styles: Style[]) =>
    colour ? `${styles.map((style) => `\x1b[${CODES[style]}m`).join('')}${text}\x1b[0m` : text;
  const page: Page = { columns, paint };
  const lines = [
    ...verdictLines(report, page),
    '',
    ...countLines(report, page),
    ...withSharedErrors(findingsFirst(report.checks)).flatMap((one) => [
      '',
      ...('checks' in one ? sharedLines(one, page) : findingLines(one, report, page)),
    ]),
    ...waivedLines(report, page),
    ...notRunLines(report, page),
    ...(report.remarks.length > 0
      ? ['', paint(`${plural(report.remarks.length, 'remark')} in report.html`, 'dim')]
      : []),
  ];
  return `${withoutCiCommands(lines.join('\n'))}\n`;
}

interface Page {
  columns: number;
  paint: (text: string, ...styles: Style[]) => string;
}

const VERDICT_STYLE: Readonly<Record<Report['verdict'], Style>> = {
  conformant: 'green',
  'non-conformant': 'red',
  inconclusive: 'yellow',
  verified: 'green',
  broken: 'red',
};

const OUTCOME_STYLE: Readonly<Record<Outcome, Style>> = {
  passed: 'green',
  failed: 'red',
  waived: 'magenta',
  error: 'yellow',
  withheld: 'magenta',
  'not-testable': 'yellow',
  'not-applicable': 'dim',
};

function verdictLines(report: Report, { columns, paint }: Page): string[] {
  const { verdict, deployment, suite, summary } = report;
  const title = `${VERDICTS[verdict].mark} ${headline(report)}`;
  const about = terminalLine(`${deployment.name}, edition ${suite.edition}`);
  return [
    `${paint(title, 'bold', VERDICT_STYLE[verdict])}  ${about}`,
    ...summary.reasons.flatMap((reason) => wrapped(reason, '  ', columns)),
    paint(terminalLine(`  ${suiteLine(report)}`), 'dim'),
  ];
}

function countLines({ summary, durationMs }: Report, { paint }: Page): string[] {
  const shown = OUTCOME_ORDER.filter((outcome) => summary.outcomes[outcome] > 0);
  const wide = (outcome: Outcome) => OUTCOMES[outcome].label.length + 2;
  const row = (name: string, counts: OutcomeCounts) =>
    `  ${name.padEnd(6)}${shown
      .map((outcome) => {
        const cell = String(counts[outcome]).padStart(wide(outcome));
        return counts[outcome] === 0 ? paint(cell, 'dim') : paint(cell, OUTCOME_STYLE[outcome]);
      })
      .join('')}`;
  const { judged, applicable } = completeness(summary.outcomes);
  return [
    paint(
      `  ${''.padEnd(6)}${shown.map((outcome) => OUTCOMES[outcome].label.padStart(wide(outcome))).join('')}`,
      'dim',
    ),
    ...LEVELS.map((level) => row(level, summary.levels[level])),
    `  ${judged} of ${plural(applicable, 'check')} that apply were judged, ${plural(summary.exchanges, 'request')}, ${duration(durationMs)}`,
  ];
}

/** Checks that ended in one and the same error: a deployment that is not there says so once. */
interface SharedError {
  checks: ReportCheck[];
  message: string;
}

const FEWEST_SHARED = 3;

function withSharedErrors(checks: readonly ReportCheck[]): (ReportCheck | SharedError)[] {
  const byMessage = new Map<string, ReportCheck[]>();
  for (const check of checks) {
    if (check.outcome !== 'error') continue;
    const message = check.message ?? '';
    byMessage.set(message, [...(byMessage.get(message) ?? []), check]);
  }
  return checks.flatMap((check): (ReportCheck | SharedError)[] => {
    const alike = check.outcome === 'error' ? (byMessage.get(check.message ?? '') ?? []) : [];
    if (alike.length < FEWEST_SHARED) return [check];
    return check === alike[0] ? [{ checks: alike, message: check.message ?? '' }] : [];
  });
}

function sharedLines({ checks, message }: SharedError, { columns, paint }: Page): string[] {
  const { mark, label } = OUTCOMES.error;
  const named = checks.slice(0, LINES_SHOWN).map(({ id }) => id);
  const more = checks.length - named.length;
  return [
    `${paint(`${mark} ${label.toUpperCase()}`, 'bold', OUTCOME_STYLE.error)} ${plural(checks.length, 'check')}`,
    ...linesOf(message)
      .slice(0, LINES_SHOWN)
      .flatMap((line) => wrapped(line, '  - ', columns)),
    ...wrapped(`${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`, '  ', columns),
  ];
}

function findingLines(check: ReportCheck, report: Report, page: Page): string[] {
  const { columns, paint } = page;
  const { mark, label } = OUTCOMES[check.outcome];
  const tag = paint(`${mark} ${label.toUpperCase()}`, 'bold', OUTCOME_STYLE[check.outcome]);
  const note =
    check.outcome === 'failed' && !decides(check, report) ? paint(' (does not decide the verdict)', 'dim') : '';
  const lines = linesOf(check.message);
  const more = lines.length - LINES_SHOWN;
  return [
    `${tag} ${check.level} ${paint(terminalLine(check.id), 'bold')}${note}`,
    ...wrapped(check.title, '  ', columns),
    ...lines.slice(0, LINES_SHOWN).flatMap((line) => wrapped(line, '  - ', columns)),
    ...(more > 0 ? [paint(`  and ${plural(more, 'more finding')} in report.html`, 'dim')] : []),
    ...labelled('expected', check.expected, page),
    ...labelled('actual  ', check.actual, page),
    ...labelled('effects ', check.id.startsWith('effects/') ? effectLines(check, report) : null, page),
    ...(check.reproduce === null
      ? []
      : // One piece, whatever the width: it is there to be copied.
        terminalLines(check.reproduce).map((line, i) => (i === 0 ? `  ${line}` : line))),
  ];
}

function labelled(name: string, text: string | null, { columns, paint }: Page): string[] {
  if (text === null) return [];
  const { shown, left } = cut(text, TEXT_SHOWN);
  const lines = terminalLines(shown).slice(0, LINES_SHOWN);
  const isCut = left > 0 || terminalLines(shown).length > LINES_SHOWN;
  const margin = ' '.repeat(name.length + 4);
  return [...lines, ...(isCut ? ['… (all in report.html)'] : [])].flatMap((line, i) =>
    wrapped(line, i === 0 ? `  ${name}  ` : margin, columns).map((piece, n) =>
      i === 0 && n === 0 ? `  ${paint(name, 'dim')}${piece.slice(name.length + 2)}` : piece,
    ),
  );
}

function waivedLines({ checks }: Report, page: Page): string[] {
  const waived = checks.filter(({ outcome }) => outcome === 'waived');
  if (waived.length === 0) return [];
  return ['', page.paint('Waived', 'bold'), ...waived.flatMap((check) => reasonLines(check, page))];
}

function notRunLines({ checks }: Report, page: Page): string[] {
  // What the edition does not ask for needs nobody's attention here.
  const of = NOT_RUN.filter((outcome) => outcome !== 'not-applicable').flatMap((outcome) =>
    checks.filter((check) => check.outcome === outcome),
  );
  if (of.length === 0) return [];
  const more = of.length - NOT_RUN_SHOWN;
  return [
    '',
    page.paint('Not run', 'bold'),
    ...of.slice(0, NOT_RUN_SHOWN).flatMap((check) => reasonLines(check, page)),
    ...(more > 0 ? [page.paint(`  and ${more} more in report.html`, 'dim')] : []),
  ];
}

function reasonLines({ id, level, outcome, message }: ReportCheck, { columns, paint }: Page): string[] {
  const { mark, label } = OUTCOMES[outcome];
  return [
    `  ${paint(`${mark} ${label}`, OUTCOME_STYLE[outcome])} ${level} ${terminalLine(id)}`,
    ...linesOf(message)
      .slice(0, 1)
      .flatMap((line) => wrapped(line, '    ', columns)),
  ];
}

/** The text in lines of at most `columns`, the first behind `lead` and the others behind as many spaces. */
function wrapped(text: string, lead: string, columns: number): string[] {
  const { shown, left } = cut(text, TEXT_SHOWN);
  const room = columns - lead.length;
  const rows: string[] = [];
  let row = '';
  for (const word of `${terminalLine(shown)}${left > 0 ? ' …' : ''}`.split(' ')) {
    const joined = row === '' ? word : `${row} ${word}`;
    if (joined.length <= room) {
      row = joined;
      continue;
    }
    if (row !== '') rows.push(row);
    row = word;
    while (row.length > room) {
      const { shown: piece } = cut(row, room);
      rows.push(piece);
      row = row.slice(piece.length);
    }
  }
  rows.push(row);
  return rows.map((one, i) => (i === 0 ? lead : ' '.repeat(lead.length)) + one);
}
