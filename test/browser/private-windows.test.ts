// Private windows: the same answers, one engine for all of them, and nothing left when they are closed.
import { expect, it } from 'vitest';
import { API_KEY } from '../support/api.js';
import { launchBrowser, type Tab, until } from '../support/browser.js';
import { copiesOn, hasAccess, initialized, makeClient, statusOf } from '../support/client-tab.js';
import { filesWith, makeProfile } from '../support/profile.js';
import { setServers } from '../support/servers.js';
import { CUSTOMER } from '../support/stage.js';

const servers = setServers();

const options = () => ({
  apiKey: API_KEY,
  baseUri: servers.api.url,
  customerId: CUSTOMER,
  refreshIntervalMs: 500,
});

/** Each engine holds a lock while it lives. */
const enginesSeenBy = (tab: Tab) =>
  tab.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.filter(({ name }) => name?.startsWith('stigg-offline:engine:')).length;
  });

const leftOn = (tab: Tab) =>
  tab.evaluate(async () => ({
    databases: await indexedDB.databases(),
    items: Object.keys(localStorage),
  }));

it('answer as others do, share an engine, and leave nothing', async () => {
  await servers.api.reset();
  const profile = makeProfile(undefined);
  const launch = () => launchBrowser({ private: true, userDataDir: profile.folder });
  let browser = await launch();
  try {
    const tabs: Tab[] = [];
    for (let at = 0; at < 3; at++) {
      const tab = await browser.newTab(servers.site.origin);
      await makeClient(tab, options());
      expect(await initialized(tab)).toBe('ready');
      tabs.push(tab);
    }
    const [first] = tabs as [Tab];
    for (const tab of tabs) {
      // A copy may have answered before the engine was reached.
      await until(async () => (await statusOf(tab)).host === 'shared-worker', { what: 'its engine runs' });
      await until(async () => (await statusOf(tab)).persistence === 'indexeddb', { what: 'it persists' });
      expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
      expect(await hasAccess(tab, 'feature-sso')).toBe(false);
    }
    expect(await enginesSeenBy(first)).toBe(1);
    await servers.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
    for (const tab of tabs) await until(() => hasAccess(tab, 'feature-sso'), { what: 'the grant is there' });

    await servers.api.fault({ mode: 'down' });
    await first.reload();
    await makeClient(first, options());
    expect(await initialized(first)).toBe('ready');
    expect(await hasAccess(first, 'feature-sso')).toBe(true);
    await until(async () => (await copiesOn(first)).length === 1, { what: 'there is a copy' });
    expect((await leftOn(first)).databases).toHaveLength(1);

    await browser.close();
    expect(filesWith(profile.folder, 'stigg-offline:')).toEqual([]);
    browser = await launch();
    expect(await leftOn(await browser.newTab(servers.site.origin))).toEqual({ databases: [], items: [] });
  } finally {
    await browser.close();
    profile.remove();
  }
});
