import type { Change, ComparedRun, Comparison } from './comparison.gen.ts';
import { causesOf } from './other-cause.ts';
import type { StoredRun } from './run.gen.ts';
import { type CheckResult, checksOf, type Outcome } from './run.ts';

export type { Comparison } from './comparison.gen.ts';

type Kind = Change['kind'];

/** In the order in which changes are shown: what somebody has to act on first. */
export const KINDS: readonly Kind[] = [
  'regression',
  'revealed',
  'lost',
  'findings',
  'waived',
  'mend',
  'gained',
  'new',
  'gone',
  'other',
];

/**
 * What differs between two runs: regressions, what was mended, what is not judged any more. Pure.
 *
 * @param base - The run before.
 * @param head - The run that is looked at.
 * @example
 * ```ts
 * import { compare, openStore } from 'roma-conformance';
 *
 * const store = await openStore('reports');
 * const [head, base] = await store.runs({ deployment: 'acme-staging', limit: 2 });
 * if (base && head) console.log(compare(base, head).verdict);
 * await store.close();
 * ```
 * @since 0.1.0
 */
export function compare(base: StoredRun, head: StoredRun): Comparison {
  const before = new Map(asked(base, head).map((result) => [result.id, result]));
  const after = new Map(asked(head, base).map((result) => [result.id, result]));
  const causes = causesOf(base, head);
  const ids = [...new Set([...after.keys(), ...before.keys()])];
  const changes = ids.flatMap((id): Change[] => {
    const from = before.get(id);
    const to = after.get(id);
    const { appeared, disappeared } = findingsBetween(base, head, id);
    const kind = kindOf(from?.outcome ?? null, to?.outcome ?? null, appeared.length + disappeared.length > 0);
    const level = to?.level ?? from?.level;
    if (kind === null || level === undefined) return [];
    const { title, otherCause } = causes(id);
    return [
      {
        check: id,
        title,
        level,
        kind,
        from: outcomeIn(base, id),
        to: outcomeIn(head, id),
        appeared,
        disappeared,
        otherCause,
      },
    ];
  });
  changes.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  return {
    schemaVersion: '1.0',
    ...verdictOf(base, head, changes),
    base: sideOf(base),
    head: sideOf(head),
    notes: notesOn(base, head, changes),
    changes,
    unchanged: ids.length - changes.length,
  };
}

/** Where the editions differ, what one of them does not ask for counts as a check that its run does not have. */
const asked = (run: StoredRun, other: StoredRun): CheckResult[] =>
  checksOf(run).filter(({ outcome }) => run.edition === other.edition || outcome !== 'not-applicable');

const outcomeIn = (run: StoredRun, id: string): Outcome | null =>
  checksOf(run).find((result) => result.id === id)?.outcome ?? null;

const isJudged = (outcome: Outcome) => outcome === 'passed' || outcome === 'failed' || outcome === 'waived';

function kindOf(from: Outcome | null, to: Outcome | null, hasOtherFindings: boolean): Kind | null {
  if (from === null) return to === null ? null : 'new';
  if (to === null) return 'gone';
  if (from === to) return hasOtherFindings && (to === 'failed' || to === 'waived') ? 'findings' : null;
  if (!isJudged(to)) return isJudged(from) ? 'lost' : 'other';
  if (to === 'failed') return isJudged(from) ? 'regression' : 'revealed';
  if (to === 'waived') return 'waived';
  return isJudged(from) ? 'mend' : 'gained';
}

function findingsBetween(base: StoredRun, head: StoredRun, check: string) {
  const of = (run: StoredRun) => run.findings.filter((finding) => finding.check === check);
  const without = (run: StoredRun, other: StoredRun) => {
    // Runs of versions whose findings had no kinds have other keys.
    const known = new Set(of(other).flatMap(({ key, text }) => [key, text]));
    return of(run)
      .filter(({ key, text }) => !known.has(key) && !known.has(text))
      .map(({ text }) => text);
  };
  return { appeared: without(head, base), disappeared: without(base, head) };
}

const sideOf = (run: StoredRun): ComparedRun => ({
  id: run.id,
  deployment: run.deployment,
  version: run.version,
  edition: run.edition,
  suite: run.suite.version,
  startedAt: run.startedAt,
  verdict: run.verdict,
  partial: run.partial,
  interrupted: run.interrupted,
});

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
const isOfContracts = ({ verdict }: StoredRun) => verdict === 'verified' || verdict === 'broken';

/**
 * What checks that are provisional in the later run do decides nothing.
 * A regression stands however little else was judged; that there is none can be said only of runs that are whole.
 */
function verdictOf(
  base: StoredRun,
  head: StoredRun,
  changes: readonly Change[],
): Pick<Comparison, 'verdict' | 'reasons'> {
  const early = new Set(head.provisional);
  const of = (kind: Kind) => changes.filter((change) => change.kind === kind && !early.has(change.check));
  const regressions = of('regression').length;
  if (regressions > 0)
    return {
      verdict: 'regression',
      reasons: [
        `${count(regressions, 'check')} ${regressions === 1 ? 'fails that did' : 'fail that did'} not fail before.`,
      ],
    };
  const lost = of('lost').filter(({ level, to }) => level === 'MUST' && to !== 'not-applicable').length;
  const revealed = of('revealed').length;
  const errors = checksOf(head).filter(
    ({ id, level, outcome }) => level === 'MUST' && outcome === 'error' && !early.has(id),
  ).length;
  const sides = [
    { run: base, name: 'The earlier run' },
    { run: head, name: 'The later run' },
  ];
  const reasons = [
    ...sides.flatMap(({ run, name }) => [
      ...(run.partial ? [`${name} is partial: only a selection of the checks was run.`] : []),
      ...(run.interrupted ? [`${name} was interrupted.`] : []),
    ]),
    ...(isOfContracts(base) === isOfContracts(head) ? [] : ['One run is of contracts, the other of checks.']),
    ...(lost > 0
      ? [`${count(lost, 'MUST check')} that ${lost === 1 ? 'was' : 'were'} judged before could not be judged.`]
      : []),
    ...(errors > 0 ? [`${count(errors, 'MUST check')} of the later run ended in an error.`] : []),
    ...(revealed > 0
      ? [
          `${count(revealed, 'check')} ${revealed === 1 ? 'fails that was' : 'fail that were'} not judged before: whether that is new cannot be told.`,
        ]
      : []),
  ];
  if (reasons.length > 0) return { verdict: 'not-comparable', reasons };
  return { verdict: 'no-regression', reasons: ['Nothing fails that did not fail before.'] };
}

function notesOn(base: StoredRun, head: StoredRun, changes: readonly Change[]): string[] {
  const from = (cause: Change['otherCause']) => changes.filter(({ otherCause }) => otherCause === cause).length;
  const failingNew = changes.filter(({ kind, to }) => kind === 'new' && to === 'failed').length;
  return [
    ...(base.deployment === head.deployment
      ? []
      : [`These are two deployments: ${base.deployment} and ${head.deployment}.`]),
    ...(base.version === head.version
      ? []
      : [`Releases differ: ${base.version ?? 'none given'}, then ${head.version ?? 'none given'}.`]),
    ...(base.edition === head.edition
      ? []
      : [
          `Editions differ: ${base.edition}, then ${head.edition}. ${count(from('edition'), 'change')} may come from that: there the editions ask for different things.`,
        ]),
    ...(base.suite.version === head.suite.version
      ? []
      : [
          `Another version of the suite judged: ${base.suite.version}, then ${head.suite.version}. ${count(from('suite'), 'change')} may come from that; \`report RECORD\` judges the older record by the version at hand.`,
        ]),
    ...(base.strict === head.strict ? [] : ['Only one of the runs was strict; that changes verdicts, not outcomes.']),
    ...(failingNew > 0
      ? [`${count(failingNew, 'check')} that only the later run has failed; that is no regression.`]
      : []),
    ...(base.id === head.id ? ['Both are the same run.'] : []),
  ];
}
