/** What counts as which change, held against pairs of runs. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { marked } from 'marked';
import { printableJson } from '../../src/report/printable-json.ts';
import { type Comparison, compare } from '../../src/results/compare.ts';
import { renderComparisonHtml } from '../../src/results/render/html.ts';
import { renderComparisonMarkdown } from '../../src/results/render/markdown.ts';
import { renderComparisonText } from '../../src/results/render/text.ts';
import type { StoredRun } from '../../src/results/run.gen.ts';
import { hostile } from '../unit/fixtures/report/hostile.ts';
import { reportOf, runAt, stored } from './runs.ts';

const plain = (more: Partial<StoredRun>): StoredRun => ({
  ...runAt('acme', '2026-11-01T02:00:00.000Z').run,
  findings: [],
  ...more,
});
const checks = (outcome: string, level = 'MUST') => ({ checks: { 'rounding/half': `${level} ${outcome}` } });
const finding = (text: string, key: string) => ({ check: 'rounding/half', text, key: key.repeat(16) });

describe('one check', () => {
  const judged = ['passed', 'failed', 'waived'];
  const unjudged = ['not-applicable', 'not-testable', 'withheld', 'error'];
  /** The whole table: what was, what is, and the kind of the change. */
  const table: [string, string, string | null][] = [
    ['passed', 'failed', 'regression'],
    ['waived', 'failed', 'regression'],
    ...unjudged.map((from): [string, string, string] => [from, 'failed', 'revealed']),
    ['failed', 'passed', 'mend'],
    ['waived', 'passed', 'mend'],
    ...unjudged.map((from): [string, string, string] => [from, 'passed', 'gained']),
    ['passed', 'waived', 'waived'],
    ['failed', 'waived', 'waived'],
    ...unjudged.map((from): [string, string, string] => [from, 'waived', 'waived']),
    ...judged.flatMap((from) => unjudged.map((to): [string, string, string] => [from, to, 'lost'])),
    ...unjudged.flatMap((from) =>
      unjudged.map((to): [string, string, string | null] => [from, to, from === to ? null : 'other']),
    ),
    ...judged.map((same): [string, string, null] => [same, same, null]),
  ];
  test('every pair of outcomes is in the table', () => expect(table).toHaveLength(49));

  test.each(table)('%s, then %s: %s', (from, to, kind) => {
    const { changes, unchanged } = compare(plain(checks(from)), plain(checks(to)));
    expect(changes.map((change) => [change.kind, change.from, change.to])).toEqual(
      kind === null ? [] : [[kind, from, to]],
    );
    expect(unchanged).toBe(kind === null ? 1 : 0);
  });

  test.each(['passed', 'error', 'not-testable'])(
    '%s, and a partial run without it: not selected, no change',
    (outcome) => {
      const part = plain({ checks: { 'uri/post': 'MUST passed' }, partial: true });
      const whole = plain({ checks: { 'uri/post': 'MUST passed', 'rounding/half': `MUST ${outcome}` } });
      const later = compare(whole, part);
      expect(later).toMatchObject({ changes: [], unchanged: 1, notSelected: { base: 0, head: 1 } });
      expect(later.notes).toContain('Not selected in the later run: 1 check of the earlier one.');
      const earlier = compare(part, whole);
      expect(earlier).toMatchObject({ changes: [], unchanged: 1, notSelected: { base: 1, head: 0 } });
      expect(earlier.notes).toContain('Not selected in the earlier run: 1 check of the later one.');
    },
  );

  test('failed, and not selected before: whether that is new cannot be told', () => {
    const part = plain({ checks: { 'uri/post': 'MUST passed' }, partial: true });
    const whole = plain({ checks: { 'uri/post': 'MUST passed', 'rounding/half': 'MUST failed' } });
    expect(compare(part, whole)).toMatchObject({
      verdict: 'not-comparable',
      changes: [{ check: 'rounding/half', kind: 'revealed', from: null, to: 'failed' }],
      notSelected: { base: 0, head: 0 },
    });
  });

  test('many that are judged again stand in one line; one that fails stands alone', () => {
    const side = (outcome: string, more = {}) =>
      plain({
        checks: {
          ...Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`uri/check-${i}`, `MUST ${outcome}`])),
          ...more,
        },
      });
    const comparison = compare(side('error'), side('passed', { 'ids/fails': 'MUST failed', 'ids/new': 'MUST passed' }));
    const text = renderComparisonText(comparison, { colour: false });
    expect(text).toContain('  6 checks: error -> passed (--format json lists them)');
    expect(text).not.toContain('uri/check-');
    expect(text).toContain('MUST ids/fails  failed');
    expect(text).toContain('MUST ids/new  passed');
    const markdown = renderComparisonMarkdown(comparison);
    expect(markdown).toContain('- 6 checks: error → passed, listed in the JSON');
    expect(markdown).not.toContain('uri/check-');
    expect(renderComparisonHtml(comparison)).toMatch(
      /<details class="fold"><summary>6 checks: error → passed<\/summary>[\s\S]*uri\/check-5[\s\S]*<\/details>/,
    );
  });

  test('a provisional one is told and decides nothing', () => {
    const head = plain({ ...checks('failed'), provisional: ['rounding/half'] });
    const { verdict, changes } = compare(plain(checks('passed')), head);
    expect({ verdict, kinds: changes.map(({ kind }) => kind) }).toEqual({
      verdict: 'no-regression',
      kinds: ['regression'],
    });
    const error = plain({ ...checks('error'), provisional: ['rounding/half'] });
    expect(compare(plain(checks('passed')), error).verdict).toBe('no-regression');
  });

  test('that only one run has', () => {
    const none = plain({ checks: {} });
    expect(compare(none, plain(checks('failed'))).changes).toMatchObject([{ kind: 'new', from: null, to: 'failed' }]);
    expect(compare(plain(checks('failed')), none).changes).toMatchObject([{ kind: 'gone', from: 'failed', to: null }]);
  });

  test('with other findings', () => {
    const base = plain({ ...checks('failed'), findings: [finding('one', 'a'), finding('two', 'b')] });
    const head = plain({ ...checks('failed'), findings: [finding('two', 'b'), finding('three', 'c')] });
    const { changes, verdict } = compare(base, head);
    expect(changes).toMatchObject([{ kind: 'findings', appeared: ['three'], disappeared: ['one'] }]);
    expect(verdict).toBe('no-regression');
    expect(compare(base, base).changes).toEqual([]);
  });

  test('with the same finding under the key of an earlier version', () => {
    const base = plain({ ...checks('failed'), findings: [finding('one', 'a')] });
    const head = plain({ ...checks('failed'), findings: [finding('one', 'b')] });
    expect(compare(base, head).changes).toEqual([]);
  });
});

describe('the verdict', () => {
  const verdictOf = (base: Partial<StoredRun>, head: Partial<StoredRun>) => {
    const { verdict, reasons } = compare(plain(base), plain(head));
    return [verdict, ...reasons];
  };
  test.each<[string, Partial<StoredRun>, Partial<StoredRun>, string, string]>([
    ['the same', checks('failed'), checks('failed'), 'no-regression', 'Nothing fails that did not fail before.'],
    ['a mend', checks('failed'), checks('passed'), 'no-regression', 'Nothing fails'],
    ['a regression', checks('passed'), checks('failed'), 'regression', '1 check fails that did not fail before.'],
    ['a regression of a SHOULD', checks('passed', 'SHOULD'), checks('failed', 'SHOULD'), 'regression', '1 check'],
    [
      'a regression in a partial run',
      checks('passed'),
      { ...checks('failed'), partial: true },
      'regression',
      '1 check',
    ],
    [
      'a partial run',
      checks('passed'),
      { ...checks('passed'), partial: true },
      'not-comparable',
      'The later run is partial',
    ],
    [
      'a partial base',
      { ...checks('passed'), partial: true },
      checks('passed'),
      'not-comparable',
      'The earlier run is partial',
    ],
    [
      'an interruption',
      checks('passed'),
      { ...checks('passed'), interrupted: true },
      'not-comparable',
      'The later run was interrupted.',
    ],
    [
      'a failure nobody knows the age of',
      checks('error'),
      checks('failed'),
      'not-comparable',
      'whether that is new cannot be told',
    ],
    ['an outage', checks('passed'), checks('error'), 'not-comparable', 'could not be judged'],
    ['an outage two nights long', checks('error'), checks('error'), 'not-comparable', 'ended in an error'],
    [
      'a MUST that is not tested any more',
      checks('passed'),
      checks('not-testable'),
      'not-comparable',
      '1 MUST check that was judged before could not be judged.',
    ],
    [
      'a SHOULD that is not tested any more',
      checks('passed', 'SHOULD'),
      checks('not-testable', 'SHOULD'),
      'no-regression',
      'Nothing fails',
    ],
    [
      'contracts beside checks',
      { ...checks('passed'), verdict: 'verified' },
      { ...checks('passed'), verdict: 'conformant' },
      'not-comparable',
      'One run is of contracts',
    ],
  ])('of %s', (_, base, head, verdict, reason) => {
    const [said, ...reasons] = verdictOf(base, head);
    expect(said).toBe(verdict);
    expect(reasons.join(' ')).toContain(reason);
  });
});

describe('what else differs', () => {
  test('another edition: checks that only one asks for are new or gone, and it is said what it may explain', () => {
    const base = plain({
      edition: '2022-12-05',
      checks: { 'rounding/half': 'MUST not-applicable', 'uri/post': 'MUST passed', 'own/check': 'MUST passed' },
    });
    const head = plain({
      edition: '2025-03-26',
      checks: { 'rounding/half': 'MUST failed', 'uri/post': 'MUST failed', 'own/check': 'MUST failed' },
    });
    const { changes, notes, verdict } = compare(base, head);
    const of = (id: string) => changes.find(({ check }) => check === id);
    expect(of('rounding/half')).toMatchObject({ kind: 'new', from: 'not-applicable', to: 'failed' });
    expect(of('uri/post')).toMatchObject({ kind: 'regression', otherCause: null });
    expect(of('own/check')).toMatchObject({ kind: 'regression', otherCause: 'edition', title: null });
    expect(notes.join('\n')).toContain('Editions differ: 2022-12-05, then 2025-03-26.');
    expect(notes.join('\n')).toContain('1 check that only the later run has failed; that is no regression.');
    expect(verdict).toBe('regression');
  });

  test('another suite, deployment and release', () => {
    const base = plain({ ...checks('passed'), suite: { version: '0.0.9', score: null }, version: '3.1' });
    const head = plain({ ...checks('failed'), deployment: 'beta' });
    const { changes, notes } = compare(base, head);
    expect(changes).toMatchObject([{ kind: 'regression', otherCause: 'suite' }]);
    const said = notes.join('\n');
    expect(said).toContain('These are two deployments: acme and beta.');
    expect(said).toContain('Releases differ: 3.1 and none given.');
    expect(said).toContain('Another version of the suite judged: 0.0.9 and');
    expect(said).toContain('1 change may come from that; `report RECORD` judges');
  });
});

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../../schemas/comparison.schema.json', import.meta.url), 'utf8')),
);

describe.each(Object.entries(hostile))('texts of the deployment that are %s', (_, report) => {
  const base = stored(
    reportOf('acme', '2026-11-01T02:00:00.000Z', (one) => {
      one.checks = one.checks.map((check) => ({ ...check, outcome: 'passed', message: null }));
    }),
  ).run;
  // A name that no deployment file may have: reports come from anywhere.
  const head = { ...stored(structuredClone(report)).run, version: report.deployment.name };
  const comparison = compare(base, head);

  test('are told', () => {
    expect(comparison.verdict).toBe('regression');
    expect(comparison.changes.some(({ appeared }) => appeared.length > 0)).toBe(true);
  });

  test('stay data on the terminal', () => {
    const text = renderComparisonText(comparison, { colour: false });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toMatch(/^\s*(::\w|##vso\[|##\[|##teamcity\[)/m);
  });

  test('stay data in Markdown', async () => {
    const text = renderComparisonMarkdown(comparison);
    const page = await marked.parse(text, { gfm: true });
    expect(page).not.toMatch(/<(script|img|a|iframe|h1)\b/i);
    expect(page.replace(/<code[\s\S]*?<\/code>/g, '')).not.toMatch(/(^|\s)@\w/);
    expect(text).not.toMatch(/^\s*(::\w|##vso\[|##\[|##teamcity\[)/m);
  });

  test('stay data in HTML', () => {
    const page = renderComparisonHtml(comparison);
    expect(page).not.toMatch(/<script|<img/i);
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  test('stay as they are in JSON, which is what its schema says', () => {
    const text = printableJson(comparison);
    // What could steer a terminal is escaped: it stays the same value.
    expect(text).not.toMatch(/[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(comparison)));
  });
});

test('the first lines say what changed in numbers, in each format', () => {
  const outcomes = (a: string, b: string, c: string) => ({
    checks: { 'a/one': `MUST ${a}`, 'a/two': `MUST ${b}`, 'a/three': `MUST ${c}`, 'a/four': 'MUST passed' },
  });
  const found = compare(plain(outcomes('passed', 'failed', 'failed')), plain(outcomes('failed', 'passed', 'failed')));
  expect(found.stillFailing).toBe(1);
  const said = 'Regressions: 1 · Mended: 1 · Failing in both runs: 1 · The same: 2';
  expect(renderComparisonText(found, { colour: false }).split('\n').slice(0, 3)).toEqual([
    '✗ Regression',
    '  1 check fails that did not fail before.',
    `  ${said}`,
  ]);
  expect(renderComparisonMarkdown(found).split('\n\n').slice(0, 3)).toContain(said);
  expect(renderComparisonHtml(found)).toContain(said);
});

describe('two deployments', () => {
  const all = ['passed', 'failed', 'waived', 'error', 'not-testable'];
  const pairs = all.flatMap((from) => all.map((to): [string, string] => [from, to]));
  const outcomes = (at: 0 | 1) => Object.fromEntries(pairs.map((pair, i) => [`family/check-${i}`, `MUST ${pair[at]}`]));
  const notesAside = (text: string) => text.split('\n').filter((line) => !/^ *\(|edition/.test(line));
  const renders = {
    text: (one: Comparison) => renderComparisonText(one, { colour: false }),
    markdown: renderComparisonMarkdown,
    html: renderComparisonHtml,
  };

  test.each(Object.entries(renders))('none comes before the other: %s', (_, render) => {
    for (const more of [{}, { partial: true }, { interrupted: true }]) {
      for (const [one, other] of [
        [0, 1],
        [0, 0],
      ] as const) {
        const base = plain({ checks: { ...outcomes(one), 'only/a': 'MUST passed' }, version: '3.1' });
        const head = plain({
          deployment: 'beta',
          checks: { ...outcomes(other), 'only/b': 'MUST failed' },
          edition: '2022-12-05',
          ...more,
        });
        const said = notesAside(render(compare(base, head)).replace(/<style>[\s\S]*<\/style>/, '')).join('\n');
        expect(said).not.toMatch(/regress|mended|earlier|later|before|\bnow\b|any more|, then /i);
        expect(said).toContain('acme');
        expect(said).toContain('beta');
      }
    }
  });

  test('the first lines say who fails what', () => {
    const side = (deployment: string, outcome: string) => plain({ deployment, ...checks(outcome) });
    const lines = (a: string, b: string) =>
      renders
        .text(compare(side('acme', a), side('beta', b)))
        .split('\n')
        .slice(0, 3);
    expect(lines('passed', 'failed')).toEqual([
      '✗ beta fails what acme does not',
      '  1 check: beta fails, and acme does not.',
      '  Only beta fails: 1 · The same: 0',
    ]);
    expect(lines('failed', 'passed')).toEqual([
      '✓ beta fails nothing that acme does not',
      '  beta fails nothing that acme does not fail.',
      '  Only acme fails: 1 · The same: 0',
    ]);
  });
});

test('the newer run named first is told', () => {
  const [older, newer] = [plain({}), plain({ startedAt: '2026-11-02T02:00:00.000Z' })];
  const note = 'The run that is named first is the newer one: what is called earlier here was later.';
  expect(compare(newer, older).notes).toContain(note);
  expect(compare(older, newer).notes).not.toContain(note);
});

test('a page says what differs before it says of which runs', () => {
  const page = renderComparisonHtml(compare(plain(checks('passed')), plain(checks('failed'))));
  expect(page.indexOf('id="changes"')).toBeLessThan(page.indexOf('id="runs"'));
});

test('a comparison of thousands of findings fits a comment', () => {
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`family/check-${i}`, 'MUST failed']));
  const none = Object.fromEntries(Object.keys(many).map((id) => [id, 'MUST passed']));
  const text = renderComparisonMarkdown(compare(plain({ checks: none }), plain({ checks: many })));
  expect(text.length).toBeLessThan(60_500);
  expect(text).toMatch(/more entries in the JSON/);
});
