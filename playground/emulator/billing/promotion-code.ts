import { type Customer, type Environment, own } from '../environment.js';
import { pricingTypeOf } from './charges.js';
import { type CouponUse, couponStatus, type PromotionCode } from './coupon.js';
import { Refusal } from './refusal.js';

/** Who redeems a code, and for what. */
export interface Redemption {
  customerId: string;
  subTotal: number;
  currency: string;
  now: Date;
}

/**
 * The coupon that a code stands for.
 *
 * @throws {Refusal} a code that is unknown, out of use, or not for this customer or this purchase
 */
export function redeemed(environment: Environment, code: string, redemption: Redemption): CouponUse {
  const { customerId, subTotal, currency, now } = redemption;
  const promotion = own(environment.promotionCodes, code);
  const coupon = own(environment.coupons, promotion?.couponId);
  const refuse = (what: string, why: string): never => {
    throw new Refusal(`PromotionCode${what}`, `promotion code ${code} ${why}`);
  };
  if (!promotion || !coupon) return refuse('NotFound', 'not found');
  const { active = true, expiresAt, customerIds, firstPurchaseOnly, minimumAmount } = promotion;
  const expired = expiresAt !== undefined && new Date(expiresAt) <= now;
  if (!active || expired || couponStatus(coupon) !== 'ACTIVE') return refuse('NotActive', 'is not active');
  if (customerIds && !customerIds.includes(customerId)) {
    return refuse('NotForCustomer', `is not for ${customerId}`);
  }
  if (firstPurchaseOnly && hasPaid(environment, customerId, now)) {
    return refuse('CustomerNotFirstPurchase', 'is for first purchases');
  }
  if (redemptionsOf(environment, code, promotion) >= (promotion.maxRedemptions ?? Number.POSITIVE_INFINITY)) {
    return refuse('MaxRedemptionsReached', 'was redeemed as often as it can be');
  }
  if (minimumAmount && (minimumAmount.currency !== currency || subTotal < minimumAmount.amount)) {
    return refuse(
      'MinimumAmountNotReached',
      `is for ${minimumAmount.amount} ${minimumAmount.currency} and more`,
    );
  }
  return { couponId: promotion.couponId, promotionCode: code, startDate: now.toISOString() };
}

/** The present, the coming and the former subscriptions of a customer and its resources, with their plans. */
function bought(customer: Customer) {
  return [customer, ...Object.values(customer.resources ?? {})].flatMap(
    ({ planId, subscription, pending, former = [] }) => [
      ...(planId == null ? [] : [{ ...subscription, planId }]),
      ...(pending ? [pending] : []),
      ...former,
    ],
  );
}

/** What ended with its trial, or is in it, was not paid for. */
function hasPaid({ customers, plans }: Environment, customerId: string, now: Date): boolean {
  const customer = own(customers, customerId);
  const paid =
    customer &&
    bought(customer).filter((one) => {
      if (pricingTypeOf(own(plans, one.planId) ?? {}) === 'FREE') return false;
      const until = 'endDate' in one ? new Date(one.endDate) : now;
      return one.trialEndDate === undefined || new Date(one.trialEndDate) < until;
    });
  return paid !== undefined && paid.length > 0;
}

function redemptionsOf({ customers }: Environment, code: string, { redemptions = 0 }: PromotionCode): number {
  const told = Object.values(customers).flatMap(bought);
  return redemptions + told.filter(({ coupon }) => coupon?.promotionCode === code).length;
}
