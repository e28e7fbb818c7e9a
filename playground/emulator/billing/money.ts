/** In full units of the currency: 12.5 is 12.50. */
export interface Money {
  amount: number;
  currency: string;
}

export const DEFAULT_CURRENCY = 'USD';

/**
 * The rule for all amounts: two decimals, halves away from zero, so that a credit is rounded as its debit is.
 * Amounts are computed exactly where they can be and rounded once, before they are added up.
 */
export function rounded(amount: number): number {
  // 14.99 / 2 is 7.494999… in binary; nobody prices a millionth of a cent.
  const cents = Math.round(Number((Math.abs(amount) * 100).toFixed(6)));
  return cents === 0 ? 0 : (Math.sign(amount) * cents) / 100;
}

/** Sums of rounded amounts are rounded again: 0.1 + 0.2. */
export function sum(amounts: readonly number[]): number {
  return rounded(amounts.reduce((total, amount) => total + amount, 0));
}
