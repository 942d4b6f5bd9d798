/// <reference lib="dom" />
/** The website of stored runs, opened from a folder: search, order, groups, comparing, keyboard, phone, dark, axe. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Outcome } from '../../src/results/run.ts';
import { deploymentFiles, openSite, type SiteOptions } from '../../src/site/site.ts';
import { storedRun } from '../results/stored-run.ts';
import { drawn, whenLong } from '../tier.ts';
import { brokenIn } from './broken-words.ts';
import { browserPath, openWindow, whyNoBrowser } from './page.ts';

const inBrowser = browserPath === undefined ? test.skip : test;
const window = await openWindow();
const folder = mkdtempSync(join(tmpdir(), 'roma-site-'));
afterAll(async () => {
  await window.close();
  rmSync(folder, { recursive: true, force: true });
});

const HOSTILE = `"><script>document.title='owned'</script><img src=x onerror="document.title='owned'">\u202e`;
const OUTCOMES: Outcome[] = ['passed', 'failed', 'waived', 'error', 'withheld', 'not-testable', 'not-applicable'];
const ids = ['uri/post', 'uri/get', 'rounding/half', 'rounding/alone', 'ids/zero', 'ids/negative', 'errors/shape'];
const outcomes = (shift: number) =>
  Object.fromEntries(ids.map((id, i) => [id, OUTCOMES[(i + shift) % OUTCOMES.length] ?? 'passed']));
const clean = Object.fromEntries(ids.map((id) => [id, 'passed' as const]));
const runs = [
  [
    storedRun('acme', '2026-11-01T02:00:00.000Z', clean),
    storedRun('acme', '2026-11-02T02:00:00.000Z', { ...clean, 'uri/post': 'failed' }),
    storedRun('acme', '2026-11-03T02:00:00.000Z', outcomes(0)),
  ],
  [
    storedRun('beta', '2026-11-01T02:00:00.000Z', clean),
    storedRun('beta', '2026-11-02T02:00:00.000Z', { ...clean, 'uri/post': 'failed' }, { provisional: ['uri/post'] }),
    storedRun('beta', '2026-11-03T02:00:00.000Z', clean, { labels: { vendor: 'b-works' }, version: '10.0' }),
  ],
  [storedRun('gamma', '2026-11-02T02:00:00.000Z', outcomes(1), { labels: { vendor: HOSTILE }, version: '9.0' })],
  [storedRun('delta', '2026-11-01T02:00:00.000Z', { 'uri/post': 'failed' }, { labels: {}, version: HOSTILE })],
];
for (const own of runs) for (const run of own) for (const finding of run.findings) finding.text = `It says ${HOSTILE}`;
const options: SiteOptions = {
  language: 'en',
  address: null,
  checks: ids.map((id) => ({ id, title: `What ${id} does`, clauses: ['URI-1'] })),
  clauses: [{ id: 'URI-1', level: 'MUST', statement: 'POST performs it', source: 'Table 1' }],
};
const site = openSite(options);
const made = runs.map((own) => deploymentFiles(own, options));
for (const { summary } of made) site.add(summary);
for (const { path, text } of [...made.flatMap((one) => one.files), ...site.end()]) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const desk = { viewport: { width: 1280, height: 900 } };
const opened = async (path: string, options: BrowserContextOptions = desk): Promise<Page> => {
  const page = await window.openAt(`${pathToFileURL(folder).href}/${path}`, options);
  if (/(index|compare)\.html/.test(path)) await page.waitForSelector('html[data-ready=yes]');
  return page;
};
const names = (page: Page) => page.locator('#matrix tbody th[scope=row] a').allTextContents();

describe('the matrix', () => {
  inBrowser(`is searched${whyNoBrowser}`, async () => {
    const page = await opened('index.html');
    expect(await names(page)).toEqual(['acme', 'beta', 'delta', 'gamma']);
    await page.fill('#q', 'B-WORKS 10');
    expect(await names(page)).toEqual(['beta']);
    expect(await page.locator('#shown').textContent()).toBe('1 shown');
    await page.fill('#q', '<script>');
    expect(await names(page)).toEqual(['delta', 'gamma']);
    await page.keyboard.press('Escape');
    expect(await names(page)).toHaveLength(4);
    await page.selectOption('#show', 'failing');
    expect(await names(page)).toEqual(['acme', 'delta', 'gamma']);
  });

  whenLong(inBrowser)(`is put in order, numbers by their value, and says so${whyNoBrowser}`, async () => {
    const page = await opened('index.html');
    const head = (name: string) => page.locator('#matrix thead th', { hasText: name });
    await head('Release').getByRole('button').click();
    expect((await names(page)).indexOf('gamma')).toBeLessThan((await names(page)).indexOf('beta'));
    expect(await head('Release').getAttribute('aria-sort')).toBe('ascending');
    await head('Last run').getByRole('button').click();
    await head('Last run').getByRole('button').click();
    expect(await names(page)).toEqual(['acme', 'beta', 'gamma', 'delta']);
    expect(await head('Last run').getAttribute('aria-sort')).toBe('descending');
    expect(await head('Release').getAttribute('aria-sort')).toBeNull();
    await head('Address').getByRole('button').click();
    expect((await names(page)).at(-1)).toBe('beta');
  });

  whenLong(inBrowser)(`is grouped by a label; those without it come last${whyNoBrowser}`, async () => {
    const page = await opened('index.html');
    await page.selectOption('#group', 'label:vendor');
    const groups = await page.locator('#matrix .group').allTextContents();
    expect(groups).toHaveLength(4);
    expect(groups).toContain('acme (1)');
    expect(groups).toContain('b-works (1)');
    expect(groups.at(-1)).toBe('none given (1)');
  });

  inBrowser(`shows the checks of a family, and back${whyNoBrowser}`, async () => {
    const page = await opened('index.html');
    const before = await page.locator('#matrix').innerText();
    await page.selectOption('#columns', 'rounding');
    expect(await page.locator('#matrix thead th').allTextContents()).toEqual(
      expect.arrayContaining(['Deployment', 'half', 'alone']),
    );
    expect(await page.locator('#matrix tbody tr').first().locator('td').allTextContents()).toEqual(
      expect.arrayContaining(['~', '!']),
    );
    await page.selectOption('#columns', '');
    expect(await page.locator('#matrix').innerText()).toBe(before);
  });

  whenLong(inBrowser)(`is passed on by its address, to the other language too${whyNoBrowser}`, async () => {
    const page = await opened('index.html#q=a&group=verdict&columns=uri&sort=3&down=1');
    expect(await page.inputValue('#q')).toBe('a');
    expect(await page.locator('#matrix .group').count()).toBeGreaterThan(1);
    expect(await page.locator('th[aria-sort=descending]').innerText()).toContain('Last');
    await page.click('a.language');
    await page.waitForSelector('html[lang=zh-CN][data-ready=yes]');
    expect(await page.inputValue('#columns')).toBe('uri');
  });

  inBrowser(`goes by keyboard${whyNoBrowser}`, async () => {
    const page = await opened('index.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    await page.keyboard.type('beta/');
    expect(await page.inputValue('#q')).toBe('beta/');
    await page.keyboard.press('Escape');
    for (let n = 0; n < 5; n++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('sort');
    await page.keyboard.press('Enter');
    expect(await names(page)).toEqual(['gamma', 'delta', 'beta', 'acme']);
    expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('solid');
  });

  whenLong(inBrowser)(`says where it is wider than the window${whyNoBrowser}`, async () => {
    const page = await opened('index.html', { viewport: { width: 390, height: 844 } });
    expect(await page.locator('#wider').isVisible()).toBe(true);
    await page.setViewportSize({ width: 1600, height: 900 });
    await page.waitForSelector('#wider', { state: 'hidden' });
  });

  whenLong(inBrowser)(`is there without scripts${whyNoBrowser}`, async () => {
    const page = await window.openAt(`${pathToFileURL(folder).href}/index.html`, { ...desk, javaScriptEnabled: false });
    expect(await names(page)).toHaveLength(4);
    expect(await page.locator('#controls').isVisible()).toBe(false);
  });
});

describe('two runs side by side', () => {
  inBrowser(`of one deployment, from a link of its page${whyNoBrowser}`, async () => {
    const page = await opened('deployments/acme.html');
    await page.locator('a', { hasText: 'Compare' }).last().click();
    await page.waitForSelector('html[data-ready=yes]');
    expect(await page.locator('#result h3:not(.runs)').allTextContents()).toEqual(['Regressions (1)']);
    expect(await page.locator('#result a.id').allTextContents()).toEqual(['uri/post']);
    expect(await page.locator('#result .outcome').textContent()).toMatch(/^Regression\./);
    expect(await page.locator('#said').textContent()).toBe('6 checks came to the same.');
    expect(await page.locator('#result').textContent()).toContain(HOSTILE);
    expect(await page.title()).not.toBe('owned');
  });

  whenLong(inBrowser)(`opens with the last two runs of a deployment that has two${whyNoBrowser}`, async () => {
    const page = await opened('compare.html');
    const [, before, last] = (runs[0] ?? []).map(({ id }) => id);
    expect([await page.inputValue('#ra'), await page.inputValue('#rb')]).toEqual([before, last]);
    expect(await page.locator('#result h3:not(.runs)').count()).toBeGreaterThan(0);
    await page.selectOption('#rb', before ?? '');
    await page.waitForFunction(() =>
      document.querySelector('#said')?.textContent?.startsWith('Both are the same run.'),
    );
    expect(await page.locator('#result').textContent()).toBe('');
  });

  whenLong(inBrowser)(`keeps words whole on a phone${whyNoBrowser}`, async () => {
    const page = await opened('compare.html', { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate(brokenIn, '#result table')).toEqual([]);
  });

  inBrowser(`of two deployments${whyNoBrowser}`, async () => {
    const page = await opened('compare.html');
    await page.selectOption('#a', 'beta');
    await page.waitForFunction(() => document.querySelector('#result td')?.textContent === 'beta');
    await page.selectOption('#b', 'delta');
    await page.waitForFunction(() => document.querySelectorAll('#result td')[1]?.textContent === 'delta');
    expect(await page.locator('#result .outcome').textContent()).toBe('Differs. Checks that only delta fails: 1.');
    expect(await page.locator('#pick legend').allTextContents()).toEqual(['First', 'Second']);
    expect(await page.locator('#result thead th').allTextContents()).toEqual(['Run', 'beta', 'delta']);
    expect(await page.locator('#result').textContent()).not.toMatch(/regress|before/i);
    expect(await page.locator('#result h3:not(.runs)').allTextContents()).toEqual([
      'Only delta fails (1)',
      'Only in the run of beta (6)',
    ]);
    expect(await page.locator('#result details li').count()).toBe(6);
    expect(await page.locator('#result details').evaluate((one) => (one as HTMLDetailsElement).open)).toBe(false);
  });

  inBrowser(`a provisional check is told and decides nothing, as in compare${whyNoBrowser}`, async () => {
    const [before, after] = (runs[1] ?? []).map(({ id }) => id);
    const page = await opened(`compare.html#a=beta&ra=${before}&b=beta&rb=${after}`);
    expect(await page.locator('#result h3:not(.runs)').allTextContents()).toEqual(['Regressions (1)']);
    expect(await page.locator('#result .outcome').textContent()).toBe(
      'No regression. Nothing fails that did not fail before.',
    );
    expect(await page.locator('#result .list > li').textContent()).toContain('decides nothing yet');
    expect(await page.locator('#result td .verdict b').allTextContents()).toEqual(['✓', '✗']);
    await page.goto(page.url().replace('compare.html', 'zh/compare.html'));
    await page.waitForSelector('html[data-ready=yes]');
    expect(await page.locator('#result .outcome').textContent()).toContain('没有退步');
  });

  inBrowser.each(drawn(['#a=../../x&ra=1', '#a=__proto__&b=%00', '#%E0%A4%A'], 1))(
    `takes %s for nothing${whyNoBrowser}`,
    async (hash) => {
      const page = await opened(`compare.html${hash}`);
      expect(await page.inputValue('#a')).toBe('acme');
    },
  );

  whenLong(inBrowser)(`says so where a history is missing${whyNoBrowser}`, async () => {
    const page = await opened('compare.html');
    const path = join(folder, 'deployments', 'gamma.js');
    const history = readFileSync(path);
    rmSync(path);
    await page.selectOption('#b', 'gamma');
    await page.waitForFunction(() => document.querySelector('#said')?.textContent?.includes('cannot be read'));
    writeFileSync(path, history);
  });
});

const PAGES = [
  'index.html',
  'compare.html',
  'deployments/acme.html',
  'checks/uri.post.html',
  'clauses/_u_r_i-1.html',
  'zh/index.html',
  'zh/deployments/gamma.html',
];

describe.each(drawn(PAGES, 1))('%s', (path) => {
  inBrowser(`asks nobody else, and no text of a run acts${whyNoBrowser}`, async () => {
    const asked: string[] = [];
    const page = await opened(path);
    page.on('request', (request) => asked.push(request.url()));
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.reload();
    expect(asked.filter((url) => !url.startsWith(pathToFileURL(folder).href))).toEqual([]);
    expect(errors).toEqual([]);
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('img[src=x], [onerror]').count()).toBe(0);
  });

  inBrowser(`is not wider than its window${whyNoBrowser}`, async () => {
    const page = await opened(path);
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect({ width, over: Math.max(0, over) }).toEqual({ width, over: 0 });
    }
  });

  interface Found {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  }
  const modes: [string, BrowserContextOptions][] = [
    ['light', { ...desk, colorScheme: 'light' }],
    ['dark, on a phone', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ];
  inBrowser.each(drawn(modes, 1))(`axe finds no fault in it: %s${whyNoBrowser}`, async (_, options) => {
    const page = await opened(path, { ...options, bypassCSP: true });
    if (path === 'index.html') {
      await page.selectOption('#group', 'label:vendor');
      await page.selectOption('#columns', 'rounding');
    }
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    await page.addScriptTag({ content: axe.source });
    const faults = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: { run: () => Promise<Found> } }).axe.run();
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`)
            .join(' | ')}`,
      );
    });
    expect(faults).toEqual([]);
  });
});
