// What a request asks to subscribe to, checked against what is sold.
import { type Environment, own, type Plan } from '../environment.js';
import { chargesOf, currencyOfCharges, pricingTypeOf, type Selection, subTotalOf } from './charges.js';
import { type CouponUse, couponStatus, type Discount } from './coupon.js';
import { type BillingPeriod, billingPeriodsOf, pricesIn, unitPrices } from './price.js';
import { redeemed } from './promotion-code.js';
import { Refusal } from './refusal.js';
import type { TaxRate } from './tax.js';

type Given<T> = T | null | undefined;

/** What estimates, previews and purchases have alike. */
export interface OrderInput {
  customerId: string;
  resourceId?: Given<string>;
  planId: string;
  billingPeriod?: Given<BillingPeriod>;
  billableFeatures?: Given<{ featureId: string; quantity: number }[]>;
  charges?: Given<{ id: string; quantity: number; type: 'FEATURE' | 'CREDIT' }[]>;
  /** Of the only feature that is sold by the unit. */
  unitQuantity?: Given<number>;
  addons?: Given<{ addonId: string; quantity?: Given<number> }[]>;
  promotionCode?: Given<string>;
  appliedCoupon?: Given<{
    couponId?: Given<string>;
    promotionCode?: Given<string>;
    [other: string]: unknown;
  }>;
  billingCountryCode?: Given<string>;
  billingInformation?: Given<{ taxPercentage?: Given<number>; taxRateIds?: Given<string[]> }>;
}

export interface Order {
  customerId: string;
  resourceId: string | null;
  selection: Selection;
  /** Null: none is asked for. */
  coupon: CouponUse | null;
  discount: Discount | null;
  taxRate: TaxRate | null;
}

/** @throws {Refusal} something that is not sold, not compatible or not enough */
export function orderOf(environment: Environment, input: OrderInput, now: Date): Order {
  const { customerId, planId, resourceId = null, billingCountryCode: country = null } = input;
  const plan = own(environment.plans, planId);
  if (!plan) throw new Refusal('PlanNotFound', `plan ${planId} not found`);
  const selection: Selection = {
    planId,
    plan,
    billingPeriod: billingPeriodOf(plan, planId, input.billingPeriod ?? null),
    country,
    quantities: quantitiesOf(environment, plan, input),
    addons: addonsOf(environment, plan, input.addons ?? []),
  };
  requireUnits(selection);
  requireAddonPrices(environment, selection);
  const charges = chargesOf(environment, selection);
  const purchase = { customerId, subTotal: subTotalOf(charges), currency: currencyOfCharges(charges), now };
  const code = input.promotionCode ?? input.appliedCoupon?.promotionCode;
  const coupon = code
    ? redeemed(environment, code, purchase)
    : couponOf(environment, input.appliedCoupon, now);
  const applied = own(environment.coupons, coupon?.couponId);
  return {
    customerId,
    resourceId,
    selection,
    coupon,
    discount: coupon && applied ? { couponId: coupon.couponId, coupon: applied, start: now } : null,
    taxRate: taxRateOf(environment, input.billingInformation ?? {}),
  };
}

function billingPeriodOf(plan: Plan, planId: string, asked: BillingPeriod | null): BillingPeriod | null {
  if (pricingTypeOf(plan) !== 'PAID') return null;
  const offered = billingPeriodsOf(plan.prices);
  const only = offered.length === 1 ? (offered[0] ?? null) : null;
  const period = asked ?? only;
  if (period === null) throw new Refusal('BillingPeriodMissingError', `${planId} needs a billing period`);
  if (!offered.includes(period)) throw new Refusal('PriceNotFound', `${planId} has no ${period} price`);
  return period;
}

function quantitiesOf({ features }: Environment, plan: Plan, input: OrderInput): Record<string, number> {
  const { billableFeatures, charges, unitQuantity } = input;
  const soldByUnit = [...new Set(unitPrices(plan.prices).flatMap(({ featureId }) => featureId ?? []))];
  if (charges?.some(({ type }) => type !== 'FEATURE')) {
    throw new Refusal('UnsupportedParameter', 'This emulator sells no credits');
  }
  const [only] = soldByUnit;
  const asked = [
    ...(unitQuantity != null && only !== undefined ? [{ featureId: only, quantity: unitQuantity }] : []),
    ...(charges ?? []).map(({ id, quantity }) => ({ featureId: id, quantity })),
    ...(billableFeatures ?? []),
  ];
  for (const { featureId } of asked) {
    if (!own(features, featureId)) throw new Refusal('FeatureNotFound', `feature ${featureId} not found`);
    if (!soldByUnit.includes(featureId)) {
      throw new Refusal('BadUserInput', `feature ${featureId} is not sold by the unit in ${input.planId}`);
    }
  }
  return Object.fromEntries(asked.map(({ featureId, quantity }) => [featureId, quantity]));
}

/** Each feature that is sold by the unit needs a quantity that can be bought. */
function requireUnits({ plan, planId, billingPeriod, country, quantities }: Selection): void {
  for (const price of unitPrices(pricesIn(plan.prices ?? [], country))) {
    if (price.billingPeriod !== billingPeriod) continue;
    const { featureId = '', minUnitQuantity = 1, maxUnitQuantity = Number.POSITIVE_INFINITY } = price;
    const quantity = own(quantities, featureId);
    if (quantity === undefined)
      throw new Refusal('InvalidQuantity', `${planId} needs a quantity of ${featureId}`);
    if (!Number.isInteger(quantity) || quantity < minUnitQuantity || quantity > maxUnitQuantity) {
      throw new Refusal('InvalidQuantity', `${quantity} of ${featureId} cannot be bought`);
    }
  }
}

function addonsOf(
  { addons: sold }: Environment,
  plan: Plan,
  asked: { addonId: string; quantity?: Given<number> }[],
): Record<string, number> {
  const ids = asked.map(({ addonId }) => addonId);
  const chosen = asked.map(({ addonId, quantity }): [string, number] => {
    const addon = own(sold, addonId);
    if (!addon) throw new Refusal('AddonNotFound', `add-on ${addonId} not found`);
    if (!plan.addons?.includes(addonId)) {
      throw new Refusal('IncompatibleSubscriptionAddon', `${addonId} is no add-on of ${plan.displayName}`);
    }
    if (ids.filter((id) => id === addonId).length > 1) {
      throw new Refusal('DuplicateAddonProvisionedError', `${addonId} is there twice`);
    }
    const many = quantity ?? 1;
    if (many < 1) throw new Refusal('InvalidQuantity', `${many} of ${addonId} cannot be bought`);
    if (addon.maxQuantity !== undefined && many > addon.maxQuantity) {
      throw new Refusal('AddonQuantityExceedsLimitError', `at most ${addon.maxQuantity} of ${addonId}`);
    }
    const missing = addon.dependencies?.find((id) => !ids.includes(id));
    if (missing !== undefined)
      throw new Refusal('AddonDependencyMissingError', `${addonId} needs ${missing}`);
    return [addonId, many];
  });
  return Object.fromEntries(chosen);
}

/** An add-on without a price for the period cannot be on the bill of that period. */
function requireAddonPrices({ addons: sold }: Environment, { billingPeriod, addons }: Selection): void {
  for (const addonId of Object.keys(addons)) {
    const { prices = [] } = own(sold, addonId) ?? {};
    if (prices.length > 0 && !prices.some((price) => price.billingPeriod === billingPeriod)) {
      throw new Refusal('PriceNotFound', `${addonId} has no ${billingPeriod} price`);
    }
  }
}

function couponOf(
  { coupons }: Environment,
  applied: OrderInput['appliedCoupon'],
  now: Date,
): CouponUse | null {
  if (!applied) return null;
  const { couponId } = applied;
  if (couponId == null) {
    throw new Refusal(
      'UnsupportedParameter',
      'This emulator applies coupons and promotion codes that it knows',
    );
  }
  const coupon = own(coupons, couponId);
  if (!coupon) throw new Refusal('CouponNotFound', `coupon ${couponId} not found`);
  if (couponStatus(coupon) !== 'ACTIVE') {
    throw new Refusal('ArchivedCouponCantBeApplied', `coupon ${couponId} is archived`);
  }
  return { couponId, startDate: now.toISOString() };
}

/** A percentage is a rate on top of the price; one that prices contain has to be known by its id. */
function taxRateOf(
  { taxRates }: Environment,
  { taxPercentage, taxRateIds }: NonNullable<OrderInput['billingInformation']>,
): TaxRate | null {
  const [id, ...others] = taxRateIds ?? [];
  if (others.length > 0) throw new Refusal('UnsupportedParameter', 'This emulator takes one tax rate');
  if (id !== undefined) {
    const rate = own(taxRates, id);
    if (!rate) throw new Refusal('BadUserInput', `tax rate ${id} not found`);
    return rate;
  }
  if (taxPercentage == null) return null;
  if (!(taxPercentage >= 0 && taxPercentage <= 100)) {
    throw new Refusal('BadUserInput', 'taxPercentage must be from 0 to 100');
  }
  return { displayName: 'Tax', percentage: taxPercentage, inclusive: false };
}
