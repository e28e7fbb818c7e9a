import type { Coupon } from '../../src/core/coupon.js';
import type { GetCouponsQuery } from './operations.generated.js';

export function readCoupons({ coupons }: GetCouponsQuery): Coupon[] {
  return (coupons.edges ?? []).map(({ node: { refId, additionalMetaData, ...coupon } }) => ({
    id: refId,
    ...coupon,
    metadata: additionalMetaData,
  }));
}
