// One entitlement as a checked line, as the client's own checks answer it.
import type { AnyEntitlement } from 'stigg-offline';
import { element } from '../element.js';
import { formatAmount, formatNumber } from '../words.js';

/** Nothing for a fallback: it says nothing of what was bought. */
export function holding(entitlement: AnyEntitlement): readonly HTMLElement[] {
  const { feature, hasAccess } = entitlement;
  if (entitlement.isFallback || !feature || !('displayName' in feature)) return [];
  const { units, unitsPlural } = feature;
  const amount = (value: number) => formatAmount(value, units, unitsPlural);
  const row = element(
    'li',
    hasAccess ? 'granted' : 'denied',
    element('span', 'holding-name', feature.displayName),
    element('span', 'holding-value', amountWords(entitlement, amount)),
  );
  row.dataset.featureId = feature.id;
  return [row];
}

function amountWords(entitlement: AnyEntitlement, amount: (value: number) => string): string {
  if ('values' in entitlement && entitlement.values) return entitlement.values.join(', ');
  if ('isUnlimited' in entitlement && entitlement.isUnlimited) return 'unlimited';
  if ('currentUsage' in entitlement && entitlement.usageLimit !== undefined) {
    return `${formatNumber(entitlement.currentUsage)} of ${amount(entitlement.usageLimit)}`;
  }
  return 'value' in entitlement && entitlement.value !== undefined ? amount(entitlement.value) : '';
}
