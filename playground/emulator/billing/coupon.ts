import type { Metadata } from '../environment.js';
import { monthsAfter } from './billing-period.js';
import { type Money, rounded } from './money.js';

/** A percentage, or amounts by currency. */
export interface Coupon {
  name: string;
  description?: string;
  percentOff?: number;
  amountsOff?: Money[];
  /** ONCE: the first invoice only. */
  duration: 'ONCE' | 'REPEATING' | 'FOREVER';
  /** For REPEATING: from when it is applied. */
  durationInMonths?: number;
  /** Default ACTIVE. */
  status?: 'ACTIVE' | 'ARCHIVED';
  /** ISO time. */
  createdAt: string;
  metadata?: Metadata;
}

/** What a customer types in to get a coupon. */
export interface PromotionCode {
  couponId: string;
  /** Default true. */
  active?: boolean;
  /** ISO time. */
  expiresAt?: string;
  /** The only ones that may use it. */
  customerIds?: string[];
  /** Only for customers that have never paid. */
  firstPurchaseOnly?: boolean;
  /** All together, those that the state tells of included. */
  maxRedemptions?: number;
  /** Redemptions that the state does not tell of. */
  redemptions?: number;
  minimumAmount?: Money;
}

/** A coupon as it was applied to a subscription. */
export interface CouponUse {
  couponId: string;
  promotionCode?: string;
  /** ISO time. */
  startDate: string;
}

/** A coupon with the time from which it counts. */
export interface Discount {
  couponId: string;
  coupon: Coupon;
  start: Date;
}

export const couponType = ({ percentOff }: Coupon) => (percentOff === undefined ? 'FIXED' : 'PERCENTAGE');

export const couponStatus = ({ status = 'ACTIVE' }: Coupon) => status;

/** Months on the wire: null for ever. */
export function couponMonths({ duration, durationInMonths = 1 }: Coupon): number | null {
  if (duration === 'FOREVER') return null;
  return duration === 'ONCE' ? 1 : durationInMonths;
}

/** Percent, or the amount in that currency, else in the first that it has. */
export function couponValue({ percentOff, amountsOff = [] }: Coupon, currency: string): number {
  if (percentOff !== undefined) return percentOff;
  return (amountsOff.find((off) => off.currency === currency) ?? amountsOff[0])?.amount ?? 0;
}

export function discountEnd({ coupon, start }: Discount): Date | null {
  const months = couponMonths(coupon);
  return months === null ? null : monthsAfter(start, months);
}

/** The discount if it still counts for an invoice of that time, which is not the first. */
export function laterDiscount(discount: Discount | null, at: Date): Discount | null {
  if (!discount || discount.coupon.duration === 'ONCE') return null;
  const end = discountEnd(discount);
  return end === null || at < end ? discount : null;
}

/** What it takes off: never more than there is, nothing off a credit, nothing in a currency that it does not have. */
export function amountOff(discount: Discount | null, amount: number, currency: string): number {
  if (!discount || amount <= 0) return 0;
  const { percentOff, amountsOff = [] } = discount.coupon;
  if (percentOff !== undefined) return rounded((amount * percentOff) / 100);
  return Math.min(amount, amountsOff.find((off) => off.currency === currency)?.amount ?? 0);
}
