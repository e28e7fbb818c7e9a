import type { UsageHistory } from '../../src/core/usage-history.js';
import type { GetUsageHistoryQuery } from './operations.generated.js';
import { time } from './time.js';

export function readUsageHistory({ usageHistoryV2 }: GetUsageHistoryQuery): UsageHistory {
  return {
    markers: (usageHistoryV2.markers ?? []).map((marker) => ({
      ...marker,
      timestamp: time(marker.timestamp),
    })),
    series: (usageHistoryV2.series ?? []).map(({ tags, points }) => ({
      tags: tags ?? [],
      points: (points ?? []).map((point) => ({ ...point, timestamp: time(point.timestamp) })),
    })),
  };
}
