import type { Page } from 'puppeteer-core';

export interface Tab {
  /**
   * As puppeteer's `page.evaluate`. The function runs in the page, but vitest has rewritten it: an `import()` inside
   * must be written as `window.load('stigg-offline')` (see site.ts). Calls in several tabs run at the same time.
   */
  readonly evaluate: Page['evaluate'];
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** One step back in the history; it does not wait, as a page from the back-forward cache fires no load event. */
  goBack(): Promise<void>;
  bringToFront(): Promise<void>;
  /** As a user closes it: with `pagehide`. */
  close(): Promise<void>;
  /**
   * SIGKILL of the process this tab runs in: no event reaches anyone. A SharedWorker it started dies with it.
   * Needs `killTab`.
   */
  killProcess(): Promise<void>;
  /** Needs `puppeteer`. */
  readonly page: Page;
}
