/**
 * A part of the kill table: of some groups of faults and of variants one each. Which ones is drawn (`FC_SEED=random` draws
 * others); all rows, with a fault for each check that can fail, are in `*.long.test.ts`.
 */
import { seed } from '../seed.ts';
import { drawn } from '../tier.ts';
import { drawOf } from '../trouble/draw.ts';
import { allRows, pinnedRows, type Row } from './pinned.ts';

const draw = drawOf(seed);

/** One of each group. */
function oneOfEach(kind: Row['kind']): Row[] {
  const rows = allRows.filter((row) => row.kind === kind).sort((a, b) => draw(b.override.name) - draw(a.override.name));
  return [...new Map(rows.map((row) => [row.override.group, row])).values()];
}

pinnedRows(`a fault of some groups (seed ${seed})`, drawn(oneOfEach('faults'), 5));
pinnedRows(`a variant of some groups (seed ${seed})`, drawn(oneOfEach('variants'), 3));
