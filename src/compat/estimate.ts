import type * as own from '../index.js';
import { absent } from './absent.js';

/** What a subscription would cost, in the vendor's form. */
export type SubscriptionEstimate = ReturnType<typeof toEstimate>;
/** What is due now, and what recurs, in the vendor's form. */
export type SubscriptionPreview = ReturnType<typeof toPreview>;

export function toEstimate({ subscription, ...estimate }: own.SubscriptionEstimate) {
  return {
    ...absent(toRecurring(estimate), 'proration', 'credits'),
    ...(subscription && { subscription: toRecurring(subscription) }),
    ...flagsOf(estimate),
  };
}

export function toPreview({ recurringInvoice, ...preview }: own.SubscriptionPreview) {
  return {
    ...preview,
    immediateInvoice: absent(toInvoice(preview.immediateInvoice), 'proration', 'credits'),
    ...(recurringInvoice && { recurringInvoice: toInvoice(recurringInvoice) }),
    ...flagsOf(preview),
  };
}

function toRecurring<T extends own.RecurringPrice>(price: T) {
  const { discount } = price;
  return {
    ...absent(price, 'discountAmount', 'tax', 'taxDetails', 'discount'),
    ...(discount && { discount: absent(discount, 'durationInMonths') }),
  };
}

function toInvoice<T extends own.PreviewedInvoice>(invoice: T) {
  const { discountDetails } = invoice;
  return {
    ...absent(invoice, 'discount', 'tax', 'taxDetails', 'discountDetails'),
    ...(discountDetails && { discountDetails: absent(discountDetails, 'durationInMonths') }),
  };
}

function flagsOf({ isPlanDowngrade, hasScheduledUpdates }: Flags) {
  return { isPlanDowngrade: !!isPlanDowngrade, hasScheduledUpdates: !!hasScheduledUpdates };
}

type Flags = Pick<own.SubscriptionEstimate, 'isPlanDowngrade' | 'hasScheduledUpdates'>;
