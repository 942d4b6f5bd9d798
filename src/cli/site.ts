import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { catalogue } from '../checks/catalogue.ts';
import { exploring } from '../checks/explore/explore.ts';
import { editionIds, loadEdition } from '../edition/load.ts';
import { ENGLISH, listed, speakFrom, type Tongue, tell, tongue, tongueOf } from '../messages/speech.ts';
import { clausesIn } from '../report/in-language.ts';
import type { ResultStore } from '../results/store.ts';
import { openSite, type Spoken } from '../site/site.ts';
import type { KnownClause } from '../site/summary.ts';
import { LANGUAGES, type Language } from '../site/words/words.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { storeOf } from './history.ts';
import { openSiteFolder } from './site-folder.ts';

export interface SiteFlags {
  store: string[];
  out: string;
  lang: string;
  url?: string;
}

/** `site`: a static website out of one store or several. Ends with 3 where they hold no run. */
export async function siteCommand({ store: named, out, lang, url }: SiteFlags): Promise<ExitCode> {
  const language = languageOf(lang);
  const address = addressOf(url);
  const reader = tongue();
  const stores: ResultStore[] = [];
  try {
    for (const store of named.length > 0 ? named : [undefined])
      stores.push(await storeOf({ ...(store !== undefined && { store }), out: 'reports' }));
    const names = new Set<string>();
    for (const store of stores) for (const name of await store.deployments()) names.add(name);
    if (names.size === 0) {
      process.stderr.write(tell`There is no run in ${listed(stores.map(({ name }) => name))}; nothing was written.\n`);
      return EXIT.inconclusive;
    }
    const folder = await openSiteFolder(out);
    // A site has words of its own, in each language.
    speakFrom(ENGLISH);
    const site = openSite({
      language,
      address,
      checks: [...catalogue, ...exploring].map(({ id, title, clauses }) => ({ id, title, clauses })),
      clauses: [...clausesKnown(ENGLISH).values()],
      spoken: { zh: await spokenInChinese() },
    });
    let runs = 0;
    // One deployment at a time: all the runs of a large store would not fit into memory.
    for (const deployment of [...names].sort()) {
      const found = (await Promise.all(stores.map((store) => store.runs({ deployment })))).flat();
      // A run may be in several stores.
      const own = [...new Map(found.map((run) => [run.id, run])).values()];
      if (own.length === 0) continue;
      runs += own.length;
      for (const file of site.add(own)) folder.write(file);
    }
    for (const file of site.end()) folder.write(file);
    folder.close();
    speakFrom(reader);
    process.stdout.write(
      tell`${out}: ${names.size} deployments, ${runs} runs. Open ${out}/index.html, or publish the folder.\n`,
    );
    return EXIT.conformant;
  } finally {
    speakFrom(reader);
    for (const store of stores) await store.close();
  }
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
