import { describe, expect, test } from '@jest/globals';
import { type Check, invariant, scenario } from '../../src/checks/check.ts';
import type { Level } from '../../src/edition/level.ts';
import { applyWaivers, type Outcome, type Result } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';

const check = (id: string, level: Level, more: Partial<Check> = {}): Check => ({
  ...invariant({ id, level, clauses: ['OK-1a'], title: id, judge: () => [] }),
  ...(more as object),
});

const result = (of: Check, outcome: Outcome): Result => ({
  check: of,
  outcome,
  findings: [],
  message: outcome === 'passed' ? null : outcome,
});

const core = check('a/core', 'MUST', { core: true });
const must = check('a/must', 'MUST');
const should = check('a/should', 'SHOULD');
const may = check('a/may', 'MAY');
const claimed = scenario({
  id: 'a/claimed',
  level: 'MUST',
  clauses: ['URI-4'],
  title: 'claimed',
  needs: { claim: 'compat20' },
  *act() {},
  judge: () => [],
});

describe('the verdict', () => {
  test.each<[string, Result[], boolean, string]>([
    ['all passed', [result(core, 'passed'), result(must, 'passed')], false, 'conformant'],
    ['a MUST failed', [result(core, 'passed'), result(must, 'failed')], false, 'non-conformant'],
    ['a MUST failed beside an error', [result(core, 'error'), result(must, 'failed')], false, 'non-conformant'],
    ['a SHOULD failed', [result(core, 'passed'), result(should, 'failed')], false, 'conformant'],
    ['a SHOULD failed under --strict', [result(core, 'passed'), result(should, 'failed')], true, 'non-conformant'],
    ['a MAY failed under --strict', [result(core, 'passed'), result(may, 'failed')], true, 'conformant'],
    ['a MUST was waived', [result(core, 'passed'), result(must, 'waived')], false, 'conformant'],
    ['a MUST ended in an error', [result(core, 'passed'), result(must, 'error')], false, 'inconclusive'],
    ['a SHOULD ended in an error', [result(core, 'passed'), result(should, 'error')], false, 'conformant'],
    ['a core MUST was withheld', [result(core, 'withheld'), result(must, 'passed')], false, 'inconclusive'],
    ['a core MUST was not testable', [result(core, 'not-testable'), result(must, 'passed')], false, 'inconclusive'],
    ['a core MUST was not applicable', [result(core, 'not-applicable'), result(must, 'passed')], false, 'conformant'],
    ['another MUST was not testable', [result(core, 'passed'), result(must, 'not-testable')], false, 'conformant'],
    ['a claimed check was withheld', [result(core, 'passed'), result(claimed, 'withheld')], false, 'inconclusive'],
    ['a claim was not made', [result(core, 'passed'), result(claimed, 'not-applicable')], false, 'conformant'],
    [
      'a claimed check was not testable',
      [result(core, 'passed'), result(claimed, 'not-testable')],
      false,
      'inconclusive',
    ],
    ['a claimed check passed', [result(core, 'passed'), result(claimed, 'passed')], false, 'conformant'],
    ['a claimed check was waived', [result(core, 'passed'), result(claimed, 'waived')], false, 'conformant'],
    ['nothing ran', [result(must, 'not-testable'), result(should, 'withheld')], false, 'inconclusive'],
    ['there was no check', [], false, 'inconclusive'],
  ])('%s', (_, results, strict, verdict) => {
    const got = verdictOf(results, strict);
    expect(got.verdict).toBe(verdict);
    expect(got.reasons.length).toBeGreaterThan(0);
  });
});

test('a claimed check that ended in an error is told once, as an error', () => {
  const { verdict, reasons } = verdictOf([result(core, 'passed'), result(claimed, 'error')], false);
  expect(verdict).toBe('inconclusive');
  expect(reasons).toHaveLength(1);
});

describe('a provisional check', () => {
  const early = check('a/early', 'MUST', { core: true, provisional: '0.2' });
  test.each<Outcome>(['failed', 'error', 'withheld', 'not-testable'])('that is %s decides nothing', (outcome) => {
    for (const strict of [false, true])
      expect(verdictOf([result(core, 'passed'), result(early, outcome)], strict).verdict).toBe('conformant');
    expect(verdictOf([result(core, 'failed'), result(early, outcome)], false).verdict).toBe('non-conformant');
    expect(verdictOf([result(core, 'error'), result(early, outcome)], false).verdict).toBe('inconclusive');
  });

  test('that failed is told beside the verdict', () => {
    const { reasons } = verdictOf([result(core, 'passed'), result(early, 'failed')], false);
    expect(reasons).toContain(
      '1 MUST check that is new in this release failed: a/early. It will decide the verdict from the next minor release on.',
    );
  });
});

describe('waivers', () => {
  const waiver = { check: 'a/must', reason: 'known', owner: 'qa', expires: '2027-01-31' };
  test.each<[string, Outcome, string, Outcome]>([
    ['a failure within its time is waived', 'failed', '2026-12-01', 'waived'],
    ['its last day counts', 'failed', '2027-01-31', 'waived'],
    ['an expired one does not help', 'failed', '2027-02-01', 'failed'],
    ['one whose check passed is a failure', 'passed', '2026-12-01', 'failed'],
    ['an expired one whose check passed is a failure', 'passed', '2027-02-01', 'failed'],
    ['one whose check was not run changes nothing', 'not-testable', '2026-12-01', 'not-testable'],
    ['nor one whose check ended in an error', 'error', '2027-02-01', 'error'],
  ])('%s', (_, outcome, today, expected) => {
    const [waived, other] = applyWaivers([result(must, outcome), result(core, 'failed')], [waiver], today);
    expect(waived?.outcome).toBe(expected);
    expect(other?.outcome).toBe('failed');
    if (waived?.outcome === 'waived') expect(waived.message).toContain('owner qa');
  });
});
