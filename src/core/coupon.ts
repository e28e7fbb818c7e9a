import type { Money } from './money.js';
import type { Metadata } from './plan.js';

/** A coupon that is active. */
export interface Coupon {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** `PERCENTAGE` or `FIXED`. */
  readonly type: string;
  readonly status: string;
  readonly discountValue: number;
  readonly percentOff: number | null;
  /** One for each currency. */
  readonly amountsOff: readonly Money[] | null;
  readonly durationInMonths: number | null;
  readonly metadata: Metadata;
}
