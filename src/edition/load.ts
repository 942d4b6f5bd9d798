import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import type { Clause, Edition, EditionId, Violation } from './edition.ts';
import { judgeBySchema } from './json-schema.ts';
import { inSlices } from './slices.ts';

/** The published editions that are known, oldest first. */
export const editionIds: readonly EditionId[] = ['2022-12-05', '2023-06-29', '2025-03-26'];

/** The edition that counts where a deployment names none. */
export const REFERENCE_EDITION: EditionId = '2025-03-26';

/** Where the schemas of an edition stand. */
export const editionFolder = (id: EditionId): string =>
  fileURLToPath(new URL(`../../schemas/editions/${id}`, import.meta.url));

const loaded = new Map<EditionId, Edition>();

/**
 * The edition of a date ("2025-03-26"). Reads its clauses; schemas are read and compiled when they are first needed.
 * Throws a ConfigError that names the known editions, the nearest first.
 */
export function loadEdition(id: string): Edition {
  const known = editionIds.find((edition) => edition === id);
  if (known === undefined) throw new ConfigError(`edition "${id}" is not known; ${knownEditions(id)}`);
  const before = loaded.get(known);
  if (before) return before;
  const edition = read(known);
  loaded.set(known, edition);
  return edition;
}

/** "known are 2025-03-26, 2023-06-29 and 2022-12-05", the one nearest to what was written first. */
export function knownEditions(written: string): string {
  const newestFirst = [...editionIds].reverse();
  const near = nearest(written, newestFirst) ?? REFERENCE_EDITION;
  const [first, ...others] = [near, ...newestFirst.filter((id) => id !== near)];
  return `known are ${[first, ...others.slice(0, -1)].join(', ')} and ${others.at(-1)}`;
}

function read(id: EditionId): Edition {
  const folder = `editions/${id}`;
  const file = new URL(`../../schemas/${folder}/clauses.json`, import.meta.url);
  // Trusted: the file ships with the suite, and a test holds it to clauses.schema.json.
  const { clauses } = JSON.parse(readFileSync(file, 'utf8')) as { clauses: Clause[] };
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const judge = (schema: string) => (plain: unknown) => judgeBySchema(`${folder}/${schema}.schema.json`, plain);
  return {
    id,
    clauses,
    clause: (clause) => byId.get(clause),
    judgeSuccess: once(inSlices(judge('response-200'))),
    judgeError: once(judge('error')),
  };
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
