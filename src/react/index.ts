'use client';

// The public list of `stigg-offline/react`, and nothing else.
export {
  useBooleanEntitlement,
  useEnumEntitlement,
  useMeteredEntitlement,
  useNumericEntitlement,
} from './checks.js';
export { type Data, useCustomerPortal, usePaywall } from './data.js';
export { type UseEntitlementsOptions, useEntitlements } from './entitlements.js';
export { Gate, type GateProps } from './gate.js';
export { StiggProvider, type StiggProviderProps, useStigg } from './provider.js';
export { useStatus } from './status.js';
