import type * as own from '../index.js';
import { toCustomer } from './customer.js';
import { toPlan } from './plan.js';
import { toSubscription } from './subscription.js';

/** Plans, prices and add-ons, in the vendor's form. */
export type Paywall = ReturnType<typeof toPaywall>;
/** What an embedded checkout needs, in the vendor's form. */
export type CheckoutState = ReturnType<typeof toCheckoutState>;
/** What a purchase gave, in the vendor's form. */
export type AppliedSubscription = ReturnType<typeof toApplied>;

export function toPaywall(paywall: own.Paywall) {
  const { customer, activeSubscriptions } = paywall;
  return {
    ...paywall,
    plans: paywall.plans.map(toPlan),
    customer: customer && toCustomer(customer),
    activeSubscriptions: activeSubscriptions?.map(toSubscription) ?? null,
    // As the API sends them.
    paywallCalculatedPricePoints: paywall.paywallCalculatedPricePoints.map(({ feature, ...point }) => ({
      ...point,
      feature: feature && {
        refId: feature.id,
        displayName: feature.displayName,
        featureUnits: feature.units,
        featureUnitsPlural: feature.unitsPlural,
      },
    })),
  };
}

export function toCheckoutState(state: own.CheckoutState) {
  return {
    ...state,
    customer: toCustomer(state.customer),
    plan: toPlan(state.plan),
    activeSubscription: state.activeSubscription && toSubscription(state.activeSubscription),
  };
}

export function toApplied({ subscription }: own.AppliedSubscription) {
  return subscription ? { subscription: toSubscription(subscription) } : {};
}
