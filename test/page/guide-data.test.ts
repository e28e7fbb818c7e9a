// The guide's samples of paywall, portal, customer, subscriptions, coupons, estimates and checkout, as an app would write
// them. Only the import line is another; what goes to the vendor's address is led to the emulator on its way. What the
// figures should be, field by field, is compared in test/emulator/guide-samples.test.ts.
import Stigg, { type StiggClient } from 'stigg-offline';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { setNodeStage } from '../support/node-client.js';

const stage = setNodeStage();
const realFetch = globalThis.fetch;
beforeAll(() => {
  globalThis.fetch = (url, init) =>
    realFetch(String(url).replace('https://api.stigg.io', stage.api.url), init);
});
afterAll(() => {
  globalThis.fetch = realFetch;
});

let stiggClient: StiggClient;
afterEach(() => stiggClient.close());

function initialize(customerId: string) {
  stiggClient = Stigg.initialize({
    apiKey: 'YOUR_CLIENT_API_KEY',
    customerId,
  });
}

/** As the guide prints it. */
const printed = (value: unknown) => JSON.parse(JSON.stringify(value));

it('getting paywall data', async () => {
  initialize('customer-demo-01');
  const paywallData = await stiggClient.getPaywall();
  const { plans } = printed(paywallData);
  expect(plans.map(({ id }: { id: string }) => id)).toContain('plan-stigg-starter');
  const plan = plans.find(({ id }: { id: string }) => id === 'plan-stigg-starter');
  expect(plan).toMatchObject({
    displayName: 'Starter',
    inheritedEntitlements: [],
    pricePoints: [],
    pricingType: 'FREE',
    defaultTrialConfig: null,
    product: { id: 'product-stigg', displayName: 'Stigg', description: null, metadata: null },
    metadata: null,
  });
  expect(plan.entitlements[0]).toMatchObject({
    usageLimit: 100,
    feature: {
      id: 'feature-demo-01',
      featureType: 'Numeric',
      meterType: 'None',
      units: 'request',
      unitsPlural: 'requests',
      displayName: 'Feature #1',
      isMetered: false,
      metadata: { key: 'value' },
    },
    hasUnlimitedUsage: false,
    displayNameOverride: 'Awesome feature #1',
    hiddenFromWidgets: [],
  });
});

it('getting customer portal data', async () => {
  initialize('customer-demo-02');
  const customerPortalData = await stiggClient.getCustomerPortal();
  const { subscriptions, entitlements, billingInformation, ...portal } = customerPortalData;
  expect(subscriptions[0]).toMatchObject({
    subscriptionId: 'subscription-plan-revvenu-basic-ecb700',
    planName: 'Basic',
    pricing: { pricingType: 'FREE', billingPeriod: null, price: null, feature: null },
    status: 'ACTIVE',
    trialRemainingDays: null,
    addons: [],
  });
  expect(entitlements.map(({ feature }) => feature?.refId)).toEqual(
    expect.arrayContaining(['feature-02-campaigns', 'feature-01-templates']),
  );
  expect(billingInformation).toMatchObject({
    name: 'Demo 02',
    defaultPaymentMethodLast4Digits: '4242',
    defaultPaymentExpirationMonth: 2,
    defaultPaymentExpirationYear: 2026,
  });
  expect(portal).toMatchObject({
    promotionalEntitlements: [],
    // One switch for all that the emulator serves.
    showWatermark: false,
    billingPortalUrl: expect.stringMatching(/^https:/),
    canUpgradeSubscription: true,
  });
});

it('getting customer data', async () => {
  initialize('customer-demo-01');
  const customer = await stiggClient.getCustomer();
  expect(printed(customer)).toMatchObject({
    id: 'customer-demo-01',
    name: 'First customer',
    createdAt: '2022-09-20T08:44:23.311Z',
    hasPaymentMethod: false,
    promotionalEntitlements: [],
    metadata: { example: 'test' },
    experimentInfo: {
      name: 'should we use freemium?',
      id: 'should-we-use-freemium',
      groupName: 'Variant group',
      groupType: 'VARIANT',
    },
  });
});

it.each([{ resourceId: 'resource-01' }, { resourceIds: ['resource-01', 'resource-02', 'resource-03'] }])(
  'listing the active subscriptions of %j',
  async (params) => {
    await stage.api.clock('2022-10-26T00:00:00.000Z');
    initialize('customer-demo-01');
    const subscriptions = await stiggClient.getActiveSubscriptionsList(params);
    expect(printed(subscriptions)).toMatchObject([
      {
        subscriptionId: 'subscription-plan-stigg-pro-28a241',
        status: 'ACTIVE',
        currentBillingPeriodEnd: '2023-09-20T09:00:14.000Z',
        startDate: '2022-09-20T09:00:14.000Z',
        pricingType: 'PAID',
        customer: { customerId: 'customer-demo-01' },
        plan: { planId: 'plan-stigg-pro', displayName: 'Pro' },
        addons: [{ quantity: 3, addon: { addonId: 'addon-stigg-1' } }],
      },
    ]);
  },
);

it('getting a subscription', async () => {
  await stage.api.clock('2022-10-26T00:00:00.000Z');
  initialize('customer-demo-01');
  const subscriptions = await stiggClient.getSubscription({
    subscriptionId: 'subscriptions-01',
  });
  expect(printed(subscriptions)).toMatchObject({
    status: 'ACTIVE',
    currentBillingPeriodEnd: '2023-09-20T09:00:14.000Z',
    plan: {
      id: 'plan-stigg-pro',
      pricePoints: [
        { pricingModel: 'FLAT_FEE', billingPeriod: 'MONTHLY', amount: 12, currency: 'USD' },
        { pricingModel: 'FLAT_FEE', billingPeriod: 'ANNUALLY', amount: 120, currency: 'USD' },
      ],
    },
    price: { pricingModel: 'FLAT_FEE', billingPeriod: 'ANNUALLY', amount: 120, currency: 'USD' },
    pricingType: 'PAID',
    addons: [],
    startDate: '2022-09-20T09:00:14.000Z',
    metadata: { lorem: 'ipsum' },
    paymentCollection: 'NOT_REQUIRED',
    latestInvoice: {
      billingId: 'invoice-01',
      status: 'PAID',
      createdAt: '2023-08-22T11:27:41.000Z',
      requiresAction: false,
      paymentSecret: 'secret-01',
      errorMessage: '',
    },
  });
});

it('getting all available coupons', async () => {
  initialize('customer-demo-01');
  const coupons = await stiggClient.getCoupons();
  expect(coupons.length).toBeGreaterThan(0);
});

it('estimating the cost of a subscription', async () => {
  initialize('customer-demo-01');
  const estimate = await stiggClient.estimateSubscription({
    customerId: 'customer-demo-01',
    planId: 'plan-revvenu-growth',
    billableFeatures: [
      {
        // optional, required for plans with per-unit pricing
        featureId: 'feature-01-templates',
        quantity: 2,
      },
    ],
    billingPeriod: 'MONTHLY',
    addons: [
      {
        // optional
        addonId: 'addon-10-campaigns',
        quantity: 1,
      },
    ],
    promotionCode: 'STIGG50', // optional
    startDate: new Date(), // optional
    billingCountryCode: 'US', // optional
    billingInformation: {
      taxPercentage: 17, // optional
    },
  });
  expect(estimate).toMatchObject({
    discount: { type: 'PERCENTAGE', value: 50, durationType: 'REPEATING', durationInMonths: 3 },
    subscription: { subTotal: { amount: 20, currency: 'USD' } },
    taxDetails: { percentage: 17 },
  });
});

it('estimating the cost of an update', async () => {
  await stage.api.clock('2022-10-26T00:00:00.000Z');
  initialize('customer-demo-01');
  const estimate = await stiggClient.estimateSubscriptionUpdate({
    subscriptionId: 'subscription-plan-revvenu-growth-da6324',
    // optional parameters:
    billableFeatures: [
      {
        // optional, required for subscriptions with per-unit pricing
        featureId: 'feature-01-templates',
        quantity: 2,
      },
    ],
    promotionCode: 'STIGG50',
    addons: [
      {
        addonId: 'addon-10-campaigns',
        quantity: 1,
      },
    ],
  });
  expect(printed(estimate)).toMatchObject({
    total: { amount: 2.5, currency: 'USD' },
    subTotal: { amount: 5, currency: 'USD' },
    billingPeriodRange: { start: '2022-10-26T00:00:00.000Z', end: '2022-11-26T00:00:00.000Z' },
    proration: {
      credit: { amount: -9.99, currency: 'USD' },
      debit: { amount: 14.99, currency: 'USD' },
      netAmount: { amount: 5, currency: 'USD' },
      prorationDate: '2022-10-26T00:00:00.000Z',
    },
  });
});

it('handling a successful checkout, on a page that has nothing to wait for', async () => {
  initialize('customer-demo-01');
  const said: string[] = [];
  async function onPageLoad() {
    said.push('loading');
    try {
      await stiggClient.waitForCheckoutCompleted();
    } catch (err) {
      said.push(String(err));
    } finally {
      said.push('done');
    }
  }
  await onPageLoad();
  expect(said).toEqual(['loading', 'done']);
});
