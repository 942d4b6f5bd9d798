// Judges all records again in one process, each time from a module loaded anew, with one mutant switched on.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';

const space = {};
globalThis.__stryker__ = space;
const LIMIT = 5_000_000;

/** Which requests meet differs from run to run there: what the table names fails, and more may. */
const CONCURRENCY = 'concurrency';

const [, , folder, path, reachPath, tablePath] = process.argv;
const table = JSON.parse(readFileSync(tablePath, 'utf8'));

let generation = 0;
const Remembering = globalThis.WeakMap;
/** What one check has kept shows nothing of whoever comes second: who reaches what is asked with a memory for each. */
class Forgetful {
  #of = -1;
  #kept = new Remembering();
  #own() {
    if (this.#of !== generation) this.#kept = new Remembering();
    this.#of = generation;
    return this.#kept;
  }
  get(key) {
    return this.#own().get(key);
  }
  has(key) {
    return this.#own().has(key);
  }
  set(key, value) {
    this.#own().set(key, value);
    return this;
  }
}

let count = 0;
const records = [];
/** For each mutant the checks of each record whose judgement reaches it; `ALL` where the whole record does. */
let reach = new Map();
const ALL = -1;
let loaded = new Set();

const fresh = () => import(`${path}?${count++}`);
const begin = (mutant) => {
  space.activeMutant = mutant;
  space.hitCount = mutant === undefined ? undefined : 0;
  space.hitLimit = LIMIT;
  space.mutantCoverage = { static: {}, perTest: {} };
  space.currentTestId = undefined;
};

const isSame = (group, row, known) =>
  group === CONCURRENCY
    ? row.verdict === known.verdict && row.strict === known.strict && known.must.every((id) => row.must.includes(id))
    : isDeepStrictEqual(row, known);

/** Results of a record by these checks, without what its row does not need. */
const shortOf = (results) =>
  results.map(({ check, outcome, findings }) => ({
    check,
    outcome,
    findings: findings.filter(({ kind }) => kind === 'remark').map(({ kind, text }) => ({ kind, text })),
  }));

/** Who reaches what in the judging of a record. */
function addReach(i, { judge, checksFor, coverage }, override, record) {
  coverage.perTest = {};
  generation++;
  space.currentTestId = 'all';
  judge(
    record,
    checksFor(override).map((check, k) => ({
      ...check,
      judge: (seen, self) => {
        generation++;
        space.currentTestId = String(k);
        try {
          return check.judge(seen, self);
        } finally {
          space.currentTestId = 'all';
        }
      },
    })),
  );
  space.currentTestId = undefined;
  for (const [key, reached] of Object.entries(coverage.perTest))
    for (const id of Object.keys(reached)) {
      const own = reach.get(id) ?? new Map();
      reach.set(id, own);
      const [already, now] = [own.get(i), key === 'all' ? ALL : Number(key)];
      if (already === ALL) continue;
      if (now === ALL) own.set(i, ALL);
      else if (already) already.push(now);
      else own.set(i, [now]);
    }
}

/** The record with its own row; null where the code as it is comes to another row by it. */
function readRecord(name, { open, judge, rowOf, checksFor }) {
  try {
    const { kind, override, harmed, deployment, setting, record } = deserialize(readFileSync(`${folder}/${name}`));
    const known = table[kind].find((row) => row.name === override.name);
    const opened = open(deployment, setting, record);
    const results = judge(opened, checksFor(override));
    if (!isSame(override.group, rowOf(override, results, harmed), known)) return null;
    const failed = new Set(results.flatMap(({ outcome }, k) => (outcome === 'failed' ? [k] : [])));
    return { name, override, harmed, known, record: opened, results: shortOf(results), failed };
  } catch {
    // It was made by another version.
    return null;
  }
}

async function prepare() {
  begin(undefined);
  const judges = await fresh();
  loaded = new Set(Object.keys(space.mutantCoverage.static));
  const unlike = [];
  for (const name of readdirSync(folder).sort()) {
    if (!/^(faults|variants)-/.test(name)) continue;
    const record = readRecord(name, judges);
    if (record) records.push(record);
    else unlike.push(name);
  }
  const names = records.map(({ name }) => name).join();
  const before = existsSync(reachPath) ? deserialize(readFileSync(reachPath)) : null;
  if (before?.names === names) reach = before.reach;
  else {
    globalThis.WeakMap = Forgetful;
    // What is planted keeps the object that it finds when it is loaded.
    const coverage = { static: {}, perTest: {} };
    space.mutantCoverage = coverage;
    const asked = { ...(await fresh()), coverage };
    globalThis.WeakMap = Remembering;
    for (const [i, { record, override }] of records.entries()) addReach(i, asked, override, record);
    writeFileSync(reachPath, serialize({ names, reach }));
  }
  begin(undefined);
  return { records: records.length, unlike };
}

/** So many records are asked, so that a mutant that survives them does not take minutes: a score may be too low by that. */
const MOST_ASKED = 30;

/** Records in which one of the reached checks fails come first, of few failures before those of many; then others, spread. */
function ordered(of) {
  const rank = ([i, checks]) => {
    const { failed } = records[i];
    const own = checks === ALL ? failed.size : checks.filter((k) => failed.has(k)).length;
    return own > 0 ? own / failed.size : 0;
  };
  const ranked = [...of].map((one) => [rank(one), one]).sort((a, b) => b[0] - a[0]);
  const failing = ranked.filter(([own]) => own > 0).slice(0, MOST_ASKED / 2);
  const others = ranked.filter((one) => !failing.includes(one));
  const step = Math.max(1, Math.floor(others.length / (MOST_ASKED - failing.length)));
  return [...failing, ...others.filter((_, i) => i % step === 0)].slice(0, MOST_ASKED).map(([, one]) => one);
}

async function perform(mutant) {
  // It was started again.
  if (records.length === 0) await prepare();
  const of = loaded.has(mutant) ? records.map((_, i) => [i, ALL]) : [...(reach.get(mutant) ?? [])];
  if (of.length === 0) return { asked: 0, killedBy: null };
  begin(mutant);
  let at = null;
  try {
    const { judge, rowOf, checksFor } = await fresh();
    for (const [i, reached] of ordered(of)) {
      const { name, override, harmed, known, record, results } = records[i];
      at = name;
      space.hitCount = 0;
      const checks = checksFor(override);
      const again = shortOf(judge(record, reached === ALL ? checks : reached.map((k) => checks[k])));
      const whole =
        reached === ALL
          ? again
          : results.map((result, k) => {
              const place = reached.indexOf(k);
              return place < 0 ? result : again[place];
            });
      if (!isSame(override.group, rowOf(override, whole, harmed), known)) return { asked: of.length, killedBy: name };
    }
    return { asked: of.length, killedBy: null };
  } catch (error) {
    return { asked: of.length, killedBy: `${at}: ${String(error).slice(0, 80)}` };
  } finally {
    begin(undefined);
  }
}

process.on('message', async ({ mutant }) => {
  const outcome = mutant === null ? await prepare() : await perform(mutant);
  process.send({ ...outcome, rss: process.memoryUsage.rss() });
});
process.on('unhandledRejection', () => {});
process.on('disconnect', () => process.exit());
