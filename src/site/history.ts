import { inTime, isWhole } from '../results/queries.ts';
import type { Level, StoredRun } from '../results/run.ts';
import type { HistoryFinding, HistoryFlip, HistoryRun, SiteHistory } from './history.gen.ts';
import { isJudged, LETTERS } from './letters.ts';

export type { HistoryFlip, HistoryRun, SiteHistory } from './history.gen.ts';

/** Texts that a deployment makes anew for each run would otherwise fill the site. */
const FINDINGS_KEPT = 500;

/** The texts of outcomes in a run ("MUST passed") with what they say. */
const READ = new Map<string, { level: Level; letter: string }>(
  (['MUST', 'SHOULD', 'MAY'] as const).flatMap((level) =>
    Object.entries(LETTERS).map(([outcome, letter]) => [`${level} ${outcome}`, { level, letter }] as const),
  ),
);

/** All runs of one deployment, in whatever order they come and each once or more often, as the site shows them. Pure. */
export function historyOf(runs: readonly StoredRun[]): SiteHistory {
  const ordered = inTime([...new Map(runs.map((run) => [run.id, run])).values()]);
  const newest = ordered.at(-1);
  if (!newest) throw new Error('a history needs a run');
  const { checks, rows, flips } = outcomesOf(ordered);
  const { findings, found, omitted } = findingsOf(ordered);
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
          outcomes: (rows[i] ?? []).join('').padEnd(checks.length, '-'),
          found: found[i] ?? [],
        }),
      )
      .reverse(),
    flips: flips.map((flip) => ({ ...flip, run: last - flip.run, before: last - flip.before })).reverse(),
    findings,
    omitted,
  };
}

/** What came of each check in each run, the oldest first, and each time that it changed. */
function outcomesOf(runs: readonly StoredRun[]) {
  const checks: { id: string; level: Level }[] = [];
  const known = new Map<string, { at: number; letter: string; run: number; judged: string }>();
  const flips: HistoryFlip[] = [];
  const rows = runs.map((run, i) => {
    const row: string[] = new Array(checks.length).fill('-');
    for (const id in run.checks) {
      const read = READ.get(run.checks[id] ?? '');
      if (read === undefined) continue;
      const { level, letter } = read;
      const before = known.get(id);
      if (before === undefined) {
        known.set(id, { at: checks.length, letter, run: i, judged: isJudged(letter) ? letter : '-' });
        row[checks.length] = letter;
        checks.push({ id, level });
        continue;
      }
      const { at } = before;
      row[at] = letter;
      const check = checks[at];
      if (check) check.level = level;
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
    return row;
  });
  return { checks, rows, flips };
}

/** `judged` is what came of it when it was last judged. */
function kindOf(judged: string, to: string): HistoryFlip['kind'] {
  if (to === 'f' && (judged === 'p' || judged === 'w')) return 'regression';
  return to === 'p' && (judged === 'f' || judged === 'w') ? 'mend' : 'other';
}

/** Each text once; of very many those of the newest runs. */
function findingsOf(runs: readonly StoredRun[]) {
  const findings: HistoryFinding[] = [];
  const places = new Map<string, number>();
  const found: number[][] = [];
  let omitted = 0;
  for (let i = runs.length - 1; i >= 0; i--) {
    const own: number[] = [];
    for (const { check, key, text } of runs[i]?.findings ?? []) {
      const name = `${key} ${check}`;
      let place = places.get(name);
      if (place === undefined && findings.length < FINDINGS_KEPT) {
        place = findings.length;
        places.set(name, place);
        findings.push({ check, key, text });
      }
      if (place === undefined) omitted++;
      else own.push(place);
    }
    found[i] = own;
  }
  return { findings, found, omitted };
}
