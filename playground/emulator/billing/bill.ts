import { amountOff, type Discount } from './coupon.js';
import { rounded } from './money.js';
import { type TaxRate, taxed } from './tax.js';

/** What an amount comes to: first the discount, then the tax on what is left. */
export interface Bill {
  currency: string;
  subTotal: number;
  discountAmount: number;
  totalExcludingTax: number;
  tax: number;
  total: number;
  discount: Discount | null;
  taxRate: TaxRate | null;
}

export function billOf(
  subTotal: number,
  currency: string,
  discount: Discount | null,
  taxRate: TaxRate | null,
): Bill {
  const discountAmount = amountOff(discount, subTotal, currency);
  return {
    currency,
    subTotal,
    discountAmount,
    ...taxed(rounded(subTotal - discountAmount), taxRate),
    discount,
    taxRate,
  };
}
