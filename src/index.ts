// The public list, and nothing else.
import { StiggClient } from './client.js';
import { readOptions, type StiggOptions } from './options.js';

export type { Check, CheckOptions, MeteredCheckOptions } from './check.js';
export type {
  BooleanEntitlement,
  EnumEntitlement,
  Fallback,
  FallbackEntitlement,
  Feature,
  MeteredEntitlement,
  NumericEntitlement,
} from './core/answer.js';
export type { AppliedSubscription, CheckoutState } from './core/checkout.js';
export type { Coupon } from './core/coupon.js';
export type * from './core/customer.js';
export type * from './core/customer-portal.js';
export type {
  ActiveSubscriptionsParams,
  ApplySubscriptionParams,
  BillableFeature,
  BillingInformation,
  CheckoutStateParams,
  ChosenAddon,
  CustomerPortalParams,
  EstimateSubscriptionParams,
  EstimateSubscriptionUpdateParams,
  PaywallParams,
  PreviewSubscriptionParams,
  SubscriptionParams,
  UsageHistoryParams,
} from './core/data-call.js';
export type * from './core/estimate.js';
export type { FailureCode } from './core/failure.js';
export type { Fallbacks } from './core/fallback.js';
export type * from './core/features.js';
export type { StaleLimits } from './core/freshness.js';
export type { Money } from './core/money.js';
export type * from './core/paywall.js';
export type * from './core/plan.js';
export type * from './core/price.js';
export type { HostName } from './core/protocol.js';
export type * from './core/subscription.js';
export type * from './core/usage-history.js';
export type { Vocabulary } from './core/vocabulary.js';
export type * from './core/widget.js';
export type { CallOptions, CheckoutWait } from './data-params.js';
export { StiggError } from './error.js';
export type { AnyEntitlement, StiggEvents } from './events.js';
export type { ExportedSnapshot } from './exported-snapshot.js';
export type { LogConfiguration, Logger, LogLevel } from './logger.js';
export type { ScriptUrlPolicy, ServiceWorkerOptions, StiggOptions, TokenSource } from './options.js';
export type { Freshness } from './provenance.js';
export type { Phase, Status } from './status.js';
export type { StiggClient };

/** The entry to the client. */
const Stigg = {
  /**
   * Makes a client. Synchronous; does no I/O before it returns.
   *
   * @throws TypeError that names the wrong option
   */
  initialize: (options: StiggOptions): StiggClient => new StiggClient(readOptions(options)),
};

export default Stigg;
