import type { Level } from './level.ts';

export type EditionId = '2022-12-05' | '2023-06-29' | '2025-03-26';

/** One thing that an edition asks of a deployment. */
export interface Clause {
  id: string;
  level: Level;
  /** In our own words. */
  statement: string;
  /** The table, example or convention that it comes from. */
  source: string;
}

/** One breach of a schema. `keyword` is JSON Schema's (`type`, `required`, `maxLength`, ...). */
export interface Violation {
  /** JSON pointer into the judged value; "" is the value itself. */
  pointer: string;
  keyword: string;
  /** What the schema wants there, for people: "must be string". */
  message: string;
}
