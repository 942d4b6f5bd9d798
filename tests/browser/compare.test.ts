/// <reference lib="dom" />
/** The page of two runs that `compare --format html` writes, at the width of a desk and of a phone. */
import { afterAll, expect, test } from '@jest/globals';
import { compare } from '../../src/results/compare.ts';
import { renderComparisonHtml } from '../../src/results/render/html.ts';
import { storedRun } from '../results/stored-run.ts';
import { drawn } from '../tier.ts';
import { brokenIn } from './broken-words.ts';
import { browserPath, openWindow, whyNoBrowser } from './page.ts';

const inBrowser = browserPath === undefined ? test.skip : test;
const window = await openWindow();
afterAll(() => window.close());

const html = renderComparisonHtml(
  compare(
    storedRun('acme-staging-north', '2026-11-01T02:00:00.000Z', { 'uri/post': 'passed', 'ids/zero': 'passed' }),
    storedRun('acme-staging-north', '2026-11-02T02:00:00.000Z', { 'uri/post': 'failed', 'ids/zero': 'passed' }),
  ),
);

inBrowser.each(drawn([1280, 768, 390], 1))(
  `takes the whole width and breaks no word at %i px${whyNoBrowser}`,
  async (width) => {
    const page = await window.open(html, { viewport: { width, height: 900 } });
    const main = await page.evaluate(() => document.querySelector('main')?.getBoundingClientRect().width ?? 0);
    expect(main).toBeGreaterThan(width * 0.85);
    expect(await page.evaluate(brokenIn, 'main')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  },
);
