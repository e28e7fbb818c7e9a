// What the vendor's client answers where nothing is known, under its names.

const NO_ACCESS = { isFallback: true, hasAccess: false, accessDeniedReason: 'Unknown' } as const;

/** What a boolean check answers where nothing is known. */
export const BOOLEAN_DEFAULT_FALLBACK_ENTITLEMENT = Object.freeze({ ...NO_ACCESS });

/** What a numeric check answers where nothing is known. */
export const NUMERIC_DEFAULT_FALLBACK_ENTITLEMENT = Object.freeze({ ...NO_ACCESS, isUnlimited: false });

/** What a metered check answers where nothing is known. */
export const METERED_DEFAULT_FALLBACK_ENTITLEMENT = Object.freeze({
  ...NO_ACCESS,
  isUnlimited: false,
  currentUsage: 0,
  requestedUsage: 1,
});
