import { beforeEach, describe, expect, it } from 'vitest';
import { codes, runningEmulator } from './running.js';

const { control, query } = runningEmulator();
beforeEach(() => control('PUT', 'clock', { now: '2026-11-20T00:00:00.000Z' }));

type Fields = Record<string, unknown>;
const PAYWALL = `query ($input: GetPaywallInput!) { paywall(input: $input) {
  currency { code symbol } customer { customerId } resource { resourceId } activeSubscriptions { plan { refId } }
  plans {
    refId pricingType hiddenFromWidgets basePlan { refId } defaultTrialConfig { duration units trialEndBehavior }
    entitlements { displayNameOverride hiddenFromWidgets resetPeriod feature { refId } }
    inheritedEntitlements { feature { refId } }
    prices { billingPeriod billingCountryCode price { amount currency } tiersMode }
    compatibleAddons { refId maxQuantity prices { price { amount currency } } dependencies { refId } entitlements { usageLimit behavior } }
  }
  paywallCalculatedPricePoints { planId billingPeriod amount currency additionalChargesMayApply billingCountryCode feature { refId } }
} }`;

interface Wall extends Fields {
  plans: ({ refId: string; prices: Fields[]; entitlements: { feature: Fields }[] } & Fields)[];
  paywallCalculatedPricePoints: Fields[];
}

async function wall(input: Fields): Promise<Wall> {
  const { data, errors } = await query(PAYWALL, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.paywall as Wall;
}
const plansOf = async (input: Fields) => (await wall(input)).plans.map(({ refId }) => refId);

const BOARDS = ['plan-free', 'plan-starter', 'plan-growth', 'plan-enterprise'];

describe('the plans', () => {
  it.each([
    ['the first product', {}, BOARDS],
    ['the product', { productId: 'product-revvenu' }, ['plan-revvenu-basic', 'plan-revvenu-growth']],
    [
      "the customer's product",
      { customerId: 'customer-demo-02' },
      ['plan-revvenu-basic', 'plan-revvenu-growth'],
    ],
    ['the hidden, too', { includeHiddenPlans: true }, [...BOARDS, 'plan-nonprofit']],
    ['what another widget may show', { context: 'CHECKOUT' }, [...BOARDS, 'plan-nonprofit']],
  ])('are those of %s', async (_name, input, expected) => {
    expect(await plansOf(input)).toEqual(expected);
  });

  it('inherit what the lesser plan gives in the same way', async () => {
    const plans = Object.fromEntries((await wall({})).plans.map((plan) => [plan.refId, plan]));
    const ids = (entitlements: unknown) =>
      (entitlements as { feature: { refId: string } }[]).map(({ feature }) => feature.refId);
    expect(ids(plans['plan-starter']?.inheritedEntitlements)).toEqual([
      'feature-upload-size',
      'feature-export-formats',
    ]);
    expect(ids(plans['plan-starter']?.entitlements)).toEqual([
      'feature-history-days',
      'feature-reports',
      'feature-api-calls',
      'feature-seats',
    ]);
    expect(ids(plans['plan-enterprise']?.inheritedEntitlements)).toEqual(['feature-audit-log']);
    expect(plans['plan-free']?.inheritedEntitlements).toEqual([]);
    expect(plans['plan-starter']).toMatchObject({
      pricingType: 'PAID',
      basePlan: { refId: 'plan-free' },
      defaultTrialConfig: null,
    });
    expect(plans['plan-starter']?.entitlements).toContainEqual({
      displayNameOverride: '20 reports, then 0.40 each',
      hiddenFromWidgets: [],
      resetPeriod: 'MONTH',
      feature: { refId: 'feature-reports' },
    });
    expect(plans['plan-growth']).toMatchObject({
      defaultTrialConfig: { duration: 14, units: 'DAY', trialEndBehavior: 'CONVERT_TO_PAID' },
      compatibleAddons: [
        {
          refId: 'addon-extra-reports',
          maxQuantity: 10,
          entitlements: [{ usageLimit: 25, behavior: 'Increment' }],
        },
        { refId: 'addon-priority-support', dependencies: [] },
        { refId: 'addon-single-sign-on', dependencies: [{ refId: 'addon-priority-support' }] },
      ],
    });
    expect(plans['plan-enterprise']).toMatchObject({ pricingType: 'CUSTOM', prices: [] });
    expect(plans['plan-free']).toMatchObject({ pricingType: 'FREE', prices: [], basePlan: null });
  });
});

describe('the prices', () => {
  it('are headed by the least that can be bought', async () => {
    const { paywallCalculatedPricePoints, currency } = await wall({});
    const point = {
      currency: 'USD',
      additionalChargesMayApply: true,
      billingCountryCode: null,
      feature: null,
    };
    expect(currency).toEqual({ code: 'USD', symbol: '$' });
    expect(paywallCalculatedPricePoints).toEqual([
      { ...point, planId: 'plan-starter', billingPeriod: 'MONTHLY', amount: 12 },
      { ...point, planId: 'plan-starter', billingPeriod: 'ANNUALLY', amount: 120 },
      { ...point, planId: 'plan-growth', billingPeriod: 'MONTHLY', amount: 30 },
      { ...point, planId: 'plan-growth', billingPeriod: 'ANNUALLY', amount: 300 },
    ]);
  });

  it('say what they are for if one can be bought', async () => {
    expect((await wall({ productId: 'product-revvenu' })).paywallCalculatedPricePoints[0]).toMatchObject({
      amount: 9.99,
      feature: { refId: 'feature-01-templates' },
    });
    expect((await wall({ productId: 'product-stigg' })).paywallCalculatedPricePoints[0]).toMatchObject({
      amount: 12,
      additionalChargesMayApply: false,
    });
  });

  it('are those of the country, or of all', async () => {
    const growth = async (input: Fields) => (await wall(input)).plans[2];
    const german = await wall({ billingCountryCode: 'DE' });
    expect(german.currency).toEqual({ code: 'EUR', symbol: '€' });
    expect(german.paywallCalculatedPricePoints[2]).toMatchObject({
      amount: 28,
      currency: 'EUR',
      billingCountryCode: 'DE',
    });
    expect((await growth({ billingCountryCode: 'DE' }))?.prices).toMatchObject([
      { billingCountryCode: 'DE', tiersMode: 'VOLUME' },
      { billingCountryCode: 'DE' },
    ]);
    expect((await growth({}))?.prices.map(({ billingCountryCode }) => billingCountryCode)).toEqual([
      null,
      null,
    ]);
    expect((await growth({ fetchAllCountriesPrices: true }))?.prices).toHaveLength(4);
    expect((await growth({ billingCountryCode: 'DE' }))?.compatibleAddons).toMatchObject([
      { prices: [{ price: { amount: 9, currency: 'EUR' } }, { price: { amount: 90 } }] },
      {},
      {},
    ]);
  });
});

describe('the customer', () => {
  it.each([
    [{}, null, null, null],
    [{ customerId: 'customer-acme' }, { customerId: 'customer-acme' }, null, ['plan-growth']],
    [
      { customerId: 'customer-acme', resourceId: 'workspace-lisbon' },
      { customerId: 'customer-acme' },
      { resourceId: 'workspace-lisbon' },
      ['plan-free'],
    ],
    [
      { customerId: 'customer-acme', resourceId: 'workspace-none' },
      { customerId: 'customer-acme' },
      null,
      [],
    ],
  ])('of %j', async (input, customer, resource, active) => {
    const told = await wall(input);
    expect([told.customer, told.resource]).toEqual([customer, resource]);
    expect(told.activeSubscriptions).toEqual(active?.map((refId) => ({ plan: { refId } })) ?? null);
  });

  it.each([
    [{ productId: 'product-none' }, 'ProductNotFoundError'],
    [{ customerId: 'nobody' }, 'CustomerNotFound'],
    [{ customerId: 'customer-hooli' }, 'EntityIsArchivedError'],
    [{ offerId: 'offer-1' }, 'OfferNotFound'],
  ])('%j: %s', async (input, code) => {
    expect(codes(await query(PAYWALL, { input }))).toEqual([code]);
  });
});

describe('checkoutState', () => {
  const STATE = `query ($input: CheckoutStateInput!) { checkoutState(input: $input) {
    setupSecret plan { refId prices { price { currency } } } customer { customerId } activeSubscription { plan { refId } } resource { resourceId }
    billingIntegration {
      billingIdentifier credentials { accountId publicKey }
      billingCredentials { ... on StripeCheckoutCredentials { accountId publicKey setupSecret } }
    }
  } }`;
  const input = { customerId: 'customer-initech', planId: 'plan-starter' };

  it('has the plan and what a payment form needs', async () => {
    const keys = { accountId: '7c4f5a52-6d0a-4b0e-9f0c-2f6f3d1f8a11', publicKey: 'pk_test_emulator' };
    const setupSecret = expect.stringMatching(/^seti_[0-9a-f]{16}_secret_emulator$/);
    const { data } = await query(STATE, { input: { ...input, billingCountryCode: 'DE' } });
    expect(data?.checkoutState).toEqual({
      setupSecret,
      plan: { refId: 'plan-starter', prices: expect.arrayContaining([{ price: { currency: 'EUR' } }]) },
      customer: { customerId: 'customer-initech' },
      activeSubscription: { plan: { refId: 'plan-free' } },
      resource: null,
      billingIntegration: {
        billingIdentifier: 'STRIPE',
        credentials: keys,
        billingCredentials: { ...keys, setupSecret },
      },
    });
  });

  it.each([
    [{ customerId: 'nobody' }, 'CustomerNotFound'],
    [{ planId: 'plan-none' }, 'PlanNotFound'],
    [{ productId: 'product-stigg' }, 'PlanNotFound'],
    [{ planId: 'plan-enterprise' }, 'CheckoutIsNotSupported'],
  ])('%j: %s', async (wrong, code) => {
    expect(codes(await query(STATE, { input: { ...input, ...wrong } }))).toEqual([code]);
  });
});
