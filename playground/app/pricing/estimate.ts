// What a choice costs, as the API reckons it: due now, and each period after that.
import type {
  DateRange,
  Discount,
  Money,
  Proration,
  StiggClient,
  SubscriptionEstimate,
  SubscriptionPreview,
  TaxDetails,
} from 'stigg-offline';
import { type Choice, isChange } from './choice.js';
import { detailsOf, orderOf } from './subscribing.js';

export interface Bill {
  readonly subTotal: Money;
  readonly discount: Money | null;
  readonly discountDetails: Discount | null;
  readonly tax: Money | null;
  readonly taxDetails: TaxDetails | null;
  readonly total: Money;
}

export interface Estimate {
  readonly now: Bill;
  /** `null`: nothing recurs. */
  readonly later: Bill | null;
  readonly proration: Proration | null;
  readonly period: DateRange;
  readonly isDowngrade: boolean;
}

/** @throws StiggError */
export async function estimate(client: StiggClient, choice: Choice, signal: AbortSignal): Promise<Estimate> {
  const { present } = choice;
  if (present && isChange(choice)) {
    const params = { subscriptionId: present.id, ...detailsOf(choice), signal };
    return ofEstimate(await client.estimateSubscriptionUpdate(params));
  }
  // That call knows changes within a plan only; this one, changes from a plan that is paid for to another.
  if (present?.pricingType === 'PAID') {
    return ofPreview(await client.previewSubscription({ ...orderOf(choice), signal }));
  }
  return ofEstimate(await client.estimateSubscription({ ...orderOf(choice), signal }));
}

function ofEstimate(result: SubscriptionEstimate): Estimate {
  const { subscription, proration, billingPeriodRange, isPlanDowngrade } = result;
  const bill = (one: SubscriptionEstimate | NonNullable<typeof subscription>): Bill => ({
    ...one,
    discount: one.discountAmount,
    discountDetails: one.discount,
  });
  return {
    now: bill(result),
    later: subscription && bill(subscription),
    proration,
    period: billingPeriodRange,
    isDowngrade: isPlanDowngrade === true,
  };
}

function ofPreview(result: SubscriptionPreview): Estimate {
  const { immediateInvoice, recurringInvoice, billingPeriodRange, isPlanDowngrade } = result;
  return {
    now: immediateInvoice,
    later: recurringInvoice,
    proration: immediateInvoice.proration,
    period: billingPeriodRange,
    isDowngrade: isPlanDowngrade === true,
  };
}
