// The playground as `npm start` runs it: two servers, and a browser that looks at their pages.
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Browser, launchBrowser, type Tab, until } from './browser.js';
import { type PlaygroundServers, startPlaygroundServers } from './playground-servers.js';

export interface PlaygroundStage {
  /** Where the emulator is. */
  readonly api: string;
  readonly browser: Browser;
  /** Opens a page of the playground. An error that it does not catch fails the test. */
  open(path: string): Promise<Tab>;
  /** Steers the emulator. */
  control(method: string, path: string, body?: unknown): Promise<void>;
}

export function setPlayground(): PlaygroundStage {
  let servers: PlaygroundServers;
  let browser: Browser;
  let tabs: Tab[] = [];
  let errors: string[] = [];

  async function control(method: string, path: string, body?: unknown): Promise<void> {
    await fetch(`${servers.api}/control/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  beforeAll(async () => {
    servers = await startPlaygroundServers();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await servers.stop();
  });
  beforeEach(() => control('PUT', 'reset'));
  afterEach(async () => {
    await Promise.all(tabs.map((tab) => tab.close()));
    tabs = [];
    const thrown = errors;
    errors = [];
    expect(thrown).toEqual([]);
  });

  return {
    get api() {
      return servers.api;
    },
    get browser() {
      return browser;
    },
    control,
    async open(path) {
      const tab = await browser.newTab(`${servers.site}${path}`);
      tab.page.on('pageerror', (error) => errors.push(String(error)));
      tabs.push(tab);
      return tab;
    },
  };
}

export const text = (tab: Tab, selector = 'body') =>
  tab.evaluate((at) => document.querySelector<HTMLElement>(at)?.innerText ?? '', selector);

export const shows = (tab: Tab, selector: string, words: RegExp) =>
  until(async () => words.test(await text(tab, selector)), { what: `${selector} shows ${words}` });

export const click = (tab: Tab, selector: string) =>
  tab.evaluate((at) => document.querySelector<HTMLElement>(at)?.click(), selector);
