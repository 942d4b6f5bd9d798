/**
 * From JSON Schema to Pact V4 matchers. A matcher accepts every body that its variant of the schema allows. Where Pact has
 * no word for something, either there is a variant for each case (members that may be absent, alternatives, lists that may
 * be empty), or the keyword is listed as weaker, and is judged by the schema alone.
 */
import { portablePattern } from './pattern.ts';
import {
  constraintsOf,
  inside,
  isJsonObject,
  type Json,
  type JsonObject,
  type Place,
  type ReadSchema,
  resolve,
  sayPlace,
  UnsupportedSchema,
} from './schema.ts';

/** One way in which a body may look. */
export interface Variant {
  /** What was chosen where the schema leaves a choice, by JSON pointer ("*" for any entry): `{ "/failed": "empty" }`. */
  choices: Readonly<Record<string, string>>;
  /** As pact-js takes it: in place of each value a matcher with an example. */
  matcher: Json;
  /** A body that this variant allows. */
  example: Json;
}

/** Something that the schema says and Pact cannot. */
export interface Weaker {
  place: string;
  keyword: string;
  why: string;
}

export interface Compiled {
  /** The fullest first. */
  variants: readonly Variant[];
  weaker: readonly Weaker[];
}

/** More would be a contract that nobody reads. */
const MOST_VARIANTS = 256;

const WEAKER: Readonly<Record<string, string>> = {
  minimum: 'Pact matches numbers by type only',
  maximum: 'Pact matches numbers by type only',
  exclusiveMinimum: 'Pact matches numbers by type only',
  exclusiveMaximum: 'Pact matches numbers by type only',
  multipleOf: 'Pact matches numbers by type only',
  uniqueItems: 'Pact compares each entry with the example, not with the others',
  format: 'a format is a note to readers unless a pattern says it',
};

/** Whole numbers as Pact's engine prints them: 10001, 10001.0, and 1e23 from where all doubles are whole. */
const WHOLE = '^(-?[0-9]+([.]0+)?|-?[0-9]([.][0-9]+)?[eE][+]?[0-9]{2,})$';

interface Context {
  read: ReadSchema;
  weaker: Map<string, Weaker>;
}

/**
 * Compiles the schema in `file`. `example` gives the example values; where it gives none the schema's own `examples` do.
 * Throws an UnsupportedSchema that names file and pointer, rather than let a matcher accept what the schema does not.
 */
export function compile(file: string, read: ReadSchema, example?: Json): Compiled {
  const context: Context = { read, weaker: new Map() };
  const variants = compileAt(read(file), { file, pointer: '' }, '', example, context);
  return { variants, weaker: [...context.weaker.values()] };
}

/** The one variant in which these choices were made. Others that are open are made for the fullest body. */
export function variantOf({ variants }: Compiled, choices: Readonly<Record<string, string>>): Variant {
  const found = variants.find((variant) => Object.entries(choices).every(([at, what]) => variant.choices[at] === what));
  if (!found) throw new Error(`no variant has ${JSON.stringify(choices)}`);
  return found;
}

function compileAt(value: Json, at: Place, pointer: string, example: Json | undefined, context: Context): Variant[] {
  const { schema, place } = resolve(value, at, context.read);
  const shown = example ?? firstExample(schema);
  const alternatives = schema['anyOf'] ?? schema['oneOf'];
  if (alternatives !== undefined) return compileAlternatives(schema, place, pointer, shown, context);
  if ('const' in schema || 'enum' in schema) return compileEnum(schema, place, pointer);
  const { type } = schema;
  if (Array.isArray(type)) {
    return bounded(
      type.flatMap((one) =>
        compileAt({ ...schema, type: one }, place, pointer, isOf(shown, one) ? shown : undefined, context).map(
          (variant) => choose(variant, pointer, String(one)),
        ),
      ),
      place,
    );
  }
  switch (type) {
    case 'object':
      return compileObject(schema, place, pointer, shown, context);
    case 'array':
      return compileArray(schema, place, pointer, shown, context);
    case 'string':
      return [compileString(schema, place, shown, context)];
    case 'integer':
      known(schema, place, ['type'], context);
      return [leaf(both({ 'pact:matcher:type': 'number' }, WHOLE), typeof shown === 'number' ? shown : 1)];
    case 'number':
      known(schema, place, ['type'], context);
      return [leaf({ 'pact:matcher:type': 'number' }, typeof shown === 'number' ? shown : 1.5)];
    case 'boolean':
      known(schema, place, ['type'], context);
      // Pact's own matcher of booleans takes the text "true" for one.
      return [leaf({ 'pact:matcher:type': 'type' }, typeof shown === 'boolean' ? shown : true)];
    case 'null':
      known(schema, place, ['type'], context);
      return [leaf({ 'pact:matcher:type': 'null' }, null)];
    default:
      throw new UnsupportedSchema(
        sayPlace(place),
        type === undefined ? 'without a type anything would match' : `the type ${JSON.stringify(type)} is not known`,
      );
  }
}

function compileObject(
  schema: JsonObject,
  place: Place,
  pointer: string,
  example: Json | undefined,
  context: Context,
): Variant[] {
  known(schema, place, ['type', 'properties', 'required', 'additionalProperties'], context);
  const { properties = {}, required = [], additionalProperties = true } = schema;
  if (!isJsonObject(properties)) throw new UnsupportedSchema(sayPlace(inside(place, 'properties')), 'is no object');
  if (additionalProperties === false) {
    weaker(place, 'additionalProperties', 'Pact passes over members of an answer that it was not told of', context);
  } else if (additionalProperties !== true) {
    throw new UnsupportedSchema(
      sayPlace(inside(place, 'additionalProperties')),
      'a schema for all other members cannot be said in Pact',
    );
  }
  const names = new Set(Array.isArray(required) ? required.map(String) : []);
  for (const name of names) {
    if (!(name in properties))
      throw new UnsupportedSchema(sayPlace(inside(place, 'required')), `${name} is required, but nothing describes it`);
  }
  const given = isJsonObject(example) ? example : {};
  let variants: Variant[] = [{ choices: {}, matcher: {}, example: {} }];
  for (const [name, property] of Object.entries(properties)) {
    const here = `${pointer}/${name}`;
    const members = compileAt(property, inside(place, 'properties', name), here, given[name], context);
    const isOptional = !names.has(name);
    variants = bounded(
      variants.flatMap((variant) => [
        ...members.map((member) => {
          const withMember = add(variant, name, member);
          return isOptional ? choose(withMember, here, 'present') : withMember;
        }),
        ...(isOptional ? [choose(variant, here, 'absent')] : []),
      ]),
      place,
    );
  }
  return variants;
}

function compileArray(
  schema: JsonObject,
  place: Place,
  pointer: string,
  example: Json | undefined,
  context: Context,
): Variant[] {
  known(schema, place, ['type', 'items', 'minItems', 'maxItems'], context);
  const { items, minItems = 0, maxItems } = schema;
  if (items === undefined) throw new UnsupportedSchema(sayPlace(place), 'without items any entry would match');
  const first = Array.isArray(example) ? (example[0] as Json | undefined) : undefined;
  const least = Math.max(1, Number(minItems));
  const filled = compileAt(items, inside(place, 'items'), `${pointer}/*`, first, context).map((entry) =>
    choose(
      {
        choices: entry.choices,
        matcher: {
          'pact:matcher:type': 'type',
          min: least,
          ...(maxItems !== undefined && { max: maxItems }),
          value: Array.from({ length: least }, () => entry.matcher),
        },
        example: Array.from({ length: least }, () => entry.example),
      },
      pointer,
      'some',
    ),
  );
  // Every entry is held to the same matcher, so a list of different entries is only held to what all of them have.
  if (filled.length > 1) weaker(place, 'items', 'in a list of unlike entries, only what they have in common', context);
  if (Number(minItems) === 0 && pointer.includes('/*')) {
    throw new UnsupportedSchema(
      sayPlace(place),
      'inside a list Pact cannot tell an empty list from any other; give it minItems',
    );
  }
  const empty = choose({ choices: {}, matcher: [], example: [] }, pointer, 'empty');
  return Number(minItems) === 0 && maxItems !== 0 ? [...filled, empty] : maxItems === 0 ? [empty] : filled;
}

function compileString(schema: JsonObject, place: Place, example: Json | undefined, context: Context): Variant {
  known(schema, place, ['type', 'pattern', 'minLength', 'maxLength'], context);
  const { pattern, minLength = 0, maxLength } = schema;
  const expressions: string[] = [];
  if (typeof pattern === 'string') {
    const portable = portablePattern(pattern);
    if ('problem' in portable) throw new UnsupportedSchema(sayPlace(inside(place, 'pattern')), portable.problem);
    expressions.push(portable.regex);
  }
  if (minLength !== 0 || maxLength !== undefined)
    expressions.push(`^[\\s\\S]{${String(minLength)},${maxLength === undefined ? '' : String(maxLength)}}$`);
  const shown = typeof example === 'string' ? example : 'text';
  for (const expression of expressions) {
    if (!new RegExp(expression, 'u').test(shown))
      throw new UnsupportedSchema(sayPlace(place), `its example ${JSON.stringify(shown)} does not match ${expression}`);
  }
  return leaf(both({ 'pact:matcher:type': 'type' }, ...expressions), shown);
}

function compileEnum(schema: JsonObject, place: Place, pointer: string): Variant[] {
  const keyword = 'const' in schema ? 'const' : 'enum';
  for (const other of constraintsOf(schema)) {
    if (other !== keyword && other !== 'type')
      throw new UnsupportedSchema(sayPlace(inside(place, other)), `is not known beside ${keyword}`);
  }
  const values = keyword === 'const' ? [schema['const'] ?? null] : schema['enum'];
  if (!Array.isArray(values) || values.length === 0)
    throw new UnsupportedSchema(sayPlace(inside(place, keyword)), 'is no list of values');
  return values.map((value: Json) => {
    const variant = leaf({ 'pact:matcher:type': 'equality' }, value);
    return values.length === 1 ? variant : choose(variant, pointer, JSON.stringify(value));
  });
}

function compileAlternatives(
  schema: JsonObject,
  place: Place,
  pointer: string,
  example: Json | undefined,
  context: Context,
): Variant[] {
  const keyword = 'anyOf' in schema ? 'anyOf' : 'oneOf';
  for (const other of constraintsOf(schema)) {
    if (other !== keyword)
      throw new UnsupportedSchema(sayPlace(inside(place, other)), `is not known beside ${keyword}; move it inside`);
  }
  const alternatives = schema[keyword];
  if (!Array.isArray(alternatives)) throw new UnsupportedSchema(sayPlace(inside(place, keyword)), 'is no list');
  if (keyword === 'oneOf') weaker(place, keyword, 'that no other alternative matches too', context);
  return bounded(
    alternatives.flatMap((one: Json, i) =>
      compileAt(one, inside(place, keyword, i), pointer, example, context).map((variant) =>
        choose(variant, pointer, `${keyword} ${i}`),
      ),
    ),
    place,
  );
}

/** Throws for a keyword that nobody here knows, so that it is never passed over. */
function known(schema: JsonObject, place: Place, keywords: readonly string[], context: Context): void {
  for (const keyword of constraintsOf(schema)) {
    if (keywords.includes(keyword)) continue;
    const why = WEAKER[keyword];
    if (why === undefined)
      throw new UnsupportedSchema(sayPlace(inside(place, keyword)), 'this keyword cannot be turned into a matcher yet');
    weaker(place, keyword, why, context);
  }
}

function weaker(place: Place, keyword: string, why: string, { weaker: all }: Context): void {
  const where = sayPlace(inside(place, keyword));
  all.set(where, { place: where, keyword, why });
}

function bounded(variants: Variant[], place: Place): Variant[] {
  if (variants.length > MOST_VARIANTS)
    throw new UnsupportedSchema(sayPlace(place), `it can look in more than ${MOST_VARIANTS} ways`);
  return variants;
}

const leaf = (matcher: JsonObject, example: Json): Variant => ({
  choices: {},
  matcher: { ...matcher, value: example },
  example,
});

/** A matcher together with expressions: all must hold. Pact matches an expression against numbers too, hence the type. */
const both = (matcher: JsonObject, ...expressions: string[]): JsonObject =>
  expressions.length === 0
    ? matcher
    : {
        'pact:matcher:type': [matcher, ...expressions.map((regex) => ({ 'pact:matcher:type': 'regex', regex }))],
      };

const add = (variant: Variant, name: string, member: Variant): Variant => ({
  choices: { ...variant.choices, ...member.choices },
  matcher: { ...(variant.matcher as JsonObject), [name]: member.matcher },
  example: { ...(variant.example as JsonObject), [name]: member.example },
});

const choose = (variant: Variant, pointer: string, what: string): Variant => ({
  ...variant,
  choices: { ...variant.choices, [pointer]: variant.choices[pointer] ? `${what}, ${variant.choices[pointer]}` : what },
});

function firstExample({ examples }: JsonObject): Json | undefined {
  return Array.isArray(examples) ? (examples[0] as Json | undefined) : undefined;
}

function isOf(value: Json | undefined, type: Json): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isJsonObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
