import { couponMonths, couponStatus, couponType, couponValue } from '../billing/coupon.js';
import { DEFAULT_CURRENCY } from '../billing/money.js';
import { uuidOf } from '../digest.js';
import type { Environment } from '../environment.js';
import type { Arrival } from './arrival.js';
import { type Comparison, matches, type Sorting, sorted } from './filter.js';
import { type CursorPaging, pageOf } from './paging.js';

interface CouponArgs {
  filter?: CouponFilter | null;
  paging?: CursorPaging | null;
  sorting?: Sorting[] | null;
}

type CouponFilter = { [field: string]: Comparison | null | undefined } & {
  and?: CouponFilter[] | null;
  or?: CouponFilter[] | null;
};

export function coupons({ filter, paging, sorting }: CouponArgs, { environment }: Arrival) {
  const found = couponViews(environment).filter((coupon) => matches(coupon, filter ?? {}));
  return pageOf(sorted(found, sorting ?? []), ({ refId }) => refId, paging ?? {});
}

function couponViews({ coupons: all = {} }: Environment) {
  return Object.entries(all).map(([couponId, coupon]) => ({
    id: uuidOf(`coupon ${couponId}`),
    refId: couponId,
    name: coupon.name,
    description: coupon.description ?? null,
    type: couponType(coupon),
    discountValue: couponValue(coupon, DEFAULT_CURRENCY),
    percentOff: coupon.percentOff ?? null,
    amountsOff: coupon.amountsOff ?? null,
    durationInMonths: couponMonths(coupon),
    status: couponStatus(coupon),
    source: 'STIGG',
    additionalMetaData: coupon.metadata ?? null,
    createdAt: coupon.createdAt,
    updatedAt: coupon.createdAt,
    environmentId: uuidOf('environment'),
    billingId: null,
    billingLinkUrl: null,
    syncStates: [],
  }));
}
