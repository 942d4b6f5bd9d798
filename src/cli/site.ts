import { availableParallelism } from 'node:os';
import { ConfigError } from '../base/config-error.ts';
import { inTurn } from '../base/in-turn.ts';
import { nearest } from '../base/suggest.ts';
import { catalogue } from '../checks/catalogue.ts';
import { exploring } from '../checks/explore/explore.ts';
import { editionIds, loadEdition } from '../edition/load.ts';
import { openCrew } from '../many/crew.ts';
import { ENGLISH, listed, speaking, type Tongue, tell, tongue, tongueOf } from '../messages/speech.ts';
import { clausesIn } from '../report/in-language.ts';
import { plural } from '../report/words.ts';
import type { ResultStore } from '../results/store.ts';
import { openSite, type SiteOptions, type Spoken } from '../site/site.ts';
import type { KnownClause } from '../site/summary.ts';
import { LANGUAGES, type Language } from '../site/words/words.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { storesOf } from './history.ts';
import { leavingOut } from './left-out.ts';
import { type FoundDeployment, foundDeployment } from './site-deployment.ts';
import { openSiteFolder } from './site-folder.ts';
import type { SiteThreadData } from './site-thread.ts';

export interface SiteFlags {
  store: string[];
  out: string;
  lang: string;
  url?: string;
}

/** Where runs are without further words. */
const OUT = 'reports';
/** For fewer deployments starting a thread takes longer than it saves. */
const MANY = 100;
/** Each holds the runs of one deployment at a time, and this thread writes. */
const MOST_THREADS = 4;
/** Runs come and go. */
const YOUNG_MEMORY_MB = 48;

/** `site`: a static website out of one store or several. Ends with 3 where they hold no run, or one that cannot be read. */
export async function siteCommand({ store: stores, out, lang, url }: SiteFlags): Promise<ExitCode> {
  const language = languageOf(lang);
  const address = addressOf(url);
  const store = await storesOf({ store: stores, out: OUT });
  try {
    const names = await store.deployments();
    if (names.length === 0) {
      process.stderr.write(tell`There is no run in ${store.name}; nothing was written.\n`);
      return EXIT.inconclusive;
    }
    const options: SiteOptions = {
      language,
      address,
      checks: [...catalogue, ...exploring].map(({ id, title, clauses }) => ({ id, title, clauses })),
      clauses: [...clausesKnown(ENGLISH).values()],
      spoken: { zh: await spokenInChinese() },
    };
    const folder = await openSiteFolder(out);
    const site = openSite(options);
    const left = leavingOut();
    let [deployments, runs] = [0, 0];
    // One deployment at a time: all the runs of a large store would not fit into memory.
    await eachFound(names, { store, stores, options }, (found) => {
      for (const problem of found.unreadable) left.note(problem);
      if (found.made === null) return;
      deployments++;
      runs += found.runs;
      site.add(found.made.summary);
      for (const file of found.made.files) folder.write(file);
    });
    process.stderr.write(left.said());
    if (deployments === 0) {
      process.stderr.write(tell`There is no run in ${store.name}; nothing was written.\n`);
      return EXIT.inconclusive;
    }
    for (const file of spokenIn(ENGLISH, site.end())) folder.write(file);
    folder.close();
    process.stdout.write(
      tell`${out}: ${plural(deployments, 'deployment')}, ${plural(runs, 'run')}. Open ${out}/index.html, or publish the folder.\n`,
    );
    return left.codeWith(EXIT.conformant);
  } finally {
    await store.close();
  }
}

function* spokenIn<T>(language: Tongue, made: Generator<T>): Generator<T> {
  for (;;) {
    const { done, value } = speaking(language, () => made.next());
    if (done) return;
    yield value;
  }
}

/** What there is of each deployment: made here, or of many in threads, and taken as it comes. Throws the first error. */
async function eachFound(
  names: readonly string[],
  { store, stores, options }: { store: ResultStore; stores: readonly string[]; options: SiteOptions },
  take: (found: FoundDeployment) => void,
): Promise<void> {
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  if (names.length < MANY || threads === 1) {
    for (const name of names) take(await foundDeployment(store, name, options));
    return;
  }
  const data: SiteThreadData = { stores, language: tongue().language, options };
  const crew = openCrew<string, FoundDeployment, never>({
    module: new URL('../cli/site-thread.js', import.meta.url),
    data,
    threads,
    youngMemoryMb: YOUNG_MEMORY_MB,
  });
  const failures: unknown[] = [];
  try {
    // Each thread has one to begin with as soon as it is done with another.
    const turns = { width: 2 * threads, keysOf: () => [], isOver: () => failures.length > 0 };
    await inTurn(names, turns, (name) =>
      crew
        .perform(name)
        .then(take)
        .catch((error: unknown) => void failures.push(error)),
    );
  } finally {
    await crew.close();
  }
  if (failures.length > 0) throw failures[0];
}

function languageOf(lang: string): Language {
  const language = LANGUAGES.find((known) => known === lang);
  if (language !== undefined) return language;
  const near = nearest(lang, LANGUAGES);
  throw new ConfigError(
    tell`--lang ${lang}: not known; ${near === undefined ? tell`there are ${listed(LANGUAGES)}` : tell`did you mean ${near}?`}`,
  );
}

/** Where the site will stand, with a slash at its end. */
function addressOf(url: string | undefined): string | null {
  if (url === undefined) return null;
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol) || address.username !== '' || address.password !== '')
    throw new ConfigError(tell`--url: an address such as https://acme.github.io/roma/ is wanted`);
  address.search = '';
  address.hash = '';
  return address.href.endsWith('/') ? address.href : `${address.href}/`;
}

/** Each clause as the newest edition that has it says it. */
function clausesKnown(tongue: Tongue): Map<string, KnownClause> {
  const clauses = new Map<string, KnownClause>();
  for (const id of [...editionIds].reverse())
    for (const clause of clausesIn(loadEdition(id).clauses, id, tongue))
      if (!clauses.has(clause.id)) clauses.set(clause.id, clause);
  return clauses;
}

async function spokenInChinese(): Promise<Spoken> {
  const tongue = await tongueOf('zh-CN');
  return { titles: new Map(Object.entries(tongue.names.titles)), clauses: clausesKnown(tongue) };
}
