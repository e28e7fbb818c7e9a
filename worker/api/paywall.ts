import type { Paywall } from '../../src/core/paywall.js';
import { readCustomer } from './customer.js';
import type { GetPaywallQuery } from './operations.generated.js';
import { readPlan } from './plan.js';
import { readSubscription } from './subscription.js';

export function readPaywall({ paywall }: GetPaywallQuery): Paywall {
  const { customer, resource } = paywall;
  const activeSubscriptions = paywall.activeSubscriptions?.map(readSubscription) ?? null;
  return {
    plans: (paywall.plans ?? []).map(readPlan),
    currency: paywall.currency,
    configuration: paywall.configuration,
    // Those of a resource are not the customer's own.
    customer: customer && readCustomer(customer, (!resource && activeSubscriptions) || []),
    activeSubscriptions,
    resource: resource && { id: resource.resourceId },
    paywallCalculatedPricePoints: (paywall.paywallCalculatedPricePoints ?? []).map(
      ({ feature, ...point }) => ({
        ...point,
        feature: feature && {
          id: feature.refId,
          displayName: feature.displayName,
          units: feature.featureUnits,
          unitsPlural: feature.featureUnitsPlural,
        },
      }),
    ),
  };
}
