// The price that a pricing page prints in large figures, and what follows from it.
import type { Environment, Plan } from '../environment.js';
import { chargesOf, currencyOfCharges, pricingTypeOf, type Selection, subTotalOf } from './charges.js';
import { type BillingPeriod, billingPeriodsOf, modelOf } from './price.js';

export interface Headline {
  billingPeriod: BillingPeriod;
  /** With the least units that can be bought. */
  amount: number;
  currency: string;
  /** Whether more than this may have to be paid. */
  additionalChargesMayApply: boolean;
  /** What the price is for one of, if it is for that alone. */
  featureId: string | null;
}

export function headlines(environment: Environment, planId: string, plan: Plan, country: string | null) {
  if (pricingTypeOf(plan) !== 'PAID') return [];
  return billingPeriodsOf(plan.prices).map((billingPeriod): Headline => {
    const charges = chargesOf(environment, leastOf(planId, plan, billingPeriod, country));
    const [first, ...others] = charges;
    const forOne = others.length === 0 && first?.quantity === 1 ? first.price.featureId : undefined;
    return {
      billingPeriod,
      amount: subTotalOf(charges),
      currency: currencyOfCharges(charges),
      additionalChargesMayApply: charges.some(({ price }) => modelOf(price) !== 'FLAT_FEE'),
      featureId: forOne ?? null,
    };
  });
}

/** Which plan is the greater one: free plans first, those by quote last, between them by their price for a month. */
export function rankOf(environment: Environment, planId: string, plan: Plan): number {
  const type = pricingTypeOf(plan);
  if (type !== 'PAID') return type === 'FREE' ? 0 : Number.POSITIVE_INFINITY;
  const monthly = headlines(environment, planId, plan, null).map(({ billingPeriod, amount }) =>
    billingPeriod === 'ANNUALLY' ? amount / 12 : amount,
  );
  return Math.max(...monthly);
}

function leastOf(
  planId: string,
  plan: Plan,
  billingPeriod: BillingPeriod,
  country: string | null,
): Selection {
  const quantities = Object.fromEntries(
    (plan.prices ?? []).flatMap(({ featureId, minUnitQuantity = 1 }) =>
      featureId === undefined ? [] : [[featureId, minUnitQuantity]],
    ),
  );
  return { planId, plan, billingPeriod, country, quantities, addons: {} };
}
