// The client in the forms of the vendor's: a wrapper around the one client there is.
import type * as own from '../index.js';
import { createLogger, type Logger } from '../logger.js';
import { type Customer, toCustomer } from './customer.js';
import { type AnyEntitlement, type MeteredEntitlement, withResetSettings } from './entitlement.js';
import { type SubscriptionEstimate, type SubscriptionPreview, toEstimate, toPreview } from './estimate.js';
import { type CompatEvents, Listeners } from './events.js';
import { failed } from './failed.js';
import {
  type AppliedSubscription,
  type CheckoutState,
  type Paywall,
  toApplied,
  toCheckoutState,
  toPaywall,
} from './paywall.js';
import { type Subscription, type SubscriptionSummary, toSubscription, toSummary } from './subscription.js';
import { toMeasurements, toUsageHistory, type UsageHistory, type UsageMeasurement } from './usage-history.js';

/** A customer may be named; it must be the one that is set. */
export type UsageParams = own.UsageHistoryParams & own.CallOptions & { readonly customerId?: string };

/**
 * The methods of the vendor's browser client. What fails, fails with `Failed to ... Error: <message>`; it is a StiggError
 * (a TypeError for a wrong argument) whose `cause` is the error as the client itself gives it.
 */
export class CompatClient {
  /** The same client with this package's own results, to move on to step by step. */
  readonly client: own.StiggClient;
  readonly #logger: Logger;
  readonly #offline: boolean;
  readonly #listeners: Listeners;
  /** What the results of this client were made from. */
  readonly #origins = new WeakMap<object, object>();
  readonly #answers = new WeakMap<object, object>();
  #customerId: string | null;

  /** @internal use `Stigg.initialize` */
  constructor(client: own.StiggClient, options: own.StiggOptions, ignored: readonly string[]) {
    this.client = client;
    this.#logger = createLogger(options.logConfiguration ?? {});
    this.#offline = options.offline ?? false;
    this.#customerId = options.customerId ?? null;
    this.#listeners = new Listeners(client, (answer) => this.#complete(answer));
    client.addListener('signedOut', () => {
      this.#customerId = null;
    });
    if (ignored.length > 0) this.#logger.log(`Options that mean nothing here: ${ignored.join(', ')}.`);
  }

  /** See the client's own. @returns a promise of this client */
  async waitForInitialization(options?: { readonly signal?: AbortSignal }): Promise<this> {
    await this.client.waitForInitialization(options);
    return this;
  }

  /**
   * See the client's own.
   *
   * @param customerId an empty one, or none, signs out
   */
  async setCustomerId(
    customerId: string | null | undefined,
    customerToken?: own.TokenSource | null,
    resourceId?: string | null,
  ): Promise<void> {
    if (!customerId) {
      this.#logger.log('setCustomerId was called without a customer: signing out.');
      return this.clearCustomer();
    }
    const loaded = this.client.setCustomerId(customerId, blankAsNull(customerToken), blankAsNull(resourceId));
    this.#customerId = customerId;
    await loaded;
  }

  /** Signs out in all tabs: see the client's own. */
  clearCustomer(options?: { readonly everywhere?: boolean }): Promise<void> {
    return this.client.clearCustomer(options);
  }

  async setResource(resourceId: string): Promise<void> {
    await this.client.setResource(resourceId);
  }

  clearResource(): void {
    this.client.clearResource();
  }

  refresh(): Promise<void> {
    return this.#ask('refresh entitlements', () => this.client.refresh(), same);
  }

  getBooleanEntitlement(check: own.Check): own.BooleanEntitlement {
    return this.client.getBooleanEntitlement(check);
  }

  getNumericEntitlement(check: own.Check): own.NumericEntitlement {
    return this.client.getNumericEntitlement(check);
  }

  getMeteredEntitlement(check: own.Check<own.MeteredCheckOptions>): MeteredEntitlement {
    return this.#complete(this.client.getMeteredEntitlement(check));
  }

  getEnumEntitlement(check: own.Check): own.EnumEntitlement {
    return this.client.getEnumEntitlement(check);
  }

  getEntitlements(resourceId?: string | null): Promise<readonly AnyEntitlement[]> {
    return this.#ask(
      'get entitlements',
      () => this.client.getEntitlements(resourceId),
      (list) => list.map((answer) => this.#complete<AnyEntitlement>(answer)),
    );
  }

  getPaywall(params?: own.PaywallParams & own.CallOptions): Promise<Paywall> {
    return this.#ask(
      'get paywall',
      () => this.client.getPaywall(params),
      (paywall) => toPaywall(this.#offline ? { ...paywall, activeSubscriptions: [] } : paywall),
    );
  }

  getCustomerPortal(params?: own.CustomerPortalParams & own.CallOptions): Promise<own.CustomerPortal> {
    return this.#ask('get customer portal details', () => this.client.getCustomerPortal(params), same);
  }

  getCustomer(params?: own.CallOptions): Promise<Customer> {
    return this.#ask('get customer', () => this.client.getCustomer(params), toCustomer);
  }

  getActiveSubscriptionsList(
    params?: own.ActiveSubscriptionsParams & own.CallOptions,
  ): Promise<SubscriptionSummary[]> {
    return this.#ask(
      'get active subscriptions list',
      () => this.client.getActiveSubscriptionsList(params),
      (list) => list.map(toSummary),
    );
  }

  getActiveSubscriptions(params?: own.ActiveSubscriptionsParams & own.CallOptions): Promise<Subscription[]> {
    return this.#ask(
      'get active subscriptions',
      () => this.client.getActiveSubscriptions(params),
      (list) => list.map(toSubscription),
    );
  }

  getSubscription(params: own.SubscriptionParams & own.CallOptions): Promise<Subscription> {
    return this.#ask('get subscription', () => this.client.getSubscription(params), toSubscription);
  }

  getCoupons(params?: own.CallOptions): Promise<readonly own.Coupon[]> {
    return this.#ask('get coupons', () => this.client.getCoupons(params), same);
  }

  getCheckoutState(params: own.CheckoutStateParams & own.CallOptions): Promise<CheckoutState> {
    return this.#ask('get checkout details', () => this.client.getCheckoutState(params), toCheckoutState);
  }

  estimateSubscription(
    params: own.EstimateSubscriptionParams & own.CallOptions,
  ): Promise<SubscriptionEstimate> {
    return this.#ask('estimate subscription', () => this.client.estimateSubscription(params), toEstimate);
  }

  estimateSubscriptionUpdate(
    params: own.EstimateSubscriptionUpdateParams & own.CallOptions,
  ): Promise<SubscriptionEstimate> {
    return this.#ask(
      'estimate subscription update',
      () => this.client.estimateSubscriptionUpdate(params),
      toEstimate,
    );
  }

  previewSubscription(params: own.PreviewSubscriptionParams & own.CallOptions): Promise<SubscriptionPreview> {
    return this.#ask('estimate checkout', () => this.client.previewSubscription(params), toPreview);
  }

  applySubscription(params: own.ApplySubscriptionParams & own.CallOptions): Promise<AppliedSubscription> {
    return this.#ask(
      'apply subscription to customer',
      () => this.client.applySubscription(params),
      toApplied,
    );
  }

  /** Usage over time with markers and groups. Empty in offline mode. */
  getUsageHistoryV2(params: UsageParams): Promise<UsageHistory> {
    return this.#ask('get usage history', () => this.#usage(params), toUsageHistory);
  }

  /** The points of the usage alone; `undefined` if it cannot be had, which is logged. Empty in offline mode. */
  async fetchUsageHistory(params: UsageParams): Promise<UsageMeasurement[] | undefined> {
    try {
      return await this.#ask('get usage history', () => this.#usage(params), toMeasurements);
    } catch (error) {
      this.#logger.error('fetchUsageHistory failed.', error);
      return undefined;
    }
  }

  /** See the client's own. `null` in offline mode. */
  async waitForCheckoutCompleted(wait?: own.CheckoutWait): Promise<Subscription | null> {
    const subscription = this.#offline ? null : await this.client.waitForCheckoutCompleted(wait);
    return subscription && this.#made(subscription, toSubscription);
  }

  /** @returns what removes the listener again */
  addListener<Name extends keyof CompatEvents>(
    event: Name,
    listener: (payload: CompatEvents[Name]) => void,
  ): () => void {
    return this.#listeners.add(event, listener);
  }

  removeListener<Name extends keyof CompatEvents>(
    event: Name,
    listener: (payload: CompatEvents[Name]) => void,
  ): void {
    this.#listeners.remove(event, listener);
  }

  get isCustomerLoaded(): boolean {
    return this.client.isCustomerLoaded;
  }

  get isResourceLoaded(): boolean {
    return this.client.isResourceLoaded;
  }

  /** `true` in offline mode. */
  get isWidgetWatermarkEnabled(): boolean {
    return this.#offline || this.client.isWidgetWatermarkEnabled;
  }

  get status(): own.Status {
    return this.client.status;
  }

  /** For `useSyncExternalStore`: see the client's own. */
  readonly subscribe = (listener: () => void): (() => void) => this.client.subscribe(listener);

  readonly getSnapshot = (): number => this.client.getSnapshot();

  /** @throws TypeError for anything but a result of this client */
  freshnessOf(result: object): own.Freshness {
    return this.client.freshnessOf(this.#origins.get(result) ?? result);
  }

  exportSnapshot(): own.ExportedSnapshot | null {
    return this.client.exportSnapshot();
  }

  close(): void {
    this.client.close();
  }

  async #ask<T, R>(what: string, ask: () => Promise<T>, make: (result: T) => R): Promise<R> {
    try {
      return this.#made(await ask(), make);
    } catch (error) {
      throw failed(what, error);
    }
  }

  #made<T, R>(result: T, make: (result: T) => R): R {
    const made = make(result);
    if (isObject(made) && isObject(result)) this.#origins.set(made, result);
    return made;
  }

  #complete<T extends AnyEntitlement>(answer: T): T {
    return this.#made(answer, (one) => withResetSettings(one, this.#answers));
  }

  async #usage({ customerId, ...params }: UsageParams): Promise<own.UsageHistory> {
    if (customerId && customerId !== this.#customerId) {
      throw new TypeError('customerId must be the customer that is set.');
    }
    return this.#offline ? { markers: [], series: [] } : this.client.getUsageHistory(params);
  }
}

const same = <T>(result: T): T => result;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What is left out stays left out: it means something else than `null`. */
function blankAsNull<T>(value: T): T | null {
  return value === '' ? null : value;
}
