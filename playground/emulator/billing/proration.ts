import type { Period } from './billing-period.js';
import { rounded, sum } from './money.js';

const DAY = 86_400_000;

export interface Proration {
  /** Never positive: what was paid for the days that are left. */
  credit: number;
  debit: number;
  netAmount: number;
}

/** The part of a period that is left, by the day: a day that has begun is used. */
export function remainingPart({ start, end }: Period, now: Date): number {
  const days = Math.round((end.getTime() - start.getTime()) / DAY);
  const used = Math.floor((now.getTime() - start.getTime()) / DAY);
  return (days - Math.min(Math.max(used, 0), days)) / days;
}

/** What a change of price within a period credits and debits. */
export function prorated(period: Period, now: Date, before: number, after: number): Proration {
  const part = remainingPart(period, now);
  const credit = rounded(-before * part);
  const debit = rounded(after * part);
  return { credit, debit, netAmount: sum([credit, debit]) };
}
