// Entitlements in short, as tests write them, and in the words of the API.
import { type Entitlement, parseEntitlement } from '../core/entitlement.js';
import { type ResetPeriod, usagePeriod } from '../core/usage-period.js';

/** A metered feature. */
export interface TestMeter {
  /** Default: 0. */
  readonly usageLimit?: number;
  /** Default: `false`. */
  readonly isUnlimited?: boolean;
  /** Whether usage may go beyond the limit. Default: `false`. */
  readonly hasSoftLimit?: boolean;
  /** Default: 0. */
  readonly currentUsage?: number;
  /** After which usage counts as 0 again. Default: never. */
  readonly resetPeriod?: ResetPeriod;
  /** When some period began. Default: when the feature was given first. */
  readonly usagePeriodAnchor?: Date;
  /** Whether usage only grows, or goes up and down. Default: `Incremental`. */
  readonly meterType?: 'Incremental' | 'Fluctuating';
  /** Denied for this reason, whatever the usage. */
  readonly accessDeniedReason?: string;
}

/**
 * `true`: a boolean feature; a number: a configured value; a list: the values of an enum; an object: a metered
 * feature. `false`: no entitlement, whatever the feature's kind.
 */
export type TestEntitlement = boolean | number | readonly string[] | TestMeter;

/** @param since the wall clock when the feature was given first; @param now the wall clock */
export function entitlementOf(id: string, given: TestEntitlement, since: number, now: number): Entitlement {
  const entitlement = parseEntitlement({
    isGranted: true,
    hasUnlimitedUsage: false,
    ...described(given, since, now),
    feature: { refId: id, displayName: id, ...featureOf(given) },
  });
  if (!entitlement) throw new TypeError(`entitlements has an unusable ${id}.`);
  return entitlement;
}

function described(given: TestEntitlement, since: number, now: number): object {
  if (typeof given === 'number') return { usageLimit: given };
  if (isList(given)) return { enumValues: given };
  if (typeof given !== 'object') return {};
  const { usageLimit, isUnlimited = false, hasSoftLimit, currentUsage, resetPeriod } = given;
  const { accessDeniedReason, usagePeriodAnchor = new Date(since) } = given;
  const anchor = usagePeriodAnchor.getTime();
  const period = resetPeriod && usagePeriod(anchor, resetPeriod, now);
  return {
    isGranted: accessDeniedReason === undefined,
    accessDeniedReason,
    usageLimit: isUnlimited ? null : (usageLimit ?? 0),
    hasUnlimitedUsage: isUnlimited,
    hasSoftLimit,
    currentUsage,
    resetPeriod,
    ...(period && {
      usagePeriodAnchor: iso(anchor),
      usagePeriodStart: iso(period.start),
      usagePeriodEnd: iso(period.end),
    }),
  };
}

function featureOf(given: TestEntitlement): object {
  if (typeof given === 'boolean') return { featureType: 'BOOLEAN' };
  if (isList(given)) return { featureType: 'ENUM' };
  if (typeof given === 'number') return { featureType: 'NUMBER', meterType: 'None' };
  return { featureType: 'NUMBER', meterType: given.meterType ?? 'Incremental' };
}

/** `Array.isArray` does not know lists that are read-only. */
export function isList(given: TestEntitlement): given is readonly string[] {
  return Array.isArray(given);
}

const iso = (ms: number) => new Date(ms).toISOString();
