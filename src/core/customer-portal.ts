// The portal is passed on in the API's own names and spelling, with dates as ISO strings.
import type { Money } from './money.js';
import type { WidgetConfiguration } from './widget.js';

/** What `getCustomerPortal` gives, in the API's spelling. */
export interface CustomerPortal {
  readonly subscriptions: readonly PortalSubscription[];
  readonly entitlements: readonly PortalEntitlement[];
  readonly promotionalEntitlements: readonly PortalPromotionalEntitlement[];
  readonly billingInformation: PortalBillingInformation;
  readonly showWatermark: boolean;
  /** `null` in an answer from the store: it opens a door and is not kept. */
  readonly billingPortalUrl: string | null;
  readonly canUpgradeSubscription: boolean;
  readonly configuration: WidgetConfiguration | null;
  readonly resource: { readonly id: string } | null;
}

/** A feature as the portal names it. */
export interface PortalFeature {
  readonly refId: string;
  readonly displayName: string;
  readonly featureUnits: string | null;
  readonly featureUnitsPlural: string | null;
}

/** A price as the portal shows it. */
export interface PortalPrice {
  readonly billingPeriod: string | null;
  readonly billingModel: string | null;
  readonly price: Money | null;
  readonly feature: PortalFeature | null;
}

/** A subscription as the portal shows it; dates are ISO strings. */
export interface PortalSubscription {
  readonly subscriptionId: string;
  readonly planId: string;
  readonly planName: string;
  readonly pricingType: string;
  readonly status: string;
  readonly trialRemainingDays: number | null;
  readonly pricing: PortalPrice & {
    readonly unitQuantity: number | null;
    readonly pricingType: string;
    readonly usageBasedEstimatedBill: number | null;
  };
  readonly prices: readonly (PortalPrice & { readonly blockSize: number | null })[] | null;
  readonly billingPeriodRange: { readonly start: string | null; readonly end: string | null } | null;
  readonly totalPrice: {
    readonly subTotal: Money;
    readonly total: Money;
    readonly addonsTotal: Money;
  } | null;
  readonly addons: readonly {
    readonly addonId: string;
    readonly displayName: string;
    readonly description: string | null;
    readonly quantity: number;
  }[];
  readonly scheduledUpdates: readonly unknown[] | null;
}

/** An entitlement and its usage as the portal shows them; dates are ISO strings. */
export interface PortalEntitlement {
  readonly isGranted: boolean;
  readonly accessDeniedReason: string | null;
  readonly usageLimit: number | null;
  readonly currentUsage: number | null;
  readonly hasUnlimitedUsage: boolean;
  readonly hasSoftLimit: boolean | null;
  readonly enumValues: readonly string[] | null;
  readonly usagePeriodAnchor: string | null;
  readonly usagePeriodStart: string | null;
  readonly usagePeriodEnd: string | null;
  readonly resetPeriod: string | null;
  readonly resetPeriodConfiguration: Readonly<Record<string, string | null>> | null;
  readonly displayNameOverride: string | null;
  readonly hiddenFromWidgets: readonly string[] | null;
  readonly feature:
    | (PortalFeature & {
        readonly description: string | null;
        readonly featureType: string;
        readonly meterType: string | null;
        readonly additionalMetaData: unknown;
      })
    | null;
}

/** A feature that is given beside the plan. */
export interface PortalPromotionalEntitlement {
  readonly displayName: string;
  readonly description: string | null;
  readonly usageLimit: number | null;
  readonly hasUnlimitedUsage: boolean | null;
  readonly hasSoftLimit: boolean | null;
  readonly period: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

/** Who pays, and how. */
export interface PortalBillingInformation {
  readonly name: string | null;
  readonly email: string | null;
  readonly defaultPaymentMethodId: string | null;
  readonly defaultPaymentMethodLast4Digits: string | null;
  readonly defaultPaymentMethodType: string | null;
  readonly defaultPaymentExpirationMonth: number | null;
  readonly defaultPaymentExpirationYear: number | null;
}
