/** Schemas as trees in JSON Schema 2020-12 that need no document: for tools that read nothing else. */
import type { Role } from '../api.ts';
import { isMembers, type Members, type Tree } from '../tree.ts';
import { facetsOf } from './facets.ts';
import { inside, nodeOf, type Part, partOf } from './node.ts';
import type { Place } from './places.ts';

const BY_NAME = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const SINGLE = new Set(
  'items additionalProperties not if then else contains propertyNames unevaluatedProperties unevaluatedItems'.split(
    ' ',
  ),
);
/** What says nothing there, or is no keyword of 2020-12 and means another thing to those who still know it. */
const DROPPED =
  /^(\$.*|id|definitions|dependencies|additionalItems|discriminator|xml|externalDocs|nullable|x-.*|in|name|allowEmptyValue|collectionFormat|example)$/;

/** Schemas by name, each closed but for references among them. */
export class Components {
  readonly schemas: Record<string, Tree> = {};
  readonly #names = new Map<string, string>();

  /** A schema that stands for the place; what it refers to becomes a component. */
  of(place: Place, role: Role): Tree {
    return this.#schema(partOf(place), role);
  }

  #named(part: Part, role: Role): Tree {
    const key = `${role} ${part.key}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      name = `S${this.#names.size}`;
      this.#names.set(key, name);
      this.schemas[name] = true;
      this.schemas[name] = this.#schema(part, role);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #schema(part: Part, role: Role): Tree {
    const { schema, graph, source } = part.place;
    if (!isMembers(schema)) return schema;
    const isOld = source.draft !== '2020-12';
    const scope = graph.enter(part.scope, part.place);
    const { $ref: ref, $dynamicRef: dynamic } = schema;
    const referred: Tree[] = [];
    if (typeof ref === 'string') referred.push(this.#named(partOf(graph.follow(part.place, ref), scope), role));
    if (typeof dynamic === 'string')
      referred.push(this.#named(partOf(graph.followDynamic(part.place, dynamic, scope), scope), role));
    if (referred.length > 0 && isOld) return referred[0] as Tree;
    const own = this.#own(schema, part, role);
    const [only] = referred;
    if (only !== undefined && referred.length === 1 && Object.keys(own).length === 0) return only;
    if (referred.length === 0) return own;
    return { ...own, allOf: [...referred, ...(Array.isArray(own['allOf']) ? own['allOf'] : [])] };
  }

  #own(schema: Members, part: Part, role: Role): Members {
    const kept: Members = {};
    const mine = facetsOf(nodeOf([partOf(part.place, part.scope, ['$ref', '$dynamicRef', 'allOf'])], role));
    for (const [key, value] of Object.entries(schema)) {
      if (DROPPED.test(key)) continue;
      if (key === 'properties' && isMembers(value))
        kept[key] = Object.fromEntries(
          Object.keys(value)
            .filter((name) => mine.members.some(({ properties }) => properties.has(name)))
            .map((name) => [name, this.#schema(inside(part, key, name), role)]),
        );
      else if (BY_NAME.has(key) && isMembers(value))
        kept[key] = Object.fromEntries(
          Object.keys(value).map((name) => [name, this.#schema(inside(part, key, name), role)]),
        );
      else if (LISTS.has(key) && Array.isArray(value))
        kept[key] = value.map((_, i) => this.#schema(inside(part, key, i), role));
      else if (SINGLE.has(key) && (isMembers(value) || typeof value === 'boolean'))
        kept[key] = this.#schema(inside(part, key), role);
      else if (key === 'required') {
        if (Array.isArray(value)) kept[key] = value.filter((name) => mine.required.has(String(name)));
      } else if (key === 'type' && value === 'file') kept[key] = 'string';
      else kept[key] = value;
    }
    return part.place.source.draft === '2020-12' ? kept : modern(kept, schema);
  }
}

/** Old dialects in the words of 2020-12. */
function modern(kept: Members, schema: Members): Members {
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const flag = kept[exclusive];
    if (typeof flag !== 'boolean') continue;
    delete kept[exclusive];
    const value = kept[bound];
    if (!flag || value === undefined) continue;
    kept[exclusive] = value;
    delete kept[bound];
  }
  if (schema['nullable'] !== true && schema['x-nullable'] !== true) return kept;
  if (typeof kept['type'] === 'string') {
    kept['type'] = [kept['type'], 'null'];
    if (Array.isArray(kept['enum']) && !kept['enum'].includes(null)) kept['enum'] = [...kept['enum'], null];
    return kept;
  }
  return Object.keys(kept).length === 0 ? kept : { anyOf: [kept, { type: 'null' }] };
}
