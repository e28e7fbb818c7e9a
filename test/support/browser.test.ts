import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Browser, launchBrowser, type Tab, until } from './browser.js';
import { has, needing } from './needing.js';
import { type Site, startSite } from './site.js';

// The browser tests stand on what this driver claims, in each engine.

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

/** Asks the SharedWorker for its id; undefined when it does not answer. */
function bootOf(tab: Tab, fresh: boolean): Promise<string | undefined> {
  return tab.evaluate((fresh) => {
    if (fresh || !window.worker) window.worker = new SharedWorker('/worker.js');
    const { port } = window.worker;
    return new Promise<string | undefined>((done) => {
      port.onmessage = ({ data }) => done(data);
      port.postMessage('who?');
      setTimeout(done, 10_000);
    });
  }, fresh);
}

describe('a browser with tabs of one origin', () => {
  // The folder for temporary things is this test's alone, so that it can be seen what is left in it.
  const temporary = mkdtempSync(join(tmpdir(), 'stigg-offline-temporary-'));
  beforeAll(async () => {
    vi.stubEnv('TMPDIR', temporary);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close().catch(() => {});
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });

  it('gives what a function in the page gives, and throws what it throws', async () => {
    const tab = await browser.newTab(site.origin);
    const echo = await tab.evaluate((first, second) => ({ first, second, isSecureContext }), undefined, [1]);
    expect(echo).toEqual({ first: undefined, second: [1], isSecureContext: true });
    expect(await tab.evaluate(() => undefined)).toBeUndefined();
    expect(await tab.evaluate(async () => null)).toBeNull();
    const thrown = tab.evaluate(() => Promise.reject(new TypeError('as planned')));
    await expect(thrown).rejects.toThrow('as planned');
    await tab.close();
  });

  it('runs functions in several tabs at the same time, all of them awake', async () => {
    const tabs = [await browser.newTab(site.origin), await browser.newTab(site.origin)] as const;
    const heard = tabs[0].evaluate(
      () =>
        new Promise((resolve) => {
          const channel = new BroadcastChannel('tabs');
          channel.onmessage = ({ data }) => resolve(data);
          window.mark = 'listening';
        }),
    );
    await until(() => tabs[0].evaluate(() => window.mark === 'listening'), { what: 'the first tab listens' });
    await tabs[1].evaluate(() => new BroadcastChannel('tabs').postMessage('from the second'));
    expect(await heard).toBe('from the second');
    for (const tab of tabs) await tab.close();
  });

  it('shares a worker between tabs, until the last of them is gone', async () => {
    const first = await browser.newTab(site.origin);
    const second = await browser.newTab(site.origin);
    const boot = await bootOf(first, true);
    expect(boot).toEqual(expect.any(String));
    expect(await bootOf(second, true)).toBe(boot);
    await first.close();
    expect(await bootOf(second, false)).toBe(boot);
    await second.reload();
    const next = await bootOf(second, true);
    expect(next).toEqual(expect.any(String));
    expect(next).not.toBe(boot);
    await second.close();
  });

  it('lets a page say goodbye when it is closed, reloaded or left', async () => {
    const tab = await browser.newTab(site.origin);
    const promise = (how: string) =>
      tab.evaluate((end) => {
        addEventListener('pagehide', () => navigator.sendBeacon(`/goodbye/${end}`));
      }, how);
    const heard = (how: string) =>
      until(() => site.requests.includes(`POST /goodbye/${how}`), { what: `the goodbye by ${how}` });
    await promise('reload');
    await tab.reload();
    await heard('reload');
    await promise('goto');
    await tab.goto(`${site.origin}/other`);
    await heard('goto');
    await promise('close');
    await tab.close();
    await heard('close');
  });

  it('loads modules by `window.load`', async () => {
    site.serve('/module.js', { body: 'export const answer = 42;', type: 'text/javascript' });
    const tab = await browser.newTab(site.origin);
    expect(await tab.evaluate(() => window.load('/module.js'))).toEqual({ answer: 42 });
    await tab.close();
  });

  it('keeps pages in the back-forward cache', async () => {
    const tab = await browser.newTab(site.origin);
    await tab.evaluate(() => {
      window.mark = 'kept';
      addEventListener('pageshow', ({ persisted }) => {
        window.persisted = persisted;
      });
    });
    await tab.goto(`${site.origin}/other`);
    await tab.goBack();
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

  it('leaves nothing behind when it is closed', async () => {
    const left = () => readdirSync(temporary).filter((name) => name.startsWith('stigg-offline-'));
    if (has('keepProfile')) expect(left()).not.toEqual([]);
    await browser.close();
    expect(left()).toEqual([]);
  });
});

needing('keepProfile')('a profile outlives a SIGKILL of the browser', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'stigg-offline-kept-'));
  const first = await launchBrowser({ userDataDir: profile });
  const tab = await first.newTab(site.origin);
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
  await first.kill();

  const second = await launchBrowser({ userDataDir: profile });
  const again = await second.newTab(site.origin);
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
  await second.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  expect(value).toBe('value');
});
