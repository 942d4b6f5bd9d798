import { describe, expect, test } from '@jest/globals';
import { invariant, scenario } from '../../src/checks/check.ts';
import type { Level } from '../../src/edition/level.ts';
import { message } from '../../src/messages/messages.ts';
import type { Outcome, Result } from '../../src/verdict/outcome.ts';
import { pactsVerdict } from '../../src/verdict/pacts.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';

const told = (outcome: Outcome, level: Level = 'MUST', more: object = {}, why: string = outcome): Result => ({
  check: { ...invariant({ id: `a/${outcome}`, level, clauses: [], title: '', judge: () => [] }), ...more },
  outcome,
  findings: [],
  message: outcome === 'passed' ? null : why,
});
const many = (n: number, one: Result): Result[] => Array.from({ length: n }, () => one);
const claimed = scenario({
  id: 'a/claimed',
  level: 'MUST',
  clauses: [],
  title: '',
  needs: { claim: 'compat20' },
  *act() {},
  judge: () => [],
});
const early = { provisional: '0.2' };
const passed = told('passed', 'MUST', { core: true });
const NONE_FAILED = 'No MUST check failed and every core check was run.';

describe('the reasons of a verdict', () => {
  test.each<[string, Result[], string[]]>([
    ['nothing else', [passed], [NONE_FAILED]],
    ['one MUST failed', [passed, told('failed')], ['1 MUST check failed.']],
    ['two failed', [passed, told('failed'), told('failed')], ['2 MUST checks failed.']],
    ['one SHOULD failed', [told('failed', 'SHOULD')], ['1 SHOULD check failed, which counts under --strict.']],
    [
      'a MUST failed and two SHOULDs',
      [told('failed'), ...many(2, told('failed', 'SHOULD'))],
      ['1 MUST check failed.', '2 SHOULD checks failed, which counts under --strict.'],
    ],
    [
      'a core check was not run',
      [passed, told('withheld', 'MUST', { core: true })],
      ['1 core MUST check could not be run: a/withheld.'],
    ],
    [
      'a core check ended in an error',
      [told('error', 'MUST', { core: true }), passed],
      ['1 MUST check ended in an error: a/error.'],
    ],
    [
      'a claimed check was not run',
      [passed, { ...told('withheld'), check: claimed }],
      ['1 claimed check could not be run: a/claimed.'],
    ],
    ['nothing was run', [told('not-testable')], ['No check was run.']],
    ['a waived check was run', [told('waived')], [NONE_FAILED]],
    [
      'others were not run',
      [passed, ...many(2, told('withheld'))],
      [NONE_FAILED, '2 other MUST checks could not be run.'],
    ],
    ['one other was not run', [passed, told('withheld')], [NONE_FAILED, '1 other MUST check could not be run.']],
    ['a SHOULD was not run', [passed, told('withheld', 'SHOULD')], [NONE_FAILED]],
    ['a provisional SHOULD failed', [passed, told('failed', 'SHOULD', early)], [NONE_FAILED]],
    ['a provisional MUST passed', [passed, told('passed', 'MUST', early)], [NONE_FAILED]],
    ['only a provisional check was run, and failed', [told('failed', 'MUST', early)], []],
  ])('%s', (_, results, reasons) => {
    const got = verdictOf(
      results,
      results.some(({ check }) => check.level === 'SHOULD' && !check.provisional),
    );
    if (reasons.length > 0) expect(got.reasons).toEqual(reasons);
    else expect(got.reasons).not.toContain('No check was run.');
  });

  test('a selection is not said to have run every core check', () => {
    expect(verdictOf([passed], false, true).reasons).toEqual(['No MUST check failed of those that were selected.']);
  });

  test('a SHOULD that failed decides nothing without --strict', () => {
    expect(verdictOf([passed, told('failed', 'SHOULD')], false).reasons).toEqual([NONE_FAILED]);
  });
});

describe('errors', () => {
  const broken = told('error', 'MUST', {}, 'refused');
  const other = told('error', 'MUST', {}, 'timeout');
  const ONE_CAUSE = /^1[01] MUST checks ended in an error, and all for one cause/;
  test.each<[string, Result[], RegExp]>([
    ['ten of one cause', many(10, broken), ONE_CAUSE],
    ['ten of one cause and one beside', [other, ...many(10, broken)], ONE_CAUSE],
    ['nine are listed', many(9, broken), /9 MUST .*: a\/error, a\/error, a\/error, \.\.\.\.$/],
    ['ten of one cause and two beside are listed', [...many(2, other), ...many(10, broken)], /^12 MUST .*: a\/error/],
    ['two causes of a few are listed', [broken, other], /: a\/error, a\/error\.$/],
    ['three are listed whole', many(3, broken), /: a\/error, a\/error, a\/error\.$/],
  ])('%s', (_, results, reason) => {
    expect(verdictOf([passed, ...results], false).reasons).toEqual([expect.stringMatching(reason)]);
  });
});

describe('the verdict on interactions', () => {
  const NOT = '2 interactions could not be verified.';
  test.each<[string, Result[], string, string[]]>([
    ['none', [], 'inconclusive', ['No interaction was verified.']],
    ['none that applies', [told('not-applicable')], 'inconclusive', ['No interaction was verified.']],
    ['one failed beside an error', [told('failed'), told('error'), passed], 'broken', ['1 interaction failed.']],
    ['two failed', many(2, told('failed')), 'broken', ['2 interactions failed.']],
    [
      'one verified',
      [passed, told('not-applicable')],
      'verified',
      ['1 interaction verified; the others are alternatives to it.'],
    ],
    ['two verified', many(2, passed), 'verified', ['2 interactions verified; the others are alternatives to these.']],
    [
      'one open beside a verified one',
      [passed, told('withheld')],
      'inconclusive',
      ['1 interaction could not be verified.', 'withheld'],
    ],
    [
      'the reason of what does not apply is none of them',
      [told('not-applicable'), ...many(2, told('error'))],
      'inconclusive',
      [NOT, 'error'],
    ],
    ['two open for one reason', many(2, told('not-testable')), 'inconclusive', [NOT, 'not-testable']],
    ['open without a word', many(2, { ...told('error'), message: null }), 'inconclusive', [NOT]],
    [
      'what is said goes before the words',
      many(2, { ...told('error'), said: message('pacts.no-absent.why', {}) }),
      'inconclusive',
      [NOT, 'no absent id is declared'],
    ],
  ])('%s', (_, results, verdict, reasons) => {
    expect(pactsVerdict(results)).toMatchObject({ verdict, reasons });
  });

  test.each([
    [3, ['1', '2', '3']],
    [4, ['1', '2', '3', 'and for 1 other reason']],
    [5, ['1', '2', '3', 'and for 2 other reasons']],
  ])('of %i reasons three are told', (n, reasons) => {
    const results = Array.from({ length: n }, (_, i) => told('error', 'MUST', {}, `${i + 1}`));
    expect(pactsVerdict([passed, ...results]).reasons).toEqual([
      `${n} interactions could not be verified.`,
      ...reasons,
    ]);
  });
});
