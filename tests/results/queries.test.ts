import { describe, expect, test } from '@jest/globals';
import { findingKey } from '../../src/results/findings.ts';
import { byDeployment, byLabel, countsOf, flipsOf, latestOf, matrixOf, whoFails } from '../../src/results/queries.ts';
import type { StoredRun } from '../../src/results/run.gen.ts';
import { checksOf, runOf } from '../../src/results/run.ts';
import { runAt } from './runs.ts';

const day = (n: number) => `2026-11-0${n}T02:00:00.000Z`;
const run = (name: string, n: number, more: Partial<StoredRun> = {}): StoredRun => ({
  ...runAt(name, day(n)).run,
  findings: [],
  ...more,
});
const first = run('acme', 1, { checks: { 'a/b': 'MUST passed', 'a/c': 'SHOULD failed' }, labels: { vendor: 'acme' } });
const second = run('acme', 2, { checks: { 'a/b': 'MUST failed', 'a/c': 'SHOULD failed' }, labels: { vendor: 'acme' } });
const part = run('acme', 3, { checks: { 'a/c': 'SHOULD passed' }, partial: true });
const other = run('beta', 2, { checks: { 'a/b': 'MUST waived', 'a/d': 'MAY passed' } });
const all = [part, other, second, first];

test('runs of each deployment, in time', () => {
  expect([...byDeployment(all)]).toEqual([
    ['acme', [first, second, part]],
    ['beta', [other]],
  ]);
});

test('the last whole run of each deployment; a partial one where there is no other', () => {
  expect(latestOf(all)).toEqual([second, other]);
  expect(latestOf([part])).toEqual([part]);
});

test('by label', () => {
  expect([...byLabel(all, 'vendor')]).toEqual([
    [null, [part, other]],
    ['acme', [second, first]],
  ]);
  expect([...byLabel([first], 'constructor')]).toEqual([[null, [first]]]);
});

test('deployments by checks', () => {
  expect(matrixOf([second, other])).toEqual({
    checks: ['a/b', 'a/c', 'a/d'],
    rows: [
      { run: second, outcomes: ['failed', 'failed', null] },
      { run: other, outcomes: ['waived', null, 'passed'] },
    ],
  });
});

test('who breaks a clause, by its checks', () => {
  expect(whoFails(all, ['a/b'])).toEqual([other, second]);
  expect(whoFails(all, ['a/d', 'x/y'])).toEqual([]);
});

test('what flipped when: a run that lacks a check says nothing of it', () => {
  expect(flipsOf(all.filter(({ deployment }) => deployment === 'acme'))).toEqual([
    { check: 'a/b', level: 'MUST', from: 'passed', to: 'failed', before: first, run: second },
    { check: 'a/c', level: 'SHOULD', from: 'failed', to: 'passed', before: second, run: part },
  ]);
});

test('counts', () => {
  expect(countsOf(second)).toMatchObject({ passed: 0, failed: 2, error: 0 });
});

describe('what is kept of a run', () => {
  test('checks in the order of the report, with level and outcome', () => {
    const { run: kept } = runAt('acme', day(1));
    expect(checksOf(kept).map(({ id }) => id)).toEqual(Object.keys(kept.checks));
    expect(checksOf(first)).toEqual([
      { id: 'a/b', level: 'MUST', outcome: 'passed' },
      { id: 'a/c', level: 'SHOULD', outcome: 'failed' },
    ]);
  });

  test('findings: one for each line, cut, with a key that is the same in every run', () => {
    const of = (message: string, outcome: 'failed' | 'waived' | 'passed' = 'failed') =>
      runAt('acme', day(1), (report) => {
        report.checks = report.checks.slice(0, 1).map((check) => ({ ...check, id: 'a/b', outcome, message }));
      }).run.findings;
    expect(of('one\ntwo').map(({ text }) => text)).toEqual(['one', 'two']);
    expect(of('two')[0]?.key).toBe(of('one\ntwo')[1]?.key);
    expect(of('waived: until then\ntwo', 'waived')).toEqual(of('two'));
    expect(of('something', 'passed')).toEqual([]);
    const [long] = of('x'.repeat(10_000));
    expect(long?.text).toHaveLength(301);
    expect(long?.key).not.toBe(of('x'.repeat(9_999))[0]?.key);
    const many = of(Array.from({ length: 1000 }, (_, i) => `finding ${i}`).join('\n'));
    expect(many).toHaveLength(51);
    expect(many.at(-1)?.text).toBe('and 950 more');
  });

  test('findings with a kind: the same in whatever words, order of values and number of exchanges', () => {
    const text = (words: string) => ({ kind: 'text', values: { text: words } });
    const takes = (values: Record<string, unknown>) => ({ kind: 'rounding.takes-for', values });
    const of = (...messages: { kind: string; values: Record<string, unknown> }[]) =>
      runAt('acme', day(1), (report) => {
        const findings = messages.map((message) => {
          const other = { expected: text('x'), actual: text('y'), exchanges: [] };
          return { kind: message.kind, message, ...other };
        });
        report.checks = report.checks
          .slice(0, 1)
          .map((check) => ({ ...check, id: 'a/b', outcome: 'failed' as const, message: 'in other words', findings }));
      }).run.findings;
    const [one] = of(takes({ body: '[1.5]', text: '1.5', id: '2' }));
    expect(one?.text).toBe('[1.5] takes 1.5 for 2');
    expect(of(takes({ id: '2', text: '1.5', body: '[1.5]' }))[0]?.key).toBe(one?.key);
    const often = {
      kind: 'in-exchanges',
      values: { count: 3, message: takes({ body: '[1.5]', text: '1.5', id: '2' }) },
    };
    expect(of(often)).toEqual([{ ...one, text: '[1.5] takes 1.5 for 2 (in 3 exchanges)', said: often }]);
    expect(of(takes({ body: '[1.5]', text: '1.5', id: '3' }))[0]?.key).not.toBe(one?.key);
    expect(of(takes({ body: '[1.5]', text: '1.5', id: '2' }), often)).toHaveLength(1);
    expect(of(text('two'))[0]?.key).toBe(findingKey('a/b', 'two'));
  });

  test('a run has the same id wherever it is put', () => {
    const { run: one, text } = runAt('acme', day(1));
    expect(one.id).toBe(`20261101T020000000Z-${one.digests.report.slice(0, 8)}`);
    expect(runOf(JSON.parse(text), text, null).id).toBe(one.id);
  });
});
