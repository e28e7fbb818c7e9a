// Data calls: several tabs, one engine, real IndexedDB.
import { expect, it } from 'vitest';
import { until } from '../support/browser.js';
import { initialized } from '../support/client-tab.js';
import { READS } from '../support/data-call-samples.js';
import { setStage } from '../support/stage.js';

const stage = setStage({ refreshIntervalMs: 0 });

declare global {
  interface Window {
    outcomes: { code?: string; message?: string; result?: unknown }[];
  }
}

const sent = async (name: string) =>
  (await stage.api.requests()).filter(({ operationName }) => operationName === name);

it('the same call from 5 tabs at once is one request', async () => {
  const tabs = await Promise.all(Array.from({ length: 5 }, () => stage.open()));
  for (const tab of tabs) expect(await initialized(tab)).toBe('ready');
  // Warm, so that what is measured is the call and not the loading of its chunk.
  for (const tab of tabs) await tab.evaluate(() => window.stigg.getCoupons());
  await stage.api.forgetRequests();
  await stage.api.fault({ mode: 'slow', latencyMs: 1_000 });
  const results = await Promise.all(
    tabs.map((tab) => tab.evaluate(async () => JSON.stringify(await window.stigg.getPaywall()))),
  );
  expect(new Set(results).size).toBe(1);
  expect(await sent('GetPaywall')).toHaveLength(1);
});

it('reads answer after a reload with the API down, marked as from the store', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  const read = () =>
    tab.evaluate(
      async (names) => {
        const read: Record<string, { data: string; source: string; ageMs: number | null }> = {};
        for (const name of names) {
          const { stigg } = window;
          const result = (await {
            getPaywall: () => stigg.getPaywall(),
            getCustomerPortal: () => stigg.getCustomerPortal(),
            getCustomer: () => stigg.getCustomer(),
            getActiveSubscriptionsList: () => stigg.getActiveSubscriptionsList(),
            getActiveSubscriptions: () => stigg.getActiveSubscriptions(),
            getSubscription: () => stigg.getSubscription({ subscriptionId: 'subscriptions-01' }),
            getCoupons: () => stigg.getCoupons(),
            getUsageHistory: () =>
              stigg.getUsageHistory({ featureId: 'feature-reports', startDate: '2026-01-01' }),
          }[name]()) as object;
          const { source, ageMs } = stigg.freshnessOf(result);
          const closed = (key: string, value: unknown) =>
            /^(billingPortalUrl|paymentUrl|paymentSecret)$/.test(key) ? null : value;
          read[name] = { data: JSON.stringify(result, closed), source, ageMs };
        }
        return read;
      },
      [...READS],
    );
  const before = await read();
  await stage.api.fault({ mode: 'down' });
  await tab.reload();
  await stage.revive(tab);
  const after = await read();
  for (const name of READS) {
    expect(before[name]?.source, name).toBe('network');
    expect(after[name]?.source, name).toBe('store');
    expect(after[name]?.data, name).toBe(before[name]?.data);
    expect(after[name]?.ageMs, name).toBeGreaterThanOrEqual(before[name]?.ageMs ?? 0);
  }
});

it('keeps no data of reads with persist: entitlements', async () => {
  const tab = await stage.open({ persist: 'entitlements' });
  // Customer and entitlements are asked for side by side, and this API must not go before both are there.
  expect(await initialized(tab)).toBe('ready');
  await tab.evaluate(() => window.stigg.getCustomer());
  await stage.api.fault({ mode: 'down' });
  // In memory, while the engine lives.
  expect(
    await tab.evaluate(async () => window.stigg.freshnessOf(await window.stigg.getCustomer()).source),
  ).toBe('store');
  const kept = await tab.evaluate(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases();
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });
    const count = (table: string) =>
      new Promise<number>((resolve, reject) => {
        const request = database.transaction(table).objectStore(table).count();
        request.onsuccess = () => resolve(request.result);
        request.onerror = reject;
      });
    const counts = { records: await count('records'), responses: await count('responses') };
    database.close();
    return counts;
  });
  expect(kept).toEqual({ records: 1, responses: 0 });
});

it('a subscription whose answer is lost on the way is sent once, and said to be in doubt', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  await stage.api.fault({ mode: 'dropAfter', operations: ['ApplySubscription'] });
  const error = await tab.evaluate(() =>
    window.stigg.applySubscription({ planId: 'plan-starter', billingPeriod: 'MONTHLY' }).then(
      () => null,
      ({ code, message, retryable }) => ({ code, message, retryable }),
    ),
  );
  expect(error).toMatchObject({ code: 'NETWORK' });
  expect(error?.message).toContain('unknown');
  expect(await sent('ApplySubscription')).toHaveLength(1);
});

it('a subscription over which the engine died is never sent again', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  await stage.api.fault({ mode: 'hang', operations: ['ApplySubscription'] });
  await tab.evaluate(() => {
    window.outcomes = [];
    window.stigg
      .applySubscription({ planId: 'plan-starter', billingPeriod: 'MONTHLY' })
      .catch(({ code, message }) => window.outcomes.push({ code, message }));
  });
  await until(async () => (await sent('ApplySubscription')).length === 1, { what: 'it is under way' });
  expect(await stage.killEngines()).toBe(1);
  await until(() => tab.evaluate(() => window.outcomes.length), { what: 'it has an outcome' });
  const [outcome] = await tab.evaluate(() => window.outcomes);
  expect(outcome?.code).toBe('ENGINE_LOST');
  expect(outcome?.message).toContain('unknown');
  // The next engine serves the tab, and what it asks then is nothing of the kind.
  await stage.api.heal();
  await tab.evaluate(() => window.stigg.refresh());
  expect(await sent('ApplySubscription')).toHaveLength(1);
});

it('when a subscription is applied, all tabs have what it gives', async () => {
  const tabs = await Promise.all(
    Array.from({ length: 3 }, () => stage.open({ customerId: 'customer-initech' })),
  );
  for (const tab of tabs) expect(await initialized(tab)).toBe('ready');
  const historyDays = (tab: (typeof tabs)[number]) =>
    tab.evaluate(() => window.stigg.getNumericEntitlement({ featureId: 'feature-history-days' }).value);
  const [before] = await Promise.all(tabs.map(historyDays));
  await tabs[0]?.evaluate(() =>
    window.stigg.applySubscription({
      planId: 'plan-growth',
      billingPeriod: 'MONTHLY',
      billableFeatures: [{ featureId: 'feature-seats', quantity: 5 }],
      paymentMethodId: 'pm_playground',
    }),
  );
  const after = await Promise.all(tabs.map(historyDays));
  expect(after[0]).not.toBe(before);
  expect(new Set(after).size).toBe(1);
});
