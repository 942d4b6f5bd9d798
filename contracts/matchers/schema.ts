/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Gives the schema in a file, by the file's name in the folder of the edition ("error.schema.json"). */
export type ReadSchema = (file: string) => Json;

/** A schema says something that the compiler cannot turn into matchers. */
export class UnsupportedSchema extends Error {
  override name = 'UnsupportedSchema';
  /** `place` is the file and the JSON pointer: "error.schema.json#/properties/error_code". */
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
  }
}

/** Where a schema stands: the file, and the JSON pointer inside it. */
export interface Place {
  file: string;
  pointer: string;
}

export const sayPlace = ({ file, pointer }: Place) => `${file}#${pointer}`;
export const inside = ({ file, pointer }: Place, ...steps: (string | number)[]): Place => ({
  file,
  pointer: [pointer, ...steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/'),
});

export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema whose $ref is followed, with what stands beside it, and where each is to be looked for. */
export interface Resolved {
  schema: JsonObject;
  place: Place;
}

/** What describes and does not constrain. */
const ANNOTATIONS = new Set([
  '$schema',
  '$id',
  '$comment',
  '$defs',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
]);

/** The keywords of a schema that constrain, in the order of the file. */
export const constraintsOf = (schema: JsonObject): string[] =>
  Object.keys(schema).filter((keyword) => !ANNOTATIONS.has(keyword));

/** Follows `$ref`, into other files of the folder too, and joins what stands beside it. Throws an UnsupportedSchema. */
export function resolve(value: Json, place: Place, read: ReadSchema, trail: readonly string[] = []): Resolved {
  if (!isJsonObject(value)) throw new UnsupportedSchema(sayPlace(place), 'a schema is to be an object');
  const { $ref: ref, ...beside } = value;
  if (ref === undefined) return { schema: value, place };
  if (typeof ref !== 'string') throw new UnsupportedSchema(sayPlace(place), '$ref is to be text');
  const [file = '', pointer = ''] = ref.split('#');
  const target: Place = { file: file === '' ? place.file : file, pointer };
  if (trail.includes(sayPlace(target)))
    throw new UnsupportedSchema(sayPlace(place), `$ref ${ref} leads back to itself: a matcher has an end`);
  const found = at(read(target.file), target);
  const joined = resolve(found, target, read, [...trail, sayPlace(target)]);
  return { schema: join(joined.schema, beside, place), place: joined.place };
}

function at(value: Json, target: Place): Json {
  let found: Json | undefined = value;
  for (const step of target.pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isJsonObject(found) ? found[key] : undefined;
  }
  if (found === undefined) throw new UnsupportedSchema(sayPlace(target), 'a $ref names it, but it is not there');
  return found;
}

/** Both schemas in one: `required` of both, and nothing that the two say differently. */
function join(target: JsonObject, beside: JsonObject, place: Place): JsonObject {
  const joined: { [key: string]: Json } = { ...target };
  for (const [keyword, value] of Object.entries(beside)) {
    const before = target[keyword];
    if (keyword === 'required' && Array.isArray(before) && Array.isArray(value)) {
      joined[keyword] = [...new Set([...before, ...value])];
    } else if (before === undefined || ANNOTATIONS.has(keyword) || JSON.stringify(before) === JSON.stringify(value)) {
      joined[keyword] = value;
    } else {
      throw new UnsupportedSchema(sayPlace(inside(place, keyword)), 'the $ref beside it says something else');
    }
  }
  return joined;
}
