import type { PortalPromotionalEntitlement } from 'stigg-offline';
import { element } from '../element.js';
import { formatDate, formatNumber } from '../words.js';

/** Something given beside the plan. */
export function promotionLine(promotion: PortalPromotionalEntitlement): HTMLElement {
  const { displayName, description, usageLimit, hasUnlimitedUsage, startDate, endDate } = promotion;
  const amount = hasUnlimitedUsage ? 'unlimited' : usageLimit === null ? '' : formatNumber(usageLimit);
  const span = endDate
    ? `Until ${formatDate(new Date(endDate))}`
    : `Since ${formatDate(new Date(startDate))}`;
  return element(
    'li',
    '',
    element('span', 'gift-name', [displayName, amount].filter(Boolean).join(': ')),
    element('span', 'hint', [span, description ?? ''].filter(Boolean).join(' · ')),
  );
}
