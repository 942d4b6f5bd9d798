import { isObject, NumberText, readJson } from '../base/json.ts';
import { readLiteral } from '../base/literal.ts';
import type { Request } from './exchange.ts';

/**
 * Whether a reader finds in a request which devices it is about:
 * - `named`: it has the documented form with at least one id, so every reader finds one.
 * - `doubtful`: there is an id, but not in the documented form. A reader that gives up on such a request, or drops what it
 *   does not take for an id, is left with none.
 * - `none`: even a lenient reader finds no id. A deployment that leaves out its WHERE clause then takes every device.
 */
export type Naming = 'named' | 'doubtful' | 'none';

/** The documented form and nothing but positive numbers, as nearly all bodies are. */
const PLAIN = /^\{"device_ids":\[[1-9]\d*(?:\.\d+)?(?:,[1-9]\d*(?:\.\d+)?)*\]\}$/;

/** How a request names devices. Pure. */
export function namingOf({ method, path, contentType, body }: Request): Naming {
  if (path === 'device') return 'named';
  if (body === null) return 'none';
  const isPlain = PLAIN.test(body);
  if (!isPlain && !hasId(body)) return 'none';
  // Bodies of other methods, and of other content types, are passed over by many a server.
  if (method !== 'POST' || !/json/i.test(contentType ?? '')) return 'doubtful';
  return isPlain || isDocumented(body) ? 'named' : 'doubtful';
}

/** Whether a lenient reader, one that makes an id of whatever it can, finds any. Members of other names it passes over. */
function hasId(body: string): boolean {
  if (!/\d/.test(body)) return false;
  const json = readJson(body);
  if (json.ok) return isObject(json.exact) ? holdsDigit(json.exact['device_ids']) : holdsDigit(json.exact);
  return !body.includes('{') || body.includes('device_ids');
}

function holdsDigit(value: unknown): boolean {
  if (value instanceof NumberText) return true;
  if (typeof value === 'string') return /\d/.test(value);
  if (Array.isArray(value)) return value.some(holdsDigit);
  return isObject(value) && Object.entries(value).some(([key, member]) => /\d/.test(key) || holdsDigit(member));
}

function isDocumented(body: string): boolean {
  const json = readJson(body);
  if (!json.ok || json.duplicateKeys.length > 0 || body.startsWith('\ufeff') || !isObject(json.exact)) return false;
  const list = json.exact['device_ids'];
  return Array.isArray(list) && list.every((element) => element instanceof NumberText) && list.some(isPositive);
}

function isPositive({ text }: NumberText): boolean {
  const floor = readLiteral(text)?.floor ?? '0';
  return floor !== '0' && !floor.startsWith('-');
}
