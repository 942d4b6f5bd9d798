import { createHash } from 'node:crypto';
import { readPlainJson } from '../base/json.ts';
import { MOST_VALUES } from '../base/values.ts';
import { tell } from '../messages/speech.ts';
import type { Report, ReportCheck } from '../report/report.gen.ts';
import { decides } from '../report/words.ts';

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';

export const REPORT_FILE = 'report.json';
export const RECORD_FILE = 'record.jsonl';
export const ATTESTATION_FILE = 'attestation.json';

interface Resource {
  name: string;
  digest?: { sha256: string };
  annotations?: Record<string, unknown>;
}

/** An in-toto Statement, version 1, with the predicate test-result, version 0.1. */
export interface Statement {
  _type: typeof STATEMENT_TYPE;
  subject: (Resource & { digest: { sha256: string } })[];
  predicateType: typeof PREDICATE_TYPE;
  predicate: TestResult;
}

export interface TestResult {
  /** PASSED only where the whole deployment was judged conformant, and no check of it failed. */
  result: 'PASSED' | 'WARNED' | 'FAILED';
  /** Who judged by what, and how: what a policy looks at before it trusts the result. */
  configuration: Resource[];
  passedTests: string[];
  /** Failed, and not decisive: a SHOULD, or waived. */
  warnedTests: string[];
  failedTests: string[];
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

/** What is stated about a report: pure, of the report and the bytes of both files. */
export function statementOf(report: Report, files: { report: Uint8Array; record: Uint8Array }): Statement {
  return {
    _type: STATEMENT_TYPE,
    subject: [
      { name: REPORT_FILE, digest: { sha256: sha256(files.report) } },
      { name: RECORD_FILE, digest: { sha256: sha256(files.record) } },
    ],
    predicateType: PREDICATE_TYPE,
    predicate: testResultOf(report),
  };
}

export function testResultOf(report: Report): TestResult {
  const { suite, deployment, run, summary, startedAt, verdict } = report;
  const ids = (of: (check: ReportCheck) => boolean) => report.checks.filter(of).map(({ id }) => id);
  const failedTests = ids((check) => check.outcome === 'failed' && decides(check, report));
  const warnedTests = ids(
    (check) => check.outcome === 'waived' || (check.outcome === 'failed' && !decides(check, report)),
  );
  const isWhole = verdict === 'conformant' && !run.partial && !run.interrupted;
  return {
    result: verdict === 'non-conformant' ? 'FAILED' : isWhole && warnedTests.length === 0 ? 'PASSED' : 'WARNED',
    configuration: [
      { name: suite.name, annotations: { version: suite.version, score: suite.score } },
      { name: 'edition', annotations: { date: suite.edition } },
      {
        name: 'deployment',
        annotations: {
          name: deployment.name,
          baseUrl: deployment.baseUrl,
          version: deployment.version ?? null,
          labels: deployment.labels ?? {},
        },
      },
      {
        name: 'run',
        annotations: {
          verdict,
          startedAt,
          partial: run.partial,
          interrupted: run.interrupted,
          strict: summary.strict,
          seed: run.seed,
        },
      },
    ],
    passedTests: ids(({ outcome }) => outcome === 'passed'),
    warnedTests,
    failedTests,
  };
}

/** Reads a statement of this kind; a sentence where it is none. */
export function readStatement(payloadType: string, payload: Buffer): Statement | string {
  if (payloadType !== PAYLOAD_TYPE) return tell`what is signed is of the type ${payloadType}, not ${PAYLOAD_TYPE}`;
  const read = readPlainJson(payload.toString('utf8'), MOST_VALUES);
  if (!read.ok) return tell`what is signed is no JSON`;
  const json = read.plain;
  const { _type, predicateType, subject, predicate } = (json ?? {}) as Record<string, unknown>;
  if (_type !== STATEMENT_TYPE) return tell`what is signed is no in-toto Statement of version 1`;
  if (predicateType !== PREDICATE_TYPE) return tell`what is stated is not a test result (${PREDICATE_TYPE})`;
  if (!Array.isArray(subject) || typeof predicate !== 'object' || predicate === null)
    return tell`the statement has no subjects or no predicate`;
  return json as Statement;
}

/** The digest that a statement has for a file; null where it has none. */
export function digestIn({ subject }: Statement, name: string): string | 'several' | null {
  const [found, another]: unknown[] = subject.filter((one: unknown) => (one as Resource | null)?.name === name);
  if (another !== undefined) return 'several';
  const digest = (found as Resource | undefined)?.digest?.sha256;
  return typeof digest === 'string' ? digest : null;
}
