/** Part of a text: [from, to). */
export type Range = [from: number, to: number];

/** Capital letters of ASCII count as small ones: case is changed on the way more often than anything else. */
const folded = (text: string) => (/[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (part) => part.toLowerCase()) : text);

/**
 * Finds in a text every run of `size` characters that any of these texts holds, without regard to case; with `whole` every
 * place where all of one stands. Ranges may overlap. Few characters of the text are looked at together, so far apart that no
 * run lies between them, and only where they are known all runs around them: linear in the text.
 */
export function runFinder(texts: readonly string[], size: number, whole: boolean): (text: string) => Range[] {
  const known = [...new Set(texts.map(folded))].filter((text) => text.length >= size);
  if (known.length === 0) return () => [];
  const together = size >= 12 ? 6 : Math.min(4, size);
  const apart = size - together + 1;
  const parts = new Set<string>();
  /** By each run, or each beginning of a whole text: all texts to find there. */
  const runs = new Map<string, readonly string[]>();
  for (const text of known) {
    const last = whole ? 0 : text.length - size;
    for (let at = 0; at <= last; at++) {
      const run = text.slice(at, at + size);
      runs.set(run, whole ? [...(runs.get(run) ?? []), text] : [run]);
    }
    for (let at = 0; at + together <= last + size; at++) parts.add(text.slice(at, at + together));
  }
  return (text) => {
    const ranges: Range[] = [];
    const small = folded(text);
    const last = small.length - size;
    for (let at = 0; at <= last + apart - 1; at += apart) {
      if (!parts.has(small.slice(at, at + together))) continue;
      for (let from = Math.max(0, at - apart + 1); from <= at && from <= last; from++)
        for (const found of runs.get(small.slice(from, from + size)) ?? [])
          if (!whole || small.startsWith(found, from)) ranges.push([from, from + found.length]);
    }
    return ranges;
  };
}
