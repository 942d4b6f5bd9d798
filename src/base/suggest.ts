/**
 * The known word that is nearest to what was written, for "did you mean ...?". Case is not looked at. Undefined when
 * none is close: more than a third of the letters would have to change (at least two may).
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  // No name in this project is so long; edit distance is quadratic, and the word may be anything.
  if (word.length > 100) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    // A word of which nothing is kept is no suggestion ("id" for "ca").
    if (d < bestDistance && d < Math.max(word.length, candidate.length)) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** Letters to insert, delete, replace or swap with their neighbour to make `b` of `a`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const edited = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(isSwap ? Math.min(edited, (beforeLast[j - 2] ?? 0) + 1) : edited);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
