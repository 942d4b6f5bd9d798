/** Keeps secrets out of whatever is written. */
export interface Redactor {
  /** The text with every secret, and every run of twelve characters of one, replaced by `[redacted]`. */
  text(text: string): string;
  /** Whether there is anything to replace. */
  found(text: string): boolean;
}

/** So long a run of a secret tells too much. */
const RUN = 12;
/** Shorter secrets are not looked for at all: they would be found in ordinary words. */
const SHORTEST = 6;
const MARK = '[redacted]';

/**
 * A redactor for these secrets, also base64, base64url, percent-encoded and escaped as JSON does. Secrets of 6 to 11
 * characters are replaced where they stand whole, shorter ones not at all. Scanning is linear in the text.
 */
export function redactor(secrets: readonly string[]): Redactor {
  const long = new Set<string>();
  const short = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST) continue;
    for (const form of formsOf(secret)) {
      if (secret.length >= RUN && form.length >= RUN) long.add(form);
      else if (form.length >= SHORTEST) short.add(form);
    }
  }
  const index = indexOf([...long]);
  const words = [...short];
  const rangesIn = (text: string) => [...index(text), ...words.flatMap((word) => occurrences(text, word))];
  return {
    text: (text) => replace(text, rangesIn(text)),
    found: (text) => rangesIn(text).length > 0,
  };
}

type Range = [from: number, to: number];

function replace(text: string, ranges: Range[]): string {
  if (ranges.length === 0) return text;
  ranges.sort((a, b) => a[0] - b[0]);
  const parts: string[] = [];
  let end = 0;
  let open = false;
  for (const [from, to] of ranges) {
    if (!open || from > end) parts.push(text.slice(end, from), MARK);
    open = true;
    end = Math.max(end, to);
  }
  return parts.join('') + text.slice(end);
}

function occurrences(text: string, word: string): Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    ranges.push([at, at + word.length]);
  return ranges;
}

/** The ways in which a secret may be written down. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const percent = (text: string, spell: (hex: string) => string) => text.replace(/%[0-9A-F]{2}/g, spell);
  const component = percentEncode(secret, /[^A-Za-z0-9_.~-]/);
  const whole = percentEncode(secret, /[\s\S]/);
  return [
    secret,
    // Inside a JSON string: plain, with escaped slashes, and with HTML-safe escapes.
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[=&<>'+]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ...[component, whole].flatMap((text) => [text, percent(text, (hex) => hex.toLowerCase())]),
    ...base64Of(bytes, 'base64'),
    ...base64Of(bytes, 'base64url'),
  ];
}

function percentEncode(text: string, which: RegExp): string {
  const encode = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return [...text].map((char) => (which.test(char) ? [...Buffer.from(char)].map(encode).join('') : char)).join('');
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

const { imul } = Math;
const BASE = 0x01000193;
/** BASE to the power of RUN, modulo 2^32: what the character that leaves the window has been multiplied by. */
const LEAVING = Array.from({ length: RUN }).reduce((power: number) => imul(power, BASE), 1);
const TABLE_BITS = 20;

/**
 * Finds every run of twelve characters that any of the texts holds: a rolling hash over the window, looked up in a bit
 * table, and only where a bit is set compared for real.
 */
function indexOf(texts: readonly string[]): (text: string) => Range[] {
  if (texts.length === 0) return () => [];
  const table = new Uint8Array(1 << (TABLE_BITS - 3));
  const places = new Map<number, Range[]>(); // hash -> text and position
  for (const [which, text] of texts.entries()) {
    eachWindow(text, 0, (hash, at) => {
      const slot = slotOf(hash);
      table[slot >>> 3] = (table[slot >>> 3] ?? 0) | (1 << (slot & 7));
      const known = places.get(hash);
      if (!known) places.set(hash, [[which, at]]);
      // One place of each run is enough, but different runs may share a hash.
      else if (known.every(([other, place]) => common(text, at, texts[other] ?? '', place, RUN) < RUN))
        known.push([which, at]);
      return at + 1;
    });
  }
  return (text) => {
    const ranges: Range[] = [];
    eachWindow(text, 0, (hash, at) => {
      const slot = slotOf(hash);
      if (((table[slot >>> 3] ?? 0) & (1 << (slot & 7))) === 0) return at + 1;
      let end = at;
      for (const [which, place] of places.get(hash) ?? []) {
        end = Math.max(end, at + common(text, at, texts[which] ?? '', place));
      }
      if (end - at < RUN) return at + 1;
      ranges.push([at, end]);
      // The next run may overlap this one, by less than its length.
      return end - RUN + 1;
    });
    return ranges;
  };
}

const slotOf = (hash: number) => (hash ^ (hash >>> TABLE_BITS)) & ((1 << TABLE_BITS) - 1);

/** Calls for each window of twelve characters with its hash; the callback says where the next window begins. */
function eachWindow(text: string, start: number, call: (hash: number, at: number) => number): void {
  let at = start;
  while (at + RUN <= text.length) {
    let hash = 0;
    for (let i = at; i < at + RUN; i++) hash = (imul(hash, BASE) + text.charCodeAt(i)) | 0;
    let next = call(hash, at);
    while (next === at + 1) {
      if (next + RUN > text.length) return;
      hash = (imul(hash, BASE) + text.charCodeAt(at + RUN) - imul(text.charCodeAt(at), LEAVING)) | 0;
      at = next;
      next = call(hash, at);
    }
    at = next;
  }
}

/** How many characters agree from there on, at most so many. */
function common(a: string, i: number, b: string, j: number, most = Number.POSITIVE_INFINITY): number {
  let n = 0;
  while (n < most && i + n < a.length && j + n < b.length && a.charCodeAt(i + n) === b.charCodeAt(j + n)) n++;
  return n;
}
