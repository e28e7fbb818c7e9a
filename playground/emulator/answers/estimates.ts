import type { Bill } from '../billing/bill.js';
import { couponMonths, couponType, couponValue, discountEnd } from '../billing/coupon.js';
import { rankOf } from '../billing/headline.js';
import { type OrderInput, orderOf } from '../billing/order.js';
import type { Quote } from '../billing/quote.js';
import { Refusal } from '../billing/refusal.js';
import { type Environment, own } from '../environment.js';
import { continued } from '../subscriptions/continuation.js';
import { activeSubscription, type Held } from '../subscriptions/held.js';
import { type PurchaseInput, quoteFor } from '../subscriptions/purchase.js';
import { requireImmediate } from './apply-subscription.js';
import { type Arrival, customerOf, requirePayer } from './arrival.js';
import { subscriptionOf } from './subscriptions.js';

type UpdateInput = Omit<OrderInput, 'customerId' | 'planId'> & { subscriptionId: string };

export function estimateSubscription({ input }: { input: PurchaseInput }, arrival: Arrival) {
  const { environment, now } = arrival;
  customerOf(arrival, input.customerId);
  requirePayer(environment, input.payingCustomerId);
  const order = orderOf(environment, input, now);
  const { quote } = quoteFor(environment, order, undefined, input, now);
  const present = activeSubscription(environment, input.customerId, input.resourceId ?? null, now);
  return preview(quote, present !== undefined && isDowngrade(environment, present, input.planId));
}

export function estimateSubscriptionUpdate({ input }: { input: UpdateInput }, arrival: Arrival) {
  const { environment, now } = arrival;
  const held = subscriptionOf(arrival, input.subscriptionId);
  if (held.end) {
    throw new Refusal('SubscriptionAlreadyCanceledOrExpired', `subscription ${held.id} has ended`);
  }
  const { customerId, selection } = held;
  const order = orderOf(
    environment,
    continued(held, { ...input, customerId, planId: selection.planId }),
    now,
  );
  return preview(quoteFor(environment, order, held, {}, now).quote, false);
}

/** Finds out by itself whether it is a new subscription or a change. */
export function previewSubscription(
  { input }: { input: PurchaseInput & { scheduleStrategy?: string | null } },
  arrival: Arrival,
) {
  const { environment, now } = arrival;
  customerOf(arrival, input.customerId);
  requirePayer(environment, input.payingCustomerId);
  requireImmediate(input.scheduleStrategy);
  const present = activeSubscription(environment, input.customerId, input.resourceId ?? null, now);
  const order = orderOf(environment, present ? continued(present, input) : input, now);
  const { quote } = quoteFor(environment, order, present, input, now);
  return {
    immediateInvoice: { ...invoice(quote.immediate), proration: proration(quote), credits: null },
    recurringInvoice: quote.recurring && invoice(quote.recurring),
    billingPeriodRange: range(quote),
    isPlanDowngrade: present !== undefined && isDowngrade(environment, present, input.planId),
    hasScheduledUpdates: false,
  };
}

function isDowngrade(environment: Environment, { selection }: Held, planId: string): boolean {
  const plan = own(environment.plans, planId) ?? selection.plan;
  return rankOf(environment, planId, plan) < rankOf(environment, selection.planId, selection.plan);
}

function preview(quote: Quote, isPlanDowngrade: boolean) {
  return {
    ...priced(quote.immediate),
    billingPeriodRange: range(quote),
    subscription: quote.recurring && {
      ...priced(quote.recurring),
      tax: money(quote.recurring.tax, quote.recurring),
    },
    proration: proration(quote),
    isPlanDowngrade,
    hasScheduledUpdates: false,
    credits: null,
    minimumSpendAdjustment: money(0, quote.immediate),
  };
}

function priced(bill: Bill) {
  return {
    subTotal: money(bill.subTotal, bill),
    totalExcludingTax: money(bill.totalExcludingTax, bill),
    total: money(bill.total, bill),
    tax: bill.taxRate ? money(bill.tax, bill) : null,
    taxDetails: bill.taxRate,
    discountAmount: bill.discount ? money(bill.discountAmount, bill) : null,
    discount: discountView(bill),
  };
}

/** The same figures under the names of the newer preview. */
function invoice(bill: Bill) {
  const { discount, discountAmount, ...figures } = priced(bill);
  return {
    ...figures,
    discount: discountAmount,
    discountDetails: discount,
    minimumSpendAdjustment: money(0, bill),
  };
}

function discountView({ discount, currency }: Bill) {
  if (!discount) return null;
  const { coupon, start } = discount;
  return {
    name: coupon.name,
    type: couponType(coupon),
    value: couponValue(coupon, currency),
    durationType: coupon.duration,
    durationInMonths: coupon.duration === 'REPEATING' ? couponMonths(coupon) : null,
    start: start.toISOString(),
    end: discountEnd(discount)?.toISOString() ?? null,
  };
}

function proration({ proration: made, immediate }: Quote) {
  return (
    made && {
      prorationDate: made.date.toISOString(),
      credit: money(made.credit, immediate),
      debit: money(made.debit, immediate),
      netAmount: money(made.netAmount, immediate),
      hasProrations: made.hasProrations,
    }
  );
}

function range({ period }: Quote) {
  return { start: period.start.toISOString(), end: period.end.toISOString() };
}

function money(amount: number, { currency }: Bill) {
  return { amount, currency };
}
