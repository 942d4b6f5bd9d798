import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Ajv2020 as Ajv, ErrorObject } from 'ajv/dist/2020.js';
import type { Violation } from './edition.ts';

const MOST = 200;
const schemasFolder = new URL('../../schemas/', import.meta.url);

let ajv: Ajv | undefined;
const added = new Map<string, string>();

/**
 * What a schema of the schemas folder says against a value; nothing where it conforms. `file` is the path inside that
 * folder ("editions/2025-03-26/error.schema.json"), `definition` the name of one of its $defs to judge by instead of
 * the whole. The value must not hold a bigint (ajv takes none as a number). Throws where the schema itself is broken.
 */
export function judgeBySchema(file: string, value: unknown, definition?: string): Violation[] {
  ajv ??= compiler();
  const id = add(ajv, file);
  const validate = ajv.getSchema(definition === undefined ? id : `${id}#/$defs/${definition}`);
  if (!validate) throw new Error(`schemas/${file} has no ${definition ?? 'schema'}`);
  return validate(value) ? [] : orderly((validate.errors ?? []).map(violationOf));
}

/** ajv takes a tenth of a second to load, and many commands judge nothing. */
function compiler(): Ajv {
  const load = createRequire(import.meta.url);
  const { Ajv2020 } = load('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  return new Ajv2020({
    allErrors: true,
    strict: true,
    // `required` beside a $ref names properties that the $ref defines.
    strictRequired: false,
    // A test holds our schemas to the meta-schema; compiling that one at every start would cost more than all of ours.
    validateSchema: false,
    meta: false,
  });
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

function violationOf({ instancePath, keyword, message, params }: ErrorObject): Violation {
  return { pointer: instancePath, keyword, message: `${message ?? keyword}${detailOf(keyword, params)}` };
}

/** What ajv leaves out of its message. Never the value itself: it may be a secret. */
function detailOf(keyword: string, params: Record<string, unknown>): string {
  if (keyword === 'additionalProperties') return ` ('${String(params['additionalProperty'])}')`;
  if (keyword === 'enum') return ` (${(params['allowedValues'] as unknown[]).map(String).join(', ')})`;
  return '';
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
