import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { BUNDLES, bundleTest } from './bundle.mjs';
import { plant } from './plant.mjs';
import { openRecords } from './records.mjs';
import { draw, wilson } from './score.mjs';
import { openWorker } from './worker.mjs';

/** Files of tests that take longer (ten times as long where they are named) are not asked, nor those that need another world than one process. */
const SLOWEST_MS = 20_000;
const SLOW_MS = 400;
const HUNG_MS = 60_000;

/** Not a kind of tests, but the runs of the kill table, judged again. */
const RECORDS = 'records';

const { equivalent } = JSON.parse(readFileSync('scripts/mutants/equivalent.json', 'utf8'));
const reasonOf = (mutant) =>
  equivalent.find((known) => ['file', 'context', 'original', 'replacement'].every((key) => known[key] === mutant[key]))
    ?.reason;

const percent = (share) => `${(100 * share).toFixed(1)} %`;

const within = (folder, named) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => named.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);

export async function measure({ targets, kinds, sample, seed, part: [part, parts] }) {
  const paths = targets.flatMap((target) =>
    statSync(target).isDirectory() ? within(target, /(?<!\.gen)\.ts$/) : [target],
  );
  const { texts, mutants } = await plant(paths.sort());
  const all = sample === null ? mutants : draw(mutants, sample, seed);
  const chosen = all.filter((_, i) => i % parts === part - 1);
  mkdirSync('node_modules/.mutants', { recursive: true });
  const worker = openWorker('child.mjs');
  const records = kinds.includes(RECORDS) ? await openRecords(texts) : null;
  try {
    const tests = await judgesOf(
      texts,
      kinds.filter((kind) => kind !== RECORDS),
      worker,
    );
    const judges = [...tests.map((judge) => (id) => askTests(judge, id, worker)), ...(records ? [records.ask] : [])];
    report({ paths, chosen: await tryAll(chosen, judges), all: mutants.length, sample, seed });
  } finally {
    worker.stop();
    records?.stop();
    rmSync(BUNDLES, { recursive: true, force: true });
  }
}

/** The files of tests that reach what was planted, with what each of their tests reaches; the quickest first. */
async function judgesOf(texts, kinds, worker) {
  const tests = kinds.flatMap((kind) =>
    kind.endsWith('.ts') ? [kind] : within(`tests/${kind}`, /(?<!\.long)\.test\.ts$/),
  );
  const judges = [];
  for (const test of tests) {
    const path = await bundleTest(test, texts);
    if (path === null) continue;
    const outcome = await worker.perform(
      { path, mutant: null, only: null },
      kinds.includes(test) ? 10 * SLOWEST_MS : SLOWEST_MS,
    );
    const bad = outcome === null ? 'too slow' : outcome.isBroken ? outcome.why : outcome.results.some((x) => x.failed);
    if (bad) {
      console.log(`not asked: ${test} (${bad === true ? 'needs a world of its own' : bad})`);
      continue;
    }
    const ms = outcome.results.reduce((sum, x) => sum + x.ms, 0);
    if (ms > SLOW_MS && !kinds.includes(test)) {
      console.log(`not asked: ${test} (${ms} ms)`);
      continue;
    }
    judges.push({ test, path, ms, ...outcome.coverage, times: new Map(outcome.results.map((x) => [x.number, x.ms])) });
  }
  judges.sort((a, b) => a.ms - b.ms);
  for (const { test, ms } of judges) console.log(`asked: ${test} (${ms} ms)`);
  return judges;
}

/** The tests of one file that reach the mutant; all where it is reached while the file loads. */
const reaching = ({ static: loaded, perTest, times }, id) =>
  loaded[id] ? [...times.keys()] : Object.keys(perTest).flatMap((key) => (perTest[key][id] ? [Number(key)] : []));

async function tryAll(mutants, judges) {
  const outcomes = [];
  for (const mutant of mutants) {
    const reason = reasonOf(mutant);
    const outcome = reason ? { status: 'equivalent', reason } : await tryOne(mutant, judges);
    outcomes.push({ ...mutant, ...outcome });
    if (outcome.status === 'survived')
      console.log(
        `${mutant.file}:${mutant.line} ${mutant.mutator}: ${mutant.original.slice(0, 160)} => ${mutant.replacement.slice(0, 160)}${outcome.asked === 0 ? ' (no test reaches it)' : ''}`,
      );
  }
  return outcomes;
}

async function tryOne({ id }, judges) {
  let asked = 0;
  for (const judge of judges) {
    const { killed, how, ...told } = await judge(id);
    asked += told.asked;
    if (killed) return { status: 'killed', how };
  }
  return { status: 'survived', asked };
}

async function askTests(judge, id, worker) {
  const only = reaching(judge, id);
  if (only.length === 0) return { killed: false, asked: 0 };
  // What is worked out once is reached by its first user alone, and tells on the later ones: so then the whole file.
  for (const part of only.length < judge.times.size ? [only, null] : [null]) {
    const outcome = await worker.perform({ path: judge.path, mutant: id, only: part }, HUNG_MS);
    if (outcome === null || outcome.isBroken || outcome.results.some((x) => x.failed))
      return { killed: true, asked: only.length, how: outcome === null ? 'no end' : 'failed' };
  }
  return { killed: false, asked: only.length };
}

function report({ paths, chosen, all, sample, seed }) {
  console.log('\n| file | mutants | killed | survived | equivalent | score |\n|---|---|---|---|---|---|');
  const row = (name, of) => {
    const count = (status) => of.filter((x) => x.status === status).length;
    const [killed, survived] = [count('killed'), count('survived')];
    const score = killed + survived === 0 ? '-' : percent(killed / (killed + survived));
    console.log(`| ${name} | ${of.length} | ${killed} | ${survived} | ${count('equivalent')} | ${score} |`);
    return [killed, killed + survived];
  };
  for (const path of paths) {
    const of = chosen.filter(({ file }) => file === path);
    if (of.length > 0) row(path, of);
  }
  const [killed, judged] = row('all', chosen);
  const hung = chosen.filter((x) => x.how === 'no end').length;
  if (hung > 0) console.log(`${hung} of the killed had no end within ${HUNG_MS / 1000} s or ended the process`);
  if (sample === null || judged === 0) return;
  const [low, high] = wilson(killed, judged);
  console.log(
    `drawn ${chosen.length} of ${all}, seed ${seed}: with 95 % between ${percent(low)} and ${percent(high)} (Wilson)`,
  );
}
