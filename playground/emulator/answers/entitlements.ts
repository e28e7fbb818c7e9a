import { entitlementsOf, type WireEntitlement } from '../../../src/fixtures.js';
import { admitCustomer } from '../admission.js';
import { type Environment, own } from '../environment.js';
import { type Asked, judge } from '../judge.js';
import type { Arrival } from './arrival.js';
import { resetPeriodConfiguration } from './features.js';

interface Whose {
  customerId: string;
  resourceId?: string | null;
}

export function cachedEntitlements({ query }: { query: Whose }, arrival: Arrival) {
  return listFor(query, arrival);
}

/** A customer without access is an answer here, not an error: the type has a reason for each. */
export function entitlementsState({ query }: { query: Whose }, arrival: Arrival) {
  const { customerId, resourceId } = query;
  admitCustomer(arrival.environment, arrival.headers, customerId);
  const customer = own(arrival.environment.customers, customerId);
  if (!customer) return { entitlements: [], accessDeniedReason: 'CustomerNotFound' };
  if (customer.archived) return { entitlements: [], accessDeniedReason: 'CustomerIsArchived' };
  const entitlements = listFor(query, arrival);
  const { planId } = resourceId == null ? customer : (own(customer.resources, resourceId) ?? {});
  const denied = entitlements.length === 0 && planId == null;
  return { entitlements, accessDeniedReason: denied ? 'NoActiveSubscription' : null };
}

/** Denied access is not an error: a feature that is not in the list is answered too. */
export function entitlement({ query }: { query: Whose & Asked }, arrival: Arrival) {
  const listed = listFor(query, arrival).find(({ feature }) => feature?.refId === query.featureId);
  return judge(listed, query, arrival.environment);
}

export function listFor({ customerId, resourceId }: Whose, { environment, now, headers }: Arrival) {
  admitCustomer(environment, headers, customerId);
  return entitlementsOf(environment, customerId, resourceId, now).map((one) => ({
    customerId,
    resourceId: resourceId ?? null,
    nextResetDate: one.usagePeriodEnd ?? null,
    resetPeriodConfiguration: resetPeriodConfiguration(one.resetPeriod),
    ...offer(environment, customerId, resourceId, one),
    ...one,
  }));
}

/** How the plan wants it shown. */
function offer(
  { customers, plans }: Environment,
  customerId: string,
  resourceId: string | null | undefined,
  { feature }: WireEntitlement,
) {
  const customer = own(customers, customerId);
  const { planId } = (resourceId == null ? customer : own(customer?.resources, resourceId)) ?? {};
  const { displayNameOverride = null, hiddenFromWidgets = [] } =
    own(own(plans, planId)?.entitlements, feature?.refId) ?? {};
  return { displayNameOverride, hiddenFromWidgets };
}
