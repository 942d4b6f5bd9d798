import { createHash } from 'node:crypto';
import { readPlainJson } from '../base/json.ts';
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

/** Reads what a store keeps of a run under an id; `place` names it in messages. Throws an UnreadableRun. */
export function readRun(text: string, { id, place }: { id: string; place: string }): StoredRun {
  const json = readPlainJson(text, MOST_VALUES_OF_FILE);
  if (!json.ok && json.problem === 'too many values') throw new UnreadableRun(id, tooManyValues(place));
  if (!json.ok) throw new UnreadableRun(id, tell`${place}: no JSON; it is no run that this suite wrote, remove it`);
  const run = json.plain;
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
