// The page that a checkout leads back to: it waits until the subscription is active, and so do all tabs.
import { expect, it } from 'vitest';
import { API_KEY } from '../support/api.js';
import { type Tab, until } from '../support/browser.js';
import { initialized, makeClient } from '../support/client-tab.js';
import { needing } from '../support/needing.js';
import { setStage } from '../support/stage.js';

// On the free plan, and without a payment method: what it buys is active only after the payment provider says so.
const CUSTOMER = 'customer-initech';
const stage = setStage({ refreshIntervalMs: 0, customerId: CUSTOMER });

declare global {
  interface Window {
    /** When something happened, in milliseconds since the epoch, to fractions of one. */
    times: { updated?: number; resolved?: number };
    outcome: string | undefined;
    result: unknown;
  }
}

const historyDays = (tab: Tab) =>
  tab.evaluate(() => window.stigg.getNumericEntitlement({ featureId: 'feature-history-days' }).value);

/** Buys the growth plan. @returns the subscription, which is pending */
const buy = (tab: Tab) =>
  tab.evaluate(async () => {
    const { subscription } = await window.stigg.applySubscription({
      planId: 'plan-growth',
      billingPeriod: 'MONTHLY',
      billableFeatures: [{ featureId: 'feature-seats', quantity: 5 }],
      skipTrial: true,
    });
    return { id: subscription?.id ?? '', status: subscription?.status };
  });

/** Leads a tab to the success page with a query string of its own, and makes its client. */
async function arrive(tab: Tab, query: Record<string, string>, customerId = CUSTOMER): Promise<void> {
  await tab.goto(`${stage.site.origin}/?${new URLSearchParams(query)}`);
  await makeClient(tab, {
    apiKey: API_KEY,
    baseUri: stage.api.url,
    customerId,
    refreshIntervalMs: 0,
  });
}

const wait = (tab: Tab, timeoutMs?: number) =>
  tab.evaluate(async (ms) => {
    window.outcome = undefined;
    try {
      const wait = ms === undefined ? {} : { timeoutMs: ms };
      window.result = await window.stigg.waitForCheckoutCompleted(wait);
      window.times = { ...window.times, resolved: performance.timeOrigin + performance.now() };
      window.outcome = window.result === null ? 'nothing' : (window.result as { id: string }).id;
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      window.outcome = `${code}: ${message}`;
    }
    return window.outcome;
  }, timeoutMs);

const polls = async (customerId = CUSTOMER) =>
  (await stage.api.requests()).filter(
    ({ operationName, variables }) =>
      operationName === 'GetActiveSubscriptions' && variables.input?.customerId === customerId,
  ).length;

it('when it resolves, three tabs have the new plan', async () => {
  const tabs = await Promise.all(Array.from({ length: 3 }, () => stage.open()));
  for (const tab of tabs) {
    expect(await initialized(tab)).toBe('ready');
    await tab.evaluate(() => {
      window.times = {};
      window.stigg.addListener('entitlementsUpdated', () => {
        window.times.updated = performance.timeOrigin + performance.now();
      });
    });
  }
  const [buyer, ...others] = tabs as [Tab, Tab, Tab];
  const before = await historyDays(buyer);
  const { id, status } = await buy(buyer);
  expect(status).toBe('PAYMENT_PENDING');
  await arrive(buyer, { subscriptionId: id, checkoutCompleted: 'true' });
  expect(await wait(buyer)).toBe(id);
  const bought = await historyDays(buyer);
  expect(bought).not.toBe(before);
  for (const tab of others) expect(await historyDays(tab)).toBe(bought);
  // Not only by now: they had it before the promise was resolved.
  const { resolved = 0 } = await buyer.evaluate(() => window.times);
  for (const tab of others) {
    const { updated = Number.POSITIVE_INFINITY } = await tab.evaluate(() => window.times);
    expect(updated).toBeLessThanOrEqual(resolved);
  }
  expect(await polls()).toBeGreaterThan(1);
});

needing('spareTime')(
  'fails with TIMEOUT and the id of the subscription when it does not become active',
  async () => {
    await stage.api.patch({ checkout: { activationDelayMs: 3_600_000 } });
    const tab = await stage.open();
    expect(await initialized(tab)).toBe('ready');
    const { id } = await buy(tab);
    await arrive(tab, { subscriptionId: id, checkoutCompleted: 'true' });
    expect(await wait(tab, 1_200)).toMatch(new RegExp(`^TIMEOUT: ${id} `));
  },
);

needing('spareTime').each([
  ['cancelled', { subscriptionId: 'subscription-1', checkoutCompleted: 'false' }],
  ['cancelled, in capitals', { subscriptionId: 'subscription-1', checkoutCompleted: 'FALSE' }],
  ['without an outcome', { subscriptionId: 'subscription-1' }],
  ['without an id', { checkoutCompleted: 'true' }],
])('a checkout that is %s is nothing to wait for', async (_what, query) => {
  const tab = await stage.open();
  await arrive(tab, query as Record<string, string>);
  expect(await wait(tab)).toBe('nothing');
  expect(await polls()).toBe(0);
});

it('survives a poll that fails', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  const { id } = await buy(tab);
  await arrive(tab, { subscriptionId: id, checkoutCompleted: 'true' });
  expect(await initialized(tab)).toBe('ready');
  await stage.api.forgetRequests();
  await stage.api.fault({ mode: 'down', operations: ['GetActiveSubscriptions'] });
  const waited = wait(tab);
  await until(async () => (await polls()) >= 1, { what: 'a poll has failed' });
  await stage.api.heal();
  expect(await waited).toBe(id);
});

needing('spareTime')('is not held up by a tab whose resource the API does not know', async () => {
  const other = await stage.open({ resourceId: 'no-such-resource' });
  await until(() => other.evaluate(() => window.stigg.status.source === 'network'), { what: 'it is there' });
  const tab = await stage.open();
  const { id } = await buy(tab);
  await arrive(tab, { subscriptionId: id, checkoutCompleted: 'true' });
  expect(await wait(tab)).toBe(id);
  expect(await historyDays(other)).toBe(await historyDays(tab));
});

needing('spareTime')('ends at once when the API refuses', async () => {
  const tab = await stage.open();
  await arrive(tab, { subscriptionId: 'subscription-1', checkoutCompleted: 'true' });
  expect(await initialized(tab)).toBe('ready');
  await stage.api.fault({ mode: 'unauthenticated' });
  expect(await wait(tab)).toMatch(/^UNAUTHENTICATED: /);
});

needing('spareTime')('ends by its signal', async () => {
  await stage.api.patch({ checkout: { activationDelayMs: 3_600_000 } });
  const tab = await stage.open();
  const { id } = await buy(tab);
  await arrive(tab, { subscriptionId: id, checkoutCompleted: 'true' });
  const code = await tab.evaluate(() => {
    const controller = new AbortController();
    const waited = window.stigg.waitForCheckoutCompleted({ signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    return waited.catch((error: { code: string }) => error.code);
  });
  expect(code).toBe('ABORTED');
});

it('a tab that is closed while it waits ends its polls', async () => {
  await stage.api.patch({ checkout: { activationDelayMs: 3_600_000 } });
  const [tab, other] = [await stage.open(), await stage.open()];
  expect(await initialized(other)).toBe('ready');
  const { id } = await buy(tab);
  await arrive(tab, { subscriptionId: id, checkoutCompleted: 'true' });
  await tab.evaluate(() => {
    void window.stigg.waitForCheckoutCompleted({ timeoutMs: 60_000 }).catch(() => {});
  });
  await until(async () => (await polls()) > 0, { what: 'it polls' });
  await tab.close();
  // The engine lives on with the other tab, which waits for something of its own meanwhile.
  await arrive(other, { subscriptionId: 'subscription-1', checkoutCompleted: 'true' }, 'customer-globex');
  const count = await polls();
  expect(await wait(other, 3_000)).toMatch(/^TIMEOUT/);
  expect(await polls('customer-globex')).toBeGreaterThan(2);
  // One may have been under way.
  expect(await polls()).toBeLessThanOrEqual(count + 1);
});
