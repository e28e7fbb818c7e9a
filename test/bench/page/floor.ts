// The least that can be done by hand: one fetch and a Map. No cache, no other tab, no freshness.
import type { WireEntitlement } from 'stigg-offline/fixtures';
import { stand } from './contestant.js';

const QUERY = `query GetEntitlements($query: FetchEntitlementsQuery!) { entitlements: cachedEntitlements(query: $query) {
  isGranted accessDeniedReason usageLimit hasUnlimitedUsage hasSoftLimit currentUsage enumValues usagePeriodAnchor
  usagePeriodStart usagePeriodEnd resetPeriod feature { refId displayName description featureType meterType featureUnits
  featureUnitsPlural } } }`;

stand(({ apiUrl, customerId, intervalMs }, news) => {
  let entitlements = new Map<string, WireEntitlement>();
  const refresh = async () => {
    const response = await fetch(`${apiUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'client-playground' },
      body: JSON.stringify({
        query: QUERY,
        operationName: 'GetEntitlements',
        variables: { query: { customerId } },
      }),
    });
    const { data } = (await response.json()) as { data: { entitlements: WireEntitlement[] } };
    entitlements = new Map(data.entitlements.map((one) => [one.feature?.refId ?? '', one]));
    news();
  };
  const quietly = () => void refresh().catch(() => {});
  quietly();
  setInterval(quietly, intervalMs);
  return {
    boolean: (featureId) => entitlements.get(featureId)?.isGranted === true,
    metered: (featureId) => {
      const one = entitlements.get(featureId);
      return one !== undefined && (one.currentUsage ?? 0) + 1 <= (one.usageLimit ?? 0);
    },
    refresh,
  };
});
