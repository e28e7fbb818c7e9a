// Numbers, times and ages as people read them.

const number = new Intl.NumberFormat('en');
const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const day = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
const days = new Intl.DateTimeFormat('en-GB', day);
const minutes = new Intl.DateTimeFormat('en-GB', { ...day, hour: '2-digit', minute: '2-digit' });
const dates = new Intl.DateTimeFormat('en-GB', { ...day, year: 'numeric' });
const DAY_MS = 86_400_000;

export const NOTHING = '–';

export const formatNumber = (value: number): string => number.format(value);

export const formatTime = (at: Date): string => time.format(at);

/** In UTC; without the time of day where it is midnight. */
export function formatPeriod(from: Date, to: Date): string {
  const whole = [from, to].every((date) => date.getTime() % DAY_MS === 0);
  return (whole ? days : minutes).formatRange(from, to);
}

/** With the year, in UTC. */
export const formatDate = (date: Date): string => dates.format(date);

/** In UTC; with the time of day where it is not midnight. */
export function formatMoment(date: Date): string {
  return date.getTime() % DAY_MS === 0 ? days.format(date) : `${minutes.format(date)} UTC`;
}

export function formatAge(ms: number | null): string {
  if (ms === null) return NOTHING;
  const s = Math.floor(ms / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  const hours = Math.floor(s / 3600);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

export function formatAmount(
  value: number,
  units: string | undefined,
  unitsPlural: string | undefined,
): string {
  const unit = (value === 1 ? units : unitsPlural) ?? '';
  return `${number.format(value)} ${unit}`.trim();
}
