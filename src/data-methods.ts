// The methods that ask the API for data. Each is one line here: what they do is in a chunk that loads with the first
// call.

import type { Asked, Context } from './context.js';
import type { AppliedSubscription, CheckoutState } from './core/checkout.js';
import type { Coupon } from './core/coupon.js';
import type { Customer } from './core/customer.js';
import type { CustomerPortal } from './core/customer-portal.js';
import type {
  ActiveSubscriptionsParams,
  ApplySubscriptionParams,
  CheckoutStateParams,
  CustomerPortalParams,
  EstimateSubscriptionParams,
  EstimateSubscriptionUpdateParams,
  PaywallParams,
  PreviewSubscriptionParams,
  SubscriptionParams,
  UsageHistoryParams,
} from './core/data-call.js';
import type { SubscriptionEstimate, SubscriptionPreview } from './core/estimate.js';
import type { Paywall } from './core/paywall.js';
import type { Subscription, SubscriptionSummary } from './core/subscription.js';
import type { UsageHistory } from './core/usage-history.js';
import type { CallOptions, CheckoutWait } from './data-params.js';
import { StiggError } from './error.js';

/**
 * All of them take `signal` and `timeoutMs` beside their own parameters, and reject with a TypeError that names a wrong
 * one, or with StiggError: the API's refusal (`NOT_FOUND`, `FORBIDDEN` ..., `serverCode` tells more), `NETWORK`, `TIMEOUT`,
 * `NO_CUSTOMER`, `ABORTED`, `ENGINE_LOST`, `CLOSED`; `OFFLINE` in offline mode.
 *
 * Those called reads ask the network first. Where the API cannot be reached they give its last response to the same
 * customer and parameters, not older than `maxStaleMs`: `freshnessOf` tells which it was.
 */
export abstract class DataMethods {
  /** @internal for the other entries of this package */
  readonly contextOf: () => Context;

  /** @internal */
  constructor(context: () => Context) {
    this.contextOf = context;
  }

  /** A read. Plans, prices and add-ons for a pricing page; with a customer, what is subscribed to. Empty in offline mode. */
  getPaywall(params?: PaywallParams & CallOptions): Promise<Paywall> {
    return this.#ask('getPaywall', params);
  }

  /** A read. What a self-service portal shows: in the API's spelling, with dates as ISO strings. */
  getCustomerPortal(params?: CustomerPortalParams & CallOptions): Promise<CustomerPortal> {
    return this.#ask('getCustomerPortal', params);
  }

  /** A read. */
  getCustomer(params?: CallOptions): Promise<Customer> {
    return this.#ask('getCustomer', params);
  }

  /** A read. The active subscriptions in short. Empty in offline mode. */
  getActiveSubscriptionsList(
    params?: ActiveSubscriptionsParams & CallOptions,
  ): Promise<readonly SubscriptionSummary[]> {
    return this.#ask('getActiveSubscriptionsList', params);
  }

  /** A read. The active subscriptions with their plans and prices. Empty in offline mode. */
  getActiveSubscriptions(params?: ActiveSubscriptionsParams & CallOptions): Promise<readonly Subscription[]> {
    return this.#ask('getActiveSubscriptions', params);
  }

  /** A read. */
  getSubscription(params: SubscriptionParams & CallOptions): Promise<Subscription> {
    return this.#ask('getSubscription', params);
  }

  /** A read. All active coupons, however many pages the API has of them. Empty in offline mode. */
  getCoupons(params?: CallOptions): Promise<readonly Coupon[]> {
    return this.#ask('getCoupons', params);
  }

  /** A read. The usage of one metered feature over time. */
  getUsageHistory(params: UsageHistoryParams & CallOptions): Promise<UsageHistory> {
    return this.#ask('getUsageHistory', params);
  }

  /** All that an embedded checkout needs. Never kept. */
  getCheckoutState(params: CheckoutStateParams & CallOptions): Promise<CheckoutState> {
    return this.#ask('getCheckoutState', params);
  }

  /** What a new subscription would cost. Never kept. */
  estimateSubscription(params: EstimateSubscriptionParams & CallOptions): Promise<SubscriptionEstimate> {
    return this.#ask('estimateSubscription', params);
  }

  /** What a change of a subscription would cost. Never kept. */
  estimateSubscriptionUpdate(
    params: EstimateSubscriptionUpdateParams & CallOptions,
  ): Promise<SubscriptionEstimate> {
    return this.#ask('estimateSubscriptionUpdate', params);
  }

  /** What is due now and what recurs, for a new subscription or a change of the present one. Never kept. */
  previewSubscription(params: PreviewSubscriptionParams & CallOptions): Promise<SubscriptionPreview> {
    return this.#ask('previewSubscription', params);
  }

  /**
   * Subscribes, or changes the subscription. When it resolves, all tabs of the customer have the new entitlements.
   *
   * One request, never repeated: `NETWORK`, `TIMEOUT` and `ENGINE_LOST` mean that the outcome is unknown.
   */
  applySubscription(params: ApplySubscriptionParams & CallOptions): Promise<AppliedSubscription> {
    return this.#ask('applySubscription', params);
  }

  /**
   * To be awaited on the page that a checkout leads back to: asks the API until the subscription is active that the
   * query string names (`subscriptionId`, `resourceId`, `checkoutCompleted`). When it resolves, all tabs of the customer
   * have the new entitlements.
   *
   * @param wait.timeoutMs default: 15 000
   * @returns a promise of the subscription; of `null` if the query string names none or says that it was cancelled
   * @throws StiggError `TIMEOUT`, naming the subscription; an attempt that fails does not end the wait
   */
  waitForCheckoutCompleted(wait?: CheckoutWait): Promise<Subscription | null> {
    return this.#ask('waitForCheckoutCompleted', wait);
  }

  /** @throws StiggError */
  async #ask<T>(name: Asked, params: object | undefined): Promise<T> {
    // Copied now: the chunk may have to be loaded first.
    const given = typeof params === 'object' ? { ...params } : params;
    const { value, failure } = await this.contextOf().ask(name, given);
    if (failure) throw new StiggError(failure);
    return value as T;
  }
}
