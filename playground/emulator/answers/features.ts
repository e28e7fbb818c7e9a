import { uuidOf } from '../digest.js';
import { type Environment, type OfferedGrant, own } from '../environment.js';

const RESET_CONFIGURATIONS = {
  MONTH: { __typename: 'MonthlyResetPeriodConfig', monthlyAccordingTo: 'SubscriptionStart' },
  WEEK: { __typename: 'WeeklyResetPeriodConfig', weeklyAccordingTo: 'SubscriptionStart' },
  YEAR: { __typename: 'YearlyResetPeriodConfig', yearlyAccordingTo: 'SubscriptionStart' },
  DAY: null,
  HOUR: null,
} as const;

/** Usage periods count from the subscription; the shorter ones have no such choice. */
export function resetPeriodConfiguration(period: keyof typeof RESET_CONFIGURATIONS | null | undefined) {
  return period ? RESET_CONFIGURATIONS[period] : null;
}

/** A feature as plans, add-ons and prices tell of it. Null for what is not in the file. */
export function featureView({ features }: Environment, featureId: string | undefined) {
  const feature = own(features, featureId);
  if (!feature) return null;
  return {
    id: featureId,
    refId: featureId,
    displayName: feature.displayName,
    featureType: feature.featureType,
    meterType: feature.meterType ?? null,
    featureUnits: feature.featureUnits ?? null,
    featureUnitsPlural: feature.featureUnitsPlural ?? null,
    description: feature.description ?? null,
    additionalMetaData: feature.metadata ?? null,
    featureStatus: 'ACTIVE',
  };
}

/** What a plan or an add-on gives, in order. */
export function grantViews(
  environment: Environment,
  packageId: string,
  grants: readonly (readonly [featureId: string, grant: OfferedGrant])[],
  behavior: 'Increment' | 'Override',
) {
  return grants.map(([featureId, grant], order) => ({
    id: uuidOf(`entitlement ${packageId} ${featureId}`),
    featureId,
    usageLimit: grant.hasUnlimitedUsage ? null : (grant.usageLimit ?? null),
    hasUnlimitedUsage: grant.hasUnlimitedUsage ?? false,
    hasSoftLimit: grant.hasSoftLimit ?? false,
    resetPeriod: grant.resetPeriod ?? null,
    resetPeriodConfiguration: resetPeriodConfiguration(grant.resetPeriod),
    hiddenFromWidgets: grant.hiddenFromWidgets ?? [],
    displayNameOverride: grant.displayNameOverride ?? null,
    enumValues: grant.enumValues ?? null,
    isCustom: false,
    isGranted: grant.isGranted ?? true,
    description: null,
    order,
    behavior,
    feature: featureView(environment, featureId),
  }));
}
