/** report.html in a real browser: nothing of the deployment's texts acts, nothing is fetched, and it fits a phone. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadEdition } from '../../src/edition/load.ts';
import { renderHtml } from '../../src/report/html.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { drawn, inLongTier } from '../tier.ts';
import { hostile } from '../unit/fixtures/report/hostile.ts';
import { richReport } from '../unit/fixtures/report/rich-report.ts';

const browser = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path));
const FLAGS =
  '--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-quic'.split(
    ' ',
  );

const folder = mkdtempSync(join(tmpdir(), 'roma-browser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { clauses } = loadEdition('2025-03-26');
let pages = 0;

/** The page as the browser has it once its scripts ran; `probe` is put behind it and may write to the document. */
async function opened(report: Report, { width = 1280, probe = '' } = {}): Promise<string> {
  const page = join(folder, `${++pages}.html`);
  // The page's own policy forbids further scripts, so the probe looks at it from outside, through a frame.
  const inner = join(folder, `${pages}-inner.html`);
  writeFileSync(inner, renderHtml(report, clauses));
  writeFileSync(
    page,
    `<!DOCTYPE html><style>body{margin:0}iframe{border:0;width:${width}px;height:4000px}</style><iframe src="${pages}-inner.html"></iframe><pre id="seen"></pre><script>
addEventListener('load', () => {
  const view = document.querySelector('iframe').contentWindow;
  const page = view.document;
  document.getElementById('seen').textContent = JSON.stringify({
    title: page.title,
    tags: [...new Set([...page.querySelectorAll('*')].map((e) => e.localName))].sort(),
    scripts: page.scripts.length,
    handlers: [...page.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length,
    links: [...page.querySelectorAll('[href],[src]')].map((e) => e.getAttribute('href') ?? e.getAttribute('src')).filter((to) => !to.startsWith('#')),
    requests: view.performance.getEntriesByType('resource').map((e) => e.name),
    overflow: page.documentElement.scrollWidth - view.innerWidth,
    ids: (() => { const ids = [...page.querySelectorAll('[id]')].map((e) => e.id); return ids.length - new Set(ids).size; })(),
    dead: [...page.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href')).filter((to) => !page.getElementById(decodeURIComponent(to.slice(1)))),
    ${probe}
  });
});
</script>`,
  );
  const { stdout } = await promisify(execFile)(
    browser ?? '',
    [
      ...FLAGS,
      '--allow-file-access-from-files',
      `--user-data-dir=${join(folder, 'profile')}`,
      `--window-size=${Math.max(width, 600)},1000`,
      '--dump-dom',
      `file://${page}`,
    ],
    { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 },
  );
  const [, seen = ''] = /<pre id="seen">([\s\S]*?)<\/pre>/.exec(stdout) ?? [];
  return seen.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const inBrowser = browser === undefined ? test.skip : test;
const why = browser === undefined ? ' (skipped: there is no chromium; install it, or name it in CHROMIUM)' : '';

describe('report.html in a browser', () => {
  const seenOf = new Map<Report, Promise<Record<string, unknown>>>();
  /** What is in the page of a report, which is opened once. */
  const tagsOf = (report: Report) => {
    const seen = seenOf.get(report) ?? opened(report).then((text) => JSON.parse(text) as Record<string, unknown>);
    seenOf.set(report, seen);
    return seen;
  };

  inBrowser(`fetches nothing, links to nothing outside, and every link inside leads somewhere${why}`, async () => {
    const seen = await tagsOf(richReport);
    expect(seen).toMatchObject({ scripts: 1, handlers: 0, links: [], requests: [], ids: 0, dead: [] });
    expect(seen['title']).toMatch(/^Non-conformant/);
  });

  inBrowser.each(drawn(Object.entries(hostile), 1))(`shows %s as text${why}`, async (_name, report) => {
    const own = await tagsOf(richReport);
    const seen = await tagsOf(report);
    expect(seen).toMatchObject({ scripts: 1, handlers: 0, links: [], requests: [] });
    expect(seen['title']).not.toBe('owned');
    expect((seen['tags'] as string[]).filter((tag) => !(own['tags'] as string[]).includes(tag))).toEqual([]);
  });

  inBrowser.each(inLongTier() ? [320, 390, 768, 1280] : [1280])(
    `is not wider than a window of %s pixels${why}`,
    async (width) => {
      const seen = width === 1280 ? await tagsOf(richReport) : JSON.parse(await opened(richReport, { width }));
      expect(seen['overflow']).toBeLessThanOrEqual(0);
    },
  );
});
