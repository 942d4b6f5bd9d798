/** What one schema says of members, and which of them are none in a direction. */
import type { Role } from '../api.ts';
import { isMembers, type Members } from '../tree.ts';
import { expression } from './expression.ts';
import { ANYTHING, inside, less, nodeOf, type Part, partOf } from './node.ts';
import type { Building, MemberRules, Reader } from './shapes.ts';

export function memberKeywords(schema: Members, part: Part, facets: Building, facetsOf: Reader): void {
  const has = (key: string) => schema[key] !== undefined && !part.without.includes(key);
  const named = (key: string) => (isMembers(schema[key]) ? Object.keys(schema[key] as Members) : []);
  const isClosedBy = (key: string) => has(key) && (isMembers(schema[key]) || typeof schema[key] === 'boolean');
  const isThere = ['properties', 'patternProperties', 'additionalProperties'].some(has);
  if (isThere) {
    facets.members.push({
      properties: new Map(named('properties').map((name) => [name, inside(part, 'properties', name)])),
      patterns: named('patternProperties').map((pattern) => ({
        pattern,
        test: expression(pattern),
        part: inside(part, 'patternProperties', pattern),
      })),
      others: isClosedBy('additionalProperties') ? orAnything(inside(part, 'additionalProperties')) : undefined,
      keyword: 'additionalProperties',
      part,
    });
  }
  if (isClosedBy('unevaluatedProperties')) {
    // Whatever stands in the same schema, or in one that it takes in, is evaluated.
    const whole = evaluated(less(part, 'unevaluatedProperties'), facetsOf);
    if (whole)
      facets.members.push({
        ...whole,
        others: orAnything(inside(part, 'unevaluatedProperties')),
        keyword: 'unevaluatedProperties',
        part,
      });
  }
}

/** Whether a keyword shuts anything out. */
export const isConstraint = (key: string) =>
  !/^(nullable|title|description|example|examples|default|deprecated|readOnly|writeOnly|xml|externalDocs|x-.*|\$comment)$/.test(
    key,
  );

export const orAnything = (part: Part): Part | undefined => {
  const { schema } = part.place;
  return schema === true || (isMembers(schema) && Object.keys(schema).every((key) => !isConstraint(key)))
    ? undefined
    : part;
};

/** The names that a schema and its branches speak of; null where all are. What they have to be is said elsewhere. */
function evaluated(part: Part, facetsOf: Reader): Pick<MemberRules, 'properties' | 'patterns'> | null {
  const properties = new Map<string, Part>();
  const patterns: MemberRules['patterns'][number][] = [];
  const seen = new Set<string>();
  let isAll = false;
  const collect = (one: Part, role: Role) => {
    if (seen.has(one.key)) return;
    seen.add(one.key);
    const { members, unions, opaque } = facetsOf(nodeOf([one], role));
    for (const { properties: named, patterns: matched, keyword, part: from } of members) {
      for (const name of named.keys()) properties.set(name, ANYTHING);
      for (const { pattern, test } of matched) patterns.push({ pattern, test, part: ANYTHING });
      const { schema } = from.place;
      isAll ||= keyword === 'additionalProperties' && isMembers(schema) && schema[keyword] !== undefined;
    }
    for (const { branches } of unions) for (const branch of branches) collect(branch, role);
    for (const { keyword, value, part: from } of opaque) {
      if (keyword === 'if') for (const key of Object.keys(value)) collect(inside(from, key), role);
      if (keyword === 'dependentSchemas')
        for (const name of Object.keys(value['dependentSchemas'] as Members))
          collect(inside(from, 'dependentSchemas', name), role);
    }
  };
  collect(part, 'request');
  collect(part, 'response');
  return isAll ? null : { properties, patterns };
}

/** Members that only the other side writes are none in this direction. */
export function dropOthersMembers(facets: Building, role: Role): void {
  const names = new Set(facets.members.flatMap(({ properties }) => [...properties.keys()]));
  const foreign = [...names].filter((name) => {
    const parts = facets.members.flatMap(({ properties }) => properties.get(name) ?? []);
    return parts.some((part) => isForeign(part, role, 0));
  });
  if (foreign.length === 0) return;
  for (const name of foreign) facets.required.delete(name);
  facets.members = facets.members.map((one) => ({
    ...one,
    properties: new Map([...one.properties].filter(([name]) => !foreign.includes(name))),
  }));
}

/** Whether a schema, or one that it refers to or takes in, says that only the other side writes the value. */
function isForeign({ place, scope }: Part, role: Role, depth: number): boolean {
  const { schema, graph } = place;
  if (!isMembers(schema) || depth > 20) return false;
  if (schema[role === 'request' ? 'readOnly' : 'writeOnly'] === true) return true;
  const { $ref: ref, allOf } = schema;
  if (typeof ref === 'string' && isForeign(partOf(graph.follow(place, ref), scope), role, depth + 1)) return true;
  return (
    Array.isArray(allOf) && allOf.some((_, i) => isForeign(inside(partOf(place, scope), 'allOf', i), role, depth + 1))
  );
}
