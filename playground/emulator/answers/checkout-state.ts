import { pricingTypeOf } from '../billing/charges.js';
import { Refusal } from '../billing/refusal.js';
import { digest, uuidOf } from '../digest.js';
import { own } from '../environment.js';
import { activeSubscription } from '../subscriptions/held.js';
import { type Arrival, customerOf } from './arrival.js';
import { customerView } from './customer.js';
import { planView } from './packages.js';
import { subscriptionView } from './subscription.js';

interface CheckoutInput {
  customerId: string;
  planId: string;
  resourceId?: string | null;
  productId?: string | null;
  billingCountryCode?: string | null;
}

/** What an embedded checkout needs before the customer pays. Its secrets open nothing. */
export function checkoutState({ input }: { input: CheckoutInput }, arrival: Arrival) {
  const { customerId, planId, resourceId = null, productId, billingCountryCode = null } = input;
  const { environment, now } = arrival;
  customerOf(arrival, customerId);
  const plan = own(environment.plans, planId);
  if (!plan || (productId != null && plan.productId !== productId)) {
    throw new Refusal('PlanNotFound', `plan ${planId} not found`);
  }
  if (pricingTypeOf(plan) === 'CUSTOM') {
    throw new Refusal('CheckoutIsNotSupported', `${planId} is sold by quote`);
  }
  const active = activeSubscription(environment, customerId, resourceId, now);
  const setupSecret = `seti_${digest(`${customerId} ${planId}`).slice(0, 16)}_secret_emulator`;
  const { accountId = uuidOf('billing account'), publicKey = 'pk_test_emulator' } =
    environment.checkout ?? {};
  return {
    configuration: null,
    setupSecret,
    customer: customerView(environment, customerId, now),
    activeSubscription: active ? subscriptionView(environment, active, now) : null,
    resource: resourceId === null ? null : { resourceId },
    plan: planView(environment, planId, billingCountryCode),
    billingIntegration: {
      billingIdentifier: 'STRIPE',
      credentials: { accountId, publicKey },
      billingCredentials: { __typename: 'StripeCheckoutCredentials', accountId, publicKey, setupSecret },
    },
  };
}
