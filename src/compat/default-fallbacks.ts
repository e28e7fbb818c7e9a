// What the vendor's client answers where nothing is known, under its names.

const NO_ACCESS = { isFallback: true, hasAccess: false, accessDeniedReason: 'Unknown' } as const;

export const BOOLEAN_DEFAULT_FALLBACK_ENTITLEMENT = Object.freeze({ ...NO_ACCESS });

export const NUMERIC_DEFAULT_FALLBACK_ENTITLEMENT = Object.freeze({ ...NO_ACCESS, isUnlimited: false });

export const METERED_DEFAULT_FALLBACK_ENTITLEMENT = Object.freeze({
  ...NO_ACCESS,
  isUnlimited: false,
  currentUsage: 0,
  requestedUsage: 1,
});
