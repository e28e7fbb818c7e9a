// What a subscription would cost.
import type { Money } from './money.js';

/** A tax of an estimate. */
export interface TaxDetails {
  readonly displayName: string;
  /** Whether the prices contain the tax. */
  readonly inclusive: boolean;
  /** Out of 100. */
  readonly percentage: number;
}

/** A reduction of an estimate. */
export interface Discount {
  readonly name: string | null;
  /** `PERCENTAGE` or `FIXED`. */
  readonly type: string;
  /** Out of 100, or in full units of the currency. */
  readonly value: number;
  /** `ONCE`, `REPEATING` or `FOREVER`. */
  readonly durationType: string;
  readonly durationInMonths: number | null;
}

/** What a change in the middle of a period gives back and takes. */
export interface Proration {
  readonly prorationDate: Date;
  /** Refunded with the next invoice: zero or less. */
  readonly credit: Money;
  readonly debit: Money;
  /** The sum of both. */
  readonly netAmount: Money;
  readonly hasProrations: boolean | null;
}

/** Credits before, in and after an estimate. */
export interface Credits {
  readonly initial: Money;
  readonly used: Money;
  readonly remaining: Money;
}

/** A span of time. */
export interface DateRange {
  readonly start: Date | null;
  readonly end: Date | null;
}

interface Totals {
  /** Before discounts and exclusive tax. */
  readonly subTotal: Money;
  /** After discounts, before tax. */
  readonly totalExcludingTax: Money;
  /** After discounts and taxes. */
  readonly total: Money;
  readonly tax: Money | null;
  readonly taxDetails: TaxDetails | null;
}

/** What a whole period costs, not prorated. */
export interface RecurringPrice extends Totals {
  readonly discountAmount: Money | null;
  readonly discount: Discount | null;
}

/** What `estimateSubscription` and `estimateSubscriptionUpdate` give. */
export interface SubscriptionEstimate extends RecurringPrice {
  readonly billingPeriodRange: DateRange;
  readonly proration: Proration | null;
  readonly subscription: RecurringPrice | null;
  readonly credits: Credits | null;
  readonly isPlanDowngrade: boolean | null;
  readonly hasScheduledUpdates: boolean | null;
}

/** The invoice that would be due now. */
export interface PreviewedInvoice extends Totals {
  readonly discount: Money | null;
  readonly discountDetails: Discount | null;
}

/** What `previewSubscription` gives. */
export interface SubscriptionPreview {
  readonly immediateInvoice: PreviewedInvoice & {
    readonly proration: Proration | null;
    readonly credits: Credits | null;
  };
  readonly recurringInvoice: PreviewedInvoice | null;
  readonly billingPeriodRange: DateRange;
  readonly isPlanDowngrade: boolean | null;
  readonly hasScheduledUpdates: boolean | null;
}
