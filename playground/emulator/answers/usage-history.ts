import { usagePeriod } from '../../../src/core/usage-period.js';
import { Refusal } from '../billing/refusal.js';
import { own } from '../environment.js';
import { timeOf } from '../moment.js';
import { activeSubscription } from '../subscriptions/held.js';
import { type Arrival, customerOf } from './arrival.js';
import { listFor } from './entitlements.js';

interface HistoryInput {
  customerId: string;
  resourceId?: string | null;
  featureId: string;
  startDate: unknown;
  endDate?: unknown;
  groupBy?: string[] | null;
  includeInactiveSubscriptions?: boolean | null;
}

interface Point {
  timestamp: string;
  value: number;
  isResetPoint: boolean;
}

/** The log of usage, with a point at 0 where each usage period begins. */
export function usageHistoryV2({ input }: { input: HistoryInput }, arrival: Arrival) {
  const { customerId, resourceId = null, featureId, groupBy } = input;
  const { environment, now } = arrival;
  const customer = customerOf(arrival, customerId);
  const account = resourceId === null ? customer : own(customer.resources, resourceId);
  if (!account) {
    throw new Refusal('CustomerResourceNotFound', `customer ${customerId} has no resource ${resourceId}`);
  }
  const feature = own(environment.features, featureId);
  if (!feature) throw new Refusal('FeatureNotFound', `feature ${featureId} not found`);
  if (groupBy?.length) throw new Refusal('UnsupportedParameter', 'This emulator groups no usage');
  const start = timeOf(input.startDate, 'startDate');
  const end = input.endDate == null ? now : timeOf(input.endDate, 'endDate');
  if (end < start) throw new Refusal('BadUserInput', 'endDate is before startDate');
  const listed = listFor({ customerId, resourceId }, arrival).find((one) => one.feature?.refId === featureId);
  const silent =
    !input.includeInactiveSubscriptions && !activeSubscription(environment, customerId, resourceId, now);
  if (silent) return { markers: [], series: [], pageInfo: null };
  const { usage, usageUpdatedAt, usageHistory } = account;
  const last = own(usageUpdatedAt, featureId);
  const readings = [
    ...(own(usageHistory, featureId) ?? []),
    // What was counted last stands beside the log.
    ...(last === undefined ? [] : [{ at: last, usage: own(usage, featureId) ?? 0 }]),
  ];
  const within = ({ timestamp }: Point) => new Date(timestamp) >= start && new Date(timestamp) <= end;
  const counted = readings.map(({ at, usage: value }): Point => {
    return { timestamp: new Date(at).toISOString(), value, isResetPoint: false };
  });
  const resets = resetTimes(listed?.usagePeriodAnchor, listed?.resetPeriod, start, end).map(
    (timestamp): Point => ({ timestamp, value: 0, isResetPoint: true }),
  );
  // A reset comes before what was counted at the same time: that is of the new period.
  const points = [...resets, ...counted]
    .filter(within)
    .sort((a, b) => a.timestamp.localeCompare(b.timestamp));
  return {
    markers: resets.map(({ timestamp }) => ({ type: 'PERIODIC_RESET', timestamp })),
    series: [{ tags: [], points }],
    pageInfo: null,
  };
}

/** The starts of all periods within the span. */
function resetTimes(
  anchor: string | null | undefined,
  period: Parameters<typeof usagePeriod>[1] | null | undefined,
  start: Date,
  end: Date,
): string[] {
  if (!anchor || !period) return [];
  const times: string[] = [];
  const from = new Date(anchor).getTime();
  for (let at = Math.max(start.getTime(), from); at <= end.getTime(); ) {
    const holding = usagePeriod(from, period, at);
    if (holding.start >= start.getTime()) times.push(new Date(holding.start).toISOString());
    at = holding.end;
  }
  return times;
}
