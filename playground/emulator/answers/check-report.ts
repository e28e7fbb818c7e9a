import { Refusal } from '../billing/refusal.js';
import { own } from '../environment.js';
import { type Arrival, customerOf } from './arrival.js';

interface CheckReport {
  customerId: string;
  resourceId?: string | null;
  featureId: string;
  requestedUsage?: number | null;
  entitlementCheckResult: { hasAccess: boolean };
}

/** Kept in the log of requests, as any operation is. */
export function reportEntitlementCheckRequested(
  { entitlementCheckRequested }: { entitlementCheckRequested: CheckReport },
  arrival: Arrival,
): boolean {
  const { customerId, resourceId, featureId, requestedUsage } = entitlementCheckRequested;
  const customer = customerOf(arrival, customerId);
  if (resourceId != null && !own(customer.resources, resourceId)) {
    throw new Refusal('CustomerResourceNotFound', `customer ${customerId} has no resource ${resourceId}`);
  }
  if (!own(arrival.environment.features, featureId)) {
    throw new Refusal('FeatureNotFound', `feature ${featureId} not found`);
  }
  if (requestedUsage != null && requestedUsage < 0) {
    throw new Refusal('BadUserInput', 'requestedUsage must not be negative');
  }
  return true;
}
