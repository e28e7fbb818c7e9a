// A purchase: checked and priced as an estimate is, then written into the state.
import { pricingTypeOf } from '../billing/charges.js';
import { orderOf } from '../billing/order.js';
import { Refusal } from '../billing/refusal.js';
import { type Account, type Customer, type Environment, own } from '../environment.js';
import { continued } from '../subscriptions/continuation.js';
import { activeSubscription, findSubscription, subscriptionId } from '../subscriptions/held.js';
import { type Purchase, type PurchaseInput, purchaseOf } from '../subscriptions/purchase.js';
import { replacing, type Whose } from '../subscriptions/settlement.js';
import { type Arrival, customerOf, requirePayer } from './arrival.js';
import { listFor } from './entitlements.js';
import { subscriptionView } from './subscription.js';

type ApplyInput = PurchaseInput & { scheduleStrategy?: string | null; [unsupported: string]: unknown };

/** What a back office sets. Taking it and doing nothing would look as if it were done. */
const UNSUPPORTED = [
  'billingId',
  'budget',
  'entitlements',
  'minimumSpend',
  'priceOverrides',
  'salesforceId',
  'subscriptionEntitlements',
];

export function applySubscription({ input }: { input: ApplyInput }, arrival: Arrival) {
  const { environment, now } = arrival;
  const unsupported = UNSUPPORTED.find((name) => input[name] != null);
  if (unsupported) throw new Refusal('UnsupportedParameter', `This emulator does not take ${unsupported}`);
  requireImmediate(input.scheduleStrategy);
  const customer = customerOf(arrival, input.customerId);
  requirePayer(environment, input.payingCustomerId);
  const whose = { customerId: input.customerId, resourceId: input.resourceId ?? null };
  const present = activeSubscription(environment, whose.customerId, whose.resourceId, now);
  const order = orderOf(environment, present ? continued(present, input) : input, now);
  if (pricingTypeOf(order.selection.plan) === 'CUSTOM') {
    throw new Refusal('CheckoutIsNotSupported', `${input.planId} is sold by quote`);
  }
  const purchase = purchaseOf(environment, customer, order, present, input, now);
  const account: Account =
    whose.resourceId === null ? customer : (own(customer.resources, whose.resourceId) ?? {});
  const id = present && purchase.changesPresent ? present.id : newId(purchase, whose, account, now);
  const change = <T extends Account>(before: T) => applied(before, whose, id, purchase, now);
  arrival.change(written(environment, whose, customer, change, now));
  const held = findSubscription(arrival.environment, id, now);
  return {
    subscription: held ? subscriptionView(arrival.environment, held, now) : null,
    entitlements: listFor(whose, arrival),
  };
}

/** @throws {Refusal} UnsupportedParameter */
export function requireImmediate(scheduleStrategy: string | null | undefined): void {
  if (scheduleStrategy != null && scheduleStrategy !== 'IMMEDIATE') {
    throw new Refusal('UnsupportedParameter', 'This emulator changes subscriptions at once');
  }
}

/** The number of those before keeps apart what is applied at the same time, as with a clock that stands still. */
function newId({ planId }: Purchase, { customerId, resourceId }: Whose, { former = [] }: Account, now: Date) {
  return subscriptionId(planId, customerId, resourceId, now.toISOString(), String(former.length));
}

/** A purchase takes the place of one that is pending: nobody pays for both. */
function applied<T extends Account>(account: T, whose: Whose, id: string, purchase: Purchase, now: Date): T {
  const { planId, details, activatesAt, changesPresent } = purchase;
  if (activatesAt) {
    return { ...account, pending: { ...details, id, planId, activatesAt: activatesAt.toISOString() } };
  }
  const { pending: _, ...kept } = changesPresent ? account : replacing(account, whose, now.toISOString());
  return { ...(kept as T), planId, subscription: { ...details, id } };
}

/** A resource comes into being with its first subscription. */
function written(
  environment: Environment,
  { customerId, resourceId }: Whose,
  customer: Customer,
  change: <T extends Account>(account: T) => T,
  now: Date,
): Environment {
  const resource = own(customer.resources, resourceId) ?? { subscribedAt: now.toISOString() };
  const changed =
    resourceId === null
      ? change(customer)
      : { ...customer, resources: { ...customer.resources, [resourceId]: change(resource) } };
  return { ...environment, customers: { ...environment.customers, [customerId]: changed } };
}
