// What a customer is about to subscribe to.
import type { Plan, Price, Subscription } from 'stigg-offline';
import type { Market } from './market.js';

export interface Choice {
  readonly plan: Plan;
  /** `null` for plans without a price. */
  readonly billingPeriod: string | null;
  readonly market: Market;
  readonly resourceId: string | null;
  /** What it would take the place of, or change. */
  readonly present: Subscription | null;
  /** Units by feature id. */
  readonly quantities: Readonly<Record<string, number>>;
  /** By add-on id. */
  readonly addons: Readonly<Record<string, number>>;
  readonly promotionCode: string | null;
}

/** The prices by the unit that have to be given a quantity. */
export function unitPricesOf({ pricePoints }: Plan, billingPeriod: string | null): readonly Price[] {
  return pricePoints.filter(
    (price) => price.pricingModel === 'PER_UNIT' && price.billingPeriod === billingPeriod && price.feature,
  );
}

/** What one begins with: what one has. */
export function firstQuantities(
  plan: Plan,
  billingPeriod: string | null,
  present: Subscription | null,
): Record<string, number> {
  const had = quantitiesOf(present);
  return Object.fromEntries(
    unitPricesOf(plan, billingPeriod).flatMap(({ feature, minUnitQuantity }) =>
      feature ? [[feature.featureId, had[feature.featureId] ?? minUnitQuantity ?? 1]] : [],
    ),
  );
}

export function firstAddons(plan: Plan, present: Subscription | null): Record<string, number> {
  if (present?.plan.id !== plan.id) return {};
  return Object.fromEntries(present.addons.map(({ addon, quantity }) => [addon.id, quantity]));
}

/** Whether it changes the present subscription, rather than take its place. */
export function isChange({ plan, billingPeriod, present }: Choice): boolean {
  return present !== null && present.plan.id === plan.id && periodOf(present) === billingPeriod;
}

/** Whether it is what the customer has already. */
export function isPresent(choice: Choice): boolean {
  const { present, quantities, addons, promotionCode } = choice;
  return (
    isChange(choice) &&
    promotionCode === null &&
    same(quantities, quantitiesOf(present)) &&
    same(addons, present ? firstAddons(present.plan, present) : {})
  );
}

export function periodOf({ price }: Subscription): string | null {
  return price?.billingPeriod ?? null;
}

function quantitiesOf(present: Subscription | null): Record<string, number> {
  return Object.fromEntries(
    (present?.prices ?? []).flatMap(({ pricingModel, feature }) =>
      pricingModel === 'PER_UNIT' && feature && feature.unitQuantity !== null
        ? [[feature.featureId, feature.unitQuantity]]
        : [],
    ),
  );
}

function same(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((id) => one[id] === other[id]);
}
