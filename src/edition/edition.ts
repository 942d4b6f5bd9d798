import type { Level } from './level.ts';

/**
 * An edition of the API, by its date (YYYY-MM-DD): the name of its folder in schemas/editions.
 *
 * @since 0.1.0
 */
export type EditionId = string;

/** In what editions differ beyond their schemas and clauses, as edition.json says. */
export interface Traits {
  /** Entries carry `device_id` beside `id`. */
  deviceId: boolean;
  /** `default` may stand for the project and the instance (compat20). */
  defaultIds: boolean;
  /** Requests carry a credential. */
  credential: boolean;
  /** Lengths of answers are bounded; its own examples break these bounds. */
  bounds: boolean;
}

/** One thing that an edition asks of a deployment. */
export interface Clause {
  id: string;
  level: Level;
  /** In our own words. */
  statement: string;
  /** The table, example or convention that it comes from. */
  source: string;
  harm: Harm;
  /** What a breach means for callers and owners of devices: one plain sentence. */
  consequence: string;
}

/** What a breach of a clause harms, the worst first. */
export const HARMS = ['safety', 'effect', 'answer', 'form'] as const;
export type Harm = (typeof HARMS)[number];

/** The published page that an edition is. */
export interface Page {
  title: string;
  address: string;
}

/** One breach of a schema. `keyword` is JSON Schema's (`type`, `required`, `maxLength`, ...). */
export interface Violation {
  /** JSON pointer into the judged value; "" is the value itself. */
  pointer: string;
  keyword: string;
  /** What the schema wants there, for people: "must be string". */
  message: string;
  /** The member that is missing (`required`) or not known (`additionalProperties`). */
  key?: string;
}

/** A published edition of the API page: its clauses, and judges by its schemas. */
export interface Edition {
  id: EditionId;
  page: Page;
  /** SHA-256 over its schemas, in hexadecimal digits. */
  schemas: string;
  traits: Traits;
  /** In the order of requirements. A clause that the edition lacks is not here. */
  clauses: readonly Clause[];
  clause(id: string): Clause | undefined;
  /**
   * The judges take the *plain* view of the JSON (ordinary numbers, so no bigint) and give every breach, in the order of
   * pointer and keyword, at most 200, of each kind some. None: it conforms. Ids past 2^53 are not judged exactly here.
   */
  judgeSuccess(plain: unknown): Violation[];
  judgeError(plain: unknown): Violation[];
}
