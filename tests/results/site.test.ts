/** The site as files: what it says, that it is the same each time, and that no text of a run becomes markup. */
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { judgeBySchema } from '../../src/edition/json-schema.ts';
import { sentencesOf } from '../../src/messages/messages.ts';
import { UNSEEN } from '../../src/report/visible.ts';
import { changeRules, type Side } from '../../src/results/changes.ts';
import { compare } from '../../src/results/compare.ts';
import { checksOf, type Outcome, type StoredRun } from '../../src/results/run.ts';
import { historyOf } from '../../src/site/history.ts';
import { LETTERS } from '../../src/site/letters.ts';
import { OWN_PATH, pathOf, slugOf } from '../../src/site/paths.ts';
import { deploymentFiles, openSite, type SiteFile } from '../../src/site/site.ts';
import { WORDS } from '../../src/site/words/words.ts';
import { storedRun } from './stored-run.ts';

const checks = [
  { id: 'rounding/half', title: 'Half of an id is rounded down', clauses: ['ROUND-1'] },
  { id: 'uri/post', title: 'POST performs the operation', clauses: ['URI-1'] },
];
const clauses = ['ROUND-1', 'URI-1'].map((id) => ({
  id,
  level: 'MUST',
  statement: `What ${id} asks`,
  source: 'Table 3',
}));

function build(
  runs: readonly StoredRun[][],
  options: Partial<Parameters<typeof openSite>[0]> = {},
): Map<string, string> {
  const all = { language: 'en' as const, address: null, checks, clauses, ...options };
  const site = openSite(all);
  const made = runs.map((own) => deploymentFiles(own, all));
  for (const { summary } of made) site.add(summary);
  const files: SiteFile[] = [...made.flatMap((one) => one.files), ...site.end()];
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
  return new Map(files.map(({ path, text }) => [path, text]));
}
const day = (n: number) => `2026-11-0${n}T02:00:00.000Z`;
const acme = [
  storedRun('acme', day(1), { 'rounding/half': 'passed', 'uri/post': 'passed' }),
  storedRun('acme', day(2), { 'rounding/half': 'error', 'uri/post': 'passed' }),
  storedRun('acme', day(3), { 'rounding/half': 'failed', 'uri/post': 'passed' }),
];
const beta = [
  storedRun('Beta', day(3), { 'rounding/half': 'passed', 'uri/post': 'failed' }, { labels: { vendor: 'b' } }),
];

describe('the history of a deployment', () => {
  test('says what changed when, the newest first', () => {
    const history = historyOf(acme);
    expect(history.runs.map(({ startedAt, outcomes }) => [startedAt, outcomes])).toEqual([
      [day(3), 'fp'],
      [day(2), 'ep'],
      [day(1), 'pp'],
    ]);
    expect(history.flips).toEqual([
      { check: 0, run: 0, before: 1, from: 'e', to: 'f', kind: 'regression' },
      { check: 0, run: 1, before: 2, from: 'p', to: 'e', kind: 'other' },
    ]);
    expect(judgeBySchema('site-history.schema.json', history)).toEqual([]);
  });

  test.each<[Outcome[], string[]]>([
    [['passed', 'failed'], ['regression']],
    [['waived', 'failed'], ['regression']],
    [['error', 'failed'], ['other']],
    [
      ['failed', 'not-testable', 'failed'],
      ['other', 'other'],
    ],
    [['failed', 'passed'], ['mend']],
    [
      ['failed', 'error', 'passed'],
      ['mend', 'other'],
    ],
    [
      ['failed', 'waived', 'passed'],
      ['mend', 'other'],
    ],
    [
      ['passed', 'withheld', 'passed'],
      ['other', 'other'],
    ],
  ])('%j is %j', (outcomes, kinds) => {
    const runs = outcomes.map((outcome, i) => storedRun('acme', day(i + 1), { 'uri/post': outcome }));
    expect(historyOf(runs).flips.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('is the same in any order, and where a run is in two stores', () => {
    const [a, b, c] = acme as [StoredRun, StoredRun, StoredRun];
    expect(historyOf([c, a, b, a])).toEqual(historyOf(acme));
  });

  test('a run that lacks a check says nothing of it', () => {
    const runs = [
      storedRun('acme', day(1), { 'uri/post': 'passed' }),
      storedRun('acme', day(2), { 'rounding/half': 'passed' }, { partial: true }),
      storedRun('acme', day(3), { 'uri/post': 'failed' }),
    ];
    expect(historyOf(runs).runs.map(({ outcomes }) => outcomes)).toEqual(['f-', '-p', 'p-']);
    expect(historyOf(runs).flips).toMatchObject([{ run: 0, before: 2, kind: 'regression' }]);
  });

  test('says which checks decided nothing yet', () => {
    const run = storedRun(
      'acme',
      day(1),
      { 'rounding/half': 'passed', 'uri/post': 'failed' },
      { provisional: ['uri/post'] },
    );
    const history = historyOf([run, ...acme.slice(1)]);
    expect(history.runs.map(({ provisional }) => provisional)).toEqual([undefined, undefined, [1]]);
    expect(judgeBySchema('site-history.schema.json', history)).toEqual([]);
  });

  test('a partial run does not speak for the deployment while there is a whole one', () => {
    const part = storedRun('acme', day(4), { 'uri/post': 'failed' }, { partial: true });
    expect(historyOf([...acme, part]).latest).toBe(1);
    expect(historyOf([part]).latest).toBe(0);
  });

  test('of more findings than it holds, those of the newest runs', () => {
    const runs = [1, 2].map((n) => ({
      ...storedRun('acme', day(n), { 'uri/post': 'failed' }),
      findings: Array.from({ length: 400 }, (_, i) => ({
        check: 'uri/post',
        key: (n * 1000 + i).toString(16).padStart(16, '0'),
        text: `run ${n}, ${i}`,
      })),
    }));
    const { findings, omitted, runs: shown } = historyOf(runs);
    expect({ held: findings.length, omitted }).toEqual({ held: 500, omitted: 300 });
    expect(shown.map(({ found }) => found.length)).toEqual([400, 100]);
  });
});

describe('a site', () => {
  const site = build([acme, beta]);

  test('has a page for each deployment, check and clause, in both languages, and what machines read', () => {
    const pages = [
      'index.html',
      'compare.html',
      'deployments/acme.html',
      'deployments/_beta.html',
      'checks/rounding.half.html',
      'clauses/_r_o_u_n_d-1.html',
    ];
    for (const page of pages) {
      expect(site.get(page)).toContain('<html lang="en">');
      expect(site.get(`zh/${page}`)).toContain('<html lang="zh-CN">');
    }
    for (const file of [
      'deployments/acme.json',
      'deployments/acme.js',
      'badges/acme.svg',
      'badges/acme.json',
      'feed.xml',
    ])
      expect([...site.keys()]).toContain(file);
    for (const path of site.keys()) expect(path).toMatch(OWN_PATH);
  });

  test('--lang zh: Chinese at the root, English in en/', () => {
    const chinese = build([acme], { language: 'zh' });
    expect(chinese.get('index.html')).toContain('<html lang="zh-CN">');
    expect(chinese.get('en/index.html')).toContain('<html lang="en">');
    expect(chinese.has('zh/index.html')).toBe(false);
  });

  test('is the same whatever the order of deployments and runs', () => {
    expect(build([beta, [...acme].reverse()])).toEqual(site);
  });

  test('every link leads to a file of the site', () => {
    for (const [path, text] of site) {
      if (!path.endsWith('.html')) continue;
      for (const [, link = ''] of text.matchAll(/(?:href|src)="([^"#]*)[^"]*"/g)) {
        if (link === '') continue;
        expect(link).not.toMatch(/^[a-z]+:|^\//);
        expect([...site.keys()]).toContain(new URL(link, `http://site/${path}`).pathname.slice(1));
      }
    }
  });

  test('says who fails a check and who breaks a clause', () => {
    expect(site.get('checks/rounding.half.html')).toMatch(
      /Who fails it <span class="soft">1<\/span>[\s\S]*deployments\/acme\.html/,
    );
    expect(site.get('checks/rounding.half.html')).toMatch(
      /Everybody else[\s\S]*passed<[\s\S]*deployments\/_beta\.html/,
    );
    expect(site.get('clauses/_u_r_i-1.html')).toContain('deployments/_beta.html');
    expect(site.get('clauses/_u_r_i-1.html')).not.toContain('deployments/acme.html');
  });

  test('site.json is by its schema', () => {
    const index = JSON.parse(site.get('site.json') ?? '');
    expect(judgeBySchema('site.schema.json', index)).toEqual([]);
    expect(index.deployments.map(({ name, outcomes }: { name: string; outcomes: string }) => [name, outcomes])).toEqual(
      [
        ['Beta', 'pf'],
        ['acme', 'fp'],
      ],
    );
    expect(index.regressions).toMatchObject([{ deployment: 'acme', checks: ['rounding/half'], startedAt: day(3) }]);
  });

  test('the badge for services, and its image', () => {
    expect(JSON.parse(site.get('badges/acme.json') ?? '')).toEqual({
      schemaVersion: 1,
      label: 'force-offline',
      message: 'non-conformant, 2025-03-26',
      color: 'red',
    });
    const partial = build([[{ ...storedRun('acme', day(1), { 'uri/post': 'passed' }), partial: true }]]);
    expect(JSON.parse(partial.get('badges/acme.json') ?? '').message).toBe('conformant (partial), 2025-03-26');
    expect(site.get('badges/acme.svg')).toContain('force-offline: non-conformant, 2025-03-26');
  });

  test('the feed has an entry for each run with a regression, with dates of the runs', () => {
    const feed = site.get('feed.xml') ?? '';
    expect(feed).toContain(`<updated>${day(3)}</updated>`);
    expect(feed.match(/<entry>/g)).toHaveLength(1);
    expect(feed).toContain('Fails now: rounding/half.');
    expect(build([acme], { address: 'https://acme.example/roma/' }).get('feed.xml')).toContain(
      'href="https://acme.example/roma/deployments/acme.html"',
    );
  });
});

const HOSTILE = [
  `"><script>document.title='owned'</script><img src=x onerror="document.title='owned'">`,
  `</script><script>alert(1)</script><!--`,
  `]]><x/>&xxe;`,
  '\u202eevil\u2028\u0000\ud800\x1b[2J',
  '__proto__',
];

describe.each(HOSTILE)('a store that says %j everywhere', (text) => {
  const id = `a/${text}`;
  const run = storedRun(
    'acme',
    day(1),
    { [id]: 'failed', [text]: 'passed' },
    { version: text, edition: text, suite: { version: text, score: text }, labels: { [text]: text, vendor: text } },
  );
  run.findings = [{ check: id, key: '0'.repeat(16), text }];
  const before = { ...run, id: `20261031T020000000Z-00000000`, checks: { [id]: 'MUST passed' } };
  const own = build([acme]);
  const site = build([[before, run]], {
    checks: [{ id, title: text, clauses: [text] }],
    clauses: [{ id: text, level: text, statement: text, source: text }],
  });

  test('pages hold no tag and no attribute but their own', () => {
    const shape = (page: string) => {
      const bare = page.replace(/<script[\s\S]*?<\/script>/g, (script) => script.slice(0, script.indexOf('>') + 1));
      return {
        tags: new Set([...bare.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag)),
        attributes: new Set(
          [...bare.matchAll(/<[^>]*>/g)].flatMap(([tag]) =>
            [...tag.matchAll(/\s([a-z-]+)(?==")/g)].map(([, name]) => name),
          ),
        ),
      };
    };
    const known = shape(
      [...own]
        .filter(([path]) => path.endsWith('.html'))
        .map(([, page]) => page)
        .join(''),
    );
    for (const [path, page] of site) {
      if (!path.endsWith('.html')) continue;
      const { tags, attributes } = shape(page);
      expect([...tags].filter((tag) => !known.tags.has(tag))).toEqual([]);
      expect([...attributes].filter((name) => !known.attributes.has(name))).toEqual([]);
      expect(page.match(/<script[\s>]/g)?.length ?? 0).toBe(/(index|compare)\.html$/.test(path) ? 2 : 0);
      expect(page).not.toMatch(UNSEEN);
    }
  });

  test('paths are plain', () => {
    for (const path of site.keys()) expect(path).toMatch(OWN_PATH);
  });

  test('XML is well-formed, JSON is by its schema, and scripts only hand over data', () => {
    for (const [path, file] of site) {
      if (/\.(xml|svg)$/.test(path)) {
        const parser = new SaxesParser();
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(file).close();
      }
      if (path.endsWith('.js')) {
        const seen: unknown[] = [];
        runInNewContext(file, { romaHistory: (history: unknown) => seen.push(history) });
        expect(JSON.parse(JSON.stringify(seen))).toEqual([JSON.parse(site.get(path.replace(/js$/, 'json')) ?? '')]);
      }
    }
    expect(judgeBySchema('site.schema.json', JSON.parse(site.get('site.json') ?? ''))).toEqual([]);
    expect(judgeBySchema('site-history.schema.json', JSON.parse(site.get('deployments/acme.json') ?? ''))).toEqual([]);
  });
});

describe('paths', () => {
  test('different names never share one, on file systems that do not tell capitals either', () => {
    const names = ['acme', 'Acme', '_acme', 'a_cme', 'A__cme', 'aCme', 'a_Cme', 'A', 'a'];
    expect(new Set(names.map((name) => slugOf(name).toLowerCase())).size).toBe(names.length);
  });
  test('no name leads out of the folder', () => {
    for (const name of ['../x', '..', 'a/../../b', '/etc', 'C:\\x', '', 'a\u0000b', 'x'.repeat(500)])
      for (const of of Object.values(pathOf)) expect(of(name)).toMatch(OWN_PATH);
  });
  test.each([
    '../x.html',
    '/etc/passwd',
    'deployments/../index.html',
    'deployments/x/../y.html',
    'zh/zh/index.html',
    '.git/config',
    'deployments/.html',
    'x.html',
  ])('%s is none of the site', (path) => expect(path).not.toMatch(OWN_PATH));
});

describe('a check that a later partial run judged again', () => {
  const fails = { 'rounding/half': 'failed', 'rounding/alone': 'failed', 'uri/post': 'passed' } as const;
  const mended = { 'rounding/half': 'passed', 'rounding/alone': 'error' } as const;
  const files = build([
    [
      storedRun('acme', day(1), fails),
      storedRun('acme', day(2), fails),
      storedRun('acme', day(3), mended, { partial: true }),
      storedRun('acme', day(4), { 'uri/post': 'failed' }, { partial: true }),
    ],
  ]);
  const textOf = (path: string) => (files.get(path) ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  test('comes to the same on every page: as it ended there, and the run is named', () => {
    const now = /Now (.*?) What changed, and when (.*?) Runs /.exec(textOf('deployments/acme.html')) ?? [];
    expect(now[1]).not.toContain('failed MUST rounding/half');
    expect(now[1]).toContain('rounding/half in the partial run of 2026-11-03 02:00:00 UTC');
    // What a later run could not judge stays as it was.
    expect(now[1]).toContain('failed MUST rounding/alone in every run that judged it since 2026-11-01 02:00:00 UTC');
    expect(now[1]).toContain(
      'failed MUST uri/post in every run that judged it since 2026-11-04 02:00:00 UTC in the partial run of 2026-11-04',
    );
    expect(now[2]).toContain('2026-11-03 02:00:00 UTC (partial)');
    expect(textOf('checks/rounding.half.html')).toContain(
      'Who fails it 0 Nobody. Everybody else ✓ passed 1 acme in the partial run of 2026-11-03 02:00:00 UTC',
    );
    expect(textOf('checks/uri.post.html')).toContain('Who fails it 1');
    expect(textOf('clauses/_r_o_u_n_d-1.html')).toContain('Who fails it 0');
  });

  test('leaves the verdict to the last run of all checks, which is said', () => {
    const page = textOf('deployments/acme.html');
    expect(page).toContain('Non-conformant. Failed: 2 MUST');
    expect(page).toContain('The verdict is that of the last run of all checks. 2 later runs');
    const [site] = JSON.parse(files.get('site.json') ?? '').deployments;
    expect(site).toMatchObject({ startedAt: day(2), partial: false, later: 2, outcomes: 'pff' });
    expect(textOf('index.html')).toContain('and 2 runs in part since');
  });
});

describe('a check that only a later partial run finds failed', () => {
  const good = { 'rounding/half': 'passed', 'uri/post': 'passed' } as const;
  const inPart = { partial: true };
  const built = (...runs: StoredRun[]) => {
    const files = build([[storedRun('acme', day(1), good), ...runs]]);
    return {
      page: (path: string) => (files.get(path) ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
      markup: (path: string) => files.get(path) ?? '',
      fallen: JSON.parse(files.get('site.json') ?? '').deployments[0].fallen,
    };
  };
  const broken = storedRun('acme', day(2), { 'uri/post': 'failed' }, inPart);
  const should = { checks: { 'uri/post': 'SHOULD failed' } };

  test('is seen at every headline, on the badge and in the count', () => {
    const { page, markup, fallen } = built(broken);
    expect(fallen).toBe(1);
    const headline = 'Conformant in the last run of all checks, but 1 check that decides failed since';
    expect(page('deployments/acme.html')).toContain(headline);
    for (const path of ['index.html', 'checks/uri.post.html', 'clauses/_u_r_i-1.html'])
      expect(page(path)).toContain('✗ Conformant, but 1 failed since');
    expect(markup('deployments/acme.html')).toContain('<header class="head t-non-conformant">');
    expect(markup('index.html')).toContain('<span class="verdict t-non-conformant">');
    expect(page('index.html')).toContain('1 deployment, of which none is conformant');
    expect(JSON.parse(markup('badges/acme.json'))).toMatchObject({
      message: '1 failed since in part, 2025-03-26',
      color: 'red',
    });
    expect(markup('badges/acme.svg')).toContain('1 failed since in part');
    expect(page('zh/deployments/acme.html')).toContain('但此后有 1 项起决定作用的检查不通过');
  });

  test.each<[string, StoredRun[]]>([
    ['that passed in a still later one', [broken, storedRun('acme', day(3), { 'uri/post': 'passed' }, inPart)]],
    ['that a run of all checks settled', [broken, storedRun('acme', day(3), good)]],
    ['that is a SHOULD', [{ ...broken, ...should }]],
    ['that is provisional', [{ ...broken, provisional: ['uri/post'] }]],
    ['that is waived', [storedRun('acme', day(2), { 'uri/post': 'waived' }, inPart)]],
  ])('but not one %s', (_, runs) => {
    const { page, markup, fallen } = built(...runs);
    expect(fallen).toBe(0);
    expect(page('index.html')).toContain('1 deployment, of which 1 is conformant');
    expect(JSON.parse(markup('badges/acme.json'))).toMatchObject({
      message: 'conformant, 2025-03-26',
      color: 'brightgreen',
    });
  });

  test('and a SHOULD of a strict run', () => expect(built({ ...broken, ...should, strict: true }).fallen).toBe(1));

  test('a deployment that was non-conformant before stays that', () => {
    const { page, fallen } = built(
      storedRun('acme', day(2), { ...good, 'rounding/half': 'failed' }),
      storedRun('acme', day(3), { 'uri/post': 'failed' }, inPart),
    );
    expect(fallen).toBe(0);
    expect(page('deployments/acme.html')).toContain('Non-conformant. Failed: 1 MUST');
  });
});

test('the page that compares has the rules of compare, and they need nothing from outside', () => {
  const rules = changeRules.toString();
  expect(build([acme]).get('compare.html')).toContain(rules);
  const { compare: inPage } = runInNewContext(`(${rules})()`) as ReturnType<typeof changeRules>;
  const outcomes: (Outcome | null)[] = [...(Object.keys(LETTERS) as Outcome[]), null];
  const side = (outcome: Outcome | null, change: Partial<StoredRun>) =>
    storedRun('acme', day(1), outcome === null ? {} : { 'uri/post': outcome }, change);
  const sideOf = (run: StoredRun): Side => ({
    ...run,
    provisional: run.provisional ?? [],
    results: new Map(checksOf(run).map(({ id, ...result }) => [id, result])),
  });
  for (const from of outcomes)
    for (const to of outcomes)
      for (const change of [{}, { provisional: ['uri/post'] }, { partial: true }, { edition: '2023-06-29' }]) {
        const [before, after] = [side(from, {}), side(to, change)];
        const { verdict, changes, unchanged, notSelected } = compare(before, after);
        const there = inPage(sideOf(before), sideOf(after));
        expect([there.verdict, there.changes.map(({ kind }) => kind), there.unchanged, there.notSelected]).toEqual([
          verdict,
          changes.map(({ kind }) => kind),
          unchanged,
          notSelected,
        ]);
      }
});

test('no language lacks a word, and none says one in English only', () => {
  const same = (a: object, b: object, path = ''): string[] =>
    Object.entries(a).flatMap(([key, value]) => {
      const other = (b as Record<string, unknown>)[key];
      if (typeof value === 'object') return same(value, other as object, `${path}${key}.`);
      return typeof other === typeof value && (typeof value === 'function' || other !== value) ? [] : [path + key];
    });
  expect(same(WORDS.en, WORDS.zh)).toEqual([]);
});

test.each([
  ['en', 'en'],
  ['zh', 'zh-CN'],
] as const)('%s: outcomes and verdicts are called as in reports', async (language, tongue) => {
  const sentences = await sentencesOf(tongue);
  for (const [outcome, letter] of Object.entries(LETTERS))
    expect(WORDS[language].outcomes[letter as 'p']).toBe(sentences[`outcome.${outcome}`]);
  for (const [verdict, word] of Object.entries(WORDS[language].verdicts))
    expect(word).toBe(sentences[`verdict.${verdict}`]);
});

test('the page of a check that everybody fails has no heading for the others', () => {
  const others = '<h2 id="others-h">';
  const failing = acme.slice(2);
  expect(build([failing]).get(pathOf.check('rounding/half'))).not.toContain(others);
  expect(build([failing, beta]).get(pathOf.check('rounding/half'))).toContain(others);
});

test('what was found is told in Chinese on Chinese pages, where its kind is known', () => {
  const [before, now] = [acme[0], acme[2]] as [StoredRun, StoredRun];
  const told = { check: 'rounding/half', key: 'k1', text: '20003.5 is taken for 20004' };
  const words = { check: 'rounding/half', key: 'k2', text: 'in words alone' };
  const options = { language: 'en' as const, address: null, checks, clauses };
  const { files } = deploymentFiles([before, { ...now, findings: [told, words] }], options, ({ key }) =>
    key === told.key ? '20003.5 被当作 20004' : null,
  );
  const page = (path: string) => files.find((file) => file.path === path)?.text ?? '';
  const english = page(pathOf.deployment('acme'));
  expect(english).toContain('<li lang="en">20003.5 is taken for 20004</li>');
  expect(english).not.toContain('被当作');
  const chinese = page(`zh/${pathOf.deployment('acme')}`);
  expect(chinese).toContain('<li>20003.5 被当作 20004</li>');
  expect(chinese).toContain('<li lang="en">in words alone</li>');
  expect(chinese).not.toContain('is taken for');
});
