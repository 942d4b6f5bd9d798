import { createRequire } from 'node:module';
import type { Ajv2020 as Ajv } from 'ajv/dist/2020.js';
import { isMembers, isPlain, printTree, roundedOf, type Tree } from '../tree.ts';
import { candidatesOf, type StringsOf } from './candidates.ts';
import type { Judge } from './subset.ts';

/** Finds values that one schema takes and another does not. */
export interface Witnesses {
  /** A value that `from` takes and `to` does not; undefined where none was found. */
  between: (from: Tree, to: Tree) => Tree | undefined;
  /** Whether the schema takes the value; null where nobody can tell. */
  accepts: (schema: Tree, value: Tree) => boolean | null;
}

/** Strings for each expression. */
const SAMPLES = 12;

/** `strings` gives texts that match an expression. */
export function openWitnesses(judge: Judge, strings: StringsOf): Witnesses {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv: Ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false, logger: false });
  const known = new Map<string, ((value: Tree) => boolean) | null>();
  const exact = new Map<string, ((value: Tree) => boolean) | null>();

  const byAjv = (schema: Tree) => {
    const key = printTree(schema);
    const before = known.get(key);
    if (before !== undefined) return before;
    let validator: ((value: Tree) => boolean) | null = null;
    try {
      const validate = ajv.compile(roundedOf(schema) as object);
      validator = (value) => validate(value) === true;
    } catch {
      // A schema that ajv does not take.
    }
    known.set(key, validator);
    return validator;
  };
  const byJudge = (schema: Tree) => {
    const key = printTree(schema);
    if (!exact.has(key)) exact.set(key, judge.validator(schema));
    return exact.get(key) ?? null;
  };
  const accepts = (schema: Tree, value: Tree): boolean | null => {
    // ajv reads doubles; where digits would be lost the engine reads the text.
    const validator = isPlain(schema) && isPlain(value) ? byAjv(schema) : byJudge(schema);
    return validator ? validator(value) : null;
  };
  return {
    accepts,
    between: (from, to) =>
      candidatesOf([from, to], strings).find((value) => accepts(from, value) === true && accepts(to, value) === false),
  };
}

/** Texts that match expressions, from fast-check's generator; loaded only where a schema has one. */
export async function stringsFor(schemas: readonly Tree[]): Promise<StringsOf> {
  const patterns = new Set(schemas.flatMap((schema) => [...patternsIn(schema)]));
  const found = new Map<string, string[]>();
  if (patterns.size > 0) {
    const { sample, stringMatching } = await import('fast-check');
    for (const pattern of patterns) {
      try {
        found.set(pattern, sample(stringMatching(new RegExp(pattern, 'u')), { numRuns: SAMPLES, seed: 1 }));
      } catch {
        // Look-around and back-references are not generated.
        found.set(pattern, []);
      }
    }
  }
  return (pattern) => found.get(pattern) ?? [];
}

function* patternsIn(schema: Tree): Generator<string> {
  if (Array.isArray(schema)) for (const one of schema) yield* patternsIn(one);
  if (!isMembers(schema)) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'pattern' && typeof value === 'string') yield value;
    else if (key === 'patternProperties' && isMembers(value)) yield* Object.keys(value);
    yield* patternsIn(value);
  }
}
