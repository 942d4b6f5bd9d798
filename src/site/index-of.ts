import type { Level } from '../results/run.ts';
import { familyOf } from './letters.ts';
import { pathOf } from './paths.ts';
import type { SiteCheck, SiteIndex, SiteRegression } from './site.gen.ts';
import { type KnownCheck, REGRESSIONS_SHOWN, type Summary } from './summary.ts';

const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** All deployments by all checks: what site.json says, and what the pages that they share are made of. */
export function indexOf(summaries: readonly Summary[], known: readonly KnownCheck[]): SiteIndex {
  const checks = checksOf(summaries, known);
  return {
    schemaVersion: '1.0',
    newest: summaries.reduce((newest, summary) => (summary.newest > newest ? summary.newest : newest), ''),
    checks,
    deployments: summaries.map(({ name, labels, latest, runs, results, later, fallen }) => ({
      name,
      labels,
      version: latest.version,
      edition: latest.edition,
      suite: latest.suite,
      run: latest.id,
      startedAt: latest.startedAt,
      verdict: latest.verdict,
      partial: latest.partial,
      interrupted: latest.interrupted,
      strict: latest.strict,
      outcomes: checks.map(({ id }) => results.get(id)?.letter ?? '-').join(''),
      later,
      fallen,
      runs,
      page: pathOf.deployment(name),
      history: pathOf.history(name),
      badge: pathOf.badge(name),
      endpoint: pathOf.endpoint(name),
    })),
    regressions: newestOf(summaries.flatMap(({ regressions }) => regressions)),
  };
}

/** In the order of the catalogue; those that it does not have behind them, by id. */
function checksOf(summaries: readonly Summary[], known: readonly KnownCheck[]): SiteCheck[] {
  const levels = new Map<string, Level>();
  for (const { results } of summaries)
    for (const [id, { level }] of results) {
      const before = levels.get(id);
      if (before === undefined || LEVELS.indexOf(level) < LEVELS.indexOf(before)) levels.set(id, level);
    }
  const catalogued = known.filter(({ id }) => levels.has(id));
  const names = new Set(catalogued.map(({ id }) => id));
  const others = [...levels.keys()].filter((id) => !names.has(id)).sort();
  return [...catalogued, ...others.map((id) => ({ id, title: null, clauses: [] }))].map(({ id, title, clauses }) => ({
    id,
    level: levels.get(id) ?? 'MAY',
    family: familyOf(id),
    title,
    clauses: [...clauses],
    page: pathOf.check(id),
  }));
}

const newestOf = (regressions: SiteRegression[]): SiteRegression[] =>
  regressions.sort((a, b) => (a.run < b.run ? 1 : a.run > b.run ? -1 : 0)).slice(0, REGRESSIONS_SHOWN);
