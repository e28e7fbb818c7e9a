// The customer as an object with methods. They are on its prototype, so that its JSON is data alone.
import type * as own from '../index.js';
import { absent } from './absent.js';
import { toFeature } from './plan.js';
import { type Subscription, toExperimentInfo, toSubscription } from './subscription.js';

/** A promotional entitlement of a customer, in the vendor's form. */
export type PromotionalEntitlement = ReturnType<typeof toPromotionalEntitlement>;
type Fields = ReturnType<typeof fieldsOf>;

/** A customer in the vendor's form: with methods that pick what is active. */
export interface Customer extends Fields {
  /** Those whose status is `ACTIVE`. */
  getActiveSubscriptions(): Subscription[];
  /** Those whose status is `IN_TRIAL`. */
  getActiveTrials(): Subscription[];
  /** Those whose status is `Active`. */
  getActivePromotionalEntitlements(): PromotionalEntitlement[];
}

const METHODS = {
  getActiveSubscriptions(this: Fields) {
    return this.subscriptions.filter(({ status }) => status === 'ACTIVE');
  },
  getActiveTrials(this: Fields) {
    return this.subscriptions.filter(({ status }) => status === 'IN_TRIAL');
  },
  getActivePromotionalEntitlements(this: Fields) {
    return this.promotionalEntitlements.filter(({ status }) => status === 'Active');
  },
};

export function toCustomer(customer: own.Customer): Customer {
  return Object.assign(Object.create(METHODS), fieldsOf(customer));
}

function fieldsOf(customer: own.Customer) {
  return {
    ...absent(customer, 'name', 'email', 'paymentMethodDetails'),
    subscriptions: customer.subscriptions.map(toSubscription),
    promotionalEntitlements: customer.promotionalEntitlements.map(toPromotionalEntitlement),
    experimentInfo: toExperimentInfo(customer.experimentInfo),
  };
}

/** No limit is told as 0, beside `hasUnlimitedUsage`. */
function toPromotionalEntitlement(entitlement: own.PromotionalEntitlement) {
  return {
    ...entitlement,
    usageLimit: entitlement.usageLimit ?? 0,
    feature: toFeature(entitlement.feature),
  };
}
