// What is left on the device, and where the engine's script may lie.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { identityText } from '../../src/core/identity.js';
import { PROTOCOL_VERSION, tabLockName } from '../../src/core/protocol.js';
import { SNAPSHOT_FORMAT } from '../../src/core/snapshot.js';
import { API_KEY } from '../support/api.js';
import { type Tab, until } from '../support/browser.js';
import { copiesOn, hasAccess, initialized, statusOf } from '../support/client-tab.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();

/** All that is stored for the origin, as one text. */
const everythingStored = (tab: Tab): Promise<string> =>
  tab.evaluate(async () => {
    const dump: unknown[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name ?? '');
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store);
        for (const request of [all.getAllKeys(), all.getAll()] as IDBRequest[]) {
          dump.push(
            name,
            store,
            await new Promise((resolve) => {
              request.onsuccess = () => resolve(JSON.stringify(request.result));
            }),
          );
        }
      }
      database.close();
    }
    return dump.join('\n');
  });

/** What any script of the origin can read without opening anything: locks, and the addresses that were loaded. */
const namesInUse = (tab: Tab): Promise<string> =>
  tab.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const loaded = performance.getEntriesByType('resource');
    return [...held, ...pending, ...loaded].map(({ name }) => name).join('\n');
  });

it('keeps entitlements under a hash, and neither key nor customer nor token', async () => {
  await stage.api.patch({
    customerTokens: { enforced: true, accepted: { [CUSTOMER]: ['the-secret-token'] } },
  });
  const tab = await stage.open({ customerToken: 'the-secret-token' });
  expect(await initialized(tab)).toBe('ready');
  await until(async () => (await everythingStored(tab)).includes('feature-audit-log'), {
    what: 'it is stored',
  });
  await until(async () => (await copiesOn(tab)).length > 0, { what: 'there is a copy, too' });
  const identity = { baseUri: stage.api.url, apiKey: API_KEY, customerId: CUSTOMER, resourceId: null };
  const key = createHash('sha256').update(identityText(identity)).digest('hex');
  expect(await copiesOn(tab)).toEqual([`stigg-offline:copy:${key}:${key}:${SNAPSHOT_FORMAT}:text`]);
  const stored = await everythingStored(tab);
  expect(stored.replaceAll(`copy:${key}:${key}`, '')).toContain(key);
  const names = await namesInUse(tab);
  expect(names).toContain(tabLockName(''));
  for (const text of ['the-secret-token', CUSTOMER, API_KEY]) {
    expect(stored).not.toContain(text);
    expect(names).not.toContain(text);
  }
});

it('keeps nothing with persist: false', async () => {
  const tab = await stage.open({ persist: false });
  expect(await initialized(tab)).toBe('ready');
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  expect((await statusOf(tab)).persistence).toBe('none');
  expect(await everythingStored(tab)).not.toContain('feature');
  // What is put away for the next page is, at the latest, when this one goes.
  await tab.reload();
  expect(await everythingStored(tab)).not.toContain('feature');
});

it('starts the engine from workerUrl, with build and epoch in its query', async () => {
  const versions: (string | null)[] = [];
  stage.site.serve('/assets/engine.js', ({ url }) => {
    versions.push(new URL(url ?? '', stage.site.origin).searchParams.get('v'));
    return { body: readFileSync('dist/worker.js'), type: 'text/javascript' };
  });
  const tab = await stage.open({ workerUrl: '/assets/engine.js' });
  expect(await initialized(tab)).toBe('ready');
  expect((await statusOf(tab)).host).toBe('shared-worker');
  const { build } = await statusOf(tab);
  expect(versions).toEqual([`${PROTOCOL_VERSION}-${build}-0`]);
});
