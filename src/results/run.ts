import { createHash } from 'node:crypto';
import { isObject, readPlainJson } from '../base/json.ts';
import { MOST_VALUES_OF_FILE } from '../base/values.ts';
import { judgeBySchema } from '../edition/json-schema.ts';
import { tell } from '../messages/speech.ts';
import type { Report, ReportCheck } from '../report/report.gen.ts';
import { runId } from '../report/run-id.ts';
import { visibleLine } from '../report/visible.ts';
import { findingsOf } from './findings.ts';
import type { StoredRun } from './run.gen.ts';
import { UnreadableRun } from './store.ts';

export type { StoredRun } from './run.gen.ts';
export type Level = ReportCheck['level'];
export type Outcome = ReportCheck['outcome'];

/** What came of one check of a run. */
export interface CheckResult {
  id: string;
  level: Level;
  outcome: Outcome;
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * What a store keeps of a run. Pure.
 *
 * @param content - report.json as it was written: its digest is kept.
 * @param record - The SHA-256 of record.jsonl in hexadecimal; null where there is no record.
 * @since 0.1.0
 */
export function runOf(report: Report, content: string | Buffer, record: string | null): StoredRun {
  const { deployment, suite, run, summary } = report;
  const digest = sha256(content);
  return {
    schemaVersion: '1.0',
    id: runId(report.startedAt, digest),
    deployment: deployment.name,
    version: deployment.version ?? null,
    labels: { ...deployment.labels },
    edition: suite.edition,
    suite: { version: suite.version, score: suite.score },
    startedAt: report.startedAt,
    durationMs: report.durationMs,
    verdict: report.verdict,
    partial: run.partial,
    interrupted: run.interrupted,
    strict: summary.strict,
    exchanges: summary.exchanges,
    checks: Object.fromEntries(report.checks.map(({ id, level, outcome }) => [id, `${level} ${outcome}`])),
    ...provisionalIn(report),
    findings: report.checks.flatMap(findingsOf),
    digests: { report: digest, record },
  };
}

/** Checks of a report that decide nothing yet; no member where there is none. */
function provisionalIn({ checks }: Report): Pick<StoredRun, 'provisional'> {
  const ids = checks.filter(({ provisional }) => provisional !== undefined).map(({ id }) => id);
  return ids.length > 0 ? { provisional: ids } : {};
}

/** The checks of a run, in the order of its report. */
export function checksOf(run: StoredRun): CheckResult[] {
  return Object.entries(run.checks).map(([id, text = '']) => {
    const at = text.indexOf(' ');
    return { id, level: text.slice(0, at) as Level, outcome: text.slice(at + 1) as Outcome };
  });
}

/** What is said of a file that is no longer read; `place` names it. */
export const tooManyValues = (place: string): string =>
  tell`${place} holds more values than are read (${MOST_VALUES_OF_FILE}).`;

/** How a run is read: the text, the id that it is kept under, and what to call its place. Throws an UnreadableRun. */
export type RunReader = (text: string, where: RunPlace) => StoredRun;

interface RunPlace {
  id: string;
  place: string;
}

const CHECKS = ',"checks":';
const MOST = MOST_VALUES_OF_FILE;

/**
 * Reads what a store keeps of runs, one after the other. Nearly all of a run are its checks, and most nights they end as
 * the night before: what says letter for letter the same is read once. Runs that share it so cannot change it.
 */
export function runReader(): RunReader {
  let last: { text: string; checks: StoredRun['checks'] } | null = null;
  return (text, where) => {
    const begin = text.indexOf(CHECKS) + CHECKS.length;
    const own = begin < CHECKS.length ? '' : text.slice(begin, text.indexOf('}', begin) + 1);
    const json = readPlainJson(
      own.startsWith('{') ? `${text.slice(0, begin)}0${text.slice(begin + own.length)}` : '',
      MOST,
    );
    // Where the number does not come back in the place of the checks, they are not what was taken for them.
    if (!json.ok || !isObject(json.plain) || json.plain['checks'] !== 0) return judged(plainOf(text, where), where);
    if (own === last?.text) return { ...judged({ ...json.plain, checks: {} }, where), checks: last.checks };
    const run = judged({ ...json.plain, checks: plainOf(own, where) }, where);
    last = { text: own, checks: Object.freeze(run.checks) };
    return run;
  };
}

function plainOf(text: string, { id, place }: RunPlace): unknown {
  const json = readPlainJson(text, MOST);
  if (json.ok) return json.plain;
  if (json.problem === 'too many values') throw new UnreadableRun(id, tooManyValues(place));
  throw new UnreadableRun(id, tell`${place}: no JSON; it is no run that this suite wrote, remove it`);
}

function judged(run: unknown, { id, place }: RunPlace): StoredRun {
  const version = typeof run === 'object' && run !== null && 'schemaVersion' in run ? run.schemaVersion : undefined;
  if (typeof version === 'string' && !/^1\.\d{1,9}$/.test(version))
    throw new UnreadableRun(
      id,
      tell`${place}: a run of version ${visibleLine(version).slice(0, 20)}, written by another version of this suite; this one reads 1.x: use that one, or move the run away`,
    );
  const known = version === undefined ? run : { ...(run as object), schemaVersion: '1.0' };
  const [violation] = judgeBySchema('run.schema.json', known);
  if (violation)
    throw new UnreadableRun(
      id,
      tell`${place}: no run that this suite wrote: ${violation.pointer || 'it'} ${violation.message}`,
    );
  return known as StoredRun;
}
