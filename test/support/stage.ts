// The stage of a browser test file: an API, a site and a browser, the API reset before each test and all tabs
// closed after it.
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { EmulatorOptions } from '../../playground/emulator/server.js';
import { API_KEY, type Api, startApi } from './api.js';
import { type Browser, killSharedWorkers, launchBrowser, type Tab } from './browser.js';
import { makeClient, type PlainOptions } from './client-tab.js';
import { type MortalPackage, makeMortalPackage } from './mortal-package.js';
import { has } from './needing.js';
import { type Site, startSite } from './site.js';

export interface Stage {
  readonly api: Api;
  readonly site: Site;
  readonly browser: Browser;
  /** Opens a tab with a client of the usual options. With a path: a tab with that page, and no client. */
  open(options?: PlainOptions, path?: string): Promise<Tab>;
  /**
   * Ends every SharedWorker of the browser without a word to any page; says how many there were.
   *
   * @param through a tab by which browsers are reached that let nobody kill a worker. Default: one of its own
   */
  killEngines(through?: Tab): Promise<number>;
  /** Makes the client again after a reload. */
  revive(tab: Tab, options?: PlainOptions): Promise<void>;
}

export const CUSTOMER = 'customer-acme';

/** @param usual options of all clients of the file */
export function setStage(usual: PlainOptions = {}, emulator: EmulatorOptions = {}): Stage {
  let api: Api;
  let site: Site;
  let browser: Browser;
  let mortal: MortalPackage | undefined;
  let tabs: Tab[] = [];
  beforeAll(async () => {
    api = await startApi(emulator);
    if (!has('puppeteer')) mortal = makeMortalPackage();
    site = await startSite(mortal && { root: { '/stigg-offline/': mortal.folder } });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await api?.close();
    mortal?.remove();
  });
  beforeEach(() => api.reset());
  // What a test leaves on the device must not help the next one.
  const clean = async () => {
    const blank = await browser.newTab(site.origin);
    await Promise.all(tabs.map((tab) => tab.close().catch(() => {})));
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
  };
  afterEach(async () => {
    site.reset();
    try {
      await clean();
    } catch (error) {
      // A browser that has died would fail every test after this one, and the second try of this one.
      console.error(`another browser is started: ${error}`);
      await browser.kill().catch(() => {});
      browser = await launchBrowser();
    }
    tabs = [];
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
    async killEngines(through) {
      if (!mortal) return killSharedWorkers(browser);
      if (through) return mortal.kill(through);
      const witness = await browser.newTab(site.origin);
      const killed = await mortal.kill(witness);
      await witness.close();
      return killed;
    },
    revive: (tab, options = {}) => makeClient(tab, all(options)),
  };
}
