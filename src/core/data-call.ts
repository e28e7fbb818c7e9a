// The calls that ask the API for data: what each takes and gives. Page and engine share this table of types; the
// engine has the operations behind it.
import type { AppliedSubscription, CheckoutState } from './checkout.js';
import type { Coupon } from './coupon.js';
import type { Customer } from './customer.js';
import type { CustomerPortal } from './customer-portal.js';
import type { SubscriptionEstimate, SubscriptionPreview } from './estimate.js';
import type { FeatureId } from './features.js';
import type { Paywall } from './paywall.js';
import type { Subscription, SubscriptionSummary } from './subscription.js';
import type { UsageHistory } from './usage-history.js';

/** What `getPaywall` takes. */
export interface PaywallParams {
  /** Plans of this product only. */
  readonly productId?: string;
  readonly resourceId?: string;
  /** The widget that asks: `PAYWALL`, `CUSTOMER_PORTAL`, `CHECKOUT`. */
  readonly context?: string;
  /** ISO 3166-1, for localized prices. */
  readonly billingCountryCode?: string;
  readonly includeHiddenPlans?: boolean;
}

/** What `getCustomerPortal` takes. */
export interface CustomerPortalParams {
  readonly resourceId?: string;
  readonly productId?: string;
}

/** One resource or several (at most 100). Neither: the subscriptions that are not tied to a resource. */
export interface ActiveSubscriptionsParams {
  readonly resourceId?: string;
  readonly resourceIds?: readonly string[];
}

/** What `getSubscription` takes. */
export interface SubscriptionParams {
  readonly subscriptionId: string;
}

/** How much is bought of a feature that is sold by the unit. */
export interface BillableFeature {
  readonly featureId: string;
  readonly quantity: number;
}

/** An add-on, and how many of it. */
export interface ChosenAddon {
  readonly addonId: string;
  /** Default: 1. */
  readonly quantity?: number;
}

/** What an invoice needs to know of who pays. */
export interface BillingInformation {
  /** Out of 100. */
  readonly taxPercentage?: number;
  readonly taxRateIds?: readonly string[];
  readonly billingAddress?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface Choice {
  /** Needed for prices per unit. */
  readonly billableFeatures?: readonly BillableFeature[];
  readonly unitQuantity?: number;
  readonly addons?: readonly ChosenAddon[];
  readonly promotionCode?: string;
}

interface NewSubscription extends Choice {
  readonly planId: string;
  readonly payingCustomerId?: string;
  readonly resourceId?: string;
  /** `MONTHLY` or `ANNUALLY`. */
  readonly billingPeriod?: string;
  /** ISO 3166-1, for localized prices. */
  readonly billingCountryCode?: string;
  readonly billingInformation?: BillingInformation;
  readonly startDate?: Date | string;
}

/** What `estimateSubscription` takes. */
export interface EstimateSubscriptionParams extends NewSubscription {
  /** Default: the current customer. */
  readonly customerId?: string;
  readonly skipTrial?: boolean;
}

/** What `estimateSubscriptionUpdate` takes. */
export interface EstimateSubscriptionUpdateParams extends Choice {
  readonly subscriptionId: string;
}

/** What `previewSubscription` takes. */
export interface PreviewSubscriptionParams extends NewSubscription {
  /** Default: the current customer. */
  readonly customerId?: string;
  readonly scheduleStrategy?: string;
}

/** What `getCheckoutState` takes. */
export interface CheckoutStateParams {
  readonly planId: string;
  /** Default: the current resource, if any. */
  readonly resourceId?: string;
  readonly productId?: string;
  readonly billingCountryCode?: string;
}

/** What `applySubscription` takes. */
export interface ApplySubscriptionParams extends NewSubscription {
  readonly paymentMethodId?: string;
  /** Whether the subscription stays pending until the payment is confirmed. */
  readonly awaitPaymentConfirmation?: boolean;
  readonly skipTrial?: boolean;
  readonly scheduleStrategy?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What `getUsageHistory` takes. */
export interface UsageHistoryParams {
  readonly featureId: FeatureId<'metered'>;
  readonly startDate: Date | string;
  /** Default: now. */
  readonly endDate?: Date | string;
  readonly resourceId?: string;
  /** Names of event dimensions; one series for each group. */
  readonly groupBy?: readonly string[];
  readonly includeInactiveSubscriptions?: boolean;
}

export interface AwaitCheckoutParams {
  readonly subscriptionId: string;
  readonly resourceId?: string;
}

export interface DataCalls {
  readonly getPaywall: { readonly params: PaywallParams; readonly result: Paywall };
  readonly getCustomerPortal: { readonly params: CustomerPortalParams; readonly result: CustomerPortal };
  readonly getCustomer: { readonly params: object; readonly result: Customer };
  readonly getActiveSubscriptionsList: {
    readonly params: ActiveSubscriptionsParams;
    readonly result: readonly SubscriptionSummary[];
  };
  readonly getActiveSubscriptions: {
    readonly params: ActiveSubscriptionsParams;
    readonly result: readonly Subscription[];
  };
  readonly getSubscription: { readonly params: SubscriptionParams; readonly result: Subscription };
  readonly getCoupons: { readonly params: object; readonly result: readonly Coupon[] };
  readonly getUsageHistory: { readonly params: UsageHistoryParams; readonly result: UsageHistory };
  readonly getCheckoutState: { readonly params: CheckoutStateParams; readonly result: CheckoutState };
  readonly estimateSubscription: {
    readonly params: EstimateSubscriptionParams;
    readonly result: SubscriptionEstimate;
  };
  readonly estimateSubscriptionUpdate: {
    readonly params: EstimateSubscriptionUpdateParams;
    readonly result: SubscriptionEstimate;
  };
  readonly previewSubscription: {
    readonly params: PreviewSubscriptionParams;
    readonly result: SubscriptionPreview;
  };
  readonly applySubscription: {
    readonly params: ApplySubscriptionParams;
    readonly result: AppliedSubscription;
  };
}

export type DataCallName = keyof DataCalls;
export type ParamsOf<Name extends DataCallName> = DataCalls[Name]['params'];
export type ResultOf<Name extends DataCallName> = DataCalls[Name]['result'];
