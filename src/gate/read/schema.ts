/** From the schemas of a document, of whatever dialect, to JSON Schema 2020-12 that is complete in itself. */
import { createRequire } from 'node:module';
import { ConfigError } from '../../base/config-error.ts';
import { isMembers, isPlain, type Members, type Tree } from '../tree.ts';
import { find } from './document.ts';

export type Role = 'request' | 'response';

export interface Dialect {
  /** Of OpenAPI 3.0: `nullable`, boolean bounds, nothing beside a $ref. */
  isOld: boolean;
  /** What $ref is looked up in. */
  document: Members;
  /** For messages. */
  name: string;
}

/** Members whose values are schemas by name. */
const BY_NAME = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);
/** Members whose value is a schema. */
const SINGLE = new Set([
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
]);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const DROPPED = new Set([
  '$schema',
  '$id',
  '$anchor',
  'discriminator',
  'xml',
  'externalDocs',
  'nullable',
  '$defs',
  'definitions',
]);

/** A schema nests deeper only by mistake. */
const MAX_DEPTH = 100;

/** The schema at `pointer`, with references followed; what is recursive stands in $defs. Members of the other role go. */
export function completeSchema(schema: Tree, pointer: string, role: Role, dialect: Dialect): Tree {
  const defs = new Map<string, { name: string; schema: Tree }>();
  const follow = (value: Tree, trail: readonly string[], depth: number): Tree => {
    if (typeof value === 'boolean') return value;
    if (!isMembers(value)) throw new ConfigError(`${dialect.name}: ${pointer}: a schema is to be an object`);
    if (depth > MAX_DEPTH)
      throw new ConfigError(`${dialect.name}: ${pointer}: the schema nests more than ${MAX_DEPTH} deep`);
    const { $ref: ref, ...beside } = value;
    if (typeof ref === 'string') {
      const others = dialect.isOld ? {} : beside;
      const target = reference(ref);
      if (trail.includes(ref)) {
        // The place is taken by name; the definition is filled in once it is known.
        const known = defs.get(ref) ?? { name: `${ref.split('/').at(-1) ?? 'root'}${defs.size || ''}`, schema: true };
        defs.set(ref, known);
        return { $ref: `#/$defs/${known.name}` };
      }
      const followed = follow(target, [...trail, ref], depth + 1);
      const recursive = defs.get(ref);
      if (recursive) recursive.schema = followed;
      return joined(followed, Object.keys(others).length > 0 ? follow(others, trail, depth + 1) : {});
    }
    return dialect.isOld ? modern(members(value, trail, depth)) : members(value, trail, depth);
  };
  const reference = (ref: string): Tree => {
    const found = ref.startsWith('#') ? find(dialect.document, ref.slice(1)) : undefined;
    if (found === undefined) throw new ConfigError(`${dialect.name}: ${pointer}: $ref ${ref} leads to nothing`);
    return found;
  };
  const members = (value: Members, trail: readonly string[], depth: number): Members => {
    const kept: Members = {};
    for (const [key, member] of Object.entries(value)) {
      if (DROPPED.has(key) && !(dialect.isOld && key === 'nullable')) continue;
      if (BY_NAME.has(key) && isMembers(member)) {
        kept[key] = Object.fromEntries(
          Object.entries(member)
            .filter(([, one]) => !isForOther(one))
            .map(([name, one]) => [name, follow(one, trail, depth + 1)]),
        );
      } else if (LISTS.has(key) && Array.isArray(member)) {
        kept[key] = member.map((one) => follow(one, trail, depth + 1));
      } else if (SINGLE.has(key) && (isMembers(member) || typeof member === 'boolean')) {
        kept[key] = follow(member, trail, depth + 1);
      } else kept[key] = member;
    }
    const { required, properties } = value;
    if (Array.isArray(required) && isMembers(properties))
      kept['required'] = required.filter((name) => !isForOther(properties[String(name)] ?? true));
    return flat(kept);
  };
  /** A member that only the other side writes. */
  const isForOther = (property: Tree): boolean => {
    const own = isMembers(property) && typeof property['$ref'] === 'string' ? reference(property['$ref']) : property;
    return isMembers(own) && own[role === 'request' ? 'readOnly' : 'writeOnly'] === true;
  };
  const complete = follow(schema, [], 0);
  if (defs.size === 0 || !isMembers(complete)) return complete;
  return { ...complete, $defs: Object.fromEntries([...defs.values()].map(({ name, schema: one }) => [name, one])) };
}

/** What stands beside a $ref holds too. */
function joined(target: Tree, beside: Tree): Tree {
  if (!isMembers(beside) || Object.keys(beside).length === 0) return target;
  if (!isMembers(target)) return target === true ? beside : target;
  const both: Members = { ...target };
  for (const [key, value] of Object.entries(beside)) {
    if (key === 'required' && Array.isArray(value) && Array.isArray(both[key]))
      both[key] = [...new Set([...both[key], ...value])];
    else if (
      key in both &&
      JSON.stringify(both[key]) !== JSON.stringify(value) &&
      !/^(title|description|examples?|default|\$comment)$/.test(key)
    )
      return flat({ allOf: [target, beside] });
    else both[key] = value;
  }
  return both;
}

/** OpenAPI 3.0 in the words of 2020-12. */
function modern(schema: Members): Members {
  const { nullable, ...rest } = schema;
  const found: Members = { ...rest };
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const flag = found[exclusive];
    if (typeof flag !== 'boolean') continue;
    delete found[exclusive];
    const value = found[bound];
    if (!flag || value === undefined) continue;
    found[exclusive] = value;
    delete found[bound];
  }
  if (nullable !== true) return found;
  if (typeof found['type'] === 'string') {
    found['type'] = [found['type'], 'null'];
    if (Array.isArray(found['enum']) && !found['enum'].includes(null)) found['enum'] = [...found['enum'], null];
    return found;
  }
  return Object.keys(found).length === 0 ? found : { anyOf: [found, { type: 'null' }] };
}

/** allOf as one schema, where that can be said. */
function flat(schema: Members): Members {
  if (!Array.isArray(schema['allOf']) || !isPlain(schema) || JSON.stringify(schema).includes('"$ref"')) return schema;
  const merge = createRequire(import.meta.url)('json-schema-merge-allof') as (
    schema: object,
    options: object,
  ) => unknown;
  try {
    return merge(schema, { deep: false, ignoreAdditionalProperties: false }) as Members;
  } catch {
    // What contradicts itself is compared as it stands.
    return schema;
  }
}
