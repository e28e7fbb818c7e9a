// Signing out reaches all tabs and the disk.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Tab, until } from '../support/browser.js';
import { copiesOn, hasAccess, initialized, statusOf } from '../support/client-tab.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage({ refreshIntervalMs: 0 });

/** How many snapshots the device keeps, whoever looks. */
const snapshotsOnDisk = (tab: Tab): Promise<number> =>
  tab.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const open = indexedDB.open('stigg-offline-1');
        open.onerror = reject;
        open.onupgradeneeded = () => open.transaction?.abort();
        open.onsuccess = () => {
          const all = open.result.transaction('records').objectStore('records').getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve(all.result.filter(({ snapshot }) => snapshot !== null).length);
          };
        };
      }),
  );

const signOut = (tab: Tab, everywhere = false) =>
  tab.evaluate((all) => window.stigg.clearCustomer({ everywhere: all }), everywhere);

it('drops all tabs of the customer to fallbacks and deletes the record', async () => {
  const [here, there, stranger] = [
    await stage.open({ resourceId: 'workspace-berlin' }),
    await stage.open(),
    await stage.open({ customerId: 'customer-globex' }),
  ];
  for (const tab of [here, there, stranger]) expect(await initialized(tab)).toBe('ready');
  await until(async () => (await snapshotsOnDisk(here)) === 3, {
    what: 'two lists and another customer are stored',
  });

  await signOut(here);
  expect(await snapshotsOnDisk(here)).toBe(1);
  for (const tab of [here, there]) {
    await until(async () => (await statusOf(tab)).phase === 'signed-out', { what: 'the tab has heard it' });
    const answer = await tab.evaluate(() =>
      window.stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }),
    );
    expect(answer).toEqual({ isFallback: true, hasAccess: false, accessDeniedReason: 'Unknown' });
    expect(await tab.evaluate(() => window.signOuts)).toEqual([CUSTOMER]);
  }
  expect(await hasAccess(stranger, 'feature-sso')).toBe(true);
  expect((await statusOf(stranger)).phase).toBe('ready');

  // Signing in again works, in either tab, and is stored again.
  await there.evaluate((id) => window.stigg.setCustomerId(id), CUSTOMER);
  expect(await hasAccess(there, 'feature-audit-log')).toBe(true);
  await until(async () => (await snapshotsOnDisk(here)) === 2, { what: 'it is stored again' });
});

it('deletes the record also when the engine was not running at that moment', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  await until(async () => (await snapshotsOnDisk(tab)) === 1, { what: 'it is stored' });
  // The script is gone, so no engine can start: neither a worker nor the one in the page.
  for (const file of ['worker.js', 'engine.js']) {
    stage.site.serve(`/stigg-offline/${file}`, { body: 'gone', status: 404, type: 'text/plain' });
  }
  await stage.killEngines();
  const code = await tab.evaluate(() =>
    window.stigg.clearCustomer().then(
      () => 'resolved',
      (error) => (error as { code: string }).code,
    ),
  );
  expect(code).toBe('ENGINE_LOST');
  expect((await statusOf(tab)).phase).toBe('signed-out');
  expect(await snapshotsOnDisk(tab)).toBe(1);

  for (const file of ['worker.js', 'engine.js']) stage.site.withdraw(`/stigg-offline/${file}`);
  // Another customer comes to this device: the engine that starts for it deletes what was left.
  await stage.api.fault({ mode: 'down' });
  const later = await stage.open({ customerId: 'customer-globex' });
  await until(async () => (await snapshotsOnDisk(later)) === 0, {
    what: 'the record is gone',
  });
});

it('signs out every customer of the origin', async () => {
  const acme = await stage.open();
  const globex = await stage.open({ customerId: 'customer-globex' });
  for (const tab of [acme, globex]) expect(await initialized(tab)).toBe('ready');
  await signOut(acme, true);
  await until(async () => (await statusOf(globex)).phase === 'signed-out', {
    what: 'the other customer is out, too',
  });
  expect(await snapshotsOnDisk(acme)).toBe(0);
});

it('reaches a tab that is just starting, and of which nothing is stored', async () => {
  const here = await stage.open();
  expect(await initialized(here)).toBe('ready');
  // The other tab's engine is another one, and on its way.
  const path = '/stigg-offline/worker.js';
  let letLoad = () => {};
  const loads = new Promise<void>((resolve) => {
    letLoad = resolve;
  });
  stage.site.serve(path, async () => {
    await loads;
    return { body: readFileSync('dist/worker.js'), type: 'text/javascript' };
  });
  const starting = await stage.open({ persist: false, host: 'worker' });
  await signOut(here);
  letLoad();
  await until(async () => (await statusOf(starting)).phase === 'signed-out', { what: 'it has heard it' });
  expect(await starting.evaluate(() => window.signOuts)).toEqual([CUSTOMER]);
});

it('a late answer after the sign-out writes nothing', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  await stage.api.fault({ mode: 'slow', latencyMs: 700 });
  await stage.api.forgetRequests();
  await tab.evaluate(() => void window.stigg.refresh().catch(() => {}));
  await until(async () => (await stage.api.requests()).length === 1, { what: 'the request is under way' });
  await signOut(tab);
  // That nothing is written needs a span of time: longer than the answer takes.
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  expect(await snapshotsOnDisk(tab)).toBe(0);
  expect(await tab.evaluate(() => window.heard.length)).toBe(1);
});

it('has deleted the copy when it returns, and no tab of the customer leaves another', async () => {
  const there = await stage.open();
  const here = await stage.open();
  for (const tab of [there, here]) expect(await initialized(tab)).toBe('ready');
  await until(async () => (await copiesOn(here)).length === 1, { what: 'there is a copy' });
  const left = await here.evaluate(() => {
    const signingOut = window.stigg.clearCustomer();
    const names = Object.keys(localStorage).filter((name) => name.includes(':copy:'));
    return signingOut.then(() => names);
  });
  expect(left).toEqual([]);
  await until(async () => (await statusOf(there)).phase === 'signed-out', {
    what: 'the other tab has heard it',
  });
  await there.reload();
  expect(await copiesOn(there)).toEqual([]);
  // Whoever comes next gets nothing before the API has said it.
  await stage.api.fault({ mode: 'hang' });
  await stage.revive(there);
  expect((await statusOf(there)).source).toBe('fallback');
  expect(await hasAccess(there, 'feature-audit-log')).toBe(false);
});
