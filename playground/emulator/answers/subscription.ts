// Subscriptions in the API's form.
import { billOf } from '../billing/bill.js';
import { type Charge, chargesOf, currencyOfCharges, pricingTypeOf, subTotalOf } from '../billing/charges.js';
import {
  couponMonths,
  couponType,
  couponValue,
  type Discount,
  discountEnd,
  laterDiscount,
} from '../billing/coupon.js';
import { DEFAULT_CURRENCY, type Money } from '../billing/money.js';
import { modelOf } from '../billing/price.js';
import { uuidOf } from '../digest.js';
import type { Environment, Invoice } from '../environment.js';
import type { Held } from '../subscriptions/held.js';
import { experimentView } from './experiment.js';
import { addonView, planView, priceView } from './packages.js';

export function subscriptionView(environment: Environment, held: Held, now: Date) {
  const { id, customerId, resourceId, status, selection, details, period, startDate, end, discount } = held;
  const { plan, planId, country } = selection;
  const { trialEndDate, trialEndBehavior = 'CONVERT_TO_PAID', cancellationDate, payingCustomerId } = details;
  const cancelled = trialEndBehavior === 'CANCEL_SUBSCRIPTION' ? trialEndDate : cancellationDate;
  const planCharges = chargesOf(environment, selection).filter(({ addonId }) => addonId === null);
  return {
    id: uuidOf(`subscription ${id}`),
    refId: id,
    subscriptionId: id,
    customerId: uuidOf(customerId),
    status,
    startDate: startDate.toISOString(),
    createdAt: startDate.toISOString(),
    endDate: end?.endDate ?? null,
    trialEndDate: trialEndDate ?? null,
    cancellationDate: end?.endDate ?? cancelled ?? null,
    effectiveEndDate: end?.endDate ?? cancelled ?? null,
    cancelReason: end?.cancelReason ?? null,
    currentBillingPeriodStart: end ? null : period.start.toISOString(),
    currentBillingPeriodEnd: end ? null : period.end.toISOString(),
    billingCycleAnchor: held.anchor.toISOString(),
    billingPeriod: selection.billingPeriod,
    pricingType: pricingTypeOf(plan),
    additionalMetaData: details.metadata ?? null,
    experimentInfo: experimentView(details.experiment),
    billingId: null,
    billingLinkUrl: null,
    billingSyncError: null,
    paymentCollection: details.paymentCollection ?? 'NOT_REQUIRED',
    paymentCollectionMethod: details.paymentCollectionMethod ?? null,
    latestInvoice: details.latestInvoice ? invoiceView(details.latestInvoice) : null,
    resource: resourceId === null ? null : { resourceId },
    resourceId: resourceId === null ? null : uuidOf(`resource ${customerId} ${resourceId}`),
    payingCustomerId: payingCustomerId === undefined ? null : uuidOf(payingCustomerId),
    wasInTrial: trialEndDate !== undefined && now >= new Date(trialEndDate),
    trialConfiguration: trialEndDate === undefined ? null : { trialEndBehavior },
    prices: planCharges.map(({ price, quantity }) => ({
      id: uuidOf(`subscription price ${id} ${JSON.stringify(price)}`),
      featureId: price.featureId ?? null,
      usageLimit: modelOf(price) === 'PER_UNIT' ? quantity : null,
      billingModel: modelOf(price),
      price: priceView(environment, planId, price),
    })),
    totalPrice: totalPrice(environment, held, now),
    addons: Object.entries(selection.addons).map(([addonId, quantity]) => ({
      id: uuidOf(`subscription addon ${id} ${addonId}`),
      addonId,
      quantity,
      addon: addonView(environment, addonId, country),
    })),
    coupon: discount ? couponUseView(discount, now) : null,
    coupons: discount ? [couponUseView(discount, now)] : [],
    scheduledUpdates: [],
    futureUpdates: [],
    budget: null,
    budgetExceeded: null,
    plan: planView(environment, planId, country),
    // For the relations: who has it, and who pays for it.
    customerRefId: customerId,
    payingCustomerRefId: payingCustomerId ?? null,
  };
}

/** What each period costs from now on. Null for plans without a price. */
export function totalPrice(environment: Environment, { selection, discount, details }: Held, now: Date) {
  if (selection.billingPeriod === null) return null;
  const charges = chargesOf(environment, selection);
  const currency = currencyOfCharges(charges);
  const money = (amount: number): Money => ({ amount, currency });
  const addons: Charge[] = charges.filter(({ addonId }) => addonId !== null);
  const bill = billOf(subTotalOf(charges), currency, laterDiscount(discount, now), details.taxRate ?? null);
  return {
    subTotal: money(bill.subTotal),
    total: money(bill.total),
    addonsTotal: money(subTotalOf(addons)),
  };
}

function couponUseView(discount: Discount, now: Date) {
  const { couponId, coupon, start } = discount;
  const end = discountEnd(discount);
  return {
    id: uuidOf(`coupon ${couponId}`),
    refId: couponId,
    name: coupon.name,
    type: couponType(coupon),
    status: end === null || now < end ? 'ACTIVE' : 'EXPIRED',
    discountValue: couponValue(coupon, DEFAULT_CURRENCY),
    percentOff: coupon.percentOff ?? null,
    amountsOff: coupon.amountsOff ?? null,
    durationInMonths: couponMonths(coupon),
    startDate: start.toISOString(),
    expirationDate: end?.toISOString() ?? null,
  };
}

function invoiceView(invoice: Invoice) {
  const { subTotal = null, total = null, tax = null, totalExcludingTax = null } = invoice;
  return {
    paymentUrl: null,
    paymentSecret: null,
    errorMessage: null,
    currency: null,
    billingReason: null,
    ...invoice,
    subTotal,
    subTotalExcludingTax: subTotal,
    total,
    totalExcludingTax,
    tax,
    amountDue: invoice.status === 'OPEN' ? total : total === null ? null : 0,
    attemptCount: null,
    dueDate: null,
    pdfUrl: null,
  };
}
