// A first visit, and then no network: page, engine and answers are there; updates; what is done while no tab is open.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { API_KEY, type Api, startApi } from '../support/api.js';
import { type Browser, launchBrowser, type Tab, until } from '../support/browser.js';
import { hasAccess, initialized, makeClient, type PlainOptions, statusOf } from '../support/client-tab.js';
import { keptInShell } from '../support/kept-shell.js';
import { has, needing } from '../support/needing.js';
import { deploy } from '../support/other-build.js';
import { defaultPage, type Site, startSite } from '../support/site.js';
import { CUSTOMER } from '../support/stage.js';

const SCRIPT = '/service-worker.js';
const OTHER = 'ffffffff';
const HOSTS = ['shared-worker', 'worker', 'page'] as const;

let api: Api;
let site: Site;
let browser: Browser;
let profile: string;
let tabs: Tab[];

beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'stigg-offline-profile-'));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});
// A site of its own is an origin of its own: nothing that a test leaves there is seen by the next.
beforeEach(async () => {
  tabs = [];
  api = await startApi();
  site = await startSite();
  serveServiceWorker();
});
afterEach(async () => {
  await Promise.all(tabs.map((tab) => tab.close().catch(() => {})));
  await site.stop();
  await api.close();
});

function serveServiceWorker(change = (text: string) => text) {
  const body = change(readFileSync('dist/service-worker.js', 'utf8'));
  site.serve(SCRIPT, { body, type: 'text/javascript' });
}

async function openTab(address: string): Promise<Tab> {
  const tab = await browser.newTab(address);
  tabs.push(tab);
  return tab;
}

async function open(options: Partial<PlainOptions> = {}): Promise<Tab> {
  const tab = await openTab(site.origin);
  await addClient(tab, options);
  return tab;
}

async function addClient(tab: Tab, options: Partial<PlainOptions> = {}) {
  await until(() => tab.evaluate(() => window.ready), { what: 'the page has run' });
  await makeClient(tab, {
    apiKey: API_KEY,
    baseUri: api.url,
    customerId: CUSTOMER,
    refreshIntervalMs: 500,
    serviceWorker: { url: SCRIPT },
    ...options,
  });
}

/** Waits until a start without the network has all it takes. */
const kept = (tab: Tab, ...paths: string[]) => keptInShell(tab, ['/', '/stigg-offline/index.js', ...paths]);

const scriptOf = { 'shared-worker': 'worker.js', worker: 'worker.js', page: 'engine.js' } as const;

describe.each(HOSTS)('host %s', (host) => {
  it('starts without page server and API, and converges when they are back', async () => {
    const first = await open({ host });
    expect(await initialized(first)).toBe('ready');
    await kept(first, `/stigg-offline/${scriptOf[host]}`, '/stigg-offline/data-calls.js');
    await first.close();
    await site.stop();
    tabs = [];
    await api.fault({ mode: 'down' });

    browser = await restart();
    const tab = await open({ host });
    expect(await initialized(tab)).toBe('ready');
    await until(async () => (await statusOf(tab)).persistence === 'indexeddb', {
      what: 'its engine has told',
    });
    expect(await statusOf(tab)).toMatchObject({ host, source: 'store' });
    expect((await statusOf(tab)).ageMs).toBeGreaterThan(0);
    expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
    expect(await hasAccess(tab, 'feature-sso')).toBe(false);

    await site.start();
    await api.heal();
    await api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
    await until(() => hasAccess(tab, 'feature-sso'), { what: 'it has what the API says now' });
    expect((await statusOf(tab)).source).toBe('network');
  });
});

function launch(): Promise<Browser> {
  return launchBrowser(has('keepProfile') ? { userDataDir: profile } : {});
}

/** The browser anew, on the same profile; where it keeps none, the one that runs, whose tabs are closed. */
async function restart(): Promise<Browser> {
  if (!has('keepProfile')) return browser;
  await browser.close();
  return launch();
}

it('keeps nothing of the API', async () => {
  const tab = await open();
  expect(await initialized(tab)).toBe('ready');
  await tab.evaluate(() => window.stigg.getPaywall());
  await kept(tab, '/stigg-offline/worker.js');
  const addresses = await tab.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => url);
  });
  expect(addresses.length).toBeGreaterThan(4);
  expect(addresses.filter((address) => !address.startsWith(site.origin))).toEqual([]);
  expect(addresses.filter((address) => address.includes('graphql'))).toEqual([]);
});

it('starts the engine from its copy when the script is gone after a deploy', async () => {
  const tab = await open();
  expect(await initialized(tab)).toBe('ready');
  await kept(tab, '/stigg-offline/worker.js');
  await tab.close();
  site.serve('/stigg-offline/worker.js', { body: 'gone', status: 404, type: 'text/plain' });
  const next = await open();
  expect(await initialized(next)).toBe('ready');
  await until(async () => (await statusOf(next)).source === 'network', { what: 'its engine has refreshed' });
  expect((await statusOf(next)).host).toBe('shared-worker');
});

it('says that an update waits, and applies it in both tabs with one reload each', async () => {
  // A page counts its own loads: a service worker may ask for it more often.
  const count = '<script>sessionStorage.loads = Number(sessionStorage.loads ?? 0) + 1</script>';
  site.serve('/', { body: defaultPage.replace('<script', `${count}\n<script`) });
  const tabs = [await open(), await open()] as const;
  for (const tab of tabs) {
    expect(await initialized(tab)).toBe('ready');
    await until(() => tab.evaluate(() => navigator.serviceWorker.controller !== null), {
      what: 'the service worker controls it',
    });
    await tab.evaluate(() => {
      window.stigg.addListener('updateFound', ({ apply }) => {
        window.applyUpdate = apply;
      });
    });
  }
  await deploy(site, { build: OTHER });
  serveServiceWorker((text) => `${text}\n// another build`);
  await tabs[0].evaluate(async () => (await navigator.serviceWorker.ready).update());
  for (const tab of tabs) {
    await until(() => tab.evaluate(() => window.applyUpdate !== undefined), {
      what: 'it heard of the update',
    });
  }
  // Nothing is loaded anew before somebody asks for it.
  for (const tab of tabs) expect((await statusOf(tab)).build).not.toBe(OTHER);
  await tabs[1].evaluate(() => window.applyUpdate?.());
  for (const tab of tabs) {
    await until(() => tab.evaluate(() => window.ready === true && window.applyUpdate === undefined), {
      what: 'it was loaded anew',
    });
    await addClient(tab);
    expect(await initialized(tab)).toBe('ready');
    await until(async () => (await statusOf(tab)).build === OTHER, { what: 'it runs the new build' });
  }
  for (const tab of tabs) expect(await tab.evaluate(() => sessionStorage.loads)).toBe('2');
});

needing('puppeteer')('takes a page that was loaded past it', async () => {
  const tab = await open();
  await kept(tab);
  // As a user does who reloads with the shift key: that page is nobody's.
  const session = await tab.page.createCDPSession();
  const loaded = new Promise((resolve) => session.once('Page.loadEventFired', resolve));
  await session.send('Page.enable');
  await session.send('Page.reload', { ignoreCache: true });
  await loaded;
  const isControlled = () => tab.evaluate(() => navigator.serviceWorker.controller !== null);
  expect(await isControlled()).toBe(false);
  await addClient(tab);
  await until(isControlled, { what: 'the service worker controls it' });
});

it('warns when the engine’s script is out of its reach', async () => {
  site.serve('/app/service-worker.js', {
    body: readFileSync('dist/service-worker.js', 'utf8'),
    type: 'text/javascript',
  });
  const tab = await openTab(site.origin);
  const said = await tab.evaluate(
    async (options) => {
      const { default: Stigg } = await window.load('stigg-offline');
      return new Promise<string>((resolve) => {
        Stigg.initialize({
          ...options,
          serviceWorker: { url: '/app/service-worker.js' },
          logConfiguration: { logger: { log() {}, error: (message: unknown) => resolve(String(message)) } },
        });
      });
    },
    { apiKey: API_KEY, baseUri: api.url, customerId: CUSTOMER },
  );
  expect(said).toContain('/stigg-offline/');
  expect(said).toContain('outside of the service worker');
});

needing('puppeteer')('delivers tracked checks while no tab is open', async () => {
  const tab = await open({ serviceWorker: { url: SCRIPT, background: true } });
  expect(await initialized(tab)).toBe('ready');
  await tab.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await until(() => tab.evaluate(() => navigator.serviceWorker.controller !== null), {
    what: 'the service worker controls it',
  });
  await api.fault({ mode: 'down', operations: ['ReportEntitlementCheck'] });
  await tab.evaluate(() => {
    window.stigg.getBooleanEntitlement({ featureId: 'feature-sso', options: { shouldTrack: true } });
  });
  await until(async () => (await statusOf(tab)).outboxLength === 1, { what: 'the check waits' });
  // The browser was asked to wake up the service worker.
  await until(
    () =>
      tab.evaluate(async () => {
        const { sync } = (await navigator.serviceWorker.ready) as unknown as {
          sync: { getTags(): Promise<string[]> };
        };
        return (await sync.getTags()).includes('stigg-offline');
      }),
    { what: 'the sync is registered' },
  );
  const reported = async () =>
    (await api.requests()).filter(({ operationName }) => operationName === 'ReportEntitlementCheck');
  const other = await openTab('about:blank');
  await tab.close();
  await api.heal();
  await api.forgetRequests();
  await dispatch(other, 'dispatchSyncEvent');
  await until(async () => (await reported()).length > 0, { what: 'the check has arrived' });
  expect((await reported()).length).toBe(1);
});

needing('puppeteer')('refreshes what is known while no tab is open', async () => {
  const tab = await open({ serviceWorker: { url: SCRIPT, background: true } });
  expect(await initialized(tab)).toBe('ready');
  await tab.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await tab.close();
  // The engine ends with its last tab; this page has none.
  const other = await openTab(site.origin);
  await api.forgetRequests();
  for (const event of ['dispatchPeriodicSyncEvent', 'deliverPushMessage'] as const) {
    await api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
    const before = (await api.requests()).length;
    await makeDue(other);
    await dispatch(other, event);
    await until(async () => (await api.requests()).length > before, { what: `${event} was obeyed` });
  }
  expect((await api.requests()).map(({ operationName }) => operationName)).toEqual([
    'GetEntitlements',
    'GetEntitlements',
  ]);
  await api.fault({ mode: 'down' });
  const next = await open();
  expect(await initialized(next)).toBe('ready');
  // No tab has seen it, so the copy does not have it; the store does.
  await until(() => hasAccess(next, 'feature-sso'), { what: 'it has the grant' });
});

/** As if the last attempt had been a minute earlier. */
function makeDue(tab: Tab): Promise<void> {
  return tab.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('stigg-offline-1');
        opening.onerror = reject;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('records', 'readwrite');
          const records = transaction.objectStore('records');
          records.openCursor().onsuccess = ({ target }) => {
            const { result: cursor } = target as IDBRequest<IDBCursorWithValue | null>;
            if (!cursor) return;
            cursor.update({ ...cursor.value, lastAttemptAt: cursor.value.lastAttemptAt - 60_000 });
            cursor.continue();
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
}

type BackgroundEvent = 'dispatchSyncEvent' | 'dispatchPeriodicSyncEvent' | 'deliverPushMessage';

/** Wakes up the service worker, as the browser or a push service does. */
async function dispatch(tab: Tab, event: BackgroundEvent): Promise<void> {
  const session = await tab.page.createCDPSession();
  const registrations: { registrationId: string; scopeURL: string }[] = [];
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: all }) =>
    registrations.push(...all),
  );
  await session.send('ServiceWorker.enable');
  const { registrationId } = await until(
    () => registrations.find(({ scopeURL }) => scopeURL.startsWith(site.origin)) as (typeof registrations)[0],
    { what: 'the registration is known' },
  );
  const { origin } = site;
  const tag = 'stigg-offline';
  if (event === 'dispatchSyncEvent') {
    await session.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false });
  } else if (event === 'dispatchPeriodicSyncEvent') {
    await session.send('ServiceWorker.dispatchPeriodicSyncEvent', { origin, registrationId, tag });
  } else await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: '' });
  await session.detach();
}

declare global {
  interface Window {
    applyUpdate?: (() => void) | undefined;
  }
}
