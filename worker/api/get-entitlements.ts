// The operation `GetEntitlements`: its documents, and the reading of its response.
import { type ParsedEntitlements, parseEntitlements } from '../../src/core/snapshot.js';

const SELECTION = `entitlements: cachedEntitlements(query: $query) {
    isGranted accessDeniedReason usageLimit hasUnlimitedUsage hasSoftLimit currentUsage enumValues
    usagePeriodAnchor usagePeriodStart usagePeriodEnd resetPeriod
    feature { refId displayName description featureType meterType featureUnits featureUnitsPlural }
  }`;

export const GET_ENTITLEMENTS = `query GetEntitlements($query: FetchEntitlementsQuery!) {
  ${SELECTION}
}`;

/** The first request of a customer's list asks for the configuration too; refreshes do not ask again. */
export const GET_ENTITLEMENTS_AND_CONFIGURATION = `query GetEntitlements($query: FetchEntitlementsQuery!) {
  ${SELECTION}
  sdkConfiguration { isWidgetWatermarkEnabled }
}`;

export interface EntitlementsResponse extends ParsedEntitlements {
  /** `null` when it was not asked for or not told. */
  readonly isWidgetWatermarkEnabled: boolean | null;
  /** The API's clock at the time of the response, in milliseconds since the epoch, where it exposes it. */
  readonly serverDate: number | null;
}

/** Reads the `data` of a response. `null` if it has not the operation's shape. */
export function parseGetEntitlements(data: unknown, serverDate: number | null): EntitlementsResponse | null {
  if (typeof data !== 'object' || data === null) return null;
  const { entitlements: list, sdkConfiguration } = data as Record<string, unknown>;
  const parsed = parseEntitlements(list);
  if (!parsed) return null;
  const watermark = (sdkConfiguration as { isWidgetWatermarkEnabled?: unknown } | null | undefined)
    ?.isWidgetWatermarkEnabled;
  return {
    ...parsed,
    isWidgetWatermarkEnabled: typeof watermark === 'boolean' ? watermark : null,
    serverDate,
  };
}
