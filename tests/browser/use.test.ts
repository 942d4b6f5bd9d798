/// <reference lib="dom" />
/** What people do with report.html: narrow it down, go through it by keyboard, print it, read it without a script. */
import { afterAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { loadEdition } from '../../src/edition/load.ts';
import { renderHtml } from '../../src/report/html.ts';
import { drawn, whenLong } from '../tier.ts';
import { richReport } from '../unit/fixtures/report/rich-report.ts';
import { browserPath, openWindow, whyNoBrowser } from './page.ts';

const { clauses } = loadEdition('2025-03-26');
const html = renderHtml(richReport, clauses, { record: 'ab'.repeat(32) });
const inBrowser = browserPath === undefined ? test.skip : test;
const window = await openWindow();
afterAll(() => window.close());

const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1280, height: 900 } };
const shown = (page: Page, selector: string) => page.locator(`${selector}:not([hidden])`).count();
const total = richReport.checks.length;

describe('the filter', () => {
  inBrowser(`narrows findings, checks and evidence down${whyNoBrowser}`, async () => {
    const page = await window.open(html, desk);
    expect(await shown(page, '.check')).toBe(total);
    await page.selectOption('#f-outcome', 'failed');
    await page.waitForSelector('html.narrow');
    const failed = richReport.checks.filter(({ outcome }) => outcome === 'failed');
    expect(await shown(page, '.check')).toBe(failed.length);
    await page.selectOption('#f-level', 'SHOULD');
    await page.waitForFunction(() => document.querySelectorAll('.check:not([hidden])').length === 3);
    await page.selectOption('#f-family', 'accounting');
    await page.waitForFunction(() => document.querySelectorAll('.check:not([hidden])').length === 1);
    expect(await page.locator('.family:not([hidden])').count()).toBe(1);
    expect(await page.locator('#f-said').textContent()).toMatch(/^1 check and \d+ requests? in the evidence$/);
    await page.click('#filter button');
    await page.waitForFunction((n) => document.querySelectorAll('.check:not([hidden])').length === n, total);
  });

  whenLong(inBrowser)(`finds text in evidence${whyNoBrowser}`, async () => {
    const page = await window.open(html, desk);
    await page.fill('#f-text', 'no-such-text-anywhere');
    await page.waitForFunction(() => document.querySelectorAll('[data-f]:not([hidden])').length === 0);
    await page.fill('#f-text', '20005.7');
    await page.waitForFunction(() => document.querySelectorAll('.check:not([hidden])').length > 0);
    for (const text of await page.locator('[data-f]:not([hidden])').allTextContents())
      expect(text).toContain('20005.7');
  });

  whenLong(inBrowser)(`lets go where a link leads to what it hid${whyNoBrowser}`, async () => {
    const page = await window.open(html, desk);
    await page.selectOption('#f-outcome', 'passed');
    await page.waitForSelector('#check-ids\\/exact[hidden]', { state: 'attached' });
    await page.evaluate(() => {
      location.hash = '#check-ids/exact';
    });
    await page.waitForSelector('#check-ids\\/exact:not([hidden])');
  });
});

inBrowser(`goes by keyboard: skip link, contents, filter, and an item that unfolds${whyNoBrowser}`, async () => {
  const page = await window.open(html, desk);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.id)) === 'f-text') break;
  }
  await page.keyboard.type('rounding/alone');
  await page.waitForSelector('html.narrow');
  const summary = page.locator('#check-rounding\\/alone > summary');
  await summary.focus();
  const isOpen = () => page.locator('#check-rounding\\/alone').evaluate((node) => (node as HTMLDetailsElement).open);
  const before = await isOpen();
  await page.keyboard.press('Enter');
  expect(await isOpen()).toBe(!before);
  // What has the focus shows it.
  expect(await summary.evaluate((node) => getComputedStyle(node).outlineStyle)).toBe('solid');
});

describe('on paper', () => {
  const onPaper = async (javaScriptEnabled: boolean) => {
    const page = await window.open(html, { ...desk, javaScriptEnabled });
    await page.emulateMedia({ media: 'print' });
    return page;
  };
  inBrowser.each(drawn([true, false], 1))(
    `stand the evidence of every finding and every clause (script: %s)${whyNoBrowser}`,
    async (script) => {
      const page = await onPaper(script);
      if (script) await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      const seen = async (selector: string) => (await page.locator(selector).all()).map((one) => one.isVisible());
      const all = async (selector: string) => {
        const states = await Promise.all(await seen(selector));
        expect(states.length).toBeGreaterThan(0);
        expect(states).not.toContain(false);
      };
      await all('.check.o-failed pre');
      await all('#clauses tbody tr');
      await all('#not-run li');
      if (!script) return;
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      expect(await page.locator('.check.o-failed .x[open]').count()).toBe(0);
    },
  );

  whenLong(inBrowser)(`a PDF is made of it${whyNoBrowser}`, async () => {
    const page = await onPaper(true);
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(5);
  });
});

describe('axe finds no fault', () => {
  inBrowser.each(
    drawn(
      [
        ['light', { ...desk, colorScheme: 'light' as const }],
        ['dark', { ...desk, colorScheme: 'dark' as const }],
        ['on a phone', { ...phone, colorScheme: 'light' as const }],
        ['on a phone in the dark', { ...phone, colorScheme: 'dark' as const }],
      ],
      1,
    ),
  )(`in a page that is %s, folded and unfolded${whyNoBrowser}`, async (_, options) => {
    const page = await window.open(html, { ...options, bypassCSP: true });
    await page.addScriptTag({ content: axe.source });
    const faults = async () =>
      page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: { run: () => Promise<Found> } }).axe.run();
        return violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map(({ html: at, failureSummary }) => `${at.slice(0, 200)} ${failureSummary}`)
              .join(' | ')}`,
        );
      });
    interface Found {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    }
    expect(await faults()).toEqual([]);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    expect(await faults()).toEqual([]);
  });
});

describe('without a script', () => {
  inBrowser(`nothing is hidden but the filter${whyNoBrowser}`, async () => {
    const page = await window.open(html, { ...desk, javaScriptEnabled: false });
    expect(await page.locator('#filter').isVisible()).toBe(false);
    expect(await page.locator('[hidden]').count()).toBe(1);
    expect(await page.locator('.check').first().isVisible()).toBe(true);
  });
});

describe('the table of clauses', () => {
  inBrowser.each(drawn([390, 1280], 1))(`breaks no word at %s pixels${whyNoBrowser}`, async (width) => {
    const page = await window.open(html, { viewport: { width, height: 900 } });
    await page.locator('#clauses details').evaluate((node) => {
      (node as HTMLDetailsElement).open = true;
    });
    const broken = await page.evaluate(() => {
      const found: string[] = [];
      const walker = document.createTreeWalker(document.querySelector('#clauses tbody') as Node, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[A-Za-z_]+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
        }
      }
      return found;
    });
    expect(broken).toEqual([]);
  });
});
