// What applying a subscription comes to: which details, and when they are in force.
import { pricingTypeOf } from '../billing/charges.js';
import type { Order, OrderInput } from '../billing/order.js';
import { type Quote, quoteChange, quoteNew } from '../billing/quote.js';
import { digest } from '../digest.js';
import type { Customer, Environment, Invoice, Metadata, SubscriptionDetails } from '../environment.js';
import { timeOf } from '../moment.js';
import type { Held } from './held.js';
import { type TrialInput, type TrialOffer, trialFor } from './trial-offer.js';

const DEFAULT_ACTIVATION_DELAY_MS = 2000;

export interface PurchaseInput extends OrderInput, TrialInput {
  startDate?: unknown;
  cancellationDate?: unknown;
  payingCustomerId?: string | null;
  paymentMethodId?: string | null;
  paymentCollectionMethod?: SubscriptionDetails['paymentCollectionMethod'] | null;
  awaitPaymentConfirmation?: boolean | null;
  billingCycleAnchor?: 'NOW' | 'UNCHANGED' | null;
  additionalMetaData?: Metadata | null;
}

export interface Purchase {
  planId: string;
  details: SubscriptionDetails;
  /** Null: at once. */
  activatesAt: Date | null;
  /** Whether it changes the present subscription, rather than take its place. */
  changesPresent: boolean;
}

/** @param present the subscription that it changes or takes the place of */
export function purchaseOf(
  environment: Environment,
  customer: Customer,
  order: Order,
  present: Held | undefined,
  input: PurchaseInput,
  now: Date,
): Purchase {
  const { selection } = order;
  const { quote, trial, start } = quoteFor(environment, order, present, input, now);
  const same = samePlan(order, present);
  const due = quote.immediate.total;
  const paid = due <= 0 || isPaidAtOnce(customer, input);
  const { activationDelayMs = DEFAULT_ACTIVATION_DELAY_MS } = environment.checkout ?? {};
  const paidAt = paid ? null : new Date(now.getTime() + activationDelayMs);
  const activatesAt = start > now ? start : paidAt;
  const coupon = order.coupon ?? present?.details.coupon;
  const { payingCustomerId, cancellationDate, paymentCollectionMethod, additionalMetaData } = input;
  return {
    planId: selection.planId,
    activatesAt,
    changesPresent: same !== undefined && activatesAt === null,
    details: {
      ...same?.details,
      startDate: (same?.startDate ?? start).toISOString(),
      ...(selection.billingPeriod && { billingPeriod: selection.billingPeriod }),
      ...(selection.country !== null && { billingCountryCode: selection.country }),
      quantities: selection.quantities,
      addons: selection.addons,
      ...(coupon && { coupon }),
      ...(quote.immediate.taxRate && { taxRate: quote.immediate.taxRate }),
      ...(trial && { trialEndDate: trial.end.toISOString(), trialEndBehavior: trial.behavior }),
      ...(same?.status === 'IN_TRIAL' && !trial && trialOverAt(now)),
      billingCycleAnchor: quote.anchor.toISOString(),
      ...(payingCustomerId != null && { payingCustomerId }),
      ...(cancellationDate != null && {
        cancellationDate: timeOf(cancellationDate, 'cancellationDate').toISOString(),
      }),
      ...(paymentCollectionMethod && { paymentCollectionMethod }),
      ...(additionalMetaData && { metadata: { ...same?.details.metadata, ...additionalMetaData } }),
      paymentCollection: paid ? 'NOT_REQUIRED' : 'PROCESSING',
      ...(due !== 0 && { latestInvoice: invoiceOf(quote, customer, present !== undefined, paid, now) }),
    },
  };
}

/** The price of an order for who has that subscription already, or none, and the trial that it begins or goes on with. */
export function quoteFor(
  environment: Environment,
  order: Order,
  present: Held | undefined,
  input: Pick<PurchaseInput, keyof TrialInput | 'startDate' | 'billingCycleAnchor'>,
  now: Date,
): { quote: Quote; trial: TrialOffer | null; start: Date } {
  const start = input.startDate == null ? now : timeOf(input.startDate, 'startDate');
  const same = samePlan(order, present);
  const taxed = { ...order, taxRate: order.taxRate ?? same?.details.taxRate ?? null };
  if (same?.status === 'IN_TRIAL' && !input.skipTrial) {
    const { trialEndBehavior: behavior = 'CONVERT_TO_PAID' } = same.details;
    const { end } = same.period;
    return { quote: quoteNew(environment, taxed, same.startDate, end), trial: { end, behavior }, start };
  }
  // Who pays already, or tries already, tries nothing else.
  const mayTry = !present || pricingTypeOf(present.selection.plan) === 'FREE';
  const trial = mayTry ? trialFor(environment, order, input, start) : null;
  const quote =
    present && !trial
      ? quoteChange(environment, present, taxed, now, input.billingCycleAnchor === 'NOW')
      : quoteNew(environment, taxed, start, trial?.end ?? null);
  return { quote, trial, start };
}

function samePlan({ selection }: Order, present: Held | undefined): Held | undefined {
  return present?.selection.planId === selection.planId ? present : undefined;
}

/** Or else a checkout has to be paid first. */
function isPaidAtOnce(customer: Customer, input: PurchaseInput): boolean {
  const { awaitPaymentConfirmation, paymentMethodId, paymentCollectionMethod } = input;
  return (
    customer.paymentMethod !== undefined ||
    paymentMethodId != null ||
    awaitPaymentConfirmation === false ||
    (paymentCollectionMethod ?? 'CHARGE') !== 'CHARGE'
  );
}

/** It has been in trial, and is no longer. */
function trialOverAt(now: Date): Pick<SubscriptionDetails, 'trialEndDate' | 'trialEndBehavior'> {
  return { trialEndDate: now.toISOString(), trialEndBehavior: 'CONVERT_TO_PAID' };
}

function invoiceOf(
  { immediate }: Quote,
  customer: Customer,
  isUpdate: boolean,
  paid: boolean,
  now: Date,
): Invoice {
  const at = now.toISOString();
  const number = digest(`${customer.name} ${at} ${immediate.total}`).slice(0, 14);
  const { currency, subTotal, totalExcludingTax, tax, total } = immediate;
  return {
    billingId: `in_${number}`,
    status: paid ? 'PAID' : 'OPEN',
    createdAt: at,
    updatedAt: at,
    requiresAction: !paid,
    ...(!paid && {
      paymentUrl: `https://checkout.example/pay/in_${number}`,
      paymentSecret: `pi_${number}_secret_emulator`,
    }),
    billingReason: isUpdate ? 'SUBSCRIPTION_UPDATE' : 'SUBSCRIPTION_CREATION',
    currency,
    subTotal,
    totalExcludingTax,
    tax,
    total,
  };
}
