/** What `trial` makes of each override, a few at a time; the rows in their order. */
export async function allTrials(overrides, trial, atOnce = 3) {
  const rows = [];
  const queue = overrides.map((override, i) => ({ override, i }));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      rows[next.i] = await trial(next.override);
      process.stderr.write(`${next.override.name}: ${rows[next.i].verdict}\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return rows;
}

/** The rows in the order of the overrides, those that were not run as they were. */
export const withOthers = (overrides, rows, known) =>
  overrides.flatMap(({ name }) => [...rows, ...known].find((row) => row.name === name) ?? []);
