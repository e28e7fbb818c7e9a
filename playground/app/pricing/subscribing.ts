// A choice as the parameters of the calls that estimate and make it.
import type { ApplySubscriptionParams, EstimateSubscriptionParams } from 'stigg-offline';
import type { Choice } from './choice.js';

/** What a change may name, too. */
export function detailsOf({ quantities, addons, promotionCode }: Choice) {
  return {
    billableFeatures: Object.entries(quantities).map(([featureId, quantity]) => ({ featureId, quantity })),
    addons: Object.entries(addons).map(([addonId, quantity]) => ({ addonId, quantity })),
    ...(promotionCode !== null && { promotionCode }),
  };
}

export function orderOf(choice: Choice): EstimateSubscriptionParams & ApplySubscriptionParams {
  const { plan, billingPeriod, market, resourceId } = choice;
  return {
    planId: plan.id,
    ...detailsOf(choice),
    ...(billingPeriod !== null && { billingPeriod }),
    ...(resourceId !== null && { resourceId }),
    ...(market.country !== null && { billingCountryCode: market.country }),
    ...(market.taxRateId !== null && { billingInformation: { taxRateIds: [market.taxRateId] } }),
  };
}
