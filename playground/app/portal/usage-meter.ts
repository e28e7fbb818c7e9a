// How much of a metered entitlement is used.
import type { PortalEntitlement } from 'stigg-offline';
import { element } from '../element.js';
import { formatAmount, formatMoment, formatNumber } from '../words.js';

export function isMetered({ feature }: PortalEntitlement): boolean {
  return feature?.featureType === 'NUMBER' && !/^none$/i.test(feature.meterType ?? 'none');
}

export function usageMeter(entitlement: PortalEntitlement): HTMLElement {
  const { feature, currentUsage, usageLimit, hasUnlimitedUsage, hasSoftLimit } = entitlement;
  const name = feature?.displayName ?? '';
  const used = currentUsage ?? 0;
  const limit = hasUnlimitedUsage ? null : usageLimit;
  const amount = (value: number) =>
    formatAmount(value, feature?.featureUnits ?? undefined, feature?.featureUnitsPlural ?? undefined);
  const words = limit === null ? amount(used) : `${formatNumber(used)} of ${amount(limit)}`;
  const over = limit !== null && used > limit ? used - limit : 0;
  const tone =
    limit === null || used < limit * 0.8 ? 'easy' : used >= limit && !hasSoftLimit ? 'full' : 'near';
  const row = element(
    'div',
    'meter-row',
    element('div', 'meter-head', element('h3', '', name), element('p', 'meter-value', words)),
    limit === null ? element('p', 'unlimited', 'Unlimited') : bar(name, words, used, limit),
    element('p', 'hint', notes(entitlement, over)),
  );
  row.dataset.tone = tone;
  if (feature) row.dataset.featureId = feature.refId;
  return row;
}

function bar(name: string, words: string, used: number, limit: number): HTMLElement {
  const filled = element('span', 'bar-used');
  const share = limit > 0 ? Math.min(1, used / limit) : used > 0 ? 1 : 0;
  filled.style.inlineSize = `${100 * share}%`;
  const made = element('div', 'bar', filled);
  made.role = 'meter';
  made.ariaLabel = name;
  made.ariaValueMin = '0';
  made.ariaValueMax = String(limit);
  made.ariaValueNow = String(Math.min(used, limit));
  made.ariaValueText = words;
  return made;
}

function notes(entitlement: PortalEntitlement, over: number): string {
  const { displayNameOverride, hasSoftLimit, usagePeriodEnd, feature } = entitlement;
  return [
    displayNameOverride ?? feature?.description ?? '',
    limitWords(over, hasSoftLimit === true),
    usagePeriodEnd ? `Resets on ${formatMoment(new Date(usagePeriodEnd))}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function limitWords(over: number, isSoft: boolean): string {
  if (over > 0) return `${formatNumber(over)} over the limit${isSoft ? ', which is soft' : ''}`;
  return isSoft ? 'Soft limit: more can be had' : '';
}
