import { billOf } from '../billing/bill.js';
import { type Charge, chargesOf, currencyOfCharges, pricingTypeOf, subTotalOf } from '../billing/charges.js';
import { laterDiscount } from '../billing/coupon.js';
import { rankOf } from '../billing/headline.js';
import { sum } from '../billing/money.js';
import { amountOf, currencyOf, modelOf, type Price } from '../billing/price.js';
import { Refusal } from '../billing/refusal.js';
import { type Customer, type Environment, own } from '../environment.js';
import { type Held, isActive, subscriptionsOf } from '../subscriptions/held.js';
import { trialRemainingDays } from '../subscriptions/trial.js';
import { type Arrival, customerOf } from './arrival.js';
import { promotionStatus } from './customer.js';
import { listFor } from './entitlements.js';
import { featureView } from './features.js';
import { priceView } from './packages.js';
import { plansFor } from './paywall.js';
import { totalPrice } from './subscription.js';

interface PortalInput {
  customerId: string;
  resourceId?: string | null;
  productId?: string | null;
}

export function customerPortal({ input }: { input: PortalInput }, arrival: Arrival) {
  const { customerId, resourceId = null, productId } = input;
  const { environment, now } = arrival;
  const customer = customerOf(arrival, customerId);
  if (resourceId !== null && !own(customer.resources, resourceId)) {
    throw new Refusal('CustomerResourceNotFound', `customer ${customerId} has no resource ${resourceId}`);
  }
  const held = subscriptionsOf(environment, customerId, now).filter(
    (one) =>
      one.resourceId === resourceId &&
      (isActive(one) || one.status === 'PAYMENT_PENDING') &&
      (productId == null || one.selection.plan.productId === productId),
  );
  const entitlements = listFor({ customerId, resourceId }, arrival);
  const used = (featureId: string | undefined) =>
    entitlements.find(({ feature }) => feature?.refId === featureId)?.currentUsage ?? 0;
  return {
    subscriptions: held.map((one) => portalSubscription(environment, one, used, now)),
    entitlements,
    promotionalEntitlements: promotions(environment, customer, arrival.now),
    billingInformation: {
      name: customer.name,
      email: customer.email ?? null,
      defaultPaymentMethodId: customer.paymentMethod?.id ?? null,
      defaultPaymentMethodType: customer.paymentMethod ? (customer.paymentMethod.type ?? 'CARD') : null,
      defaultPaymentMethodLast4Digits: customer.paymentMethod?.last4Digits ?? null,
      defaultPaymentExpirationMonth: customer.paymentMethod?.expirationMonth ?? null,
      defaultPaymentExpirationYear: customer.paymentMethod?.expirationYear ?? null,
    },
    showWatermark: environment.configuration.showWatermark,
    billingPortalUrl: customer.billingPortalUrl ?? null,
    canUpgradeSubscription: held.some((one) => canUpgrade(environment, one)),
    configuration: null,
    resource: resourceId === null ? null : { resourceId },
  };
}

function portalSubscription(
  environment: Environment,
  held: Held,
  used: (featureId: string | undefined) => number,
  now: Date,
) {
  const { selection, status, period, details } = held;
  const { plan, planId, billingPeriod } = selection;
  const charges = chargesOf(environment, selection);
  const planned = charges.filter(({ addonId }) => addonId === null);
  const [headline] = planned;
  const byUse = planned.filter(({ price }) => modelOf(price) === 'USAGE_BASED');
  const trialEnd = details.trialEndDate;
  return {
    subscriptionId: held.id,
    planId,
    planName: plan.displayName,
    pricingType: pricingTypeOf(plan),
    status,
    prices: planned.map(({ price }) => portalPrice(environment, price)),
    pricing: {
      unitQuantity: headline && modelOf(headline.price) === 'PER_UNIT' ? headline.quantity : null,
      billingPeriod,
      billingModel: null,
      price: null,
      feature: null,
      creditRate: null,
      ...(headline && portalPrice(environment, headline.price)),
      pricingType: pricingTypeOf(plan),
      usageBasedEstimatedBill:
        byUse.length === 0 ? null : sum(byUse.map(({ price }) => amountOf(price, used(price.featureId)))),
    },
    trialRemainingDays:
      status === 'IN_TRIAL' && trialEnd !== undefined ? trialRemainingDays(new Date(trialEnd), now) : null,
    billingPeriodRange: { start: period.start.toISOString(), end: period.end.toISOString() },
    totalPrice: totalPrice(environment, held, now),
    addons: Object.entries(selection.addons).map(([addonId, quantity]) => ({
      addonId,
      displayName: own(environment.addons, addonId)?.displayName ?? addonId,
      description: own(environment.addons, addonId)?.description ?? null,
      quantity,
    })),
    scheduledUpdates: [],
    previewNextInvoice: billingPeriod === null ? null : nextInvoice(environment, held, charges, used, now),
  };
}

function portalPrice(environment: Environment, price: Price) {
  return {
    billingPeriod: price.billingPeriod,
    billingModel: modelOf(price),
    blockSize: price.blockSize ?? null,
    price: price.amount === undefined ? null : { amount: price.amount, currency: currencyOf(price) },
    creditRate: null,
    feature: featureView(environment, price.featureId),
  };
}

/** What the end of the period will bring: the next one in advance, and what was used in this one. */
function nextInvoice(
  environment: Environment,
  { selection, discount, details, period }: Held,
  charges: readonly Charge[],
  used: (featureId: string | undefined) => number,
  now: Date,
) {
  const currency = currencyOfCharges(charges);
  const money = (amount: number) => ({ amount, currency });
  const lines = charges.map((charge) => {
    const byUse = modelOf(charge.price) === 'USAGE_BASED';
    const quantity = byUse ? used(charge.price.featureId) : charge.quantity;
    return { ...charge, quantity, amount: byUse ? amountOf(charge.price, quantity) : charge.amount };
  });
  const discounted = laterDiscount(discount, period.end);
  const bill = billOf(subTotalOf(lines), currency, discounted, details.taxRate ?? null);
  return {
    subTotal: money(bill.subTotal),
    total: money(bill.total),
    amountDue: money(bill.total),
    lastUpdatedAt: now.toISOString(),
    lines: lines.map(({ addonId, price, quantity, amount }) => ({
      quantity,
      amount: money(amount),
      description:
        addonId === null
          ? selection.plan.displayName
          : (own(environment.addons, addonId)?.displayName ?? addonId),
      period: { start: period.start.toISOString(), end: period.end.toISOString() },
      price: priceView(environment, addonId ?? selection.planId, price),
    })),
  };
}

function promotions(
  { features }: Environment,
  { promotionalEntitlements = {}, subscribedAt }: Customer,
  now: Date,
) {
  return Object.entries(promotionalEntitlements)
    .filter(([, one]) => (one.isVisible ?? true) && promotionStatus(one, now) === 'Active')
    .map(([featureId, one]) => ({
      displayName: own(features, featureId)?.displayName ?? featureId,
      description: one.description ?? null,
      usageLimit: one.usageLimit ?? null,
      hasUnlimitedUsage: one.hasUnlimitedUsage ?? false,
      hasSoftLimit: one.hasSoftLimit ?? false,
      period: one.period ?? (one.endDate === undefined ? 'LIFETIME' : 'CUSTOM'),
      startDate: one.startDate ?? subscribedAt,
      endDate: one.endDate ?? null,
    }));
}

/** Whether the pricing page has a greater plan. */
function canUpgrade(environment: Environment, { selection: { plan, planId } }: Held): boolean {
  const present = rankOf(environment, planId, plan);
  return plansFor(environment, plan.productId, 'PAYWALL').some(
    ([otherId, other]) => rankOf(environment, otherId, other) > present,
  );
}
