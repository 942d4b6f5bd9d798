import { type Message, render } from '../base/message.ts';
import type { Clause } from '../edition/edition.ts';
import { ENGLISH, type Tongue } from '../messages/speech.ts';
import type { Report, ReportCheck, ReportSaid } from './report.gen.ts';

const originals = new WeakMap<ReportCheck, ReportCheck>();

/** A check before it was put into a language: rules that look at words look at these. */
export const englishOf = (check: ReportCheck): ReportCheck => originals.get(check) ?? check;

/**
 * A report in the language of its reader, for renderers: what was found, why there is no judgement, remarks and titles.
 * What was said in words alone stays as it is. Pure.
 */
export function inLanguage(report: Report, tongue: Tongue): Report {
  if (tongue.language === 'en') return report;
  const { summary } = report;
  return {
    ...report,
    summary: { ...summary, reasons: summary.said?.map((said) => sentence(said, tongue)) ?? summary.reasons },
    checks: report.checks.map((check) => checkIn(check, tongue)),
    exchanges: report.exchanges.map((x) =>
      x.failure?.said ? { ...x, failure: { ...x.failure, message: sentence(x.failure.said, tongue) } } : x,
    ),
    remarks: report.remarks.map((remark) =>
      remark.said ? { ...remark, text: sentence(remark.said, tongue) } : remark,
    ),
  };
}

/** The clauses of an edition in the language of the reader. */
export function clausesIn(clauses: readonly Clause[], edition: string, { names }: Tongue): readonly Clause[] {
  return clauses.map((clause) => ({
    ...clause,
    statement: names.clauseIn(clause.id, edition) ?? clause.statement,
    source: sourceIn(clause.source, names),
    consequence: names.consequences[clause.consequence] ?? clause.consequence,
  }));
}

/** Sources are named one after the other, with semicolons between them. */
const sourceIn = (source: string, { sources }: Tongue['names']): string =>
  Object.keys(sources).length === 0
    ? source
    : source
        .split('; ')
        .map((part) => sources[part] ?? part)
        .join('；');

/** What is said, as it stands in report.json. */
const sentence = (said: ReportSaid, { sentences }: Tongue): string => render(said as Message, sentences);

function checkIn(check: ReportCheck, tongue: Tongue): ReportCheck {
  const { findings = [], reason, waiver, title, titleSaid, message } = check;
  const found = findings.length > 0 ? findings.map((finding) => finding.message) : reason ? [reason] : [];
  const said = waiver ? [waiver, ...found] : found;
  const lines = (all: readonly ReportSaid[], of: Tongue) => all.map((one) => sentence(one, of)).join('\n');
  const distinct = (all: readonly ReportSaid[]) => [...new Set(all.map((one) => sentence(one, tongue)))].join('\n');
  const translated: ReportCheck = {
    ...check,
    title: titleSaid ? sentence(titleSaid, tongue) : (tongue.names.titles[check.id] ?? title),
    // What was said besides stays where it is.
    message: message === null ? null : message.replace(lines(said, ENGLISH), () => lines(said, tongue)),
    ...(findings.length > 0 && {
      expected: distinct(findings.map(({ expected }) => expected)),
      actual: distinct(findings.map(({ actual }) => actual)),
    }),
  };
  originals.set(translated, check);
  return translated;
}
