import { tell, tongue } from '../messages/speech.ts';
import { plural } from '../report/words.ts';
import { type BareChange, changeRules, type Reason, type Side } from './changes.ts';
import type { Change, ComparedRun, Comparison } from './comparison.gen.ts';
import { findingText } from './findings.ts';
import { causesOf } from './other-cause.ts';
import type { StoredRun } from './run.gen.ts';
import { checksOf } from './run.ts';

export type { Comparison } from './comparison.gen.ts';

const rules = changeRules();

/** In the order in which changes are shown: what somebody has to act on first. */
export const KINDS = rules.kinds;

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
  const causes = causesOf(base, head);
  const sides = { base, head };
  const { verdict, reasons, changes: bare, unchanged, notSelected } = rules.compare(judgedOf(base), judgedOf(head));
  // The rules know findings by their English.
  const told = new Map(
    [base, head].flatMap((run) => run.findings.map((one) => [`${one.check}\n${one.text}`, findingText(one)])),
  );
  const changes = bare.map(({ check, ...change }: BareChange): Change => {
    const { title, otherCause } = causes(check);
    const toldOf = (texts: readonly string[]) => texts.map((text) => told.get(`${check}\n${text}`) ?? text);
    const found = { appeared: toldOf(change.appeared), disappeared: toldOf(change.disappeared) };
    return { check, title: titleIn(check, title), ...change, ...found, otherCause };
  });
  return {
    schemaVersion: '1.0',
    verdict,
    reasons: reasons.map((reason) => inWords(reason, sides)),
    base: sideOf(base),
    head: sideOf(head),
    notes: [...selectionNotes(notSelected, sides), ...notesOn(base, head, changes)],
    changes,
    unchanged,
    stillFailing: checksOf(head).filter(
      ({ id, outcome }) => outcome === 'failed' && base.checks[id]?.endsWith(' failed') === true,
    ).length,
    notSelected,
  };
}

/** What a check wants, in the language that is spoken. */
const titleIn = (check: string, title: Change['title']): Change['title'] => tongue().names.titles[check] ?? title;

const judgedOf = (run: StoredRun): Side => ({
  ...run,
  provisional: run.provisional ?? [],
  results: new Map(checksOf(run).map(({ id, level, outcome }) => [id, { level, outcome }])),
});

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

/** Two deployments lie beside each other; of one, a run comes before the other. */
export const areTwo = ({ base, head }: { base: { deployment: string }; head: { deployment: string } }): boolean =>
  base.deployment !== head.deployment;

interface Sides {
  base: StoredRun;
  head: StoredRun;
}

function inWords(reason: Reason, { base, head }: Sides): string {
  const n = 'n' in reason ? reason.n : 0;
  const [a, b] = [base.deployment, head.deployment];
  const isTwo = a !== b;
  const side = () => {
    const isBase = 'side' in reason && reason.side === 'base';
    if (isTwo) return tell`The run of ${isBase ? a : b}`;
    return isBase ? tell`The earlier run` : tell`The later run`;
  };
  switch (reason.kind) {
    case 'regressions':
      if (isTwo) return tell`${plural(n, 'check')}: ${b} fails, and ${a} does not.`;
      return n === 1
        ? tell`1 check fails that did not fail before.`
        : tell`${plural(n, 'check')} fail that did not fail before.`;
    case 'partial':
      return tell`${side()} is partial: only a selection of the checks was run.`;
    case 'interrupted':
      return tell`${side()} was interrupted.`;
    case 'contracts':
      return tell`One run is of contracts, the other of checks.`;
    case 'lost':
      if (isTwo) return tell`${plural(n, 'MUST check')}: ${a} was judged, and ${b} could not be.`;
      return n === 1
        ? tell`1 MUST check that was judged before could not be judged.`
        : tell`${plural(n, 'MUST check')} that were judged before could not be judged.`;
    case 'errors':
      return isTwo
        ? tell`${plural(n, 'MUST check')} of the run of ${b} ended in an error.`
        : tell`${plural(n, 'MUST check')} of the later run ended in an error.`;
    case 'revealed':
      if (isTwo)
        return tell`${plural(n, 'check')}: ${b} fails, and ${a} was not judged: whether they differ cannot be told.`;
      return n === 1
        ? tell`1 check fails that was not judged before: whether that is new cannot be told.`
        : tell`${plural(n, 'check')} fail that were not judged before: whether that is new cannot be told.`;
    case 'nothing':
      return isTwo ? tell`${b} fails nothing that ${a} does not fail.` : tell`Nothing fails that did not fail before.`;
  }
}

function selectionNotes({ base, head }: Comparison['notSelected'], sides: Sides): string[] {
  const [a, b] = [sides.base.deployment, sides.head.deployment];
  if (a !== b)
    return [
      ...(base > 0 ? [tell`Not selected in the run of ${a}: ${plural(base, 'check')} of that of ${b}.`] : []),
      ...(head > 0 ? [tell`Not selected in the run of ${b}: ${plural(head, 'check')} of that of ${a}.`] : []),
    ];
  return [
    ...(base > 0 ? [tell`Not selected in the earlier run: ${plural(base, 'check')} of the later one.`] : []),
    ...(head > 0 ? [tell`Not selected in the later run: ${plural(head, 'check')} of the earlier one.`] : []),
  ];
}

function notesOn(base: StoredRun, head: StoredRun, changes: readonly Change[]): string[] {
  const isTwo = areTwo({ base, head });
  const from = (cause: Change['otherCause']) => changes.filter(({ otherCause }) => otherCause === cause).length;
  const failingNew = changes.filter(({ kind, to }) => kind === 'new' && to === 'failed').length;
  const both = (before: string, now: string) => (isTwo ? tell`${before} and ${now}` : tell`${before}, then ${now}`);
  return [
    ...(isTwo ? [tell`These are two deployments: ${base.deployment} and ${head.deployment}.`] : []),
    ...(base.version === head.version
      ? []
      : [tell`Releases differ: ${both(base.version ?? tell`none given`, head.version ?? tell`none given`)}.`]),
    ...(base.edition === head.edition
      ? []
      : [
          tell`Editions differ: ${both(base.edition, head.edition)}. ${plural(from('edition'), 'change')} may come from that: there the editions ask for different things.`,
        ]),
    ...(base.suite.version === head.suite.version
      ? []
      : [
          tell`Another version of the suite judged: ${both(base.suite.version, head.suite.version)}. ${plural(from('suite'), 'change')} may come from that; \`report RECORD\` judges the older record by the version at hand.`,
        ]),
    ...(base.strict === head.strict
      ? []
      : [tell`Only one of the runs was strict; that changes verdicts, not outcomes.`]),
    ...(failingNew > 0
      ? [
          isTwo
            ? tell`${plural(failingNew, 'check')} that only the run of ${head.deployment} has failed; that decides nothing.`
            : tell`${plural(failingNew, 'check')} that only the later run has failed; that is no regression.`,
        ]
      : []),
    ...(!isTwo && base.startedAt > head.startedAt
      ? [tell`The run that is named first is the newer one: what is called earlier here was later.`]
      : []),
    ...(base.id === head.id ? [tell`Both are the same run.`] : []),
  ];
}
