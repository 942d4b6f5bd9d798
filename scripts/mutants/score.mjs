/** Bounds that hold the true share with 95 %, by Wilson; of a whole file there is nothing to estimate. */
export function wilson(killed, all) {
  const z = 1.96;
  const p = killed / all;
  const middle = p + z ** 2 / (2 * all);
  const wide = z * Math.sqrt((p * (1 - p)) / all + z ** 2 / (4 * all ** 2));
  return [(middle - wide) / (1 + z ** 2 / all), (middle + wide) / (1 + z ** 2 / all)];
}

/** mulberry32: the same seed draws the same mutants on each machine. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function draw(mutants, count, seed) {
  const next = random(seed);
  const left = [...mutants];
  const drawn = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(next() * left.length), 1));
  return drawn.sort((a, b) => a.id - b.id);
}
