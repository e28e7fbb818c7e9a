// How parameters become what the API takes. Only what is named is passed on: the API refuses what it does not know.
import type {
  ApplySubscriptionParams,
  EstimateSubscriptionParams,
  EstimateSubscriptionUpdateParams,
  PreviewSubscriptionParams,
} from '../../src/core/data-call.js';
import type { EstimateSubscriptionInput } from './operations.generated.js';

/** What is there of the members named. */
export function only<Params extends object, Key extends keyof Params>(
  params: Params,
  ...keys: Key[]
): { [K in Key]?: Exclude<Params[K], undefined> } {
  const entries = keys.flatMap((key) => (params[key] === undefined ? [] : [[key, params[key]] as const]));
  return Object.fromEntries(entries) as { [K in Key]?: Exclude<Params[K], undefined> };
}

/** What a new subscription and a change of one are made of alike. */
export function estimateInput(params: EstimateSubscriptionUpdateParams | EstimateSubscriptionParams) {
  const { addons } = params;
  return {
    ...only(params, 'billableFeatures', 'unitQuantity', 'promotionCode'),
    ...(addons && { addons: addons.map(({ addonId, quantity = 1 }) => ({ addonId, quantity })) }),
  };
}

export function newSubscriptionInput(
  params: EstimateSubscriptionParams | PreviewSubscriptionParams | ApplySubscriptionParams,
  customerId: string,
): EstimateSubscriptionInput {
  const { planId, startDate } = params;
  return {
    customerId: ('customerId' in params && params.customerId) || customerId,
    planId,
    ...estimateInput(params),
    ...only(params, 'payingCustomerId', 'resourceId', 'billingPeriod', 'billingCountryCode'),
    ...(params.billingInformation && {
      billingInformation: only(
        params.billingInformation,
        'taxPercentage',
        'taxRateIds',
        'billingAddress',
        'metadata',
      ),
    }),
    ...(startDate !== undefined && { startDate: String(startDate) }),
  } as EstimateSubscriptionInput;
}
