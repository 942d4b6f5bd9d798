import type { Clause } from '../edition/edition.ts';
import { ENGLISH, say, speaking, type Tongue } from '../messages/speech.ts';
import { type Cause, causesOf, sayCauses } from './causes.ts';
import { withoutCiCommands } from './ci-commands.ts';
import { worstConsequences } from './consequences.ts';
import { mdBlock, mdCellCode, mdCode, mdText } from './escape-markdown.ts';
import { clausesIn, inLanguage } from './in-language.ts';
import { listed, withinLimit } from './kit/markdown.ts';
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
  meaning,
  moment,
  NOT_RUN,
  nextStep,
  OUTCOME_ORDER,
  OUTCOMES,
  plural,
  subject,
  suiteLine,
  VERDICTS,
} from './words.ts';

const LINES_SHOWN = 10;
const LINE_SHOWN = 400;
const TEXT_SHOWN = 1500;
const REASONS_SHOWN = 20;

/** report.md: fits a comment on a pull request. What does not fit is counted, and left to report.html. */
export function renderMarkdown(report: Report, clauses: readonly Clause[], tongue: Tongue = ENGLISH): string {
  return speaking(tongue, () =>
    documentOf(inLanguage(report, tongue), clausesIn(clauses, report.suite.edition, tongue)),
  );
}

function documentOf(report: Report, clauses: readonly Clause[]): string {
  const obstacles = obstaclesOf(report);
  const waived = report.checks.filter(({ outcome }) => outcome === 'waived');
  const causes = causesOf(report.checks);
  const alone = (check: ReportCheck): Cause => ({ lead: '', check, others: [] });
  const parts = [
    head(report, clauses, obstacles),
    ...listed(obstacles.filter(isTrouble).map(obstacle), say('page.md.in-the-way', {})),
    counts(report),
    ...listed(
      causes.map((cause) => finding(cause, report, clauses)),
      [say('page.md.found', {}), sayCauses(causes) ?? []].flat().join('\n\n'),
    ),
    ...listed(
      waived.map((check) => finding(alone(check), report, clauses)),
      say('page.md.waived', {}),
    ),
    ...listed(notRun(report), say('page.md.not-run', {})),
    ...listed(report.remarks.map(remark), say('page.md.remarks', {})),
  ];
  const { edition } = report.suite;
  const foot = `<sub>${mdText(say('page.md.foot', { edition, when: moment(report.startedAt), duration: duration(report.durationMs) }))}</sub>\n`;
  const noteOf = (left: number) => say('page.md.cut', { parts: plural(left, 'more part') });
  return withinLimit({ parts, foot, noteOf, harmless: (text) => withoutCiCommands(text) });
}

function head(report: Report, clauses: readonly Clause[], obstacles: readonly Obstacle[]): string {
  const consequences = worstConsequences(report, clauses).map((one) => `- **${mdText(one)}**`);
  const reasons = report.summary.reasons.slice(0, REASONS_SHOWN).map((reason) => `- ${mdText(shortLine(reason))}`);
  return [
    `## ${VERDICTS[report.verdict].mark} ${say('named', { name: mdText(headline(report)), text: mdCode(shortLine(report.deployment.name)) })}`,
    mdCode(shortLine(subject(report))),
    ...(consequences.length > 0 ? [consequences.join('\n')] : []),
    `${mdText(meaning(report))}`,
    `<sub>${mdText(suiteLine(report))}</sub>`,
    ...(reasons.length > 0 ? [reasons.join('\n')] : []),
    mdText(nextStep(report, obstacles.length)),
  ].join('\n\n');
}

function counts({ summary }: Report): string {
  const { judged, applicable } = completeness(summary.outcomes);
  const shown = OUTCOME_ORDER.filter((outcome) => summary.outcomes[outcome] > 0);
  const row = (name: string, of: OutcomeCounts) => `| ${name} | ${shown.map((outcome) => of[outcome]).join(' | ')} |`;
  return [
    say('page.judged', {
      judged: `**${say('page.judged.of', { judged, applicable: plural(applicable, 'check') })}**`,
      requests: plural(summary.exchanges, 'request'),
    }),
    '',
    `| ${say('page.level', {})} | ${shown.map((outcome) => OUTCOMES[outcome].label).join(' | ')} |`,
    `| :-- |${' --: |'.repeat(shown.length)}`,
    ...levelsIn(summary).map((level) => row(level, summary.levels[level])),
    row(`**${say('page.all', {})}**`, summary.outcomes),
  ].join('\n');
}

function obstacle({ text, mend, checks }: Obstacle): string {
  const ids = checks.slice(0, LINES_SHOWN).map(({ id }) => mdCode(shortLine(id)));
  const left = checks.length - ids.length;
  return [
    `- ${mdCode(shortLine(text))}`,
    ...(mend === null ? [] : [`  ${mdText(shortLine(mend))}`]),
    `  <sub>${say('text.with-checks', { checks: plural(checks.length, 'check'), listed: left > 0 ? say('text.more', { listed: ids, n: left }) : ids })}</sub>`,
  ].join('\n');
}

function finding({ lead, check, others }: Cause, report: Report, clauses: readonly Clause[]): string {
  const { mark, label } = OUTCOMES[check.outcome];
  const lines = linesOf(check.message);
  const more = lines.length - LINES_SHOWN;
  const [pair, ...pairs] = pairsOf(check);
  const isUndecided = check.outcome === 'failed' && !decides(check, report);
  const why =
    check.provisional === undefined
      ? say('page.md.undecided', {})
      : say('page.provisional', { release: check.provisional });
  return [
    `<details><summary>${mark} <b>${check.level} ${label}</b>: ${summaryText(lead || check.title)} (${summaryText(check.id)})</summary>`,
    ...(lead === '' ? [] : [say('page.wanted', { title: mdText(shortLine(check.title)) })]),
    ...(isUndecided ? [why] : []),
    ...(lines.length > 0 ? [lines.slice(0, LINES_SHOWN).map(found).join('\n')] : []),
    ...(more > 0 ? [`- ${say('text.and-in-page', { what: plural(more, 'more finding') })}`] : []),
    ...alike(others),
    ...block(say('page.expected', {}), pair?.expected ?? null),
    ...block(say('page.actual', {}), pair?.actual ?? null),
    ...(pairs.length > 0 ? [say('text.pairs', { n: pairs.length })] : []),
    ...block(say('page.reproduce', {}), check.reproduce, 'sh'),
    ...basis(check, clauses),
    '</details>',
  ].join('\n\n');
}

function alike(others: readonly ReportCheck[]): string[] {
  if (others.length === 0) return [];
  const rows = others
    .slice(0, LINES_SHOWN)
    .map(
      ({ id, level, title }) =>
        `- ${level} ${say('named', { name: mdCode(shortLine(id)), text: mdText(shortLine(title)) })}`,
    );
  const left = others.length - rows.length;
  return [
    say('page.md.same', { checks: plural(others.length, 'other check') }),
    [...rows, ...(left > 0 ? [`- ${say('page.md.more', { n: left })}`] : [])].join('\n'),
  ];
}

const found = (line: string) => `- ${mdCode(shortLine(line))}`;

const block = (name: string, text: string | null, language?: string): string[] => {
  if (text === null) return [];
  const { shown, left } = cut(text, TEXT_SHOWN);
  return [
    say('page.md.name', { name }),
    mdBlock(shown, language),
    ...(left > 0 ? [say('page.rest', { what: plural(left, 'more character') })] : []),
  ];
};

function basis(check: ReportCheck, clauses: readonly Clause[]): string[] {
  const asked = check.clauses.slice(0, LINES_SHOWN).map((id) => {
    const clause = clauses.find((one) => one.id === id);
    return `- ${mdCode(shortLine(id))}${clause ? `: ${mdText(shortLine(clause.statement))} (${mdText(shortLine(clause.source))})` : ''}`;
  });
  return asked.length > 0 ? [say('page.md.asks', {}), asked.join('\n')] : [];
}

function notRun({ checks }: Report): string[] {
  const of = NOT_RUN.flatMap((outcome) => checks.filter((check) => check.outcome === outcome));
  if (of.length === 0) return [];
  const rows = of.map(
    ({ id, level, outcome, message }) =>
      `| ${OUTCOMES[outcome].label} | ${level} | ${mdCellCode(shortLine(id))} | ${message === null ? '' : mdCellCode(shortLine(linesOf(message)[0] ?? ''))} |`,
  );
  return [
    [
      `<details><summary>${plural(of.length, 'check')}</summary>`,
      [
        `| ${say('page.outcome', {})} | ${say('page.level', {})} | ${say('page.check', {})} | ${say('page.md.why', {})} |`,
        '| :-- | :-- | :-- | :-- |',
        ...rows,
      ].join('\n'),
      '</details>',
    ].join('\n\n'),
  ];
}

const remark = ({ check, text }: Report['remarks'][number]) =>
  `- ${mdCode(shortLine(text))}${check === null ? '' : ` (${mdCode(shortLine(check))})`}`;

function shortLine(text: string): string {
  const { shown, left } = cut(text, LINE_SHOWN);
  return left > 0 ? `${shown}…` : shown;
}

/** Inside the HTML of a summary, where Markdown is read as well. */
const summaryText = (text: string) => mdText(shortLine(text));
