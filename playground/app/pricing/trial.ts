import type { Paywall, Plan, Subscription } from 'stigg-offline';

/** How long a customer may try a plan, in words; empty where there is no trial to be had. */
export function trialOf({ customer }: Paywall, plan: Plan, present: Subscription | null): string {
  const { defaultTrialConfig: trial, product } = plan;
  if (!trial || plan.pricingType !== 'PAID' || present?.pricingType === 'PAID') return '';
  const told = customer?.eligibleForTrial.find(({ productId }) => productId === product.id);
  if (told && !told.eligible) return '';
  const unit = trial.units === 'DAY' ? 'day' : 'month';
  return `${trial.duration} ${trial.duration === 1 ? unit : `${unit}s`}`;
}
