import { describe, expect, test } from '@jest/globals';
import { type Check, type Finding, invariant } from '../../src/checks/check.ts';
import { breachFound, obstacleFound, remark } from '../../src/checks/finding.ts';
import { openEvidence } from '../../src/exchange/evidence.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { redactor } from '../../src/exchange/redact.ts';
import { message } from '../../src/messages/messages.ts';
import { notRunBecause } from '../../src/run/assign.ts';
import type { RunRecord } from '../../src/run/record.ts';
import { applyWaivers, breachesOf, judge, judgementOf, type Result } from '../../src/verdict/outcome.ts';
import { seenOf, sent } from './hand-made.ts';

const checkOf = (judges: Check['judge'], id = 'a/check'): Check =>
  invariant({ id, level: 'MUST', clauses: [], title: `the title of ${id}`, judge: judges });
const finds = (...findings: Finding[]) => checkOf(() => findings);

const request = {
  method: 'POST',
  path: 'operation',
  project: 'own',
  instance: 'own',
  credential: 'valid',
  tokenHeader: 'X-Auth-Token',
  contentType: 'application/json',
  body: '{}',
} as const;
const exchange = (id: string, check: string): Exchange => sent(request, 0, { status: 200 }, { id, check });

const recordOf = (exchanges: Exchange[], more: Partial<RunRecord> = {}): RunRecord => ({
  ...seenOf(exchanges, []),
  judged: [],
  notRun: [],
  notes: [],
  interrupted: false,
  ...more,
});
const resultOf = (check: Check, record = recordOf([])): Result => judge(record, [check])[0] as Result;

const breach = (text: string) => breachFound(text, 'this', 'that', ['x#1']);
const NO_DEVICE = notRunBecause('a/check', 'not-testable', message('verdict.none-run', {}));

describe('what becomes of a check', () => {
  test('without a finding it passed, and a remark changes nothing', () => {
    expect(resultOf(finds())).toMatchObject({ outcome: 'passed', message: null, findings: [] });
    expect(resultOf(finds(remark('slow')))).toMatchObject({ outcome: 'passed', message: null });
  });

  test('every breach is told, and outweighs what could not be judged', () => {
    expect(resultOf(finds(obstacleFound('error', 'no answer', []), breach('one'), breach('two')))).toMatchObject({
      outcome: 'failed',
      message: 'one\ntwo',
    });
    expect(breachesOf([remark('slow'), breach('one')])).toEqual([breach('one')]);
  });

  test('of several obstacles an error decides, else the first, and all are told', () => {
    const [none, absent] = [
      obstacleFound('not-testable', 'no witness', []),
      obstacleFound('not-applicable', 'not there', []),
    ];
    const error = obstacleFound('error', 'no answer', []);
    expect(resultOf(finds(none, error))).toMatchObject({ outcome: 'error', message: 'no witness\nno answer' });
    expect(resultOf(finds(absent, none))).toMatchObject({
      outcome: 'not-applicable',
      message: 'not there\nno witness',
    });
  });

  test('a check that was not run is not judged', () => {
    const record = recordOf([exchange('b#1', 'b/other')], { notRun: [NO_DEVICE] });
    expect(resultOf(finds(breach('one')), record)).toMatchObject({
      outcome: 'not-testable',
      message: 'No check was run.',
      said: { kind: 'verdict.none-run' },
      findings: [],
    });
    expect(
      resultOf(
        checkOf(() => [breach('one')], 'b/other'),
        record,
      ).outcome,
    ).toBe('failed');
  });

  test('one that was cut short fails by what it sent, and never passes by it', () => {
    const record = recordOf([exchange('a#1', 'a/check')], { notRun: [NO_DEVICE] });
    expect(resultOf(finds(breach('one')), record).outcome).toBe('failed');
    expect(resultOf(finds(remark('slow')), record)).toMatchObject({
      outcome: 'not-testable',
      findings: [{ kind: 'remark' }],
    });
  });
});

describe('what shows only in what came', () => {
  const SECRET = 'hunter22hunter22';
  const redact = redactor([SECRET]);
  const keep = openEvidence();
  const chunks = [Buffer.from(JSON.stringify({ device_name: SECRET }))];
  const received = { status: 200, headers: {}, chunks, bytes: 34, isOverlong: false, complete: true } as never;
  const secret = { ...exchange('a#1', 'a/check'), answer: keep(received, redact, redact) };
  const plain = exchange('a#2', 'a/check');
  const holds = ({ exchanges }: { exchanges: readonly Exchange[] }) =>
    exchanges.find(({ answer }) => answer?.body.includes(SECRET));

  test('decides, and is told without it', () => {
    const check = checkOf((seen) => (holds(seen) ? [breachFound(`it said ${SECRET}`, '', SECRET, ['a#1'])] : []));
    for (const exchanges of [[secret], [plain, secret], [secret, plain]]) {
      const result = resultOf(check, recordOf(exchanges));
      expect(result).toMatchObject({
        outcome: 'failed',
        fromWhatCame: true,
        findings: [{ kind: 'breach', exchanges: ['a#1'] }],
        message: 'not so: the title of a/check',
      });
      expect(JSON.stringify(result)).not.toContain(SECRET);
    }
  });

  test('also where it clears the deployment, or leaves no judgement', () => {
    const cleared = checkOf((seen) => (holds(seen) ? [] : [breach('gone')]));
    expect(resultOf(cleared, recordOf([secret, plain]))).toMatchObject({
      outcome: 'passed',
      message: null,
      findings: [],
      fromWhatCame: true,
    });
    expect(resultOf(cleared, recordOf([secret])).said).toBeUndefined();
    const open = checkOf((seen) => (holds(seen) ? [obstacleFound('error', SECRET, [])] : []));
    expect(resultOf(open, recordOf([secret]))).toMatchObject({
      outcome: 'error',
      message: 'it shows only in what came, which holds a secret and is not written down',
      said: { kind: 'verdict.untold' },
    });
  });

  test('is not spoken of where what is told says the same', () => {
    const result = resultOf(finds(breach('one')), recordOf([secret]));
    expect(result).toMatchObject({ outcome: 'failed', message: 'one' });
    expect(result.fromWhatCame).toBeUndefined();
  });

  test('is kept with the record, for who reads it again', () => {
    const judged = [
      { check: 'a/other', outcome: 'passed', exchanges: [] },
      { check: 'a/check', outcome: 'failed', exchanges: ['a#1'] },
    ] as const;
    expect(resultOf(finds(), recordOf([plain], { judged }))).toMatchObject({
      outcome: 'failed',
      fromWhatCame: true,
      findings: [{ exchanges: ['a#1'] }],
    });
    expect(
      resultOf(
        checkOf(() => [], 'a/third'),
        recordOf([plain], { judged }),
      ).outcome,
    ).toBe('passed');
  });
});

test('a judgement names the exchanges once, without those of remarks, and no waiver', () => {
  const check = finds();
  const findings = [breach('one'), breach('two'), remark('slow'), obstacleFound('error', 'no answer', ['x#2'])];
  const of = (outcome: Result['outcome']) => judgementOf({ check, outcome, findings, message: null });
  expect(of('failed')).toEqual({ check: 'a/check', outcome: 'failed', exchanges: ['x#1', 'x#2'] });
  expect(of('waived').outcome).toBe('failed');
  expect(of('passed').outcome).toBe('passed');
});

test('what a waiver says stands before what was found', () => {
  const waiver = { check: 'a/check', reason: 'known', owner: 'qa', expires: '2027-01-31' };
  const told = (outcome: 'failed' | 'passed', text: string | null, today: string) =>
    applyWaivers([{ check: finds(), outcome, findings: [], message: text }], [waiver], today)[0];
  expect(told('failed', 'one', '2027-01-01')?.message).toBe('waived: known (owner qa, expires 2027-01-31)\none');
  expect(told('failed', 'one', '2027-02-01')?.message).toBe(
    'its waiver expired on 2027-01-31: known (owner qa, expires 2027-01-31)\none',
  );
  expect(told('passed', null, '2027-01-01')).toMatchObject({
    message: 'the check passed, so its waiver has to go: known (owner qa, expires 2027-01-31)',
    waiver: { kind: 'verdict.waiver-idle' },
  });
});
