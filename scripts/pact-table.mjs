// Verifies the pacts against the mock with each named fault and each lawful variant, and writes what Pact sees of them:
// docs/pact-table.json (pinned by tests/cli) and docs/pact-table.md (for people). With names as arguments only those
// are run and printed, and nothing is written; with `--write` before them they are written too, and the other rows stay as
// they are. Needs the build.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseDeployment } from '../dist/deployment/load.js';
import { faults, variants } from '../dist/mock/catalogue.js';
import { startMock } from '../dist/mock/mock.js';
import { readPact } from '../dist/pacts/pact-file.js';
import { judgePacts } from '../dist/pacts/verify-pacts.js';
import { allTrials, withOthers } from './trials.mjs';

/** By group of faults. */
const WHY = {
  authentication:
    'No consumer sends a credential that is almost right, and Pact does not see what was done before a refusal.',
  methods: 'No consumer uses other methods.',
  instance:
    'An error in the form of the page is what consumers rely on, whatever its status and whatever happened beside it.',
  status: 'No consumer sends those requests.',
  body: 'The pacts hold one body that is not valid; consumers send no others.',
  rounding:
    'Pact compares the ids of an answer by type, so a wrong id looks like a right one; only one fraction of one device is sent.',
  ids: 'Pact compares ids by type, its own proxy reads them into doubles, and no consumer sends ids that are so large.',
  accounting: 'Pact sees the form of the lists, not whether each requested device is in one of them once.',
  sizes: 'Consumers send two ids at most.',
  'success body':
    'An id of another device has the right type; a member that may be absent is not held to a type where it is there.',
  'error body': 'Pact sees one answer at a time, and any text is a message.',
  codes: 'Consumers rely on the form FAMILY.NUMBER, not on which code it is or on how many digits it has.',
  effects: 'Pact does not see devices.',
  state: 'Each interaction is met once or twice, and what became of the device is not seen.',
  concurrency: 'Pact sends one request at a time.',
  names: 'A name is any text.',
  languages:
    'Most show in larger batches, in repeated or unusual numbers or in what became of the devices, and any id looks right.',
  stores: 'They need batches, or names that are compared.',
  combinations: 'They need combinations that no consumer sends.',
};
const folder = new URL('../contracts/pacts/', import.meta.url);
const interactions = readdirSync(folder)
  .sort()
  .flatMap((name) => readPact(name, readFileSync(new URL(name, folder), 'utf8')).interactions);

/** Those of other editions, or without MQTT logins, are not what these pacts are about. */
const isApplicable = ({ edition, withoutMqtt }) => edition === undefined && !withoutMqtt;

async function tryOverride(kind, { name, group, level, description }) {
  const mock = await startMock({ [kind]: [name] });
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', process.env, '.');
    const { report, results } = await judgePacts(deployment, interactions);
    const failed = results.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check.id);
    return { name, group, ...(level && { level }), description, verdict: report.verdict, failed };
  } finally {
    await mock.close();
  }
}

const all = (kind, overrides) => allTrials(overrides, (override) => tryOverride(kind, override));

const isWritten = process.argv[2] === '--write';
const named = process.argv.slice(isWritten ? 3 : 2);
const before = isWritten ? JSON.parse(readFileSync('docs/pact-table.json', 'utf8')) : { faults: [], variants: [] };
const chosen = (overrides) =>
  overrides.filter((one) => isApplicable(one) && (named.length === 0 || named.includes(one.name)));
const ofFaults = withOthers(faults, await all('faults', chosen(faults)), before.faults);
const ofVariants = withOthers(variants, await all('variants', chosen(variants)), before.variants);
if (named.length > 0 && !isWritten) console.log(JSON.stringify([...ofFaults, ...ofVariants], null, 1));
else {
  writeFileSync('docs/pact-table.json', `${JSON.stringify({ faults: ofFaults, variants: ofVariants }, null, 1)}\n`);
  const unseen = ofFaults.filter(({ verdict }) => verdict !== 'broken');
  const seen = ofFaults.filter(({ verdict }) => verdict === 'broken');
  const groups = [...new Set(ofFaults.map(({ group }) => group))];
  const missing = groups.filter((group) => !WHY[group]);
  if (missing.length > 0) throw new Error(`nobody explains why Pact does not see all of ${missing.join(', ')}`);
  const row = (...cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  writeFileSync(
    'docs/pact-table.md',
    [
      '# What a verified pact does not say',
      '',
      `Written by \`npm run pact-table\`. Of the ${ofFaults.length} faults of the mock that concern the edition of the pacts, verification fails for ${seen.length}; \`verify\` catches all of them ([kill-table.md](kill-table.md)). So a verified pact is no conformance, and every report of \`contracts verify\` says so.`,
      '',
      '## Why',
      '',
      row('group', 'seen', 'not seen', 'why Pact does not see the others'),
      '|---|---|---|---|',
      ...groups.map((group) => {
        const of = (rows) => rows.filter((fault) => fault.group === group).length;
        return row(group, of(seen), of(unseen), of(unseen) > 0 ? WHY[group] : '-');
      }),
      '',
      '## Faults that Pact does not see',
      '',
      row('fault', 'group', 'what it does'),
      '|---|---|---|',
      ...unseen.map(({ name, group, description }) => row(name, group, description)),
      '',
      '## Lawful deployments that break a pact',
      '',
      'A consumer may rely on more than a deployment must do. Of the lawful variants these break a pact all the same:',
      '',
      row('variant', 'what it does'),
      '|---|---|',
      ...ofVariants
        .filter(({ verdict }) => verdict === 'broken')
        .map(({ name, description }) => row(name, description)),
      '',
    ].join('\n'),
  );
  console.log(`Pact sees ${seen.length} of ${ofFaults.length} faults`);
}
for (const { name, verdict, failed } of ofVariants)
  if (verdict !== 'verified') console.log(`variant ${name}: ${verdict} ${failed.join(', ')}`);
