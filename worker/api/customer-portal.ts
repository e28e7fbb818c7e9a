import type { CustomerPortal } from '../../src/core/customer-portal.js';
import type { GetCustomerPortalQuery } from './operations.generated.js';

export function readCustomerPortal({ customerPortal }: GetCustomerPortalQuery): CustomerPortal {
  const { resource, subscriptions } = customerPortal;
  return {
    ...customerPortal,
    subscriptions: (subscriptions ?? []).map((subscription) => ({
      ...subscription,
      addons: subscription.addons ?? [],
    })),
    resource: resource && { id: resource.resourceId },
  };
}
