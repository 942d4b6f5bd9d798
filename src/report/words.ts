import { beforeNumber } from '../messages/shorten.ts';
import { type Noun, say, sayCount, tongue } from '../messages/speech.ts';
import type { OutcomeCounts, Report, ReportCheck } from './report.gen.ts';

export type Outcome = ReportCheck['outcome'];
export type Level = ReportCheck['level'];

export const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** Those of which there is a check. */
export const levelsIn = ({ levels }: Report['summary']): Level[] =>
  LEVELS.filter((level) => Object.values(levels[level]).some((n) => n > 0));

/** What each outcome is called in the language that is spoken, in the order in which counts are shown. `mark` tells them apart without colour. */
export const OUTCOMES: Readonly<Record<Outcome, { readonly label: string; mark: string; readonly meaning: string }>> = {
  passed: outcome('passed', '✓'),
  failed: outcome('failed', '✗'),
  waived: outcome('waived', '~'),
  error: outcome('error', '!'),
  withheld: outcome('withheld', '⊘'),
  'not-testable': outcome('not-testable', '?'),
  'not-applicable': outcome('not-applicable', '–'),
};

function outcome(name: Outcome, mark: string) {
  return {
    mark,
    get label() {
      return say(`outcome.${name}`, {});
    },
    get meaning() {
      return say(`outcome.${name}.meaning`, {});
    },
  };
}

export const OUTCOME_ORDER = Object.keys(OUTCOMES) as Outcome[];

/** Outcomes of checks that were not run, those that somebody can do something about first. */
export const NOT_RUN: readonly Outcome[] = ['withheld', 'not-testable', 'not-applicable'];

export const VERDICTS: Readonly<Record<Report['verdict'], { readonly label: string; mark: string }>> = {
  conformant: verdict('conformant', '✓'),
  'non-conformant': verdict('non-conformant', '✗'),
  inconclusive: verdict('inconclusive', '?'),
  verified: verdict('verified', '✓'),
  broken: verdict('broken', '✗'),
};

/** A verdict within a sentence: as report.json has it in English, by its label in other languages. */
export const verdictWord = (verdict: Report['verdict']): string =>
  tongue().language === 'en' ? verdict : VERDICTS[verdict].label;

function verdict(name: Report['verdict'], mark: string) {
  return {
    mark,
    get label() {
      return say(`verdict.${name}`, {});
    },
  };
}

/** What limits or sharpens the verdict; every headline says so. */
export function qualifiers({ run, summary }: Report): string[] {
  return [
    ...(run.contracts ? [say('note.contracts', {})] : []),
    ...(run.partial ? [selectionNote(run, summary.total)] : []),
    ...(run.interrupted ? [say('note.interrupted', {})] : []),
    ...(summary.strict ? [say('note.strict', {})] : []),
  ];
}

/** "partial: 1 of 118 checks selected". */
const selectionNote = ({ selectedFrom }: Report['run'], total: number): string =>
  selectedFrom === undefined
    ? say('note.partial', {})
    : say('note.selected', { selected: total, all: plural(selectedFrom, 'check') });

/** "Non-conformant (partial: 1 of 118 checks selected, strict)". */
export function headline(report: Report): string {
  const notes = qualifiers(report);
  const { label } = VERDICTS[report.verdict];
  return notes.length > 0 ? say('verdict.with-notes', { verdict: label, notes }) : label;
}

function selected({ selectedFrom }: Report['run'], total: number): string {
  if (selectedFrom === undefined) return say('meaning.partial', {});
  const values = { selected: total, all: plural(selectedFrom, 'check') };
  return total === 1 ? say('meaning.selected-one', values) : say('meaning.selected', values);
}

/** What the verdict means, for somebody who reads nothing else. One or more sentences. */
export function meaning({ verdict: name, run, suite, summary }: Report): string {
  const { edition } = suite;
  const verdicts: Record<Report['verdict'], string> = {
    conformant: say(run.partial ? 'meaning.conformant.partial' : 'meaning.conformant', { edition }),
    'non-conformant': say(summary.strict ? 'meaning.non-conformant.strict' : 'meaning.non-conformant', { edition }),
    inconclusive: say('meaning.inconclusive', { edition }),
    verified: say('meaning.verified', {}),
    broken: say('meaning.broken', {}),
  };
  return [
    verdicts[name],
    ...(run.contracts ? [say('meaning.contracts', {})] : []),
    ...(run.partial ? [selected(run, summary.total)] : []),
    ...(run.interrupted ? [say('meaning.interrupted', {})] : []),
  ].join(tongue().language === 'en' ? ' ' : '');
}

/** How well this version of the suite judges; null where that was not measured. */
export function scoreOf({ score }: Report['suite']): string | null {
  const [, found, faults, accused, lawful] =
    // The second is what earlier versions wrote.
    /^finds (\d+) of (\d+) known faults, accuses (\d+) of (\d+) lawful deployments$/.exec(score ?? '') ??
    /^kills (\d+)\/(\d+), accuses (\d+)\/(\d+)$/.exec(score ?? '') ??
    [];
  if (!found || !faults || !accused || !lawful) return score;
  return say('suite.score', { found, faults, accused, lawful });
}

/** Who says so, and how far it can be trusted: the suite, its version, the faults that it catches and whom it accuses. */
export const suiteLine = ({ suite }: Report): string =>
  [`${suite.name} ${suite.version}`, scoreOf(suite) ?? []].flat().join(say('list.clauses', {}));

/** "acme-staging, version 3.2.1, edition ..., 2026-11-23 13:27:49 UTC": the first line about a run. */
export function subject({ deployment: { name, version }, suite: { edition }, startedAt }: Report): string {
  const time = moment(startedAt);
  return version === undefined
    ? say('subject', { name, edition, time })
    : say('subject.version', { name, version, edition, time });
}

/** What a reader does next, in one sentence. */
export function nextStep({ verdict: name, run }: Report, obstacles: number): string {
  if (name === 'non-conformant' || name === 'broken') return say(`next.${name}`, {});
  if (name === 'inconclusive') return say(obstacles > 0 && !run.interrupted ? 'next.obstacles' : 'next.to-its-end', {});
  return run.partial ? say('next.whole', {}) : say(`next.${name}`, {});
}

/** How much of what applies was judged. */
export function completeness(counts: OutcomeCounts): { judged: number; applicable: number } {
  const judged = counts.passed + counts.failed + counts.waived;
  return { judged, applicable: judged + counts.error + counts.withheld + counts['not-testable'] };
}

const FAMILIES = [
  'uri',
  'auth',
  'body',
  'rounding',
  'ids',
  'accounting',
  'success',
  'errors',
  'effects',
  'explore',
] as const;

/** What a family is called; one that has no name of its own, by its first part of ids. */
function familyTitle(name: string): string {
  const known = FAMILIES.find((one) => one === name);
  return known ? say(`family.${known}`, {}) : name;
}

export interface Family {
  name: string;
  title: string;
  checks: ReportCheck[];
}

/** The checks by family, in the order in which they stand in the report. */
export function familiesOf(checks: readonly ReportCheck[]): Family[] {
  const families = new Map<string, Family>();
  for (const check of checks) {
    const name = check.id.split('/')[0] ?? check.id;
    const family = families.get(name) ?? { name, title: familyTitle(name), checks: [] };
    family.checks.push(check);
    families.set(name, family);
  }
  return [...families.values()];
}

/** Failed MUSTs, then failed SHOULDs and MAYs, then errors: what a reader should see first. */
export function findingsFirst(checks: readonly ReportCheck[]): ReportCheck[] {
  const failed = (level: Level) => checks.filter((check) => check.outcome === 'failed' && check.level === level);
  return [...LEVELS.flatMap(failed), ...checks.filter(({ outcome }) => outcome === 'error')];
}

/** Whether the failure of a check decides the verdict. */
export const decides = ({ level, provisional }: ReportCheck, { summary }: Report): boolean =>
  provisional === undefined && (level === 'MUST' || (level === 'SHOULD' && summary.strict));

export const linesOf = (text: string | null): string[] => (text === null || text === '' ? [] : text.split('\n'));

/** The first `limit` UTF-16 units, never half a pair nor half a number; null where the text is not longer. */
export function cut(text: string, limit: number): { shown: string; left: number } {
  if (text.length <= limit) return { shown: text, left: 0 };
  const isPairSplit = /[\ud800-\udbff]/.test(text[limit - 1] ?? '') && /[\udc00-\udfff]/.test(text[limit] ?? '');
  const shown = isPairSplit ? text.slice(0, limit - 1) : beforeNumber(text, limit);
  return { shown, left: text.length - shown.length };
}

/** "2,500": by hand, because the first use of a locale costs as much as a whole report. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** "1 check", "2 checks". */
export const plural = (n: number, what: Noun): string => sayCount(n, what, grouped(n));

/** "850 ms", "12.4 s", "3 min 20 s". */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}

/** "2026-11-23 13:27:49 UTC". */
export const moment = (iso: string): string => iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');

/** How effects were seen. */
export const witness = (name: Report['deployment']['witness']): string => say(`witness.${name}`, {});
