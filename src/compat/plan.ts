import type * as own from '../index.js';
import { absent } from './absent.js';

/** A price in the vendor's form. */
export type Price = ReturnType<typeof toPrice>;
/** What a plan or an add-on entitles to, in the vendor's form. */
export type PackageEntitlement = ReturnType<typeof toPackageEntitlement>;
/** An add-on in the vendor's form. */
export type Addon = ReturnType<typeof toAddon>;
/** A plan in the vendor's form. */
export type Plan = ReturnType<typeof toPlan>;

export function toPrice<T extends own.Price>(price: T) {
  return {
    ...absent(price, 'feature'),
    currency: price.currency ?? 'USD',
    ...(price.feature && { feature: absent(price.feature, 'unitQuantity') }),
  };
}

export function toFeature(feature: own.PlanFeature) {
  return absent(feature, 'meterType', 'units', 'unitsPlural');
}

/** No limit is told as 0, beside `hasUnlimitedUsage`. */
export function toPackageEntitlement(entitlement: own.PackageEntitlement) {
  return {
    ...absent(entitlement, 'isCustom'),
    usageLimit: entitlement.usageLimit ?? 0,
    feature: toFeature(entitlement.feature),
  };
}

export function toAddon(addon: own.Addon) {
  return {
    ...addon,
    description: addon.description ?? '',
    entitlements: addon.entitlements.map(toPackageEntitlement),
    pricePoints: addon.pricePoints.map((price) => toPrice(price)),
    dependencies: addon.dependencies.map(({ id, ...dependency }) => ({
      refId: id,
      ...absent(dependency, 'description'),
    })),
  };
}

/** What cannot be bought with the plan is left out: nothing with a free one, with a paid one only what is paid. */
export function toPlan(plan: own.Plan) {
  const { pricingType } = plan;
  const isFree = pricingType === 'FREE';
  const groups = isFree ? [] : plan.compatiblePackageGroups;
  const addons = plan.compatibleAddons.filter(
    (addon) => !isFree && (pricingType !== 'PAID' || addon.pricingType === 'PAID'),
  );
  const { defaultTrialConfig } = plan;
  return {
    ...absent(plan, 'basePlan', 'defaultTrialConfig'),
    ...(defaultTrialConfig && { defaultTrialConfig: absent(defaultTrialConfig, 'budget') }),
    entitlements: plan.entitlements.map(toPackageEntitlement),
    inheritedEntitlements: plan.inheritedEntitlements.map(toPackageEntitlement),
    pricePoints: plan.pricePoints.map((price) => toPrice(price)),
    compatibleAddons: addons.map(toAddon),
    compatiblePackageGroups: groups.map((group) => ({
      ...group,
      addons: group.addons.map(toAddon),
      options: absent(group.options, 'minItems', 'freeItems'),
    })),
  };
}
