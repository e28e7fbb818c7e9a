// What earlier commits left on the device, and what a newer release may have, under the built client of today: used or left
// alone, and the page is loaded as often as it is asked for.
import { expect, it } from 'vitest';
import { DATABASE_NAME } from '../../src/core/protocol.js';
import { type Tab, until } from '../support/browser.js';
import { hasAccess, initialized, statusOf } from '../support/client-tab.js';
import { FORMER, type FormerDatabase, formerDatabase } from '../support/former-databases.js';
import { needing } from '../support/needing.js';
import { setStage } from '../support/stage.js';

const stage = setStage();
const LATEST = FORMER.at(-1)?.commit ?? '';

type OnDevice = Pick<FormerDatabase, 'version' | 'tables' | 'items'>;

/** A tab whose device has that, and no client yet. */
async function openWith(found: OnDevice): Promise<Tab> {
  const tab = await stage.open(undefined, '/');
  await tab.evaluate(
    async (name, { version, tables, items }) => {
      for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value);
      if (version === 0) return;
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => {
          for (const [table, records] of Object.entries(tables)) {
            const made = request.result.createObjectStore(table);
            for (const [key, record] of Object.entries(records)) made.put(record, key);
          }
        };
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      });
    },
    DATABASE_NAME,
    found,
  );
  return tab;
}

const databaseOf = (tab: Tab) =>
  tab.evaluate(
    (name) =>
      new Promise<{ version: number; tables: string[] }>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const { version, objectStoreNames } = request.result;
          request.result.close();
          resolve({ version, tables: [...objectStoreNames] });
        };
      }),
    DATABASE_NAME,
  );

const loads = () => stage.site.requests.filter((request) => request === 'GET /').length;

/** Makes the client, and again after a reload, each time as it has to be; nothing else has loaded the page. */
async function visitTwice(tab: Tab, isAsItShould: () => Promise<void>): Promise<void> {
  const before = loads();
  for (const visit of [1, 2]) {
    if (visit === 2) await tab.reload();
    await stage.revive(tab);
    expect(await initialized(tab)).toBe('ready');
    await isAsItShould();
    expect(await tab.evaluate(() => window.unhandled)).toEqual([]);
  }
  expect(loads()).toBe(before + 1);
}

const former = (commit: string) => formerDatabase(commit, stage.api.url);
const persists = (tab: Tab, persistence: string) =>
  until(async () => (await statusOf(tab)).persistence === persistence, {
    what: `it persists in ${persistence}`,
  });

needing('spareTime').each(FORMER)(
  'what $commit left ($what) is served without the API, and upgraded',
  async ({ commit }) => {
    const tab = await openWith(former(commit));
    await stage.api.fault({ mode: 'down' });
    await visitTwice(tab, async () => {
      await persists(tab, 'indexeddb');
      expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
      expect(await hasAccess(tab, 'feature-sso')).toBe(false);
      expect((await statusOf(tab)).source).toBe('store');
    });
    const { version, tables } = await databaseOf(tab);
    expect([version, tables]).toEqual([
      3,
      ['checks', 'records', 'responses', 'shelves', 'snapshots', 'tombstones'],
    ]);
  },
);

it('a copy alone answers at once', async () => {
  const tab = await openWith({ ...former(LATEST), version: 0 });
  await stage.api.fault({ mode: 'down' });
  await stage.revive(tab);
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  expect((await statusOf(tab)).source).toBe('store');
});

it('what a newer release left is left alone, and the API is asked', async () => {
  const { tables, items } = former(LATEST);
  const copies = Object.entries(items).filter(([name]) => name.includes(':copy:'));
  const otherFormats = [0, 2].flatMap((format) =>
    copies.map(([name, text]) => [name.replace(/:1(?=$|:text$)/, `:${format}`), text]),
  );
  const newer = { ...tables, 'something-new': { key: 'value' } };
  const tab = await openWith({ version: 7, tables: newer, items: Object.fromEntries(otherFormats) });
  const before = await databaseOf(tab);
  await visitTwice(tab, async () => {
    await persists(tab, 'memory');
    await until(async () => (await statusOf(tab)).source === 'network', { what: 'the API has answered' });
    expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  });
  expect(await databaseOf(tab)).toEqual(before);
});
