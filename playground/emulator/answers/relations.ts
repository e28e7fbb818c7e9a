import { subscriptionsOf } from '../subscriptions/held.js';
import type { Arrival } from './arrival.js';
import { customerView } from './customer.js';
import { subscriptionView } from './subscription.js';

type Related = (source: Record<string, unknown>, arrival: Arrival) => unknown;

const customer = (customerId: unknown, { environment, now }: Arrival) =>
  typeof customerId === 'string' ? customerView(environment, customerId, now) : null;

/** Fields that lead from one type to another and back, followed as far as a query asks for them. */
export const relations: Record<string, Record<string, Related>> = {
  Customer: {
    subscriptions: ({ customerId }, { environment, now }) =>
      subscriptionsOf(environment, String(customerId), now)
        .filter(({ end }) => !end)
        .map((held) => subscriptionView(environment, held, now)),
  },
  CustomerSubscription: {
    customer: ({ customerRefId }, arrival) => customer(customerRefId, arrival),
    payingCustomer: ({ payingCustomerRefId }, arrival) => customer(payingCustomerRefId, arrival),
  },
};
