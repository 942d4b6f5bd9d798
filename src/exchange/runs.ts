/** Part of a text: [from, to). */
export type Range = [from: number, to: number];

const { imul } = Math;
const BASE = 0x01000193;
const TABLE_BITS = 20;

/** Capital letters of ASCII count as small ones: case is changed on the way more often than anything else. */
const fold = (code: number) => (code >= 65 && code <= 90 ? code | 32 : code);

/**
 * Finds in a text every run of `size` characters that any of these texts holds, without regard to case, and as much more as
 * agrees; with `whole` only where all of a text stands there. A rolling hash over the window is looked up in a bit table,
 * and only where a bit is set is anything compared: linear in the text.
 */
export function runFinder(texts: readonly string[], size: number, whole: boolean): (text: string) => Range[] {
  const known = [...new Set(texts)].filter((text) => text.length >= size);
  if (known.length === 0) return () => [];
  /** What the character that leaves the window has been multiplied by. */
  const leaving = Array.from({ length: size }).reduce((power: number) => imul(power, BASE), 1);
  const table = new Uint8Array(1 << (TABLE_BITS - 3));
  const places = new Map<number, Range[]>(); // hash -> text and position
  for (const [which, text] of known.entries()) {
    eachWindow(whole ? text.slice(0, size) : text, size, leaving, (hash, at) => {
      const slot = slotOf(hash);
      table[slot >>> 3] = (table[slot >>> 3] ?? 0) | (1 << (slot & 7));
      const others = places.get(hash);
      if (!others) places.set(hash, [[which, at]]);
      // One place of each run is enough, but different runs may share a hash.
      else if (whole || others.every(([other, place]) => common(text, at, known[other] ?? '', place, size) < size))
        others.push([which, at]);
      return at + 1;
    });
  }
  const mayHold = sieve(whole ? known.map((text) => text.slice(0, size)) : known, size);
  return (text) => {
    if (!mayHold(text)) return [];
    const ranges: Range[] = [];
    eachWindow(text, size, leaving, (hash, at) => {
      const slot = slotOf(hash);
      if (((table[slot >>> 3] ?? 0) & (1 << (slot & 7))) === 0) return at + 1;
      let end = at;
      for (const [which, place] of places.get(hash) ?? []) {
        const agree = common(text, at, known[which] ?? '', place);
        if (!whole || agree === known[which]?.length) end = Math.max(end, at + agree);
      }
      if (end - at < size) return at + 1;
      ranges.push([at, end]);
      // The next run may overlap this one, by less than its length.
      return end - size + 1;
    });
    return ranges;
  };
}

const SIEVE_BITS = 16;

/**
 * Whether a text may hold a run of `size` characters that any of these texts holds: only few characters of the text are
 * looked at together, so far apart that no run lies between them. Most texts hold none, and this is told many times as fast.
 */
function sieve(texts: readonly string[], size: number): (text: string) => boolean {
  const together = size >= 12 ? 6 : Math.min(4, size);
  const apart = size - together + 1;
  const table = new Uint8Array(1 << (SIEVE_BITS - 3));
  const slotAt = (text: string, at: number) => {
    let hash = 0;
    // Letters differ in this bit by their case alone.
    for (let i = at; i < at + together; i++) hash = imul(hash, BASE) + (text.charCodeAt(i) | 32);
    return (hash ^ (hash >>> SIEVE_BITS)) & ((1 << SIEVE_BITS) - 1);
  };
  for (const text of texts)
    for (let at = 0; at + together <= text.length; at++) {
      const slot = slotAt(text, at);
      table[slot >>> 3] = (table[slot >>> 3] ?? 0) | (1 << (slot & 7));
    }
  return (text) => {
    const last = text.length - together;
    for (let at = 0; at <= last; at += apart) {
      const slot = slotAt(text, at);
      if (((table[slot >>> 3] ?? 0) & (1 << (slot & 7))) !== 0) return true;
    }
    return false;
  };
}

const slotOf = (hash: number) => (hash ^ (hash >>> TABLE_BITS)) & ((1 << TABLE_BITS) - 1);

/** Calls for each window with its hash; the callback says where the next window begins. */
function eachWindow(text: string, size: number, leaving: number, call: (hash: number, at: number) => number): void {
  let at = 0;
  while (at + size <= text.length) {
    let hash = 0;
    for (let i = at; i < at + size; i++) hash = (imul(hash, BASE) + fold(text.charCodeAt(i))) | 0;
    let next = call(hash, at);
    while (next === at + 1) {
      if (next + size > text.length) return;
      hash = (imul(hash, BASE) + fold(text.charCodeAt(at + size)) - imul(fold(text.charCodeAt(at)), leaving)) | 0;
      at = next;
      next = call(hash, at);
    }
    at = next;
  }
}

/** How many characters agree from there on, at most so many. */
function common(a: string, i: number, b: string, j: number, most = Number.POSITIVE_INFINITY): number {
  let n = 0;
  while (n < most && i + n < a.length && j + n < b.length && fold(a.charCodeAt(i + n)) === fold(b.charCodeAt(j + n)))
    n++;
  return n;
}
