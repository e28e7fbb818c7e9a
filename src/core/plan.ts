import type { Price } from './price.js';

/** Whatever the vendor's console holds under this name. */
export type Metadata = unknown;

/** A feature as plans and add-ons name it. */
export interface PlanFeature {
  readonly id: string;
  readonly featureType: string;
  readonly meterType: string | null;
  readonly units: string | null;
  readonly unitsPlural: string | null;
  readonly displayName: string;
  readonly description: string | null;
  readonly isMetered: boolean;
  readonly metadata: Metadata;
}

/** What a plan or an add-on gives of one feature. */
export interface PackageEntitlement {
  readonly usageLimit: number | null;
  readonly hasUnlimitedUsage: boolean | null;
  readonly hasSoftLimit: boolean | null;
  readonly resetPeriod: string | null;
  readonly enumValues: readonly string[] | null;
  readonly isCustom: boolean | null;
  readonly displayNameOverride: string | null;
  /** `PAYWALL`, `CUSTOMER_PORTAL`, `CHECKOUT`. */
  readonly hiddenFromWidgets: readonly string[];
  readonly feature: PlanFeature;
}

/** What a plan can be extended with. */
export interface Addon {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly billingId: string | null;
  readonly entitlements: readonly PackageEntitlement[];
  readonly pricePoints: readonly Price[];
  readonly pricingType: string | null;
  readonly maxQuantity: number | null;
  readonly hiddenFromWidgets: readonly string[];
  /** Add-ons that have to be there for this one. */
  readonly dependencies: readonly PackageName[];
  readonly metadata: Metadata;
}

/** A plan or an add-on by name. */
export interface PackageName {
  readonly id: string;
  readonly displayName: string;
  readonly description?: string | null;
}

/** Add-ons of which some have to be chosen. */
export interface AddonGroup {
  readonly packageGroupId: string;
  readonly displayName: string;
  readonly addons: readonly Addon[];
  readonly options: { readonly minItems: number | null; readonly freeItems: number | null };
}

/** What plans are plans of. */
export interface Product {
  readonly id: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly metadata: Metadata;
}

/** How long a plan can be tried, and what comes after. */
export interface TrialConfig {
  readonly duration: number;
  /** `DAY` or `MONTH`. */
  readonly units: string;
  readonly budget: { readonly limit: number } | null;
  readonly trialEndBehavior: string | null;
}

/** A plan that is on sale, with what it gives and costs. */
export interface Plan {
  readonly id: string;
  /** The place in the paywall, from 0; 0 elsewhere. */
  readonly order: number;
  readonly displayName: string;
  readonly description: string | null;
  readonly billingId: string | null;
  readonly product: Product;
  readonly basePlan: PackageName | null;
  readonly entitlements: readonly PackageEntitlement[];
  /** Those of the plans that this one builds on. */
  readonly inheritedEntitlements: readonly PackageEntitlement[];
  readonly pricePoints: readonly Price[];
  /** `FREE`, `PAID` or `CUSTOM`. */
  readonly pricingType: string | null;
  readonly defaultTrialConfig: TrialConfig | null;
  readonly compatibleAddons: readonly Addon[];
  readonly compatiblePackageGroups: readonly AddonGroup[];
  readonly hiddenFromWidgets: readonly string[];
  readonly metadata: Metadata;
}
