/** What every store of runs does, held against each kind: files, and a real PostgreSQL. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config-error.ts';
import { openStore } from '../../src/results/open.ts';
import { joinStores } from '../../src/results/several.ts';
import { type ResultStore, UnreadableRun } from '../../src/results/store.ts';
import { drawn } from '../tier.ts';
import { PASSWORD, type Postgres, postgresPrograms, startPostgres } from './postgres.ts';
import { runAt } from './runs.ts';

const programs = postgresPrograms();
const folder = mkdtempSync(join(tmpdir(), 'roma-store-'));
let postgres: Postgres | null = null;
let count = 0;

beforeAll(async () => {
  if (programs !== null) postgres = await startPostgres(programs);
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A new and empty store of each kind, by its address. */
const kinds: Record<string, () => string> = {
  files: () => join(folder, `files-${count++}`),
  PostgreSQL: () => postgres?.database(`store_${count++}`) ?? '',
};

const inStore = async (address: string, work: (store: ResultStore) => Promise<void>) => {
  const store = await openStore(address);
  try {
    await work(store);
  } finally {
    await store.close();
  }
};

const first = runAt('acme', '2026-11-01T02:00:00.000Z');
const second = runAt('acme', '2026-11-02T02:00:00.000Z');
const third = runAt('acme', '2026-11-03T02:00:00.123Z');
const other = runAt('beta.1', '2026-11-02T03:00:00.000Z', (report) => {
  report.deployment.labels = { vendor: 'beta', region: 'cn-north-4' };
  report.deployment.version = '3.2.1';
});
const all = [first, second, third, other];
const ids = (...runs: (typeof first)[]) => runs.map(({ run }) => run.id);
const idsIn = (runs: readonly { id: string }[]) => runs.map(({ id }) => id);

for (const [kind, address] of Object.entries(kinds)) {
  const isThere = kind !== 'PostgreSQL' || programs !== null;
  const told = isThere ? kind : `${kind}: not installed here (package postgresql), so nothing was tested`;
  if (!isThere) process.stderr.write(`${told}\n`);
  (isThere ? describe : describe.skip)(`a store in ${told}`, () => {
    test('that is empty has nothing', () =>
      inStore(address(), async (store) => {
        expect(await store.deployments()).toEqual([]);
        expect(await store.runs()).toEqual([]);
        expect(await store.runs({ deployment: 'acme' })).toEqual([]);
        expect(await store.run(first.run.id)).toBeNull();
        expect(await store.report(first.run.id)).toBeNull();
      }));

    test('gives back what was put in, after it was opened again, the newest first', async () => {
      const where = address();
      await inStore(where, async (store) => {
        for (const { run, text } of [second, other, first, third]) await store.add(run, text, 30);
      });
      await inStore(where, async (store) => {
        expect(await store.deployments()).toEqual(['acme', 'beta.1']);
        expect(idsIn(await store.runs())).toEqual(ids(third, other, second, first));
        expect(idsIn(await store.runs({ deployment: 'acme' }))).toEqual(ids(third, second, first));
        expect(idsIn(await store.runs({ deployment: 'acme', limit: 2 }))).toEqual(ids(third, second));
        expect(idsIn(await store.runs({ before: '2026-11-02T03:00:00.000Z' }))).toEqual(ids(second, first));
        for (const { run, text } of all) {
          expect(await store.run(run.id)).toEqual(run);
          expect(await store.report(run.id)).toBe(text);
        }
      });
    });

    test('keeps whole reports of the last runs of each deployment, and all runs', () =>
      inStore(address(), async (store) => {
        for (const { run, text } of all) await store.add(run, text, 2);
        expect(await Promise.all(ids(...all).map(async (id) => (await store.report(id)) !== null))).toEqual([
          false,
          true,
          true,
          true,
        ]);
        expect(await store.runs()).toHaveLength(4);
        const last = runAt('acme', '2026-11-04T02:00:00.000Z');
        await store.add(last.run, last.text, 0);
        expect(await Promise.all(ids(...all, last).map((id) => store.report(id)))).toEqual([
          null,
          null,
          null,
          other.text,
          null,
        ]);
      }));

    test('leaves out what another version wrote where somebody wants to know of it, and only there', async () => {
      const where = address();
      const newer = { ...second.run, schemaVersion: '2.0' } as unknown as typeof second.run;
      await inStore(where, async (store) => {
        for (const run of [first.run, newer, third.run]) await store.add(run, first.text, 30);
        const problems: UnreadableRun[] = [];
        const onUnreadable = (problem: UnreadableRun) => void problems.push(problem);
        expect(idsIn(await store.runs({ limit: 2, onUnreadable }))).toEqual(ids(third, first));
        expect(idsIn(problems)).toEqual(ids(second));
        expect(problems[0]?.message).toContain('a run of version 2.0, written by another version');
        for (const asked of [store.runs(), store.run(second.run.id)])
          await expect(asked).rejects.toThrow(UnreadableRun);
        expect(idsIn(await store.runs({ limit: 1 }))).toEqual(ids(third));
      });
      const both = joinStores([await openStore(where), await openStore(address())]);
      const problems: string[] = [];
      await both.add(first.run, first.text, 30);
      await both.runs({ onUnreadable: ({ id }) => void problems.push(id) });
      expect(problems).toEqual(ids(second));
      await both.close();
    });

    test('takes the same run twice as once', () =>
      inStore(address(), async (store) => {
        await store.add(first.run, first.text, 30);
        await store.add({ ...first.run, verdict: 'conformant' }, 'another', 30);
        expect(await store.runs()).toEqual([first.run]);
        expect(await store.report(first.run.id)).toBe(first.text);
      }));

    test('takes runs of several writers at once', async () => {
      const where = address();
      const runs = Array.from({ length: 24 }, (_, i) =>
        runAt('acme', `2026-11-05T02:00:${String(i).padStart(2, '0')}.000Z`),
      );
      const stores = await Promise.all([0, 1, 2].map(() => openStore(where)));
      // Every run is added by two of them.
      await Promise.all(runs.flatMap(({ run, text }, i) => [0, 1].map((k) => stores[(i + k) % 3]?.add(run, text, 10))));
      const [store] = stores;
      expect(idsIn((await store?.runs()) ?? [])).toEqual(idsIn(runs.map(({ run }) => run)).reverse());
      const kept = await Promise.all(runs.map(async ({ run }) => (await store?.report(run.id)) !== null));
      expect(kept.slice(-10)).toEqual(Array(10).fill(true));
      await Promise.all(stores.map((one) => one.close()));
    });

    test('gives back texts that no database likes', () =>
      inStore(address(), async (store) => {
        const text = 'a\u0000b \ud800 ‮ 😀 \' " \\ $1';
        const hostile = runAt('acme', '2026-11-06T02:00:00.000Z', (report) => {
          report.deployment.labels = { vendor: text };
          for (const check of report.checks) if (check.message !== null) check.message = text;
        });
        await store.add(hostile.run, hostile.text, 30);
        expect(await store.run(hostile.run.id)).toEqual(JSON.parse(JSON.stringify(hostile.run)));
        expect(await store.report(hostile.run.id)).toBe(hostile.text);
      }));

    test.each(drawn(['', "'; drop table roma_runs; --", '../acme', 'acme/../acme', '%'], 1))(
      'knows no deployment %j',
      (name) =>
        inStore(address(), async (store) => {
          await store.add(first.run, first.text, 30);
          expect(await store.runs({ deployment: name })).toEqual([]);
          expect(await store.run(name)).toBeNull();
          expect(await store.report(`../runs/${first.run.id}`)).toBeNull();
          expect(await store.runs()).toHaveLength(1);
        }),
    );
  });
}

/** The sentence that an error says. */
const told = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('nothing was said');
};

describe('files', () => {
  test('lie in the folder of the deployment, each run in its own, and nothing half', async () => {
    const where = join(folder, 'layout');
    mkdirSync(join(where, 'acme'), { recursive: true });
    writeFileSync(join(where, 'acme', 'report.json'), '{}');
    await inStore(where, (store) => store.add(first.run, first.text, 30));
    expect(readdirSync(join(where, 'acme'))).toEqual(['report.json', 'runs']);
    expect(readdirSync(join(where, 'acme', 'runs')).sort()).toEqual([
      `${first.run.id}.json`,
      `${first.run.id}.report.json`,
    ]);
  });

  test.each<[string, (run: object) => string, string]>([
    [
      'another version',
      (run) => JSON.stringify({ ...run, schemaVersion: '2.0' }),
      'a run of version 2.0, written by another version',
    ],
    ['no JSON', () => '{"schemaVersion"', 'no JSON'],
    ['another shape', (run) => JSON.stringify({ ...run, verdict: 'good' }), '/verdict must be one of conformant'],
    ['nothing', () => 'null', 'no run that this suite wrote'],
  ])('of %s are named and refused', async (_, text, message) => {
    const where = join(folder, `bad-${count++}`);
    await inStore(where, async (store) => {
      await store.add(first.run, first.text, 30);
      const file = join(where, 'acme', 'runs', `${first.run.id}.json`);
      writeFileSync(file, text(first.run));
      const said = await told(store.runs());
      expect(said).toContain(file);
      expect(said).toContain(message);
    });
  });

  test('of a later 1.x are read', async () => {
    const where = join(folder, 'later');
    await inStore(where, async (store) => {
      await store.add(first.run, first.text, 30);
      const file = join(where, 'acme', 'runs', `${first.run.id}.json`);
      writeFileSync(file, JSON.stringify({ ...first.run, schemaVersion: '1.7', more: [1] }));
      expect(await store.runs()).toEqual([{ ...first.run, more: [1] }]);
    });
  });

  test('in a folder that is a file: refused as it is opened, or as it is written to', async () => {
    const where = join(folder, 'a-file');
    writeFileSync(where, '');
    expect(await told(openStore(where))).toBe(`the store ${where} is no folder; name one, or a postgres:// address`);
    expect(await told(openStore(join(where, 'below')))).toContain('cannot be opened: ENOTDIR');
    const store = await openStore(join(folder, 'a-file-later'));
    writeFileSync(join(folder, 'a-file-later'), '');
    expect(await told(store.add(first.run, first.text, 30))).toMatch(/cannot be written \((ENOTDIR|EEXIST)\)/);
  });

  test('drafts that a dead process left are no runs', async () => {
    const where = join(folder, 'drafts');
    await inStore(where, async (store) => {
      await store.add(first.run, first.text, 30);
      writeFileSync(join(where, 'acme', 'runs', `${second.run.id}.json.1-0.tmp`), '{"half');
      expect(await store.runs()).toHaveLength(1);
    });
  });
});

test.each(['mysql://host/db', 's3://bucket'])('%s is no kind of store', async (where) => {
  expect(await told(openStore(where))).toContain('is not known; name a folder, or a postgres:// address');
  expect(existsSync(where)).toBe(false);
});

const withPostgres = programs === null ? describe.skip : describe;
withPostgres('PostgreSQL', () => {
  const silent = (said: string) => {
    expect(said).not.toContain(PASSWORD);
    return said;
  };

  test('that is not there', async () => {
    const where = `postgres://roma:${PASSWORD}@127.0.0.1:1/none`;
    expect(silent(await told(openStore(where)))).toMatch(
      /^the store postgres:\/\/127.0.0.1:1\/none cannot be opened: .*ECONNREFUSED/,
    );
  });

  test('that does not let us in, and a database that is not there', async () => {
    const where = kinds['PostgreSQL']?.() ?? '';
    expect(silent(await told(openStore(where.replace(PASSWORD, `${PASSWORD}-not`))))).toContain(
      'password authentication failed',
    );
    expect(silent(await told(openStore(where.replace(/\w+$/, 'nowhere'))))).toContain('"nowhere" does not exist');
    expect(silent(await told(openStore(`postgres://roma:${PASSWORD}@[/x`)))).toContain('no address of a database');
  });

  test('that goes away in between', async () => {
    const where = kinds['PostgreSQL']?.() ?? '';
    const name = new URL(where).pathname.slice(1);
    const store = await openStore(where);
    await store.add(first.run, first.text, 30);
    postgres?.sql('postgres', `drop database ${name} with (force)`);
    expect(silent(await told(store.add(second.run, second.text, 30)))).toContain('did not take the run');
    expect(silent(await told(store.runs()))).toContain('cannot be read');
    await store.close();
  });

  test('whose tables a newer version wrote', async () => {
    const where = kinds['PostgreSQL']?.() ?? '';
    await inStore(where, async () => {});
    postgres?.sql(new URL(where).pathname.slice(1), "insert into roma_migrations values ('0099-later', '2030')");
    expect(await told(openStore(where))).toContain('was written by a newer version of this suite (its step 0099-later');
  });

  test('opened by several at once while it is empty', async () => {
    const where = kinds['PostgreSQL']?.() ?? '';
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(where)));
    for (const store of stores) expect(await store.runs()).toEqual([]);
    await Promise.all(stores.map((store) => store.close()));
  });
});
