import { monthsAfter } from '../billing/billing-period.js';
import { type Environment, own, type Trial } from '../environment.js';
import { subscriptionsOf } from './held.js';

const DAY = 86_400_000;

/** One trial for each product. */
export function isEligibleForTrial(
  environment: Environment,
  customerId: string,
  productId: string,
  now: Date,
): boolean {
  return [...trialedPlans(environment, customerId, now)].every(
    (planId) => own(environment.plans, planId)?.productId !== productId,
  );
}

export function hasTrial({ plans }: Environment, productId: string): boolean {
  return Object.values(plans).some((plan) => plan.trial && plan.productId === productId);
}

export function trialedPlans(environment: Environment, customerId: string, now: Date): Set<string> {
  const tried = subscriptionsOf(environment, customerId, now).filter(
    ({ details }) => details.trialEndDate !== undefined,
  );
  const told = own(environment.customers, customerId)?.trialedPlans ?? [];
  return new Set([...told, ...tried.map(({ selection }) => selection.planId)]);
}

export function trialEnd({ duration, units }: Trial, start: Date): Date {
  return units === 'MONTH' ? monthsAfter(start, duration) : new Date(start.getTime() + duration * DAY);
}

/** Days that are left, the present one included. */
export function trialRemainingDays(end: Date, now: Date): number {
  return Math.max(0, Math.ceil((end.getTime() - now.getTime()) / DAY));
}
