// What a tab was answered, for a span of time.

/** Tells by its number which list it was and when the API said so. */
export const STAMP = 'feature-history-days';
export const SWITCH = 'feature-sso';

/** What a fallback says of the stamp: no stamp of the API. */
export const FALLBACK_STAMP = 7;

export interface Sample {
  /** Whom the tab asks for: `null` before anybody signed in, and after a sign-out. */
  readonly customer: string | null;
  /** `null`: the customer's own list. */
  readonly resource: string | null;
  /** When the tab began to ask for this customer, in real milliseconds since the epoch. */
  readonly since: number;
  readonly stamp: { readonly value: number | null; readonly isFallback: boolean };
  readonly access: { readonly hasAccess: boolean; readonly isFallback: boolean };
  /** The latest moment at which the API is told to have confirmed it; `null` for a fallback. Real milliseconds since the epoch. */
  confirmedAt: number | null;
  /** The first and the last time that it was answered so, in real milliseconds since the epoch. */
  readonly firstAt: number;
  lastAt: number;
}
