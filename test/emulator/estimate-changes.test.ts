import { describe, expect, it } from 'vitest';
import { estimatingEmulator, growth, NEWER, NOW, seats, UPDATE } from './estimating.js';
import { codes } from './running.js';

const { asked, control, query } = estimatingEmulator();

type Fields = Record<string, unknown>;

describe('estimateSubscriptionUpdate', () => {
  // Acme: 20 seats for 240 and priority support for 49 a month, from the 5th to the 5th, and 10 off for ever.
  const acme = 'subscription-plan-growth-5f1c20';
  const ask = (input: Fields) => asked(UPDATE, { subscriptionId: acme, ...input });

  it.each([
    ['2026-11-05T00:00:00.000Z', -289, 301, 12, 2],
    ['2026-11-20T00:00:00.000Z', -144.5, 150.5, 6, 0],
    ['2026-12-04T23:59:59.999Z', -9.63, 10.03, 0.4, 0],
  ])('at %s', async (now, credit, debit, net, total) => {
    await control('PUT', 'clock', { now });
    // A seat is 12, however many there are: 21 for 252, and the add-on as before.
    await control('PATCH', 'state', {
      plans: {
        'plan-growth': {
          prices: [
            { billingPeriod: 'MONTHLY', billingModel: 'PER_UNIT', featureId: 'feature-seats', amount: 12 },
          ],
        },
      },
    });
    expect(await ask({ billableFeatures: seats(21) })).toMatchObject({
      proration: {
        prorationDate: now,
        credit: { amount: credit },
        debit: { amount: debit },
        netAmount: { amount: net },
        hasProrations: true,
      },
      subTotal: { amount: net },
      total: { amount: total },
      billingPeriodRange: { start: '2026-11-05T00:00:00.000Z', end: '2026-12-05T00:00:00.000Z' },
      subscription: { subTotal: { amount: 301 }, total: { amount: 291 } },
      isPlanDowngrade: false,
    });
  });

  it('takes units under other names, too', async () => {
    const charges = [{ id: 'feature-seats', quantity: 30, type: 'FEATURE' }];
    for (const units of [{ charges }, { unitQuantity: 30 }]) {
      expect(await ask(units)).toMatchObject({ subscription: { subTotal: { amount: 349 } } });
    }
  });

  it('keeps what it is not told of', async () => {
    expect(await ask({})).toMatchObject({
      proration: { netAmount: { amount: 0 } },
      subscription: { subTotal: { amount: 289 } },
    });
    expect(await ask({ addons: [] })).toMatchObject({
      proration: { credit: { amount: -144.5 }, debit: { amount: 120 }, netAmount: { amount: -24.5 } },
      // A credit is not discounted.
      total: { amount: -24.5 },
      subscription: { subTotal: { amount: 240 } },
    });
  });

  it('takes the new promotion code for the one before', async () => {
    expect(await ask({ billableFeatures: seats(30), promotionCode: 'TEAM25' })).toMatchObject({
      subTotal: { amount: 30 },
      discount: { name: 'Team' },
      total: { amount: 22.5 },
    });
  });

  it.each([
    [{ subscriptionId: 'subscription-none' }, 'SubscriptionNotFound'],
    [{ billableFeatures: seats(0) }, 'InvalidQuantity'],
    [{ addons: [{ addonId: 'addon-stigg-1' }] }, 'IncompatibleSubscriptionAddon'],
    [{ promotionCode: 'NONE' }, 'PromotionCodeNotFound'],
  ])('%j: %s', async (wrong, code) => {
    expect(codes(await query(UPDATE, { input: { subscriptionId: acme, ...wrong } }))).toEqual([code]);
  });

  it('of one that has ended is refused', async () => {
    await control('PATCH', 'state', {
      customers: { 'customer-acme': { subscription: { cancellationDate: '2026-11-10T00:00:00.000Z' } } },
    });
    expect(codes(await query(UPDATE, { input: { subscriptionId: acme } }))).toEqual([
      'SubscriptionAlreadyCanceledOrExpired',
    ]);
  });
});

describe('previewSubscription', () => {
  const { skipTrial: _, ...bought } = growth;

  it('of a new subscription', async () => {
    const input = { customerId: 'customer-acme', resourceId: 'workspace-oslo', planId: 'plan-starter' };
    expect(await asked(NEWER, { ...input, billingPeriod: 'ANNUALLY' })).toEqual({
      immediateInvoice: {
        subTotal: { amount: 120, currency: 'USD' },
        total: { amount: 120, currency: 'USD' },
        tax: null,
        discount: null,
        discountDetails: null,
        credits: null,
        proration: {
          credit: { amount: 0, currency: 'USD' },
          debit: { amount: 120, currency: 'USD' },
          netAmount: { amount: 120, currency: 'USD' },
        },
      },
      recurringInvoice: {
        subTotal: { amount: 120, currency: 'USD' },
        total: { amount: 120, currency: 'USD' },
        tax: null,
        discount: null,
        discountDetails: null,
      },
      billingPeriodRange: { start: NOW, end: '2027-11-20T00:00:00.000Z' },
      isPlanDowngrade: false,
      hasScheduledUpdates: false,
    });
  });

  it('finds the subscription that it changes', async () => {
    expect(await asked(NEWER, { ...bought, billableFeatures: seats(30) })).toMatchObject({
      immediateInvoice: {
        proration: { credit: { amount: -144.5 }, debit: { amount: 174.5 }, netAmount: { amount: 30 } },
        discount: { amount: 10 },
        total: { amount: 20 },
      },
      recurringInvoice: { subTotal: { amount: 349 }, discount: { amount: 10 }, total: { amount: 339 } },
      billingPeriodRange: { start: '2026-11-05T00:00:00.000Z' },
      isPlanDowngrade: false,
    });
  });

  it('of a lesser plan, which leaves a credit', async () => {
    const input = { customerId: 'customer-acme', planId: 'plan-starter', billingPeriod: 'MONTHLY' };
    expect(await asked(NEWER, input)).toMatchObject({
      immediateInvoice: {
        proration: { credit: { amount: -144.5 }, debit: { amount: 6 } },
        total: { amount: -138.5 },
      },
      isPlanDowngrade: true,
    });
  });

  it.each([
    ['another billing period', { billingPeriod: 'ANNUALLY' }, 2890, '2027-11-20T00:00:00.000Z'],
    ['a new cycle', { billingCycleAnchor: 'NOW' }, 289, '2026-12-20T00:00:00.000Z'],
  ])('with %s begins a period', async (_name, change, debit, end) => {
    const { billingPeriod: _period, ...input } = { ...bought, billableFeatures: seats(20) };
    expect(await asked(NEWER, { ...input, ...change })).toMatchObject({
      immediateInvoice: { proration: { credit: { amount: -144.5 }, debit: { amount: debit } } },
      billingPeriodRange: { start: NOW, end },
    });
  });

  it('of a trial charges nothing yet', async () => {
    const trial = { ...bought, customerId: 'customer-initech' };
    expect(await asked(NEWER, trial)).toMatchObject({
      immediateInvoice: { total: { amount: 0 }, proration: null },
      recurringInvoice: { total: { amount: 72 } },
      billingPeriodRange: { start: NOW, end: '2026-12-04T00:00:00.000Z' },
    });
    // Umbrella is in one, with 6 seats and 50 more reports.
    const within = { ...trial, customerId: 'customer-umbrella', billableFeatures: seats(10) };
    expect(await asked(NEWER, within)).toMatchObject({
      immediateInvoice: { total: { amount: 0 }, proration: null },
      recurringInvoice: { total: { amount: 140 } },
      billingPeriodRange: { start: '2026-11-16T09:00:00.000Z', end: '2026-11-30T09:00:00.000Z' },
    });
  });

  it('does not change the currency', async () => {
    const input = { ...bought, billingCountryCode: 'DE', addons: [] };
    expect(codes(await query(NEWER, { input }))).toEqual(['PriceNotFound']);
    // Where nothing is paid yet, it may be any.
    const starter = {
      ...input,
      customerId: 'customer-initech',
      planId: 'plan-starter',
      billableFeatures: [],
    };
    expect(codes(await query(NEWER, { input: starter }))).toBeUndefined();
  });

  it('does not schedule', async () => {
    const input = { ...bought, scheduleStrategy: 'END_OF_BILLING_PERIOD' };
    expect(codes(await query(NEWER, { input }))).toEqual(['UnsupportedParameter']);
  });
});
