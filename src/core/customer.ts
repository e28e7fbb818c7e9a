import type { Metadata, PlanFeature } from './plan.js';
import type { Subscription } from './subscription.js';

/** The experiment that the customer takes part in. */
export interface ExperimentInfo {
  readonly id: string;
  readonly name: string;
  readonly groupName: string;
  /** `VARIANT` or `CONTROL`. */
  readonly groupType: string;
}

/** Given to a customer beside what is subscribed to. */
export interface PromotionalEntitlement {
  readonly status: string;
  readonly usageLimit: number | null;
  readonly hasUnlimitedUsage: boolean | null;
  readonly hasSoftLimit: boolean | null;
  readonly resetPeriod: string | null;
  readonly expiresAt: Date | null;
  readonly hasExpirationDate: boolean;
  readonly isVisible: boolean;
  readonly feature: PlanFeature;
}

/** A customer as named by a subscription that it pays. */
export interface SlimCustomer {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly billingId: string | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date;
  readonly metadata: Metadata;
  readonly awsMarketplaceCustomerId: string | null;
}

/** What `getCustomer` gives. */
export interface Customer {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date;
  readonly hasPaymentMethod: boolean;
  readonly paymentMethodDetails: PaymentMethodDetails | null;
  readonly subscriptions: readonly Subscription[];
  readonly promotionalEntitlements: readonly PromotionalEntitlement[];
  readonly trialedPlans: readonly { readonly productId: string | null; readonly planId: string | null }[];
  readonly eligibleForTrial: readonly { readonly productId: string | null; readonly eligible: boolean }[];
  readonly experimentInfo: ExperimentInfo | null;
  readonly metadata: Metadata;
}

/** The card that is on file. */
export interface PaymentMethodDetails {
  readonly last4Digits: string | null;
  readonly expirationMonth: number | null;
  readonly expirationYear: number | null;
}
