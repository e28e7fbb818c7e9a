import { type Environment, own, type Plan, type PricingType } from '../environment.js';
import { DEFAULT_CURRENCY, rounded, sum } from './money.js';
import {
  amountOf,
  type BillingPeriod,
  currencyOf,
  modelOf,
  type Price,
  pricesIn,
  unitPrices,
} from './price.js';
import { Refusal } from './refusal.js';

/** What is subscribed to, as far as it makes the price. */
export interface Selection {
  planId: string;
  plan: Plan;
  /** Null for plans without a price. */
  billingPeriod: BillingPeriod | null;
  country: string | null;
  /** Units by feature id. */
  quantities: Record<string, number>;
  /** By add-on id. */
  addons: Record<string, number>;
}

export interface Charge {
  /** Null: of the plan. */
  addonId: string | null;
  price: Price;
  quantity: number;
  /** 0 for what is charged by use: that is known afterwards. */
  amount: number;
}

export function pricingTypeOf({
  pricingType,
  prices = [],
}: Pick<Plan, 'pricingType' | 'prices'>): PricingType {
  return pricingType ?? (prices.length > 0 ? 'PAID' : 'FREE');
}

/** The plan's charges, then those of the add-ons that it can have. */
export function chargesOf({ addons: sold }: Environment, selection: Selection): Charge[] {
  const { plan, billingPeriod, country, quantities, addons } = selection;
  if (pricingTypeOf(plan) !== 'PAID') return [];
  const inForce = (prices: readonly Price[] = []) =>
    pricesIn(prices, country).filter((price) => price.billingPeriod === billingPeriod);
  const planned = inForce(plan.prices).map((price): Charge => {
    const quantity = modelOf(price) === 'PER_UNIT' ? (own(quantities, price.featureId) ?? 0) : 1;
    return { addonId: null, price, quantity, amount: upfront(price, quantity) };
  });
  const extra = Object.entries(addons).flatMap(([addonId, quantity]) => {
    if (!plan.addons?.includes(addonId)) return [];
    return inForce(own(sold, addonId)?.prices).map((price): Charge => {
      return { addonId, price, quantity, amount: rounded(upfront(price, 1) * quantity) };
    });
  });
  return [...planned, ...extra];
}

/** The units of what is sold by the unit. Unless told, as many as the plan gives: the limit is what is paid for. */
export function unitsOf(plan: Plan, told: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    unitPrices(plan.prices).map(({ featureId = '', minUnitQuantity = 1 }) => {
      const given = own(plan.entitlements, featureId)?.usageLimit ?? minUnitQuantity;
      return [featureId, own(told, featureId) ?? given];
    }),
  );
}

/** @throws {Refusal} PriceNotFound: an add-on is not sold in the currency of the plan */
export function currencyOfCharges(charges: readonly Charge[]): string {
  const [first] = charges;
  if (!first) return DEFAULT_CURRENCY;
  const currency = currencyOf(first.price);
  const other = charges.find(({ price }) => currencyOf(price) !== currency);
  if (other) throw new Refusal('PriceNotFound', `${other.addonId} has no price in ${currency}`);
  return currency;
}

export function subTotalOf(charges: readonly Charge[]): number {
  return sum(charges.map(({ amount }) => amount));
}

function upfront(price: Price, quantity: number): number {
  return modelOf(price) === 'USAGE_BASED' ? 0 : amountOf(price, quantity);
}
