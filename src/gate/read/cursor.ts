/** Goes through the places of a document by name, references followed. */
import { tell } from '../../messages/speech.ts';
import { pointerTo } from '../api.ts';
import type { Spot } from '../change.ts';
import { ANYTHING, inside, partOf } from '../graph/node.ts';
import type { Place } from '../graph/places.ts';
import { isMembers, type Members, type Tree } from '../tree.ts';
import { DocumentError } from './fault.ts';

/** A member of an object, its reference followed. */
export function member(place: Place, ...steps: (string | number)[]): Place | undefined {
  let found: Place = place;
  for (const step of steps) {
    const { schema } = found;
    const value = Array.isArray(schema)
      ? schema[Number(step)]
      : isMembers(schema) && Object.hasOwn(schema, step)
        ? schema[String(step)]
        : undefined;
    if (value === undefined) return undefined;
    found = resolved(found.graph.at(value, pointerTo(found.pointer, step), found.source));
  }
  return found;
}

export const need = (place: Place, ...steps: (string | number)[]): Place => member(place, ...steps) as Place;

export function resolved(place: Place): Place {
  let found = place;
  for (let i = 0; isMembers(found.schema) && typeof found.schema['$ref'] === 'string'; i++) {
    if (i > 50) throw loop(place);
    found = found.graph.follow(found, found.schema['$ref']);
  }
  return found;
}

export const namesIn = ({ schema }: Place): string[] =>
  isMembers(schema) ? Object.keys(schema).filter((name) => !name.startsWith('x-')) : [];

export const membersOf = ({ schema }: Place): Members => (isMembers(schema) ? schema : {});

/** The place of a schema, whose reference is a part of it. */
export function schemaAt(place: Place, ...steps: (string | number)[]): Place {
  const own = steps.reduce<Tree | undefined>(
    (tree, step) => (isMembers(tree) ? tree[String(step)] : undefined),
    place.schema,
  );
  return own === undefined ? ANYTHING.place : inside(partOf(place), ...steps).place;
}

export const spotAt = (place: Place): Spot => place.graph.spot(place);

/** A reference that leads to itself, in however many steps. */
export const loop = (place: Place): DocumentError =>
  new DocumentError({
    spot: spotAt(place),
    message: tell`$ref leads back to itself, with nothing on the way; write what is meant at its end`,
  });

/** Parameters that OpenAPI itself says to pass over. */
const NO_PARAMETERS = new Set(['accept', 'content-type', 'authorization']);

/** Those of the path, replaced by those of the operation. */
export function parameterPlaces(item: Place, operation: Place): Place[] {
  const found = new Map<string, Place>();
  for (const owner of [item, operation]) {
    const list = membersOf(owner)['parameters'];
    for (const i of Array.isArray(list) ? list.keys() : []) {
      const place = need(owner, 'parameters', i);
      const { in: where, name } = membersOf(place);
      const key = where === 'header' ? String(name).toLowerCase() : String(name);
      if (where === 'header' && NO_PARAMETERS.has(key)) continue;
      found.set(`${String(where)} ${key}`, place);
    }
  }
  return [...found.values()];
}

export function essenceOf(type: string): { type: string; parameters: string } {
  const [essence = '', ...parameters] = type.split(';').map((one) => one.trim().toLowerCase());
  const kept = parameters.filter((one) => one !== '' && !/^(charset|boundary|q)=/.test(one)).sort();
  return { type: essence, parameters: kept.map((one) => one.replaceAll('"', '')).join(';') };
}
