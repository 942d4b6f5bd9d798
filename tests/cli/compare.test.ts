/** `compare`, and `verify --against`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.gen.ts';
import type { Comparison } from '../../src/results/comparison.gen.ts';
import { openStore } from '../../src/results/open.ts';
import { type Postgres, postgresPrograms, startPostgres } from '../results/postgres.ts';
import { runAt } from '../results/runs.ts';
import { drawn, inLongTier, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

const set = (outcome: 'passed' | 'failed') => (report: Report) => {
  report.checks = report.checks.slice(0, 2).map((check, i) => ({
    ...check,
    outcome: i === 0 ? outcome : 'passed',
    message: outcome === 'failed' && i === 0 ? 'wrong' : null,
  }));
};
/** Passed, failed, passed again on three days; beta fails. */
const runs = [
  runAt('acme', '2026-11-01T02:00:00.000Z', set('passed')),
  runAt('acme', '2026-11-02T02:00:00.000Z', set('failed')),
  runAt('acme', '2026-11-04T02:00:00.000Z', set('passed')),
  runAt('beta', '2026-11-04T03:00:00.000Z', set('failed')),
];
const [first, second, third] = runs.map(({ run }) => run.id);
// The quick tier asks PostgreSQL in the tests of `runs` and of stores.
const programs = inLongTier() ? postgresPrograms() : null;
if (inLongTier() && programs === null)
  process.stderr.write('PostgreSQL is not installed here (package postgresql): compared over files only\n');
let postgres: Postgres | null = null;
/** The same runs in each kind of store. */
const stores: Record<string, string> = {};
let good = '';
let bad = '';

beforeAll(async () => {
  if (programs !== null) postgres = await startPostgres(programs);
  stores['files'] = join(folder, 'reports');
  if (postgres) stores['PostgreSQL'] = postgres.database('compared');
  for (const where of Object.values(stores)) {
    const store = await openStore(where);
    for (const { run, text } of runs) await store.add(run, text, 30);
    await store.close();
  }
  // Two deployments of one name: the same one before and after it broke.
  [good, bad] = await Promise.all([startMock([], 'good'), startMock(['--fault', 'rounds-half-up'], 'bad')]);
  for (const file of [good, bad])
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace(/^name: .*$/m, 'name: nightly')
        // On a loaded machine an effect comes late, which would be a regression.
        .replace(/effectWithinMs: \d+/, 'effectWithinMs: 5000')
        .replace(/effectLatestMs: \d+/, 'effectLatestMs: 10000'),
    );
});
afterAll(async () => {
  await postgres?.stop();
  cleanUp();
});

const compared = async (...args: string[]) => {
  const { code, out, err } = await cli(['compare', ...args, '--format', 'json']);
  return { code, err, comparison: out === '' ? null : (JSON.parse(out) as Comparison) };
};

describe.each(['files', ...(programs === null ? [] : ['PostgreSQL'])])('compare, over %s', (kind) => {
  const named: [string, string, () => unknown[], number, Comparison['verdict']][] = [
    ['acme@-1', 'acme', () => [second, third], 0, 'no-regression'],
    ['acme@-2', 'acme@-1', () => [first, second], 1, 'regression'],
    ['acme@2026-11-01', 'acme@2026-11-03', () => [first, second], 1, 'regression'],
    ['acme', 'beta', () => [third, runs[3]?.run.id], 1, 'regression'],
  ];
  test.each(drawn(named, kind === 'files' ? 2 : 1))('%s and %s', async (a, b, ids, code, verdict) => {
    const said = await compared(a, b, '--store', stores[kind] ?? '');
    expect(said.code).toBe(code);
    expect(said.comparison?.verdict).toBe(verdict);
    expect([said.comparison?.base.id, said.comparison?.head.id]).toEqual(ids());
  });

  test('ids', async () => {
    const said = await compared(third ?? '', second ?? '', '--store', stores[kind] ?? '');
    expect(said.comparison).toMatchObject({
      verdict: 'regression',
      changes: [{ kind: 'regression', from: 'passed', to: 'failed', appeared: ['wrong'], disappeared: [] }],
      unchanged: 1,
    });
  });

  test.each(
    drawn(
      [
        ['acm', 'acme', 'did you mean acme?'],
        ['nobody', 'acme', 'it has runs of acme, beta'],
        ['acme@-7', 'acme', 'acme@-7: the store has no such run'],
        ['acme@2026-10-01', 'acme', 'the store has no'],
        ['acme@2026-02-30', 'acme', 'acme@2026-02-30: no run is named so'],
        ['acme@yesterday', 'acme', "write a deployment's name, name@-1"],
        ['20200101T000000000Z-00000000', 'acme', 'has no run 20200101T000000000Z-00000000'],
        ['20200101T000000000Z-00000000', 'acme', 'has runs of acme, beta.'],
      ],
      2,
    ),
  )('%s: exit code 2', async (a, b, message) => {
    const { code, out, err } = await cli(['compare', a, b, '--store', stores[kind] ?? '']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe.each(['files', ...(programs === null ? [] : ['PostgreSQL'])])('what there is to compare, over %s', (kind) => {
  test.each(
    drawn(
      [
        ['a word that names no run', ['acme@yesterday', 'acme']],
        ['a day before the first run', ['acme@2026-10-01', 'acme']],
        ['more runs back than there are', ['acme@-7', 'acme']],
        ['a run alone', ['acme']],
      ],
      1,
    ),
  )('is told to %s: the runs, with time, verdict and id', async (_, words) => {
    const { code, out, err } = await cli(['compare', ...words, '--store', stores[kind] ?? '']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const [, head, ...lines] = err.trimEnd().split('\n');
    expect(head).toMatch(/^The store .* has 3 runs of acme:$/);
    expect(lines).toEqual([
      `  acme@-0  2026-11-04 02:00:00 UTC  ${runs[2]?.run.verdict}  ${third}`,
      `  acme@-1  2026-11-02 02:00:00 UTC  ${runs[1]?.run.verdict}  ${second}`,
      `  acme@-2  2026-11-01 02:00:00 UTC  ${runs[0]?.run.verdict}  ${first}`,
    ]);
  });

  test('one run or none: says what is missing, with an example', async () => {
    const one = await cli(['compare', 'acme', '--store', stores[kind] ?? '']);
    expect(one.err).toContain('a second run, B: what acme is compared with');
    expect(one.err).toContain('For example: roma-conformance compare acme@-1 acme');
    const none = await cli(['compare', '--store', stores[kind] ?? '']);
    expect(none.code).toBe(2);
    expect(none.err).toMatch(/two runs: A, before, and B, now[\s\S]*has runs of acme, beta\./);
  });
});

describe('compare', () => {
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, 'by-hand'), { recursive: true });
    writeFileSync(join(folder, 'by-hand', name), text);
    return `by-hand/${name}`;
  };

  test('reports: a file, and the folder that one lies in; no store is needed', async () => {
    const before = write('before.json', runs[0]?.text ?? '');
    const now = write('report.json', runs[1]?.text ?? '');
    for (const to of [now, 'by-hand/']) {
      const { code, out } = await cli(['compare', before, to, '--out', 'none']);
      expect(code).toBe(1);
      expect(out).toContain('✗ Regression');
      expect(out).toContain('+ wrong');
    }
  });

  test('a partial run: exit code 3', async () => {
    const part = runAt('acme', '2026-11-04T02:00:00.000Z', (report) => {
      set('passed')(report);
      report.run.partial = true;
    });
    const { code, out } = await cli(['compare', 'acme', write('part.json', part.text)]);
    expect(code).toBe(3);
    expect(out).toContain('The later run is partial');
  });

  test.each(
    drawn(
      [
        ['none.json', 'by-hand/none.json: cannot be read (ENOENT)'],
        ['no.json', 'no JSON, so no report'],
        ['other.json', 'no report that this suite wrote'],
        ['newer.json', '/schemaVersion must be equal to constant'],
      ],
      2,
    ),
  )('refuses %s', async (name, message) => {
    write('no.json', 'x');
    write('other.json', '{"checks": []}');
    write('newer.json', JSON.stringify({ ...JSON.parse(runs[0]?.text ?? ''), schemaVersion: '2.0' }));
    const { code, err } = await cli(['compare', 'acme', `by-hand/${name}`]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toMatch(/ {4}at /);
  });

  test('--format: one is printed, several are written', async () => {
    for (const [format, begins] of [
      ['markdown', '## ✗ Regression'],
      ['html', '<!DOCTYPE html>'],
      ['text', '✗ Regression'],
    ])
      expect((await cli(['compare', 'acme@-2', 'acme@-1', '--format', format ?? ''])).out).toMatch(
        new RegExp(`^${begins}`),
      );
    const { code, out } = await cli(['compare', 'acme@-2', 'acme@-1', '--format', 'text,json,html,markdown']);
    expect(code).toBe(1);
    expect(out).toContain('✗ Regression');
    expect(readdirSync(join(folder, 'reports/compare')).sort()).toEqual([
      'comparison.html',
      'comparison.json',
      'comparison.md',
    ]);
    const { code: wrong, err } = await cli(['compare', 'acme', 'acme', '--format', 'jsn']);
    expect({ wrong, err }).toEqual({ wrong: 2, err: '--format jsn: no such format; did you mean json?\n' });
  });

  whenLong(test)('ROMA_STORE names the store', async () => {
    const { code } = await cli(['compare', 'acme@-2', 'acme@-1', '--out', 'none'], {
      env: { ROMA_STORE: stores['files'] },
    });
    expect(code).toBe(1);
  });
});

describe('verify --against', () => {
  const verify = (file: string, ...flags: string[]) => cli(['verify', file, '--out', 'nights', ...flags]);

  test('night after night: what is new fails, what is known does not', async () => {
    const one = await verify(good, '--against', '@-1');
    expect(one.code).toBe(0);
    expect(one.out).toContain('No run @-1 to compare with yet');
    expect(one.out).not.toContain('before this one');
    const two = await verify(bad, '--against', 'nightly@-1');
    expect(two.code).toBe(1);
    expect(two.out).toContain('✗ Regression');
    expect(two.out).toMatch(/MUST rounding\/half {2}passed -> failed/);
    const written = JSON.parse(readFileSync(join(folder, 'nights/nightly/comparison.json'), 'utf8')) as Comparison;
    expect(written.verdict).toBe('regression');
    // As non-conformant as before, and nothing new.
    const three = await verify(bad, '--against', 'nightly');
    expect(three.out).toContain('Non-conformant');
    expect(three.out).toContain('✓ No regression');
    expect(three.code).toBe(0);
  });

  whenLong(test)('a run that there is not yet, and what is mended', async () => {
    const far = await verify(bad, '--against', '@-99');
    expect(far.out).toContain('No run @-99 to compare with yet');
    expect(far.out).toContain('Runs of nightly before this one: 3.');
    const four = await verify(good, '--against', 'nightly@-3');
    expect(four.out).toContain('Mended (');
    expect(four.code).toBe(0);
  });

  whenLong(test)('a report, another deployment of the store, and a selection of checks', async () => {
    const file = await verify(bad, '--against', 'nights/nightly/report.json');
    expect(file.code).toBe(1);
    const other = await verify(good, '--against', 'beta', '--store', stores['files'] ?? '');
    expect(other.out).toContain('These are two deployments: beta and nightly.');
    const part = await verify(good, '--against', '@-1', '--only', 'uri/post');
    expect(part.code).toBe(3);
    expect(part.out).toContain('The later run is partial');
  });

  whenLong(test)('the comparison and the signature of an earlier run do not stay', async () => {
    await verify(good, '--against', '@-1', '--only', 'uri/post');
    expect(existsSync(join(folder, 'nights/nightly/comparison.html'))).toBe(true);
    writeFileSync(join(folder, 'nights/nightly/attestation.json'), '{}');
    await verify(good, '--only', 'uri/post');
    for (const file of ['comparison.html', 'attestation.json'])
      expect(existsSync(join(folder, 'nights/nightly', file))).toBe(false);
  });

  test.each(
    drawn(
      [
        ['nightli', 'has no run of "nightli"'],
        ['nightly@last', 'no run is named so'],
        ['none/report.json', 'cannot be read (ENOENT)'],
      ],
      1,
    ),
  )('%s: exit code 2, and nothing is sent', async (word, message) => {
    const { code, out, err } = await verify(good, '--against', word);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
