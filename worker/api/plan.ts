import type { Addon, PackageEntitlement, Plan, PlanFeature } from '../../src/core/plan.js';
import type {
  AddonFragment,
  FeatureFragment,
  PackageEntitlementFragment,
  PlanFragment,
} from './operations.generated.js';
import { readPrice } from './price.js';

/** @param order the place in a paywall */
export function readPlan(plan: PlanFragment, order = 0): Plan {
  const { product, basePlan, defaultTrialConfig } = plan;
  return {
    id: plan.refId,
    order,
    displayName: plan.displayName,
    description: plan.description,
    billingId: plan.billingId,
    product: {
      id: product.refId,
      displayName: product.displayName,
      description: product.description,
      metadata: product.additionalMetaData,
    },
    basePlan: basePlan && { id: basePlan.refId, displayName: basePlan.displayName },
    entitlements: readEntitlements(plan.entitlements),
    inheritedEntitlements: readEntitlements(plan.inheritedEntitlements),
    pricePoints: (plan.prices ?? []).map((price) => readPrice(price)),
    pricingType: plan.pricingType,
    defaultTrialConfig,
    compatibleAddons: (plan.compatibleAddons ?? []).map(readAddon),
    compatiblePackageGroups: (plan.compatiblePackageGroups ?? []).map((group) => ({
      ...group,
      addons: (group.addons ?? []).map(readAddon),
    })),
    hiddenFromWidgets: plan.hiddenFromWidgets ?? [],
    metadata: plan.additionalMetaData,
  };
}

export function readAddon(addon: AddonFragment): Addon {
  return {
    id: addon.refId,
    displayName: addon.displayName,
    description: addon.description,
    billingId: addon.billingId,
    entitlements: readEntitlements(addon.entitlements),
    pricePoints: (addon.prices ?? []).map((price) => readPrice(price)),
    pricingType: addon.pricingType,
    maxQuantity: addon.maxQuantity,
    hiddenFromWidgets: addon.hiddenFromWidgets ?? [],
    dependencies: (addon.dependencies ?? []).map(({ refId, displayName, description }) => ({
      id: refId,
      displayName,
      description,
    })),
    metadata: addon.additionalMetaData,
  };
}

function readEntitlements(list: readonly PackageEntitlementFragment[] | null): PackageEntitlement[] {
  return (list ?? []).map((entitlement) => ({
    usageLimit: entitlement.usageLimit,
    hasUnlimitedUsage: entitlement.hasUnlimitedUsage,
    hasSoftLimit: entitlement.hasSoftLimit,
    resetPeriod: entitlement.resetPeriod,
    enumValues: entitlement.enumValues,
    isCustom: entitlement.isCustom,
    displayNameOverride: entitlement.displayNameOverride,
    hiddenFromWidgets: entitlement.hiddenFromWidgets ?? [],
    feature: readFeature(entitlement.feature),
  }));
}

export function readFeature(feature: FeatureFragment): PlanFeature {
  const { meterType } = feature;
  return {
    id: feature.refId,
    featureType: feature.featureType,
    meterType,
    units: feature.featureUnits,
    unitsPlural: feature.featureUnitsPlural,
    displayName: feature.displayName,
    description: feature.description,
    isMetered: meterType !== null && meterType !== 'None',
    metadata: feature.additionalMetaData,
  };
}
