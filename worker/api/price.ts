import type { Price } from '../../src/core/price.js';
import type { PriceFragment } from './operations.generated.js';

/** @param unitQuantity how many units are subscribed to */
export function readPrice(price: PriceFragment, unitQuantity: number | null = null): Price {
  const { billingModel, feature, tiers, tiersMode } = price;
  const amounts = [
    price.price,
    ...(tiers ?? []).flatMap(({ unitPrice, flatPrice }) => [unitPrice, flatPrice]),
  ];
  return {
    pricingModel: billingModel,
    billingPeriod: price.billingPeriod,
    billingCadence: price.billingCadence,
    billingId: price.billingId,
    amount: price.price?.amount ?? null,
    currency: amounts.find((money) => money !== null)?.currency ?? null,
    tiersMode,
    tiers,
    isTieredPrice: tiersMode !== null,
    minUnitQuantity: price.minUnitQuantity,
    maxUnitQuantity: price.maxUnitQuantity,
    billingCountryCode: price.billingCountryCode,
    blockSize: price.blockSize,
    feature: feature && {
      featureId: feature.refId,
      displayName: feature.displayName,
      units: feature.featureUnits,
      unitsPlural: feature.featureUnitsPlural,
      unitQuantity,
    },
  };
}
