import { admitCustomer } from '../admission.js';
import { Refusal } from '../billing/refusal.js';
import { uuidOf } from '../digest.js';
import { type Customer, type Environment, own, type Promotion } from '../environment.js';
import { isActive, subscriptionsOf } from '../subscriptions/held.js';
import { hasTrial, isEligibleForTrial, trialedPlans } from '../subscriptions/trial.js';
import type { Arrival } from './arrival.js';
import { experimentView } from './experiment.js';
import { featureView } from './features.js';

/** Null for an unknown customer, as the schema says. */
export function getCustomerByRefId(
  { input }: { input: { customerId: string } },
  { environment, headers, now }: Arrival,
) {
  const { customerId } = input;
  admitCustomer(environment, headers, customerId);
  if (own(environment.customers, customerId)?.archived) {
    throw new Refusal('EntityIsArchivedError', `customer ${customerId} is archived`);
  }
  return customerView(environment, customerId, now);
}

/** What the fixtures know nothing of is not there, and refused. */
export function customerView(environment: Environment, customerId: string, now: Date) {
  const customer = own(environment.customers, customerId);
  if (!customer) return null;
  const { createdAt = customer.subscribedAt, paymentMethod } = customer;
  const active = subscriptionsOf(environment, customerId, now).filter(isActive);
  const promotions = promotionViews(environment, customer, now);
  return {
    id: uuidOf(customerId),
    refId: customerId,
    customerId,
    name: customer.name,
    email: customer.email ?? null,
    createdAt,
    updatedAt: customer.updatedAt ?? createdAt,
    deletedAt: null,
    environmentId: uuidOf('environment'),
    billingId: customer.billingId ?? null,
    billingLinkUrl: null,
    billingCurrency: null,
    awsMarketplaceCustomerId: null,
    additionalMetaData: customer.metadata ?? null,
    hasPaymentMethod: paymentMethod !== undefined,
    defaultPaymentMethodId: paymentMethod?.id ?? null,
    defaultPaymentMethodType: paymentMethod ? (paymentMethod.type ?? 'CARD') : null,
    defaultPaymentMethodLast4Digits: paymentMethod?.last4Digits ?? null,
    defaultPaymentExpirationMonth: paymentMethod?.expirationMonth ?? null,
    defaultPaymentExpirationYear: paymentMethod?.expirationYear ?? null,
    coupon: null,
    experimentInfo: experimentView(customer.experiment),
    hasActiveSubscription: active.length > 0,
    hasActiveResource: active.some(({ resourceId }) => resourceId !== null),
    totalActiveSubscription: active.length,
    promotionalEntitlements: promotions,
    totalActivePromotionalEntitlements: promotions.filter(({ status }) => status === 'Active').length,
    trialedPlans: [...trialedPlans(environment, customerId, now)].map((planId) => {
      const productId = own(environment.plans, planId)?.productId ?? null;
      return { planId, planRefId: planId, productId, productRefId: productId };
    }),
    eligibleForTrial: Object.keys(environment.products)
      .filter((productId) => hasTrial(environment, productId))
      .map((productId) => ({
        productId,
        productRefId: productId,
        eligible: isEligibleForTrial(environment, customerId, productId, now),
      })),
  };
}

function promotionViews(environment: Environment, { promotionalEntitlements = {} }: Customer, now: Date) {
  return Object.entries(promotionalEntitlements).map(([featureId, promotion]) => ({
    featureId,
    status: promotionStatus(promotion, now),
    usageLimit: promotion.usageLimit ?? null,
    hasUnlimitedUsage: promotion.hasUnlimitedUsage ?? false,
    hasSoftLimit: promotion.hasSoftLimit ?? false,
    resetPeriod: promotion.resetPeriod ?? null,
    endDate: promotion.endDate ?? null,
    isVisible: promotion.isVisible ?? true,
    feature: featureView(environment, featureId),
  }));
}

export function promotionStatus({ endDate }: Promotion, now: Date): 'Active' | 'Expired' {
  return endDate === undefined || now < new Date(endDate) ? 'Active' : 'Expired';
}
