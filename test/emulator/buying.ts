// What the tests of purchases ask for.
import { beforeEach } from 'vitest';
import { runningEmulator } from './running.js';

type Fields = Record<string, unknown>;

export const NOW = '2026-11-20T00:00:00.000Z';

const SUBSCRIPTION = `subscriptionId status startDate endDate trialEndDate cancelReason billingPeriod paymentCollection
  currentBillingPeriodStart currentBillingPeriodEnd wasInTrial additionalMetaData coupon { refId status }
  latestInvoice { status requiresAction paymentUrl total updatedAt } totalPrice { total { amount } }
  plan { refId } addons { quantity addon { refId } } resource { resourceId } payingCustomer { customerId }`;
export const APPLY = `mutation ($input: ApplySubscriptionInput!) { applySubscription(input: $input) {
  subscription { ${SUBSCRIPTION} } entitlements { usageLimit feature { refId } }
} }`;
export const GET = `query ($input: GetSubscriptionInput!) { getSubscription(input: $input) { ${SUBSCRIPTION} } }`;
const ACTIVE = `query ($input: GetActiveSubscriptionsInput!) { getActiveSubscriptions(input: $input) {
  subscriptionId plan { refId }
} }`;

export const seats = (quantity: number) => [{ featureId: 'feature-seats', quantity }];
export const starter = { customerId: 'customer-initech', planId: 'plan-starter', billingPeriod: 'MONTHLY' };
export const growth = { ...starter, planId: 'plan-growth', billableFeatures: seats(7) };

interface Applied {
  subscription: Fields & { subscriptionId: string };
  entitlements: { usageLimit: number; feature: { refId: string } }[];
}

/** An emulator whose clock stands at {@link NOW} at the start of each test. */
export function buyingEmulator() {
  const emulator = runningEmulator();
  const { control, query } = emulator;
  const clock = (now: string) => control('PUT', 'clock', { now });
  beforeEach(() => clock(NOW));

  /** The outcome; an error is thrown. */
  async function apply(input: Fields): Promise<Applied> {
    const { data, errors } = await query(APPLY, { input });
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.applySubscription as Applied;
  }
  const get = async (subscriptionId: string) =>
    (await query(GET, { input: { subscriptionId } })).data?.getSubscription as Fields;
  const active = async (customerId: string, resourceId?: string) =>
    (await query(ACTIVE, { input: { customerId, resourceId } })).data?.getActiveSubscriptions;
  return { ...emulator, clock, apply, get, active };
}
