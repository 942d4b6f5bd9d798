import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../base/config-error.ts';
import { judgeBySchema } from '../edition/json-schema.ts';
import { tell } from '../messages/speech.ts';
import type { Report } from '../report/report.gen.ts';
import { plural } from '../report/words.ts';
import { sha256 } from '../results/run.ts';
import { chainOf } from '../run/chain.ts';
import { suite } from '../suite/identity.ts';
import { rejudge } from '../suite/rejudge.ts';
import { differencesBetween } from './differences.ts';
import { openEnvelope, readEnvelope } from './dsse.ts';
import { keyId } from './keys.ts';
import {
  ATTESTATION_FILE,
  digestIn,
  RECORD_FILE,
  REPORT_FILE,
  readStatement,
  type Statement,
  testResultOf,
} from './statement.ts';

/**
 * One thing that was looked at. `failed` makes the audit fail; a `note` is for whoever reads it.
 *
 * @since 0.1.0
 */
export interface Point {
  /** What was looked at, in a word or two: "signature", "digests", "record" ... */
  name: string;
  /** What came of it. */
  state: 'ok' | 'failed' | 'note';
  /** A sentence. May hold text of the files. */
  text: string;
  /** What exactly, one each. */
  details: string[];
}

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
 * What lies in the folder of a report, byte for byte; null where a file is not there.
 *
 * @since 0.1.0
 */
export interface AuditFiles {
  /** report.json. */
  report: Buffer | null;
  /** record.jsonl. */
  record: Buffer | null;
  /** attestation.json, as {@link attest} gives it. */
  attestation: Buffer | null;
}

const ok = (name: string, text: string): Point => ({ name, state: 'ok', text, details: [] });
const failed = (name: string, text: string, details: string[] = []): Point => ({
  name,
  state: 'failed',
  text,
  details,
});
const note = (name: string, text: string, details: string[] = []): Point => ({ name, state: 'note', text, details });

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
    ...(files.record === null
      ? [failed('record', tell`There is no ${RECORD_FILE}: nothing shows what the report rests on.`)]
      : [
          chainPoint(files.record),
          endPoint(files.record, report.value),
          ...(report.value ? await judgedPoints(report.value, files.record) : []),
        ]),
    ...(report.value ? completePoints(report.value) : []),
  ];
  return { passed: points.every(({ state }) => state !== 'failed'), points, report: report.value };
}

function reportIn(content: Buffer | null): { value: Report | null; point: Point } {
  const no = (text: string) => ({ value: null, point: failed('report', text) });
  if (content === null) return no(tell`There is no ${REPORT_FILE}.`);
  let json: unknown;
  try {
    json = JSON.parse(content.toString('utf8'));
  } catch {
    return no(tell`${REPORT_FILE} is no JSON.`);
  }
  const violations = judgeBySchema('report.schema.json', json);
  if (violations.length > 0) {
    const details = violations.map(({ pointer, message }) => `${pointer || tell`the whole`} ${message}`);
    return { value: null, point: failed('report', tell`${REPORT_FILE} is not what its schema says.`, details) };
  }
  return { value: json as Report, point: ok('report', tell`${REPORT_FILE} is what its schema says.`) };
}

function signaturePoints(files: AuditFiles, key: KeyObject, report: Report | null): Point[] {
  if (files.attestation === null)
    return [failed('signature', tell`There is no ${ATTESTATION_FILE}: nobody vouches for these files.`)];
  const envelope = readEnvelope(files.attestation.toString('utf8'));
  if (envelope === null) return [failed('signature', tell`${ATTESTATION_FILE} is no DSSE envelope.`)];
  const payload = openEnvelope(envelope, key);
  if (payload === null)
    return [
      failed('signature', tell`The signature is not of this key, or what it signs was changed (key ${shortKey(key)}).`),
    ];
  const signature = ok('signature', tell`The signature is of this key (${shortKey(key)}).`);
  const statement = readStatement(envelope.payloadType, payload);
  if (typeof statement === 'string')
    return [signature, failed('statement', tell`Signed is something else: ${statement}.`)];
  return [
    signature,
    digestPoint(statement, REPORT_FILE, files.report),
    digestPoint(statement, RECORD_FILE, files.record),
    ...(report ? [statementPoint(statement, report)] : []),
  ];
}

const shortKey = (key: KeyObject) => keyId(key).slice(0, 16);

function digestPoint(statement: Statement, name: string, content: Buffer | null): Point {
  const digest = digestIn(statement, name);
  if (digest === null) return failed('digests', tell`The signature does not speak of ${name}.`);
  if (content === null) return failed('digests', tell`${name} was signed, and is not there.`);
  return sha256(content) === digest
    ? ok('digests', tell`${name} is the one that was signed.`)
    : failed('digests', tell`${name} is not the one that was signed: it was changed, or is of another run.`);
}

function statementPoint({ predicate }: Statement, report: Report): Point {
  const should = testResultOf(report);
  const parts = (['result', 'passedTests', 'warnedTests', 'failedTests', 'configuration'] as const).filter(
    (part) => !isDeepStrictEqual(predicate[part], should[part]),
  );
  return parts.length === 0
    ? ok('statement', tell`What was signed says what the report says: ${should.result}.`)
    : failed('statement', tell`What was signed says something else than the report.`, [...parts]);
}

function chainPoint(record: Buffer): Point {
  const text = record.toString('utf8');
  const chain = chainOf(text);
  if (chain.kind === 'none')
    return failed(
      'chain',
      tell`The lines of the record are not numbered: whether one was changed or taken away cannot be told.`,
    );
  if (chain.kind === 'broken')
    return failed('chain', tell`The record is not as it was written: at line ${chain.line}, ${chain.problem}.`);
  if (!text.endsWith('\n')) return failed('chain', tell`The record ends in the middle of a line.`);
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
  const by = tell`Judged by version ${report.suite.version} of the suite (${report.suite.score ?? tell`its score was not measured`}), audited by ${here.version}.`;
  let judged: Report;
  try {
    // Its commands are compared with those of the report, and neither printed nor run.
    judged = await rejudge(record.toString('utf8'), {
      name: RECORD_FILE,
      strict: report.summary.strict,
      addressAsClaimed: true,
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [note('suite', by), failed('judged again', tell`The record cannot be judged: ${error.message}.`)];
  }
  const { differing, open } = differencesBetween(report, judged);
  const isOther = report.suite.version !== here.version;
  return [
    note('suite', by, open),
    differing.length === 0
      ? ok('judged again', tell`The record, judged again, gives the same outcomes: ${judged.verdict}.`)
      : failed(
          'judged again',
          tell`The record says something else than the report${isOther ? tell`, which another version of the suite made` : ''}.`,
          differing,
        ),
  ];
}

function completePoints({ run, summary, verdict }: Report): Point[] {
  const limits = [
    ...(run.partial ? ['only a selection of the checks was run'] : []),
    ...(run.interrupted ? ['the run was ended before it was done'] : []),
  ];
  return limits.length === 0
    ? [
        ok(
          'complete',
          tell`The run was whole: ${plural(summary.total, 'check')}, ${plural(summary.exchanges, 'request')}, ${verdict}.`,
        ),
      ]
    : [note('complete', tell`The verdict (${verdict}) does not speak for the whole: ${limits.join(', and ')}.`)];
}
