import type { Violation } from './edition.ts';
import { orderly } from './json-schema.ts';

/** Entries judged at once: ajv collects every error before it returns, and an answer may hold a million wrong entries. */
const SLICE = 2000;

/**
 * A judge that takes long lists among the members of an object piece by piece, so that memory stays bounded. Only for
 * schemas that state nothing about a list as a whole (minItems, uniqueItems, ...).
 */
export function inSlices(judge: (plain: unknown) => Violation[]): (plain: unknown) => Violation[] {
  return (plain) => {
    const long = longLists(plain);
    if (long.length === 0) return judge(plain);
    const emptied = Object.fromEntries([...Object.entries(plain as object), ...long.map(([key]) => [key, []])]);
    let violations = judge(emptied);
    for (const [key, list] of long) {
      for (let start = 0; start < list.length; start += SLICE) {
        const found = judge({ [key]: list.slice(start, start + SLICE) }).flatMap((v) => moved(v, key, start));
        if (found.length > 0) violations = orderly([...violations, ...found]);
      }
    }
    return violations;
  };
}

function longLists(plain: unknown): [string, unknown[]][] {
  if (typeof plain !== 'object' || plain === null) return [];
  return Object.entries(plain).flatMap(([key, value]): [string, unknown[]][] =>
    // Pointers into other keys would have to be unescaped.
    Array.isArray(value) && value.length > SLICE && /^\w+$/.test(key) ? [[key, value]] : [],
  );
}

/** A violation in a slice, where it is in the whole list; nothing for one that is not about an entry. */
function moved(violation: Violation, key: string, start: number): Violation[] {
  const [, list, index, ...rest] = violation.pointer.split('/');
  if (list !== key || index === undefined) return [];
  return [{ ...violation, pointer: ['', list, Number(index) + start, ...rest].join('/') }];
}
