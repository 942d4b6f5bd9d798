/** Pages of ours in a real browser. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Path of a chromium; undefined where there is none. */
export const browserPath: string | undefined = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path));

/** For names of tests that were skipped. */
export const whyNoBrowser: string =
  browserPath === undefined ? ' (skipped: there is no chromium; install it, or name it in CHROMIUM)' : '';

const ARGS =
  '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-quic'.split(
    ' ',
  );

/** A browser and a folder of its own, until `close`. */
export interface Window {
  /** Opens the text of a page, at this size and in this mode. */
  open: (html: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Opens an address, such as one of a file. */
  openAt: (address: string, options?: BrowserContextOptions) => Promise<Page>;
  close: () => Promise<void>;
}

export async function openWindow(): Promise<Window> {
  const folder = mkdtempSync(join(tmpdir(), 'roma-browser-'));
  let browser: Browser | undefined;
  let pages = 0;
  const openAt: Window['openAt'] = async (address, options = {}) => {
    browser ??= await chromium.launch({ executablePath: browserPath ?? '', args: ARGS });
    const context = await browser.newContext({ reducedMotion: 'reduce', offline: true, ...options });
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  return {
    open: (html, options) => {
      const file = join(folder, `${++pages}.html`);
      writeFileSync(file, html);
      return openAt(`file://${file}`, options);
    },
    openAt,
    close: async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
