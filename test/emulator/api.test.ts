import { describe, expect, it } from 'vitest';
import { codes, LIST, type Result, runningEmulator } from './running.js';

const { control, post, query, entitlements } = runningEmulator();

const listOf = (customerId: string) => query(LIST, { query: { customerId } });

describe('entitlements', () => {
  it.each([
    ['customer-initech', 6],
    ['customer-acme', 7],
    ['customer-globex', 8],
    ['customer-demo-01', 3],
    ['41XTDbE', 3],
  ])('of %s', async (customerId, count) => {
    expect(Object.keys(await entitlements(customerId))).toHaveLength(count);
  });

  it('come beside the configuration', async () => {
    const { data } = await listOf('customer-acme');
    expect(data?.sdkConfiguration).toEqual({ isWidgetWatermarkEnabled: false, showWatermark: false });
  });

  it('have all that the wire has', async () => {
    await control('PUT', 'clock', { now: '2022-09-20T08:44:23.311Z' });
    expect((await entitlements('customer-demo-01'))['feature-demo-03']).toEqual({
      isGranted: true,
      accessDeniedReason: null,
      usageLimit: 2,
      hasUnlimitedUsage: false,
      hasSoftLimit: false,
      currentUsage: 0,
      requestedUsage: null,
      enumValues: null,
      entitlementUpdatedAt: '2022-04-01T00:00:00.000Z',
      usageUpdatedAt: '2022-09-01T00:00:00.000Z',
      usagePeriodAnchor: '2022-04-01T00:00:00.000Z',
      usagePeriodStart: '2022-09-01T00:00:00.000Z',
      usagePeriodEnd: '2022-10-01T00:00:00.000Z',
      resetPeriod: 'MONTH',
      feature: {
        refId: 'feature-demo-03',
        displayName: 'Feature #3',
        featureType: 'NUMBER',
        meterType: 'Incremental',
        featureUnits: 'request',
        featureUnitsPlural: 'requests',
        description: null,
      },
    });
  });

  it('of resources are their own', async () => {
    const customer = await entitlements('customer-acme');
    const berlin = await entitlements('customer-acme', 'workspace-berlin');
    const lisbon = await entitlements('customer-acme', 'workspace-lisbon');
    const seats = [customer, berlin, lisbon].map((list) => list['feature-seats']);
    expect(seats).toMatchObject([
      { usageLimit: 20, currentUsage: 8 },
      { usageLimit: 20, currentUsage: 5 },
      { usageLimit: 3, currentUsage: 2 },
    ]);
    expect(Object.keys(await entitlements('customer-demo-01', 'resource-01'))).toContain('feature-demo-02');
  });

  it('may be of kinds that the schema does not know, or without a feature', async () => {
    const feature = { refId: 'x', displayName: 'X', featureType: 'GEOMETRY' };
    const whole = [
      { isGranted: true, hasUnlimitedUsage: false, feature },
      { isGranted: true, hasUnlimitedUsage: false },
    ];
    await control('PATCH', 'state', { customers: { 'customer-acme': { entitlements: whole } } });
    const { data, errors } = await listOf('customer-acme');
    expect(errors).toBeUndefined();
    expect(data?.entitlements).toMatchObject([{ feature }, { feature: null }]);
  });
});

describe('entitlementsState', () => {
  const STATE = `query State($query: FetchEntitlementsQuery!) {
    entitlementsState(query: $query) { accessDeniedReason entitlements { customerId resourceId nextResetDate feature { id refId featureStatus } } }
  }`;
  const stateOf = async (customerId: string) =>
    (await query(STATE, { query: { customerId } })).data?.entitlementsState;

  it.each([
    ['nobody', 'CustomerNotFound'],
    ['customer-hooli', 'CustomerIsArchived'],
  ])('of %s: %s', async (customerId, accessDeniedReason) => {
    expect(await stateOf(customerId)).toEqual({ accessDeniedReason, entitlements: [] });
  });

  it('says when nothing is subscribed', async () => {
    await control('PATCH', 'state', { customers: { 'customer-acme': { planId: null } } });
    expect(await stateOf('customer-acme')).toEqual({
      accessDeniedReason: 'NoActiveSubscription',
      entitlements: [],
    });
  });

  it('lists the entitlements otherwise', async () => {
    await control('PUT', 'clock', { now: '2026-05-10T00:00:00Z' });
    const { accessDeniedReason, entitlements } = (await stateOf('customer-demo-01')) as Record<
      string,
      unknown
    >;
    expect(accessDeniedReason).toBeNull();
    expect(entitlements).toHaveLength(3);
    expect(entitlements).toContainEqual({
      customerId: 'customer-demo-01',
      resourceId: null,
      nextResetDate: '2026-06-01T00:00:00.000Z',
      feature: { id: 'feature-demo-03', refId: 'feature-demo-03', featureStatus: 'ACTIVE' },
    });
  });
});

describe('entitlement', () => {
  const ONE = `query One($query: FetchEntitlementQuery!) {
    entitlement(query: $query) { isGranted accessDeniedReason requestedUsage requestedValues feature { refId } }
  }`;
  it.each([
    ['feature-reports', { requestedUsage: 38 }, true, null],
    ['feature-reports', { requestedUsage: 39 }, false, 'RequestedUsageExceedingLimit'],
    ['feature-api-calls', { requestedUsage: 99_999 }, true, null],
    ['feature-export-formats', { requestedValues: ['csv', 'xlsx'] }, true, null],
    ['feature-export-formats', { requestedValues: ['csv', 'pdf'] }, false, 'RequestedValuesMismatch'],
    ['feature-history-days', { requestedUsage: 500 }, true, null],
    ['feature-sso', {}, false, 'NoFeatureEntitlementInSubscription'],
    ['feature-none', {}, false, 'FeatureNotFound'],
  ])('%s %o', async (featureId, options, isGranted, accessDeniedReason) => {
    const { data } = await query(ONE, { query: { customerId: 'customer-acme', featureId, options } });
    expect(data?.entitlement).toEqual({
      isGranted,
      accessDeniedReason,
      requestedUsage: null,
      requestedValues: null,
      ...options,
      feature: featureId === 'feature-none' ? null : { refId: featureId },
    });
  });
});

describe('getCustomerByRefId', () => {
  const CUSTOMER = `query C($input: GetCustomerByRefIdInput!) {
    getCustomerByRefId(input: $input) { id refId customerId name email createdAt hasPaymentMethod promotionalEntitlements { status } }
  }`;
  it('tells the basics', async () => {
    const ask = () => query(CUSTOMER, { input: { customerId: 'customer-demo-01' } });
    const { data } = await ask();
    expect(data?.getCustomerByRefId).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      refId: 'customer-demo-01',
      customerId: 'customer-demo-01',
      name: 'First customer',
      email: 'first@customer.example',
      createdAt: '2022-09-20T08:44:23.311Z',
      hasPaymentMethod: false,
      promotionalEntitlements: [],
    });
    expect(await ask()).toEqual({ data });
  });

  it('is null for nobody, an error for who is archived', async () => {
    expect(await query(CUSTOMER, { input: { customerId: 'nobody' } })).toEqual({
      data: { getCustomerByRefId: null },
    });
    expect(codes(await query(CUSTOMER, { input: { customerId: 'customer-hooli' } }))).toEqual([
      'EntityIsArchivedError',
    ]);
  });

  it('does not make up what the fixtures do not say', async () => {
    const result = await query(
      '{ getCustomerByRefId(input: { customerId: "customer-acme" }) { name syncStates { status } } }',
    );
    expect(result.data).toEqual({ getCustomerByRefId: { name: 'Acme', syncStates: null } });
    expect(codes(result)).toEqual(['UnsupportedParameter']);
  });
});

it('answers a list of requests with the list of their answers', async () => {
  const one = (customerId: string) => ({ query: LIST, variables: { query: { customerId } } });
  const response = await post([one('customer-acme'), one('nobody')]);
  const [first, second, ...others] = (await response.json()) as Result[];
  expect(first?.data?.entitlements).toHaveLength(7);
  expect(second && codes(second)).toEqual(['CustomerNotFound']);
  expect(others).toEqual([]);
});
