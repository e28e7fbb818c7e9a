import { beforeEach, describe, expect, it } from 'vitest';
import { codes, runningEmulator } from './running.js';

const { control, query } = runningEmulator();
beforeEach(() => control('PUT', 'clock', { now: '2026-11-22T00:00:00.000Z' }));

type Fields = Record<string, unknown>;
const HISTORY = `query ($input: UsageHistoryV2Input!) { usageHistoryV2(input: $input) {
  markers { type timestamp } series { tags { key value } points { timestamp value isResetPoint } }
} }`;
const reports = {
  customerId: 'customer-acme',
  featureId: 'feature-reports',
  startDate: '2026-10-01T00:00:00.000Z',
};
interface History {
  markers: Fields[];
  series: { tags: unknown[]; points: { timestamp: string; value: number; isResetPoint: boolean }[] }[];
}
async function history(input: Fields): Promise<History> {
  const { data, errors } = await query(HISTORY, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.usageHistoryV2 as History;
}
const values = async (input: Fields) =>
  (await history(input)).series[0]?.points.map(
    ({ timestamp, value }) => `${timestamp.slice(5, 10)} ${value}`,
  );

it('is what was counted, and 0 where a period begins', async () => {
  const point = (timestamp: string, value: number, isResetPoint = false) => ({
    timestamp,
    value,
    isResetPoint,
  });
  expect(await history(reports)).toEqual({
    markers: [
      { type: 'PERIODIC_RESET', timestamp: '2026-10-05T00:00:00.000Z' },
      { type: 'PERIODIC_RESET', timestamp: '2026-11-05T00:00:00.000Z' },
    ],
    series: [
      {
        tags: [],
        points: [
          point('2026-10-05T00:00:00.000Z', 0, true),
          point('2026-10-08T08:00:00.000Z', 5),
          point('2026-10-20T08:00:00.000Z', 22),
          point('2026-11-05T00:00:00.000Z', 0, true),
          point('2026-11-10T08:00:00.000Z', 7),
          point('2026-11-20T08:00:00.000Z', 12),
        ],
      },
    ],
  });
});

it('ends where it is told to, both ends included', async () => {
  const span = { startDate: '2026-10-08T08:00:00.000Z', endDate: '2026-11-05T00:00:00.000Z' };
  expect(await values({ ...reports, ...span })).toEqual(['10-08 5', '10-20 22', '11-05 0']);
  const short = { startDate: '2026-10-08T08:00:00.001Z', endDate: '2026-11-04T23:59:59.999Z' };
  expect(await values({ ...reports, ...short })).toEqual(['10-20 22']);
});

it('has no resets without periods, and none before the subscription', async () => {
  const seats = { ...reports, featureId: 'feature-seats', startDate: '2026-01-01T00:00:00.000Z' };
  expect(await values(seats)).toEqual(['09-01 5', '10-12 7', '11-02 8']);
  const { markers } = await history({
    ...reports,
    startDate: '2020-01-01T00:00:00Z',
    endDate: '2025-12-31T00:00:00Z',
  });
  expect(markers.map(({ timestamp }) => timestamp)).toEqual([
    '2025-11-05T00:00:00.000Z',
    '2025-12-05T00:00:00.000Z',
  ]);
});

it('grows with what is counted', async () => {
  const count = async (now: string, amount: number) => {
    await control('PUT', 'clock', { now });
    const usage = { 'feature-reports': amount };
    const resources = { 'workspace-berlin': { usage } };
    await control('PATCH', 'state', { customers: { 'customer-acme': { usage, resources } } });
  };
  await count('2026-11-23T00:00:00.000Z', 14);
  await count('2026-11-24T00:00:00.000Z', 15);
  await count('2026-11-25T00:00:00.000Z', 19);
  expect(await values({ ...reports, startDate: '2026-11-15T00:00:00.000Z' })).toEqual([
    '11-20 12',
    '11-23 14',
    '11-24 15',
    '11-25 19',
  ]);
  expect(await values({ ...reports, resourceId: 'workspace-berlin' })).toEqual([
    '10-05 0',
    '11-05 0',
    '11-23 14',
    '11-24 15',
    '11-25 19',
  ]);
});

it('is empty without a subscription, unless that is wanted', async () => {
  await control('PATCH', 'state', { customers: { 'customer-acme': { planId: null } } });
  expect(await history(reports)).toEqual({ markers: [], series: [] });
  const { series } = await history({ ...reports, includeInactiveSubscriptions: true });
  expect(series[0]?.points).toHaveLength(4);
});

describe('is refused', () => {
  it.each([
    [{ customerId: 'nobody' }, 'CustomerNotFound'],
    [{ resourceId: 'workspace-none' }, 'CustomerResourceNotFound'],
    [{ featureId: 'feature-none' }, 'FeatureNotFound'],
    [{ startDate: 'yesterday' }, 'BadUserInput'],
    [{ endDate: '2026-09-01T00:00:00Z' }, 'BadUserInput'],
    [{ groupBy: ['country'] }, 'UnsupportedParameter'],
  ])('%j: %s', async (wrong, code) => {
    expect(codes(await query(HISTORY, { input: { ...reports, ...wrong } }))).toEqual([code]);
  });
});

describe('reportEntitlementCheckRequested', () => {
  const REPORT = `mutation Checked($check: EntitlementCheckRequested!) {
    reportEntitlementCheckRequested(entitlementCheckRequested: $check)
  }`;
  const check = {
    customerId: 'customer-acme',
    featureId: 'feature-reports',
    requestedUsage: 1,
    entitlementCheckResult: { hasAccess: true, currentUsage: 12 },
  };

  it('is taken, and in the log', async () => {
    expect(await query(REPORT, { check })).toEqual({ data: { reportEntitlementCheckRequested: true } });
    expect((await control('GET', 'requests')).body).toMatchObject([
      { operationName: 'Checked', variables: { check } },
    ]);
  });

  it.each([
    [{ customerId: 'nobody' }, 'CustomerNotFound'],
    [{ resourceId: 'workspace-none' }, 'CustomerResourceNotFound'],
    [{ featureId: 'feature-none' }, 'FeatureNotFound'],
    [{ requestedUsage: -1 }, 'BadUserInput'],
    [{ entitlementCheckResult: {} }, 'BadUserInput'],
  ])('%j: %s', async (wrong, code) => {
    expect(codes(await query(REPORT, { check: { ...check, ...wrong } }))).toEqual([code]);
  });
});
