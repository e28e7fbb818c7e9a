// What is served: the same features for everyone, in each one's own format.
import type { WireEntitlement } from 'stigg-offline/fixtures';

/** Two versions of each load, which differ in one feature. */
export type Variant = 0 | 1;

/** The one that differs: denied in variant 0, granted in 1. */
export const CHANGING_FEATURE = 'feature-2';

/** Even ones are boolean, odd ones metered, all granted but for the changing one. */
export function featureIds(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `feature-${at}`);
}

function isGranted(featureId: string, variant: Variant): boolean {
  return featureId !== CHANGING_FEATURE || variant === 1;
}

export function wireEntitlements(count: number, variant: Variant): WireEntitlement[] {
  return featureIds(count).map((refId, at) => ({
    isGranted: isGranted(refId, variant),
    accessDeniedReason: isGranted(refId, variant) ? null : 'NoFeatureEntitlementInSubscription',
    usageLimit: at % 2 ? 100 + at : null,
    hasUnlimitedUsage: false,
    hasSoftLimit: at % 2 ? false : null,
    currentUsage: at % 2 ? at % 50 : null,
    enumValues: null,
    resetPeriod: null,
    usagePeriodAnchor: null,
    usagePeriodStart: null,
    usagePeriodEnd: null,
    feature: {
      refId,
      displayName: `Feature ${at}`,
      description: `What feature ${at} is for`,
      featureType: at % 2 ? 'NUMBER' : 'BOOLEAN',
      meterType: at % 2 ? 'Fluctuating' : 'None',
      featureUnits: at % 2 ? 'seat' : null,
      featureUnitsPlural: at % 2 ? 'seats' : null,
    },
  }));
}

/** As GrowthBook's API serves it. */
export function growthbookFeatures(count: number, variant: Variant): unknown {
  const features = featureIds(count).map((id, at) => [
    id,
    { defaultValue: at % 2 ? 100 + at : isGranted(id, variant) },
  ]);
  return {
    status: 200,
    features: Object.fromEntries(features),
    dateUpdated: `2026-01-01T00:00:0${variant}.000Z`,
  };
}

/** As ConfigCat's CDN serves it: config JSON v6. */
export function configcatConfig(count: number, variant: Variant, baseUrl: string): unknown {
  const settings = featureIds(count).map((id, at) => [
    id,
    at % 2
      ? { t: 2, v: { i: 100 + at }, i: `v${at}` }
      : { t: 0, v: { b: isGranted(id, variant) }, i: `v${at}-${variant}` },
  ]);
  return { p: { u: baseUrl, r: 0, s: 'salt' }, f: Object.fromEntries(settings) };
}
