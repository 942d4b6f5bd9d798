/** The store of runs, as the command line fills it. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStore } from '../../src/results/open.ts';
import type { StoredRun } from '../../src/results/run.gen.ts';
import { sha256 } from '../../src/results/run.ts';
import { PASSWORD, type Postgres, postgresPrograms, startPostgres } from '../results/postgres.ts';
import { runAt } from '../results/runs.ts';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, MAIN, startMock } from './cli.ts';

const programs = postgresPrograms();
let postgres: Postgres | null = null;
let good = '';

beforeAll(async () => {
  good = await startMock([], 'acme');
  writeFileSync(good, `${readFileSync(good, 'utf8')}\nlabels: { vendor: acme }\nversion: "3.2.1"\n`);
  if (programs !== null) postgres = await startPostgres(programs);
});
afterAll(async () => {
  await postgres?.stop();
  cleanUp();
});

const runs = (...path: string[]) => readdirSync(join(folder, ...path, 'runs')).sort();
const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const quick = ['--only', 'uri/post'];

describe('verify', () => {
  test('adds its run to the folder of its reports', async () => {
    expect((await cli(['verify', good, ...quick])).code).toBe(0);
    const [file = '', report = ''] = runs('reports/acme');
    expect(runs('reports/acme')).toHaveLength(2);
    const run = JSON.parse(read('reports/acme/runs', file)) as StoredRun;
    expect(run).toMatchObject({
      schemaVersion: '1.0',
      id: file.replace('.json', ''),
      deployment: 'acme',
      labels: { vendor: 'acme' },
      version: '3.2.1',
      verdict: 'conformant',
      partial: true,
      checks: { 'uri/post': 'MUST passed' },
      digests: {
        report: sha256(read('reports/acme/report.json')),
        record: sha256(read('reports/acme/record.jsonl')),
      },
    });
    expect(read('reports/acme/runs', report)).toBe(read('reports/acme/report.json'));
  });

  test('--keep: so many whole reports stay, and every run', async () => {
    for (let i = 0; i < 2; i++) await cli(['verify', good, ...quick, '--out', 'kept', '--keep', '1']);
    const files = runs('kept/acme');
    expect(files.filter((name) => !name.endsWith('.report.json'))).toHaveLength(2);
    expect(files.filter((name) => name.endsWith('.report.json'))).toHaveLength(1);
  });

  test('--share-reports: what is kept can be read by all, and without it by its owner alone', async () => {
    for (const [out, flags, mode] of [
      ['own', [], 0o600],
      ['shared', ['--share-reports'], 0o644],
    ] as const) {
      await cli(['verify', good, ...quick, '--out', out, ...flags]);
      for (const name of runs(out, 'acme'))
        expect(statSync(join(folder, out, 'acme/runs', name)).mode & 0o777).toBe(mode);
    }
  });

  whenLong(test)('--store and ROMA_STORE name another folder', async () => {
    await cli(['verify', good, ...quick, '--out', 'o1', '--store', 'elsewhere']);
    await cli(['verify', good, ...quick, '--out', 'o2'], { env: { ROMA_STORE: 'elsewhere' } });
    expect(runs('elsewhere/acme').filter((name) => !name.endsWith('.report.json'))).toHaveLength(2);
    expect(readdirSync(join(folder, 'o1/acme'))).not.toContain('runs');
  });

  test.each(
    drawn(
      [
        [['--keep', '-1'], '--keep -1: a number of reports from 0 to 100000 is wanted'],
        [['--keep', 'all'], '--keep all: a number'],
        [['--store', ''], '--store is empty'],
        [['--store', 'mysql://host/db'], 'a store at mysql:// is not known'],
        [
          ['--store', `postgres://roma:${PASSWORD}@127.0.0.1:1/none`],
          'the store postgres://127.0.0.1:1/none cannot be opened',
        ],
        [['--store', MAIN], 'is no folder; name one, or a postgres:// address'],
      ],
      2,
    ),
  )('%j: exit code 2, and nothing is sent', async (flags, message) => {
    const { code, out, err } = await cli(['verify', good, '--out', 'nothing', ...flags]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toContain(PASSWORD);
  });

  test('a store that cannot be written: the reports are there, it is said, and the exit code is 3', async () => {
    mkdirSync(join(folder, 'broken'), { recursive: true });
    writeFileSync(join(folder, 'broken/acme'), 'a file where the folder should be');
    const { code, err } = await cli(['verify', good, ...quick, '--out', 'whole', '--store', 'broken']);
    expect(code).toBe(3);
    expect(err).toContain('cannot be written');
    expect(err).toContain('the run itself is kept in whole/acme');
    expect(JSON.parse(read('whole/acme/report.json')).verdict).toBe('conformant');
    expect(runs('whole/acme')).toHaveLength(2);
  });
});

/** Root may write anywhere, so nobody runs it then. */
const NOBODY = 65534;
const as = process.getuid?.() === 0 ? { as: { uid: NOBODY, gid: NOBODY } } : {};
const reaches = spawnSync(process.execPath, ['-e', 'fs.accessSync(process.argv[1])', MAIN], {
  ...('as' in as && as.as),
});
const withUser = reaches.status === 0 ? describe : describe.skip;
withUser(`a user who may not write${reaches.status === 0 ? '' : ' (nobody cannot read this checkout)'}`, () => {
  const own = (...path: string[]) => {
    const made = join(folder, ...path);
    mkdirSync(made, { recursive: true });
    if ('as' in as) for (const one of [made, join(made, '..')]) if (one !== folder) chownSync(one, NOBODY, NOBODY);
    return made;
  };
  beforeAll(() => {
    chmodSync(folder, 0o755);
    chmodSync(good, 0o644);
  });

  test('into the folder of reports: exit code 2, and nothing is sent', async () => {
    const out = own('closed');
    chmodSync(out, 0o555);
    const { code, err } = await cli(['verify', good, ...quick, '--out', 'closed'], as);
    expect({ code, err }).toEqual({
      code: 2,
      err: '--out closed: closed/acme cannot be written to (EACCES); name another folder\n',
    });
  });

  test('into the store: the reports are there, the run lies beside them, and the exit code is 3', async () => {
    own('reports-of-nobody');
    chmodSync(own('closed-store'), 0o555);
    const { code, err } = await cli(
      ['verify', good, ...quick, '--out', 'reports-of-nobody', '--store', 'closed-store'],
      as,
    );
    expect(code).toBe(3);
    expect(err).toContain('closed-store/acme/runs: cannot be written (EACCES)');
    expect(err).toContain('the run itself is kept in reports-of-nobody/acme');
    expect(runs('reports-of-nobody/acme')).toHaveLength(2);
  });

  whenLong(test)(
    'into the folder of runs: the reports are there, and it is said that no store has the run',
    async () => {
      chmodSync(own('reports-alone', 'acme', 'runs'), 0o555);
      chownSync(join(folder, 'reports-alone'), 'as' in as ? NOBODY : -1, 'as' in as ? NOBODY : -1);
      const { code, err } = await cli(['verify', good, ...quick, '--out', 'reports-alone'], as);
      expect(code).toBe(3);
      expect(err).toContain('The run is in no store: reports-alone/acme/runs: cannot be written (EACCES)');
      expect(JSON.parse(read('reports-alone/acme/report.json')).verdict).toBe('conformant');
    },
  );

  test('any more, once the run began: the verdict is told, and the record gives the report', async () => {
    own('closing');
    const running = cli(['verify', good, '--out', 'closing'], as);
    await new Promise<void>((resolve) => running.child.stderr?.once('data', () => resolve()));
    chmodSync(join(folder, 'closing/acme'), 0o555);
    const { code, out, err } = await running;
    expect({ code, out: out.slice(0, 12) }).toEqual({ code: 3, out: '✓ Conformant' });
    expect(err).toContain(
      'report.json cannot be written (EACCES); the verdict above stands, but there is no report of it',
    );
    expect(err).toContain('The record is whole: roma-conformance report closing/acme/record.jsonl --out FOLDER');
    expect(err).not.toMatch(/ {4}at /);
    const again = await cli(['report', 'closing/acme/record.jsonl', '--out', 'again-of-nobody']);
    expect(again.code).toBe(0);
    expect(JSON.parse(read('again-of-nobody/acme/report.json')).verdict).toBe('conformant');
  });
});

const withPostgres = programs === null ? describe.skip : describe;
withPostgres(`PostgreSQL${programs === null ? ' (not installed here: package postgresql)' : ''}`, () => {
  test('takes the run', async () => {
    const address = postgres?.database('taken') ?? '';
    const { code, err } = await cli(['verify', good, ...quick, '--out', 'pg', '--store', address]);
    expect({ code, err: err.includes('store') }).toEqual({ code: 0, err: false });
    expect(postgres?.sql('taken', 'select deployment, verdict from roma_runs')).toBe('acme|conformant');
    expect(readdirSync(join(folder, 'pg/acme'))).not.toContain('runs');
  });

  whenLong(test)('makes the same site as a folder with the same runs, byte for byte', async () => {
    const address = postgres?.database('shown') ?? '';
    const stores = await Promise.all([openStore(address), openStore(join(folder, 'shown'))]);
    for (const store of stores) {
      for (const { run, text } of ['acme', 'beta'].flatMap((name) => [
        runAt(name, '2026-11-01T02:00:00.000Z'),
        runAt(name, '2026-11-02T02:00:00.000Z'),
      ]))
        await store.add(run, text, 30);
      await store.close();
    }
    for (const [store, out] of [
      [address, 'site-pg'],
      ['shown', 'site-files'],
    ] as const) {
      const { code, err } = await cli(['site', '--store', store, '--out', out]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
    }
    const filesOf = (out: string) =>
      readdirSync(join(folder, out), { recursive: true, encoding: 'utf8' })
        .filter((file) => statSync(join(folder, out, file)).isFile())
        .sort();
    expect(filesOf('site-pg')).toEqual(filesOf('site-files'));
    for (const file of filesOf('site-pg'))
      expect([file, read('site-pg', file)]).toEqual([file, read('site-files', file)]);
  });

  whenLong(test)('that is not there any more: site and compare say so, and nothing of the password', async () => {
    const address = postgres?.database('gone') ?? '';
    postgres?.sql('postgres', 'drop database gone with (force)');
    for (const command of [
      ['site', '--store', address, '--out', 'site-gone'],
      ['compare', 'acme@-1', 'acme', '--store', address],
    ]) {
      const { code, err } = await cli(command);
      expect(code).toBe(2);
      expect(err).toContain('database "gone" does not exist');
      expect(err).not.toContain(PASSWORD);
      expect(err).not.toMatch(/ {4}at /);
    }
    expect(existsSync(join(folder, 'site-gone'))).toBe(false);
  });

  whenLong(test)('that goes away during the run: the reports are written, and no run is lost', async () => {
    const address = postgres?.database('leaving') ?? '';
    const running = cli(['verify', good, '--out', 'left', '--store', address]);
    // It says how far it is once requests go out: by then the store was opened.
    await new Promise<void>((resolve) => running.child.stderr?.once('data', () => resolve()));
    postgres?.sql('postgres', 'drop database leaving with (force)');
    const { code, err, out } = await running;
    expect(code).toBe(3);
    expect(out).toMatch(/conformant/i);
    expect(err).toContain('did not take the run');
    expect(err).not.toContain(PASSWORD);
    expect(err).not.toMatch(/ {4}at /);
    expect(JSON.parse(read('left/acme/report.json')).verdict).toBe('conformant');
    expect(runs('left/acme')).toHaveLength(2);
  });
});
