// What an app written for the vendor's client calls, through a client in Node and the emulator's real HTTP.
import Stigg, { StiggError } from 'stigg-offline';
import Compat, {
  BOOLEAN_DEFAULT_FALLBACK_ENTITLEMENT,
  type CompatOptions,
  FeatureType,
  LogLevel,
  METERED_DEFAULT_FALLBACK_ENTITLEMENT,
  NUMERIC_DEFAULT_FALLBACK_ENTITLEMENT,
  type StiggClient,
  type UpdatedEntitlement,
} from 'stigg-offline/compat';
import { describe, expect, it, vi } from 'vitest';
import { readVendorOptions } from '../../src/compat/options.js';
import { setCompatStage } from '../support/compat-client.js';
import { CUSTOMER } from '../support/node-client.js';
import { until } from '../support/until.js';

// Most of these start an engine and ask over HTTP.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const stage = setCompatStage();
const START = new Date(Date.now() - 40 * 24 * 3_600_000);

/** All that the vendor's client has, and so all that a component may ask of the client that it is given. */
const METHODS = [
  ...['waitForInitialization', 'addListener', 'removeListener', 'refresh'],
  ...['setCustomerId', 'clearCustomer', 'setResource', 'clearResource'],
  ...['getBooleanEntitlement', 'getNumericEntitlement', 'getMeteredEntitlement', 'getEntitlements'],
  ...['getPaywall', 'getCustomerPortal', 'getCustomer', 'getCheckoutState', 'getCoupons'],
  ...['getActiveSubscriptions', 'getActiveSubscriptionsList', 'getSubscription'],
  ...['applySubscription', 'estimateSubscription', 'estimateSubscriptionUpdate', 'previewSubscription'],
  ...['fetchUsageHistory', 'getUsageHistoryV2', 'waitForCheckoutCompleted'],
] as const;
const FLAGS = ['isCustomerLoaded', 'isResourceLoaded', 'isWidgetWatermarkEnabled'] as const;

describe('what a component takes as its client', () => {
  it.each(METHODS)('has the method %s', (name) => {
    expect(stage.client({ lazyLoad: true })[name]).toBeTypeOf('function');
  });

  it.each(FLAGS)('has the flag %s', (name) => {
    expect(stage.client({ lazyLoad: true })[name]).toBe(false);
  });

  it('can be driven as a provider does: made, awaited, given a customer and a resource, heard', async () => {
    const client = stage.client({ customerId: '' });
    expect(await client.waitForInitialization()).toBe(client);
    let renders = 0;
    const render = () => {
      renders++;
    };
    client.addListener('entitlementsUpdated', render);
    await client.setCustomerId(CUSTOMER, null, 'workspace-berlin');
    expect(client.isCustomerLoaded).toBe(true);
    expect(client.isResourceLoaded).toBe(true);
    expect(client.getBooleanEntitlement({ featureId: 'feature-audit-log' })).toMatchObject({
      hasAccess: true,
      isFallback: false,
      feature: { featureType: FeatureType.Boolean },
    });
    const loaded = renders;
    expect(loaded).toBeGreaterThan(0);
    await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-audit-log': false } } } });
    await client.refresh();
    expect(renders).toBe(loaded + 1);
    expect(client.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess).toBe(false);
    client.removeListener('entitlementsUpdated', render);
    client.clearResource();
    await client.clearCustomer();
    expect(client.isCustomerLoaded).toBe(false);
    expect(renders).toBe(loaded + 1);
  });

  it('is a wrapper around the one client class, whose errors are of the one error class', () => {
    const own = Stigg.initialize({ offline: true });
    expect(stage.client().client.constructor).toBe(own.constructor);
    own.close();
  });
});

describe('options', () => {
  it.each<[CompatOptions, number | undefined]>([
    [{}, undefined],
    [{ cacheTtlMs: 5_000 }, 5_000],
    [{ cacheTtlMs: 5_000, entitlementPollingInterval: 7_000 }, 5_000],
    [{ cacheTtlMs: 0, entitlementPollingInterval: 7_000 }, 7_000],
    [{ entitlementPollingInterval: 7_000 }, 7_000],
    [{ cacheTtlMs: 0 }, 1_000],
    [{ cacheTtlMs: 20 }, 1_000],
    [{ cacheTtlMs: Number.POSITIVE_INFINITY }, 0],
    [{ cacheTtlMs: 5_000, refreshIntervalMs: 9_000 }, 9_000],
    [{ cacheTtlMs: null, entitlementPollingInterval: undefined }, undefined],
  ])('%j: the interval is %s', (options, interval) => {
    expect(readVendorOptions(options).own.refreshIntervalMs).toBe(interval);
  });

  it('null, undefined and an empty id stand for the default', () => {
    const options = { apiKey: 'k', customerId: '', resourceId: null, customerToken: '', baseUri: undefined };
    expect(readVendorOptions(options).own).toEqual({ apiKey: 'k', vocabulary: 'api' });
  });

  it('those that mean nothing here are accepted, and named once', () => {
    const said: string[] = [];
    const logger = { log: (message: string) => said.push(message), error() {} };
    const client = stage.client({
      enableEdge: true,
      baseEdgeUri: 'https://edge.example',
      useEntitlementPolling: false,
      clientName: 'app',
      clientVersion: '1',
      logConfiguration: { logger, logLevel: LogLevel.ALL },
    });
    client.getBooleanEntitlement({ featureId: 'feature-audit-log' });
    expect(said.filter((message) => message.includes('mean nothing here'))).toEqual([
      '[stigg-offline] Options that mean nothing here: useEntitlementPolling, enableEdge, baseEdgeUri, clientName, clientVersion.',
    ]);
  });

  it('without a key it throws at once', () => {
    expect(() => Compat.initialize({})).toThrow('apiKey must be');
  });
});

describe('errors', () => {
  const PLAN = { planId: 'plan-growth' };
  it.each<[string, (client: StiggClient) => Promise<unknown>]>([
    ['refresh entitlements', (client) => client.refresh()],
    ['get paywall', (client) => client.getPaywall()],
    ['get coupons', (client) => client.getCoupons()],
    ['get customer', (client) => client.getCustomer()],
    ['get customer portal details', (client) => client.getCustomerPortal()],
    ['get checkout details', (client) => client.getCheckoutState(PLAN)],
    ['apply subscription to customer', (client) => client.applySubscription(PLAN)],
    ['estimate subscription', (client) => client.estimateSubscription(PLAN)],
    [
      'estimate subscription update',
      (client) => client.estimateSubscriptionUpdate({ subscriptionId: 'subscription-plan-growth-5f1c20' }),
    ],
    ['estimate checkout', (client) => client.previewSubscription(PLAN)],
    [
      'get usage history',
      (client) => client.getUsageHistoryV2({ featureId: 'feature-reports', startDate: START }),
    ],
    ['get active subscriptions', (client) => client.getActiveSubscriptions()],
    ['get active subscriptions list', (client) => client.getActiveSubscriptionsList()],
    ['get subscription', (client) => client.getSubscription({ subscriptionId: 'subscriptions-01' })],
  ])('Failed to %s', async (what, call) => {
    await stage.api.fault({ mode: 'error500' });
    const error = await call(stage.client()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StiggError);
    const { message, code, cause } = error as StiggError;
    expect(code).toBe('SERVER');
    expect(cause).toBeInstanceOf(StiggError);
    expect(message).toBe(`Failed to ${what}. Error: ${(cause as StiggError).message}`);
  });

  it('Failed to get entitlements', async () => {
    const error = await stage
      .client({ customerId: null })
      .getEntitlements()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'NO_CUSTOMER' });
    expect(String(error)).toContain('Failed to get entitlements. Error: No customer is set.');
  });

  it('a wrong parameter is a TypeError in the same form', async () => {
    const error = await stage
      .client()
      .getSubscription({} as never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain('Failed to get subscription. Error: subscriptionId must be');
  });

  it('fetchUsageHistory logs its own, and gives undefined', async () => {
    const said: unknown[] = [];
    const logger = { log() {}, error: (...message: unknown[]) => said.push(message) };
    const client = stage.client({ logConfiguration: { logger } });
    await stage.api.fault({ mode: 'error500', operations: ['GetUsageHistory'] });
    expect(await client.fetchUsageHistory({ featureId: 'feature-reports', startDate: START })).toBe(
      undefined,
    );
    expect(String(said)).toContain('Failed to get usage history. Error:');
  });
});

describe('answers', () => {
  it('are in the spelling of the API', async () => {
    const client = stage.client();
    await client.waitForInitialization();
    expect(client.getNumericEntitlement({ featureId: 'feature-history-days' }).feature?.featureType).toBe(
      'NUMBER',
    );
    expect(client.getMeteredEntitlement({ featureId: 'feature-reports' }).resetPeriod).toBe('MONTH');
    expect(client.getBooleanEntitlement({ featureId: 'nothing' }).accessDeniedReason).toBe(
      'NoFeatureEntitlementInSubscription',
    );
  });

  it('have reset settings where a meter is reset, and stay the same frozen object', async () => {
    const client = stage.client();
    await client.waitForInitialization();
    const reports = client.getMeteredEntitlement({ featureId: 'feature-reports' });
    expect(reports.resetSettings).toEqual({ nextResetDate: reports.usagePeriodEnd, resetPeriod: 'MONTH' });
    expect(Object.isFrozen(reports)).toBe(true);
    expect(client.getMeteredEntitlement({ featureId: 'feature-reports' })).toBe(reports);
    expect(client.getMeteredEntitlement({ featureId: 'feature-seats' })).not.toHaveProperty('resetSettings');
    const list = await client.getEntitlements();
    expect(list.find(({ feature }) => feature?.id === 'feature-reports')).toEqual(reports);
  });

  it('before anything is known are the default fallbacks', () => {
    const client = stage.client({ lazyLoad: true });
    const check = { featureId: 'feature-reports' };
    expect(client.getBooleanEntitlement(check)).toEqual(BOOLEAN_DEFAULT_FALLBACK_ENTITLEMENT);
    expect(client.getNumericEntitlement(check)).toEqual(NUMERIC_DEFAULT_FALLBACK_ENTITLEMENT);
    const asked = { ...check, options: { requestedUsage: 1 } };
    expect(client.getMeteredEntitlement(asked)).toEqual(METERED_DEFAULT_FALLBACK_ENTITLEMENT);
  });

  it('tell how fresh they are, in their own forms too', async () => {
    const client = stage.client();
    await client.waitForInitialization();
    const results = [
      client.getMeteredEntitlement({ featureId: 'feature-reports' }),
      await client.getCustomer(),
      await client.getActiveSubscriptionsList(),
      await client.getPaywall(),
    ];
    for (const result of results) expect(client.freshnessOf(result).source).toBe('network');
    expect(() => client.freshnessOf({})).toThrow(TypeError);
  });
});

describe('the customer', () => {
  it('has methods on its prototype, and JSON without them', async () => {
    await stage.api.clock('2026-11-20T00:00:00.000Z');
    const acme = await stage.client().getCustomer();
    expect(acme.getActiveSubscriptions().map(({ id }) => id)).toContain('subscription-plan-growth-5f1c20');
    expect(acme.getActiveTrials()).toEqual([]);
    expect(Object.keys(acme)).not.toContain('getActiveSubscriptions');
    expect(JSON.parse(JSON.stringify(acme))).toMatchObject({ id: CUSTOMER, experimentInfo: {} });
  });

  it('tells trials and promotions apart', async () => {
    await stage.api.clock('2026-11-20T00:00:00.000Z');
    const umbrella = await stage.client({ customerId: 'customer-umbrella' }).getCustomer();
    expect(umbrella.getActiveSubscriptions()).toEqual([]);
    expect(umbrella.getActiveTrials().map(({ status }) => status)).toEqual(['IN_TRIAL']);
    expect(umbrella.getActivePromotionalEntitlements().map(({ feature }) => feature.id)).toEqual([
      'feature-sso',
    ]);
    await stage.api.clock('2027-06-01T00:00:00.000Z');
    const later = await stage.client({ customerId: 'customer-umbrella' }).getCustomer();
    expect(later.getActivePromotionalEntitlements()).toEqual([]);
  });
});

describe('events', () => {
  it('give entitlements as a map, with the usage of meters', async () => {
    const client = stage.client();
    const heard: ReadonlyMap<string, UpdatedEntitlement>[] = [];
    client.addListener('entitlementsUpdated', (entitlements) => heard.push(entitlements));
    await client.waitForInitialization();
    await until(() => heard.length > 0, { what: 'the event' });
    const [entitlements] = heard;
    const reports = client.getMeteredEntitlement({ featureId: 'feature-reports' });
    expect(entitlements?.get('feature-reports')).toEqual({
      calculatedEntitlement: reports,
      featureUsage: {
        currentUsage: 12,
        usagePeriodAnchor: reports.usagePeriodAnchor,
        usagePeriodStart: reports.usagePeriodStart,
        usagePeriodEnd: reports.usagePeriodEnd,
      },
    });
    expect(entitlements?.get('feature-audit-log')).toEqual({
      calculatedEntitlement: client.getBooleanEntitlement({ featureId: 'feature-audit-log' }),
    });
  });

  it('give the error itself', async () => {
    await stage.api.fault({ mode: 'unauthenticated' });
    const client = stage.client();
    const heard: unknown[] = [];
    client.addListener('initializeFailed', (error) => heard.push(error));
    await until(() => heard.length > 0, { what: 'the event' });
    expect(heard[0]).toBeInstanceOf(StiggError);
    expect(heard[0]).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('are heard once by each function, and no more once it is removed, in either way', async () => {
    const client = stage.client({ customerId: null });
    let calls = 0;
    const listener = () => {
      calls++;
    };
    client.addListener('initializeSuccessfully', listener);
    const remove = client.addListener('initializeSuccessfully', listener);
    await client.setCustomerId(CUSTOMER);
    await until(() => calls > 0, { what: 'the event' });
    expect(calls).toBe(1);
    remove();
    await client.setCustomerId('customer-globex');
    client.addListener('initializeSuccessfully', listener);
    client.removeListener('initializeSuccessfully', listener);
    await client.setCustomerId(CUSTOMER);
    await new Promise((resolve) => setTimeout(resolve));
    expect(calls).toBe(1);
  });
});
