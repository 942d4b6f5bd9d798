/**
 * A part of the kill table: for each check that can fail a fault which fails it, and of each group of variants one. Which
 * ones is drawn (`FC_SEED=random` draws others); all rows are in `*.long.test.ts`.
 */
import { seed } from '../seed.ts';
import { drawOf } from '../trouble/draw.ts';
import { allRows, pinnedRows, type Row, table } from './pinned.ts';

const draw = drawOf(seed);
const drawn = (kind: Row['kind']) =>
  allRows.filter((row) => row.kind === kind).sort((a, b) => draw(a.override.name) - draw(b.override.name));

/** Of these rows the first that tells something new, and so on. */
function coverOf(rows: readonly Row[], telling: (row: Row) => readonly string[]): Row[] {
  const told = new Set<string>();
  return rows.filter((row) => {
    const fresh = telling(row).filter((one) => !told.has(one));
    for (const one of fresh) told.add(one);
    return fresh.length > 0;
  });
}

const failedBy = new Map(table.faults.map(({ name, must, should }) => [name, [...must, ...should]]));

pinnedRows(
  `a fault for each check (seed ${seed})`,
  coverOf(drawn('faults'), ({ override }) => [`group ${override.group}`, ...(failedBy.get(override.name) ?? [])]),
);
pinnedRows(
  `a variant of each group (seed ${seed})`,
  coverOf(drawn('variants'), ({ override }) => [override.group]),
);
