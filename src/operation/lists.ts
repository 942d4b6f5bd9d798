import { isObject, NumberText } from '../base/json.ts';
import { readLiteral } from '../base/literal.ts';
import type { Id } from './id.ts';

/** One entry of `success` or `failed`. */
export interface Entry {
  /** `id`, when it is a whole number as documented; else null. */
  id: Id | null;
  /**
   * Which device is meant, also where `id` has the wrong form: its digits in quotes, its whole part, or `device_id`. So a
   * fault of the form is not taken for a fault of the accounting too.
   */
  key: Id | null;
  /** `id` as it was written, for messages; "absent" when there is none. */
  idText: string;
  /** `device_id` likewise; null where absent or not whole. */
  deviceId: Id | null;
  deviceIdText: string;
  members: Record<string, unknown>;
}

/** What a 200 body says. One list that is absent or null is empty; one that is no list of objects is null, and so are both
 * where neither is there. */
export interface Lists {
  success: Entry[] | null;
  failed: Entry[] | null;
}

/** The lists of a body, with its numbers as they were written (`NumberText`). */
export function listsIn(body: Record<string, unknown>): Lists {
  if (!('success' in body) && !('failed' in body)) return { success: null, failed: null };
  return { success: entries(body['success']), failed: entries(body['failed']) };
}

function entries(list: unknown): Entry[] | null {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return null;
  const all: Entry[] = [];
  for (const item of list) {
    if (!isObject(item)) return null;
    const id = wholeOf(item['id']);
    all.push({
      id,
      key: id ?? keyOf(item['id']) ?? keyOf(item['device_id']),
      idText: textOf(item['id']),
      deviceId: wholeOf(item['device_id']),
      deviceIdText: textOf(item['device_id']),
      members: item,
    });
  }
  return all;
}

/** A JSON number that is whole, in canonical digits; null for anything else. */
function wholeOf(value: unknown): Id | null {
  if (!(value instanceof NumberText)) return null;
  const literal = readLiteral(value.text);
  return literal?.isWhole ? literal.floor : null;
}

function keyOf(value: unknown): Id | null {
  const text = value instanceof NumberText ? value.text : typeof value === 'string' ? value.trim() : '';
  return readLiteral(text)?.floor ?? null;
}

function textOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value instanceof NumberText) return value.text;
  return typeof value === 'object' && value !== null ? 'an object or a list' : JSON.stringify(value);
}
