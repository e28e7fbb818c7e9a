// What a plan holds, as rows of its card.
import type { PackageEntitlement, Plan } from 'stigg-offline';
import { formatAmount } from '../words.js';

export interface ContentRow {
  readonly name: string;
  readonly value: string;
}

export interface PlanContent {
  /** The plan whose content is in this one. */
  readonly base: string | null;
  readonly rows: readonly ContentRow[];
}

const PERIODS: Readonly<Record<string, string>> = {
  Yearly: 'a year',
  Monthly: 'a month',
  Weekly: 'a week',
  Daily: 'a day',
  Hourly: 'an hour',
};

export function contentOf({ basePlan, entitlements, inheritedEntitlements }: Plan): PlanContent {
  // Without a name for what is inherited, all of it has to be listed.
  const own = basePlan ? entitlements : [...inheritedEntitlements, ...entitlements];
  return {
    base: basePlan?.displayName ?? null,
    rows: own.filter(({ hiddenFromWidgets }) => !hiddenFromWidgets.includes('PAYWALL')).map(rowOf),
  };
}

function rowOf(entitlement: PackageEntitlement): ContentRow {
  const { displayNameOverride, feature } = entitlement;
  if (displayNameOverride) return { name: displayNameOverride, value: '' };
  return { name: feature.displayName, value: amountWords(entitlement) };
}

function amountWords(entitlement: PackageEntitlement): string {
  const { feature, enumValues, usageLimit, hasUnlimitedUsage, hasSoftLimit, resetPeriod } = entitlement;
  if (feature.featureType === 'Enum') return enumValues?.join(', ') ?? '';
  if (feature.featureType !== 'Numeric') return '';
  if (hasUnlimitedUsage) return 'unlimited';
  if (usageLimit === null) return '';
  const { units, unitsPlural, displayName } = feature;
  // `Seats: 20 seats` would say it twice.
  const said = unitsPlural !== null && displayName.toLowerCase().includes(unitsPlural.toLowerCase());
  const amount = formatAmount(
    usageLimit,
    said ? undefined : (units ?? undefined),
    said ? undefined : (unitsPlural ?? undefined),
  );
  return [amount, PERIODS[resetPeriod ?? ''] ?? '', hasSoftLimit ? 'and more' : ''].filter(Boolean).join(' ');
}
