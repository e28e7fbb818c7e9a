import type { PortalSubscription } from 'stigg-offline';
import { element } from '../element.js';
import { formatMoney, perPeriod } from '../money.js';
import { formatDate } from '../words.js';

const STATUSES: Readonly<Record<string, { readonly words: string; readonly tone: string }>> = {
  ACTIVE: { words: 'Active', tone: 'good' },
  IN_TRIAL: { words: 'In trial', tone: 'warn' },
  PAYMENT_PENDING: { words: 'Payment pending', tone: 'warn' },
  NOT_STARTED: { words: 'Not started', tone: 'warn' },
  CANCELED: { words: 'Cancelled', tone: 'bad' },
  EXPIRED: { words: 'Expired', tone: 'bad' },
};

export function subscriptionCard(subscription: PortalSubscription): HTMLElement {
  const { planName, planId, status, addons } = subscription;
  const { words, tone } = STATUSES[status] ?? { words: status, tone: '' };
  const chip = element('span', 'chip', words);
  chip.dataset.tone = tone;
  const extras = addons.map(({ addonId, displayName, quantity, description }) => {
    const row = element(
      'li',
      '',
      element('span', '', quantity > 1 ? `${quantity} × ${displayName}` : displayName),
      element('span', 'hint', description ?? ''),
    );
    row.dataset.addonId = addonId;
    return row;
  });
  const card = element(
    'article',
    'subscription',
    element('div', 'subscription-head', element('h3', '', planName), chip),
    element('p', 'subscription-price', ...priceWords(subscription)),
    element('p', 'hint', details(subscription)),
    ...(extras.length > 0 ? [element('ul', 'extras', ...extras)] : []),
  );
  card.dataset.planId = planId;
  return card;
}

function priceWords({ pricingType, totalPrice, pricing }: PortalSubscription): readonly (Node | string)[] {
  if (pricingType === 'FREE') return [element('strong', '', 'Free')];
  if (pricingType === 'CUSTOM') return [element('strong', '', 'By quote')];
  const money = totalPrice?.total ?? pricing.price;
  if (!money) return [];
  return [element('strong', '', formatMoney(money)), ` ${perPeriod(pricing.billingPeriod)}`];
}

function details({
  pricing,
  pricingType,
  billingPeriodRange,
  trialRemainingDays,
  totalPrice,
  scheduledUpdates,
}: PortalSubscription): string {
  const { feature, unitQuantity, usageBasedEstimatedBill } = pricing;
  const end = billingPeriodRange?.end;
  const days = trialRemainingDays === 1 ? '1 day' : `${trialRemainingDays} days`;
  const currency = totalPrice?.total.currency ?? pricing.price?.currency;
  const saved = totalPrice ? totalPrice.subTotal.amount - totalPrice.total.amount : 0;
  return [
    trialRemainingDays !== null ? `${days} of trial left` : '',
    unitQuantity !== null && feature
      ? `${unitQuantity} ${(unitQuantity === 1 ? feature.featureUnits : feature.featureUnitsPlural) ?? feature.displayName}`
      : '',
    saved > 0 && currency ? `${formatMoney({ amount: saved, currency })} of discount` : '',
    usageBasedEstimatedBill !== null && currency
      ? `${formatMoney({ amount: usageBasedEstimatedBill, currency })} for use so far`
      : '',
    end && pricingType === 'PAID' ? `this period ends on ${formatDate(new Date(end))}` : '',
    scheduledUpdates?.length ? 'a change is scheduled' : '',
  ]
    .filter(Boolean)
    .map((part, at) => (at === 0 ? part.charAt(0).toUpperCase() + part.slice(1) : part))
    .join(' · ');
}
