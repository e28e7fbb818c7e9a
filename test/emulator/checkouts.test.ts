import { describe, expect, it } from 'vitest';
import { buyingEmulator, GET, growth, NOW, seats, starter } from './buying.js';
import { codes } from './running.js';

const { active, apply, clock, control, entitlements, get, query } = buyingEmulator();

describe('a checkout', () => {
  it('is pending until it is paid for, and nothing changes before', async () => {
    const before = await entitlements('customer-initech');
    const { subscription, entitlements: listed } = await apply(starter);
    expect(subscription).toMatchObject({
      status: 'PAYMENT_PENDING',
      plan: { refId: 'plan-starter' },
      paymentCollection: 'PROCESSING',
      latestInvoice: { status: 'OPEN', requiresAction: true, total: 12 },
    });
    expect(subscription.subscriptionId).toMatch(/^subscription-plan-starter-[0-9a-f]{6}$/);
    expect(listed).toHaveLength(6);
    expect(await entitlements('customer-initech')).toEqual(before);
    expect(await active('customer-initech')).toMatchObject([{ plan: { refId: 'plan-free' } }]);
    expect(await get(subscription.subscriptionId)).toEqual(subscription);
  });

  it('is active once the delay is over, and takes the place of the plan before', async () => {
    const [{ subscriptionId: former }] = (await active('customer-initech')) as [{ subscriptionId: string }];
    const { subscription } = await apply(starter);
    const { subscriptionId } = subscription;
    await clock('2026-11-20T00:00:01.999Z');
    expect((await get(subscriptionId)).status).toBe('PAYMENT_PENDING');
    await clock('2026-11-20T00:00:02.000Z');
    expect(await get(subscriptionId)).toMatchObject({
      status: 'ACTIVE',
      paymentCollection: 'NOT_REQUIRED',
      latestInvoice: {
        status: 'PAID',
        requiresAction: false,
        paymentUrl: null,
        updatedAt: '2026-11-20T00:00:02.000Z',
      },
      currentBillingPeriodStart: NOW,
      currentBillingPeriodEnd: '2026-12-20T00:00:00.000Z',
    });
    expect(await active('customer-initech')).toEqual([{ subscriptionId, plan: { refId: 'plan-starter' } }]);
    expect((await entitlements('customer-initech'))['feature-history-days']).toMatchObject({
      usageLimit: 30,
    });
    expect(await get(former)).toMatchObject({
      status: 'CANCELED',
      cancelReason: 'UpgradeOrDowngrade',
      endDate: '2026-11-20T00:00:02.000Z',
    });
    expect((await control('GET', 'state')).body.customers['customer-initech'].planId).toBe('plan-starter');
  });

  it('takes as long as the state says', async () => {
    await control('PATCH', 'state', { checkout: { activationDelayMs: 60_000 } });
    const { subscriptionId } = (await apply(starter)).subscription;
    await clock('2026-11-20T00:00:59.999Z');
    expect((await get(subscriptionId)).status).toBe('PAYMENT_PENDING');
    await clock('2026-11-20T00:01:00.000Z');
    expect((await get(subscriptionId)).status).toBe('ACTIVE');
  });

  it('is forgotten for another one', async () => {
    const first = (await apply(starter)).subscription.subscriptionId;
    await clock('2026-11-20T00:00:01.000Z');
    const second = (await apply({ ...starter, billingPeriod: 'ANNUALLY' })).subscription.subscriptionId;
    expect(codes(await query(GET, { input: { subscriptionId: first } }))).toEqual(['SubscriptionNotFound']);
    await clock('2026-11-20T00:00:03.000Z');
    expect(await get(second)).toMatchObject({ status: 'ACTIVE', totalPrice: { total: { amount: 120 } } });
  });

  it('is forgotten for what needs none', async () => {
    const first = (await apply(starter)).subscription.subscriptionId;
    await apply({ customerId: 'customer-initech', planId: 'plan-free' });
    await clock('2026-11-20T00:00:03.000Z');
    expect(codes(await query(GET, { input: { subscriptionId: first } }))).toEqual(['SubscriptionNotFound']);
    expect(await active('customer-initech')).toMatchObject([{ plan: { refId: 'plan-free' } }]);
  });

  it('comes after what has ended before it', async () => {
    const [{ subscriptionId }] = (await active('customer-initech')) as [{ subscriptionId: string }];
    const subscription = { cancellationDate: '2026-11-20T00:00:01.000Z' };
    await control('PATCH', 'state', { customers: { 'customer-initech': { subscription } } });
    await apply(starter);
    await clock('2026-11-20T00:00:05.000Z');
    expect(await get(subscriptionId)).toMatchObject({
      cancelReason: 'ScheduledCancellation',
      endDate: '2026-11-20T00:00:01.000Z',
    });
    expect(await active('customer-initech')).toMatchObject([{ plan: { refId: 'plan-starter' } }]);
  });

  it.each([
    ['a payment method on file', { customers: { 'customer-initech': { paymentMethod: METHOD() } } }, {}],
    ['a payment method in the request', {}, { paymentMethodId: 'pm_1' }],
    ['an invoice by mail', {}, { paymentCollectionMethod: 'INVOICE' }],
    ['no wish to wait for the payment', {}, { awaitPaymentConfirmation: false }],
  ])('is not needed with %s', async (_name, state, input) => {
    await control('PATCH', 'state', state);
    const { subscription, entitlements: listed } = await apply({ ...starter, ...input });
    expect(subscription).toMatchObject({
      status: 'ACTIVE',
      paymentCollection: 'NOT_REQUIRED',
      latestInvoice: { status: 'PAID' },
    });
    expect(listed).toContainEqual({ usageLimit: 30, feature: { refId: 'feature-history-days' } });
    expect(await active('customer-initech')).toMatchObject([{ plan: { refId: 'plan-starter' } }]);
  });

  it('is undone by a reset', async () => {
    const { body: before } = await control('GET', 'state');
    const { subscriptionId } = (await apply({ ...starter, paymentMethodId: 'pm_1' })).subscription;
    await control('PUT', 'reset');
    expect((await control('GET', 'state')).body).toEqual(before);
    expect(codes(await query(GET, { input: { subscriptionId } }))).toEqual(['SubscriptionNotFound']);
  });
});

function METHOD() {
  return { id: 'pm_2', last4Digits: '1111', expirationMonth: 1, expirationYear: 2030 };
}

describe('a trial', () => {
  it('begins at once, and is active when it is over', async () => {
    const { subscription, entitlements: listed } = await apply(growth);
    expect(subscription).toMatchObject({
      status: 'IN_TRIAL',
      trialEndDate: '2026-12-04T00:00:00.000Z',
      currentBillingPeriodEnd: '2026-12-04T00:00:00.000Z',
      latestInvoice: null,
      wasInTrial: false,
    });
    expect(listed).toContainEqual({ usageLimit: 7, feature: { refId: 'feature-seats' } });
    const { subscriptionId } = subscription;
    expect(await active('customer-initech')).toEqual([{ subscriptionId, plan: { refId: 'plan-growth' } }]);
    await clock('2026-12-03T23:59:59.999Z');
    expect((await get(subscriptionId)).status).toBe('IN_TRIAL');
    await clock('2026-12-04T00:00:00.000Z');
    expect(await get(subscriptionId)).toMatchObject({
      status: 'ACTIVE',
      wasInTrial: true,
      currentBillingPeriodStart: '2026-12-04T00:00:00.000Z',
      currentBillingPeriodEnd: '2027-01-04T00:00:00.000Z',
    });
  });

  it('or ends with its plan, if that is what is to happen', async () => {
    const trialOverrideConfiguration = { isTrial: true, trialEndBehavior: 'CANCEL_SUBSCRIPTION' };
    const { subscriptionId } = (await apply({ ...growth, trialOverrideConfiguration })).subscription;
    await clock('2026-12-03T23:59:59.999Z');
    expect(Object.keys(await entitlements('customer-initech'))).toHaveLength(7);
    await clock('2026-12-04T00:00:00.000Z');
    expect(await entitlements('customer-initech')).toEqual({});
    expect(await active('customer-initech')).toEqual([]);
    expect(await get(subscriptionId)).toMatchObject({
      status: 'EXPIRED',
      cancelReason: 'TrialEnded',
      endDate: '2026-12-04T00:00:00.000Z',
    });
  });

  it('is had once for a product', async () => {
    const trials = `query ($input: GetCustomerByRefIdInput!) { getCustomerByRefId(input: $input) {
      trialedPlans { planRefId productRefId } eligibleForTrial { productRefId eligible }
    } }`;
    const told = async () =>
      (await query(trials, { input: { customerId: 'customer-initech' } })).data?.getCustomerByRefId;
    const product = { productRefId: 'product-boards' };
    expect(await told()).toEqual({ trialedPlans: [], eligibleForTrial: [{ ...product, eligible: true }] });
    await apply(growth);
    await apply({ customerId: 'customer-initech', planId: 'plan-free' });
    expect(await told()).toEqual({
      trialedPlans: [{ ...product, planRefId: 'plan-growth' }],
      eligibleForTrial: [{ ...product, eligible: false }],
    });
    expect((await apply(growth)).subscription.status).toBe('PAYMENT_PENDING');
  });

  it('ends at the first of two ends', async () => {
    const trialOverrideConfiguration = { isTrial: true, trialEndBehavior: 'CANCEL_SUBSCRIPTION' };
    const cancellationDate = '2026-12-01T00:00:00.000Z';
    const { subscription } = await apply({ ...growth, trialOverrideConfiguration, cancellationDate });
    await clock('2026-12-31T00:00:00.000Z');
    expect(await get(subscription.subscriptionId)).toMatchObject({
      status: 'CANCELED',
      endDate: cancellationDate,
    });
  });

  it('may be of months', async () => {
    const trial = { duration: 1, units: 'MONTH' };
    await control('PATCH', 'state', { plans: { 'plan-growth': { trial } } });
    expect((await apply(growth)).subscription.trialEndDate).toBe('2026-12-20T00:00:00.000Z');
  });

  it('ends when another plan is bought', async () => {
    const { subscriptionId } = (await apply(growth)).subscription;
    const bought = (await apply({ ...starter, paymentMethodId: 'pm_1' })).subscription;
    expect(bought).toMatchObject({ status: 'ACTIVE', trialEndDate: null, latestInvoice: { total: 12 } });
    expect(await get(subscriptionId)).toMatchObject({ status: 'CANCELED', cancelReason: 'TrialConverted' });
  });

  it('goes on through a change, and ends early when it is skipped', async () => {
    const { subscription } = await apply(growth);
    const changed = (await apply({ ...growth, billableFeatures: seats(9) })).subscription;
    expect(changed).toMatchObject({ subscriptionId: subscription.subscriptionId, status: 'IN_TRIAL' });
    await clock('2026-11-25T00:00:00.000Z');
    const bought = (await apply({ ...growth, skipTrial: true, paymentMethodId: 'pm_1' })).subscription;
    expect(bought).toMatchObject({
      subscriptionId: subscription.subscriptionId,
      status: 'ACTIVE',
      currentBillingPeriodStart: '2026-11-25T00:00:00.000Z',
      latestInvoice: { total: 84 },
    });
  });
});
