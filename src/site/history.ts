import { inTime, isWhole } from '../results/queries.ts';
import type { StoredFinding } from '../results/run.gen.ts';
import type { Level, StoredRun } from '../results/run.ts';
import type { HistoryFinding, HistoryFlip, HistoryRun, SiteHistory } from './history.gen.ts';
import { isJudged, LETTERS } from './letters.ts';

export type { HistoryFlip, HistoryRun, SiteHistory } from './history.gen.ts';

/** What was found, in Chinese; null where only its English words are known. */
export type InChinese = (finding: StoredFinding) => string | null;

/** Texts that a deployment makes anew for each run would otherwise fill the site. */
const FINDINGS_KEPT = 500;

/** The texts of outcomes in a run ("MUST passed") with what they say. */
const READ = new Map<string, { level: Level; letter: string }>(
  (['MUST', 'SHOULD', 'MAY'] as const).flatMap((level) =>
    Object.entries(LETTERS).map(([outcome, letter]) => [`${level} ${outcome}`, { level, letter }] as const),
  ),
);

/** All runs of one deployment, in whatever order they come and each once or more often, as the site shows them. Pure. */
export function historyOf(runs: readonly StoredRun[], inChinese: InChinese = () => null): SiteHistory {
  const ordered = inTime([...new Map(runs.map((run) => [run.id, run])).values()]);
  const newest = ordered.at(-1);
  if (!newest) throw new Error('a history needs a run');
  const { checks, rows, flips } = outcomesOf(ordered);
  const { findings, found, omitted } = findingsOf(ordered, inChinese);
  const last = ordered.length - 1;
  const whole = ordered.findLastIndex(isWhole);
  return {
    schemaVersion: '1.0',
    deployment: newest.deployment,
    labels: newest.labels,
    latest: whole < 0 ? 0 : last - whole,
    checks,
    runs: ordered
      .map(
        (run, i): HistoryRun => ({
          id: run.id,
          startedAt: run.startedAt,
          version: run.version,
          edition: run.edition,
          suite: run.suite.version,
          verdict: run.verdict,
          partial: run.partial,
          interrupted: run.interrupted,
          strict: run.strict,
          outcomes: (rows[i] ?? '').padEnd(checks.length, '-'),
          found: found[i] ?? [],
          ...(run.provisional && { provisional: placesOf(run.provisional, checks) }),
        }),
      )
      .reverse(),
    flips: flips.map((flip) => ({ ...flip, run: last - flip.run, before: last - flip.before })).reverse(),
    findings,
    omitted,
  };
}

const placesOf = (ids: readonly string[], checks: readonly { id: string }[]): number[] =>
  checks.flatMap(({ id }, place) => (ids.includes(id) ? [place] : []));

/** A check while runs are looked at one after the other. */
interface CheckState {
  id: string;
  /** The text of its outcome in the last run that has it, such as "MUST passed". */
  said: string;
  /** Its place among all checks. */
  at: number;
  letter: string;
  run: number;
  /** What came of it when it was last judged. */
  judged: string;
}

/** What came of each check in each run, the oldest first, and each time that it changed. */
function outcomesOf(runs: readonly StoredRun[]) {
  const checks: { id: string; level: Level }[] = [];
  const states: CheckState[] = [];
  const known = new Map<string, CheckState>();
  const flips: HistoryFlip[] = [];
  let row = Buffer.alloc(512);
  const put = (at: number, letter: string) => {
    if (at >= row.length) row = Buffer.concat([row, Buffer.alloc(row.length)]);
    row[at] = letter.charCodeAt(0);
  };
  const rows: string[] = [];
  runs.forEach((run, i) => {
    // A store gives runs that say the same of their checks without a copy.
    if (run.checks === runs[i - 1]?.checks) {
      for (const state of states) if (state.run === i - 1) state.run = i;
      rows.push(rows[i - 1] ?? '');
      return;
    }
    row.fill('-', 0, checks.length);
    let place = 0;
    for (const id in run.checks) {
      const said = run.checks[id] ?? '';
      // Nearly always a run has the checks of the one before, in its order, and they end as before.
      const next = states[place];
      const before = next?.id === id ? next : known.get(id);
      if (before !== undefined) place = before.at + 1;
      if (before?.said === said) {
        put(before.at, before.letter);
        before.run = i;
        continue;
      }
      const read = READ.get(said);
      if (read === undefined) continue;
      const { level, letter } = read;
      if (before === undefined) {
        const state = { id, said, at: checks.length, letter, run: i, judged: isJudged(letter) ? letter : '-' };
        known.set(id, state);
        states.push(state);
        put(checks.length, letter);
        checks.push({ id, level });
        continue;
      }
      const { at } = before;
      put(at, letter);
      const check = checks[at];
      if (check) check.level = level;
      before.said = said;
      if (before.letter !== letter)
        flips.push({
          check: at,
          run: i,
          before: before.run,
          from: before.letter,
          to: letter,
          kind: kindOf(before.judged, letter),
        });
      before.letter = letter;
      before.run = i;
      if (isJudged(letter)) before.judged = letter;
    }
    rows.push(row.toString('latin1', 0, checks.length));
  });
  return { checks, rows, flips };
}

function kindOf(judged: string, to: string): HistoryFlip['kind'] {
  if (to === 'f' && (judged === 'p' || judged === 'w')) return 'regression';
  return to === 'p' && (judged === 'f' || judged === 'w') ? 'mend' : 'other';
}

/** Each text once; of very many those of the newest runs. */
function findingsOf(runs: readonly StoredRun[], inChinese: InChinese) {
  const findings: HistoryFinding[] = [];
  const places = new Map<string, number>();
  const found: number[][] = [];
  let omitted = 0;
  for (let i = runs.length - 1; i >= 0; i--) {
    const own: number[] = [];
    for (const finding of runs[i]?.findings ?? []) {
      const { check, key, text } = finding;
      const name = `${key} ${check}`;
      let place = places.get(name);
      if (place === undefined && findings.length < FINDINGS_KEPT) {
        place = findings.length;
        places.set(name, place);
        const zh = inChinese(finding);
        findings.push({ check, key, text, ...(zh !== null && { zh }) });
      }
      if (place === undefined) omitted++;
      else own.push(place);
    }
    found[i] = own;
  }
  return { findings, found, omitted };
}
