import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Ajv2020 as Ajv, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { nearest } from '../base/suggest.ts';
import type { Violation } from './edition.ts';
import { precompiled } from './precompiled.ts';

/** How ajv judges here, from source and in the build. */
export const AJV_OPTIONS = {
  allErrors: true,
  // For the schema that an error is about. The value, which it adds too, is never shown: it may be a secret.
  verbose: true,
  strict: true,
  // `required` beside a $ref names properties that the $ref defines.
  strictRequired: false,
  // A test holds our schemas to the meta-schema; compiling that one at every start would cost more than all of ours.
  validateSchema: false,
  meta: false,
  // Compiling is most of the time that judging takes here; tidier code would not win it back.
  code: { optimize: false },
} as const;

const MOST = 200;
const schemasFolder = new URL('../../schemas/', import.meta.url);

let ajv: Ajv | undefined;
const added = new Map<string, string>();

/**
 * What a schema of the schemas folder says against a value; nothing where it conforms. `file` is the path inside that
 * folder ("editions/<date>/error.schema.json"), `definition` the name of one of its $defs to judge by instead of
 * the whole. The value must not hold a bigint (ajv takes none as a number). Throws where the schema itself is broken.
 */
export function judgeBySchema(file: string, value: unknown, definition?: string): Violation[] {
  const validate = precompiled[definition === undefined ? file : `${file}#${definition}`] ?? compiled(file, definition);
  return validate(value) ? [] : orderly((validate.errors ?? []).map(violationOf));
}

function compiled(file: string, definition: string | undefined): ValidateFunction {
  ajv ??= compiler();
  const id = add(ajv, file);
  const validate = ajv.getSchema(definition === undefined ? id : `${id}#/$defs/${definition}`);
  if (!validate) throw new Error(`schemas/${file} has no ${definition ?? 'schema'}`);
  return validate;
}

/** ajv takes a tenth of a second to load, and many commands judge nothing. */
function compiler(): Ajv {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  return new Ajv2020(AJV_OPTIONS);
}

/** Makes a schema file and those that it refers to known to ajv. Gives its $id. */
function add(to: Ajv, file: string): string {
  const known = added.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(file, schemasFolder), 'utf8');
  const schema = JSON.parse(text) as { $id: string };
  added.set(file, schema.$id);
  to.addSchema(schema);
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  for (const [, other] of text.matchAll(/"\$ref": *"([^"#]+)/g)) add(to, `${folder}${other}`);
  return schema.$id;
}

function violationOf({ instancePath, keyword, message, params, parentSchema }: ErrorObject): Violation {
  const violation = { pointer: instancePath, keyword, message: message ?? keyword };
  if (keyword === 'required') return { ...violation, key: String(params['missingProperty']) };
  if (keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    return { ...violation, key, message: `must not have the key ${sayUnknown(key, parentSchema?.['properties'])}` };
  }
  if (keyword !== 'enum') return violation;
  return { ...violation, message: `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}` };
}

/** A key that the schema does not know, and what may have been meant. */
function sayUnknown(key: string, properties: unknown): string {
  const known = Object.keys(properties ?? {});
  const near = nearest(key, known);
  const shown = JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}...` : key);
  if (near !== undefined) return `${shown}; did you mean ${near}?`;
  return known.length === 0 ? shown : `${shown}; known are ${known.join(', ')}`;
}

/**
 * Violations in the order of pointer and keyword, each once, at most 200. Where there are more, each kind (the same
 * keyword and message at the same place of any list entry) keeps its share, so that many small breaches hide no other.
 */
export function orderly(violations: readonly Violation[]): Violation[] {
  const kinds = new Map<string, Map<string, Violation>>();
  for (const violation of violations) {
    const kind = `${violation.keyword} ${placeOf(violation.pointer)} ${violation.message}`;
    const alike = kinds.get(kind);
    if (!alike) kinds.set(kind, new Map([[violation.pointer, violation]]));
    else if (alike.size <= MOST) alike.set(violation.pointer, violation);
  }
  const all = [...kinds.values()].flatMap((alike) => [...alike.values()]);
  if (all.length <= MOST) return all.sort(byPlace);
  const share = Math.max(1, Math.floor(MOST / kinds.size));
  const kept = [...kinds.values()].flatMap((alike) => [...alike.values()].sort(byPlace).slice(0, share));
  return kept.sort(byPlace).slice(0, MOST);
}

/** The pointer with "*" for each index of a list. */
const placeOf = (pointer: string) => pointer.replace(/\/\d+(?=\/|$)/g, '/*');

function byPlace(a: Violation, b: Violation): number {
  return (
    comparePointers(a.pointer, b.pointer) || compareText(a.keyword, b.keyword) || compareText(a.message, b.message)
  );
}

/** Entry 10 after entry 9; a value before its members. */
function comparePointers(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [l, r] = [left[i] ?? '', right[i] ?? ''];
    if (l === r) continue;
    return /^\d+$/.test(l) && /^\d+$/.test(r) ? Number(l) - Number(r) : compareText(l, r);
  }
  return left.length - right.length;
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
