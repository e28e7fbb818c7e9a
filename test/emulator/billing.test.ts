// The computations, without a server.
import { describe, expect, it } from 'vitest';
import { billOf } from '../../playground/emulator/billing/bill.js';
import { billingPeriodAt, monthsAfter } from '../../playground/emulator/billing/billing-period.js';
import {
  amountOff,
  type Coupon,
  discountEnd,
  laterDiscount,
} from '../../playground/emulator/billing/coupon.js';
import { rounded, sum } from '../../playground/emulator/billing/money.js';
import { amountOf, type Price, pricesIn } from '../../playground/emulator/billing/price.js';
import { prorated, remainingPart } from '../../playground/emulator/billing/proration.js';
import { type TaxRate, taxed } from '../../playground/emulator/billing/tax.js';
import { type Tier, tieredAmount } from '../../playground/emulator/billing/tiers.js';

describe('rounding', () => {
  it.each([
    [0, 0],
    [2.344, 2.34],
    [2.345, 2.35],
    // In binary 1.004999…, 7.494999… and 0.285 a little below.
    [1.005, 1.01],
    [14.99 / 2, 7.5],
    [0.285, 0.29],
    [-2.345, -2.35],
    [-2.344, -2.34],
    [-0.001, 0],
    [1e9 + 0.005, 1e9 + 0.01],
  ])('%s is %s', (amount, expected) => {
    expect(Object.is(rounded(amount), expected)).toBe(true);
  });

  it('holds for sums', () => {
    expect(sum([0.1, 0.2])).toBe(0.3);
    expect(sum([14.99, -9.99])).toBe(5);
    expect(sum([])).toBe(0);
  });
});

describe('tiers', () => {
  const seats: Tier[] = [{ upTo: 5, unitPrice: 15 }, { upTo: 20, unitPrice: 12 }, { unitPrice: 10 }];
  it.each([
    [0, 0, 0],
    [1, 15, 15],
    [5, 75, 75],
    [6, 72, 75 + 12],
    [20, 240, 75 + 180],
    [21, 210, 75 + 180 + 10],
  ])('%i units: volume %i, graduated %i', (units, volume, graduated) => {
    expect(tieredAmount(seats, 'VOLUME', units)).toBe(volume);
    expect(tieredAmount(seats, 'GRADUATED', units)).toBe(graduated);
  });

  const flat: Tier[] = [
    { upTo: 2, flatPrice: 9.99 },
    { upTo: null, unitPrice: 4, flatPrice: 1 },
  ];
  it.each([
    [0, 0, 0],
    [1, 9.99, 9.99],
    [2, 9.99, 9.99],
    [3, 13, 14.99],
    [4, 17, 18.99],
  ])('%i units with flat prices: volume %s, graduated %s', (units, volume, graduated) => {
    expect(rounded(tieredAmount(flat, 'VOLUME', units))).toBe(volume);
    expect(rounded(tieredAmount(flat, 'GRADUATED', units))).toBe(graduated);
  });
});

describe('prices', () => {
  it.each([
    ['a flat fee, whatever the quantity', { amount: 12.5 }, 7, 12.5],
    ['units', { billingModel: 'PER_UNIT', amount: 0.335 }, 3, 1.01],
    ['blocks that are full', { billingModel: 'USAGE_BASED', amount: 2, blockSize: 100 }, 200, 4],
    ['a block that is begun', { billingModel: 'USAGE_BASED', amount: 2, blockSize: 100 }, 201, 6],
    ['no units', { billingModel: 'USAGE_BASED', amount: 2, blockSize: 100 }, 0, 0],
    [
      'tiers, by volume unless told',
      { billingModel: 'PER_UNIT', tiers: [{ upTo: 1, unitPrice: 5 }, { unitPrice: 3 }] },
      2,
      6,
    ],
  ] as const)('%s', (_name, price, quantity, expected) => {
    expect(amountOf({ billingPeriod: 'MONTHLY', ...price } as Price, quantity)).toBe(expected);
  });

  it('are those of the country, and the others for what it has none of', () => {
    const monthly: Price = { billingPeriod: 'MONTHLY', amount: 12 };
    const annual: Price = { billingPeriod: 'ANNUALLY', amount: 120 };
    const german: Price = { billingPeriod: 'MONTHLY', amount: 11, billingCountryCode: 'DE', currency: 'EUR' };
    const all = [monthly, annual, german];
    expect(pricesIn(all, null)).toEqual([monthly, annual]);
    expect(pricesIn(all, 'FR')).toEqual([monthly, annual]);
    expect(pricesIn(all, 'DE')).toEqual([annual, german]);
  });
});

describe('tax', () => {
  const rate = (percentage: number, inclusive: boolean): TaxRate => ({
    displayName: 'T',
    percentage,
    inclusive,
  });
  it.each([
    [100, rate(19, false), { totalExcludingTax: 100, tax: 19, total: 119 }],
    [119, rate(19, true), { totalExcludingTax: 100, tax: 19, total: 119 }],
    [10, rate(17, false), { totalExcludingTax: 10, tax: 1.7, total: 11.7 }],
    [10, rate(17, true), { totalExcludingTax: 8.55, tax: 1.45, total: 10 }],
    [0.5, rate(5, false), { totalExcludingTax: 0.5, tax: 0.03, total: 0.53 }],
    [10, rate(0, true), { totalExcludingTax: 10, tax: 0, total: 10 }],
    [10, null, { totalExcludingTax: 10, tax: 0, total: 10 }],
  ])('of %s at %j', (amount, taxRate, expected) => {
    expect(taxed(amount, taxRate)).toEqual(expected);
  });
});

const START = new Date('2026-01-31T10:00:00.000Z');
const discount = (coupon: Partial<Coupon>) => ({
  couponId: 'c',
  coupon: { name: 'C', duration: 'FOREVER', createdAt: START.toISOString(), ...coupon } as Coupon,
  start: START,
});

describe('discounts', () => {
  it.each([
    ['a percentage', { percentOff: 50 }, 14.99, 7.5],
    ['all of it', { percentOff: 100 }, 14.99, 14.99],
    ['an amount', { amountsOff: [{ amount: 10, currency: 'USD' }] }, 14.99, 10],
    ['no more than there is', { amountsOff: [{ amount: 10, currency: 'USD' }] }, 8, 8],
    ['nothing in another currency', { amountsOff: [{ amount: 10, currency: 'EUR' }] }, 8, 0],
    ['nothing off a credit', { percentOff: 50 }, -8, 0],
  ])('take off %s', (_name, coupon, amount, expected) => {
    expect(amountOff(discount(coupon), amount, 'USD')).toBe(expected);
  });

  it.each([
    ['ONCE', undefined, '2026-02-28T10:00:00.000Z', '2026-02-01T00:00:00.000Z', false],
    ['FOREVER', undefined, null, '2099-01-01T00:00:00.000Z', true],
    ['REPEATING', 3, '2026-04-30T10:00:00.000Z', '2026-04-30T09:59:59.999Z', true],
    ['REPEATING', 3, '2026-04-30T10:00:00.000Z', '2026-04-30T10:00:00.000Z', false],
  ] as const)('%s (%s months) ends at %s; at %s it counts: %s', (duration, months, end, at, counts) => {
    const given = discount({ percentOff: 5, duration, ...(months && { durationInMonths: months }) });
    expect(discountEnd(given)?.toISOString() ?? null).toBe(end);
    expect(laterDiscount(given, new Date(at)) !== null).toBe(counts);
  });

  it('come off before the tax', () => {
    const tax: TaxRate = { displayName: 'T', percentage: 10, inclusive: false };
    expect(billOf(20, 'USD', discount({ percentOff: 25 }), tax)).toMatchObject({
      subTotal: 20,
      discountAmount: 5,
      totalExcludingTax: 15,
      tax: 1.5,
      total: 16.5,
    });
  });
});

describe('periods', () => {
  it.each([
    ['MONTHLY', '2026-02-28T09:59:59.999Z', '2026-01-31T10:00:00.000Z', '2026-02-28T10:00:00.000Z'],
    ['MONTHLY', '2026-02-28T10:00:00.000Z', '2026-02-28T10:00:00.000Z', '2026-03-31T10:00:00.000Z'],
    ['ANNUALLY', '2027-12-01T00:00:00.000Z', '2027-01-31T10:00:00.000Z', '2028-01-31T10:00:00.000Z'],
    ['MONTHLY', '2020-01-01T00:00:00.000Z', '2026-01-31T10:00:00.000Z', '2026-02-28T10:00:00.000Z'],
  ] as const)('%s at %s', (length, now, start, end) => {
    expect(billingPeriodAt(START, length, new Date(now))).toEqual({
      start: new Date(start),
      end: new Date(end),
    });
  });

  it.each([
    [1, '2026-02-28T10:00:00.000Z'],
    [2, '2026-03-31T10:00:00.000Z'],
    [12, '2027-01-31T10:00:00.000Z'],
  ])('%i months after the last of January', (months, expected) => {
    expect(monthsAfter(START, months).toISOString()).toBe(expected);
  });
});

describe('proration', () => {
  const october = { start: new Date('2026-10-01T10:00:00.000Z'), end: new Date('2026-11-01T10:00:00.000Z') };
  it.each([
    ['2026-10-01T10:00:00.000Z', 31],
    ['2026-10-02T09:59:59.999Z', 31],
    ['2026-10-02T10:00:00.000Z', 30],
    ['2026-10-16T20:00:00.000Z', 16],
    ['2026-11-01T09:59:59.999Z', 1],
    ['2026-11-01T10:00:00.000Z', 0],
    ['2026-12-24T00:00:00.000Z', 0],
    ['2026-09-01T00:00:00.000Z', 31],
  ])('at %s %i of 31 days are left', (now, days) => {
    expect(remainingPart(october, new Date(now))).toBe(days / 31);
  });

  it.each([
    ['2026-10-01T10:00:00.000Z', { credit: -9.99, debit: 14.99, netAmount: 5 }],
    ['2026-10-16T20:00:00.000Z', { credit: -5.16, debit: 7.74, netAmount: 2.58 }],
    ['2026-11-01T09:59:59.999Z', { credit: -0.32, debit: 0.48, netAmount: 0.16 }],
    ['2026-11-01T10:00:00.000Z', { credit: 0, debit: 0, netAmount: 0 }],
  ])('from 9.99 to 14.99 at %s', (now, expected) => {
    expect(prorated(october, new Date(now), 9.99, 14.99)).toEqual(expected);
  });
});
