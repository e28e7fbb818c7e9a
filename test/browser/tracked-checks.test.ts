// Tracked checks: through an outage, a killed browser and a restart, each arrives.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { API_KEY } from '../support/api.js';
import { type Browser, launchBrowser, type Tab, until } from '../support/browser.js';
import { initialized, makeClient, statusOf } from '../support/client-tab.js';
import { has, needing } from '../support/needing.js';
import { setServers } from '../support/servers.js';

const CUSTOMER = 'customer-acme';
const servers = setServers();
let profile: string;
let browser: Browser;
beforeEach(async () => {
  await servers.api.reset();
  profile = mkdtempSync(join(tmpdir(), 'stigg-offline-outbox-'));
  browser = await launchBrowser(has('keepProfile') ? { userDataDir: profile } : {});
});
afterEach(async () => {
  await browser.close().catch(() => {});
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

async function open(): Promise<Tab> {
  const tab = await browser.newTab(servers.site.origin);
  await makeClient(tab, {
    apiKey: API_KEY,
    baseUri: servers.api.url,
    customerId: CUSTOMER,
    refreshIntervalMs: 0,
    requestTimeoutMs: 2_000,
  });
  expect(await initialized(tab)).toBe('ready');
  return tab;
}

const check = (tab: Tab, from: number, to: number) =>
  tab.evaluate(
    (first, last) => {
      for (let at = first; at < last; at++) {
        window.stigg.getMeteredEntitlement({
          featureId: 'feature-reports',
          options: { shouldTrack: true, requestedUsage: at },
        });
      }
    },
    from,
    to,
  );

/** The checks that reached the API, and in which request each. */
async function arrived() {
  return (await servers.api.requests())
    .filter(({ operationName }) => operationName === 'ReportEntitlementCheck')
    .map(({ batch, variables }) => ({
      batch,
      usage: variables.entitlementCheckRequested?.requestedUsage ?? Number.NaN,
    }));
}

const waiting = async (tab: Tab) => (await statusOf(tab)).outboxLength;

it('reports a check as it was answered, in the API’s words', async () => {
  const tab = await open();
  await check(tab, 3, 4);
  await until(async () => (await arrived()).length === 1, { what: 'it arrives' });
  const [{ variables } = { variables: {} }] = (await servers.api.requests()).filter(
    ({ operationName }) => operationName === 'ReportEntitlementCheck',
  );
  expect(variables).toMatchObject({
    entitlementCheckRequested: {
      customerId: CUSTOMER,
      featureId: 'feature-reports',
      requestedUsage: 3,
      entitlementCheckResult: { hasAccess: true, resetPeriod: 'MONTH', requestedUsage: 3 },
    },
  });
  await until(async () => (await waiting(tab)) === 0, { what: 'nothing waits' });
});

needing('keepProfile')(
  '200 checks made while the API is down arrive once each after a crash, in batches',
  async () => {
    const tab = await open();
    await servers.api.fault({ mode: 'down' });
    await check(tab, 0, 200);
    await until(async () => (await waiting(tab)) === 200, { what: 'all of them are in the outbox' });
    await browser.kill();
    await servers.api.heal();
    await servers.api.forgetRequests();
    browser = await launchBrowser({ userDataDir: profile });
    const again = await open();
    await until(async () => (await arrived()).length >= 200, { what: 'all of them arrive' });
    await until(async () => (await waiting(again)) === 0, { what: 'the outbox is empty' });
    const all = await arrived();
    expect(all.map(({ usage }) => usage).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, at) => at),
    );
    const sizes = new Map<number | undefined, number>();
    for (const { batch } of all) sizes.set(batch, (sizes.get(batch) ?? 0) + 1);
    expect([...sizes.values()]).toEqual(Array(8).fill(25));
  },
);

needing('keepProfile', 'spareTime')(
  'a browser killed in the middle of a batch sends that batch again and no other',
  async () => {
    const tab = await open();
    await servers.api.fault({ mode: 'slow', latencyMs: 400, operations: ['ReportEntitlementCheck'] });
    await check(tab, 0, 100);
    await until(async () => new Set((await arrived()).map(({ batch }) => batch)).size >= 2, {
      what: 'the second batch is under way',
    });
    await browser.kill();
    await servers.api.heal();
    browser = await launchBrowser({ userDataDir: profile });
    const again = await open();
    await until(async () => new Set((await arrived()).map(({ usage }) => usage)).size === 100, {
      what: 'all of them arrive',
    });
    await until(async () => (await waiting(again)) === 0, { what: 'the outbox is empty' });
    const times = new Map<number, number>();
    for (const { usage } of await arrived()) times.set(usage, (times.get(usage) ?? 0) + 1);
    const twice = [...times].filter(([, count]) => count > 1).map(([usage]) => usage);
    expect(twice.length).toBeLessThanOrEqual(25);
    expect(Math.max(...times.values())).toBeLessThanOrEqual(2);
    // Of one batch: nothing that lies further apart than a batch is long.
    if (twice.length > 0) expect(Math.max(...twice) - Math.min(...twice)).toBeLessThan(25);
  },
);

needing('spareTime')('a sign-out takes what was not sent', async () => {
  const tab = await open();
  await servers.api.fault({ mode: 'down' });
  await check(tab, 0, 3);
  await until(async () => (await waiting(tab)) === 3, { what: 'they wait' });
  await tab.evaluate(() => window.stigg.clearCustomer());
  await servers.api.heal();
  await servers.api.forgetRequests();
  await tab.evaluate(() => window.stigg.setCustomerId('customer-acme'));
  await check(tab, 7, 8);
  await until(async () => (await arrived()).length > 0, { what: 'the new one arrives' });
  expect((await arrived()).map(({ usage }) => usage)).toEqual([7]);
});
