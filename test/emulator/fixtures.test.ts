import { describe, expect, it } from 'vitest';
import { readFixtures } from '../../playground/emulator/fixtures-file.js';
import {
  entitlementsOf,
  type FixtureCustomer,
  FixtureError,
  type Fixtures,
  fallbackFromFixtures,
  type Grant,
} from '../../src/fixtures.js';

const file = readFixtures(new URL('../../playground/emulator/fixtures.json', import.meta.url));
const NOW = new Date('2026-05-10T12:00:00.000Z');

/** Fixtures with one customer `c` on a plan with the counted feature `f`. */
function fixturesWith(grant: Grant, customer: Partial<FixtureCustomer> = {}): Fixtures {
  return {
    apiKeys: [],
    configuration: { isWidgetWatermarkEnabled: false, showWatermark: false },
    features: {
      f: { displayName: 'F', featureType: 'NUMBER', meterType: 'Incremental' },
      g: { displayName: 'G', featureType: 'BOOLEAN' },
    },
    products: { p: { displayName: 'P' } },
    plans: { plan: { displayName: 'Plan', productId: 'p', entitlements: { f: grant } } },
    customers: { c: { name: 'C', planId: 'plan', subscribedAt: '2026-01-31T10:00:00.000Z', ...customer } },
  };
}

const first = (fixtures: Fixtures, now = NOW) => entitlementsOf(fixtures, 'c', null, now)[0];
const ids = (fixtures: Fixtures) =>
  entitlementsOf(fixtures, 'c', null, NOW).map(({ feature }) => feature?.refId);

describe('usage of a metered feature', () => {
  it.each([
    ['at the limit is granted', { usageLimit: 5 }, 5, true, null],
    ['over the limit is denied', { usageLimit: 5 }, 5.5, false, 'RequestedUsageExceedingLimit'],
    ['without a limit has a limit of 0', {}, 1, false, 'RequestedUsageExceedingLimit'],
    ['over a soft limit is granted', { usageLimit: 5, hasSoftLimit: true }, 9, true, null],
    ['without end is granted', { hasUnlimitedUsage: true }, 9, true, null],
    [
      'revoked keeps its own reason',
      { usageLimit: 5, isGranted: false, accessDeniedReason: 'Revoked' },
      9,
      false,
      'Revoked',
    ],
    ['revoked without a reason has none', { usageLimit: 5, isGranted: false }, 9, false, null],
  ] as const)('%s', (_name, grant, usage, isGranted, accessDeniedReason) => {
    const listed = first(fixturesWith(grant, { usage: { f: usage } }));
    expect(listed).toMatchObject({ isGranted, accessDeniedReason, currentUsage: usage });
  });

  it('counts as 0 once a period has begun after it was dated, and not before', () => {
    const fixtures = fixturesWith(
      { usageLimit: 5, resetPeriod: 'MONTH' },
      { usage: { f: 6 }, usageUpdatedAt: { f: '2026-02-01T00:00:00.000Z' } },
    );
    expect(first(fixtures, new Date('2026-02-28T09:59:59.999Z'))).toMatchObject({
      isGranted: false,
      currentUsage: 6,
      usageUpdatedAt: '2026-02-01T00:00:00.000Z',
    });
    expect(first(fixtures, new Date('2026-02-28T10:00:00.000Z'))).toMatchObject({
      isGranted: true,
      currentUsage: 0,
      usageUpdatedAt: '2026-02-28T10:00:00.000Z',
    });
  });
});

it('counts usage that was dated at the very start of the period', () => {
  const usageUpdatedAt = { f: '2026-02-28T10:00:00.000Z' };
  const fixtures = fixturesWith({ usageLimit: 5, resetPeriod: 'MONTH' }, { usage: { f: 3 }, usageUpdatedAt });
  expect(first(fixtures, new Date('2026-03-01T00:00:00.000Z'))).toMatchObject({ currentUsage: 3 });
});

describe('usage periods', () => {
  it.each([
    ['MONTH', '2026-02-28T09:59:59.999Z', '2026-01-31T10:00:00.000Z', '2026-02-28T10:00:00.000Z'],
    ['MONTH', '2026-02-28T10:00:00.000Z', '2026-02-28T10:00:00.000Z', '2026-03-31T10:00:00.000Z'],
    ['YEAR', '2028-01-31T10:00:00.000Z', '2028-01-31T10:00:00.000Z', '2029-01-31T10:00:00.000Z'],
    ['WEEK', '2026-02-07T10:00:00.000Z', '2026-02-07T10:00:00.000Z', '2026-02-14T10:00:00.000Z'],
    ['DAY', '2026-05-10T09:59:00.000Z', '2026-05-09T10:00:00.000Z', '2026-05-10T10:00:00.000Z'],
    ['HOUR', '2026-05-10T09:59:00.000Z', '2026-05-10T09:00:00.000Z', '2026-05-10T10:00:00.000Z'],
  ] as const)('%s at %s', (resetPeriod, now, usagePeriodStart, usagePeriodEnd) => {
    expect(first(fixturesWith({ usageLimit: 5, resetPeriod }), new Date(now))).toMatchObject({
      usagePeriodAnchor: '2026-01-31T10:00:00.000Z',
      usagePeriodStart,
      usagePeriodEnd,
      resetPeriod,
    });
  });

  it('are absent without a reset period', () => {
    expect(first(fixturesWith({ usageLimit: 5 }))).toMatchObject({
      usagePeriodAnchor: null,
      usagePeriodStart: null,
      usagePeriodEnd: null,
      resetPeriod: null,
    });
  });
});

describe('grants', () => {
  it('replace fields of the plan and add features behind it', () => {
    const fixtures = fixturesWith(
      { usageLimit: 5, resetPeriod: 'MONTH' },
      { grants: { g: {}, f: { usageLimit: 9 } } },
    );
    expect(first(fixtures)).toMatchObject({ usageLimit: 9, resetPeriod: 'MONTH' });
    expect(ids(fixtures)).toEqual(['f', 'g']);
  });

  it.each([null, false] as const)('that are %s take the feature away', (none) => {
    expect(ids(fixturesWith({ usageLimit: 5 }, { grants: { g: {}, f: none } }))).toEqual(['g']);
  });
});

describe('what was bought', () => {
  const addons = {
    more: { displayName: 'More', entitlements: { f: { usageLimit: 3, resetPeriod: 'DAY' as const }, g: {} } },
    all: { displayName: 'All', entitlements: { f: { hasUnlimitedUsage: true } } },
  };
  function bought(subscription: FixtureCustomer['subscription'], grant: Grant = { usageLimit: 5 }): Fixtures {
    const fixtures = fixturesWith(grant, subscription && { subscription });
    const prices = [{ billingModel: 'PER_UNIT', featureId: 'f' }, { billingModel: 'FLAT_FEE' }];
    return {
      ...fixtures,
      plans: {
        plan: {
          displayName: 'Plan',
          productId: 'p',
          entitlements: { f: grant },
          addons: ['more', 'all'],
          prices,
        },
      },
      addons: { ...addons, other: addons.more },
    };
  }

  it.each([
    ['units are the limit', { quantities: { f: 9 } }, { usageLimit: 9, resetPeriod: null }],
    ['units that are not sold count for nothing', { quantities: { g: 9 } }, { usageLimit: 5 }],
    ['add-ons add to it', { addons: { more: 2 } }, { usageLimit: 11, resetPeriod: 'DAY' }],
    ['and to units', { addons: { more: 2 }, quantities: { f: 9 } }, { usageLimit: 15 }],
    ['or take it away', { addons: { more: 2, all: 1 } }, { usageLimit: null, hasUnlimitedUsage: true }],
    [
      'but not those of another plan',
      { addons: { other: 2, none: 1 } },
      { usageLimit: 5, resetPeriod: null },
    ],
  ])('%s', (_name, subscription, expected) => {
    expect(first(bought(subscription))).toMatchObject(expected);
  });

  it('lists what only add-ons give behind the plan, and keeps its reset period', () => {
    expect(ids(bought({ addons: { more: 1 } }))).toEqual(['f', 'g']);
    const monthly = bought({ addons: { more: 1 } }, { usageLimit: 5, resetPeriod: 'MONTH' });
    expect(first(monthly)).toMatchObject({ usageLimit: 8, resetPeriod: 'MONTH' });
  });

  it('is gone without a plan', () => {
    const { customers, ...fixtures } = bought({ addons: { more: 1 }, quantities: { f: 9 } });
    const [c] = Object.values(customers);
    expect(c && ids({ ...fixtures, customers: { c: { ...c, planId: null } } })).toEqual([]);
  });

  it('is in the fallback, too', () => {
    expect(fallbackFromFixtures(bought({ addons: { more: 2 } }), { customerId: 'c' })).toMatchObject({
      f: { usageLimit: 11 },
      g: { hasAccess: true },
    });
  });
});

describe('promotions', () => {
  const promotionalEntitlements = { f: { usageLimit: 7, endDate: '2026-05-10T12:00:00.000Z' }, g: {} };
  const fixtures = fixturesWith({ usageLimit: 5, resetPeriod: 'MONTH' }, { promotionalEntitlements });

  it('replace fields of the plan and add features, until they end', () => {
    const before = new Date('2026-05-10T11:59:59.999Z');
    expect(first(fixtures, before)).toMatchObject({ usageLimit: 7, resetPeriod: 'MONTH' });
    expect(first(fixtures, NOW)).toMatchObject({ usageLimit: 5 });
    expect(ids(fixtures)).toEqual(['f', 'g']);
  });

  it('are under the grants, and not those of resources', () => {
    const { f } = promotionalEntitlements;
    const given = {
      promotionalEntitlements: { g: {}, f: { ...f, endDate: '2099-01-01' } },
      grants: { f: { usageLimit: 1 }, g: false as const },
    };
    const other = fixturesWith({ usageLimit: 5 }, { ...given, resources: { r: { planId: 'plan' } } });
    expect(first(other)).toMatchObject({ usageLimit: 1 });
    expect(ids(other)).toEqual(['f']);
    expect(entitlementsOf(other, 'c', 'r', NOW)).toMatchObject([{ usageLimit: 5 }]);
  });
});

it('passes `entitlements` of the file through as they are', () => {
  const whole = [{ isGranted: false, accessDeniedReason: 'BudgetExceeded', hasUnlimitedUsage: false }];
  expect(entitlementsOf(fixturesWith({}, { entitlements: whole }), 'c', null, NOW)).toBe(whole);
  const resources = { r: { entitlements: whole } };
  expect(entitlementsOf(fixturesWith({}, { resources }), 'c', 'r', NOW)).toBe(whole);
});

describe('who is not there', () => {
  it.each([
    ['nobody', null, 'CustomerNotFound'],
    ['constructor', null, 'CustomerNotFound'],
    ['customer-hooli', null, 'EntityIsArchivedError'],
    ['customer-acme', 'nowhere', 'CustomerResourceNotFound'],
    ['customer-initech', 'constructor', 'CustomerResourceNotFound'],
  ])('%s, resource %s: %s', (customerId, resourceId, code) => {
    const attempt = () => entitlementsOf(file, customerId, resourceId, NOW);
    expect(attempt).toThrow(FixtureError);
    expect(attempt).toThrow(expect.objectContaining({ code }));
    expect(() => fallbackFromFixtures(file, { customerId, resourceId })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('fallbackFromFixtures', () => {
  it('gives the answers of the free plan, with its usage', () => {
    expect(fallbackFromFixtures(file, { customerId: 'customer-initech' })).toEqual({
      'feature-history-days': { hasAccess: true, value: 7, usageLimit: 7, isUnlimited: false },
      'feature-upload-size': { hasAccess: true, value: 10, usageLimit: 10, isUnlimited: false },
      'feature-reports': { hasAccess: true, value: 5, usageLimit: 5, isUnlimited: false },
      'feature-api-calls': { hasAccess: true, value: 100, usageLimit: 100, isUnlimited: false },
      'feature-seats': { hasAccess: false, value: 3, usageLimit: 3, isUnlimited: false },
      'feature-export-formats': { hasAccess: true, values: ['csv'] },
    });
  });

  it('gives unlimited and boolean features without numbers', () => {
    const fallback = fallbackFromFixtures(file, { customerId: 'customer-globex' });
    expect(fallback['feature-seats']).toEqual({ hasAccess: true, isUnlimited: true });
    expect(fallback['feature-sso']).toEqual({ hasAccess: true });
  });

  it('gives those of a resource, whose usage is its own', () => {
    const seats = (resourceId: string) =>
      fallbackFromFixtures(file, { customerId: 'customer-acme', resourceId })['feature-seats'];
    expect(seats('workspace-berlin')?.value).toBe(20);
    expect(seats('workspace-lisbon')?.value).toBe(3);
  });

  it('counts usage that has a date, however old', () => {
    const fixtures = fixturesWith(
      { usageLimit: 5, resetPeriod: 'HOUR' },
      { usage: { f: 6 }, usageUpdatedAt: { f: '2026-02-01T00:00:00.000Z' } },
    );
    expect(fallbackFromFixtures(fixtures, { customerId: 'c' })).toEqual({
      f: { hasAccess: false, value: 5, usageLimit: 5, isUnlimited: false },
    });
  });

  it('reads whole entitlements, too', () => {
    const feature = { refId: 'e', displayName: 'E', featureType: 'ENUM' } as const;
    const entitlements = [{ isGranted: true, hasUnlimitedUsage: false, enumValues: ['a'], feature }];
    expect(fallbackFromFixtures(fixturesWith({}, { entitlements }), { customerId: 'c' })).toEqual({
      e: { hasAccess: true, values: ['a'] },
    });
  });
});
