import type { KeyObject } from 'node:crypto';
import { ConfigError } from '../base/config-error.ts';
import { readPlainJson } from '../base/json.ts';
import { MOST_VALUES_OF_FILE } from '../base/values.ts';
import { judgeBySchema } from '../edition/json-schema.ts';
import { inTongue, tell, told } from '../messages/speech.ts';
import type { Report } from '../report/report.gen.ts';
import { linesOf, plural, scoreOf, verdictWord } from '../report/words.ts';
import { tooManyValues } from '../results/run.ts';
import { chainOf } from '../run/chain.ts';
import { tooDenseFrom } from '../run/record-bound.ts';
import { suite } from '../suite/identity.ts';
import { rejudge } from '../suite/rejudge.ts';
import { begunOf, claimProblems } from './claims.ts';
import { differencesBetween } from './differences.ts';
import { failed, note, ok, type Point, twicePoint } from './point.ts';
import { type AuditFiles, signaturePoints } from './signature.ts';
import { RECORD_FILE, REPORT_FILE } from './statement.ts';
import { LINE_ENDS, saidTwice, withoutCrlf } from './written.ts';

export type { Point } from './point.ts';
export type { AuditFiles } from './signature.ts';

/**
 * What an audit found.
 *
 * @since 0.1.0
 */
export interface Audit {
  /** Whether the report stands: no point failed. */
  passed: boolean;
  /** Everything that was looked at, in the order in which it was. */
  points: Point[];
  /** The report, where it is one. */
  report: Report | null;
}

/**
 * Whether a report is what it says: signature, digests, schema, chain of the record, and the record judged again by the
 * checks of this version. Sends nothing. Files that are broken are points that failed, not exceptions.
 *
 * @param key - The public key of whoever signed: Ed25519 or ECDSA P-256.
 * @throws {@link ConfigError} where the key is of another kind.
 * @example
 * ```ts
 * import { createPublicKey } from 'node:crypto';
 * import { readFile } from 'node:fs/promises';
 * import { audit } from 'roma-conformance';
 *
 * const read = (name: string) => readFile(`reports/acme-staging/${name}`).catch(() => null);
 * const [report, record, attestation] = await Promise.all(['report.json', 'record.jsonl', 'attestation.json'].map(read));
 * const key = createPublicKey(await readFile('key.pem'));
 * const { passed, points } = await audit({ report: report ?? null, record: record ?? null, attestation: attestation ?? null }, key);
 * console.log(passed, points.map(({ name, state }) => `${name}: ${state}`));
 * ```
 * @since 0.1.0
 */
export async function audit(files: AuditFiles, key: KeyObject): Promise<Audit> {
  const report = reportIn(files.report);
  const points = [
    ...signaturePoints(files, key, report.value),
    report.point,
    ...(report.value ? [subjectPoint(report.value)] : []),
    ...(files.record === null
      ? [failed('record', tell`There is no ${RECORD_FILE}: nothing shows what the report rests on.`)]
      : [
          chainPoint(files.record),
          endPoint(files.record, report.value),
          ...(report.value ? await judgedPoints(report.value, files.record) : []),
        ]),
    ...(report.value ? [...completePoints(report.value), ...leniencePoints(report.value)] : []),
  ];
  return { passed: points.every(({ state }) => state !== 'failed'), points, report: report.value };
}

function reportIn(content: Buffer | null): { value: Report | null; point: Point } {
  const no = (text: string) => ({ value: null, point: failed('report', text) });
  if (content === null) return no(tell`There is no ${REPORT_FILE}.`);
  const text = content.toString('utf8');
  const read = readPlainJson(text, MOST_VALUES_OF_FILE);
  if (!read.ok)
    return no(read.problem === 'too many values' ? tooManyValues(REPORT_FILE) : tell`${REPORT_FILE} is no JSON.`);
  const json = read.plain;
  const violations = judgeBySchema('report.schema.json', json);
  if (violations.length > 0) {
    const details = violations.map(({ pointer, message }) => `${pointer || tell`the whole`} ${message}`);
    return { value: null, point: failed('report', tell`${REPORT_FILE} is not what its schema says.`, details) };
  }
  const twice = saidTwice(text);
  if (twice === null || twice.length > 0)
    return { value: json as Report, point: twicePoint('report', REPORT_FILE, twice) };
  return { value: json as Report, point: ok('report', tell`${REPORT_FILE} is what its schema says.`) };
}

/** Further ahead than any clock that is set by a time zone that is not its own. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

/** A true report of another deployment, or of last year, stands as well: whoever reads this has to see of what it is. */
function subjectPoint({ deployment, startedAt }: Report): Point {
  const says =
    deployment.version == null
      ? tell`It is of ${deployment.name}, at ${deployment.baseUrl}, begun at ${startedAt}.`
      : tell`It is of ${deployment.name}, version ${deployment.version}, at ${deployment.baseUrl}, begun at ${startedAt}.`;
  return Date.parse(startedAt) > Date.now() + AHEAD_MS
    ? failed('subject', tell`${says} That is still to come: its clock was wrong, or the one here is.`)
    : note('subject', says);
}

function chainPoint(record: Buffer): Point {
  const text = record.toString('utf8');
  const lines = text.split('\n').slice(0, -1);
  const tooDense = tooDenseFrom(lines);
  if (tooDense !== null)
    return failed('chain', tell`So many values as up to line ${tooDense} are in no record that this suite wrote.`);
  if (withoutCrlf(record)) return failed('chain', tell`The record is not as it was written: ${told(LINE_ENDS)}.`);
  const chain = chainOf(text);
  if (chain.kind === 'none')
    return failed(
      'chain',
      tell`The lines of the record are not numbered: whether one was changed or taken away cannot be told.`,
    );
  if (chain.kind === 'broken')
    return failed(
      'chain',
      tell`The record is not as it was written: at line ${chain.line}, ${inTongue(chain.problem)}.`,
    );
  if (!text.endsWith('\n')) return failed('chain', tell`The record ends in the middle of a line.`);
  const again = lines.findLastIndex((line) => line.startsWith('{"type":"start"'));
  if (again > 0) return failed('chain', tell`The record begins a second time, at line ${again + 1}.`);
  for (const [i, line] of lines.entries()) {
    const twice = saidTwice(line);
    if (twice?.length !== 0) return twicePoint('chain', tell`Line ${i + 1} of the record`, twice);
  }
  return ok('chain', tell`The ${plural(chain.lines, 'line')} of the record follow each other.`);
}

/** A run that was killed has no end, and its report says that it was interrupted. */
function endPoint(record: Buffer, report: Report | null): Point {
  if (/^\{"type":"end",/m.test(record.toString('utf8'))) return ok('end', tell`The record goes to the end of the run.`);
  const text = tell`The record does not go to the end of the run: it was cut off, or the run was killed`;
  return report?.run.interrupted
    ? note('end', tell`${text}; the report says so too.`)
    : failed('end', tell`${text}, and the report does not say so.`);
}

async function judgedPoints(report: Report, record: Buffer): Promise<Point[]> {
  const here = await suite();
  const by = tell`Judged by version ${report.suite.version} of the suite (${scoreOf(report.suite) ?? tell`its score was not measured`}), audited by ${here.version}.`;
  // Its commands are compared with those of the report, and neither printed nor run. `verify` writes them with the address,
  // `report` without.
  const judgedAgain = (addressAsClaimed: boolean) =>
    rejudge(record.toString('utf8'), { name: RECORD_FILE, strict: report.summary.strict, addressAsClaimed });
  let judged: Report;
  try {
    judged = await judgedAgain(true);
    if (isWithoutAddress(report)) judged = await judgedAgain(false);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [note('suite', by), failed('judged again', tell`The record cannot be judged: ${error.message}.`)];
  }
  const isOther = report.suite.version !== here.version;
  const begun = begunOf(record.toString('utf8'));
  const { differing: different, open: unknown } = differencesBetween(report, judged);
  const differing = [...different, ...(isOther ? claimProblems(report, begun) : [])];
  const open =
    begun.strict === report.summary.strict
      ? unknown
      : [
          ...unknown,
          begun.strict
            ? tell`the run was strict, and the report is not`
            : tell`the run was not strict, and the report is`,
        ];
  return [
    note('suite', by, open),
    differing.length === 0
      ? ok('judged again', tell`The record, judged again, gives the same outcomes: ${verdictWord(judged.verdict)}.`)
      : failed(
          'judged again',
          tell`The record says something else than the report${isOther ? tell`, which another version of the suite made` : ''}.`,
          differing,
        ),
  ];
}

/** Whether its commands are those of a report that was made of a record. */
const isWithoutAddress = ({ checks }: Report): boolean =>
  checks.some(({ reproduce }) => reproduce?.includes('"$ROMA_BASE_URL/') === true);

function completePoints({ run, summary, verdict }: Report): Point[] {
  const limits = [
    ...(run.partial ? [tell`only a selection of the checks was run`] : []),
    ...(run.interrupted ? [tell`the run was ended before it was done`] : []),
  ];
  return limits.length === 0
    ? [
        ok(
          'complete',
          tell`The run was whole: ${plural(summary.total, 'check')}, ${plural(summary.exchanges, 'request')}, ${verdictWord(verdict)}.`,
        ),
      ]
    : [
        note(
          'complete',
          tell`The verdict (${verdictWord(verdict)}) does not speak for the whole: ${limits.join(tell`, and `)}.`,
        ),
      ];
}

/** What whoever handed the report in had in his own hand: failures that he accepts himself, and what was not judged. */
function leniencePoints({ checks, summary }: Report): Point[] {
  const waived = checks.filter(({ outcome }) => outcome === 'waived');
  const { passed, failed: fails, waived: accepted } = summary.outcomes;
  const unjudged = summary.total - passed - fails - accepted;
  return [
    ...(waived.length > 0
      ? [
          note(
            'waivers',
            tell`${plural(waived.length, 'check')} failed, and the deployment's own file accepts that.`,
            waived.map(({ level, id, message }) => `${level} ${id}: ${linesOf(message)[0] ?? ''}`),
          ),
        ]
      : []),
    ...(unjudged > 0 ? [note('not judged', tell`Nothing is said of ${plural(unjudged, 'check')}: not judged.`)] : []),
  ];
}
