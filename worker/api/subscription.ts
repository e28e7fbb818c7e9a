import type {
  ScheduledUpdate,
  Subscription,
  SubscriptionPrice,
  SubscriptionSummary,
} from '../../src/core/subscription.js';
import { readSlimCustomer } from './customer.js';
import type {
  FutureUpdateFragment,
  GetActiveSubscriptionsListQuery,
  InvoiceFragment,
  ScheduledUpdateFragment,
  SubscriptionFragment,
} from './operations.generated.js';
import { readAddon, readPlan } from './plan.js';
import { readPrice } from './price.js';
import { time, timeOrNull } from './time.js';

export function readSubscription(subscription: SubscriptionFragment): Subscription {
  const { payingCustomer, latestInvoice } = subscription;
  const prices = (subscription.prices ?? []).flatMap(({ price, usageLimit }) =>
    price ? readPrice(price, usageLimit) : [],
  );
  return {
    id: subscription.subscriptionId,
    billingId: subscription.billingId,
    resourceId: subscription.resource?.resourceId ?? null,
    payingCustomer: payingCustomer && readSlimCustomer(payingCustomer),
    status: subscription.status,
    plan: readPlan(subscription.plan),
    prices,
    price: totalAsPrice(prices[0], subscription),
    totalPrice: subscription.totalPrice,
    pricingType: subscription.pricingType,
    addons: (subscription.addons ?? []).map(({ quantity, addon }) => ({ quantity, addon: readAddon(addon) })),
    startDate: time(subscription.startDate),
    endDate: timeOrNull(subscription.endDate),
    trialEndDate: timeOrNull(subscription.trialEndDate),
    cancellationDate: timeOrNull(subscription.cancellationDate),
    effectiveEndDate: timeOrNull(subscription.effectiveEndDate),
    currentBillingPeriodEnd: timeOrNull(subscription.currentBillingPeriodEnd),
    trialConfiguration: subscription.trialConfiguration,
    paymentCollection: subscription.paymentCollection,
    paymentCollectionMethod: subscription.paymentCollectionMethod,
    latestInvoice: latestInvoice && readInvoice(latestInvoice),
    experimentInfo: subscription.experimentInfo,
    scheduledUpdates: (subscription.scheduledUpdates ?? []).map(readUpdate),
    futureUpdates: subscription.futureUpdates.map(readUpdate),
    metadata: subscription.additionalMetaData,
  };
}

export function readSummaries({
  getActiveSubscriptions: list,
}: GetActiveSubscriptionsListQuery): SubscriptionSummary[] {
  return list.map((summary) => ({
    ...summary,
    startDate: time(summary.startDate),
    currentBillingPeriodEnd: timeOrNull(summary.currentBillingPeriodEnd),
    trialEndDate: timeOrNull(summary.trialEndDate),
    addons: summary.addons ?? [],
  }));
}

function totalAsPrice(
  first: Subscription['prices'][number] | undefined,
  { totalPrice }: SubscriptionFragment,
): SubscriptionPrice | null {
  if (!first) return null;
  const { amount, currency } = totalPrice?.total ?? first;
  return { ...first, amount, currency, grossAmount: totalPrice?.subTotal.amount ?? null };
}

function readInvoice(invoice: InvoiceFragment) {
  return { ...invoice, createdAt: time(invoice.createdAt), updatedAt: time(invoice.updatedAt) };
}

function readUpdate(update: ScheduledUpdateFragment | FutureUpdateFragment): ScheduledUpdate {
  const { targetPackage } = update;
  return {
    ...update,
    scheduledExecutionTime: time(update.scheduledExecutionTime),
    targetPackage: targetPackage && {
      id: targetPackage.refId,
      displayName: targetPackage.displayName,
      pricingType: targetPackage.pricingType,
    },
  };
}
