import type { OutcomeCounts, Report, ReportCheck } from './report.gen.ts';

export type Outcome = ReportCheck['outcome'];
export type Level = ReportCheck['level'];

export const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** What each outcome is called, in the order in which counts are shown. `mark` tells them apart without colour. */
export const OUTCOMES: Readonly<Record<Outcome, { label: string; mark: string; meaning: string }>> = {
  passed: { label: 'passed', mark: '✓', meaning: 'Judged, and nothing was found.' },
  failed: { label: 'failed', mark: '✗', meaning: 'The deployment does not do what the check says.' },
  waived: {
    label: 'waived',
    mark: '~',
    meaning: 'Failed, and accepted in the deployment file with a reason, an owner and an end.',
  },
  error: { label: 'error', mark: '!', meaning: 'No judgement was possible: network, gateway, or the suite itself.' },
  withheld: {
    label: 'withheld',
    mark: '⊘',
    meaning: 'Not sent: a faulty deployment might have hit a device that nobody declared for the test.',
  },
  'not-testable': { label: 'not testable', mark: '?', meaning: 'There was nothing to test it with.' },
  'not-applicable': {
    label: 'not applicable',
    mark: '–',
    meaning: 'The edition does not ask for it, or the deployment does not claim it.',
  },
};

export const OUTCOME_ORDER = Object.keys(OUTCOMES) as Outcome[];

/** Outcomes of checks that were not run, those that somebody can do something about first. */
export const NOT_RUN: readonly Outcome[] = ['withheld', 'not-testable', 'not-applicable'];

export const VERDICTS: Readonly<Record<Report['verdict'], { label: string; mark: string }>> = {
  conformant: { label: 'Conformant', mark: '✓' },
  'non-conformant': { label: 'Non-conformant', mark: '✗' },
  inconclusive: { label: 'Inconclusive', mark: '?' },
  verified: { label: 'Pacts verified', mark: '✓' },
  broken: { label: 'Pacts broken', mark: '✗' },
};

/** What limits or sharpens the verdict; every headline says so. */
export function qualifiers({ run, summary }: Report): string[] {
  return [
    ...(run.contracts ? ['contracts only'] : []),
    ...(run.partial ? [selectionNote(run, summary.total)] : []),
    ...(run.interrupted ? ['interrupted'] : []),
    ...(summary.strict ? ['strict'] : []),
  ];
}

/** "partial: 1 of 118 checks selected". */
const selectionNote = ({ selectedFrom }: Report['run'], total: number): string =>
  selectedFrom === undefined ? 'partial' : `partial: ${total} of ${plural(selectedFrom, 'check')} selected`;

/** "Non-conformant (partial: 1 of 118 checks selected, strict)". */
export function headline(report: Report): string {
  const notes = qualifiers(report);
  return VERDICTS[report.verdict].label + (notes.length > 0 ? ` (${notes.join(', ')})` : '');
}

const selected = ({ selectedFrom }: Report['run'], total: number): string =>
  selectedFrom === undefined
    ? 'Only a selection of the checks was run'
    : `Only ${total} of ${plural(selectedFrom, 'check')} ${total === 1 ? 'was' : 'were'} selected`;

/** What the verdict means, for somebody who reads nothing else. One or more sentences. */
export function meaning({ verdict, run, suite, summary }: Report): string {
  const edition = `edition ${suite.edition}`;
  const verdicts: Record<Report['verdict'], string> = {
    conformant: run.partial
      ? `The deployment keeps what was selected of ${edition}.`
      : `The deployment keeps every obligation of ${edition} that was tested, all core ones among them.`,
    'non-conformant': summary.strict
      ? `The deployment breaks at least one requirement of ${edition}; in a strict run recommendations count too.`
      : `The deployment breaks at least one obligation of ${edition}: software that relies on the document will meet it.`,
    inconclusive: `Nothing that was tested decides against the deployment, but too little could be tested to say that it keeps ${edition}.`,
    verified: 'The deployment answers as the consumers in these pacts rely on.',
    broken: 'The deployment answers at least one consumer otherwise than its pact says: that consumer will meet it.',
  };
  return [
    verdicts[verdict],
    ...(run.contracts ? ['A verified pact is no conformance; only the checks of verify can show that.'] : []),
    ...(run.partial ? [`${selected(run, summary.total)}; this is no verdict on the whole.`] : []),
    ...(run.interrupted ? ['The run was ended before it was done.'] : []),
  ].join(' ');
}

/** How well this version of the suite judges; null where that was not measured. */
export const scoreOf = ({ score }: Report['suite']): string | null =>
  // What earlier versions wrote, in words.
  score?.replace(
    /^kills (\d+)\/(\d+), accuses (\d+)\/(\d+)$/,
    'finds $1 of $2 known faults, accuses $3 of $4 lawful deployments',
  ) ?? null;

/** Who says so, and how far it can be trusted: the suite, its version, the faults that it catches and whom it accuses. */
export const suiteLine = ({ suite }: Report): string =>
  [`${suite.name} ${suite.version}`, scoreOf(suite) ?? []].flat().join(', ');

/** "acme-staging, version 3.2.1, edition ..., 2026-11-23": the first line about a run. */
export function subject({ deployment, suite, startedAt }: Report): string {
  const version = deployment.version === undefined ? '' : `, version ${deployment.version}`;
  return `${deployment.name}${version}, edition ${suite.edition}, ${startedAt.slice(0, 10)}`;
}

/** What a reader does next, in one sentence. */
export function nextStep({ verdict, run }: Report, obstacles: number): string {
  if (verdict === 'non-conformant') return 'Next: mend what was found, the first of it first, and verify again.';
  if (verdict === 'broken') return 'Next: mend what was found, or change what the consumers rely on.';
  if (verdict === 'inconclusive')
    return obstacles > 0 ? 'Next: remove what stood in the way, and run it again.' : 'Next: run it again, to its end.';
  if (run.partial) return 'Next: run it without --only and --skip for a verdict on the whole.';
  return verdict === 'verified'
    ? 'Next: nothing has to be done here.'
    : 'Next: nothing has to be done; keep the reports.';
}

/** How much of what applies was judged. */
export function completeness(counts: OutcomeCounts): { judged: number; applicable: number } {
  const judged = counts.passed + counts.failed + counts.waived;
  return { judged, applicable: judged + counts.error + counts.withheld + counts['not-testable'] };
}

const FAMILIES: Readonly<Record<string, string>> = {
  uri: 'Address and method',
  auth: 'Authentication',
  body: 'Request body',
  rounding: 'Rounding of ids',
  ids: 'Ids',
  accounting: 'Accounting for every device',
  success: 'The answer to a success',
  errors: 'Error answers',
  effects: 'Effect on devices',
  explore: 'Generated sequences',
};

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
    const family = families.get(name) ?? { name, title: FAMILIES[name] ?? name, checks: [] };
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
export const decides = ({ level }: ReportCheck, { summary }: Report): boolean =>
  level === 'MUST' || (level === 'SHOULD' && summary.strict);

export const linesOf = (text: string | null): string[] => (text === null || text === '' ? [] : text.split('\n'));

/** The first `limit` UTF-16 units, never half a pair; null where the text is not longer. */
export function cut(text: string, limit: number): { shown: string; left: number } {
  if (text.length <= limit) return { shown: text, left: 0 };
  const isPairSplit = /[\ud800-\udbff]/.test(text[limit - 1] ?? '') && /[\udc00-\udfff]/.test(text[limit] ?? '');
  const shown = text.slice(0, isPairSplit ? limit - 1 : limit);
  return { shown, left: text.length - shown.length };
}

/** "2,500": by hand, because the first use of a locale costs as much as a whole report. */
const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** "1 check", "2 checks". */
export const plural = (n: number, what: string): string => `${grouped(n)} ${what}${n === 1 ? '' : 's'}`;

/** "850 ms", "12.4 s", "3 min 20 s". */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}

/** "2026-11-23 13:27:49 UTC". */
export const moment = (iso: string): string => iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');

export const WITNESSES: Readonly<Record<Report['deployment']['witness'], string>> = {
  mqtt: 'MQTT sessions of the test devices',
  query: 'the query API',
  none: 'none: effects could not be seen',
};
