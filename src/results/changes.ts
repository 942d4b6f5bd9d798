import type { Change } from './comparison.gen.ts';

export type Kind = Change['kind'];
type Level = Change['level'];
type Outcome = NonNullable<Change['to']>;

/** What the rules look at of a run. */
export interface Side {
  edition: string;
  partial: boolean;
  interrupted: boolean;
  verdict: string;
  /** Checks that decide nothing yet. */
  provisional: readonly string[];
  /** In the order of the report. */
  results: ReadonlyMap<string, { level: Level; outcome: Outcome }>;
  findings: readonly { check: string; key: string; text: string }[];
}

export type BareChange = Omit<Change, 'title' | 'otherCause'>;

/** Why a comparison came out so, for whoever puts it into words. */
export type Reason =
  | { kind: 'regressions' | 'lost' | 'errors' | 'revealed'; n: number }
  | { kind: 'partial' | 'interrupted'; side: 'base' | 'head' }
  | { kind: 'contracts' | 'nothing' };

export interface BareComparison {
  verdict: 'regression' | 'not-comparable' | 'no-regression';
  reasons: Reason[];
  changes: BareChange[];
  /** Checks that are as they were. */
  unchanged: number;
  /** Checks that only the other run has, because this one is partial and did not select them. */
  notSelected: { base: number; head: number };
}

/**
 * The rules of comparing: `compare` runs them, and so does the page of a site that compares, which holds their text. So
 * this function is whole in itself: nothing in it comes from outside but what it is given.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: whole in itself, because a page holds its text
export function changeRules() {
  /** In the order in which changes are shown: what somebody has to act on first. */
  const kinds: readonly Kind[] = [
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

  /** Where the editions differ, what one of them does not ask for counts as a check that its run does not have. */
  const asked = (run: Side, other: Side) =>
    new Map(
      [...run.results].filter(([, { outcome }]) => run.edition === other.edition || outcome !== 'not-applicable'),
    );

  function byCheck(run: Side) {
    const found = new Map<string, { key: string; text: string }[]>();
    for (const finding of run.findings) {
      const known = found.get(finding.check);
      if (known) known.push(finding);
      else found.set(finding.check, [finding]);
    }
    return found;
  }

  function changesOf(base: Side, head: Side) {
    const [before, after] = [asked(base, head), asked(head, base)];
    const [foundBefore, foundAfter] = [byCheck(base), byCheck(head)];
    const without = (of: { key: string; text: string }[] = [], other: { key: string; text: string }[] = []) => {
      // Runs of versions whose findings had no kinds have other keys.
      const known = new Set(other.flatMap(({ key, text }) => [key, text]));
      return of.filter(({ key, text }) => !known.has(key) && !known.has(text)).map(({ text }) => text);
    };
    const ids = [...new Set([...after.keys(), ...before.keys()])];
    const notSelected = { base: 0, head: 0 };
    const changes = ids.flatMap((check): BareChange[] => {
      const [from, to] = [before.get(check), after.get(check)];
      const isLeftOut = {
        base: base.partial && !base.results.has(check),
        head: head.partial && !head.results.has(check),
      };
      const isNews = isLeftOut.base && to?.outcome === 'failed';
      if (isLeftOut.head || (isLeftOut.base && !isNews)) {
        notSelected[isLeftOut.head ? 'head' : 'base']++;
        return [];
      }
      const appeared = without(foundAfter.get(check), foundBefore.get(check));
      const disappeared = without(foundBefore.get(check), foundAfter.get(check));
      const kind = isNews
        ? 'revealed'
        : kindOf(from?.outcome ?? null, to?.outcome ?? null, appeared.length + disappeared.length > 0);
      const level = to?.level ?? from?.level;
      if (kind === null || level === undefined) return [];
      const outcomes = {
        from: base.results.get(check)?.outcome ?? null,
        to: head.results.get(check)?.outcome ?? null,
      };
      return [{ check, level, kind, ...outcomes, appeared, disappeared }];
    });
    changes.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
    const unchanged = ids.length - changes.length - notSelected.base - notSelected.head;
    return { changes, unchanged, notSelected };
  }

  const isOfContracts = ({ verdict }: Side) => verdict === 'verified' || verdict === 'broken';

  /**
   * What checks that are provisional in the later run do decides nothing.
   * A regression stands however little else was judged; that there is none can be said only of runs that are whole.
   */
  function verdictOf(base: Side, head: Side, changes: readonly BareChange[]) {
    const early = new Set(head.provisional);
    const of = (kind: Kind) => changes.filter((change) => change.kind === kind && !early.has(change.check));
    const reasons: Reason[] = [];
    const counted = (kind: 'regressions' | 'lost' | 'errors' | 'revealed', n: number) => {
      if (n > 0) reasons.push({ kind, n });
    };
    counted('regressions', of('regression').length);
    if (reasons.length > 0) return { verdict: 'regression' as const, reasons };
    for (const [side, run] of [['base', base] as const, ['head', head] as const]) {
      if (run.partial) reasons.push({ kind: 'partial', side });
      if (run.interrupted) reasons.push({ kind: 'interrupted', side });
    }
    if (isOfContracts(base) !== isOfContracts(head)) reasons.push({ kind: 'contracts' });
    counted('lost', of('lost').filter(({ level, to }) => level === 'MUST' && to !== 'not-applicable').length);
    const errors = [...head.results].filter(
      ([id, { level, outcome }]) => level === 'MUST' && outcome === 'error' && !early.has(id),
    );
    counted('errors', errors.length);
    counted('revealed', of('revealed').length);
    if (reasons.length > 0) return { verdict: 'not-comparable' as const, reasons };
    reasons.push({ kind: 'nothing' });
    return { verdict: 'no-regression' as const, reasons };
  }

  return {
    kinds,
    compare: (base: Side, head: Side): BareComparison => {
      const { changes, unchanged, notSelected } = changesOf(base, head);
      return { ...verdictOf(base, head, changes), changes, unchanged, notSelected };
    },
  };
}
