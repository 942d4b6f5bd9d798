import { tell } from '../messages/speech.ts';
import { member } from './problem.ts';

/** A JSON object of the deployment file, before it is known to be in order. */
export type Members = Readonly<Record<string, unknown>>;

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of an object; undefined for anything else. */
export function at(value: unknown, ...keys: string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (Array.isArray(found)) found = found[Number(key)];
    else found = isMembers(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

/** The entries of a list; none for anything else. */
export const listAt = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The tree with ordinary numbers in place of bigints: for ajv, and for everything but device ids. */
export function plainOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plainOf);
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainOf(item)]));
}

/** The tree with devices that are only an id as objects, and without what editors read and the suite does not. */
export function spelledOut(tree: unknown): unknown {
  if (!isMembers(tree)) return tree;
  const { $schema: _, devices, ...rest } = tree;
  if (devices === undefined) return rest;
  const spelled = Array.isArray(devices)
    ? devices.map((device: unknown) =>
        typeof device === 'bigint' || typeof device === 'number' ? { id: device } : device,
      )
    : devices;
  return { ...rest, devices: spelled };
}

/** Every place where a device id stands, with what stands there. */
export function idPlaces(tree: unknown): { pointer: string; value: unknown }[] {
  const devices = listAt(at(tree, 'devices')).map((device, i) => ({
    pointer: `/devices/${i}/id`,
    value: at(device, 'id'),
  }));
  const absent = at(tree, 'absent');
  const single = { pointer: '/absent/deviceId', value: at(absent, 'deviceId') };
  const several = listAt(at(absent, 'deviceIds')).map((value, i) => ({ pointer: `/absent/deviceIds/${i}`, value }));
  const ranges = listAt(at(absent, 'ranges')).flatMap((range, i) =>
    listAt(range).map((value, j) => ({ pointer: `/absent/ranges/${i}/${j}`, value })),
  );
  return [...devices, single, ...several, ...ranges].filter(({ value }) => value !== undefined);
}

/** What a value is, for people, without the value. */
export function kindOf(value: unknown): string {
  if (value === null) return tell`empty (null)`;
  if (Array.isArray(value)) return tell`a list`;
  switch (typeof value) {
    case 'string':
      return tell`text`;
    case 'number':
    case 'bigint':
      return tell`a number`;
    case 'boolean':
      return tell`true or false`;
    default:
      return tell`an object`;
  }
}

/** Each text of a tree of texts, with its pointer. */
export function entriesAt(value: unknown, pointer: string): { pointer: string; key: string; value: unknown }[] {
  if (!isMembers(value)) return [];
  return Object.entries(value).map(([key, item]) => ({ pointer: member(pointer, key), key, value: item }));
}
