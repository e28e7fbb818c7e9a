import type { OrderInput } from '../billing/order.js';
import type { Held } from './held.js';

/** The order for a change: of the same plan, what the request does not name stays as it is. */
export function continued<T extends OrderInput>({ selection }: Held, input: T): T {
  if (input.planId !== selection.planId) return input;
  const named = [...(input.billableFeatures ?? []), ...chargedFeatures(input)];
  const kept = Object.entries(selection.quantities).filter(
    ([featureId]) => input.unitQuantity == null && !named.some((one) => one.featureId === featureId),
  );
  return {
    ...input,
    billingPeriod: input.billingPeriod ?? selection.billingPeriod,
    billingCountryCode: input.billingCountryCode ?? selection.country,
    billableFeatures: [
      ...kept.map(([featureId, quantity]) => ({ featureId, quantity })),
      ...(input.billableFeatures ?? []),
    ],
    addons:
      input.addons ?? Object.entries(selection.addons).map(([addonId, quantity]) => ({ addonId, quantity })),
  };
}

function chargedFeatures({ charges }: OrderInput) {
  return (charges ?? []).map(({ id, quantity }) => ({ featureId: id, quantity }));
}
