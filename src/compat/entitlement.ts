// What the vendor's client has beside an answer: the deprecated reset settings, and the payload of its event.
import type * as own from '../index.js';

export interface ResetSettings {
  readonly nextResetDate: Date;
  readonly resetPeriod: string;
}

/** A metered answer, with the settings of its reset. */
export interface MeteredEntitlement extends own.MeteredEntitlement {
  /** Of an incremental meter with a reset period. Deprecated by the vendor: see `usagePeriodEnd`. */
  readonly resetSettings?: ResetSettings;
}

/** An element of a list of entitlements. */
export type AnyEntitlement = own.AnyEntitlement | MeteredEntitlement;

/** An element of the payload of `entitlementsUpdated`. */
export interface UpdatedEntitlement {
  /** As its own getter answers. */
  readonly calculatedEntitlement: AnyEntitlement;
  /** Of a meter only. */
  readonly featureUsage?: FeatureUsage;
}

export type FeatureUsage = Pick<
  own.MeteredEntitlement,
  'currentUsage' | 'usagePeriodAnchor' | 'usagePeriodStart' | 'usagePeriodEnd'
>;

/** The same answer gives the same frozen object, so that React does not render again. */
export function withResetSettings<T extends AnyEntitlement>(answer: T, made: WeakMap<object, object>): T {
  const { feature, resetPeriod, usagePeriodEnd } = answer as T & own.MeteredEntitlement;
  if (feature?.meterType !== 'Incremental' || !resetPeriod || !usagePeriodEnd) return answer;
  const resetSettings = { nextResetDate: usagePeriodEnd, resetPeriod };
  const whole = (made.get(answer) as T) ?? Object.freeze({ ...answer, resetSettings });
  made.set(answer, whole);
  return whole;
}

/** By feature id. */
export function updatedEntitlements(
  entitlements: readonly AnyEntitlement[],
): ReadonlyMap<string, UpdatedEntitlement> {
  return new Map(
    entitlements.map((calculatedEntitlement) => [
      calculatedEntitlement.feature?.id ?? '',
      { calculatedEntitlement, ...usageOf(calculatedEntitlement) },
    ]),
  );
}

function usageOf(entitlement: AnyEntitlement): { featureUsage?: FeatureUsage } {
  if (!('currentUsage' in entitlement)) return {};
  const { currentUsage, usagePeriodAnchor, usagePeriodStart, usagePeriodEnd } = entitlement;
  return {
    featureUsage: {
      currentUsage,
      ...(usagePeriodAnchor && { usagePeriodAnchor }),
      ...(usagePeriodStart && { usagePeriodStart }),
      ...(usagePeriodEnd && { usagePeriodEnd }),
    },
  };
}
