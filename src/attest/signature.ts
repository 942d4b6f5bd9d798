import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { tell, told } from '../messages/speech.ts';
import type { Report } from '../report/report.gen.ts';
import { sha256 } from '../results/run.ts';
import { openEnvelope, readEnvelope } from './dsse.ts';
import { keyId } from './keys.ts';
import { failed, ok, type Point, twicePoint } from './point.ts';
import {
  ATTESTATION_FILE,
  digestIn,
  RECORD_FILE,
  REPORT_FILE,
  readStatement,
  type Statement,
  testResultOf,
} from './statement.ts';
import { LINE_ENDS, saidTwice, withoutCrlf } from './written.ts';

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

/** Who vouches, and for what: the signature, the digests of both files, and what is stated about the report. Pure. */
export function signaturePoints(files: AuditFiles, key: KeyObject, report: Report | null): Point[] {
  if (files.attestation === null)
    return [failed('signature', tell`There is no ${ATTESTATION_FILE}: nobody vouches for these files.`)];
  const text = files.attestation.toString('utf8');
  const envelope = readEnvelope(text);
  if (envelope === null) return [failed('signature', tell`${ATTESTATION_FILE} is no DSSE envelope.`)];
  const twice = saidTwice(text);
  if (twice === null || twice.length > 0) return [twicePoint('signature', ATTESTATION_FILE, twice)];
  const payload = openEnvelope(envelope, key);
  if (payload === null)
    return [
      failed('signature', tell`The signature is not of this key, or what it signs was changed (key ${shortKey(key)}).`),
    ];
  const signature = ok('signature', tell`The signature is of this key (${shortKey(key)}).`);
  const statement = readStatement(envelope.payloadType, payload);
  if (typeof statement === 'string')
    return [signature, failed('statement', tell`Signed is something else: ${statement}.`)];
  const twiceSigned = saidTwice(payload.toString('utf8'));
  return [
    signature,
    ...(twiceSigned?.length === 0 ? [] : [twicePoint('statement', tell`What was signed`, twiceSigned)]),
    digestPoint(statement, REPORT_FILE, files.report),
    digestPoint(statement, RECORD_FILE, files.record),
    ...(report ? [statementPoint(statement, report)] : []),
  ];
}

const shortKey = (key: KeyObject) => keyId(key).slice(0, 16);

function digestPoint(statement: Statement, name: string, content: Buffer | null): Point {
  const digest = digestIn(statement, name);
  if (digest === 'several') return failed('digests', tell`The signature speaks of ${name} twice.`);
  if (digest === null) return failed('digests', tell`The signature does not speak of ${name}.`);
  if (content === null) return failed('digests', tell`${name} was signed, and is not there.`);
  const before = withoutCrlf(content);
  if (before && sha256(before) === digest)
    return failed('digests', tell`${name} is not as it was signed: ${told(LINE_ENDS)}; copy it as it was written.`);
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
    ? ok('statement', tell`What was signed says what the report says: result ${should.result}.`)
    : failed('statement', tell`What was signed says something else than the report.`, [...parts]);
}
