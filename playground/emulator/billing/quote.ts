// What an order costs: what is due now, and what recurs.
import type { Environment } from '../environment.js';
import type { Held } from '../subscriptions/held.js';
import { type Bill, billOf } from './bill.js';
import { billingPeriodAt, type Period } from './billing-period.js';
import { chargesOf, currencyOfCharges, type Selection, subTotalOf } from './charges.js';
import { type Discount, laterDiscount } from './coupon.js';
import { sum } from './money.js';
import type { Order } from './order.js';
import { type Proration, prorated } from './proration.js';
import { Refusal } from './refusal.js';
import type { TaxRate } from './tax.js';

export interface Quote {
  /** Due now. */
  immediate: Bill;
  /** Each period from the next one on, in full. Null for plans without a price. */
  recurring: Bill | null;
  period: Period;
  /** Billing periods count from it. */
  anchor: Date;
  /** Null in a trial, in which nothing is charged. */
  proration: (Proration & { date: Date; hasProrations: boolean }) | null;
}

/** The price of a new subscription: a whole period from its start, or a trial and nothing before its end. */
export function quoteNew(environment: Environment, order: Order, start: Date, trialEnd: Date | null): Quote {
  const { selection, discount, taxRate } = order;
  const { amount, currency } = fullPrice(environment, selection);
  const first = billingPeriodAt(trialEnd ?? start, selection.billingPeriod, trialEnd ?? start);
  const recurring = recurringBill(
    selection,
    amount,
    currency,
    discount,
    taxRate,
    trialEnd ? first.start : first.end,
  );
  if (trialEnd) {
    const immediate = billOf(0, currency, discount, taxRate);
    return { immediate, recurring, period: { start, end: trialEnd }, anchor: trialEnd, proration: null };
  }
  return {
    immediate: billOf(amount, currency, discount, taxRate),
    recurring,
    period: first,
    anchor: start,
    proration: { credit: 0, debit: amount, netAmount: amount, date: start, hasProrations: false },
  };
}

/**
 * The price of changing a subscription. Within its billing period the old price is credited and the new one debited
 * for the days that are left; with another billing period, or out of a trial, a new one begins.
 *
 * @param newCycle begins a new billing period in any case
 *
 * @throws {Refusal} PriceNotFound: the new price is in another currency
 */
export function quoteChange(
  environment: Environment,
  held: Held,
  order: Order,
  now: Date,
  newCycle = false,
): Quote {
  const { selection, taxRate } = order;
  const before = fullPrice(environment, held.selection);
  const after = fullPrice(environment, selection);
  const paid = held.status === 'ACTIVE' ? before.amount : 0;
  if (paid > 0 && after.amount > 0 && before.currency !== after.currency) {
    throw new Refusal(
      'PriceNotFound',
      `a subscription in ${before.currency} cannot go on in ${after.currency}`,
    );
  }
  const currency = after.amount > 0 ? after.currency : before.currency;
  const goesOn = !newCycle && paid > 0 && held.selection.billingPeriod === selection.billingPeriod;
  const within = goesOn ? held.period : billingPeriodAt(now, selection.billingPeriod, now);
  const { credit } = prorated(held.period, now, paid, 0);
  const { debit } = prorated(within, now, 0, after.amount);
  const netAmount = sum([credit, debit]);
  return {
    immediate: billOf(netAmount, currency, order.discount ?? laterDiscount(held.discount, now), taxRate),
    recurring: recurringBill(
      selection,
      after.amount,
      currency,
      order.discount ?? held.discount,
      taxRate,
      within.end,
    ),
    period: within,
    anchor: goesOn ? held.anchor : now,
    proration: { credit, debit, netAmount, date: now, hasProrations: paid > 0 },
  };
}

function fullPrice(environment: Environment, selection: Selection) {
  const charges = chargesOf(environment, selection);
  return { amount: subTotalOf(charges), currency: currencyOfCharges(charges) };
}

function recurringBill(
  { billingPeriod }: Selection,
  amount: number,
  currency: string,
  discount: Discount | null,
  taxRate: TaxRate | null,
  next: Date,
): Bill | null {
  return billingPeriod === null ? null : billOf(amount, currency, laterDiscount(discount, next), taxRate);
}
