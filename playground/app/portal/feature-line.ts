// An entitlement without a meter: whether it is there, and how much.
import type { PortalEntitlement } from 'stigg-offline';
import { element } from '../element.js';
import { formatAmount } from '../words.js';

export function featureLine(entitlement: PortalEntitlement): HTMLElement {
  const { feature, isGranted, displayNameOverride } = entitlement;
  const value = isGranted ? amountWords(entitlement) : 'not included';
  const row = element(
    'li',
    isGranted ? 'granted' : 'denied',
    element('span', 'holding-name', displayNameOverride ?? feature?.displayName ?? ''),
    element('span', 'holding-value', displayNameOverride && isGranted ? '' : value),
  );
  if (feature) row.dataset.featureId = feature.refId;
  return row;
}

function amountWords({ feature, enumValues, usageLimit, hasUnlimitedUsage }: PortalEntitlement): string {
  if (feature?.featureType === 'ENUM') return enumValues?.join(', ') ?? '';
  if (hasUnlimitedUsage) return 'unlimited';
  if (usageLimit === null) return '';
  return formatAmount(
    usageLimit,
    feature?.featureUnits ?? undefined,
    feature?.featureUnitsPlural ?? undefined,
  );
}
