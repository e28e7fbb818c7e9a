// The stage of a browser test file: an API, a site and a browser, the API reset before each test and all tabs
// closed after it.
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { EmulatorOptions } from '../../playground/emulator/server.js';
import { API_KEY, type Api, startApi } from './api.js';
import { type Browser, launchBrowser, type Tab } from './browser.js';
import { makeClient, type PlainOptions } from './client-tab.js';
import { type Site, startSite } from './site.js';

export interface Stage {
  readonly api: Api;
  readonly site: Site;
  readonly browser: Browser;
  /** Opens a tab with a client of the usual options. With a path: a tab with that page, and no client. */
  open(options?: PlainOptions, path?: string): Promise<Tab>;
  /** Makes the client again after a reload. */
  revive(tab: Tab, options?: PlainOptions): Promise<void>;
}

export const CUSTOMER = 'customer-acme';

/** @param usual options of all clients of the file */
export function setStage(usual: PlainOptions = {}, emulator: EmulatorOptions = {}): Stage {
  let api: Api;
  let site: Site;
  let browser: Browser;
  let tabs: Tab[] = [];
  beforeAll(async () => {
    api = await startApi(emulator);
    site = await startSite();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
    await api.close();
  });
  beforeEach(() => api.reset());
  afterEach(async () => {
    // What a test leaves on the device must not help the next one.
    const blank = await browser.newTab(site.origin);
    await Promise.all(tabs.map((tab) => tab.close().catch(() => {})));
    tabs = [];
    await blank.evaluate(async () => {
      localStorage.clear();
      for (const { name } of await indexedDB.databases()) {
        await new Promise((resolve, reject) => {
          const request = indexedDB.deleteDatabase(name ?? '');
          request.onsuccess = resolve;
          request.onerror = reject;
        });
      }
    });
    await blank.close();
  });
  const all = (options: PlainOptions) => ({
    apiKey: API_KEY,
    baseUri: api.url,
    customerId: CUSTOMER,
    refreshIntervalMs: 500,
    ...usual,
    ...options,
  });
  return {
    get api() {
      return api;
    },
    get site() {
      return site;
    },
    get browser() {
      return browser;
    },
    async open(options = {}, path) {
      const tab = await browser.newTab(site.origin + (path ?? ''));
      tabs.push(tab);
      if (path === undefined) await makeClient(tab, all(options));
      return tab;
    },
    revive: (tab, options = {}) => makeClient(tab, all(options)),
  };
}
