import { phrase, say, tell, told, tongue } from '../../messages/speech.ts';
import { moment, OUTCOMES, VERDICTS as RUN_VERDICTS } from '../../report/words.ts';
import { KINDS } from '../compare.ts';
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

export const verdictLabel = (verdict: Comparison['verdict']): string => told(VERDICTS[verdict].label);
export const verdictMark = (verdict: Comparison['verdict']): string => VERDICTS[verdict].mark;
export const titleOf = (kind: Change['kind']): string => told(TITLES[kind]);

/** The kinds that there are, with their changes, in the order of KINDS. */
export const groupsOf = ({ changes }: Comparison): { kind: Change['kind']; of: Change[] }[] =>
  KINDS.map((kind) => ({ kind, of: changes.filter((change) => change.kind === kind) })).filter(
    ({ of }) => of.length > 0,
  );

/** What changed, as numbers: "Regressions: 2 · Mended: 1 · Failing in both runs: 3 · The same: 121". */
export const countsLine = (comparison: Comparison): string =>
  [
    ...groupsOf(comparison).map(({ kind, of }) => tell`${titleOf(kind)}: ${of.length}`),
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
