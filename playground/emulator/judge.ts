import type { Fixtures, WireEntitlement } from '../../src/fixtures.js';

/** What a single check asks for. */
export interface Asked {
  featureId: string;
  options?: { requestedUsage?: number | null; requestedValues?: string[] | null } | null;
}

/** The entitlement of a list, judged against what is asked for; undefined stands for one that is not listed. */
export function judge(
  listed: WireEntitlement | undefined,
  { featureId, options }: Asked,
  { features }: Fixtures,
): WireEntitlement & { requestedValues: string[] | null } {
  const requestedUsage = options?.requestedUsage ?? null;
  const requestedValues = options?.requestedValues ?? null;
  if (!listed) {
    const feature = Object.hasOwn(features, featureId) ? features[featureId] : undefined;
    return {
      isGranted: false,
      accessDeniedReason: feature ? 'NoFeatureEntitlementInSubscription' : 'FeatureNotFound',
      hasUnlimitedUsage: false,
      requestedUsage,
      requestedValues,
      feature: feature ? { refId: featureId, ...feature } : null,
    };
  }
  const reason = listed.isGranted ? refusal(listed, requestedUsage ?? 0, requestedValues ?? []) : null;
  return {
    ...listed,
    ...(reason && { isGranted: false, accessDeniedReason: reason }),
    requestedUsage,
    requestedValues,
  };
}

function refusal(listed: WireEntitlement, requestedUsage: number, requestedValues: string[]): string | null {
  const { feature, hasUnlimitedUsage, hasSoftLimit, currentUsage, usageLimit, enumValues } = listed;
  if (feature?.featureType === 'ENUM') {
    const mismatch = requestedValues.some((value) => !enumValues?.includes(value));
    return mismatch ? 'RequestedValuesMismatch' : null;
  }
  if (feature?.featureType !== 'NUMBER' || feature.meterType === 'None') return null;
  if (hasUnlimitedUsage || hasSoftLimit) return null;
  return (currentUsage ?? 0) + requestedUsage > (usageLimit ?? 0) ? 'RequestedUsageExceedingLimit' : null;
}
