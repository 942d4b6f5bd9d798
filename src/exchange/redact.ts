import { undoEscapes } from './escapes.ts';
import { type Range, runFinder } from './runs.ts';

/** Keeps secrets out of whatever is written. */
export interface Redactor {
  /** The text with every secret, and every run of twelve characters of one, replaced by `[redacted]`. */
  text(text: string): string;
  /** Likewise for a text that is a value of its own: one that is a short secret, and nothing else, is replaced too. */
  value(text: string): string;
  /** Whether `text` would replace anything. */
  found(text: string): boolean;
  /** Whether `text`, or `value` for any part of it, might replace anything. */
  mayHold(text: string): boolean;
}

/** So long a run of a secret tells too much. */
export const RUN = 12;
/** From this length on a secret is replaced wherever it stands; shorter ones would be found inside ordinary words. */
const ANYWHERE = 6;
/** From this length on it is replaced where it is a word of its own. */
const AS_WORD = 4;
const MARK = '[redacted]';

/** Escapes are undone so often, one inside the other. */
const DEEPEST = 3;
/** Headers, addresses and short bodies are the same in most exchanges of a run. */
const LONGEST_REMEMBERED = 512;
const MOST_REMEMBERED = 1000;
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * A redactor for these secrets: as they are, in whatever case, in base64 and hexadecimal, escaped for JSON, URLs and HTML,
 * and two of these one inside the other. Secrets of 6 to 11 characters are replaced where they stand whole, those of 4 or 5
 * where they are words of their own, shorter ones where a value is nothing else. Scanning is linear in the text.
 */
export function redactor(secrets: readonly string[]): Redactor {
  const words = secrets.filter((secret) => secret.length >= AS_WORD && secret.length < ANYWHERE);
  const shortest = new Set(secrets.filter((secret) => secret.length < ANYWHERE).map((secret) => secret.toLowerCase()));
  // Made when they are first needed: tokens are long.
  let finders: ((text: string) => Range[])[] | null = null;
  const finding = () => {
    finders ??= findersOf(secrets, words);
    return finders;
  };
  /** Nothing shorter is ever found. */
  const least = Math.min(RUN, ...secrets.filter(({ length }) => length >= AS_WORD).map(({ length }) => length));
  /** What may be base64 that hides so much: most names of devices are too short. */
  const base64 = new RegExp(`[A-Za-z0-9+/_-]{${Math.ceil((least * 4) / 3)},}`, 'g');
  /** What it hides can be read, unless secrets themselves cannot: digits that mean something else hardly ever do. */
  const readable = secrets.every((secret) => PRINTABLE.test(secret)) ? new RegExp(`[\\x20-\\x7e]{${least},}`) : /^/;
  const hides = (run: string, skipped: number, depth: number): boolean => {
    const hidden = Buffer.from(run.slice(skipped), 'base64').toString('latin1');
    return readable.test(hidden) && rangesIn(hidden, depth, false).length > 0;
  };
  const rangesIn = (text: string, depth: number, mayDecode: boolean): Range[] => {
    const ranges = finding().flatMap((find) => find(text));
    const plain = depth < DEEPEST ? undoEscapes(text) : null;
    if (plain) {
      for (const [from, to] of rangesIn(plain.text, depth + 1, mayDecode))
        ranges.push([plain.placeOf(from), plain.placeOf(to)]);
    }
    if (!mayDecode) return ranges;
    for (const { 0: run, index } of text.matchAll(base64))
      if ([0, 1, 2, 3].some((skipped) => hides(run, skipped, depth + 1))) ranges.push([index, index + run.length]);
    return ranges;
  };
  const isEmpty = secrets.every((secret) => secret === '');
  const hasTiny = secrets.some(({ length }) => length > 0 && length < AS_WORD);
  const remembered = new Map<string, Range[]>();
  const rangesOf = (text: string): Range[] => {
    if (text.length > LONGEST_REMEMBERED) return rangesIn(text, 0, true);
    const before = remembered.get(text);
    if (before) return before;
    const ranges = rangesIn(text, 0, true);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(text, ranges);
    return ranges;
  };
  const found = (text: string) => !isEmpty && rangesOf(text).length > 0;
  const textOf = (text: string) => (isEmpty ? text : replace(text, rangesOf(text)));
  return {
    text: textOf,
    value: (text) => (text !== '' && shortest.has(text.trim().toLowerCase()) ? MARK : textOf(text)),
    found,
    mayHold: (text) => hasTiny || found(text),
  };
}

function findersOf(secrets: readonly string[], words: readonly string[]): ((text: string) => Range[])[] {
  const long: string[] = [];
  const short: string[] = [];
  for (const secret of secrets) {
    if (secret.length < ANYWHERE) continue;
    for (const form of formsOf(secret)) {
      if (secret.length >= RUN) long.push(form);
      else if (form.length >= ANYWHERE) short.push(form);
    }
  }
  const finders = [runFinder(long, RUN, false), runFinder(short, ANYWHERE, true)];
  if (words.length > 0) {
    const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
    const word = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
    finders.push((text) => [...text.matchAll(word)].map(({ 0: found, index }) => [index, index + found.length]));
  }
  return finders;
}

function replace(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let end = 0;
  let open = false;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (!open || from > end) parts.push(text.slice(end, from), MARK);
    open = true;
    end = Math.max(end, to);
  }
  return parts.join('') + text.slice(end);
}

/** The ways in which a secret may be written down that are not undone by themselves. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('hex'), ...base64Of(bytes, 'base64'), ...base64Of(bytes, 'base64url')];
}

/** Base64 in its three alignments, without the characters at either end that depend on the neighbours. */
function base64Of(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString(encoding)
      .replace(/=+$/, '');
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(from, to);
  });
}
