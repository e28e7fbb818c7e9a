// One call of each data method that the fixtures have an answer to.
import type { StiggClient } from 'stigg-offline';

export type Client = StiggClient;

export interface Sample {
  readonly operation: string;
  /** Members that the store does not keep. */
  readonly doors?: readonly string[];
  call(client: Client): Promise<unknown>;
}

const START = new Date(Date.now() - 40 * 24 * 3_600_000);
const DOORS = ['billingPortalUrl', 'paymentUrl', 'paymentSecret'];

export const SAMPLES = {
  getPaywall: { operation: 'GetPaywall', doors: DOORS, call: (client) => client.getPaywall() },
  getCustomerPortal: {
    operation: 'GetCustomerPortal',
    doors: DOORS,
    call: (client) => client.getCustomerPortal(),
  },
  getCustomer: { operation: 'GetCustomer', doors: DOORS, call: (client) => client.getCustomer() },
  getActiveSubscriptionsList: {
    operation: 'GetActiveSubscriptionsList',
    call: (client) => client.getActiveSubscriptionsList(),
  },
  getActiveSubscriptions: {
    operation: 'GetActiveSubscriptions',
    doors: DOORS,
    call: (client) => client.getActiveSubscriptions(),
  },
  getSubscription: {
    operation: 'GetSubscription',
    doors: DOORS,
    call: (client) => client.getSubscription({ subscriptionId: 'subscriptions-01' }),
  },
  getCoupons: { operation: 'GetCoupons', call: (client) => client.getCoupons() },
  getUsageHistory: {
    operation: 'GetUsageHistory',
    call: (client) => client.getUsageHistory({ featureId: 'feature-reports', startDate: START }),
  },
} satisfies Record<string, Sample>;

export type Read = keyof typeof SAMPLES;
export const READS = Object.keys(SAMPLES) as Read[];
