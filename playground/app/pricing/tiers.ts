// The tiers of a price, in words.
import type { Price, PriceTier } from 'stigg-offline';
import { formatMoney } from '../money.js';
import { formatNumber } from '../words.js';
import { unitsOf } from './headline.js';

export interface TierRow {
  readonly range: string;
  readonly price: string;
  /** Whether the quantity falls into it. */
  readonly holds: boolean;
}

/** @param quantity `null` where it is not known beforehand */
export function tierRows({ tiers }: Price, quantity: number | null): readonly TierRow[] {
  return (tiers ?? []).map((tier, at, all) => {
    const from = (all[at - 1]?.upTo ?? 0) + 1;
    const to = tier.upTo;
    return {
      range: to === null ? `${formatNumber(from)} and more` : `${formatNumber(from)} – ${formatNumber(to)}`,
      price: priceWords(tier),
      holds: quantity !== null && quantity >= from && (to === null || quantity <= to),
    };
  });
}

/** What the tiers mean: it makes a great difference. */
export function tierRule(price: Price): string {
  return price.tiersMode === 'GRADUATED'
    ? 'Each tier at its own price.'
    : `The tier that is reached is the price of all ${unitsOf(price)}.`;
}

function priceWords({ unitPrice, flatPrice }: PriceTier): string {
  const parts = [
    ...(flatPrice ? [`${formatMoney(flatPrice)} in all`] : []),
    ...(unitPrice ? [unitPrice.amount === 0 ? 'included' : `${formatMoney(unitPrice)} each`] : []),
  ];
  return parts.join(' + ') || 'included';
}
