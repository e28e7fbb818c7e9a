import { describe, expect, it } from 'vitest';
import { ESTIMATE, estimatingEmulator, growth, seats, starter } from './estimating.js';
import { codes } from './running.js';

const { control, query } = estimatingEmulator();

type Fields = Record<string, unknown>;

describe('what cannot be bought', () => {
  const addon = (addonId: string, quantity = 1) => ({ addonId, quantity });
  it.each([
    ['nobody', { customerId: 'nobody' }, 'CustomerNotFound'],
    ['an archived customer', { customerId: 'customer-hooli' }, 'EntityIsArchivedError'],
    ['an unknown payer', { payingCustomerId: 'nobody' }, 'CustomerNotFound'],
    ['an unknown plan', { planId: 'plan-none' }, 'PlanNotFound'],
    ['no billing period', { billingPeriod: null }, 'BillingPeriodMissingError'],
    ['an unknown feature', { billableFeatures: [{ featureId: 'none', quantity: 1 }] }, 'FeatureNotFound'],
    [
      'a feature that is not sold',
      { billableFeatures: [{ featureId: 'feature-sso', quantity: 1 }] },
      'BadUserInput',
    ],
    ['no quantity', { billableFeatures: [] }, 'InvalidQuantity'],
    ['less than the least', { billableFeatures: seats(1) }, 'InvalidQuantity'],
    ['half a seat', { billableFeatures: seats(2.5) }, 'InvalidQuantity'],
    ['credits', { charges: [{ id: 'c', quantity: 1, type: 'CREDIT' }] }, 'UnsupportedParameter'],
    ['an unknown add-on', { addons: [addon('addon-none')] }, 'AddonNotFound'],
    ['an add-on of another plan', { addons: [addon('addon-stigg-1')] }, 'IncompatibleSubscriptionAddon'],
    ['no add-ons', { addons: [addon('addon-extra-reports', 0)] }, 'InvalidQuantity'],
    ['too many add-ons', { addons: [addon('addon-extra-reports', 11)] }, 'AddonQuantityExceedsLimitError'],
    ['half of two add-ons', { addons: [addon('addon-single-sign-on')] }, 'AddonDependencyMissingError'],
    [
      'an add-on twice',
      { addons: [addon('addon-extra-reports'), addon('addon-extra-reports')] },
      'DuplicateAddonProvisionedError',
    ],
    ['no date', { startDate: 'soon' }, 'BadUserInput'],
    ['a discount of the moment', { appliedCoupon: { discount: { percentOff: 5 } } }, 'UnsupportedParameter'],
  ])('%s', async (_name, wrong, code) => {
    expect(codes(await query(ESTIMATE, { input: { ...growth, ...wrong } }))).toEqual([code]);
  });

  it('what has no price for the period', async () => {
    await control('PATCH', 'state', {
      plans: { 'plan-starter': { prices: [{ billingPeriod: 'MONTHLY', amount: 12 }] } },
      addons: { 'addon-extra-reports': { prices: [{ billingPeriod: 'ANNUALLY', amount: 100 }] } },
    });
    const ask = async (input: Fields) => codes(await query(ESTIMATE, { input: { ...starter, ...input } }));
    expect(await ask({ billingPeriod: 'ANNUALLY' })).toEqual(['PriceNotFound']);
    expect(await ask({ addons: [addon('addon-extra-reports')] })).toEqual(['PriceNotFound']);
    // One period to choose from needs no choice.
    expect(await ask({ billingPeriod: null })).toBeUndefined();
  });

  it('more than the most', async () => {
    const price = {
      billingPeriod: 'MONTHLY',
      billingModel: 'PER_UNIT',
      featureId: 'feature-seats',
      amount: 9,
    };
    const prices = [{ ...price, maxUnitQuantity: 6 }];
    await control('PATCH', 'state', { plans: { 'plan-growth': { prices } } });
    const ask = async (quantity: number) =>
      codes(await query(ESTIMATE, { input: { ...growth, billableFeatures: seats(quantity) } }));
    expect(await ask(6)).toBeUndefined();
    expect(await ask(7)).toEqual(['InvalidQuantity']);
  });

  it('an add-on that is not sold in the currency of the plan', async () => {
    const prices = [{ billingPeriod: 'MONTHLY', amount: 10 }];
    await control('PATCH', 'state', { addons: { 'addon-extra-reports': { prices } } });
    const input = { ...growth, billingCountryCode: 'DE', addons: [addon('addon-extra-reports')] };
    expect(codes(await query(ESTIMATE, { input }))).toEqual(['PriceNotFound']);
  });

  it('variables that the schema does not take', async () => {
    for (const input of [{}, { ...starter, customerId: 3 }, { ...starter, billingPeriod: 'WEEKLY' }]) {
      expect(new Set(codes(await query(ESTIMATE, { input })))).toEqual(new Set(['BadUserInput']));
    }
  });
});
