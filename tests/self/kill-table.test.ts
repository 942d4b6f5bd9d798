/**
 * A part of the kill table: of each group of faults and of variants one. Which ones is drawn (`FC_SEED=random` draws others);
 * all rows, with a fault for each check that can fail, are in `*.long.test.ts`.
 */
import { seed } from '../seed.ts';
import { drawOf } from '../trouble/draw.ts';
import { allRows, pinnedRows, type Row } from './pinned.ts';

const draw = drawOf(seed);
const drawn = (kind: Row['kind']) =>
  allRows.filter((row) => row.kind === kind).sort((a, b) => draw(a.override.name) - draw(b.override.name));

/** The first of each group. */
const oneOfEach = (rows: readonly Row[]) => [
  ...new Map([...rows].reverse().map((row) => [row.override.group, row])).values(),
];

pinnedRows(`a fault of each group (seed ${seed})`, oneOfEach(drawn('faults')));
pinnedRows(`a variant of each group (seed ${seed})`, oneOfEach(drawn('variants')));
