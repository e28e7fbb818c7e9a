// Prices of plans, add-ons and subscriptions. In all results of the API, words unknown to this client pass through,
// so the types name no closed sets.
import type { Money } from './money.js';

/** One step of a tiered price. */
export interface PriceTier {
  /** The last unit of this tier; `null` for the last tier. */
  readonly upTo: number | null;
  readonly unitPrice: Money | null;
  readonly flatPrice: Money | null;
}

/** A price of a plan or an add-on. */
export interface Price {
  /** `FLAT_FEE`, `PER_UNIT`, `USAGE_BASED` ... */
  readonly pricingModel: string;
  /** `MONTHLY` or `ANNUALLY`. */
  readonly billingPeriod: string;
  /** `RECURRING` or `ONE_OFF`. */
  readonly billingCadence: string;
  readonly billingId: string | null;
  /** In full units; `null` where the tiers say what it costs. */
  readonly amount: number | null;
  /** Of the amount or of the tiers; `null` where neither costs anything. */
  readonly currency: string | null;
  readonly tiersMode: string | null;
  readonly tiers: readonly PriceTier[] | null;
  readonly isTieredPrice: boolean;
  readonly minUnitQuantity: number | null;
  readonly maxUnitQuantity: number | null;
  readonly billingCountryCode: string | null;
  readonly blockSize: number | null;
  /** Of what the price is charged, where it is charged by unit. */
  readonly feature: PricedFeature | null;
}

/** The feature that a price is for, where it is sold by the unit. */
export interface PricedFeature {
  readonly featureId: string;
  readonly displayName: string;
  readonly units: string | null;
  readonly unitsPlural: string | null;
  /** How many units are subscribed to; `null` outside of subscriptions. */
  readonly unitQuantity: number | null;
}
