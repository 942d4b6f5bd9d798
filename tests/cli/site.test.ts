/** `site`: a website out of stores, in a folder that may hold other things. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config-error.ts';
import { openSiteFolder } from '../../src/cli/site-folder.ts';
import { tongueOf } from '../../src/messages/speech.ts';
import { openStore } from '../../src/results/open.ts';
import type { StoredRun } from '../../src/results/run.gen.ts';
import { runAt } from '../results/runs.ts';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, MAIN, startMock } from './cli.ts';

const runs = [
  runAt('acme', '2026-11-01T02:00:00.000Z'),
  runAt('acme', '2026-11-02T02:00:00.000Z'),
  runAt('beta', '2026-11-02T03:00:00.000Z'),
];
const [one, two] = [join(folder, 'one'), join(folder, 'two')];

beforeAll(async () => {
  // The second run of acme is in both.
  const shards: [string, typeof runs][] = [
    [one, runs.slice(0, 2)],
    [two, runs.slice(1)],
  ];
  for (const [where, of] of shards) {
    const store = await openStore(where);
    for (const { run, text } of of) await store.add(run, text, 30);
    await store.close();
  }
});
afterAll(cleanUp);

const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(path, file)).isFile())
    .sort();
const contentOf = (path: string) =>
  Object.fromEntries(filesIn(path).map((file) => [file, readFileSync(join(path, file), 'utf8')]));
const siteOf = (out: string, ...more: string[]) => cli(['site', '--store', one, '--store', two, '--out', out, ...more]);
const at = (...path: string[]) => join(folder, ...path);

test('a run of verify is on the site that is made of it', async () => {
  const file = await startMock(['--fault', 'rounds-half-up'], 'nightly');
  expect((await cli(['verify', file, '--out', 'real', '--only', 'rounding/*'])).code).toBe(1);
  const { code, out, err } = await cli(['site', '--store', 'real', '--out', 'real-site']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('real-site/index.html');
  const page = readFileSync(at('real-site', 'deployments', 'nightly.html'), 'utf8');
  expect(page).toContain('Non-conformant (partial)');
  expect(page).toContain('rounding/half');
  expect(readFileSync(at('real-site', 'checks', 'rounding.half.html'), 'utf8')).toContain('deployments/nightly.html');
  const { titles } = (await tongueOf('zh-CN')).names;
  for (const file of ['checks/rounding.half.html', 'deployments/nightly.html'])
    expect(readFileSync(at('real-site', 'zh', file), 'utf8')).toContain(titles['rounding/half']);
  for (const clause of readdirSync(at('real-site', 'zh', 'clauses')))
    expect(readFileSync(at('real-site', 'zh', 'clauses', clause), 'utf8')).not.toMatch(
      /<p class="(meaning|soft)">.*lang="en"/,
    );
});

describe('several stores', () => {
  test('are one site, and a run that two of them have counts once', async () => {
    const { code, out } = await siteOf('merged');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'merged: 2 deployments, 3 runs. Open merged/index.html, or publish the folder.\n',
    });
    const index = JSON.parse(readFileSync(at('merged', 'site.json'), 'utf8'));
    expect(index.deployments.map((one: { name: string; runs: number }) => [one.name, one.runs])).toEqual([
      ['acme', 2],
      ['beta', 1],
    ]);
  });

  whenLong(test)('give the same files byte for byte in the other order, later, and over themselves', async () => {
    await siteOf('again');
    const first = contentOf(at('again'));
    await siteOf('again');
    expect(contentOf(at('again'))).toEqual(first);
    const other = await cli(['site', '--store', two, '--store', one, '--out', 'other-order']);
    expect(other.code).toBe(0);
    expect(contentOf(at('other-order'))).toEqual(first);
  });

  whenLong(test)('--lang zh', async () => {
    expect((await siteOf('chinese', '--lang', 'zh')).code).toBe(0);
    expect(readFileSync(at('chinese', 'index.html'), 'utf8')).toContain('<html lang="zh-CN">');
    expect(existsSync(at('chinese', 'en', 'index.html'))).toBe(true);
  });
});

describe('a folder that holds other things', () => {
  test('keeps them, and loses what an earlier site left', async () => {
    await siteOf('shared');
    writeFileSync(at('shared', 'CNAME'), 'roma.example.com');
    writeFileSync(at('shared', 'deployments', 'notes.html'), 'mine');
    const { code } = await cli(['site', '--store', one, '--out', 'shared']);
    expect(code).toBe(0);
    expect(existsSync(at('shared', 'deployments', 'beta.html'))).toBe(false);
    expect(existsSync(at('shared', 'deployments', 'acme.html'))).toBe(true);
    expect(readFileSync(at('shared', 'CNAME'), 'utf8')).toBe('roma.example.com');
    expect(readFileSync(at('shared', 'deployments', 'notes.html'), 'utf8')).toBe('mine');
    expect(filesIn(at('shared')).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  test('a page of somebody else is never overwritten: exit code 2', async () => {
    mkdirSync(at('homepage'), { recursive: true });
    writeFileSync(at('homepage', 'index.html'), 'mine');
    const { code, err } = await siteOf('homepage');
    expect(code).toBe(2);
    expect(err).toContain('index.html is there and is no file of an earlier site');
    expect(readFileSync(at('homepage', 'index.html'), 'utf8')).toBe('mine');
  });

  whenLong(test)('a list that names files beyond the site takes none of them away', async () => {
    await siteOf('lied');
    writeFileSync(at('precious.html'), 'precious');
    writeFileSync(at('lied', 'own.txt'), 'own');
    writeFileSync(
      at('lied', '.roma-site.json'),
      JSON.stringify({ files: [...filesIn(at('lied')), '../precious.html', 'own.txt', '/etc/passwd', 7] }),
    );
    expect((await siteOf('lied')).code).toBe(0);
    expect(readFileSync(at('precious.html'), 'utf8')).toBe('precious');
    expect(readFileSync(at('lied', 'own.txt'), 'utf8')).toBe('own');
  });

  whenLong(test)('a link in the place of a folder or a file leads nowhere', async () => {
    mkdirSync(at('elsewhere'), { recursive: true });
    writeFileSync(at('elsewhere', 'acme.html'), 'theirs');
    mkdirSync(at('linked'), { recursive: true });
    symlinkSync(at('elsewhere'), at('linked', 'deployments'));
    const { code, err } = await siteOf('linked');
    expect(code).toBe(2);
    expect(err).toContain('deployments is a link or a file');
    await siteOf('relinked');
    rmSync(at('relinked', 'site.css'));
    symlinkSync(at('elsewhere', 'acme.html'), at('relinked', 'site.css'));
    expect((await siteOf('relinked')).code).toBe(0);
    expect(readFileSync(at('elsewhere', 'acme.html'), 'utf8')).toBe('theirs');
  });
});

describe('a run that another version wrote', () => {
  /** A copy of a store, with a run of a later version added. */
  const withLater = (name: string) => {
    cpSync(one, at(name), { recursive: true });
    const later = runAt('acme', '2026-11-03T02:00:00.000Z').run;
    const file = at(name, 'acme', 'runs', `${later.id}.json`);
    writeFileSync(file, JSON.stringify({ ...later, schemaVersion: '2.0' }));
    return file;
  };

  test('is left out and told once; the site of the others is written, and the exit code is 3', async () => {
    const file = withLater('later');
    const { code, out, err } = await cli(['site', '--store', 'later', '--out', 'later-site']);
    expect({ code, out }).toEqual({
      code: 3,
      out: 'later-site: 1 deployment, 2 runs. Open later-site/index.html, or publish the folder.\n',
    });
    expect(err).toMatch(/^Left out, because this version cannot read them: 1\n {2}\S.*: a run of version 2\.0, .*\n$/);
    expect(err).toContain(file.slice(folder.length + 1));
    await cli(['site', '--store', one, '--out', 'without']);
    expect(contentOf(at('later-site'))).toEqual(contentOf(at('without')));
  });

  whenLong(test)('and no other: nothing is written', async () => {
    const file = withLater('only-later');
    const runs = dirname(file);
    for (const name of readdirSync(runs)) if (join(runs, name) !== file) rmSync(join(runs, name));
    const { code, err } = await cli(['site', '--store', 'only-later', '--out', 'only-later-site']);
    expect(code).toBe(3);
    expect(err).toContain('There is no run in only-later; nothing was written.');
    expect(existsSync(at('only-later-site', 'index.html'))).toBe(false);
  });
});

whenLong(test)('many deployments are made in threads, and come to the same files', async () => {
  const names = Array.from({ length: 120 }, (_, i) => `d-${i}`);
  const all: StoredRun[][] = names.map((name, i) => [
    runAt(name, new Date(Date.UTC(2026, 10, 1, 2, 0, i)).toISOString()).run,
  ]);
  for (const [where, of] of [
    ['few', all.slice(0, 60)],
    ['others', all.slice(60)],
  ] as const) {
    const store = await openStore(at(where));
    for (const run of of.flat()) await store.add(run, '{}', 0);
    await store.close();
  }
  const broken = at('few', 'd-7', 'runs', `${all[7]?.[0]?.id}.json`);
  writeFileSync(broken, '{');
  const { code, out, err } = await cli([
    'site',
    '--store',
    'few',
    '--store',
    'others',
    '--out',
    'threads',
    '--lang',
    'zh',
  ]);
  expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('119') });
  expect(err).toContain('此版本无法读取而略去的运行：1');
  expect(err).toContain('d-7');
  // The same of fewer at a time: what a deployment comes to depends on no other.
  await cli(['site', '--store', 'others', '--out', 'unthreaded', '--lang', 'zh']);
  for (const name of ['d-60', 'd-119'])
    for (const file of [`deployments/${name}.html`, `en/deployments/${name}.html`, `deployments/${name}.json`])
      expect(readFileSync(at('threads', file), 'utf8')).toBe(readFileSync(at('unthreaded', file), 'utf8'));
  const index = JSON.parse(readFileSync(at('threads', 'site.json'), 'utf8'));
  expect(index.deployments.map((one: { name: string }) => one.name)).toEqual(
    names.filter((name) => name !== 'd-7').sort(),
  );
});

test('where not even the list of its files can be written, as on a full disk, it is said what was to be written', async () => {
  const folder = await openSiteFolder(at('full'));
  rmSync(at('full', '.roma-site.json'));
  mkdirSync(at('full', '.roma-site.json', 'in the way'), { recursive: true });
  mkdirSync(at('full', 'site.css'));
  expect(() => folder.write({ path: 'site.css', text: '' })).toThrow(ConfigError);
  expect(() => folder.write({ path: 'site.css', text: '' })).toThrow(
    /site\.css is there and is no file of an earlier site/,
  );
});

describe('ends', () => {
  test('with 3 where the store has no run, and writes nothing', async () => {
    mkdirSync(at('empty'), { recursive: true });
    const { code, err } = await cli(['site', '--store', 'empty', '--out', 'nothing']);
    expect(code).toBe(3);
    expect(err).toContain('There is no run in empty');
    expect(existsSync(at('nothing'))).toBe(false);
  });

  test.each(
    drawn(
      [
        [['--lang', 'fr'], 'there are en, zh'],
        [['--url', 'ftp://a/'], '--url: an address such as'],
        [['--url', 'https://user:secret@a.example/'], '--url: an address such as'],
        [['--store', ''], '--store is empty'],
        [['--store', 'mysql://db/x'], 'a store at mysql:// is not known'],
        [['--out', '/proc/nowhere/site'], 'cannot be written'],
        [['--store', MAIN], 'is no folder; name one'],
      ],
      2,
    ),
  )('with 2 for %j', async (flags, message) => {
    const { code, out, err } = await siteOf('never', ...flags);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
