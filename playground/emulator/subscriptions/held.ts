// Which subscriptions there are, and how each stands at a moment. Status and periods are computed from dates, so that
// they follow the clock wherever it is set.
import { billingPeriodAt, type Period } from '../billing/billing-period.js';
import { pricingTypeOf, type Selection, unitsOf } from '../billing/charges.js';
import type { Discount } from '../billing/coupon.js';
import { billingPeriodsOf, pricesIn } from '../billing/price.js';
import { digest } from '../digest.js';
import {
  type Account,
  type Environment,
  type FormerSubscription,
  own,
  type SubscriptionDetails,
} from '../environment.js';

export type SubscriptionStatus =
  | 'ACTIVE'
  | 'IN_TRIAL'
  | 'NOT_STARTED'
  | 'PAYMENT_PENDING'
  | FormerSubscription['status'];

/** A subscription as it stands. */
export interface Held {
  id: string;
  customerId: string;
  resourceId: string | null;
  status: SubscriptionStatus;
  selection: Selection;
  discount: Discount | null;
  startDate: Date;
  /** Billing periods count from it. */
  anchor: Date;
  /** Of the present billing period, or of the trial. */
  period: Period;
  details: SubscriptionDetails;
  /** Of one that has ended. */
  end: Pick<FormerSubscription, 'endDate' | 'cancelReason'> | null;
}

export const isActive = ({ status }: Held): boolean => status === 'ACTIVE' || status === 'IN_TRIAL';

/** All of a customer and its resources: for each the present one, the one to come and those that were. */
export function subscriptionsOf(environment: Environment, customerId: string, now: Date): Held[] {
  const customer = own(environment.customers, customerId);
  if (!customer) return [];
  const accounts: [string | null, Account][] = [
    [null, customer],
    ...Object.entries(customer.resources ?? {}),
  ];
  return accounts.flatMap(([resourceId, account]) => {
    const { planId, subscription = {}, pending, former = [] } = account;
    const held = (plan: string, details: SubscriptionDetails, status: (starts: Date) => SubscriptionStatus) =>
      heldOf(environment, { customerId, resourceId }, plan, details, status, now);
    return [
      ...(planId == null
        ? []
        : [held(planId, subscription, (starts) => presentStatus(subscription, starts, now))]),
      ...(pending
        ? [held(pending.planId, pending, (starts) => (starts > now ? 'NOT_STARTED' : 'PAYMENT_PENDING'))]
        : []),
      ...former.map((one) => ({
        ...held(one.planId, one, () => one.status),
        end: { endDate: one.endDate, cancelReason: one.cancelReason },
      })),
    ];
  });
}

export function findSubscription(environment: Environment, id: string, now: Date): Held | undefined {
  return Object.keys(environment.customers)
    .flatMap((customerId) => subscriptionsOf(environment, customerId, now))
    .find((held) => held.id === id);
}

/** The one that entitles a customer, or a resource of it. */
export function activeSubscription(
  environment: Environment,
  customerId: string,
  resourceId: string | null,
  now: Date,
): Held | undefined {
  return subscriptionsOf(environment, customerId, now).find(
    (held) => held.resourceId === resourceId && isActive(held),
  );
}

/** In the API's form: the plan's id and six digits of a hash. */
export function subscriptionId(planId: string, ...whose: (string | null)[]): string {
  return `subscription-${planId}-${digest([planId, ...whose].join('/')).slice(0, 6)}`;
}

function presentStatus({ trialEndDate }: SubscriptionDetails, starts: Date, now: Date): SubscriptionStatus {
  if (starts > now) return 'NOT_STARTED';
  return trialEndDate !== undefined && now < new Date(trialEndDate) ? 'IN_TRIAL' : 'ACTIVE';
}

function heldOf(
  environment: Environment,
  { customerId, resourceId }: Pick<Held, 'customerId' | 'resourceId'>,
  planId: string,
  details: SubscriptionDetails,
  statusFrom: (starts: Date) => SubscriptionStatus,
  now: Date,
): Held {
  const { id = subscriptionId(planId, customerId, resourceId), trialEndDate, coupon } = details;
  const startDate = new Date(details.startDate ?? subscribedAt(environment, customerId, resourceId));
  const status = statusFrom(startDate);
  const selection = selectionOf(environment, planId, details);
  const trialEnd = trialEndDate === undefined ? null : new Date(trialEndDate);
  const anchor =
    details.billingCycleAnchor === undefined ? (trialEnd ?? startDate) : new Date(details.billingCycleAnchor);
  const applied = own(environment.coupons, coupon?.couponId);
  return {
    id,
    customerId,
    resourceId,
    status,
    selection,
    discount:
      coupon && applied
        ? { couponId: coupon.couponId, coupon: applied, start: new Date(coupon.startDate) }
        : null,
    startDate,
    anchor,
    period:
      status === 'IN_TRIAL' && trialEnd
        ? { start: startDate, end: trialEnd }
        : billingPeriodAt(anchor, selection.billingPeriod, now),
    details,
    end: null,
  };
}

function selectionOf({ plans }: Environment, planId: string, details: SubscriptionDetails): Selection {
  const plan = own(plans, planId);
  if (!plan) throw new TypeError(`plan ${planId} is not in the fixtures`);
  const { billingPeriod, billingCountryCode = null, quantities = {}, addons = {} } = details;
  const offered = pricingTypeOf(plan) === 'PAID' ? billingPeriodsOf(pricesIn(plan.prices ?? [], null)) : [];
  // What stands beside `planId` may have been said of another plan.
  const chosen = offered.find((period) => period === billingPeriod) ?? offered[0] ?? null;
  const compatible = Object.entries(addons).filter(([addonId]) => plan.addons?.includes(addonId));
  return {
    planId,
    plan,
    billingPeriod: chosen,
    country: billingCountryCode,
    quantities: unitsOf(plan, quantities),
    addons: Object.fromEntries(compatible),
  };
}

function subscribedAt({ customers }: Environment, customerId: string, resourceId: string | null): string {
  const customer = own(customers, customerId);
  return own(customer?.resources, resourceId)?.subscribedAt ?? customer?.subscribedAt ?? '';
}
