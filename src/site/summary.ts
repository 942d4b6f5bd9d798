import type { SiteHistory } from './history.ts';
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

/** A check of the last run of a deployment. */
export interface LastResult {
  level: 'MUST' | 'SHOULD' | 'MAY';
  /** The outcome, as a letter. */
  letter: string;
}

/** What common pages need to know of one deployment: its history is let go of before the next one is read. */
export interface Summary {
  name: string;
  labels: Readonly<Record<string, string | undefined>>;
  latest: SiteHistory['runs'][number];
  runs: number;
  /** When the newest run began, whole or not. */
  newest: string;
  results: ReadonlyMap<string, LastResult>;
  /** Of each check that failed or was waived: what was found, as far as it is shown, and since when. */
  failing: ReadonlyMap<string, { texts: readonly string[]; more: number; since: string }>;
  regressions: readonly SiteRegression[];
}

export const TEXTS_SHOWN = 3;
/** So many of the newest regressions are told, of each deployment and of all. */
export const REGRESSIONS_SHOWN = 100;

export function summaryOf(history: SiteHistory): Summary {
  const latest = latestOf(history);
  const results = new Map<string, LastResult>();
  history.checks.forEach(({ id, level }, i) => {
    const letter = latest.outcomes[i] ?? '-';
    if (letter !== '-') results.set(id, { level, letter });
  });
  const failing = new Map(
    [...results]
      .filter(([, { letter }]) => letter === 'f' || letter === 'w')
      .map(([id]) => {
        const texts = latest.found.flatMap((place) => {
          const finding = history.findings[place];
          return finding?.check === id ? [finding.text] : [];
        });
        const since = sinceWhen(history, id);
        return [id, { texts: texts.slice(0, TEXTS_SHOWN), more: Math.max(0, texts.length - TEXTS_SHOWN), since }];
      }),
  );
  return {
    name: history.deployment,
    labels: history.labels,
    latest,
    runs: history.runs.length,
    newest: history.runs[0]?.startedAt ?? latest.startedAt,
    results,
    failing,
    regressions: regressionsOf(history),
  };
}

export function latestOf(history: SiteHistory): SiteHistory['runs'][number] {
  const latest = history.runs[history.latest];
  if (!latest) throw new Error('a history needs a run');
  return latest;
}

/** When the run began from which on a check always ended as in the last one. */
function sinceWhen({ runs, latest, checks, flips }: SiteHistory, id: string): string {
  const at = checks.findIndex((check) => check.id === id);
  const flip = flips.find(({ check, run }) => check === at && run >= latest);
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
