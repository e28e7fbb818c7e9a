import type { AppliedSubscription, CheckoutState } from '../../src/core/checkout.js';
import { readCustomer } from './customer.js';
import type { ApplySubscriptionMutation, GetCheckoutStateQuery } from './operations.generated.js';
import { readPlan } from './plan.js';
import { readSubscription } from './subscription.js';

export function readCheckoutState({ checkoutState }: GetCheckoutStateQuery): CheckoutState {
  const { resource } = checkoutState;
  const activeSubscription =
    checkoutState.activeSubscription && readSubscription(checkoutState.activeSubscription);
  return {
    ...checkoutState,
    customer: readCustomer(checkoutState.customer, activeSubscription ? [activeSubscription] : []),
    activeSubscription,
    resource: resource && { id: resource.resourceId },
    plan: readPlan(checkoutState.plan),
  };
}

export function readApplied({ applySubscription }: ApplySubscriptionMutation): AppliedSubscription {
  const { subscription } = applySubscription;
  return { subscription: subscription && readSubscription(subscription) };
}
