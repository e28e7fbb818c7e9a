// One entitlement in the API's spelling, and the only door through which one enters from outside.
import type { ResetPeriod } from './usage-period.js';

export type FeatureType = 'BOOLEAN' | 'NUMBER' | 'ENUM';

export interface Entitlement {
  readonly isGranted: boolean;
  readonly accessDeniedReason: string | null;
  readonly usageLimit: number | null;
  readonly hasUnlimitedUsage: boolean;
  readonly hasSoftLimit: boolean;
  readonly currentUsage: number;
  readonly enumValues: readonly string[] | null;
  readonly resetPeriod: ResetPeriod | null;
  /** ISO 8601, as the API sends it. */
  readonly usagePeriodAnchor: string | null;
  readonly usagePeriodStart: string | null;
  readonly usagePeriodEnd: string | null;
  readonly feature: {
    readonly refId: string;
    readonly displayName: string;
    readonly description: string;
    readonly featureType: FeatureType;
    /** Kept as sent, a meter unknown to us included. */
    readonly meterType: string | null;
    readonly featureUnits: string | null;
    readonly featureUnitsPlural: string | null;
  };
}

/**
 * Reads one entry of a list from the API or from the store.
 *
 * @returns `null` for an entry that cannot be judged: no feature, an unknown feature type, a field of another type
 */
export function parseEntitlement(entry: unknown): Entitlement | null {
  try {
    const from = object(entry);
    const feature = object(from.feature);
    return {
      isGranted: boolean(from.isGranted),
      accessDeniedReason: optional(string, from.accessDeniedReason),
      usageLimit: optional(number, from.usageLimit),
      hasUnlimitedUsage: boolean(from.hasUnlimitedUsage),
      hasSoftLimit: optional(boolean, from.hasSoftLimit) ?? false,
      currentUsage: optional(number, from.currentUsage) ?? 0,
      enumValues: optional(strings, from.enumValues),
      resetPeriod: optional(resetPeriod, from.resetPeriod),
      usagePeriodAnchor: optional(date, from.usagePeriodAnchor),
      usagePeriodStart: optional(date, from.usagePeriodStart),
      usagePeriodEnd: optional(date, from.usagePeriodEnd),
      feature: {
        refId: id(feature.refId),
        displayName: optional(string, feature.displayName) ?? '',
        description: optional(string, feature.description) ?? '',
        featureType: featureType(feature.featureType),
        meterType: optional(string, feature.meterType),
        featureUnits: optional(string, feature.featureUnits),
        featureUnitsPlural: optional(string, feature.featureUnitsPlural),
      },
    };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Unreadable extends Error {}

type Reader<T> = (value: unknown) => T;

const object: Reader<Record<string, unknown>> = (value) => {
  if (typeof value !== 'object' || value === null) throw new Unreadable();
  return value as Record<string, unknown>;
};
const boolean: Reader<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new Unreadable();
  return value;
};
const number: Reader<number> = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Unreadable();
  return value;
};
const string: Reader<string> = (value) => {
  if (typeof value !== 'string') throw new Unreadable();
  return value;
};
const id: Reader<string> = (value) => {
  if (string(value) === '') throw new Unreadable();
  return value as string;
};
const strings: Reader<readonly string[]> = (value) => {
  if (!Array.isArray(value)) throw new Unreadable();
  return value.map(string);
};
/** Dates as the API writes them, of days that each month has: to parse them took longer than to read all the rest. */
const PLAIN_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{3}Z$/;
const date: Reader<string> = (value) => {
  if (!PLAIN_DATE.test(string(value)) && Number.isNaN(Date.parse(value as string))) throw new Unreadable();
  return value as string;
};
const featureType: Reader<FeatureType> = (value) => {
  if (value !== 'BOOLEAN' && value !== 'NUMBER' && value !== 'ENUM') throw new Unreadable();
  return value;
};
const resetPeriod: Reader<ResetPeriod | null> = (value) => {
  switch (string(value)) {
    case 'YEAR':
    case 'MONTH':
    case 'WEEK':
    case 'DAY':
    case 'HOUR':
      return value as ResetPeriod;
    default:
      // A period unknown to us cannot be rolled over by us; the entitlement itself still stands.
      return null;
  }
};

function optional<T>(read: Reader<T>, value: unknown): T | null {
  return value === undefined || value === null ? null : read(value);
}
