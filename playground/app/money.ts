// Prices as people read them.
import type { Money } from 'stigg-offline';

/** With its cents, as on a bill. */
export function formatMoney({ amount, currency }: Money): string {
  return format(amount, currency, 2);
}

/** Without cents where there are none, as on a price tag. */
export function formatPrice({ amount, currency }: Money): string {
  return format(amount, currency, Number.isInteger(amount) ? 0 : 2);
}

export const PERIODS: Readonly<Record<string, { readonly adverb: string; readonly unit: string }>> = {
  MONTHLY: { adverb: 'Monthly', unit: 'month' },
  ANNUALLY: { adverb: 'Annual', unit: 'year' },
};

/** `per month`; empty for a period that is not known. */
export function perPeriod(billingPeriod: string | null): string {
  const unit = PERIODS[billingPeriod ?? '']?.unit;
  return unit ? `per ${unit}` : '';
}

function format(amount: number, currency: string, digits: number): string {
  // Minus zero would be printed with its sign.
  const shown = amount === 0 ? 0 : amount;
  try {
    return new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: Math.max(digits, 2),
    })
      .format(shown)
      .replace('-', '−');
  } catch {
    return `${shown.toFixed(digits)} ${currency}`;
  }
}
