import { admitCustomer } from '../admission.js';
import { Refusal } from '../billing/refusal.js';
import { findSubscription, type Held, isActive, subscriptionsOf } from '../subscriptions/held.js';
import { type Arrival, customerOf } from './arrival.js';
import { subscriptionView } from './subscription.js';

const MOST_RESOURCES = 100;

interface ActiveInput {
  customerId: string;
  resourceId?: string | null;
  resourceIds?: string[] | null;
}

/** Without a resource those that are not tied to one. A resource that is not there has none. */
export function getActiveSubscriptions({ input }: { input: ActiveInput }, arrival: Arrival) {
  const { customerId, resourceId, resourceIds } = input;
  const { environment, now } = arrival;
  customerOf(arrival, customerId);
  if (resourceIds && resourceIds.length > MOST_RESOURCES) {
    throw new Refusal('BadUserInput', `at most ${MOST_RESOURCES} resourceIds`);
  }
  const asked = [...(resourceIds ?? []), ...(resourceId == null ? [] : [resourceId])];
  return subscriptionsOf(environment, customerId, now)
    .filter(isActive)
    .filter((held) => (held.resourceId === null ? asked.length === 0 : asked.includes(held.resourceId)))
    .map((held) => subscriptionView(environment, held, now));
}

export function getSubscription({ input }: { input: { subscriptionId: string } }, arrival: Arrival) {
  const { environment, now } = arrival;
  return subscriptionView(environment, subscriptionOf(arrival, input.subscriptionId), now);
}

/** @throws {Refusal} SubscriptionNotFound */
export function subscriptionOf({ environment, headers, now }: Arrival, id: string): Held {
  const held = findSubscription(environment, id, now);
  if (!held) throw new Refusal('SubscriptionNotFound', `subscription ${id} not found`);
  admitCustomer(environment, headers, held.customerId);
  return held;
}
