// What the profile's files hold after the browser is gone: a scan that finds what is planted never finds the token.
import { expect, it } from 'vitest';
import { API_KEY } from '../support/api.js';
import { launchBrowser, until } from '../support/browser.js';
import { hasAccess, initialized, makeClient } from '../support/client-tab.js';
import { filesWith, makeProfile } from '../support/profile.js';
import { setServers } from '../support/servers.js';
import { CUSTOMER } from '../support/stage.js';

declare global {
  interface Window {
    /** All that went to the console. */
    logged: string[];
  }
}

const TOKEN = 'token-4e1fd0a7c6b2';
const FIRST_TOKEN = 'token-9a31c55be7d0';

const servers = setServers();

it('a scan of the files finds what a page plants in its storages, in either encoding', async () => {
  const profile = makeProfile(undefined);
  try {
    const browser = await launchBrowser({ userDataDir: profile.folder });
    const tab = await browser.newTab(servers.site.origin);
    await tab.evaluate(async () => {
      // Beyond Latin, so that it is stored as UTF-16.
      localStorage.setItem('canary', 'wide-canary-61c0 \u0436');
      localStorage.setItem('narrow', 'narrow-canary-61c0');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open('canary');
        open.onupgradeneeded = () => open.result.createObjectStore('canary');
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const transaction = database.transaction('canary', 'readwrite', { durability: 'strict' });
      transaction.objectStore('canary').put('stored-canary-61c0', 1);
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      database.close();
    });
    await browser.close();
    expect(filesWith(profile.folder, 'wide-canary-61c0', ['utf16le'])).not.toEqual([]);
    expect(filesWith(profile.folder, 'narrow-canary-61c0', ['utf8'])).not.toEqual([]);
    expect(filesWith(profile.folder, 'stored-canary-61c0')).not.toEqual([]);
  } finally {
    profile.remove();
  }
});

it('no token is in any file, and nor is it, key or customer in what is logged at the most verbose level', async () => {
  servers.api.reset();
  await servers.api.patch({
    customerTokens: { enforced: true, accepted: { [CUSTOMER]: [TOKEN, FIRST_TOKEN] } },
  });
  const profile = makeProfile(undefined);
  try {
    const browser = await launchBrowser({ userDataDir: profile.folder });
    const tab = await browser.newTab(servers.site.origin);
    await tab.evaluate(() => {
      window.logged = [];
      for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
        console[level] = (...said: unknown[]) =>
          void window.logged.push(
            said
              .map((one) => (one instanceof Error ? `${one.stack} ${JSON.stringify(one)}` : String(one)))
              .join(' '),
          );
      }
    });
    await makeClient(tab, {
      apiKey: API_KEY,
      baseUri: servers.api.url,
      customerId: CUSTOMER,
      customerToken: FIRST_TOKEN,
      refreshIntervalMs: 200,
      logConfiguration: { logLevel: 'ALL' },
    });
    expect(await initialized(tab)).toBe('ready');
    expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
    await tab.evaluate(() => window.stigg.getPaywall());
    // Every way in which a token goes wrong, and the errors that go with it.
    const told = [];
    await servers.api.patch({ customerTokens: { enforced: true, accepted: { [CUSTOMER]: [TOKEN] } } });
    const failing = () =>
      tab.evaluate(() =>
        Promise.all(
          [window.stigg.refresh(), window.stigg.getCustomerPortal()].map((call) =>
            (call as Promise<unknown>).then(
              () => 'answered',
              (error) => `${error.stack} ${JSON.stringify({ ...error })} ${error.cause}`,
            ),
          ),
        ),
      );
    told.push(...(await failing()));
    expect(told.join()).toContain('UNAUTHENTICATED');
    await tab.evaluate(([customer, token]) => window.stigg.setCustomerId(customer, token), [
      CUSTOMER,
      TOKEN,
    ] as const);
    expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
    await servers.api.fault({ mode: 'down' });
    told.push(...(await failing()));
    await servers.api.heal();
    const logged = await tab.evaluate(() => window.logged);
    expect(logged.length).toBeGreaterThan(0);
    await until(() => filesWith(profile.folder, 'feature-audit-log').length > 0, {
      what: 'what is known is on the disk',
    });
    await browser.close();
    for (const token of [TOKEN, FIRST_TOKEN]) {
      expect(filesWith(profile.folder, token)).toEqual([]);
    }
    for (const text of [TOKEN, FIRST_TOKEN, CUSTOMER, API_KEY]) {
      expect(`${logged.join()} ${told.join()}`).not.toContain(text);
    }
  } finally {
    profile.remove();
  }
});
