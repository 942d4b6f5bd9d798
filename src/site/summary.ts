import type { HistoryFinding } from './history.gen.ts';
import type { SiteHistory } from './history.ts';
import { isJudged } from './letters.ts';
import type { SiteRegression } from './site.gen.ts';

/** A check as the catalogue of this version knows it. */
export interface KnownCheck {
  id: string;
  title: string;
  clauses: readonly string[];
}

/** A clause of the newest edition that has it. */
export interface KnownClause {
  id: string;
  level: string;
  statement: string;
  source: string;
}

/** What a check of a deployment comes to now. */
export interface LastResult {
  level: 'MUST' | 'SHOULD' | 'MAY';
  /** The outcome, as a letter. */
  letter: string;
  /** The partial or interrupted run that judged it after the run that speaks for the deployment; null where none did. */
  later: SiteHistory['runs'][number] | null;
}

/** What common pages need to know of one deployment: its history is let go of before the next one is read. */
export interface Summary {
  name: string;
  labels: Readonly<Record<string, string | undefined>>;
  latest: SiteHistory['runs'][number];
  runs: number;
  /** How many runs after the one that speaks for it, all of them partial or interrupted, judged a check. */
  later: number;
  /**
   * How many checks a later run, partial or interrupted, holds against a deployment that the last run of all checks did not
   * find non-conformant: the headline must not speak of that run alone.
   */
  fallen: number;
  /** When the newest run began, whole or not. */
  newest: string;
  /**
   * What each check comes to now, on every page: as in the run that speaks for the deployment, unless a later run, which
   * is then partial or was interrupted, judged the check: then as in the last one that did.
   */
  results: ReadonlyMap<string, LastResult>;
  /** Of each check that failed or was waived: what was found, as far as it is shown, and since when. */
  failing: ReadonlyMap<string, { texts: readonly FoundText[]; more: number; since: string }>;
  regressions: readonly SiteRegression[];
}

/** What was found, in English, and in Chinese where that is known. */
export type FoundText = Pick<HistoryFinding, 'text' | 'zh'>;

export const TEXTS_SHOWN = 3;
/** So many of the newest regressions are told, of each deployment and of all. */
export const REGRESSIONS_SHOWN = 100;

export function summaryOf(history: SiteHistory): Summary {
  const latest = latestOf(history);
  const places = new Map<string, number>();
  const results = new Map<string, LastResult>();
  history.checks.forEach(({ id, level }, i) => {
    const judged = history.runs.findIndex(({ outcomes }, at) => at < history.latest && isJudged(outcomes[i] ?? '-'));
    const at = judged < 0 ? history.latest : judged;
    const run = history.runs[at];
    const letter = run?.outcomes[i] ?? '-';
    if (run === undefined || letter === '-') return;
    places.set(id, at);
    results.set(id, { level, letter, later: run === latest ? null : run });
  });
  const failing = new Map(
    [...results]
      .filter(([, { letter }]) => letter === 'f' || letter === 'w')
      .map(([id, { later }]) => {
        const texts = (later ?? latest).found.flatMap((place) => {
          const finding = history.findings[place];
          return finding?.check === id ? [finding] : [];
        });
        const since = sinceWhen(history, id, places.get(id) ?? history.latest);
        return [id, { texts: texts.slice(0, TEXTS_SHOWN), more: Math.max(0, texts.length - TEXTS_SHOWN), since }];
      }),
  );
  return {
    name: history.deployment,
    labels: history.labels,
    latest,
    runs: history.runs.length,
    later: history.runs.slice(0, history.latest).filter(({ outcomes }) => [...outcomes].some(isJudged)).length,
    fallen: fallenIn(history, results),
    newest: history.runs[0]?.startedAt ?? latest.startedAt,
    results,
    failing,
    regressions: regressionsOf(history),
  };
}

/** By the rules of verdicts: a MUST, of a strict run a SHOULD too, and no provisional check. */
function fallenIn(history: SiteHistory, results: Summary['results']): number {
  if (latestOf(history).verdict === 'non-conformant') return 0;
  return history.checks.filter(({ id }, place) => {
    const result = results.get(id);
    if (result?.letter !== 'f' || result.later === null) return false;
    const { strict, provisional = [] } = result.later;
    return !provisional.includes(place) && (result.level === 'MUST' || (strict && result.level === 'SHOULD'));
  }).length;
}

export function latestOf(history: SiteHistory): SiteHistory['runs'][number] {
  const latest = history.runs[history.latest];
  if (!latest) throw new Error('a history needs a run');
  return latest;
}

/** When the run began from which on a check always ended as in the one at `last`. */
function sinceWhen({ runs, checks, flips }: SiteHistory, id: string, last: number): string {
  const at = checks.findIndex((check) => check.id === id);
  const flip = flips.find(({ check, run }) => check === at && run >= last);
  const first = flip?.run ?? runs.findLastIndex(({ outcomes }) => (outcomes[at] ?? '-') !== '-');
  return runs[first]?.startedAt ?? '';
}

/** Runs in which something regressed, the newest first. */
function regressionsOf({ deployment, runs, checks, flips }: SiteHistory): SiteRegression[] {
  const byRun = new Map<number, SiteRegression>();
  for (const { kind, run: at, before: earlier, check } of flips) {
    if (kind !== 'regression') continue;
    const run = runs[at];
    const before = runs[earlier];
    const id = checks[check]?.id;
    if (!run || !before || id === undefined) continue;
    const known = byRun.get(at);
    if (known) {
      known.checks.push(id);
      continue;
    }
    if (byRun.size >= REGRESSIONS_SHOWN) break;
    byRun.set(at, {
      deployment,
      run: run.id,
      before: before.id,
      startedAt: run.startedAt,
      checks: [id],
      otherSuite: run.suite !== before.suite,
      otherEdition: run.edition !== before.edition,
    });
  }
  for (const { checks: ids } of byRun.values()) ids.sort();
  return [...byRun.values()];
}
