import { phrase, say, tell, told, tongue } from '../../messages/speech.ts';
import { moment, OUTCOMES, VERDICTS as RUN_VERDICTS } from '../../report/words.ts';
import { areTwo, KINDS } from '../compare.ts';
import type { Change, ComparedRun, Comparison } from '../comparison.gen.ts';

const VERDICTS: Readonly<Record<Comparison['verdict'], { label: string; mark: string }>> = {
  'no-regression': { label: phrase`No regression`, mark: '✓' },
  regression: { label: phrase`Regression`, mark: '✗' },
  'not-comparable': { label: phrase`Not comparable`, mark: '?' },
};

const TITLES: Readonly<Record<Change['kind'], string>> = {
  regression: phrase`Regressions`,
  revealed: phrase`Failed, and not judged before`,
  lost: phrase`Not judged any more`,
  findings: phrase`Other findings for the same check`,
  waived: phrase`Failed, and accepted now`,
  mend: phrase`Mended`,
  gained: phrase`Judged now, and passed`,
  new: phrase`New checks`,
  gone: phrase`Checks that are gone`,
  other: phrase`Not judged, for another reason`,
};

/** The names of two deployments, as A and B; null where both runs are of one. */
const namesOf = (comparison: Comparison) =>
  areTwo(comparison) ? { a: comparison.base.deployment, b: comparison.head.deployment } : null;

/** In a few words; of two deployments nothing is told as if one came before the other. */
export function verdictLabel(comparison: Comparison): string {
  const { verdict } = comparison;
  const names = namesOf(comparison);
  if (names === null || verdict === 'not-comparable') return told(VERDICTS[verdict].label);
  const { a, b } = names;
  return verdict === 'regression' ? tell`${b} fails what ${a} does not` : tell`${b} fails nothing that ${a} does not`;
}

export const verdictMark = (verdict: Comparison['verdict']): string => VERDICTS[verdict].mark;

/** What a kind of change is called. */
export function titleOf(kind: Change['kind'], comparison: Comparison): string {
  const names = namesOf(comparison);
  return names === null ? told(TITLES[kind]) : titleOfTwo(kind, names);
}

function titleOfTwo(kind: Change['kind'], { a, b }: { a: string; b: string }): string {
  switch (kind) {
    case 'regression':
      return tell`Only ${b} fails`;
    case 'revealed':
      return tell`${b} fails, ${a} was not judged`;
    case 'lost':
      return tell`Only ${a} was judged`;
    case 'findings':
      return told(TITLES.findings);
    case 'waived':
      return tell`The failure of ${b} is accepted`;
    case 'mend':
      return tell`Only ${a} fails`;
    case 'gained':
      return tell`${b} passed, ${a} was not judged`;
    case 'new':
      return tell`Only in the run of ${b}`;
    case 'gone':
      return tell`Only in the run of ${a}`;
    case 'other':
      return told(TITLES.other);
  }
}

/** What stands over the two runs. */
export function sideNames(comparison: Comparison): { base: string; head: string } {
  const names = namesOf(comparison);
  return names === null ? { base: tell`Before`, head: tell`Now` } : { base: names.a, head: names.b };
}

/** What stands over the findings of one run alone. */
export function foundNames(comparison: Comparison): { appeared: string; disappeared: string } {
  const names = namesOf(comparison);
  return names === null
    ? { appeared: tell`Found now`, disappeared: tell`Not found any more` }
    : { appeared: tell`Found in ${names.b} only`, disappeared: tell`Found in ${names.a} only` };
}

/** The kinds that there are, with their changes, in the order of KINDS. */
export const groupsOf = ({ changes }: Comparison): { kind: Change['kind']; of: Change[] }[] =>
  KINDS.map((kind) => ({ kind, of: changes.filter((change) => change.kind === kind) })).filter(
    ({ of }) => of.length > 0,
  );

/** What changed, as numbers: "Regressions: 2 · Mended: 1 · Failing in both runs: 3 · The same: 121". */
export const countsLine = (comparison: Comparison): string =>
  [
    ...groupsOf(comparison).map(({ kind, of }) => tell`${titleOf(kind, comparison)}: ${of.length}`),
    ...(comparison.stillFailing > 0 ? [tell`Failing in both runs: ${comparison.stillFailing}`] : []),
    tell`The same: ${comparison.unchanged}`,
  ].join(' · ');

/** Nobody has to act on these one by one. */
const QUIET: ReadonlySet<Change['kind']> = new Set(['gained', 'new', 'gone', 'other']);
/** So many of them are listed all the same. */
const QUIET_LISTED = 5;

/** A group as it is shown: changes one by one, and many that are alike and ask for nothing by what became of them. */
export function shownOf({ kind, of }: { kind: Change['kind']; of: readonly Change[] }): {
  listed: readonly Change[];
  folded: { way: string; of: Change[] }[];
} {
  const isQuiet = ({ to }: Change) => QUIET.has(kind) && to !== 'failed' && to !== 'waived';
  const quiet = of.filter(isQuiet);
  if (quiet.length <= QUIET_LISTED) return { listed: of, folded: [] };
  const ways = new Map<string, Change[]>();
  for (const change of quiet) ways.set(wayOf(change), [...(ways.get(wayOf(change)) ?? []), change]);
  return {
    listed: of.filter((change) => !isQuiet(change)),
    folded: [...ways].map(([way, alike]) => ({ way, of: alike })),
  };
}

/** "passed -> failed"; "failed" where only one run has the check. */
export function wayOf({ from, to }: Change): string {
  const name = (outcome: Change['from']) => (outcome === null ? null : OUTCOMES[outcome].label);
  const [before, after] = [name(from), name(to)];
  return before === null || after === null || before === after ? `${after ?? before ?? ''}` : `${before} -> ${after}`;
}

/** "non-conformant (partial)". */
export function runVerdict({
  verdict,
  partial,
  interrupted,
}: Pick<ComparedRun, 'verdict' | 'partial' | 'interrupted'>) {
  const name = tongue().language === 'en' ? verdict : RUN_VERDICTS[verdict].label;
  return name + (partial ? tell` (partial)` : '') + (interrupted ? tell` (interrupted)` : '');
}

/** "acme 3.2.1, 2026-11-01 02:00:00 UTC, non-conformant". */
export const runLine = ({ deployment, version, startedAt, verdict, partial, interrupted }: ComparedRun): string =>
  [
    version === null ? deployment : `${deployment} ${version}`,
    moment(startedAt),
    runVerdict({ verdict, partial, interrupted }),
  ].join(say('list.clauses', {}));

export const causeLine = ({ otherCause }: Change): string | null =>
  otherCause === null
    ? null
    : otherCause === 'edition'
      ? tell`may come from the edition: the two ask for different things here`
      : tell`may come from the suite: another version judged`;

export const isBad = (kind: Change['kind']): boolean => kind === 'regression';
/** So many findings of a check are told; --format json has all. */
export const FINDINGS_SHOWN = 5;
