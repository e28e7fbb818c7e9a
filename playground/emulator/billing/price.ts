import { DEFAULT_CURRENCY, rounded } from './money.js';
import { type Tier, type TiersMode, tieredAmount } from './tiers.js';

export type BillingPeriod = 'MONTHLY' | 'ANNUALLY';
export const BILLING_PERIODS = ['MONTHLY', 'ANNUALLY'] as const;

/** One charge of a plan or add-on, for one billing period. */
export interface Price {
  billingPeriod: BillingPeriod;
  /** Default FLAT_FEE. USAGE_BASED is charged afterwards, for what was used. */
  billingModel?: 'FLAT_FEE' | 'PER_UNIT' | 'USAGE_BASED';
  /** What is counted. Not for FLAT_FEE. */
  featureId?: string;
  /** Default USD. */
  currency?: string;
  /** For the whole, for a unit, or for a block of units. Absent with tiers. */
  amount?: number;
  tiersMode?: TiersMode;
  tiers?: Tier[];
  /** Units are sold in blocks of this many. */
  blockSize?: number;
  minUnitQuantity?: number;
  maxUnitQuantity?: number;
  /** Only for bills to this country. Absent: for all that have no price of their own. */
  billingCountryCode?: string;
}

export const currencyOf = ({ currency = DEFAULT_CURRENCY }: Price): string => currency;

export const modelOf = ({ billingModel = 'FLAT_FEE' }: Price) => billingModel;

/** What a charge comes to. The quantity says nothing for a flat fee. */
export function amountOf(price: Price, quantity: number): number {
  const { amount = 0, tiers, tiersMode = 'VOLUME', blockSize = 1 } = price;
  if (modelOf(price) === 'FLAT_FEE') return rounded(amount);
  if (tiers) return rounded(tieredAmount(tiers, tiersMode, quantity));
  return rounded(amount * Math.ceil(quantity / blockSize));
}

/** The prices in force in a country: its own, and for what it has none of the others. */
export function pricesIn(prices: readonly Price[], country: string | null): Price[] {
  const charge = (price: Price) => [price.billingPeriod, modelOf(price), price.featureId].join(' ');
  const local = prices.filter(({ billingCountryCode }) => country !== null && billingCountryCode === country);
  const covered = new Set(local.map(charge));
  return prices.filter((price) => {
    return price.billingCountryCode === undefined ? !covered.has(charge(price)) : local.includes(price);
  });
}

/** The billing periods that there is a price for, months first. */
export function billingPeriodsOf(prices: readonly Price[] = []): BillingPeriod[] {
  return BILLING_PERIODS.filter((period) => prices.some(({ billingPeriod }) => billingPeriod === period));
}

export function unitPrices(prices: readonly Price[] = []): Price[] {
  return prices.filter((price) => modelOf(price) === 'PER_UNIT');
}
