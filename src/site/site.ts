import { printableJson } from '../report/printable-json.ts';
import type { StoredRun } from '../results/run.ts';
import { endpointBadge, svgBadge } from './badge.ts';
import { inertJson } from './data-block.ts';
import { feedOf } from './feed.ts';
import type { Place, SiteFile, Spoken } from './frame.ts';
import { historyOf, type InChinese } from './history.ts';
import { indexOf } from './index-of.ts';
import { checkPage, clausePage } from './pages/check.ts';
import { comparePage } from './pages/compare.ts';
import { deploymentPage } from './pages/deployment.ts';
import { matrixPage } from './pages/matrix.ts';
import { pathOf } from './paths.ts';
import { SITE_STYLE } from './style.ts';
import { type KnownCheck, type KnownClause, type Summary, summaryOf } from './summary.ts';
import { LANGUAGES, type Language } from './words/words.ts';

export type { SiteFile, Spoken } from './frame.ts';

export interface SiteOptions {
  /** The language whose pages stand at the root; the others stand in a folder each. */
  language: Language;
  /** Where the site will stand, with a slash at its end; null where nobody said. */
  address: string | null;
  /** What this version of the suite knows of checks and clauses, in order. */
  checks: readonly KnownCheck[];
  clauses: readonly KnownClause[];
  spoken?: Partial<Record<Language, Spoken>>;
}

/** What is made of one deployment, apart from the others: plain data. */
export interface DeploymentFiles {
  summary: Summary;
  files: SiteFile[];
}

/** A site in the making. The same deployments give the same files, whatever their order and the clock. */
export interface Site {
  /** Takes each deployment, once. */
  add(summary: Summary): void;
  /** What all deployments share, one file at a time. */
  end(): Generator<SiteFile>;
}

const placesOf = ({ language: main, spoken = {} }: SiteOptions): Omit<Place, 'path'>[] =>
  LANGUAGES.map((language) => ({
    language,
    main,
    spoken: spoken[language] ?? { titles: new Map(), clauses: new Map() },
  }));

/** The files of one deployment, of all its runs. Pure. */
export function deploymentFiles(
  runs: readonly StoredRun[],
  options: SiteOptions,
  inChinese?: InChinese,
): DeploymentFiles {
  const history = historyOf(runs, inChinese);
  const summary = summaryOf(history);
  const { deployment } = history;
  const titles = new Map(options.checks.map(({ id, title }) => [id, title]));
  const json = inertJson(history);
  return {
    summary,
    files: [
      ...placesOf(options).map((place) => deploymentPage(history, summary, titles, place)),
      { path: pathOf.history(deployment), text: `${json}\n` },
      { path: pathOf.historyScript(deployment), text: scriptOf(json) },
      { path: pathOf.badge(deployment), text: svgBadge(summary) },
      { path: pathOf.endpoint(deployment), text: endpointBadge(summary) },
    ],
  };
}

export function openSite(options: SiteOptions): Site {
  const { address, checks, clauses } = options;
  const summaries: Summary[] = [];
  return {
    add: (summary) => void summaries.push(summary),
    *end() {
      summaries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      const index = indexOf(summaries, checks);
      for (const place of placesOf(options)) {
        yield matrixPage(index, place);
        yield comparePage(index, place);
        for (const check of index.checks) yield checkPage(check, summaries, place);
        for (const clause of clauses) yield clausePage(clause, index, summaries, place);
      }
      yield { path: 'site.json', text: printableJson(index) };
      yield { path: 'feed.xml', text: feedOf(index, address) };
      yield { path: 'site.css', text: SITE_STYLE };
      // GitHub Pages would leave out files whose names begin with an underscore.
      yield { path: '.nojekyll', text: '' };
    },
  };
}

/** Parsed, not run: as a literal, a member that is called __proto__ would be another thing than in JSON. */
const scriptOf = (json: string) => `romaHistory(JSON.parse('${json.replace(/[\\']/g, '\\$&')}'));\n`;
