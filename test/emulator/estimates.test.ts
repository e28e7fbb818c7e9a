import { describe, expect, it } from 'vitest';
import { amount, ESTIMATE, estimatingEmulator, growth, NOW, seats, starter } from './estimating.js';
import { codes } from './running.js';

const { asked, control, query } = estimatingEmulator();

type Fields = Record<string, unknown>;

describe('estimateSubscription', () => {
  it('of a flat fee, without anything else', async () => {
    const whole = {
      subTotal: { amount: 12, currency: 'USD' },
      totalExcludingTax: { amount: 12, currency: 'USD' },
      total: { amount: 12, currency: 'USD' },
      discountAmount: null,
      taxDetails: null,
      discount: null,
    };
    expect(await asked(ESTIMATE, starter)).toEqual({
      ...whole,
      tax: null,
      billingPeriodRange: { start: NOW, end: '2026-12-20T00:00:00.000Z' },
      isPlanDowngrade: false,
      hasScheduledUpdates: false,
      minimumSpendAdjustment: { amount: 0, currency: 'USD' },
      credits: null,
      proration: {
        prorationDate: NOW,
        credit: { amount: 0, currency: 'USD' },
        debit: { amount: 12, currency: 'USD' },
        netAmount: { amount: 12, currency: 'USD' },
        hasProrations: false,
      },
      subscription: { ...whole, tax: { amount: 0, currency: 'USD' } },
    });
  });

  it.each([
    [5, 'MONTHLY', 75],
    [6, 'MONTHLY', 72],
    [20, 'MONTHLY', 240],
    [21, 'MONTHLY', 210],
    [6, 'ANNUALLY', 720],
  ])('of %i seats, %s: %i', async (quantity, billingPeriod, expected) => {
    const preview = await asked(ESTIMATE, { ...growth, billingPeriod, billableFeatures: seats(quantity) });
    expect(amount(preview.subTotal)).toBe(expected);
  });

  it('takes units under other names, too', async () => {
    const { billableFeatures: _, ...unnamed } = growth;
    for (const units of [
      { unitQuantity: 6 },
      { charges: [{ id: 'feature-seats', quantity: 6, type: 'FEATURE' }] },
    ]) {
      expect(amount((await asked(ESTIMATE, { ...unnamed, ...units })).subTotal)).toBe(72);
    }
  });

  it('adds add-ons, as many as there are', async () => {
    const addons = [{ addonId: 'addon-extra-reports', quantity: 3 }, { addonId: 'addon-priority-support' }];
    expect(amount((await asked(ESTIMATE, { ...growth, addons })).subTotal)).toBe(72 + 30 + 49);
  });

  it('has the prices of the country', async () => {
    const addons = [{ addonId: 'addon-extra-reports', quantity: 1 }];
    const preview = await asked(ESTIMATE, { ...growth, addons, billingCountryCode: 'DE' });
    expect(preview.subTotal).toEqual({ amount: 6 * 11 + 9, currency: 'EUR' });
    expect((await asked(ESTIMATE, { ...growth, billingCountryCode: 'FR' })).subTotal).toEqual({
      amount: 72,
      currency: 'USD',
    });
  });

  it('starts when it is told to', async () => {
    const preview = await asked(ESTIMATE, { ...starter, startDate: '2027-01-31T12:00:00+02:00' });
    expect(preview.billingPeriodRange).toEqual({
      start: '2027-01-31T10:00:00.000Z',
      end: '2027-02-28T10:00:00.000Z',
    });
  });

  it('charges nothing in a trial, and the price afterwards', async () => {
    const input = { ...growth, customerId: 'customer-initech', skipTrial: false };
    const preview = await asked(ESTIMATE, input);
    expect(preview).toMatchObject({
      subTotal: { amount: 0 },
      total: { amount: 0 },
      billingPeriodRange: { start: NOW, end: '2026-12-04T00:00:00.000Z' },
      proration: null,
      subscription: { total: { amount: 72 } },
    });
    expect(amount((await asked(ESTIMATE, { ...input, skipTrial: true })).total)).toBe(72);
    // One trial of each product: this one is in its trial.
    expect(amount((await asked(ESTIMATE, { ...input, customerId: 'customer-umbrella' })).total)).toBe(72);
    const until = { isTrial: true, trialEndDate: '2026-11-25T00:00:00.000Z' };
    expect(await asked(ESTIMATE, { ...starter, trialOverrideConfiguration: until })).toMatchObject({
      total: { amount: 0 },
      billingPeriodRange: { end: until.trialEndDate },
    });
  });

  it('knows a lesser plan', async () => {
    const free = { customerId: 'customer-acme', planId: 'plan-free' };
    expect(await asked(ESTIMATE, free)).toMatchObject({ isPlanDowngrade: true, subscription: null });
    expect(await asked(ESTIMATE, { ...growth, customerId: 'customer-initech' })).toMatchObject({
      isPlanDowngrade: false,
    });
  });
});

describe('promotion codes', () => {
  const invoices = async (promotionCode: string, input: Fields) => {
    const { discountAmount, total, subscription, discount } = await asked(ESTIMATE, {
      ...input,
      promotionCode,
    });
    return [amount(discountAmount), amount(total), amount((subscription as Fields).total), discount];
  };

  it('once: the first invoice only', async () => {
    expect(await invoices('WELCOME20', starter)).toEqual([
      2.4,
      9.6,
      12,
      {
        name: 'Welcome',
        type: 'PERCENTAGE',
        value: 20,
        durationType: 'ONCE',
        durationInMonths: null,
        start: NOW,
        end: '2026-12-20T00:00:00.000Z',
      },
    ]);
  });

  it('repeating: the invoices of its months', async () => {
    const input = { ...growth, billableFeatures: seats(20) };
    expect(await invoices('TEAM25', input)).toMatchObject([60, 180, 180, { durationInMonths: 6 }]);
    // The next invoice of a year comes after them.
    expect(await invoices('TEAM25', { ...input, billingPeriod: 'ANNUALLY' })).toMatchObject([
      600,
      1800,
      2400,
      {},
    ]);
  });

  it('fixed, forever, in the currency of the prices', async () => {
    expect(await invoices('LOYAL10', growth)).toEqual([
      10,
      62,
      62,
      {
        name: 'Loyal',
        type: 'FIXED',
        value: 10,
        durationType: 'FOREVER',
        durationInMonths: null,
        start: NOW,
        end: null,
      },
    ]);
    expect(await invoices('LOYAL10', { ...growth, billingCountryCode: 'DE' })).toMatchObject([
      9,
      57,
      57,
      { value: 9 },
    ]);
  });

  it.each([
    ['NONE', starter, 'PromotionCodeNotFound'],
    ['constructor', starter, 'PromotionCodeNotFound'],
    ['LAUNCH40', starter, 'PromotionCodeNotActive'],
    ['SUMMER', { ...growth, billableFeatures: seats(20) }, 'PromotionCodeNotActive'],
    ['LOYAL10', starter, 'PromotionCodeNotForCustomer'],
    ['WELCOME20', growth, 'PromotionCodeCustomerNotFirstPurchase'],
    ['FIRST100', starter, 'PromotionCodeMaxRedemptionsReached'],
    ['TEAM25', growth, 'PromotionCodeMinimumAmountNotReached'],
  ])('%s is refused: %3$s', async (promotionCode, input, code) => {
    expect(codes(await query(ESTIMATE, { input: { ...input, promotionCode } }))).toEqual([code]);
    const appliedCoupon = { promotionCode };
    expect(codes(await query(ESTIMATE, { input: { ...input, appliedCoupon } }))).toEqual([code]);
  });

  it('can be switched off, and run out by being redeemed', async () => {
    const input = { ...growth, promotionCode: 'LOYAL10' };
    await control('PATCH', 'state', { promotionCodes: { LOYAL10: { maxRedemptions: 2 } } });
    expect(codes(await query(ESTIMATE, { input }))).toBeUndefined();
    // Acme's own subscription is the first redemption.
    await control('PATCH', 'state', { promotionCodes: { LOYAL10: { maxRedemptions: 1 } } });
    expect(codes(await query(ESTIMATE, { input }))).toEqual(['PromotionCodeMaxRedemptionsReached']);
    await control('PATCH', 'state', { promotionCodes: { LOYAL10: { active: false } } });
    expect(codes(await query(ESTIMATE, { input }))).toEqual(['PromotionCodeNotActive']);
  });

  it('for a first purchase take a trial for none', async () => {
    const input = { ...starter, customerId: 'customer-umbrella', promotionCode: 'WELCOME20' };
    expect(codes(await query(ESTIMATE, { input }))).toBeUndefined();
    await control('PUT', 'clock', { now: '2026-11-30T09:00:00.001Z' });
    expect(codes(await query(ESTIMATE, { input }))).toEqual(['PromotionCodeCustomerNotFirstPurchase']);
  });

  it('are not needed for a coupon that is known by its id', async () => {
    const apply = (couponId: string) =>
      query(ESTIMATE, { input: { ...starter, appliedCoupon: { couponId } } });
    expect((await apply('coupon-welcome')).data).toMatchObject({
      estimateSubscription: { total: { amount: 9.6 } },
    });
    expect(codes(await apply('coupon-none'))).toEqual(['CouponNotFound']);
    expect(codes(await apply('coupon-launch'))).toEqual(['ArchivedCouponCantBeApplied']);
  });
});

describe('tax', () => {
  it('is added to what is left after the discount', async () => {
    const input = { ...starter, promotionCode: 'WELCOME20', billingInformation: { taxPercentage: 17 } };
    expect(await asked(ESTIMATE, input)).toMatchObject({
      subTotal: { amount: 12 },
      totalExcludingTax: { amount: 9.6 },
      tax: { amount: 1.63 },
      total: { amount: 11.23 },
      taxDetails: { displayName: 'Tax', percentage: 17, inclusive: false },
      subscription: { totalExcludingTax: { amount: 12 }, tax: { amount: 2.04 }, total: { amount: 14.04 } },
    });
  });

  it('is part of the price if the rate says so', async () => {
    const input = { ...starter, billingInformation: { taxRateIds: ['tax-vat-de'] } };
    expect(await asked(ESTIMATE, input)).toMatchObject({
      subTotal: { amount: 12 },
      totalExcludingTax: { amount: 10.08 },
      tax: { amount: 1.92 },
      total: { amount: 12 },
      taxDetails: { displayName: 'VAT', percentage: 19, inclusive: true },
    });
  });

  it.each([
    [{ taxPercentage: -1 }, 'BadUserInput'],
    [{ taxPercentage: 101 }, 'BadUserInput'],
    [{ taxRateIds: ['tax-none'] }, 'BadUserInput'],
    [{ taxRateIds: ['tax-vat-de', 'tax-sales-ny'] }, 'UnsupportedParameter'],
  ])('%j is refused: %s', async (billingInformation, code) => {
    expect(codes(await query(ESTIMATE, { input: { ...starter, billingInformation } }))).toEqual([code]);
  });
});
