// Two releases open side by side: an old tab, and one that was opened after a deploy.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Tab, until } from '../support/browser.js';
import { countRefreshes, hasAccess, initialized, refreshesOf, statusOf } from '../support/client-tab.js';
import { deploy, withdraw } from '../support/other-build.js';
import { defaultPage } from '../support/site.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();
const OTHER = 'ffffffff';
/** A page that takes itself for visible, whichever tab is in front. */
const VISIBLE = '/visible';

beforeEach(() => {
  const script = "<script>Object.defineProperty(document, 'visibilityState', { value: 'visible' });</script>";
  stage.site.serve(VISIBLE, { body: defaultPage.replace('<script', `${script}\n<script`) });
});
afterEach(() => withdraw(stage.site));

async function openTab(): Promise<Tab> {
  const tab = await stage.open({}, VISIBLE);
  await stage.revive(tab);
  expect(await initialized(tab)).toBe('ready');
  await until(async () => (await statusOf(tab)).host === 'shared-worker', { what: 'its engine runs' });
  return tab;
}

async function openBoth(format?: number): Promise<[Tab, Tab]> {
  const before = await openTab();
  await deploy(stage.site, { build: OTHER, ...(format !== undefined && { format }) });
  const after = await openTab();
  expect((await statusOf(after)).build).toBe(OTHER);
  expect((await statusOf(before)).build).not.toBe(OTHER);
  return [before, after];
}

/** Requests while the first tab sees ten refreshes. */
async function requestsOfTen(tab: Tab): Promise<number> {
  await countRefreshes(tab);
  await until(async () => (await refreshesOf(tab)) > 0, { what: 'it has an age' });
  const before = await refreshesOf(tab);
  await stage.api.forgetRequests();
  await until(async () => (await refreshesOf(tab)) - before >= 10, { what: 'it has seen 10 refreshes' });
  return (await stage.api.requests()).length;
}

describe.each([
  ['the same format', undefined],
  ['another format', 2],
] as const)('two builds of %s', (_, format) => {
  it(`cost the requests of ${format ? 'two' : 'one'}, and both see a grant`, async () => {
    const tabs = await openBoth(format);
    const requests = await requestsOfTen(tabs[0]);
    if (format) {
      expect(requests).toBeGreaterThanOrEqual(15);
    } else {
      expect(requests).toBeGreaterThanOrEqual(9);
      expect(requests).toBeLessThan(15);
    }
    await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
    for (const tab of tabs) await until(() => hasAccess(tab, 'feature-sso'), { what: 'it has the grant' });
  });

  it('honour each other’s sign-out, and nothing of the customer is left in either database', async () => {
    const tabs = await openBoth(format);
    await tabs[0].evaluate(() => window.stigg.clearCustomer());
    for (const tab of tabs) {
      await until(async () => (await statusOf(tab)).phase === 'signed-out', { what: 'it is signed out' });
      expect(await hasAccess(tab, 'feature-audit-log')).toBe(false);
    }
    for (const name of ['stigg-offline-1', ...(format ? [`stigg-offline-${format}`] : [])]) {
      await until(async () => (await recordsIn(tabs[0], name)) === 0, { what: `${name} is empty` });
    }
  });
});

it('the newer of two formats deletes the older one’s database once nobody uses it', async () => {
  const [before, after] = await openBoth(2);
  expect(await databases(after)).toEqual(['stigg-offline-1', 'stigg-offline-2']);
  await before.close();
  await after.reload();
  await stage.revive(after);
  expect(await initialized(after)).toBe('ready');
  // One that nobody holds any more, as the old engine is gone with its tab.
  await until(async () => !(await databases(after)).includes('stigg-offline-1'), { what: 'it is gone' });
  expect(await hasAccess(after, 'feature-audit-log')).toBe(true);
});

const databases = (tab: Tab) =>
  tab.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort());

const recordsIn = (tab: Tab, database: string) =>
  tab.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = reject;
        opening.onsuccess = () => {
          const { result } = opening;
          if (!result.objectStoreNames.contains('records')) {
            result.close();
            return resolve(0);
          }
          const count = result.transaction('records').objectStore('records').count();
          count.onsuccess = () => {
            result.close();
            resolve(count.result);
          };
        };
      }),
    database,
  );
