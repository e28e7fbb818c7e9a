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
  /** With the subscriptions of this resource. Default: none, whatever the current one is. */
  readonly resourceId?: string;
  /** The widget that asks: `PAYWALL`, `CUSTOMER_PORTAL`, `CHECKOUT`. */
  readonly context?: string;
  /** ISO 3166-1, for localized prices. */
  readonly billingCountryCode?: string;
  /** Also plans that are hidden from widgets. Default: `false`. */
  readonly includeHiddenPlans?: boolean;
}

/** What `getCustomerPortal` takes. */
export interface CustomerPortalParams {
  /** The portal of this resource. Default: none, whatever the current one is. */
  readonly resourceId?: string;
  /** Of this product only. */
  readonly productId?: string;
}

/** One resource or several (at most 100). Neither: the subscriptions that are not tied to a resource. */
export interface ActiveSubscriptionsParams {
  /** Those of this resource. */
  readonly resourceId?: string;
  /** Those of these resources, at most 100; not together with `resourceId`. */
  readonly resourceIds?: readonly string[];
}

/** What `getSubscription` takes. */
export interface SubscriptionParams {
  /** Which one. */
  readonly subscriptionId: string;
}

/** How much is bought of a feature that is sold by the unit. */
export interface BillableFeature {
  /** Which feature. */
  readonly featureId: string;
  /** How many units, 0 or more. */
  readonly quantity: number;
}

/** An add-on, and how many of it. */
export interface ChosenAddon {
  /** Which add-on. */
  readonly addonId: string;
  /** How many of it. Default: 1. */
  readonly quantity?: number;
}

/** What an invoice needs to know of who pays. */
export interface BillingInformation {
  /** Tax in percent, out of 100. */
  readonly taxPercentage?: number;
  /** Tax rates, by their ids in the billing provider. */
  readonly taxRateIds?: readonly string[];
  /** The parts of the address, by the names the API has for them. */
  readonly billingAddress?: Readonly<Record<string, string>>;
  /** Your own, passed on to the payment provider. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface Choice {
  /** How much of features that are sold by the unit; needed for prices per unit. */
  readonly billableFeatures?: readonly BillableFeature[];
  /** How many units, where one number does for the plan. */
  readonly unitQuantity?: number;
  /** What is bought beside the plan. */
  readonly addons?: readonly ChosenAddon[];
  /** A code that gives a discount. */
  readonly promotionCode?: string;
}

interface NewSubscription extends Choice {
  /** What is subscribed to. */
  readonly planId: string;
  /** Who pays, if it is another customer. */
  readonly payingCustomerId?: string;
  /** What the subscription is for. Default: none, whatever the current resource is. */
  readonly resourceId?: string;
  /** How often it is paid: `MONTHLY` or `ANNUALLY`. */
  readonly billingPeriod?: string;
  /** ISO 3166-1, for localized prices. */
  readonly billingCountryCode?: string;
  /** Taxes and the address of who pays. */
  readonly billingInformation?: BillingInformation;
  /** When it begins, a `Date` or an ISO string. Default: now. */
  readonly startDate?: Date | string;
}

/** What `estimateSubscription` takes. */
export interface EstimateSubscriptionParams extends NewSubscription {
  /** Who subscribes. Default: the current customer. */
  readonly customerId?: string;
  /** Whether to pay at once where the plan has a trial. */
  readonly skipTrial?: boolean;
}

/** What `estimateSubscriptionUpdate` takes. */
export interface EstimateSubscriptionUpdateParams extends Choice {
  /** Which subscription would change. */
  readonly subscriptionId: string;
}

/** What `previewSubscription` takes. */
export interface PreviewSubscriptionParams extends NewSubscription {
  /** Who subscribes. Default: the current customer. */
  readonly customerId?: string;
  /** When a change takes effect: `IMMEDIATE`, `END_OF_BILLING_PERIOD` or `END_OF_BILLING_MONTH`. */
  readonly scheduleStrategy?: string;
}

/** What `getCheckoutState` takes. */
export interface CheckoutStateParams {
  /** What is about to be bought. */
  readonly planId: string;
  /** What it is for. Default: the current resource, if any. */
  readonly resourceId?: string;
  /** The product of the plan. */
  readonly productId?: string;
  /** ISO 3166-1, for localized prices. */
  readonly billingCountryCode?: string;
}

/** What `applySubscription` takes. */
export interface ApplySubscriptionParams extends NewSubscription {
  /** How to pay, by the id that the payment provider gave. */
  readonly paymentMethodId?: string;
  /** Whether the subscription stays pending until the payment is confirmed. */
  readonly awaitPaymentConfirmation?: boolean;
  /** Whether to pay at once where the plan has a trial. */
  readonly skipTrial?: boolean;
  /** When a change takes effect: `IMMEDIATE`, `END_OF_BILLING_PERIOD` or `END_OF_BILLING_MONTH`. */
  readonly scheduleStrategy?: string;
  /** Your own, kept with the subscription. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What `getUsageHistory` takes. */
export interface UsageHistoryParams {
  /** Which metered feature. */
  readonly featureId: FeatureId<'metered'>;
  /** From when on, a `Date` or an ISO string. */
  readonly startDate: Date | string;
  /** Until when, a `Date` or an ISO string. Default: now. */
  readonly endDate?: Date | string;
  /** The usage of this resource. Default: the customer's own, whatever the current resource is. */
  readonly resourceId?: string;
  /** Names of event dimensions; one series for each group. */
  readonly groupBy?: readonly string[];
  /** Also of subscriptions that have ended. Default: `false`. */
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
