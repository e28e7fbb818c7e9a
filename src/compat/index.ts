// The public list of `stigg-offline/compat`: for apps written for the vendor's browser client.
import Stigg from '../index.js';
import { CompatClient } from './client.js';
import { type CompatOptions, readVendorOptions } from './options.js';

export type {
  BooleanEntitlement,
  Coupon,
  CustomerPortal,
  EnumEntitlement,
  Fallback,
  Feature,
  Freshness,
  Logger,
  Money,
  NumericEntitlement,
  Status,
} from '../index.js';
export { StiggError } from '../index.js';
export type { UsageParams } from './client.js';
export type { Customer, PromotionalEntitlement } from './customer.js';
export * from './default-fallbacks.js';
export type { AnyEntitlement, MeteredEntitlement, UpdatedEntitlement } from './entitlement.js';
export * from './enums.generated.js';
export type { SubscriptionEstimate, SubscriptionPreview } from './estimate.js';
export type { CompatEvents } from './events.js';
export { LogLevel } from './log-level.js';
export type { AppliedSubscription, CheckoutState, Paywall } from './paywall.js';
export type { Addon, PackageEntitlement, Plan, Price } from './plan.js';
export type { Subscription, SubscriptionSummary } from './subscription.js';
export type { UsageHistory, UsageMeasurement } from './usage-history.js';
export type { CompatClient as StiggClient, CompatOptions };

/** The vendor's default export. */
const CompatStigg = {
  /**
   * Makes a client in the vendor's forms. Synchronous; does no I/O before it returns.
   *
   * @throws TypeError that names the wrong option
   */
  initialize(options: CompatOptions): CompatClient {
    const { own, ignored } = readVendorOptions(options);
    return new CompatClient(Stigg.initialize(own), own, ignored);
  },
};

export default CompatStigg;
