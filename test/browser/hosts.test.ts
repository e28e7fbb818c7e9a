// The same engine in every host: what the tabs see, and what it costs the API.
import { describe, expect, it } from 'vitest';
import { type Tab, until } from '../support/browser.js';
import { countRefreshes, hasAccess, initialized, refreshesOf, statusOf } from '../support/client-tab.js';
import { needing } from '../support/needing.js';
import { defaultPage } from '../support/site.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();
const HOSTS = ['shared-worker', 'worker', 'page'] as const;
type HostName = (typeof HOSTS)[number];

async function openTabs(host: HostName, count: number): Promise<Tab[]> {
  const tabs: Tab[] = [];
  for (let at = 0; at < count; at++) {
    const tab = await stage.open({ host });
    expect(await initialized(tab)).toBe('ready');
    // A copy may have answered before the engine was reached.
    await until(async () => (await statusOf(tab)).host === host, { what: 'its engine runs' });
    tabs.push(tab);
  }
  return tabs;
}

const grant = (granted: object | false) =>
  stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': granted } } } });

describe.each(HOSTS)('host %s', (host) => {
  const costsTheRequestsOfOne = async (count: number) => {
    const tabs = await openTabs(host, count);
    const [first] = tabs as [Tab];
    // The others are hidden behind the last one; what counts is the visible one's rhythm.
    await first.bringToFront();
    await countRefreshes(first);
    await until(async () => (await refreshesOf(first)) > 0, { what: 'it has an age' });
    const before = await refreshesOf(first);
    await stage.api.forgetRequests();
    await until(async () => (await refreshesOf(first)) - before >= 10, { what: 'it has seen 10 refreshes' });
    const requests = await stage.api.requests();
    expect(requests.length).toBeGreaterThanOrEqual(9);
    expect(requests.length).toBeLessThanOrEqual(11);
  };
  it.each([1, 5])('%i tabs cost the requests of one', costsTheRequestsOfOne);
  needing('spareTime')('20 tabs cost the requests of one', () => costsTheRequestsOfOne(20));

  it('a grant reaches all 3 tabs', async () => {
    const tabs = await openTabs(host, 3);
    await grant({});
    for (const tab of tabs) await until(() => hasAccess(tab, 'feature-sso'), { what: 'it has the grant' });
  });

  it('answers after a reload with the API down', async () => {
    const [tab] = (await openTabs(host, 1)) as [Tab];
    await stage.api.fault({ mode: 'down' });
    await tab.reload();
    await stage.revive(tab, { host });
    expect(await initialized(tab)).toBe('ready');
    await until(async () => (await statusOf(tab)).host === host, { what: 'its engine runs' });
    expect((await statusOf(tab)).source).toBe('store');
    expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  });

  it('a sign-out reaches all 3 tabs, and nothing is left of the customer', async () => {
    const tabs = await openTabs(host, 3);
    await tabs[0]?.evaluate(() => window.stigg.clearCustomer());
    for (const tab of tabs) {
      await until(async () => (await statusOf(tab)).phase === 'signed-out', { what: 'it is signed out' });
      expect(await hasAccess(tab, 'feature-audit-log')).toBe(false);
    }
    const [tab] = tabs as [Tab];
    const records = await tab.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('stigg-offline-1');
          opening.onerror = reject;
          opening.onsuccess = () => {
            const count = opening.result.transaction('records').objectStore('records').count();
            count.onsuccess = () => {
              opening.result.close();
              resolve(count.result);
            };
          };
        }),
    );
    expect(records).toBe(0);
  });

  needing('killTab')('goes on when another tab is killed in the middle of a refresh', async () => {
    const [victim, survivor] = (await openTabs(host, 2)) as [Tab, Tab];
    await survivor.bringToFront();
    await stage.api.fault({ mode: 'slow', latencyMs: 300 });
    await stage.api.forgetRequests();
    await victim.evaluate(() => {
      void window.stigg.refresh().catch(() => {});
    });
    await until(async () => (await stage.api.requests()).length > 0, { what: 'the refresh is under way' });
    await victim.killProcess();
    await stage.api.heal();
    await grant({});
    await until(() => hasAccess(survivor, 'feature-sso'), { what: 'the other tab refreshes' });
  });

  needing('restoreWithLock')('says hello again from the back/forward cache, and is current', async () => {
    const [tab] = (await openTabs(host, 1)) as [Tab];
    await tab.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => {
        window.outcome = persisted ? 'restored' : 'loaded';
      });
    });
    stage.site.serve('/elsewhere', { body: '<!doctype html><title>elsewhere</title>' });
    await tab.goto(`${stage.site.origin}/elsewhere`);
    await grant({});
    await tab.goBack();
    await until(() => tab.evaluate(() => window.outcome === 'restored'), { what: 'it is restored' });
    await until(() => hasAccess(tab, 'feature-sso'), { what: 'it is current' });
    expect((await statusOf(tab)).host).toBe(host);
  });
});

it('takes the dedicated worker where the browser has no SharedWorker', async () => {
  stage.site.serve('/older', { body: `<script>delete globalThis.SharedWorker;</script>${defaultPage}` });
  const tab = await stage.browser.newTab(`${stage.site.origin}/older`);
  await stage.revive(tab);
  expect(await initialized(tab)).toBe('ready');
  expect(await statusOf(tab)).toMatchObject({ host: 'worker', persistence: 'indexeddb', source: 'network' });
  await tab.close();
});

it('ends in the page when the worker script is HTML', async () => {
  stage.site.serve('/stigg-offline/worker.js', { body: '<!doctype html>', type: 'text/html' });
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  expect(await statusOf(tab)).toMatchObject({ host: 'page', source: 'network' });
  stage.site.withdraw('/stigg-offline/worker.js');
});
