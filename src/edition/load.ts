import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { listed, tell } from '../messages/speech.ts';
import type { Clause, Edition, EditionId, Page, Traits, Violation } from './edition.ts';
import { judgeBySchema } from './json-schema.ts';
import { inSlices } from './slices.ts';

const editionsFolder = new URL('../../schemas/editions/', import.meta.url);

/**
 * The published editions of the API that are known, oldest first.
 *
 * @since 0.1.0
 */
export const editionIds: readonly EditionId[] = readdirSync(editionsFolder)
  .filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name))
  .sort();

/** The edition that counts where a deployment names none: the newest. */
export const REFERENCE_EDITION: EditionId = editionIds.at(-1) ?? '';

/** Where the schemas of an edition stand. */
export const editionFolder = (id: EditionId): string => fileURLToPath(new URL(id, editionsFolder));

const loaded = new Map<EditionId, Edition>();

/**
 * The edition of a date. Reads its clauses; schemas are read and compiled when they are first needed.
 * Throws a ConfigError that names the known editions, the nearest first.
 */
export function loadEdition(id: string): Edition {
  const known = editionIds.find((edition) => edition === id);
  if (known === undefined) throw new ConfigError(tell`edition "${id}" is not known; ${knownEditions(id)}`);
  const before = loaded.get(known);
  if (before) return before;
  const edition = read(known);
  loaded.set(known, edition);
  return edition;
}

/** The newest edition with these traits. Throws an Error where there is none. */
export function editionWith(traits: Partial<Traits>): EditionId {
  const wanted = Object.entries(traits) as [keyof Traits, boolean][];
  const id = editionIds.findLast((one) => wanted.every(([trait, value]) => loadEdition(one).traits[trait] === value));
  if (id === undefined) throw new Error(`no edition with the traits ${JSON.stringify(traits)}`);
  return id;
}

/** "known are ... and ...", the one nearest to what was written first. */
export function knownEditions(written: string): string {
  const newestFirst = [...editionIds].reverse();
  const near = nearest(written, newestFirst) ?? REFERENCE_EDITION;
  const [first, ...others] = [near, ...newestFirst.filter((id) => id !== near)];
  return tell`known are ${listed([first, ...others.slice(0, -1)])} and ${others.at(-1)}`;
}

function read(id: EditionId): Edition {
  const folder = `editions/${id}`;
  const json = (name: string) => JSON.parse(readFileSync(new URL(`${id}/${name}`, editionsFolder), 'utf8')) as unknown;
  // Trusted: the files ship with the suite, and tests hold them to their schemas.
  const { clauses } = json('clauses.json') as { clauses: Clause[] };
  const { page, traits } = json('edition.json') as { page: Page; traits: Traits };
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const judge = (schema: string) => (plain: unknown) => judgeBySchema(`${folder}/${schema}.schema.json`, plain);
  return {
    id,
    page,
    schemas: digestOf(new URL(`${id}/`, editionsFolder)),
    traits,
    clauses,
    clause: (clause) => byId.get(clause),
    judgeSuccess: once(inSlices(judge('response-200'))),
    judgeError: once(judge('error')),
  };
}

/** SHA-256 over the lines `<sha256 of the file>  <name>` of the schemas in a folder: what `sha256sum *.schema.json` prints. */
function digestOf(folder: URL): string {
  const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
  const names = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));
  return sha256(
    names
      .sort()
      .map((name) => `${sha256(readFileSync(new URL(name, folder)))}  ${name}\n`)
      .join(''),
  );
}

type Judge = (plain: unknown) => Violation[];

/** Several checks ask about the same answer. */
function once(judge: Judge): Judge {
  const known = new WeakMap<object, Violation[]>();
  return (plain) => {
    if (typeof plain !== 'object' || plain === null) return judge(plain);
    const before = known.get(plain);
    if (before) return before;
    const violations = judge(plain);
    known.set(plain, violations);
    return violations;
  };
}
