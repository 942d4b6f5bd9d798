import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isMembers, type Members, printTree, type Tree } from '../tree.ts';

/** Whether every value that one schema takes the other takes too. */
export type Subset = 'yes' | 'no' | 'unknown';

/** Decides containment of schemas. The engine is alpha, and is spoken to nowhere else. */
export interface Judge {
  isSubset: (a: Tree, b: Tree) => Subset;
  /** Whether a value is valid, to the last digit. Null where the engine does not take the schema. */
  validator: (schema: Tree) => ((value: Tree) => boolean) | null;
}

/** jsoncompat passes over these, or takes them wrongly: where one is there its word is not asked for. */
const BLIND = new Set([
  'patternProperties',
  'dependentSchemas',
  'dependentRequired',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contentSchema',
  'contentMediaType',
  'contentEncoding',
  '$dynamicRef',
  '$dynamicAnchor',
  'propertyNames',
  'contains',
  'minContains',
  'maxContains',
  'if',
  'then',
  'else',
  'not',
]);

/** Each call leaks about a megabyte of WASM memory, so there is an end. */
const MOST_CALLS = 60;

let loaded: Promise<typeof import('jsoncompat')> | null = null;

async function load(): Promise<typeof import('jsoncompat')> {
  const engine = await import('jsoncompat');
  const wasm = createRequire(import.meta.url).resolve('jsoncompat/jsoncompat_wasm_bg.wasm');
  // Bytes, because Node 20 fetches no file.
  await engine.default({ module_or_path: readFileSync(wasm) });
  return engine;
}

/** Loads jsoncompat (Rust in WASM). */
export async function openJudge(): Promise<Judge> {
  loaded ??= load();
  const engine = await loaded;
  const known = new Map<string, Subset>();
  return {
    isSubset: (a, b) => {
      const [left, right] = [withoutNotes(a), withoutNotes(b)];
      if (isBlind(left) || isBlind(right) || hasFormat(left) || hasFormat(right)) return 'unknown';
      const key = `${printTree(left)}\n${printTree(right)}`;
      const before = known.get(key);
      if (before) return before;
      if (known.size >= MOST_CALLS) return 'unknown';
      let found: Subset = 'unknown';
      try {
        // "deserializer": whatever the old one took the new one has to take.
        found = engine.check_compat(printTree(left), printTree(right), 'deserializer') ? 'yes' : 'no';
      } catch {
        // A schema that it does not take.
      }
      known.set(key, found);
      return found;
    },
    validator: (schema) => {
      const text = withoutNotes(schema);
      if (isBlind(text)) return null;
      try {
        const validator = engine.validator_for(printTree(text));
        return (value) => validator.is_valid(printTree(value));
      } catch {
        return null;
      }
    },
  };
}

/** Formats are notes, but what one side says by them the other has to say by other means. */
const hasFormat = (schema: Tree): boolean => printTree(schema).includes('"format":');

/** Whether the engine would pass over something. Names of members are no keywords. */
function isBlind(schema: Tree, isNames = false): boolean {
  if (Array.isArray(schema)) return schema.some((one) => isBlind(one));
  if (!isMembers(schema)) return false;
  return Object.entries(schema).some(([key, value]) => {
    if (isNames) return isBlind(value);
    if (BLIND.has(key)) return true;
    if (key === 'additionalProperties') return typeof value === 'object';
    if (key === 'multipleOf') return !Number.isInteger(value);
    if (key === 'enum' || key === 'const') return false;
    return isBlind(value, key === 'properties' || key === '$defs');
  });
}

const NOTES = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'example',
  'deprecated',
]);

/** Without what the engine throws on and what constrains nothing. */
export function withoutNotes(schema: Tree, isNames = false): Tree {
  if (Array.isArray(schema)) return schema.map((one) => withoutNotes(one));
  if (!isMembers(schema)) return schema;
  const kept: Members = {};
  for (const [key, value] of Object.entries(schema)) {
    if (!isNames && (NOTES.has(key) || key.startsWith('x-') || key === 'readOnly' || key === 'writeOnly')) continue;
    kept[key] =
      !isNames && (key === 'enum' || key === 'const')
        ? value
        : withoutNotes(value, !isNames && (key === 'properties' || key === '$defs'));
  }
  return kept;
}
