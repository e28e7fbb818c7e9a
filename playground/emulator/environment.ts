// What the fixture file says beyond entitlements: what is sold, for how much, and to whom. All of it is optional, so
// that fixtures made for entitlements alone are an environment as well.
import type {
  FixtureAddon,
  FixtureCustomer,
  FixtureFeature,
  FixturePlan,
  FixturePromotion,
  FixtureResource,
  FixtureSubscription,
  Fixtures,
  Grant,
} from '../../src/fixtures.js';
import type { Coupon, CouponUse, PromotionCode } from './billing/coupon.js';
import type { BillingPeriod, Price } from './billing/price.js';
import type { TaxRate } from './billing/tax.js';

export type Metadata = Record<string, unknown>;
export type WidgetType = 'PAYWALL' | 'CUSTOMER_PORTAL' | 'CHECKOUT';
export type TrialEndBehavior = 'CONVERT_TO_PAID' | 'CANCEL_SUBSCRIPTION';

export interface Feature extends FixtureFeature {
  metadata?: Metadata;
}

export interface Product {
  displayName: string;
  description?: string;
  metadata?: Metadata;
}

/** A grant as pricing pages and portals show it. */
export interface OfferedGrant extends Grant {
  displayNameOverride?: string;
  hiddenFromWidgets?: WidgetType[];
}

export interface Trial {
  duration: number;
  units: 'DAY' | 'MONTH';
  /** Default CONVERT_TO_PAID. */
  endBehavior?: TrialEndBehavior;
  /** Most that may be spent in the trial, in the currency of the prices. */
  budget?: number;
}

export interface Plan extends FixturePlan {
  description?: string;
  entitlements: Record<string, OfferedGrant>;
  /** A lesser plan of the product. What both give alike is inherited. */
  basePlanId?: string;
  /** Default: PAID with prices, else FREE. */
  pricingType?: PricingType;
  prices?: Price[];
  trial?: Trial;
  hiddenFromWidgets?: WidgetType[];
  metadata?: Metadata;
}

export type PricingType = 'FREE' | 'PAID' | 'CUSTOM';

export interface Addon extends FixtureAddon {
  description?: string;
  entitlements?: Record<string, OfferedGrant>;
  prices?: Price[];
  maxQuantity?: number;
  /** Ids of add-ons that this one cannot be without. */
  dependencies?: string[];
  hiddenFromWidgets?: WidgetType[];
  metadata?: Metadata;
}

export interface Experiment {
  id: string;
  name: string;
  groupName: string;
  groupType: 'CONTROL' | 'VARIANT';
}

export interface Invoice {
  billingId: string;
  status: 'OPEN' | 'PAID' | 'CANCELED';
  createdAt: string;
  updatedAt: string;
  requiresAction: boolean;
  paymentUrl?: string;
  paymentSecret?: string;
  errorMessage?: string;
  currency?: string;
  subTotal?: number;
  totalExcludingTax?: number;
  tax?: number;
  total?: number;
  billingReason?: 'SUBSCRIPTION_CREATION' | 'SUBSCRIPTION_UPDATE' | 'BILLING_CYCLE';
}

/** What stands beside `planId`. What is absent is derived from the plan and from `subscribedAt`. */
export interface SubscriptionDetails extends FixtureSubscription {
  /** Default: made of the plan's id and a hash of whose it is. */
  id?: string;
  /** ISO time. Default: `subscribedAt`. */
  startDate?: string;
  /** ISO time that billing periods count from. Default: the end of the trial, else `startDate`. */
  billingCycleAnchor?: string;
  /** Default: the first that the plan has a price for. */
  billingPeriod?: BillingPeriod;
  billingCountryCode?: string;
  trialEndDate?: string;
  trialEndBehavior?: TrialEndBehavior;
  /** ISO time that it ends at. */
  cancellationDate?: string;
  coupon?: CouponUse;
  taxRate?: TaxRate;
  /** Default: the customer itself. */
  payingCustomerId?: string;
  paymentCollection?: 'NOT_REQUIRED' | 'PROCESSING' | 'ACTION_REQUIRED' | 'FAILED';
  paymentCollectionMethod?: 'CHARGE' | 'INVOICE' | 'NONE';
  latestInvoice?: Invoice;
  experiment?: Experiment;
  metadata?: Metadata;
}

/** A subscription to come: from then on it is in the place of the present one. */
export interface PendingSubscription extends SubscriptionDetails {
  planId: string;
  /** ISO time at which it is paid for, or begins. */
  activatesAt: string;
}

export interface FormerSubscription extends SubscriptionDetails {
  planId: string;
  status: 'CANCELED' | 'EXPIRED';
  cancelReason: 'TrialEnded' | 'TrialConverted' | 'UpgradeOrDowngrade' | 'ScheduledCancellation';
  endDate: string;
}

/** What a customer and a resource of one have alike. */
export interface Account {
  planId?: string | null;
  subscription?: SubscriptionDetails;
  pending?: PendingSubscription;
  former?: FormerSubscription[];
  /** By feature id, how much was used as it stood at a time, in the order of time. */
  usageHistory?: Record<string, { at: string; usage: number }[]>;
}

export interface Resource extends FixtureResource, Account {
  planId?: string | null;
  subscription?: SubscriptionDetails;
}

export interface Promotion extends FixturePromotion {
  period?: 'CUSTOM' | 'LIFETIME' | 'ONE_MONTH' | 'ONE_WEEK' | 'ONE_YEAR' | 'SIX_MONTH';
  startDate?: string;
  description?: string;
  /** Default true. */
  isVisible?: boolean;
}

export interface PaymentMethod {
  id: string;
  type?: 'CARD' | 'BANK' | 'CASH_APP';
  last4Digits: string;
  expirationMonth: number;
  expirationYear: number;
}

export interface Customer extends FixtureCustomer, Account {
  planId?: string | null;
  subscription?: SubscriptionDetails;
  resources?: Record<string, Resource>;
  promotionalEntitlements?: Record<string, Promotion>;
  /** ISO times. Default: `subscribedAt`. */
  createdAt?: string;
  updatedAt?: string;
  billingId?: string;
  billingPortalUrl?: string;
  paymentMethod?: PaymentMethod;
  experiment?: Experiment;
  /** Ids of plans whose trial is over, beside those that the subscriptions tell of. */
  trialedPlans?: string[];
  metadata?: Metadata;
}

export interface Environment extends Fixtures {
  features: Record<string, Feature>;
  products: Record<string, Product>;
  plans: Record<string, Plan>;
  addons?: Record<string, Addon>;
  coupons?: Record<string, Coupon>;
  promotionCodes?: Record<string, PromotionCode>;
  taxRates?: Record<string, TaxRate>;
  checkout?: {
    /** From applying a subscription that has to be paid for until it is active. Default 2000. */
    activationDelayMs?: number;
    accountId?: string;
    publicKey?: string;
  };
  customers: Record<string, Customer>;
}

/** Ids come from requests, and `constructor` is no customer. */
export function own<T>(record: Record<string, T> | undefined, key: string | null | undefined): T | undefined {
  return record && key != null && Object.hasOwn(record, key) ? record[key] : undefined;
}
