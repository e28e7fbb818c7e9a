// What was subscribed to, as facts.
import type { Subscription } from 'stigg-offline';
import { element } from '../element.js';
import { formatMoney, perPeriod } from '../money.js';
import { formatDate } from '../words.js';

export function summary(subscription: Subscription): HTMLElement {
  const { plan, price, totalPrice, addons, prices, trialEndDate, status } = subscription;
  const { currentBillingPeriodEnd, resourceId } = subscription;
  const per = perPeriod(price?.billingPeriod ?? null);
  const units = prices.flatMap(({ feature }) =>
    feature && feature.unitQuantity !== null ? [`${feature.displayName}: ${feature.unitQuantity}`] : [],
  );
  const extras = addons.map(({ addon, quantity }) =>
    quantity > 1 ? `${quantity} × ${addon.displayName}` : addon.displayName,
  );
  const rows: readonly (readonly [string, string])[] = [
    ['Plan', plan.displayName],
    ...(resourceId ? [['For', resourceId] as const] : []),
    ...(units.length > 0 ? [['Quantity', units.join(', ')] as const] : []),
    ...(extras.length > 0 ? [['Add-ons', extras.join(', ')] as const] : []),
    ['Price', totalPrice ? `${formatMoney(totalPrice.total)} ${per}` : 'Free'],
    ...(status === 'IN_TRIAL' && trialEndDate ? [['Trial until', formatDate(trialEndDate)] as const] : []),
    ...(currentBillingPeriodEnd && totalPrice
      ? [['Renews on', formatDate(currentBillingPeriodEnd)] as const]
      : []),
  ];
  return element(
    'dl',
    'facts-list',
    ...rows.map(([name, value]) => element('div', '', element('dt', '', name), element('dd', '', value))),
  );
}
