// The reading of what the operation `GetEntitlements` gives.
import { type ParsedEntitlements, parseEntitlements } from '../../src/core/snapshot.js';

export interface EntitlementsResponse extends ParsedEntitlements {
  /** `null` when it was not asked for or not told. */
  readonly isWidgetWatermarkEnabled: boolean | null;
  /** The API's clock at the time of the response, in milliseconds since the epoch, where it exposes it. */
  readonly serverDate: number | null;
}

/** Reads the `data` of a response. `null` if it has not the operation's shape. */
export function parseGetEntitlements(data: unknown): Omit<EntitlementsResponse, 'serverDate'> | null {
  if (typeof data !== 'object' || data === null) return null;
  const { entitlements: list, sdkConfiguration } = data as Record<string, unknown>;
  const parsed = parseEntitlements(list);
  if (!parsed) return null;
  const watermark = (sdkConfiguration as { isWidgetWatermarkEnabled?: unknown } | null | undefined)
    ?.isWidgetWatermarkEnabled;
  return {
    ...parsed,
    isWidgetWatermarkEnabled: typeof watermark === 'boolean' ? watermark : null,
  };
}
