// What README says to differ from the vendor's client, row by row.
import { readFileSync } from 'node:fs';
import { StiggError } from 'stigg-offline';
import Compat, { type CompatOptions, type StiggClient } from 'stigg-offline/compat';
import { afterEach, expect, it, vi } from 'vitest';
import { toCustomer } from '../../src/compat/customer.js';
import { wire } from '../core/wire.js';
import { API_KEY } from '../support/api.js';
import { setCompatStage } from '../support/compat-client.js';
import { CUSTOMER, outcomeOf } from '../support/node-client.js';
import { until } from '../support/until.js';

vi.setConfig({ hookTimeout: 30_000 });

const stage = setCompatStage();
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const START = new Date(Date.now() - 40 * 24 * 3_600_000);
const PLAN = {
  planId: 'plan-growth',
  billingPeriod: 'MONTHLY',
  billableFeatures: [{ featureId: 'feature-seats', quantity: 2 }],
};
const SUBSCRIPTION = 'subscription-plan-growth-5f1c20';
const BOOLEAN = { featureType: 'BOOLEAN', meterType: null } as const;

async function ready(options?: CompatOptions): Promise<StiggClient> {
  return stage.client(options).waitForInitialization();
}

const operations = async () => (await stage.api.requests()).map(({ operationName }) => operationName);
const sent = async (name: string) => (await operations()).filter((one) => one === name).length;

/** Counts an event, of which the client tells a moment later. */
function count(client: StiggClient, event: 'entitlementsUpdated' | 'initializeSuccessfully' | 'signedOut') {
  const heard = { times: 0 };
  client.addListener(event, () => {
    heard.times++;
  });
  return heard;
}

const DIFFERENCES: Readonly<Record<string, () => Promise<void>>> = {
  async cacheTtlMs() {
    const client = await ready({ cacheTtlMs: 0 });
    // Nothing is read here.
    await until(async () => (await sent('GetEntitlements')) >= 2, { what: 'the timer has asked' });
    expect(client.isCustomerLoaded).toBe(true);
  },

  async enableEdge() {
    const fetch = vi.spyOn(globalThis, 'fetch');
    const edge = { enableEdge: true, baseEdgeUri: 'https://edge.example', clientName: 'app' };
    const client = await ready(edge);
    await stage.api.fault({ mode: 'error500' });
    expect(await outcomeOf(client.getActiveSubscriptionsList())).toBe('SERVER');
    await stage.api.heal();
    const addresses = fetch.mock.calls
      .map(([address]) => String(address))
      .filter((one) => !one.includes('/control/'));
    expect(new Set(addresses)).toEqual(new Set([`${stage.api.url}/graphql`]));
  },

  async 'wrong options'() {
    const wrong = { apiKey: API_KEY, customerId: 7 } as unknown as CompatOptions;
    expect(() => Compat.initialize(wrong)).toThrow(new TypeError('customerId must be a non-empty string.'));
  },

  async logger() {
    const { log } = console;
    const said: string[] = [];
    const logger = { log: (text: string) => said.push(text), error: (text: string) => said.push(text) };
    stage.client({ lazyLoad: true, enableEdge: true, logConfiguration: { logger, logLevel: 'ALL' } });
    expect(said.length).toBeGreaterThan(0);
    expect(console.log).toBe(log);
  },

  async errors() {
    const estimate = stage.client().estimateSubscription({ ...PLAN, promotionCode: 'NONE' });
    const error = await estimate.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StiggError);
    expect(error).toMatchObject({ serverCode: 'PromotionCodeNotFound', retryable: false });
    expect((error as Error).message).toMatch(/^Failed to estimate subscription\. Error: /);
    expect((error as Error).cause).toBeInstanceOf(StiggError);
  },

  async outages() {
    const before = await ready();
    const customer = await before.getCustomer();
    await stage.api.fault({ mode: 'down' });
    const client = await ready();
    expect(client.getBooleanEntitlement({ featureId: 'feature-audit-log' })).toMatchObject({
      hasAccess: true,
      isFallback: false,
    });
    const kept = await client.getCustomer();
    expect(kept).toEqual(customer);
    expect(client.freshnessOf(kept)).toMatchObject({ source: 'store', stale: true });
  },

  async waitForInitialization() {
    await stage.api.fault({ mode: 'down' });
    const client = stage.client({ initTimeoutMs: 200 });
    expect(await outcomeOf(client.waitForInitialization())).not.toBe('resolved');
    await stage.api.heal();
    await client.refresh();
    await until(() => client.isCustomerLoaded, { what: 'the page has heard of it' });
    expect(await client.waitForInitialization()).toBe(client);
  },

  async revoked() {
    const old = wire({ feature: { ...BOOLEAN, refId: 'old' } });
    const young = wire({ feature: { ...BOOLEAN, refId: 'young' } });
    const dated = (one: object, entitlementUpdatedAt: string) => ({ ...one, entitlementUpdatedAt });
    const [january, june] = [
      dated(old, '2026-01-01T00:00:00.000Z'),
      dated(young, '2026-06-01T00:00:00.000Z'),
    ];
    await stage.api.answer('customer-new', [january, june] as never);
    const client = await ready({ customerId: 'customer-new' });
    expect(client.getBooleanEntitlement({ featureId: 'young' }).hasAccess).toBe(true);
    await stage.api.answer('customer-new', [january] as never);
    await client.refresh();
    expect(client.getBooleanEntitlement({ featureId: 'young' }).hasAccess).toBe(false);
  },

  async 'denied by the API'() {
    const denied = { isGranted: false, accessDeniedReason: 'Revoked' };
    await stage.api.answer('customer-new', [wire({ ...denied, feature: BOOLEAN })]);
    const client = await ready({ customerId: 'customer-new' });
    expect(client.getBooleanEntitlement({ featureId: 'f' })).toMatchObject({
      hasAccess: false,
      accessDeniedReason: 'Revoked',
    });
  },

  async requestedUsage() {
    const client = stage.client();
    const asked = () => client.getMeteredEntitlement({ featureId: 'feature-reports' });
    expect(asked()).toMatchObject({ isFallback: true, requestedUsage: 0 });
    await client.waitForInitialization();
    expect(asked()).toMatchObject({ isFallback: false, requestedUsage: 0 });
  },

  async accessDeniedReason() {
    const client = stage.client({ lazyLoad: true, entitlementsFallback: { f: { hasAccess: true } } });
    expect(client.getBooleanEntitlement({ featureId: 'f' })).toEqual({ isFallback: true, hasAccess: true });
  },

  async 'periods that are over'() {
    const over = {
      currentUsage: 5,
      resetPeriod: 'MONTH' as const,
      usagePeriodAnchor: '2026-01-31T02:00:00.000Z',
      usagePeriodStart: '2026-01-31T02:00:00.000Z',
      usagePeriodEnd: '2026-02-28T02:00:00.000Z',
    };
    await stage.api.answer('customer-new', [wire(over)]);
    vi.stubEnv('TZ', 'America/New_York');
    const client = await ready({ customerId: 'customer-new' });
    expect(client.getNumericEntitlement({ featureId: 'f' }).hasAccess).toBe(true);
    const [listed] = await client.getEntitlements();
    expect(listed).toMatchObject({ hasAccess: true, currentUsage: 0 });
    const { usagePeriodEnd } = client.getMeteredEntitlement({ featureId: 'f' });
    expect(usagePeriodEnd?.getUTCHours()).toBe(2);
  },

  async entitlementsUpdated() {
    const errors: string[] = [];
    const logger = { log() {}, error: (text: string) => errors.push(text) };
    const client = stage.client({ logConfiguration: { logger } });
    client.addListener('entitlementsUpdated', () => {
      throw new Error('of the app');
    });
    const heard = count(client, 'entitlementsUpdated');
    await client.waitForInitialization();
    await client.refresh();
    await client.refresh();
    expect(heard.times).toBe(1);
    expect(errors.join()).toContain('A listener threw.');
    expect(client.isCustomerLoaded).toBe(true);
  },

  async initializeSuccessfully() {
    const client = stage.client();
    const heard = count(client, 'initializeSuccessfully');
    await client.waitForInitialization();
    await client.setResource('workspace-berlin');
    await client.getCoupons();
    expect(heard.times).toBe(1);
    await client.setCustomerId('customer-globex');
    await until(() => heard.times === 2, { what: 'the other customer is told of' });
  },

  async setResource() {
    const client = await ready();
    await client.setResource('workspace-berlin');
    expect(client.isResourceLoaded).toBe(true);
    await expect(stage.client({ customerId: null }).setResource('workspace-berlin')).rejects.toMatchObject({
      code: 'NO_CUSTOMER',
    });
  },

  async setCustomerId() {
    await stage.api.patch({ customerTokens: { enforced: true, accepted: { [CUSTOMER]: ['good'] } } });
    await stage.api.fault({ mode: 'error500' });
    const client = stage.client({ customerToken: 'good', initTimeoutMs: 2_000 });
    expect(await outcomeOf(client.waitForInitialization())).not.toBe('resolved');
    await until(() => client.status.error, { what: 'the load has failed' });
    await stage.api.heal();
    await client.setCustomerId(CUSTOMER);
    expect(client.isCustomerLoaded).toBe(true);
    await client.refresh();
  },

  async clearCustomer() {
    const [one, other] = [await ready(), await ready()];
    const heard = count(other, 'signedOut');
    await one.clearCustomer();
    await until(() => heard.times === 1, { what: 'the other tab has heard of it' });
    expect(other.isCustomerLoaded).toBe(false);
    await one.setCustomerId(CUSTOMER);
    await one.setCustomerId('');
    expect(one.status.phase).toBe('signed-out');
    await stage.api.fault({ mode: 'down' });
    const next = stage.client({ initTimeoutMs: 200 });
    expect(await outcomeOf(next.waitForInitialization())).not.toBe('resolved');
  },

  async dates() {
    const client = stage.client({ customerId: 'customer-umbrella' });
    const { subscriptions, promotionalEntitlements } = await client.getCustomer();
    expect(subscriptions[0]?.startDate).toBeInstanceOf(Date);
    expect(promotionalEntitlements[0]?.expiresAt).toBeInstanceOf(Date);
    const own = await client.client.getCustomer();
    expect(toCustomer({ ...own, createdAt: null }).createdAt).toBe(null);
  },

  async __typename() {
    const client = stage.client();
    const all = [
      await client.getCustomerPortal(),
      await client.getActiveSubscriptionsList(),
      await client.getPaywall(),
    ];
    expect(JSON.stringify(all)).not.toContain('__typename');
  },

  async getCoupons() {
    const coupon = { name: 'One of many', percentOff: 5, duration: 'ONCE', createdAt: START.toISOString() };
    const many = Array.from({ length: 60 }, (_, at) => [`coupon-${at}`, coupon]);
    await stage.api.patch({ coupons: Object.fromEntries(many) });
    expect((await stage.client().getCoupons()).length).toBeGreaterThanOrEqual(60);
  },

  async 'usage of a customer'() {
    const client = stage.client();
    const asked = { featureId: 'feature-reports', startDate: START };
    const own = await client.getUsageHistoryV2({ ...asked, customerId: CUSTOMER });
    expect(own.series.length).toBeGreaterThan(0);
    const others = client.getUsageHistoryV2({ ...asked, customerId: 'customer-globex' });
    await expect(others).rejects.toThrow('customerId must be the customer that is set.');
    expect(await client.fetchUsageHistory({ ...asked, customerId: 'customer-globex' })).toBe(undefined);
    await client.setCustomerId('customer-globex');
    await client.getUsageHistoryV2({ ...asked, customerId: 'customer-globex' });
    await client.clearCustomer();
    await expect(client.getUsageHistoryV2({ ...asked, customerId: 'customer-globex' })).rejects.toThrow(
      TypeError,
    );
  },

  async applySubscription() {
    const client = await ready();
    await stage.api.fault({ mode: 'down', operations: ['ApplySubscription'] });
    expect(await outcomeOf(client.applySubscription({ planId: 'plan-growth' }))).toBe('NETWORK');
    expect(await sent('ApplySubscription')).toBe(1);
    await stage.api.heal();
    await stage.api.forgetRequests();
    await client.applySubscription({ planId: 'plan-growth' });
    const asked = await operations();
    expect(asked.lastIndexOf('GetEntitlements')).toBeGreaterThan(asked.indexOf('ApplySubscription'));
  },

  async estimates() {
    const client = stage.client();
    const billingAddress = { country: 'US', state: 'NY' };
    await client.estimateSubscription({ ...PLAN, billingInformation: { billingAddress } });
    await client.previewSubscription({ ...PLAN, unitQuantity: 3 });
    const inputs = (await stage.api.requests()).map(({ variables }) => variables.input);
    expect(inputs).toContainEqual(expect.objectContaining({ billingInformation: { billingAddress } }));
    expect(inputs).toContainEqual(expect.objectContaining({ unitQuantity: 3 }));
  },

  async waitForCheckoutCompleted() {
    const client = await ready();
    vi.stubGlobal('location', { search: `?subscriptionId=${SUBSCRIPTION}&checkoutCompleted=true` });
    await stage.api.fault({ mode: 'error500', operations: ['GetActiveSubscriptions'] });
    const waiting = client.waitForCheckoutCompleted();
    await until(async () => (await sent('GetActiveSubscriptions')) > 0, { what: 'it was asked once' });
    await stage.api.heal();
    expect((await waiting)?.id).toBe(SUBSCRIPTION);
  },

  async 'tracked checks'() {
    const client = await ready();
    await stage.api.fault({ mode: 'error503', operations: ['ReportEntitlementCheck'] });
    client.getBooleanEntitlement({ featureId: 'feature-audit-log', options: { shouldTrack: true } });
    await until(() => client.status.outboxLength === 1, { what: 'it waits' });
    await until(async () => (await sent('ReportEntitlementCheck')) > 0, { what: 'it was tried' });
    await stage.api.heal();
    await until(() => client.status.outboxLength === 0, { what: 'it is sent' });
    expect(await sent('ReportEntitlementCheck')).toBeGreaterThan(1);
  },

  async 'offline mode'() {
    const fallbacks = { f: { hasAccess: true } };
    const client = stage.client({ apiKey: 'any', offline: true, entitlementsFallback: fallbacks });
    const asked = { featureId: 'f', startDate: START };
    for (const refused of [
      client.getCustomer(),
      client.getSubscription({ subscriptionId: SUBSCRIPTION }),
      client.getCheckoutState({ planId: 'plan-growth' }),
      client.getCustomerPortal(),
      client.estimateSubscription({ planId: 'plan-growth' }),
      client.applySubscription({ planId: 'plan-growth' }),
    ]) {
      expect(await outcomeOf(refused)).toBe('OFFLINE');
    }
    expect(await client.getActiveSubscriptions()).toEqual([]);
    expect(await client.getActiveSubscriptionsList()).toEqual([]);
    expect(await client.getCoupons()).toEqual([]);
    expect(await client.fetchUsageHistory(asked)).toEqual([]);
    expect(await client.getUsageHistoryV2(asked)).toEqual({ markers: [], series: [] });
    expect(await client.getPaywall()).toMatchObject({ plans: [], activeSubscriptions: [], customer: null });
    expect(await client.waitForCheckoutCompleted()).toBe(null);
    expect(await client.getEntitlements()).toMatchObject([{ hasAccess: true, isFallback: true }]);
    expect(client.isWidgetWatermarkEnabled).toBe(true);
    expect(await operations()).toEqual([]);
  },

  async 'events in offline mode'() {
    const client = stage.client({ offline: true });
    const heard = count(client, 'initializeSuccessfully');
    await until(() => heard.times > 0, { what: 'the event' });
    expect(heard.times).toBe(1);
  },
};

const [, section = ''] =
  /\n## Moving from the vendor's client\n(.*?)\n## /s.exec(readFileSync('README.md', 'utf8')) ?? [];
const rows = [...section.matchAll(/^\| `?([^`|]+?)`? \| /gm)].map(([, what = '']) => what);

it('README has a row for each of these tests, and no other', () => {
  expect(rows).toEqual(Object.keys(DIFFERENCES));
});

it.each(Object.entries(DIFFERENCES))('%s', { timeout: 30_000 }, async (_what, holds) => {
  expect.hasAssertions();
  await holds();
});
