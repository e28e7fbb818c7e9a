import { beforeEach, describe, expect, it } from 'vitest';
import { codes, runningEmulator } from './running.js';

const { control, query } = runningEmulator();
beforeEach(() => control('PUT', 'clock', { now: '2026-11-20T00:00:00.000Z' }));

type Fields = Record<string, unknown>;
const PORTAL = `query ($input: CustomerPortalInput!) { customerPortal(input: $input) {
  subscriptions {
    subscriptionId planId planName pricingType status trialRemainingDays billingPeriodRange { start end }
    pricing { unitQuantity billingPeriod billingModel pricingType usageBasedEstimatedBill price { amount } feature { refId } }
    prices { billingModel } totalPrice { subTotal { amount } total { amount } addonsTotal { amount } }
    addons { addonId displayName quantity }
    previewNextInvoice { subTotal { amount } total { amount } lines { description quantity amount { amount } } }
  }
  entitlements { usageLimit currentUsage displayNameOverride hiddenFromWidgets feature { refId } }
  promotionalEntitlements { displayName period startDate endDate description }
  billingInformation { name email defaultPaymentMethodLast4Digits defaultPaymentExpirationYear defaultPaymentMethodType }
  showWatermark billingPortalUrl canUpgradeSubscription resource { resourceId }
} }`;

interface Portal extends Fields {
  subscriptions: Fields[];
  entitlements: (Fields & { feature: { refId: string } })[];
}
async function portal(input: Fields): Promise<Portal> {
  const { data, errors } = await query(PORTAL, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.customerPortal as Portal;
}

it('shows what is subscribed to, used and paid', async () => {
  const { entitlements, ...shown } = await portal({ customerId: 'customer-acme' });
  expect(shown).toEqual({
    subscriptions: [
      {
        subscriptionId: 'subscription-plan-growth-5f1c20',
        planId: 'plan-growth',
        planName: 'Growth',
        pricingType: 'PAID',
        status: 'ACTIVE',
        trialRemainingDays: null,
        billingPeriodRange: { start: '2026-11-05T00:00:00.000Z', end: '2026-12-05T00:00:00.000Z' },
        pricing: {
          unitQuantity: 20,
          billingPeriod: 'MONTHLY',
          billingModel: 'PER_UNIT',
          pricingType: 'PAID',
          usageBasedEstimatedBill: null,
          price: null,
          feature: { refId: 'feature-seats' },
        },
        prices: [{ billingModel: 'PER_UNIT' }],
        totalPrice: { subTotal: { amount: 289 }, total: { amount: 279 }, addonsTotal: { amount: 49 } },
        addons: [{ addonId: 'addon-priority-support', displayName: 'Priority support', quantity: 1 }],
        previewNextInvoice: {
          subTotal: { amount: 289 },
          total: { amount: 279 },
          lines: [
            { description: 'Growth', quantity: 20, amount: { amount: 240 } },
            { description: 'Priority support', quantity: 1, amount: { amount: 49 } },
          ],
        },
      },
    ],
    promotionalEntitlements: [],
    billingInformation: {
      name: 'Acme',
      email: 'ops@acme.example',
      defaultPaymentMethodLast4Digits: '4242',
      defaultPaymentExpirationYear: 2029,
      defaultPaymentMethodType: 'CARD',
    },
    showWatermark: false,
    billingPortalUrl: 'https://billing.example/p/customer-acme',
    canUpgradeSubscription: true,
    resource: null,
  });
  expect(entitlements).toHaveLength(7);
  expect(entitlements).toContainEqual({
    usageLimit: 10000,
    currentUsage: 10250,
    displayNameOverride: '10,000 API calls a day, and more if need be',
    hiddenFromWidgets: [],
    feature: { refId: 'feature-api-calls' },
  });
});

it('of a resource shows that alone', async () => {
  const shown = await portal({ customerId: 'customer-acme', resourceId: 'workspace-lisbon' });
  expect(shown.resource).toEqual({ resourceId: 'workspace-lisbon' });
  expect(shown.subscriptions).toMatchObject([
    { planName: 'Free', totalPrice: null, previewNextInvoice: null },
  ]);
  expect(shown.entitlements.find(({ feature }) => feature.refId === 'feature-seats')?.currentUsage).toBe(2);
});

it('of a product shows what is of that', async () => {
  expect((await portal({ customerId: 'customer-acme', productId: 'product-stigg' })).subscriptions).toEqual(
    [],
  );
  expect(
    (await portal({ customerId: 'customer-acme', productId: 'product-boards' })).subscriptions,
  ).toHaveLength(1);
});

it.each([
  ['2026-11-16T09:00:00.000Z', 14],
  ['2026-11-16T09:00:00.001Z', 14],
  ['2026-11-17T09:00:00.000Z', 13],
  ['2026-11-30T08:59:59.999Z', 1],
  ['2026-11-30T09:00:00.000Z', null],
])('at %s counts %s days of the trial', async (now, days) => {
  await control('PUT', 'clock', { now });
  const { subscriptions } = await portal({ customerId: 'customer-umbrella' });
  expect(subscriptions).toMatchObject([
    { trialRemainingDays: days, status: days === null ? 'ACTIVE' : 'IN_TRIAL' },
  ]);
});

it('estimates the bill for what was used', async () => {
  const bill = async (reports: number) => {
    const usage = { 'feature-reports': reports };
    await control('PATCH', 'state', { customers: { 'customer-initech': { planId: 'plan-starter', usage } } });
    const { subscriptions } = await portal({ customerId: 'customer-initech' });
    const [{ pricing, previewNextInvoice, totalPrice }] = subscriptions as [Record<string, Fields>];
    return [pricing?.usageBasedEstimatedBill, previewNextInvoice?.total, totalPrice?.total];
  };
  expect(await bill(20)).toEqual([0, { amount: 12 }, { amount: 12 }]);
  expect(await bill(21)).toEqual([0.4, { amount: 12.4 }, { amount: 12 }]);
  expect(await bill(45)).toEqual([10, { amount: 22 }, { amount: 12 }]);
});

it('foresees the end of a discount', async () => {
  const coupon = { couponId: 'coupon-team', promotionCode: null, startDate: '2026-05-20T12:00:00.000Z' };
  await control('PATCH', 'state', { customers: { 'customer-acme': { subscription: { coupon } } } });
  const { subscriptions } = await portal({ customerId: 'customer-acme' });
  expect(subscriptions).toMatchObject([
    { totalPrice: { total: { amount: 216.75 } }, previewNextInvoice: { total: { amount: 289 } } },
  ]);
});

it('shows what has to be paid yet beside what is active', async () => {
  const apply = `mutation { applySubscription(input: {
    customerId: "customer-initech", planId: "plan-starter", billingPeriod: MONTHLY
  }) { subscription { status } } }`;
  await query(apply);
  const { subscriptions } = await portal({ customerId: 'customer-initech' });
  expect(subscriptions).toMatchObject([
    { planName: 'Free', status: 'ACTIVE' },
    { planName: 'Starter', status: 'PAYMENT_PENDING' },
  ]);
});

it('shows a promotion until it ends', async () => {
  const promotions = async () => (await portal({ customerId: 'customer-umbrella' })).promotionalEntitlements;
  expect(await promotions()).toEqual([
    {
      displayName: 'Single sign-on',
      period: 'SIX_MONTH',
      startDate: '2026-11-16T09:00:00.000Z',
      endDate: '2027-05-16T09:00:00.000Z',
      description: 'A present for the pilot',
    },
  ]);
  const features = async () =>
    (await portal({ customerId: 'customer-umbrella' })).entitlements.map(({ feature }) => feature.refId);
  expect(await features()).toContain('feature-sso');
  await control('PUT', 'clock', { now: '2027-05-16T09:00:00.000Z' });
  expect(await promotions()).toEqual([]);
  expect(await features()).not.toContain('feature-sso');
});

describe('canUpgradeSubscription', () => {
  it.each([
    ['plan-free', true],
    ['plan-starter', true],
    ['plan-growth', true],
    ['plan-enterprise', false],
    ['plan-stigg-starter', true],
    ['plan-stigg-pro', false],
  ])('from %s: %s', async (planId, expected) => {
    await control('PATCH', 'state', { customers: { 'customer-initech': { planId } } });
    expect((await portal({ customerId: 'customer-initech' })).canUpgradeSubscription).toBe(expected);
  });
});

it.each([
  [{ customerId: 'nobody' }, 'CustomerNotFound'],
  [{ customerId: 'customer-hooli' }, 'EntityIsArchivedError'],
  [{ customerId: 'customer-acme', resourceId: 'workspace-none' }, 'CustomerResourceNotFound'],
])('%j: %s', async (input, code) => {
  expect(codes(await query(PORTAL, { input }))).toEqual([code]);
});
