import { ConfigError } from '../base/config-error.ts';
import { readPlainJson } from '../base/json.ts';
import type { Check } from '../checks/check.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { loadEdition } from '../edition/load.ts';
import { openKept } from '../exchange/evidence.ts';
import { JSON_PROBLEMS } from '../messages/json-problem.ts';
import { message } from '../messages/messages.ts';
import { tell, told } from '../messages/speech.ts';
import { notRunBecause } from './assign.ts';
import { chainOf } from './chain.ts';
import { type Entry, type RecordedDeployment, type RunRecord, type RunStart, recordOf } from './record.ts';
import { tooDenseFrom } from './record-bound.ts';
import { shapeProblem } from './record-shape.ts';
import { settingOf } from './setting.ts';

/** What a deployment file says that a record may hold. */
export function recordedDeployment(deployment: Deployment): RecordedDeployment {
  const { auth: _auth, tls: _tls, mqttUrl: _mqttUrl, headers, devices, ...rest } = deployment;
  return {
    ...rest,
    headers: Object.keys(headers),
    devices: devices.map(({ id, watchOnly }) => ({ id, watchOnly })),
  };
}

/** A deployment that nothing can be sent to: what judging and reports need of it. */
export function replayedDeployment({ headers, labels, version, ...rest }: RecordedDeployment): Deployment {
  return {
    ...rest,
    labels: labels ?? {},
    version: version ?? null,
    auth: { kind: 'token', token: '' },
    headers: Object.fromEntries(headers.map((name) => [name, ''])),
    mqttUrl: null,
    tls: { ca: null, cert: null, key: null, serverName: null },
  };
}

export interface Replayed {
  start: RunStart;
  record: RunRecord;
}

/**
 * Reads a record (JSONL) again, to be judged without traffic. What was cut off in the middle of its last line is left out;
 * checks that are newer than the record are not testable. Throws a ConfigError that names file and line.
 */
export function replay(file: string, text: string, checks: (start: RunStart) => readonly Check[]): Replayed {
  const entries = entriesOf(file, text);
  const [first] = entries;
  if (first?.type !== 'start')
    throw new ConfigError(tell`${file}: line ${1}: no record of a run (its first line has the type "start")`);
  const { type: _, ...start } = first;
  if (start.recordVersion !== '1.0')
    throw new ConfigError(
      tell`${file}: line ${1}: a record of version ${String(start.recordVersion)}; this suite reads 1.0`,
    );
  checkShape(file, 1, first);
  const edition = loadEdition(start.deployment.edition);
  const seen = entries.find((entry) => entry.type === 'setting');
  const setting = settingOf(replayedDeployment(start.deployment), edition, seen?.witness ?? 'none');
  const record = recordOf(
    entries,
    seen ? { ...setting, takeable: seen.takeable, bystanders: seen.bystanders } : setting,
    start.checks,
  );
  const known = new Set(start.checks);
  const newer = checks(start)
    .filter(({ id, kind }) => kind === 'scenario' && !known.has(id))
    .map(({ id }) => notRunBecause(id, 'not-testable', message('run.older', {})));
  const chain = chainOf(text);
  const disturbed =
    chain.kind === 'broken' ? [message('run.disturbed', { line: chain.line, problem: chain.problem })] : [];
  return {
    start,
    record: { ...record, notes: [...record.notes, ...disturbed], notRun: [...record.notRun, ...newer] },
  };
}

/** Refuses a line by which checks, reports or commands could be misled. Throws a ConfigError that names file and line. */
function checkShape(file: string, line: number, entry: { type: unknown }): void {
  const problem = shapeProblem(entry);
  if (problem !== null) throw new ConfigError(tell`${file}: line ${line}: ${problem}`);
}

function entriesOf(file: string, text: string): Entry[] {
  const lines = text.split('\n');
  // Each line ends in a line feed; what comes after the last one was cut off.
  lines.pop();
  const tooDense = tooDenseFrom(lines);
  if (tooDense !== null)
    throw new ConfigError(tell`${file}: line ${tooDense}: so many values are in no record that this suite wrote`);
  const keptOf = openKept();
  return lines.map((line, i) => {
    const json = readPlainJson(line, Number.POSITIVE_INFINITY);
    const entry = json.ok ? json.plain : null;
    if (typeof entry !== 'object' || entry === null || !('type' in entry))
      throw new ConfigError(
        tell`${file}: line ${i + 1}: no line of a record${json.ok ? '' : tell` (${told(JSON_PROBLEMS[json.problem])})`}`,
      );
    if (i > 0) checkShape(file, i + 1, entry);
    const { seq: _seq, prev: _prev, ...own } = entry as Entry & { seq?: unknown; prev?: unknown };
    return own.type === 'exchange' && own.answer ? { ...own, answer: keptOf(own.answer) } : own;
  });
}
