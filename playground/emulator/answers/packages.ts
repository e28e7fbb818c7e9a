// Plans, add-ons and their prices in the API's form.
import { isDeepStrictEqual } from 'node:util';
import { pricingTypeOf } from '../billing/charges.js';
import { currencyOf, modelOf, type Price, pricesIn } from '../billing/price.js';
import { uuidOf } from '../digest.js';
import { type Addon, type Environment, own, type Plan } from '../environment.js';
import { featureView, grantViews } from './features.js';

/** Which prices are shown: those of a country, or `all` of them. */
export type Country = string | null | { all: true };

export function planView(environment: Environment, planId: string, country: Country = null) {
  const plan = own(environment.plans, planId);
  if (!plan) throw new TypeError(`plan ${planId} is not in the fixtures`);
  const base = own(environment.plans, plan.basePlanId);
  const inherited = (featureId: string) =>
    isDeepStrictEqual(own(base?.entitlements, featureId), plan.entitlements[featureId]);
  const grants = Object.entries(plan.entitlements);
  const { trial } = plan;
  return {
    id: uuidOf(`plan ${planId}`),
    refId: planId,
    displayName: plan.displayName,
    description: plan.description ?? null,
    billingId: null,
    versionNumber: 1,
    status: 'PUBLISHED',
    additionalMetaData: plan.metadata ?? null,
    hiddenFromWidgets: plan.hiddenFromWidgets ?? [],
    productId: plan.productId,
    awsMarketplacePlanDimension: null,
    pricingType: pricingTypeOf(plan),
    entitlements: grantViews(
      environment,
      planId,
      grants.filter(([id]) => !inherited(id)),
      'Override',
    ),
    inheritedEntitlements: grantViews(
      environment,
      planId,
      grants.filter(([id]) => inherited(id)),
      'Override',
    ),
    prices: shownPrices(plan, country).map((price) => priceView(environment, planId, price)),
    overagePrices: [],
    compatibleAddons: (plan.addons ?? []).map((addonId) => addonView(environment, addonId, country)),
    compatiblePackageGroups: [],
    defaultTrialConfig: trial
      ? {
          duration: trial.duration,
          units: trial.units,
          budget: trial.budget === undefined ? null : { limit: trial.budget, hasSoftLimit: false },
          trialEndBehavior: trial.endBehavior ?? 'CONVERT_TO_PAID',
        }
      : null,
    product: productView(environment, plan.productId),
    get basePlan() {
      return plan.basePlanId === undefined ? null : planView(environment, plan.basePlanId, country);
    },
  };
}

export function productView({ products }: Environment, productId: string) {
  const product = own(products, productId);
  return {
    id: uuidOf(`product ${productId}`),
    refId: productId,
    displayName: product?.displayName ?? null,
    description: product?.description ?? null,
    additionalMetaData: product?.metadata ?? null,
    awsMarketplaceProductId: null,
    productSettings: { downgradePlan: null },
    downgradePlan: null,
  };
}

export function addonView(environment: Environment, addonId: string, country: Country = null) {
  const addon = own(environment.addons, addonId);
  if (!addon) throw new TypeError(`add-on ${addonId} is not in the fixtures`);
  return {
    id: uuidOf(`addon ${addonId}`),
    refId: addonId,
    displayName: addon.displayName,
    description: addon.description ?? null,
    billingId: null,
    additionalMetaData: addon.metadata ?? null,
    hiddenFromWidgets: addon.hiddenFromWidgets ?? [],
    entitlements: grantViews(environment, addonId, Object.entries(addon.entitlements ?? {}), 'Increment'),
    prices: shownPrices(addon, country).map((price) => priceView(environment, addonId, price)),
    overagePrices: [],
    pricingType: pricingTypeOf(addon),
    maxQuantity: addon.maxQuantity ?? null,
    get dependencies() {
      return (addon.dependencies ?? []).map((id) => addonView(environment, id, country));
    },
  };
}

export function priceView(environment: Environment, packageId: string, price: Price) {
  const money = (amount: number) => ({ amount, currency: currencyOf(price) });
  return {
    id: uuidOf(`price ${packageId} ${JSON.stringify(price)}`),
    featureId: price.featureId ?? null,
    feature: featureView(environment, price.featureId),
    billingModel: modelOf(price),
    billingPeriod: price.billingPeriod,
    billingCadence: 'RECURRING',
    billingId: null,
    billingCountryCode: price.billingCountryCode ?? null,
    minUnitQuantity: price.minUnitQuantity ?? null,
    maxUnitQuantity: price.maxUnitQuantity ?? null,
    blockSize: price.blockSize ?? null,
    price: price.amount === undefined ? null : money(price.amount),
    tiersMode: price.tiers ? (price.tiersMode ?? 'VOLUME') : null,
    tiers:
      price.tiers?.map(({ upTo = null, unitPrice, flatPrice }) => ({
        upTo,
        unitPrice: unitPrice === undefined ? null : money(unitPrice),
        flatPrice: flatPrice === undefined ? null : money(flatPrice),
      })) ?? null,
    creditRate: null,
    customCurrency: null,
    topUpCustomCurrencyId: null,
    createdAt: null,
    resetPeriod: null,
    resetPeriodConfiguration: null,
    isOverridePrice: false,
  };
}

function shownPrices({ prices = [] }: Plan | Addon, country: Country): Price[] {
  return typeof country === 'object' && country !== null ? prices : pricesIn(prices, country);
}
