// Repeats the attack on the guard: `npm run attack -- [SEED]`. Prints which undeclared ids each faulty reader hit, and fails
// when one is hit that the table in docs/safety.md does not have.
import { bundled } from './bundled.mjs';

const { attack, files, readers } = await bundled('attack', 'tests/attack/attack.ts');

const MOST_SHOWN = 6;
const seed = process.argv[2] === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(process.argv[2]);
console.log(`seed ${seed}: ${readers.length} readers, ${Object.keys(files).length} deployment files`);

/** In order, and put together where they touch. */
function merged(spans) {
  const all = [];
  for (const [from, to] of [...spans].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const last = all.at(-1);
    if (last && from <= last[1] + 1n) last[1] = to > last[1] ? to : last[1];
    else all.push([from, to]);
  }
  return all.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
}

let broken = 0;
for (const file of Object.keys(files)) {
  console.log(`\n${file}: ${files[file].replaceAll('\n', ', ')}`);
  for (const found of await attack({ seed, sequences: 60, bodies: 2000 }, [file])) {
    const ids = merged(found.undeclared);
    const shown = [
      ...(found.everything ? ['every device'] : []),
      ...ids.slice(0, MOST_SHOWN),
      ...(ids.length > MOST_SHOWN ? [`${ids.length - MOST_SHOWN} more`] : []),
    ];
    const row = found.row === null ? 'ruled out' : `row ${found.row}`;
    console.log(`  ${found.reader} (${row}, ${found.received} requests): ${shown.join(', ') || 'nothing undeclared'}`);
    for (const body of found.broken.slice(0, 3)) console.log(`    NOT IN THE TABLE: ${body}`);
    broken += found.broken.length;
  }
}
console.log(broken === 0 ? '\nnone outside the table of docs/safety.md' : `\n${broken} hits outside the table`);
process.exitCode = broken === 0 ? 0 : 1;
