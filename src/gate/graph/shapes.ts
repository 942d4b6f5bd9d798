/** What a conjunction of schemas says, as it is kept. */
import type { Members, Tree } from '../tree.ts';
import type { Expression } from './expression.ts';
import type { Node, Part } from './node.ts';

/** A number is an integer or a fraction. */
export type Type = 'null' | 'boolean' | 'integer' | 'fraction' | 'string' | 'array' | 'object';

export const TYPES: readonly Type[] = ['null', 'boolean', 'integer', 'fraction', 'string', 'array', 'object'];

/** A keyword that counts, with the place of the schema that has it. */
export interface Fact {
  value: Tree;
  part: Part;
}

/** What one schema says of members; those of several schemas hold at once. */
export interface MemberRules {
  properties: ReadonlyMap<string, Part>;
  patterns: readonly { pattern: string; test: Expression | null; part: Part }[];
  /** What no name and no pattern speaks of. */
  others: Part | undefined;
  keyword: 'additionalProperties' | 'unevaluatedProperties';
  part: Part;
}

export interface EntryRules {
  prefix: readonly Part[];
  rest: Part | undefined;
  part: Part;
}

export interface Union {
  keyword: 'anyOf' | 'oneOf' | 'nullable';
  branches: readonly Part[];
  discriminator: Members | undefined;
  part: Part;
}

export interface Facets {
  /** A schema that takes nothing. */
  never: Part | undefined;
  types: ReadonlySet<Type>;
  type: Fact | undefined;
  /** enum and const, those values that all of them have. */
  values: ReadonlyMap<string, Tree> | undefined;
  /** Whether null is one of them for `nullable` alone; some readers take it so, and others do not. */
  isNullGuessed: boolean;
  /** The tightest of each bound, and flags. */
  bounds: ReadonlyMap<string, Fact>;
  multiples: readonly Fact[];
  patterns: ReadonlyMap<string, Fact>;
  formats: ReadonlyMap<string, Fact>;
  members: readonly MemberRules[];
  required: ReadonlyMap<string, Part>;
  entries: readonly EntryRules[];
  unions: readonly Union[];
  /** not, if, contains and the like: held against each other as wholes. */
  opaque: readonly { keyword: string; value: Members; part: Part }[];
  /** What constrains nothing: default, deprecated, xml, extensions. */
  notes: ReadonlyMap<string, Fact>;
  /** The schemas themselves, each with nothing but its own keywords. */
  own: readonly Part[];
}

/** As it is put together. */
export interface Building extends Facets {
  types: Set<Type>;
  values: Map<string, Tree> | undefined;
  bounds: Map<string, Fact>;
  multiples: Fact[];
  patterns: Map<string, Fact>;
  formats: Map<string, Fact>;
  members: MemberRules[];
  required: Map<string, Part>;
  entries: EntryRules[];
  unions: Union[];
  opaque: { keyword: string; value: Members; part: Part }[];
  notes: Map<string, Fact>;
  own: Part[];
}

/** Answers about other conjunctions. */
export type Reader = (node: Node) => Facets;
