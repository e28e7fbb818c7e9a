import type { ExperimentInfo, SlimCustomer } from './customer.js';
import type { Money } from './money.js';
import type { Addon, Metadata, Plan } from './plan.js';
import type { Price } from './price.js';

/** The latest invoice of a subscription. */
export interface Invoice {
  readonly billingId: string;
  /** `OPEN`, `PAID` or `CANCELED`. */
  readonly status: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly requiresAction: boolean;
  /** `null` in an answer from the store: it opens a door and is not kept. */
  readonly paymentUrl: string | null;
  /** `null` in an answer from the store, too. */
  readonly paymentSecret: string | null;
  readonly errorMessage: string | null;
}

/** A change that is scheduled, or waits for a payment. */
export interface ScheduledUpdate {
  readonly subscriptionScheduleType: string;
  readonly scheduleStatus: string;
  readonly scheduledExecutionTime: Date;
  readonly targetPackage: {
    readonly id: string;
    readonly displayName: string;
    readonly pricingType: string | null;
  } | null;
  /** What changes, by the kind of schedule. */
  readonly scheduleVariables: Readonly<Record<string, unknown>> | null;
}

/** A subscription with its plan and prices. */
export interface Subscription {
  readonly id: string;
  readonly billingId: string | null;
  readonly resourceId: string | null;
  readonly payingCustomer: SlimCustomer | null;
  /** `ACTIVE`, `IN_TRIAL`, `PAYMENT_PENDING`, `CANCELED`, `EXPIRED`, `NOT_STARTED`. */
  readonly status: string;
  readonly plan: Plan;
  readonly prices: readonly Price[];
  /** The first of `prices`, with the total of the subscription as its amount; `null` without any. */
  readonly price: SubscriptionPrice | null;
  readonly totalPrice: { readonly subTotal: Money; readonly total: Money } | null;
  readonly pricingType: string;
  readonly addons: readonly { readonly quantity: number; readonly addon: Addon }[];
  readonly startDate: Date;
  readonly endDate: Date | null;
  readonly trialEndDate: Date | null;
  readonly cancellationDate: Date | null;
  readonly effectiveEndDate: Date | null;
  readonly currentBillingPeriodEnd: Date | null;
  readonly trialConfiguration: { readonly trialEndBehavior: string } | null;
  /** `NOT_REQUIRED`, `FAILED`, `ACTION_REQUIRED`, `PROCESSING`. */
  readonly paymentCollection: string;
  readonly paymentCollectionMethod: string | null;
  readonly latestInvoice: Invoice | null;
  readonly experimentInfo: ExperimentInfo | null;
  readonly scheduledUpdates: readonly ScheduledUpdate[];
  readonly futureUpdates: readonly ScheduledUpdate[];
  readonly metadata: Metadata;
}

/** A price that a subscription pays. */
export interface SubscriptionPrice extends Price {
  /** Before discounts; `null` where the API tells no total. */
  readonly grossAmount: number | null;
}

/** An element of `getActiveSubscriptionsList()`. */
export interface SubscriptionSummary {
  readonly subscriptionId: string;
  readonly status: string;
  readonly pricingType: string;
  readonly startDate: Date;
  readonly currentBillingPeriodEnd: Date | null;
  readonly trialEndDate: Date | null;
  readonly customer: { readonly customerId: string };
  readonly payingCustomer: { readonly customerId: string } | null;
  readonly resource: { readonly resourceId: string } | null;
  readonly plan: { readonly planId: string; readonly displayName: string };
  readonly addons: readonly {
    readonly quantity: number;
    readonly addon: { readonly addonId: string };
  }[];
  readonly trialConfiguration: { readonly trialEndBehavior: string } | null;
}
