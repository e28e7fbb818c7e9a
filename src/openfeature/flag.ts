// A flag: what is known of one feature, as OpenFeature asks for it.
import type { StiggClient } from '../client.js';
import type { AnyAnswer, Fallback } from '../core/answer.js';
import type { FeatureType } from '../core/entitlement.js';
import { ErrorCode, type JsonValue, type ResolutionDetails } from './web-sdk.js';

export interface Flag extends Omit<ResolutionDetails<unknown>, 'value'> {
  readonly entitlement: Fallback & Partial<AnyAnswer>;
  /** Of the feature; `undefined` where it is not known. */
  readonly type: FeatureType | undefined;
}

export interface Unresolved {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string;
}

const NO_ACCESS: Fallback = { hasAccess: false };

/**
 * Looks a feature up. Only where nothing is known of the customer, and there is no fallback, is it unresolved: a default
 * of `true` must not grant what the customer does not have.
 *
 * @param hasLeft the evaluation context names no customer any more
 */
export function flagOf(
  client: StiggClient,
  featureId: string,
  resourceId: string | null,
  hasLeft: boolean,
): Flag | Unresolved {
  const context = client.contextOf();
  const { offline, entitlementsFallback } = context.settings;
  const mirror = hasLeft ? undefined : context.viewOf(resourceId)?.mirror;
  const fallback = Object.hasOwn(entitlementsFallback, featureId)
    ? entitlementsFallback[featureId]
    : undefined;
  if (!mirror?.snapshot) {
    if (fallback) return flag({ isFallback: true, ...fallback }, undefined, 'DEFAULT');
    if (offline) return unresolved(ErrorCode.FLAG_NOT_FOUND, 'There is no fallback for this feature.');
    if (hasLeft || !context.customer)
      return unresolved(ErrorCode.TARGETING_KEY_MISSING, 'There is no customer.');
    return unresolved(ErrorCode.PROVIDER_NOT_READY, 'Nothing is known of the customer yet.');
  }
  const type = mirror.entitlements?.get(featureId)?.feature.featureType;
  const given = fallback ?? NO_ACCESS;
  const answer = answerOf(client, type, { featureId, resourceId, options: { fallback: given } });
  // What is too old to be used has given way to the fallback, whichever type that is for.
  if (answer.isFallback) return flag({ ...answer, ...given }, type, 'DEFAULT');
  const { source, ageMs, stale } = client.freshnessOf(answer);
  const waits = source !== 'network' && !mirror.failure;
  const reason = !stale ? 'TARGETING_MATCH' : waits ? 'CACHED' : 'STALE';
  return flag(answer, type, reason, { source, ...(ageMs !== null && { ageMs }) });
}

type Asked = Parameters<StiggClient['getBooleanEntitlement']>[0];

function answerOf(client: StiggClient, type: FeatureType | undefined, check: Asked): AnyAnswer {
  if (type === 'ENUM') return client.getEnumEntitlement(check);
  if (type !== 'NUMBER') return client.getBooleanEntitlement(check);
  const metered = client.getMeteredEntitlement(check);
  return metered.isFallback ? client.getNumericEntitlement(check) : metered;
}

function flag(
  entitlement: Flag['entitlement'],
  type: FeatureType | undefined,
  reason: string,
  metadata: Flag['flagMetadata'] = { source: 'fallback' },
): Flag {
  const { hasAccess, accessDeniedReason } = entitlement;
  const flagMetadata = { ...metadata, ...(accessDeniedReason !== undefined && { accessDeniedReason }) };
  return { entitlement, type, reason, variant: hasAccess ? 'granted' : 'denied', flagMetadata };
}

function unresolved(errorCode: ErrorCode, errorMessage: string): Unresolved {
  return { errorCode, errorMessage };
}

const mismatch = (errorMessage: string) => unresolved(ErrorCode.TYPE_MISMATCH, errorMessage);

/** Reads a value from a flag. @returns `Unresolved` if it has none of this type */
export type Reading<Value> = (flag: Flag) => { readonly value: Value } | Unresolved;

/** Access to a feature of any type. */
export const readBoolean: Reading<boolean> = ({ entitlement }) => ({ value: entitlement.hasAccess });

/** The configured number or the usage limit; without access 0, unlimited `Infinity`. */
export const readNumber: Reading<number> = ({ entitlement, type }) => {
  if (type && type !== 'NUMBER') return mismatch('The feature is not a number.');
  const { hasAccess, accessDeniedReason, isUnlimited, value, usageLimit } = entitlement;
  // A limit that is used up is still the limit.
  if (!hasAccess && accessDeniedReason !== 'RequestedUsageExceedingLimit') return { value: 0 };
  if (isUnlimited) return { value: Number.POSITIVE_INFINITY };
  const number = value ?? usageLimit;
  return number === undefined && !type ? mismatch('The fallback has no number.') : { value: number ?? 0 };
};

/** The one value of an enum; without access the empty text. */
export const readString: Reading<string> = ({ entitlement, type }) => {
  if (type && type !== 'ENUM') return mismatch('The feature is not an enum.');
  const { hasAccess, values } = entitlement;
  if (!hasAccess) return { value: '' };
  const [only, ...others] = values ?? [];
  return only === undefined || others.length > 0
    ? mismatch('The feature has not one value: ask for an object.')
    : { value: only };
};

/** The whole entitlement, as its own getter answers, as JSON. */
export const readObject: Reading<JsonValue> = ({ entitlement }) => ({
  value: JSON.parse(JSON.stringify(entitlement)),
});
