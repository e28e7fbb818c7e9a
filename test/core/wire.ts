// Entitlements as the API sends them, and as core keeps them.
import type { WireEntitlement, WireFeature } from 'stigg-offline/fixtures';
import { type Entitlement, parseEntitlement } from '../../src/core/entitlement.js';

type Overrides = Partial<Omit<WireEntitlement, 'feature'>> & { readonly feature?: Partial<WireFeature> };

/** A metered feature of which 2 of 5 are used, unless told otherwise. */
export function wire(overrides: Overrides = {}): WireEntitlement {
  return {
    isGranted: true,
    accessDeniedReason: null,
    usageLimit: 5,
    hasUnlimitedUsage: false,
    hasSoftLimit: false,
    currentUsage: 2,
    enumValues: null,
    resetPeriod: null,
    usagePeriodAnchor: null,
    usagePeriodStart: null,
    usagePeriodEnd: null,
    ...overrides,
    feature: {
      refId: 'f',
      displayName: 'F',
      description: 'About F',
      featureType: 'NUMBER',
      meterType: 'Incremental',
      featureUnits: 'seat',
      featureUnitsPlural: 'seats',
      ...overrides.feature,
    } as WireFeature,
  };
}

export function entitlement(overrides: Overrides = {}): Entitlement {
  const parsed = parseEntitlement(wire(overrides));
  if (!parsed) throw new Error('not an entitlement');
  return parsed;
}

export function listOf(...all: readonly Entitlement[]): ReadonlyMap<string, Entitlement> {
  return new Map(all.map((one) => [one.feature.refId, one]));
}
