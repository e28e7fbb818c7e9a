import type { DateRange, SubscriptionEstimate, SubscriptionPreview } from '../../src/core/estimate.js';
import type {
  EstimateFragment,
  PreviewSubscriptionMutation,
  ProrationFragment,
} from './operations.generated.js';
import { time, timeOrNull } from './time.js';

export function readEstimate(estimate: EstimateFragment): SubscriptionEstimate {
  return {
    ...estimate,
    billingPeriodRange: readRange(estimate.billingPeriodRange),
    proration: readProration(estimate.proration),
  };
}

export function readPreview({
  previewSubscription: preview,
}: PreviewSubscriptionMutation): SubscriptionPreview {
  const { immediateInvoice } = preview;
  return {
    ...preview,
    immediateInvoice: { ...immediateInvoice, proration: readProration(immediateInvoice.proration) },
    billingPeriodRange: readRange(preview.billingPeriodRange),
  };
}

function readProration(proration: ProrationFragment | null) {
  return proration && { ...proration, prorationDate: time(proration.prorationDate) };
}

function readRange({ start, end }: EstimateFragment['billingPeriodRange']): DateRange {
  return { start: timeOrNull(start), end: timeOrNull(end) };
}
