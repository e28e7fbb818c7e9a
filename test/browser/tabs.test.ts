// Many tabs, one engine.
import { expect, it } from 'vitest';
import { type Api, startApi } from '../support/api.js';
import { type Tab, until } from '../support/browser.js';
import { countRefreshes, hasAccess, initialized, refreshesOf, statusOf } from '../support/client-tab.js';
import { needing } from '../support/needing.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();

async function openTabs(count: number): Promise<Tab[]> {
  const tabs: Tab[] = [];
  for (let at = 0; at < count; at++) {
    const tab = await stage.open();
    expect(await initialized(tab)).toBe('ready');
    tabs.push(tab);
  }
  return tabs;
}

const grant = (granted: object | false) =>
  stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': granted } } } });

// hosts.test.ts counts the same in every engine, by what one of the tabs sees.
needing('spareTime').each([1, 5])(
  'sends 10 +-1 requests while each of %i tabs sees 10 refreshes',
  async (count) => {
    const tabs = await openTabs(count);
    await Promise.all(tabs.map(countRefreshes));
    await until(async () => (await Promise.all(tabs.map(refreshesOf))).every((refreshes) => refreshes > 0), {
      what: 'every tab has an age',
    });
    const [first] = tabs as [Tab];
    const before = await Promise.all(tabs.map(refreshesOf));
    await stage.api.forgetRequests();
    const seen = async () =>
      Math.min(
        ...(await Promise.all(tabs.map(refreshesOf))).map((refreshes, at) => refreshes - (before[at] ?? 0)),
      );
    await until(async () => (await seen()) >= 10, { what: 'every tab has seen 10 refreshes' });
    const requests = await stage.api.requests();
    expect(requests.length).toBeGreaterThanOrEqual(9);
    expect(requests.length).toBeLessThanOrEqual(11);
    expect(new Set(requests.map(({ operationName }) => operationName))).toEqual(new Set(['GetEntitlements']));
    expect(await statusOf(first)).toMatchObject({
      host: 'shared-worker',
      persistence: 'indexeddb',
      stale: false,
    });
  },
);

it('brings a grant to all 5 tabs in the same refresh', async () => {
  const tabs = await openTabs(5);
  const revisions = async () => Promise.all(tabs.map(async (tab) => (await statusOf(tab)).revision));
  const before = await revisions();
  expect(new Set(before).size).toBe(1);
  expect(await Promise.all(tabs.map((tab) => hasAccess(tab, 'feature-sso')))).toEqual(Array(5).fill(false));
  await grant({});
  await until(
    async () => (await Promise.all(tabs.map((tab) => hasAccess(tab, 'feature-sso')))).every(Boolean),
    {
      what: 'every tab has the grant',
    },
  );
  // One step of the revision, heard once in each tab: it was one response that reached them all.
  expect(await revisions()).toEqual(before.map((revision) => revision + 1));
  const heard = await Promise.all(tabs.map((tab) => tab.evaluate(() => window.heard.slice(-1))));
  expect(heard).toEqual(Array(5).fill([['feature-sso']]));
});

const VICTIMS = ['the tab that started the engine', 'another tab'];

async function leaveOneOfFive(victimIs: string, end: (tab: Tab) => Promise<void>): Promise<void> {
  const tabs = await openTabs(5);
  if (victimIs === 'another tab') tabs.reverse();
  const [victim, survivor, ...others] = tabs as [Tab, Tab, ...Tab[]];
  // A hidden tab would be refreshed more slowly.
  await survivor.bringToFront();
  await end(victim);
  await Promise.all(others.map((tab) => tab.close()));
  await grant({});
  await until(() => hasAccess(survivor, 'feature-sso'), { what: 'the last tab has the grant' });
  await stage.api.forgetRequests();
  await until(async () => (await stage.api.requests()).length >= 4, { what: 'refreshes go on' });
  const requests = await stage.api.requests();
  const times = requests.map(({ time }) => Date.parse(time));
  // One rhythm: two engines, or a port too many, would send twice as often.
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(0.85 * 500 * (times.length - 1));
}

it.each(VICTIMS)('leaves one tab refreshing when 4 are gone, %s closed', (victimIs) =>
  leaveOneOfFive(victimIs, (tab) => tab.close()),
);

needing('killTab').each(VICTIMS)('leaves one tab refreshing when 4 are gone, %s killed', (victimIs) =>
  leaveOneOfFive(victimIs, (tab) => tab.killProcess()),
);

needing('hideTab')('refreshes a hidden tab more slowly, and at once when it is seen again', async () => {
  const [tab] = (await openTabs(1)) as [Tab];
  const cover = await stage.browser.newTab(stage.site.origin);
  await until(() => tab.evaluate(() => document.visibilityState === 'hidden'), { what: 'the tab is hidden' });
  const next = async () => (await statusOf(tab)).nextRefreshInMs ?? 0;
  await until(async () => (await next()) > 2_000, { what: 'the next refresh is far away' });
  await stage.api.forgetRequests();
  await tab.bringToFront();
  await until(async () => (await stage.api.requests()).length > 0, {
    what: 'it refreshes',
    timeoutMs: 1_500,
  });
  await cover.close();
});

it('sends nothing when no tab is left', async () => {
  const tabs = await openTabs(2);
  await until(async () => (await stage.api.requests()).length >= 2, { what: 'it refreshes' });
  await Promise.all(tabs.map((tab) => tab.close()));
  const witness = await stage.browser.newTab(stage.site.origin);
  await stage.api.forgetRequests();
  // The absence of requests needs a span of time: four intervals, on the clock of a page that is awake.
  await witness.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_000)));
  expect(await stage.api.requests()).toEqual([]);
  await witness.close();
});

it('serves two customers and two addresses at once, each its own', async () => {
  const elsewhereApi = await startApi();
  await elsewhereApi.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
  const acme = await stage.open();
  const globex = await stage.open({ customerId: 'customer-globex' });
  const elsewhere = await stage.open({ baseUri: elsewhereApi.url });
  const tabs = [acme, globex, elsewhere];
  for (const tab of tabs) expect(await initialized(tab)).toBe('ready');
  const seen = () => Promise.all(tabs.map((tab) => hasAccess(tab, 'feature-sso')));
  expect(await seen()).toEqual([false, true, true]);
  await grant({});
  await elsewhereApi.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': false } } } });
  await until(async () => (await seen()).join() === 'true,true,false', {
    what: 'each has heard of its own change',
  });
  const asked = async (api: Api) =>
    (await api.requests()).map(({ variables }) => variables.query?.customerId);
  expect(new Set(await asked(stage.api))).toEqual(new Set([CUSTOMER, 'customer-globex']));
  expect(new Set(await asked(elsewhereApi))).toEqual(new Set([CUSTOMER]));
  await elsewhere.close();
  await elsewhereApi.close();
});
