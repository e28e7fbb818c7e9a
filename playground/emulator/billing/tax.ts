import { rounded } from './money.js';

export interface TaxRate {
  displayName: string;
  /** Out of 100. */
  percentage: number;
  /** Whether prices contain it already. */
  inclusive: boolean;
}

/** What there is to pay for an amount that is taxed. */
export function taxed(amount: number, rate: TaxRate | null) {
  if (!rate) return { totalExcludingTax: amount, tax: 0, total: amount };
  const { percentage, inclusive } = rate;
  const tax = rounded((amount * percentage) / (inclusive ? 100 + percentage : 100));
  return inclusive
    ? { totalExcludingTax: rounded(amount - tax), tax, total: amount }
    : { totalExcludingTax: amount, tax, total: rounded(amount + tax) };
}
