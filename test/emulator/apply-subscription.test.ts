import { describe, expect, it } from 'vitest';
import { APPLY, buyingEmulator, NOW, seats, starter } from './buying.js';
import { codes } from './running.js';

const { active, apply, clock, control, entitlements, get, query } = buyingEmulator();

type Fields = Record<string, unknown>;

describe('a change of the same plan', () => {
  const acme = { customerId: 'customer-acme', planId: 'plan-growth' };

  it('keeps the id and the period, and what is not named', async () => {
    const { subscription, entitlements: listed } = await apply({ ...acme, billableFeatures: seats(30) });
    expect(subscription).toMatchObject({
      subscriptionId: 'subscription-plan-growth-5f1c20',
      status: 'ACTIVE',
      startDate: '2025-11-05T00:00:00.000Z',
      currentBillingPeriodEnd: '2026-12-05T00:00:00.000Z',
      billingPeriod: 'MONTHLY',
      addons: [{ quantity: 1, addon: { refId: 'addon-priority-support' } }],
      coupon: { refId: 'coupon-loyal', status: 'ACTIVE' },
      totalPrice: { total: { amount: 300 + 49 - 10 } },
      latestInvoice: { status: 'PAID', total: 20 },
    });
    expect(listed).toContainEqual({ usageLimit: 30, feature: { refId: 'feature-seats' } });
  });

  it('adds what its add-ons give', async () => {
    const addons = [
      { addonId: 'addon-extra-reports', quantity: 2 },
      { addonId: 'addon-priority-support', quantity: 1 },
      { addonId: 'addon-single-sign-on', quantity: 1 },
    ];
    await apply({ ...acme, addons });
    const listed = await entitlements('customer-acme');
    expect(listed['feature-reports']).toMatchObject({ usageLimit: 100, currentUsage: 12 });
    expect(listed['feature-sso']).toMatchObject({ isGranted: true });
    await apply({ ...acme, addons: [] });
    const fewer = await entitlements('customer-acme');
    expect(fewer['feature-reports']).toMatchObject({ usageLimit: 50 });
    expect(fewer).not.toHaveProperty('feature-sso');
  });

  it('to another billing period begins a period', async () => {
    expect((await apply({ ...acme, billingPeriod: 'ANNUALLY' })).subscription).toMatchObject({
      subscriptionId: 'subscription-plan-growth-5f1c20',
      currentBillingPeriodStart: NOW,
      currentBillingPeriodEnd: '2027-11-20T00:00:00.000Z',
    });
  });

  it('that has to be paid for first is a subscription of its own until then', async () => {
    await control('PATCH', 'state', { customers: { 'customer-acme': { paymentMethod: null } } });
    const { subscription } = await apply({ ...acme, billableFeatures: seats(30) });
    expect(subscription.status).toBe('PAYMENT_PENDING');
    expect(subscription.subscriptionId).not.toBe('subscription-plan-growth-5f1c20');
    expect((await entitlements('customer-acme'))['feature-seats']).toMatchObject({ usageLimit: 20 });
    await clock('2026-11-20T00:00:02.000Z');
    expect((await entitlements('customer-acme'))['feature-seats']).toMatchObject({ usageLimit: 30 });
    // What costs nothing more is not paid for.
    expect((await apply({ ...acme, billableFeatures: seats(21) })).subscription.status).toBe('ACTIVE');
  });
});

describe('another plan', () => {
  it('that is free is active at once', async () => {
    const { subscription } = await apply({ customerId: 'customer-acme', planId: 'plan-free' });
    expect(subscription).toMatchObject({ status: 'ACTIVE', billingPeriod: null, totalPrice: null });
    expect((await entitlements('customer-acme'))['feature-seats']).toMatchObject({ usageLimit: 3 });
  });

  it('keeps the billing cycle if the period is the same', async () => {
    const input = { customerId: 'customer-acme', planId: 'plan-starter', billingPeriod: 'MONTHLY' };
    expect((await apply(input)).subscription).toMatchObject({
      startDate: NOW,
      currentBillingPeriodStart: '2026-11-05T00:00:00.000Z',
      currentBillingPeriodEnd: '2026-12-05T00:00:00.000Z',
    });
  });

  it('and back again, at the same time, are three subscriptions', async () => {
    const plans = ['plan-starter', 'plan-nonprofit', 'plan-starter'];
    const ids = [];
    for (const planId of plans) {
      const input = { customerId: 'customer-acme', planId, billingPeriod: 'MONTHLY' };
      ids.push((await apply(input)).subscription.subscriptionId);
    }
    expect(new Set(ids).size).toBe(3);
    expect((await get(ids[0] ?? '')).status).toBe('CANCELED');
  });

  it('may begin later', async () => {
    const input = { ...starter, paymentMethodId: 'pm_1', startDate: '2026-12-01T00:00:00.000Z' };
    const { subscriptionId, status } = (await apply(input)).subscription;
    expect(status).toBe('NOT_STARTED');
    expect(await active('customer-initech')).toMatchObject([{ plan: { refId: 'plan-free' } }]);
    await clock('2026-12-01T00:00:00.000Z');
    expect(await active('customer-initech')).toEqual([{ subscriptionId, plan: { refId: 'plan-starter' } }]);
  });

  it('may end at a date', async () => {
    const input = { ...starter, paymentMethodId: 'pm_1', cancellationDate: '2027-01-01T00:00:00.000Z' };
    const { subscriptionId } = (await apply(input)).subscription;
    await clock('2026-12-31T23:59:59.999Z');
    expect((await get(subscriptionId)).status).toBe('ACTIVE');
    await clock('2027-01-01T00:00:00.000Z');
    expect(await get(subscriptionId)).toMatchObject({
      status: 'CANCELED',
      cancelReason: 'ScheduledCancellation',
    });
    expect(await entitlements('customer-initech')).toEqual({});
  });

  it('keeps its tax rate through a change', async () => {
    const bought = { ...starter, paymentMethodId: 'pm_1', billingInformation: { taxPercentage: 10 } };
    await apply(bought);
    const { billingInformation: _, ...change } = { ...bought, billingPeriod: 'ANNUALLY' };
    expect((await apply(change)).subscription).toMatchObject({
      latestInvoice: { total: 118.8 },
      totalPrice: { total: { amount: 132 } },
    });
  });

  it('has what the request says of it', async () => {
    const { subscription } = await apply({
      ...starter,
      paymentMethodId: 'pm_1',
      promotionCode: 'WELCOME20',
      additionalMetaData: { source: 'playground' },
      payingCustomerId: 'customer-acme',
      billingInformation: { taxPercentage: 10 },
    });
    expect(subscription).toMatchObject({
      additionalMetaData: { source: 'playground' },
      payingCustomer: { customerId: 'customer-acme' },
      coupon: { refId: 'coupon-welcome' },
      latestInvoice: { total: 10.56 },
      totalPrice: { total: { amount: 13.2 } },
    });
  });
});

describe('a resource', () => {
  it('has a subscription of its own', async () => {
    const input = { ...starter, customerId: 'customer-acme', resourceId: 'workspace-lisbon' };
    const { subscription } = await apply(input);
    expect(subscription).toMatchObject({ status: 'ACTIVE', resource: { resourceId: 'workspace-lisbon' } });
    expect((await entitlements('customer-acme', 'workspace-lisbon'))['feature-seats']).toMatchObject({
      usageLimit: 5,
      currentUsage: 2,
    });
    expect((await entitlements('customer-acme', 'workspace-berlin'))['feature-seats']?.usageLimit).toBe(20);
    expect((await entitlements('customer-acme'))['feature-seats']?.usageLimit).toBe(20);
    expect(await active('customer-acme')).toMatchObject([{ plan: { refId: 'plan-growth' } }]);
    expect(await active('customer-acme', 'workspace-lisbon')).toMatchObject([
      { plan: { refId: 'plan-starter' } },
    ]);
  });

  it('comes into being with its first one', async () => {
    await apply({ ...starter, customerId: 'customer-acme', resourceId: 'workspace-oslo' });
    expect((await entitlements('customer-acme', 'workspace-oslo'))['feature-reports']).toMatchObject({
      usageLimit: 20,
      currentUsage: 0,
      usagePeriodAnchor: NOW,
    });
  });
});

describe('what stands beside planId', () => {
  const patch = (customer: Fields) => control('PATCH', 'state', { customers: { 'customer-acme': customer } });

  it('is derived where it is not there', async () => {
    await patch({ subscription: null });
    expect(await active('customer-acme')).toEqual([
      {
        subscriptionId: expect.stringMatching(/^subscription-plan-growth-[0-9a-f]{6}$/),
        plan: { refId: 'plan-growth' },
      },
    ]);
    expect((await entitlements('customer-acme'))['feature-seats']?.usageLimit).toBe(20);
  });

  it('counts only as far as it suits the plan', async () => {
    await patch({ subscription: { addons: { 'addon-extra-reports': 2 } }, planId: 'plan-free' });
    const listed = await entitlements('customer-acme');
    expect(listed['feature-reports']).toMatchObject({ usageLimit: 5 });
    expect(listed['feature-seats']).toMatchObject({ usageLimit: 3 });
    expect(await get('subscription-plan-growth-5f1c20')).toMatchObject({
      plan: { refId: 'plan-free' },
      addons: [],
      totalPrice: null,
    });
  });

  it('goes with the plan, and grants stay on top of it', async () => {
    await patch({ grants: { 'feature-seats': { usageLimit: 99 } } });
    await apply({ customerId: 'customer-acme', planId: 'plan-growth', billableFeatures: seats(30) });
    expect((await entitlements('customer-acme'))['feature-seats']).toMatchObject({ usageLimit: 99 });
    await patch({ planId: null });
    expect(Object.keys(await entitlements('customer-acme'))).toEqual(['feature-seats']);
    expect(await active('customer-acme')).toEqual([]);
  });
});

describe('is refused', () => {
  it.each([
    ['nobody', { customerId: 'nobody' }, 'CustomerNotFound'],
    ['an archived customer', { customerId: 'customer-hooli' }, 'EntityIsArchivedError'],
    ['an unknown plan', { planId: 'plan-none' }, 'PlanNotFound'],
    ['a plan by quote', { planId: 'plan-enterprise' }, 'CheckoutIsNotSupported'],
    ['no billing period', { billingPeriod: null }, 'BillingPeriodMissingError'],
    ['an unknown payer', { payingCustomerId: 'nobody' }, 'CustomerNotFound'],
    ['an unknown code', { promotionCode: 'NONE' }, 'PromotionCodeNotFound'],
    [
      'an add-on of another plan',
      { addons: [{ addonId: 'addon-stigg-1' }] },
      'IncompatibleSubscriptionAddon',
    ],
    ['a schedule', { scheduleStrategy: 'END_OF_BILLING_PERIOD' }, 'UnsupportedParameter'],
    ['a price of its own', { priceOverrides: [] }, 'UnsupportedParameter'],
    ['no date', { cancellationDate: 'never' }, 'BadUserInput'],
  ])('%s, and changes nothing', async (_name, wrong, code) => {
    const { body: before } = await control('GET', 'state');
    expect(codes(await query(APPLY, { input: { ...starter, ...wrong } }))).toEqual([code]);
    expect((await control('GET', 'state')).body).toEqual(before);
  });

  it('a customer whose token is not sent', async () => {
    await control('PATCH', 'state', { customerTokens: { enforced: true } });
    const globex = { 'x-customer-key': 'HMAC-SHA256 customer-globex:playground' };
    expect(codes(await query(APPLY, { input: { ...starter, customerId: 'customer-acme' } }, globex))).toEqual(
      ['AuthCustomerMismatch'],
    );
  });
});
