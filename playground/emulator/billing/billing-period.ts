import { usagePeriod } from '../../../src/core/usage-period.js';
import type { BillingPeriod } from './price.js';

/** Half open: the end is the first instant of the next one. */
export interface Period {
  start: Date;
  end: Date;
}

/** The billing period that holds `now`, counted from the anchor; before the anchor it is the first. */
export function billingPeriodAt(anchor: Date, length: BillingPeriod | null, now: Date): Period {
  const at = Math.max(anchor.getTime(), now.getTime());
  const { start, end } = usagePeriod(anchor.getTime(), length === 'ANNUALLY' ? 'YEAR' : 'MONTH', at);
  return { start: new Date(start), end: new Date(end) };
}

/** The same day so many months later, or the last of a shorter month. */
export function monthsAfter(from: Date, months: number): Date {
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const later = new Date(from);
  later.setUTCFullYear(year, month, Math.min(from.getUTCDate(), lastDay));
  return later;
}
