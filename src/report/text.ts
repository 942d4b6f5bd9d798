import type { Clause } from '../edition/edition.ts';
import { ENGLISH, listed, say, speaking, type Tongue } from '../messages/speech.ts';
import { type Cause, causesOf, sayCauses } from './causes.ts';
import { withoutCiCommands } from './ci-commands.ts';
import { worstConsequences } from './consequences.ts';
import { effectLines } from './effect-words.ts';
import { terminalLine, terminalLines } from './escape-terminal.ts';
import { clausesIn, inLanguage } from './in-language.ts';
import { isTrouble, type Obstacle, obstaclesOf } from './obstacles.ts';
import { pairsOf } from './pairs.ts';
import type { OutcomeCounts, Report, ReportCheck } from './report.gen.ts';
import {
  completeness,
  cut,
  decides,
  duration,
  headline,
  levelsIn,
  linesOf,
  nextStep,
  OUTCOME_ORDER,
  OUTCOMES,
  type Outcome,
  plural,
  subject,
  suiteLine,
  VERDICTS,
} from './words.ts';
import { padded, paddedLeft, TEXT_SHOWN, widthOf, wrapped } from './wrap.ts';

export interface TextOptions {
  /** Whether to use ANSI colours; without them there is no escape sequence at all. */
  colour: boolean;
  /** Columns to wrap at, at least 40. Commands are never wrapped, so that they can be copied. */
  width: number;
  /** Those of the report's edition: they say what a failure means. */
  clauses?: readonly Clause[];
  /** What it is written in; English by default. */
  tongue?: Tongue;
}

const LINES_SHOWN = 5;
const OBSTACLES_SHOWN = 10;
/** So many causes are told whole; of more, so many are, and so many others in a line or two. */
const CAUSES_ALL = 8;
const CAUSES_WHOLE = 6;
const CAUSES_BRIEF = 12;

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'magenta';
const CODES: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35 };

/**
 * The summary for a terminal: the verdict and what it means, counts, what stood in the way, each finding with what it takes
 * to repeat it, what was not run. It ends with the verdict and the next step, because long lists scroll the rest away.
 */
export function renderText(report: Report, options: TextOptions): string {
  const { clauses = [], tongue = ENGLISH } = options;
  return speaking(tongue, () =>
    textOf(inLanguage(report, tongue), clausesIn(clauses, report.suite.edition, tongue), options),
  );
}

function textOf(report: Report, clauses: readonly Clause[], { colour, width }: TextOptions): string {
  const columns = Math.max(40, Math.floor(width) || 40);
  const paint = (text: string, ...styles: Style[]) =>
    colour ? `${styles.map((style) => `\x1b[${CODES[style]}m`).join('')}${text}\x1b[0m` : text;
  const page: Page = { columns, paint };
  const obstacles = obstaclesOf(report);
  const causes = causesOf(report.checks);
  const inAll = sayCauses(causes);
  const lines = [
    ...verdictLines(report, clauses, page),
    ...obstacleLines(say('text.in-the-way', {}), obstacles.filter(isTrouble), page),
    '',
    ...countLines(report, page),
    ...(inAll === null ? [] : wrapped(inAll, '  ', columns)),
    ...foundLines(causes, report, page),
    ...waivedLines(report, page),
    ...obstacleLines(
      say('text.not-run', {}),
      obstacles.filter((one) => !isTrouble(one)),
      page,
    ),
    ...(report.remarks.length > 0
      ? ['', paint(say('text.in-page', { what: plural(report.remarks.length, 'remark') }), 'dim')]
      : []),
    ...endLines(report, obstacles, page),
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

const verdictTitle = (report: Report, { paint }: Page) =>
  paint(`${VERDICTS[report.verdict].mark} ${headline(report)}`, 'bold', VERDICT_STYLE[report.verdict]);

/** On one line, where it fits. */
function titled(report: Report, text: string, page: Page): string[] {
  const title = verdictTitle(report, page);
  const wide = widthOf(`${VERDICTS[report.verdict].mark} ${headline(report)}  ${text}`);
  return wide <= page.columns ? [`${title}  ${terminalLine(text)}`] : [title, ...wrapped(text, '  ', page.columns)];
}

function verdictLines(report: Report, clauses: readonly Clause[], page: Page): string[] {
  const { columns, paint } = page;
  return [
    ...titled(report, subject(report), page),
    ...worstConsequences(report, clauses).flatMap((one) => wrapped(one, '  ! ', columns)),
    ...report.summary.reasons.flatMap((reason) => wrapped(reason, '  ', columns)),
    ...wrapped(suiteLine(report), '  ', columns).map((line) => paint(line, 'dim')),
  ];
}

function endLines(report: Report, obstacles: readonly Obstacle[], page: Page): string[] {
  return [
    '',
    ...titled(report, report.deployment.name, page),
    ...wrapped(nextStep(report, obstacles.length), '  ', page.columns),
  ];
}

function countLines({ summary, durationMs }: Report, { columns, paint }: Page): string[] {
  const shown = OUTCOME_ORDER.filter((outcome) => summary.outcomes[outcome] > 0);
  const wide = (outcome: Outcome) => widthOf(OUTCOMES[outcome].label) + 2;
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
      `  ${''.padEnd(6)}${shown.map((outcome) => paddedLeft(OUTCOMES[outcome].label, wide(outcome))).join('')}`,
      'dim',
    ),
    ...levelsIn(summary).map((level) => row(level, summary.levels[level])),
    ...wrapped(
      say('text.counts', {
        judged: say('judged-of', { judged, applicable: plural(applicable, 'check') }),
        requests: plural(summary.exchanges, 'request'),
        duration: duration(durationMs),
      }),
      '  ',
      columns,
    ),
  ];
}

function obstacleLines(title: string, obstacles: readonly Obstacle[], { columns, paint }: Page): string[] {
  if (obstacles.length === 0) return [];
  const more = obstacles.length - OBSTACLES_SHOWN;
  const item = ({ text, mend, checks }: Obstacle) => {
    const [outcome = 'error'] = checks.map((check) => check.outcome);
    const named = checks.slice(0, LINES_SHOWN).map(({ level, id }) => (checks.length === 1 ? `${level} ${id}` : id));
    const left = checks.length - named.length;
    return [
      ...wrapped(text, `  ${paint(OUTCOMES[outcome].mark, OUTCOME_STYLE[outcome])} `, columns, 4),
      ...(mend === null ? [] : wrapped(mend, '    ', columns)),
      ...wrapped(
        checks.length > 1
          ? say('text.with-checks', { checks: plural(checks.length, 'check'), listed: firstOf(named, left) })
          : firstOf(named, left),
        '    ',
        columns,
      ).map((line) => paint(line, 'dim')),
    ];
  };
  return [
    '',
    paint(title, 'bold'),
    ...obstacles.slice(0, OBSTACLES_SHOWN).flatMap(item),
    ...(more > 0 ? [paint(`  ${say('text.more-in-page', { n: more })}`, 'dim')] : []),
  ];
}

/** The first whole, the next in a line or two: who wants all of them reads the page. */
function foundLines(causes: readonly Cause[], report: Report, page: Page): string[] {
  const shown = causes.length <= CAUSES_ALL ? CAUSES_ALL : CAUSES_WHOLE;
  const [whole, brief] = [causes.slice(0, shown), causes.slice(shown, shown + CAUSES_BRIEF)];
  const left = causes.length - whole.length - brief.length;
  return [
    ...whole.flatMap((cause) => ['', ...causeLines(cause, report, page)]),
    ...(brief.length > 0 ? ['', page.paint(say('text.found-too', {}), 'bold')] : []),
    ...brief.flatMap((cause) => briefLines(cause, page)),
    ...(left > 0 ? [page.paint(`  ${say('text.more-in-page', { n: left })}`, 'dim')] : []),
  ];
}

function briefLines({ lead, check, others }: Cause, { columns, paint }: Page): string[] {
  const { mark } = OUTCOMES[check.outcome];
  const text = say('named', { name: `${check.level} ${check.id}`, text: lead });
  return wrapped(
    others.length > 0 ? say('text.with-others', { text, checks: plural(others.length, 'other check') }) : text,
    `  ${paint(mark, OUTCOME_STYLE[check.outcome])} `,
    columns,
    4,
  );
}

function causeLines({ lead, check, others }: Cause, report: Report, page: Page): string[] {
  const { columns, paint } = page;
  const { mark, label } = OUTCOMES[check.outcome];
  const tag = `${mark} ${label.toUpperCase()}`;
  const note = decides(check, report) ? '' : paint(` ${say('text.undecided', {})}`, 'dim');
  const lines = [...new Set(linesOf(check.message))].filter((line) => line !== lead);
  const more = lines.length - LINES_SHOWN;
  const alike = others.slice(0, LINES_SHOWN);
  const left = others.length - alike.length;
  const [pair, ...pairs] = pairsOf(check);
  return [
    `${paint(tag, 'bold', OUTCOME_STYLE[check.outcome])} ${check.level} ${paint(terminalLine(check.id), 'bold')}${note}`,
    ...wrapped(lead, '  ', columns).map((line) => paint(line, 'bold')),
    ...wrapped(say('text.wanted', { title: check.title }), '  ', columns),
    ...lines.slice(0, LINES_SHOWN).flatMap((line) => wrapped(line, '  - ', columns)),
    ...(more > 0 ? [paint(`  ${say('text.and-in-page', { what: plural(more, 'more finding') })}`, 'dim')] : []),
    ...labelled(say('text.expected', {}), pair?.expected ?? null, page),
    ...labelled(say('text.actual', {}), pair?.actual ?? null, page),
    ...(pairs.length > 0 ? [paint(`  ${say('text.pairs', { n: pairs.length })}`, 'dim')] : []),
    ...labelled(say('text.effects', {}), check.id.startsWith('effects/') ? effectLines(check, report) : null, page),
    ...(check.reproduce === null
      ? []
      : // One piece, whatever the width: it is there to be copied.
        terminalLines(check.reproduce).map((line, i) => (i === 0 ? `  ${line}` : line))),
    ...(others.length > 0 ? [`  ${say('text.same', { checks: plural(others.length, 'other check') })}`] : []),
    ...alike.flatMap((other) =>
      wrapped(`${other.level} ${say('named', { name: other.id, text: other.title })}`, '  · ', columns),
    ),
    ...(left > 0 ? [paint(`  ${say('text.more-in-page', { n: left })}`, 'dim')] : []),
  ];
}

/** "a, b and 3 more". */
const firstOf = (named: readonly string[], left: number) =>
  left > 0 ? say('text.more', { listed: named, n: left }) : listed(named);

function labelled(label: string, text: string | null, { columns, paint }: Page): string[] {
  if (text === null) return [];
  const wide = Math.max(
    ...(['text.expected', 'text.actual', 'text.effects'] as const).map((kind) => widthOf(say(kind, {}))),
  );
  const name = padded(label, wide);
  const { shown, left } = cut(text, TEXT_SHOWN);
  const lines = terminalLines(shown).slice(0, LINES_SHOWN);
  const isCut = left > 0 || terminalLines(shown).length > LINES_SHOWN;
  const margin = ' '.repeat(wide + 4);
  return [...lines, ...(isCut ? [say('text.cut', {})] : [])].flatMap((line, i) =>
    wrapped(line, i === 0 ? `  ${name}  ` : margin, columns).map((piece, n) =>
      i === 0 && n === 0 ? `  ${paint(name, 'dim')}${piece.slice(name.length + 2)}` : piece,
    ),
  );
}

function waivedLines({ checks }: Report, page: Page): string[] {
  const waived = checks.filter(({ outcome }) => outcome === 'waived');
  if (waived.length === 0) return [];
  return ['', page.paint(say('text.waived', {}), 'bold'), ...waived.flatMap((check) => reasonLines(check, page))];
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
