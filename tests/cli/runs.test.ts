/** `runs`: which runs a store holds; and runs that another version wrote, left out by whatever reads a store. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openStore } from '../../src/results/open.ts';
import type { StoredRun } from '../../src/results/run.gen.ts';
import { type Postgres, postgresPrograms, startPostgres } from '../results/postgres.ts';
import { storedRun } from '../results/stored-run.ts';
import { drawn, inLongTier, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

const day = (n: number) => `2026-11-0${n}T02:00:00.000Z`;
const newer = {
  ...storedRun('acme', day(3), { 'uri/post': 'passed' }),
  schemaVersion: '2.0',
} as unknown as StoredRun;
const runs = [
  storedRun('acme', day(1), { 'uri/post': 'passed' }),
  storedRun('acme', day(2), { 'uri/post': 'failed' }, { version: null, labels: {}, partial: true }),
  storedRun('beta', day(1), { 'uri/post': 'passed' }, { labels: { vendor: '\u001b[31mb' } }),
];
const [first, second, beta] = runs.map(({ id }) => id);
const programs = postgresPrograms();
if (programs === null) process.stderr.write('PostgreSQL is not installed here (package postgresql): files only\n');
let postgres: Postgres | null = null;
/** The same runs in each kind of store; and with one of a later version. */
const stores: Record<string, { plain: string; later: string }> = {};

beforeAll(async () => {
  if (programs !== null) postgres = await startPostgres(programs);
  stores['files'] = { plain: join(folder, 'plain'), later: join(folder, 'later') };
  if (postgres) stores['PostgreSQL'] = { plain: postgres.database('plain'), later: postgres.database('later') };
  for (const { plain, later } of Object.values(stores))
    for (const [where, of] of [
      [plain, runs],
      [later, [...runs, newer]],
    ] as const) {
      const store = await openStore(where);
      for (const run of of) await store.add(run, '{}', 30);
      await store.close();
    }
});
afterAll(async () => {
  await postgres?.stop();
  cleanUp();
});

// The quick tier reads files in the tests of `compare`.
const kinds = programs === null ? ['files'] : inLongTier() ? ['files', 'PostgreSQL'] : ['PostgreSQL'];

describe.each(kinds)('runs, over %s', (kind) => {
  const asked = (...args: string[]) => cli(['runs', ...args, '--store', stores[kind]?.plain ?? '']);

  test('NAME: time, verdict, release, labels and id of each, the newest first, and how to compare', async () => {
    const { code, out, err } = await asked('acme');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [head, ...lines] = out.split('\n');
    expect(head).toMatch(/^Runs of acme in .*, the newest first:$/);
    const newest =
      '  acme@-0  2026-11-02 02:00:00 UTC  non-conformant (partial)  -      -                              ';
    const oldest =
      '  acme@-1  2026-11-01 02:00:00 UTC  conformant                3.2.1  region=cn-north-4 vendor=acme  ';
    expect(lines).toEqual([
      `${newest}${second}`,
      `${oldest}${first}`,
      '',
      `What changed: roma-conformance compare acme@-1 acme --store ${stores[kind]?.plain}`,
      '',
    ]);
  });

  test('alone: the last run of each deployment; no label is obeyed by a terminal', async () => {
    const { code, out } = await asked();
    expect(code).toBe(0);
    expect(out).toMatch(/^The last run of each deployment in /);
    for (const id of [second, beta]) expect(out).toContain(id);
    expect(out).not.toContain(first);
    expect(out).not.toContain('\u001b');
  });

  whenLong(test)('--limit: so many, and that there are more', async () => {
    for (const name of [['acme'], []]) {
      const { code, out } = await asked(...name, '--limit', '1');
      expect(code).toBe(0);
      expect(out).toContain('\n  and more (--limit)\n');
      expect(out.split('\n').filter((line) => line.includes('@-'))).toHaveLength(1);
    }
    expect((await asked('acme', '--limit', '2')).out).not.toContain('and more');
  });

  test('--format json: all that is kept, by its schema', async () => {
    const schema = (name: string) =>
      JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true, schemas: [schema('run')] }).compile(
      schema('runs'),
    );
    const { code, out } = await asked('acme', '--format', 'json');
    expect(code).toBe(0);
    const said = JSON.parse(out);
    validate(said);
    expect(validate.errors).toBeNull();
    expect(said.runs).toEqual([
      { name: 'acme@-0', run: runs[1] },
      { name: 'acme@-1', run: runs[0] },
    ]);
    expect(said.more).toBe(false);
  });

  whenLong(test)('the names are those that compare takes', async () => {
    const { out } = await asked('acme', '--format', 'json');
    const [head, base] = JSON.parse(out).runs as { name: string; run: StoredRun }[];
    const compared = await cli([
      'compare',
      base?.name ?? '',
      head?.name ?? '',
      '--store',
      stores[kind]?.plain ?? '',
      '--format',
      'json',
    ]);
    const { base: a, head: b } = JSON.parse(compared.out);
    expect([a.id, b.id]).toEqual([base?.run.id, head?.run.id]);
  });

  const wrong: [string[], number, string][] = [
    [['acm'], 2, 'did you mean acme?'],
    [['nobody'], 2, 'it has runs of acme, beta'],
    [['acme', '--limit', '0'], 2, '--limit 0: a number of runs from 1 to'],
    [['acme', '--format', 'html'], 2, '--format html: no such format; there are text, json'],
    [['acme', '--format', 'text,json'], 2, 'one format is wanted'],
  ];
  test.each(drawn(wrong, 1))('%j: exit code %d', async (args, code, message) => {
    const said = await asked(...args);
    expect(said).toMatchObject({ code, out: '' });
    expect(said.err).toContain(message);
  });
});

test('a store without runs: said, exit code 3', async () => {
  const { code, out } = await cli(['runs', '--store', 'nothing-here']);
  expect({ code, out }).toEqual({ code: 3, out: 'The store nothing-here has no runs at all.\n' });
});

describe.each(kinds)('a run that a later version wrote, over %s', (kind) => {
  const left = /^Left out, because this version cannot read them: 1\n {2}.*: a run of version 2\.0, .*\n$/;

  test('is left out of runs, told once, and the exit code is 3', async () => {
    const { code, out, err } = await cli(['runs', 'acme', '--store', stores[kind]?.later ?? '']);
    expect(code).toBe(3);
    expect(err).toMatch(left);
    expect(out).toContain(second);
    expect(out).not.toContain(newer.id);
  });

  whenLong(test)('is left out by compare: the exit code is 3, or 1 where something regressed', async () => {
    const compared = (a: string, b: string) =>
      cli(['compare', a, b, '--store', stores[kind]?.later ?? '', '--format', 'json']);
    const whole = await compared('beta', 'acme@2026-11-01');
    expect(whole).toMatchObject({ code: 0, err: '' });
    const regressed = await compared('acme@-1', 'acme');
    expect(regressed.code).toBe(1);
    expect(regressed.err).toMatch(left);
    expect([JSON.parse(regressed.out).base.id, JSON.parse(regressed.out).head.id]).toEqual([first, second]);
    const same = await compared('acme', 'acme');
    expect(same.code).toBe(3);
    expect(same.err).toMatch(left);
  });

  whenLong(test)('named by its id it is refused: exit code 2', async () => {
    const { code, err } = await cli(['compare', newer.id, 'beta', '--store', stores[kind]?.later ?? '']);
    expect(code).toBe(2);
    expect(err).toContain('a run of version 2.0, written by another version');
  });

  test('is left out by verify --against: the run before it is the base, and the exit code is not 0', async () => {
    const file = await startMock([], `acme-${kind}`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: .*$/m, 'name: acme'));
    const store = stores[kind]?.later ?? '';
    const { code, out, err } = await cli([
      'verify',
      file,
      '--only',
      'uri/post',
      '--store',
      store,
      '--against',
      '@-1',
      '--out',
      `out-${kind}`,
    ]);
    expect(code).toBe(3);
    expect(err).toMatch(/Left out, because this version cannot read them: 1\n/);
    expect(out).toContain('2026-11-02 02:00:00 UTC');
  });
});
