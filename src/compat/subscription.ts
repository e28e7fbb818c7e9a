import type * as own from '../index.js';
import { absent } from './absent.js';
import { toAddon, toPlan, toPrice } from './plan.js';

/** A subscription in the vendor's form. */
export type Subscription = ReturnType<typeof toSubscription>;
/** A subscription in short, in the vendor's form. */
export type SubscriptionSummary = ReturnType<typeof toSummary>;

export function toSubscription(subscription: own.Subscription) {
  const { payingCustomer, price } = subscription;
  return {
    ...absent(
      subscription,
      ...(['billingId', 'resourceId', 'endDate', 'trialEndDate', 'cancellationDate'] as const),
      ...([
        'effectiveEndDate',
        'currentBillingPeriodEnd',
        'paymentCollectionMethod',
        'latestInvoice',
      ] as const),
    ),
    payingCustomer: payingCustomer && absent(payingCustomer, 'name', 'email', 'billingId'),
    plan: toPlan(subscription.plan),
    prices: subscription.prices.map((one) => toPrice(one)),
    price: price && toPrice(price),
    addons: subscription.addons.map(({ quantity, addon }) => ({ quantity, addon: toAddon(addon) })),
    experimentInfo: toExperimentInfo(subscription.experimentInfo),
    scheduledUpdates: subscription.scheduledUpdates.map(toUpdate),
    futureUpdates: subscription.futureUpdates.map(toUpdate),
  };
}

/** The list is passed on as the API sends it. */
export function toSummary(summary: own.SubscriptionSummary) {
  return {
    ...summary,
    startDate: summary.startDate.toISOString(),
    currentBillingPeriodEnd: summary.currentBillingPeriodEnd?.toISOString() ?? null,
    trialEndDate: summary.trialEndDate?.toISOString() ?? null,
  };
}

/** An empty object where there is no experiment. */
export function toExperimentInfo(info: own.ExperimentInfo | null): Partial<own.ExperimentInfo> {
  return info ?? {};
}

/** As the API sends it. */
function toUpdate({ targetPackage, ...update }: own.ScheduledUpdate) {
  const { id: refId, ...target } = targetPackage ?? { id: '' };
  return {
    ...update,
    scheduledExecutionTime: update.scheduledExecutionTime.toISOString(),
    targetPackage: targetPackage && { refId, ...target },
  };
}
