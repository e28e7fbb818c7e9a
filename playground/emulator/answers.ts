import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { entitlementsOf, FixtureError, type Fixtures, type WireEntitlement } from '../../src/fixtures.js';
import { admitCustomer } from './admission.js';
import { apiError } from './api-error.js';
import { type Asked, judge } from './judge.js';

/** What a request is answered from, as it was when the request arrived. */
export interface Arrival {
  fixtures: Fixtures;
  now: Date;
  headers: IncomingHttpHeaders;
}

interface Whose {
  customerId: string;
  resourceId?: string | null;
}

// What the answered fields of `Query` say. Those that are not here are refused by the schema.

export function sdkConfiguration(_args: unknown, { fixtures }: Arrival) {
  return fixtures.configuration;
}

export function cachedEntitlements({ query }: { query: Whose }, arrival: Arrival) {
  return listFor(query, arrival);
}

/** A customer without access is an answer here, not an error: the type has a reason for each. */
export function entitlementsState({ query }: { query: Whose }, arrival: Arrival) {
  const { customerId, resourceId } = query;
  admitCustomer(arrival.fixtures, arrival.headers, customerId);
  const customer = customerOf(arrival.fixtures, customerId);
  if (!customer) return { entitlements: [], accessDeniedReason: 'CustomerNotFound' };
  if (customer.archived) return { entitlements: [], accessDeniedReason: 'CustomerIsArchived' };
  const entitlements = listFor(query, arrival);
  const subscribed = resourceId == null ? customer.planId : customer.resources?.[resourceId]?.planId;
  const denied = entitlements.length === 0 && subscribed == null;
  return { entitlements, accessDeniedReason: denied ? 'NoActiveSubscription' : null };
}

/** Denied access is not an error: a feature that is not in the list is answered too. */
export function entitlement({ query }: { query: Whose & Asked }, arrival: Arrival) {
  const listed = listFor(query, arrival).find(({ feature }) => feature?.refId === query.featureId);
  return judge(listed, query, arrival.fixtures);
}

/** Null for an unknown customer, as the schema says. What the fixtures know nothing of is left undefined. */
export function getCustomerByRefId({ input }: { input: Whose }, { fixtures, headers }: Arrival) {
  const { customerId } = input;
  admitCustomer(fixtures, headers, customerId);
  const customer = customerOf(fixtures, customerId);
  if (!customer) return null;
  if (customer.archived) throw apiError('EntityIsArchivedError', `customer ${customerId} is archived`);
  const planned = [customer, ...Object.values(customer.resources ?? {})].filter(
    ({ planId }) => planId != null,
  );
  return {
    id: uuidOf(customerId),
    refId: customerId,
    customerId,
    name: customer.name,
    email: customer.email ?? null,
    createdAt: customer.subscribedAt,
    updatedAt: customer.subscribedAt,
    deletedAt: null,
    environmentId: uuidOf('environment'),
    hasPaymentMethod: false,
    hasActiveSubscription: planned.length > 0,
    hasActiveResource: planned.some((one) => one !== customer),
    totalActiveSubscription: planned.length,
    promotionalEntitlements: [],
    totalActivePromotionalEntitlements: 0,
  };
}

function listFor({ customerId, resourceId }: Whose, { fixtures, now, headers }: Arrival): WireEntitlement[] {
  admitCustomer(fixtures, headers, customerId);
  try {
    const listed = entitlementsOf(fixtures, customerId, resourceId, now);
    return listed.map((one) => ({
      customerId,
      resourceId: resourceId ?? null,
      nextResetDate: one.usagePeriodEnd ?? null,
      ...one,
    }));
  } catch (error) {
    throw error instanceof FixtureError ? apiError(error.code, error.message) : error;
  }
}

function customerOf({ customers }: Fixtures, customerId: string) {
  return Object.hasOwn(customers, customerId) ? customers[customerId] : undefined;
}

/** The same name always has the same id, so that an unchanged answer is an unchanged answer. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
