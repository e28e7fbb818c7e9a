import type { Customer, PromotionalEntitlement, SlimCustomer } from '../../src/core/customer.js';
import type { Subscription } from '../../src/core/subscription.js';
import type {
  CustomerFragment,
  PromotionalEntitlementFragment,
  SlimCustomerFragment,
} from './operations.generated.js';
import { readFeature } from './plan.js';
import { time, timeOrNull } from './time.js';

export function readCustomer(customer: CustomerFragment, subscriptions: readonly Subscription[]): Customer {
  const last4Digits = customer.defaultPaymentMethodLast4Digits;
  const expirationMonth = customer.defaultPaymentExpirationMonth;
  const expirationYear = customer.defaultPaymentExpirationYear;
  const paid = last4Digits !== null || expirationMonth !== null || expirationYear !== null;
  return {
    id: customer.customerId,
    name: customer.name,
    email: customer.email,
    createdAt: timeOrNull(customer.createdAt),
    updatedAt: time(customer.updatedAt),
    hasPaymentMethod: customer.hasPaymentMethod,
    paymentMethodDetails: paid ? { last4Digits, expirationMonth, expirationYear } : null,
    subscriptions,
    promotionalEntitlements: customer.promotionalEntitlements.map(readPromotionalEntitlement),
    trialedPlans: (customer.trialedPlans ?? []).map(({ productRefId, planRefId }) => ({
      productId: productRefId,
      planId: planRefId,
    })),
    eligibleForTrial: (customer.eligibleForTrial ?? []).map(({ productRefId, eligible }) => ({
      productId: productRefId,
      eligible,
    })),
    experimentInfo: customer.experimentInfo,
    metadata: customer.additionalMetaData,
  };
}

export function readSlimCustomer(customer: SlimCustomerFragment): SlimCustomer {
  return {
    id: customer.customerId,
    name: customer.name,
    email: customer.email,
    billingId: customer.billingId,
    createdAt: timeOrNull(customer.createdAt),
    updatedAt: time(customer.updatedAt),
    metadata: customer.additionalMetaData,
    awsMarketplaceCustomerId: customer.awsMarketplaceCustomerId,
  };
}

function readPromotionalEntitlement(entitlement: PromotionalEntitlementFragment): PromotionalEntitlement {
  const { endDate } = entitlement;
  return {
    status: entitlement.status,
    usageLimit: entitlement.usageLimit,
    hasUnlimitedUsage: entitlement.hasUnlimitedUsage,
    hasSoftLimit: entitlement.hasSoftLimit,
    resetPeriod: entitlement.resetPeriod,
    expiresAt: timeOrNull(endDate),
    hasExpirationDate: endDate !== null,
    isVisible: entitlement.isVisible,
    feature: readFeature(entitlement.feature),
  };
}
