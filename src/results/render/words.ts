import { moment, OUTCOMES } from '../../report/words.ts';
import { KINDS } from '../compare.ts';
import type { Change, ComparedRun, Comparison } from '../comparison.gen.ts';

export const VERDICTS: Readonly<Record<Comparison['verdict'], { label: string; mark: string }>> = {
  'no-regression': { label: 'No regression', mark: '✓' },
  regression: { label: 'Regression', mark: '✗' },
  'not-comparable': { label: 'Not comparable', mark: '?' },
};

export const TITLES: Readonly<Record<Change['kind'], string>> = {
  regression: 'Regressions',
  revealed: 'Failed, and not judged before',
  lost: 'Not judged any more',
  findings: 'Other findings for the same check',
  waived: 'Failed, and accepted now',
  mend: 'Mended',
  gained: 'Judged now, and passed',
  new: 'New checks',
  gone: 'Checks that are gone',
  other: 'Not judged, for another reason',
};

/** The kinds that there are, with their changes, in the order of KINDS. */
export const groupsOf = ({ changes }: Comparison): { kind: Change['kind']; of: Change[] }[] =>
  KINDS.map((kind) => ({ kind, of: changes.filter((change) => change.kind === kind) })).filter(
    ({ of }) => of.length > 0,
  );

/** "passed -> failed"; "failed" where only one run has the check. */
export function wayOf({ from, to }: Change): string {
  const name = (outcome: Change['from']) => (outcome === null ? null : OUTCOMES[outcome].label);
  const [before, after] = [name(from), name(to)];
  return before === null || after === null || before === after ? `${after ?? before ?? ''}` : `${before} -> ${after}`;
}

/** "acme 3.2.1, 2026-11-01 02:00:00 UTC, non-conformant". */
export const runLine = ({ deployment, version, startedAt, verdict, partial, interrupted }: ComparedRun): string =>
  [
    version === null ? deployment : `${deployment} ${version}`,
    moment(startedAt),
    verdict + (partial ? ' (partial)' : '') + (interrupted ? ' (interrupted)' : ''),
  ].join(', ');

export const causeLine = ({ otherCause }: Change): string | null =>
  otherCause === null
    ? null
    : otherCause === 'edition'
      ? 'may come from the edition: the two ask for different things here'
      : 'may come from the suite: another version judged';

export const isBad = (kind: Change['kind']): boolean => kind === 'regression';
/** So many findings of a check are told; --format json has all. */
export const FINDINGS_SHOWN = 5;
