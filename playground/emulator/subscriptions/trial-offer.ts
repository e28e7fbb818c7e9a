import { pricingTypeOf } from '../billing/charges.js';
import type { Order } from '../billing/order.js';
import type { Environment, TrialEndBehavior } from '../environment.js';
import { timeOf } from '../moment.js';
import { isEligibleForTrial, trialEnd } from './trial.js';

export interface TrialInput {
  skipTrial?: boolean | null;
  trialEndDate?: unknown;
  trialOverrideConfiguration?: {
    isTrial: boolean;
    trialEndBehavior?: TrialEndBehavior | null;
    trialEndDate?: unknown;
  } | null;
}

export interface TrialOffer {
  end: Date;
  behavior: TrialEndBehavior;
}

/** The trial that a new subscription begins with: what the request says of it, else what the plan says. */
export function trialFor(
  environment: Environment,
  { customerId, selection: { plan } }: Order,
  { skipTrial, trialEndDate, trialOverrideConfiguration: override }: TrialInput,
  start: Date,
): TrialOffer | null {
  if (skipTrial || override?.isTrial === false || pricingTypeOf(plan) !== 'PAID') return null;
  const { trial } = plan;
  const asked = override?.trialEndDate ?? trialEndDate;
  if (asked == null && !(trial && isEligibleForTrial(environment, customerId, plan.productId, start)))
    return null;
  const end = asked == null ? trial && trialEnd(trial, start) : timeOf(asked, 'trialEndDate');
  const behavior = override?.trialEndBehavior ?? trial?.endBehavior ?? 'CONVERT_TO_PAID';
  return end && end > start ? { end, behavior } : null;
}
