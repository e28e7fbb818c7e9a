import type * as own from '../index.js';

/** Usage over time, in the vendor's form. */
export type UsageHistory = ReturnType<typeof toUsageHistory>;
/** A point of the usage over time. */
export type UsageMeasurement = ReturnType<typeof toMeasurements>[number];

/** As the API sends it. */
export function toUsageHistory({ markers, series }: own.UsageHistory) {
  return {
    markers: markers.map(withIsoTime),
    series: series.map(({ tags, points }) => ({ tags, points: points.map(withIsoTime) })),
  };
}

/** The points alone, without markers and groups. */
export function toMeasurements({ series }: own.UsageHistory) {
  return series
    .flatMap(({ points }) => points)
    .map(({ timestamp, value, isResetPoint }) => ({ date: timestamp, value, isResetPoint }));
}

function withIsoTime<T extends { readonly timestamp: Date }>(one: T) {
  return { ...one, timestamp: one.timestamp.toISOString() };
}
