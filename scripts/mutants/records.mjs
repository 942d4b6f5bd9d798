// Records of a run with each fault and each variant of the kill table, made once and judged again for each mutant.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { serialize } from 'node:v8';
import { bundled } from '../bundled.mjs';
import { allTrials } from '../trials.mjs';
import { bundle } from './bundle.mjs';
import { openWorker } from './worker.mjs';

const FOLDER = 'node_modules/.mutants/records';

/** What judges a record, and makes a row of the kill table of it. */
const JUDGES = `
import { loadEdition } from './src/edition/load.ts';
import { settingOf } from './src/run/setting.ts';
export { judge } from './src/verdict/outcome.ts';
export { checksFor, rowOf } from './tests/self/trial.ts';
export const open = (deployment, setting, record) => ({
  ...record,
  setting: { ...settingOf(deployment, loadEdition(deployment.edition), setting.witness), ...setting },
});
`;

const PREPARE_MS = 900_000;
/** Of all records; and a process that was started again prepares itself. */
const HUNG_MS = 300_000;
/** It holds all records. */
const GROWN = 6000 * 2 ** 20;

/**
 * Asks the records whether one of their rows would be another. A record is made once: as long as the code as it is comes to
 * the row of the table by it, it is one to ask. Those that are missing, or come to another row, are made anew.
 */
export async function openRecords(texts) {
  const path = await bundle('records-judged', JUDGES, texts);
  if (path === null) throw new Error('no judge of a record imports what is measured');
  mkdirSync(FOLDER, { recursive: true });
  const table = JSON.parse(readFileSync('docs/kill-table.json', 'utf8'));
  const names = ['faults', 'variants'].flatMap((kind) => table[kind].map(({ name }) => `${kind}-${name}`));
  const there = new Set(readdirSync(FOLDER));
  const missing = names.filter((name) => !there.has(name));
  if (missing.length > 0) await makeRecords(missing);
  const planted = createHash('sha256')
    .update(JSON.stringify([...texts]))
    .digest('hex')
    .slice(0, 16);
  const args = [FOLDER, path, `${FOLDER}/reach-${planted}`, 'docs/kill-table.json'];
  const worker = openWorker('judging.mjs', args, GROWN);
  const prepare = async () => {
    const outcome = await worker.perform({ mutant: null }, PREPARE_MS);
    if (outcome === null) throw new Error('the records could not be judged');
    return outcome;
  };
  let prepared = await prepare();
  if (prepared.unlike.length > 0) {
    await makeRecords(prepared.unlike);
    worker.stop();
    prepared = await prepare();
  }
  console.log(`asked: ${prepared.records} records, last`);
  if (prepared.unlike.length > 0)
    console.log(`not asked, because their rows are others here: ${prepared.unlike.join(', ')}`);
  return {
    ask: async (id) => {
      const outcome = await worker.perform({ mutant: id }, HUNG_MS);
      return outcome === null
        ? { killed: true, asked: 1, how: 'no end' }
        : { killed: outcome.killedBy !== null, asked: outcome.asked, how: 'failed' };
    },
    stop: worker.stop,
  };
}

/** Runs the suite against the mock with each of these faults and variants. */
async function makeRecords(names) {
  console.log(`Running the suite against ${names.length} faults and variants: of all of them that takes some minutes`);
  const { faults, variants, recordOverride } = await bundled('mutants', 'tests/self/trial.ts');
  for (const [kind, overrides] of Object.entries({ faults, variants })) {
    const chosen = overrides.filter(({ name }) => names.includes(`${kind}-${name}`));
    await allTrials(chosen, async (override) => {
      const { record, deployment, harmed } = await recordOverride(kind, override);
      // Editions are functions: whoever reads it makes the setting again.
      const { setting, ...rest } = record;
      const { witness, takeable, bystanders } = setting;
      const { name, group, level, description } = override;
      writeFileSync(
        `${FOLDER}/${kind}-${name}`,
        serialize({
          kind,
          override: { name, group, level, description },
          harmed,
          deployment,
          setting: { witness, takeable, bystanders },
          record: rest,
        }),
      );
      return { verdict: 'recorded' };
    });
  }
}
