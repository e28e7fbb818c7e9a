import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, killSharedWorkers, launchBrowser, type Tab, until } from './browser.js';
import { type Site, startSite } from './site.js';

// The browser tests stand on what this driver claims: one process per tab, kills that kill, bfcache.

const sharedWorker = `
  const boot = crypto.randomUUID();
  onconnect = ({ ports: [port] }) => { port.onmessage = () => port.postMessage(boot); };
`;

declare global {
  interface Window {
    worker?: SharedWorker;
    mark?: string;
    persisted?: boolean;
  }
}

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await startSite();
  site.serve('/worker.js', { body: sharedWorker, type: 'text/javascript' });
  site.serve('/other', { body: '<!doctype html><title>other</title>' });
});
afterAll(() => site.stop());

/** Asks the SharedWorker for its id; undefined when it does not answer within a second. */
function bootOf(tab: Tab, fresh: boolean): Promise<string | undefined> {
  return tab.evaluate((fresh) => {
    if (fresh || !window.worker) window.worker = new SharedWorker('/worker.js');
    const { port } = window.worker;
    return new Promise<string | undefined>((done) => {
      port.onmessage = ({ data }) => done(data);
      port.postMessage('who?');
      setTimeout(done, 1_000);
    });
  }, fresh);
}

describe('a browser with tabs of one origin', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('gives each of 5 tabs its own process, and a kill takes only its tab', async () => {
    const tabs = await Promise.all([1, 2, 3, 4, 5].map(() => browser.newTab(site.origin)));
    for (const [at, victim] of tabs.entries()) {
      await victim.killProcess();
      // A tab that died with it would never answer.
      for (const other of tabs.slice(at + 1)) expect(await other.evaluate(() => window.ready)).toBe(true);
    }
    for (const tab of tabs) await tab.close();
  });

  it('brings a killed tab back by reload, and kills it again', async () => {
    const tab = await browser.newTab(site.origin);
    await tab.killProcess();
    await tab.reload();
    expect(await tab.evaluate(() => window.ready)).toBe(true);
    await tab.killProcess();
    await tab.close();
  });

  it('kills a tab that has reloaded and navigated within its site', async () => {
    const tab = await browser.newTab(site.origin);
    await tab.page.goto(`${site.origin}/other`);
    await tab.reload();
    await tab.page.goto(site.origin);
    await tab.killProcess();
    await tab.close();
  });

  it('lets a page say goodbye when it is closed, and not when it is killed', async () => {
    for (const end of ['close', 'killProcess'] as const) {
      const tab = await browser.newTab(site.origin);
      await tab.evaluate((end) => {
        addEventListener('pagehide', () => navigator.sendBeacon(`/goodbye/${end}`));
      }, end);
      await tab[end]();
    }
    // The closed one may be late; the killed one had even less time, and is not there after it.
    await until(() => site.requests.includes('POST /goodbye/close'), {
      what: 'the goodbye of the closed tab',
    });
    expect(site.requests).not.toContain('POST /goodbye/killProcess');
  });

  it('loads modules by `window.load`', async () => {
    site.serve('/module.js', { body: 'export const answer = 42;', type: 'text/javascript' });
    const tab = await browser.newTab(site.origin);
    expect(await tab.evaluate(() => window.load('/module.js'))).toEqual({ answer: 42 });
    await tab.close();
  });

  it('runs a shared worker in the process of the tab that started it', async () => {
    const first = await browser.newTab(site.origin);
    const second = await browser.newTab(site.origin);
    const boot = await bootOf(first, true);
    expect(await bootOf(second, true)).toBe(boot);
    const third = await browser.newTab(site.origin);
    expect(await bootOf(third, true)).toBe(boot);
    await third.killProcess();
    expect(await bootOf(second, false)).toBe(boot);
    await first.killProcess();
    expect(await bootOf(second, false)).toBeUndefined();
    for (const tab of [first, second, third]) await tab.close();
  });

  it('kills shared workers', async () => {
    const tabs = [await browser.newTab(site.origin), await browser.newTab(site.origin)] as const;
    const boot = await bootOf(tabs[0], true);
    expect(await bootOf(tabs[1], true)).toBe(boot);

    expect(await killSharedWorkers(browser)).toBe(1);
    expect(await bootOf(tabs[0], false)).toBeUndefined();
    expect(await bootOf(tabs[1], false)).toBeUndefined();

    const next = await bootOf(tabs[1], true);
    expect(next).toEqual(expect.any(String));
    expect(next).not.toBe(boot);
    for (const tab of tabs) await tab.close();
  });

  it('keeps pages in the back-forward cache', async () => {
    const tab = await browser.newTab(site.origin);
    await tab.evaluate(() => {
      window.mark = 'kept';
      addEventListener('pageshow', ({ persisted }) => {
        window.persisted = persisted;
      });
    });
    await tab.page.goto(`${site.origin}/other`);
    // Not page.goBack(): it waits for a load event that a page from the cache does not fire.
    await tab.evaluate(() => {
      setTimeout(() => history.back());
    });
    await until(() => tab.evaluate(() => window.persisted === true && window.mark === 'kept'), {
      what: 'the page comes back from the cache',
    });
    await tab.close();
  });

  it('cuts the network by stopping the site, and gives it back on the same origin', async () => {
    const tab = await browser.newTab(site.origin);
    const reachable = () =>
      tab.evaluate(() =>
        fetch('/').then(
          () => true,
          () => false,
        ),
      );
    const { origin } = site;
    await site.stop();
    expect(await reachable()).toBe(false);
    await site.start();
    expect(site.origin).toBe(origin);
    expect(await reachable()).toBe(true);
    await tab.close();
  });
});

describe('a profile', () => {
  let profile: string;
  let open: Browser | undefined;
  beforeAll(() => {
    profile = mkdtempSync(join(tmpdir(), 'stigg-offline-kept-'));
  });
  afterAll(async () => {
    await open?.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  it('outlives a SIGKILL of the browser', async () => {
    const killed = await launchBrowser({ userDataDir: profile });
    const tab = await killed.newTab(site.origin);
    await tab.evaluate(
      () =>
        new Promise<void>((done, fail) => {
          const request = indexedDB.open('kept');
          request.onupgradeneeded = () => request.result.createObjectStore('store');
          request.onsuccess = () => {
            const transaction = request.result.transaction('store', 'readwrite', { durability: 'strict' });
            transaction.objectStore('store').put('value', 'key');
            transaction.oncomplete = () => done();
            transaction.onabort = () => fail(transaction.error);
          };
        }),
    );
    await killed.kill();

    open = await launchBrowser({ userDataDir: profile });
    const again = await open.newTab(site.origin);
    const value = await again.evaluate(
      () =>
        new Promise((done, fail) => {
          const request = indexedDB.open('kept');
          request.onsuccess = () => {
            const read = request.result.transaction('store').objectStore('store').get('key');
            read.onsuccess = () => done(read.result);
            read.onerror = () => fail(read.error);
          };
        }),
    );
    expect(value).toBe('value');
  });

  it('goes with the browser when nobody gave one', async () => {
    for (const end of ['close', 'kill'] as const) {
      const browser = await launchBrowser();
      await browser.newTab(site.origin);
      const argument = browser.puppeteer
        .process()
        ?.spawnargs.find((arg) => arg.startsWith('--user-data-dir='));
      const folder = argument?.slice('--user-data-dir='.length) ?? '';
      expect(existsSync(folder)).toBe(true);
      await browser[end]();
      expect(existsSync(folder)).toBe(false);
    }
  });
});
