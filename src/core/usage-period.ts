// Usage periods: half open [start, end), in UTC, each one counted from the anchor itself, so that an anchor on
// the 31st comes back to the 31st after a short month.

export type ResetPeriod = 'YEAR' | 'MONTH' | 'WEEK' | 'DAY' | 'HOUR';

export interface UsagePeriod {
  /** Milliseconds since the epoch, the first instant of the period. */
  readonly start: number;
  /** Milliseconds since the epoch, the first instant of the next period. */
  readonly end: number;
}

const HOUR = 3_600_000;
const FIXED_LENGTH = { HOUR, DAY: 24 * HOUR, WEEK: 7 * 24 * HOUR } as const;
/** A Gregorian year on average; only the first guess depends on it. */
const MEAN_YEAR = 365.2425 * 24 * HOUR;

/**
 * The period that holds `now`.
 *
 * @param anchor milliseconds since the epoch at which some period starts
 * @param period how long a period is
 * @param now milliseconds since the epoch, before or after the anchor
 */
export function usagePeriod(anchor: number, period: ResetPeriod, now: number): UsagePeriod {
  if (period === 'YEAR' || period === 'MONTH') return calendarPeriod(anchor, period === 'YEAR' ? 12 : 1, now);
  const length = FIXED_LENGTH[period];
  const start = anchor + Math.floor((now - anchor) / length) * length;
  return { start, end: start + length };
}

function calendarPeriod(anchor: number, months: number, now: number): UsagePeriod {
  // Months differ in length and clamp, so guess the count and step it until the period holds `now`.
  let count = Math.floor((now - anchor) / ((MEAN_YEAR * months) / 12));
  while (addMonths(anchor, count * months) > now) count--;
  while (addMonths(anchor, (count + 1) * months) <= now) count++;
  return { start: addMonths(anchor, count * months), end: addMonths(anchor, (count + 1) * months) };
}

function addMonths(anchor: number, months: number): number {
  const from = new Date(anchor);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  // Not `Date.UTC`: to that, the year 1 is 1901, and the guess would be 1900 years wrong.
  const midnightOf = (monthOf: number, day: number) => new Date(0).setUTCFullYear(year, monthOf, day);
  const lastDay = new Date(midnightOf(month + 1, 0)).getUTCDate();
  return midnightOf(month, Math.min(from.getUTCDate(), lastDay)) + (anchor - from.setUTCHours(0, 0, 0, 0));
}
