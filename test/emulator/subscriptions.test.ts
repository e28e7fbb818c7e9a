import { beforeEach, describe, expect, it } from 'vitest';
import { codes, runningEmulator } from './running.js';

const { control, query } = runningEmulator();
beforeEach(() => control('PUT', 'clock', { now: '2026-11-20T00:00:00.000Z' }));

type Fields = Record<string, unknown>;
const ACTIVE = `query ($input: GetActiveSubscriptionsInput!) { getActiveSubscriptions(input: $input) {
  subscriptionId status resource { resourceId }
} }`;
const GET = `query ($input: GetSubscriptionInput!) { getSubscription(input: $input) {
  subscriptionId status currentBillingPeriodEnd billingPeriod trialConfiguration { trialEndBehavior }
  prices { usageLimit billingModel feature: price { feature { refId } tiers { upTo unitPrice { amount } } } }
  totalPrice { subTotal { amount } total { amount } addonsTotal { amount } } coupon { refId discountValue durationInMonths }
  customer { customerId subscriptions { subscriptionId } }
} }`;

const active = async (input: Fields) => {
  const { data, errors } = await query(ACTIVE, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  const listed = data?.getActiveSubscriptions as { subscriptionId: string; resource: Fields | null }[];
  return listed.map(({ resource }) => resource?.resourceId ?? null);
};
const get = async (subscriptionId: string) =>
  (await query(GET, { input: { subscriptionId } })).data?.getSubscription as Fields;

describe('getActiveSubscriptions', () => {
  const acme = { customerId: 'customer-acme' };
  it.each([
    [acme, [null]],
    [{ ...acme, resourceId: 'workspace-berlin' }, ['workspace-berlin']],
    [
      { ...acme, resourceIds: ['workspace-lisbon', 'workspace-berlin'] },
      ['workspace-berlin', 'workspace-lisbon'],
    ],
    [
      { ...acme, resourceId: 'workspace-berlin', resourceIds: ['workspace-lisbon'] },
      ['workspace-berlin', 'workspace-lisbon'],
    ],
    [{ ...acme, resourceId: 'workspace-none' }, []],
    [{ ...acme, resourceIds: [] }, [null]],
  ])('of %j', async (input, expected) => {
    expect(await active(input)).toEqual(expected);
  });

  it('are those that are active or in trial', async () => {
    const ask = async () => (await query(ACTIVE, { input: { customerId: 'customer-umbrella' } })).data;
    expect(await ask()).toMatchObject({ getActiveSubscriptions: [{ status: 'IN_TRIAL' }] });
    await control('PUT', 'clock', { now: '2026-11-30T09:00:00.000Z' });
    expect(await ask()).toMatchObject({ getActiveSubscriptions: [{ status: 'ACTIVE' }] });
    await control('PUT', 'clock', { now: '2026-11-16T08:59:59.999Z' });
    expect(await ask()).toEqual({ getActiveSubscriptions: [] });
  });

  it('refuses the unknown, the archived and the many', async () => {
    const ask = async (input: Fields) => codes(await query(ACTIVE, { input }));
    expect(await ask({ customerId: 'nobody' })).toEqual(['CustomerNotFound']);
    expect(await ask({ customerId: 'customer-hooli' })).toEqual(['EntityIsArchivedError']);
    const resourceIds = Array.from({ length: 101 }, (_, at) => `r${at}`);
    expect(await ask({ ...acme, resourceIds })).toEqual(['BadUserInput']);
    expect(await ask({ ...acme, resourceIds: resourceIds.slice(1) })).toBeUndefined();
  });
});

describe('getSubscription', () => {
  it('has what it costs, and for what', async () => {
    expect(await get('subscription-plan-growth-5f1c20')).toEqual({
      subscriptionId: 'subscription-plan-growth-5f1c20',
      status: 'ACTIVE',
      currentBillingPeriodEnd: '2026-12-05T00:00:00.000Z',
      billingPeriod: 'MONTHLY',
      trialConfiguration: null,
      prices: [
        {
          usageLimit: 20,
          billingModel: 'PER_UNIT',
          feature: {
            feature: { refId: 'feature-seats' },
            tiers: [
              { upTo: 5, unitPrice: { amount: 15 } },
              { upTo: 20, unitPrice: { amount: 12 } },
              { upTo: null, unitPrice: { amount: 10 } },
            ],
          },
        },
      ],
      totalPrice: { subTotal: { amount: 289 }, total: { amount: 279 }, addonsTotal: { amount: 49 } },
      coupon: { refId: 'coupon-loyal', discountValue: 10, durationInMonths: null },
      customer: {
        customerId: 'customer-acme',
        subscriptions: [
          { subscriptionId: 'subscription-plan-growth-5f1c20' },
          { subscriptionId: 'subscription-plan-growth-b71e04' },
          { subscriptionId: expect.stringMatching(/^subscription-plan-free-[0-9a-f]{6}$/) },
        ],
      },
    });
  });

  it('is paid by the year', async () => {
    expect(await get('subscription-plan-growth-b71e04')).toMatchObject({
      billingPeriod: 'ANNUALLY',
      currentBillingPeriodEnd: '2027-11-05T00:00:00.000Z',
      totalPrice: { total: { amount: 2400 } },
    });
  });

  it('refuses an unknown id', async () => {
    expect(codes(await query(GET, { input: { subscriptionId: 'none' } }))).toEqual(['SubscriptionNotFound']);
  });

  it('is for its customer alone', async () => {
    await control('PATCH', 'state', { customerTokens: { enforced: true } });
    const ask = async (customerId: string) => {
      const headers = { 'x-customer-key': `HMAC-SHA256 ${customerId}:playground` };
      return codes(
        await query(GET, { input: { subscriptionId: 'subscription-plan-growth-5f1c20' } }, headers),
      );
    };
    expect(await ask('customer-globex')).toEqual(['AuthCustomerMismatch']);
    expect(await ask('customer-acme')).toBeUndefined();
  });
});

describe('getCustomerByRefId', () => {
  const CUSTOMER = `query ($input: GetCustomerByRefIdInput!) { getCustomerByRefId(input: $input) {
    hasPaymentMethod defaultPaymentMethodId defaultPaymentMethodType defaultPaymentMethodLast4Digits
    defaultPaymentExpirationMonth defaultPaymentExpirationYear billingId additionalMetaData
    hasActiveSubscription hasActiveResource totalActiveSubscription totalActivePromotionalEntitlements
    promotionalEntitlements { status endDate feature { refId } }
    trialedPlans { planRefId } eligibleForTrial { productRefId eligible }
  } }`;
  const told = async (customerId: string) =>
    (await query(CUSTOMER, { input: { customerId } })).data?.getCustomerByRefId;

  it('has the payment method and counts the subscriptions', async () => {
    expect(await told('customer-acme')).toEqual({
      hasPaymentMethod: true,
      defaultPaymentMethodId: 'pm_acme_visa',
      defaultPaymentMethodType: 'CARD',
      defaultPaymentMethodLast4Digits: '4242',
      defaultPaymentExpirationMonth: 8,
      defaultPaymentExpirationYear: 2029,
      billingId: 'cus_acme',
      additionalMetaData: { industry: 'manufacturing', accountManager: 'Wile E.' },
      hasActiveSubscription: true,
      hasActiveResource: true,
      totalActiveSubscription: 3,
      totalActivePromotionalEntitlements: 0,
      promotionalEntitlements: [],
      trialedPlans: [],
      eligibleForTrial: [{ productRefId: 'product-boards', eligible: true }],
    });
  });

  it('has promotions until they end', async () => {
    const promotion = { endDate: '2027-05-16T09:00:00.000Z', feature: { refId: 'feature-sso' } };
    expect(await told('customer-umbrella')).toMatchObject({
      totalActivePromotionalEntitlements: 1,
      promotionalEntitlements: [{ ...promotion, status: 'Active' }],
      trialedPlans: [{ planRefId: 'plan-growth' }],
      eligibleForTrial: [{ eligible: false }],
    });
    await control('PUT', 'clock', { now: '2027-05-16T09:00:00.000Z' });
    expect(await told('customer-umbrella')).toMatchObject({
      totalActivePromotionalEntitlements: 0,
      promotionalEntitlements: [{ ...promotion, status: 'Expired' }],
    });
  });
});
