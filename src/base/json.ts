import { parse } from 'lossless-json';
import { valuesIn } from './values.ts';

/** A JSON number as it was written, because a double cannot hold every device id. */
export class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * JSON text, read twice: `exact` with every number as a NumberText, `plain` with ordinary numbers (for ajv), which is made
 * when it is asked for and not kept.
 */
export type Json =
  | { ok: true; exact: unknown; readonly plain: unknown; readonly duplicateKeys: string[] }
  | { ok: false; problem: 'empty' | 'too deep' | 'not JSON' };

/** Deeper nesting than this is not read at all: the parser is recursive, and no answer of this API needs five levels. */
export const MAX_DEPTH = 500;

/**
 * Reads JSON text without losing a digit. A byte order mark is passed over; of duplicate keys the last one counts and
 * all are named.
 */
export function readJson(text: string): Json {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (body.trim() === '') return { ok: false, problem: 'empty' };
  if (isTooDeep(body)) return { ok: false, problem: 'too deep' };
  const quick = readPlainly(body);
  if (quick !== null) return quick;
  try {
    const exact = parse(body, null, {
      parseNumber: (number) => new NumberText(number),
      onDuplicateKey: ({ newValue }) => newValue,
    });
    let repeated: string[] | null = null;
    return {
      ok: true,
      exact,
      get plain() {
        return plainOf(body, exact);
      },
      get duplicateKeys() {
        repeated ??= repeatedNames(body);
        return repeated;
      },
    };
  } catch {
    return { ok: false, problem: 'not JSON' };
  }
}

/** JSON text, read with ordinary numbers alone. */
export type PlainJson =
  | { ok: true; plain: unknown }
  | { ok: false; problem: 'empty' | 'too deep' | 'not JSON' | 'too many values' };

/** Reads JSON text that somebody else may have written; one with more values than `most` is not read at all. */
export function readPlainJson(text: string, most: number): PlainJson {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (body.trim() === '') return { ok: false, problem: 'empty' };
  if (isTooDeep(body)) return { ok: false, problem: 'too deep' };
  if (body.length > most && valuesIn(Buffer.from(body)) > most) return { ok: false, problem: 'too many values' };
  try {
    return { ok: true, plain: JSON.parse(body) };
  } catch {
    return { ok: false, problem: 'not JSON' };
  }
}

/**
 * The same by Node's own parser, which is many times as fast, for text that it gives back letter for letter: there no digit
 * is lost and no member is named twice. Null for any other.
 */
function readPlainly(body: string): Json | null {
  try {
    const plain: unknown = JSON.parse(body);
    if (body.includes('"__proto__"') || JSON.stringify(plain) !== body.trim()) return null;
    return {
      ok: true,
      exact: withNumberTexts(plain),
      get plain() {
        return plainOf(body, this.exact);
      },
      duplicateKeys: [],
    };
  } catch {
    return null;
  }
}

/** Puts the text of each number into its place. */
function withNumberTexts(value: unknown): unknown {
  if (typeof value === 'number') return new NumberText(String(value));
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) members[name] = withNumberTexts(members[name]);
  return value;
}

/** Member names that stand more than once in the same object of this JSON text, also where their values are equal. */
function repeatedNames(text: string): string[] {
  const open: (Set<string> | null)[] = [];
  const repeated = new Set<string>();
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '{') open.push(new Set());
    else if (c === '[') open.push(null);
    else if (c === '}' || c === ']') open.pop();
    if (c !== '"') continue;
    const start = i;
    for (i++; text[i] !== '"'; i++) if (text[i] === '\\') i++;
    let next = i + 1;
    while (SPACE.has(text[next] ?? '')) next++;
    if (text[next] !== ':') continue;
    const name = JSON.parse(text.slice(start, i + 1)) as string;
    const names = open.at(-1);
    if (names?.has(name)) repeated.add(name);
    names?.add(name);
  }
  return [...repeated];
}

const SPACE = new Set([' ', '\t', '\n', '\r']);

/** Text with few brackets, as most is, need not be read letter by letter. */
const isTooDeep = (text: string): boolean => hasManyBrackets(text) && depthOf(text) > MAX_DEPTH;

function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (const bracket of ['{', '['])
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
      if (++count > MAX_DEPTH) return true;
  return false;
}

/** The deepest nesting of brackets outside strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b || c === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (c === 0x5d || c === 0x7d) depth--;
  }
  return deepest;
}

/** The same with ordinary numbers. Node's own parser is many times as fast, and takes what the lossless one takes. */
function plainOf(text: string, exact: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return withoutTexts(exact);
  }
}

function withoutTexts(value: unknown): unknown {
  if (value instanceof NumberText) return Number(value.text);
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (value === null || typeof value !== 'object') return value;
  // fromEntries defines `__proto__` as an ordinary member instead of setting the prototype.
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutTexts(member)]));
}

/** JSON of what `readJson` gives as exact, digit by digit. */
export function printExact(value: unknown): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(printExact).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${printExact(member)}`)
    .join(',')}}`;
}

/** Whether a value read by `readJson` is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);
}
