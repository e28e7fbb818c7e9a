// The client for tests, as it is built, in the tests of an app.
import type { Paywall, StiggClient, StiggEvents } from 'stigg-offline';
import { createTestClient, type TestClient, type TestClientOptions } from 'stigg-offline/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';

const DAY_MS = 24 * 3_600_000;
const MONTHLY = { usageLimit: 5, currentUsage: 5, resetPeriod: 'MONTH' } as const;

let clients: StiggClient[] = [];
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
  vi.restoreAllMocks();
});

function create(options: TestClientOptions = {}): TestClient {
  const test = createTestClient({ logConfiguration: { logLevel: 'NONE' }, ...options });
  clients.push(test.client);
  return test;
}

function listen<Name extends keyof StiggEvents>(client: StiggClient, name: Name): StiggEvents[Name][] {
  const heard: StiggEvents[Name][] = [];
  client.addListener(name, (payload) => heard.push(payload));
  return heard;
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (error as { code?: string }).code,
  );

/** What an app might have: a text that follows the entitlements. */
class SeatLabel {
  text = '';
  readonly end: () => void;

  constructor(stigg: StiggClient) {
    const render = () => {
      const seats = stigg.getMeteredEntitlement({ featureId: 'seats', options: { requestedUsage: 1 } });
      this.text = seats.hasAccess ? `${seats.currentUsage} of ${seats.usageLimit}` : 'full';
      if (stigg.status.error) this.text += ' (offline)';
    };
    this.end = stigg.subscribe(render);
    stigg.addListener('statusChanged', render);
    render();
  }
}

it('shows what an app shows', () => {
  const { client, setEntitlements, goOffline, goOnline } = create({
    entitlements: { seats: { usageLimit: 5, currentUsage: 3 } },
  });
  const label = new SeatLabel(client);
  expect(label.text).toBe('3 of 5');
  setEntitlements({ seats: { currentUsage: 5 } });
  expect(label.text).toBe('full');
  goOffline();
  setEntitlements({ seats: { usageLimit: 9 } });
  expect(label.text).toBe('full (offline)');
  goOnline();
  expect(label.text).toBe('5 of 9');
  label.end();
});

it('is ready at once, and sends no request', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch');
  const { client } = create({ entitlements: { sso: true, days: 30, formats: ['csv', 'pdf'], none: false } });
  expect(client.status).toMatchObject({ phase: 'ready', source: 'network', stale: false, ageMs: 0 });
  expect(client.getBooleanEntitlement({ featureId: 'sso' })).toMatchObject({
    hasAccess: true,
    isFallback: false,
  });
  expect(client.getNumericEntitlement({ featureId: 'days' }).value).toBe(30);
  expect(client.getEnumEntitlement({ featureId: 'formats' }).values).toEqual(['csv', 'pdf']);
  const denied = { hasAccess: false, isFallback: false, accessDeniedReason: 'CustomerNotEntitledForFeature' };
  expect(client.getBooleanEntitlement({ featureId: 'none' })).toMatchObject(denied);
  expect(await client.waitForInitialization()).toBe(client);
  expect((await client.getEntitlements()).length).toBe(3);
  await client.refresh();
  expect(fetch).not.toHaveBeenCalled();
});

describe('entitlements', () => {
  it('change with an event that names what changed', () => {
    const { client, setEntitlements } = create({ entitlements: { sso: true, days: 30, seats: MONTHLY } });
    const heard = listen(client, 'entitlementsUpdated');
    setEntitlements({ days: 90, seats: { currentUsage: 4 } });
    expect(heard.map(({ changed }) => [...changed].sort())).toEqual([['days', 'seats']]);
    setEntitlements({ sso: false });
    expect(heard.length).toBe(2);
    setEntitlements({ days: 90 });
    expect(heard.length).toBe(2);
    expect(client.status.revision).toBe(3);
    expect(client.getMeteredEntitlement({ featureId: 'seats' })).toMatchObject({
      usageLimit: 5,
      currentUsage: 4,
    });
    expect(client.getBooleanEntitlement({ featureId: 'sso' }).hasAccess).toBe(false);
  });

  it('of a resource are its own', async () => {
    const { client, setEntitlements } = create({
      entitlements: { sso: true },
      resources: { berlin: { sso: false, seats: { usageLimit: 2, meterType: 'Fluctuating' } } },
      resourceId: 'berlin',
    });
    const seats = () => client.getMeteredEntitlement({ featureId: 'seats', resourceId: 'berlin' }).usageLimit;
    expect(seats()).toBe(2);
    expect(client.getBooleanEntitlement({ featureId: 'sso', resourceId: 'berlin' }).hasAccess).toBe(false);
    expect(client.getBooleanEntitlement({ featureId: 'sso' }).hasAccess).toBe(true);
    setEntitlements({ seats: { usageLimit: 7 } }, 'berlin');
    expect(seats()).toBe(7);
    await client.setResource('lisbon');
    expect(client.isResourceLoaded).toBe(false);
    expect(await codeOf(client.refresh())).toBe('NOT_FOUND');
  });

  it('may be denied for a reason', () => {
    const { client } = create({
      entitlements: { seats: { isUnlimited: true, accessDeniedReason: 'BudgetExceeded' } },
    });
    expect(client.getMeteredEntitlement({ featureId: 'seats' })).toMatchObject({
      hasAccess: false,
      accessDeniedReason: 'BudgetExceeded',
    });
  });
});

describe('the clock', () => {
  it('ends a usage period, and the app hears of it', () => {
    const { client, clock } = create({ entitlements: { seats: MONTHLY }, now: '2026-01-31T10:00:00Z' });
    const label = new SeatLabel(client);
    clock.set('2026-02-28T09:59:59.999Z');
    expect(label.text).toBe('full');
    clock.advance(1);
    expect(label.text).toBe('0 of 5');
    expect(client.getMeteredEntitlement({ featureId: 'seats' }).usagePeriodEnd).toEqual(
      new Date('2026-03-31T10:00:00Z'),
    );
    expect(clock.now).toEqual(new Date('2026-02-28T10:00:00Z'));
  });

  it('makes nothing stale while there is a network, however far it goes', () => {
    const { client, clock } = create({ entitlements: { sso: true } });
    const seen: boolean[] = [];
    client.subscribe(() => seen.push(client.getBooleanEntitlement({ featureId: 'sso' }).hasAccess));
    clock.advance(400 * DAY_MS);
    expect(client.status).toMatchObject({ source: 'network', stale: false, ageMs: 0 });
    expect(seen).not.toContain(false);
    expect(client.getBooleanEntitlement({ featureId: 'sso' }).hasAccess).toBe(true);
  });

  it('takes answers away that are older than maxStaleMs', () => {
    const { client, clock, goOffline, goOnline } = create({
      entitlements: { sso: true, export: true },
      maxStaleMs: { default: 7 * DAY_MS, features: { export: DAY_MS } },
      entitlementsFallback: { export: { hasAccess: false } },
    });
    const access = () =>
      ['sso', 'export'].map((featureId) => client.getBooleanEntitlement({ featureId }).hasAccess);
    goOffline();
    clock.advance(DAY_MS);
    expect(access()).toEqual([true, true]);
    clock.advance(1);
    expect(access()).toEqual([true, false]);
    clock.advance(6 * DAY_MS);
    expect(access()).toEqual([false, false]);
    goOnline();
    expect(access()).toEqual([true, true]);
  });

  it('may be set back', () => {
    const { client, clock } = create({ entitlements: { sso: true }, now: '2026-01-31' });
    clock.set('2025-01-01');
    expect(clock.now).toEqual(new Date('2025-01-01'));
    expect(client.status.ageMs).toBe(0);
    expect(() => clock.advance(-1)).toThrow(TypeError);
  });
});

describe('the network', () => {
  it('is missed by what needs it alone', async () => {
    const { client, goOffline, goOnline, clock } = create({ entitlements: { sso: true } });
    const statuses = listen(client, 'statusChanged');
    goOffline();
    expect(statuses.length).toBe(1);
    clock.advance(5_000);
    expect(client.status).toMatchObject({ online: false, stale: true, source: 'network', ageMs: 5_000 });
    expect(client.status.error?.code).toBe('NETWORK');
    expect(client.getBooleanEntitlement({ featureId: 'sso' }).hasAccess).toBe(true);
    expect(await codeOf(client.refresh())).toBe('NETWORK');
    goOnline();
    expect(client.status).toMatchObject({ online: true, stale: false, ageMs: 0 });
    expect(client.status).not.toHaveProperty('error');
  });

  it('may be missing from the start', async () => {
    const { client, clock, goOnline } = create({
      entitlements: { sso: true },
      entitlementsFallback: { sso: { hasAccess: false } },
      startOffline: true,
    });
    const failed = listen(client, 'initializeFailed');
    const waiting = codeOf(client.waitForInitialization());
    expect(client.status).toMatchObject({ phase: 'starting', source: 'fallback', online: false });
    clock.advance(10_000);
    expect(await waiting).toBe('NETWORK');
    expect(failed.length).toBe(1);
    goOnline();
    expect(client.status.phase).toBe('ready');
    expect(client.getBooleanEntitlement({ featureId: 'sso' }).hasAccess).toBe(true);
  });
});

describe('data calls', () => {
  const coupons = [
    { id: 'coupon-1', name: 'One', description: null, type: 'PERCENTAGE', percentOff: 10, amountsOff: null },
  ];

  it('give what the test has given, and say what it has not', async () => {
    const { client } = create({
      data: {
        getCoupons: coupons as never,
        getSubscription: ({ subscriptionId }) => ({ subscriptionId }) as never,
      },
    });
    expect(await client.getCoupons()).toEqual(coupons);
    expect(await client.getSubscription({ subscriptionId: 's' })).toEqual({ subscriptionId: 's' });
    await expect(client.getPaywall()).rejects.toMatchObject({
      name: 'StiggError',
      code: 'NOT_FOUND',
      message: 'createTestClient was given no data.getPaywall.',
    });
    await expect(client.getSubscription({ subscriptionId: '' })).rejects.toThrow(TypeError);
  });

  it('are spelled as the client spells them, and leave what was given alone', async () => {
    const plans = [{ entitlements: [{ resetPeriod: 'MONTH' }] }];
    const { client } = create({ data: { getPaywall: { plans } as unknown as Paywall } });
    expect(await client.getPaywall()).toEqual({ plans: [{ entitlements: [{ resetPeriod: 'Monthly' }] }] });
    expect(plans[0]?.entitlements[0]?.resetPeriod).toBe('MONTH');
  });

  it('give the last response without a network, with its age', async () => {
    const { client, clock, goOffline } = create({ data: { getCoupons: coupons as never } });
    await client.getCoupons();
    goOffline();
    clock.advance(DAY_MS);
    const kept = await client.getCoupons();
    expect(kept).toEqual(coupons);
    expect(client.freshnessOf(kept)).toMatchObject({ source: 'store', ageMs: DAY_MS, stale: true });
    expect(await codeOf(client.getPaywall())).toBe('NETWORK');
    expect(await codeOf(client.applySubscription({ planId: 'p' }))).toBe('NETWORK');
  });

  it('fail as the test wants them to, and in time', async () => {
    const refusal = Object.assign(new Error('no'), { code: 'FORBIDDEN', retryable: false });
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { client, clock } = create({
      data: {
        getCoupons: () => Promise.reject(refusal),
        getCustomer: () => {
          asked();
          return new Promise(() => {});
        },
      },
    });
    expect(await codeOf(client.getCoupons())).toBe('FORBIDDEN');
    const call = codeOf(client.getCustomer());
    await isAsked;
    clock.advance(60_000);
    expect(await call).toBe('TIMEOUT');
  });
});

describe('the customer', () => {
  it('may sign out, here and in another tab', async () => {
    const { client, signOutElsewhere } = create({ entitlements: { sso: true } });
    const heard = listen(client, 'signedOut');
    signOutElsewhere();
    expect(heard).toEqual([{ customerId: 'test-customer' }]);
    expect(client.status.phase).toBe('signed-out');
    expect(client.getBooleanEntitlement({ featureId: 'sso' })).toMatchObject({
      hasAccess: false,
      isFallback: true,
    });
    await client.setCustomerId('somebody');
    expect(client.getBooleanEntitlement({ featureId: 'sso' }).hasAccess).toBe(true);
    await client.clearCustomer();
    expect(heard.map(({ customerId }) => customerId)).toEqual(['test-customer', 'somebody']);
  });

  it('may be set later', async () => {
    const { client } = create({ customerId: null, entitlements: { sso: true } });
    expect(client.getBooleanEntitlement({ featureId: 'sso' }).isFallback).toBe(true);
    const initialized = listen(client, 'entitlementsUpdated');
    await client.setCustomerId('later');
    expect(initialized.map(({ changed }) => changed)).toEqual([['sso']]);
  });
});

it('begins anew for each client: at its time, and with a network', () => {
  const first = create({ now: '2026-01-01' });
  first.goOffline();
  const second = create({ now: '2027-01-01', entitlements: { sso: true } });
  expect(second.clock.now).toEqual(new Date('2027-01-01'));
  expect(second.client.status).toMatchObject({ phase: 'ready', online: true });
});

it('refuses what is no option, and says nothing after close', () => {
  expect(() => createTestClient({ now: 'soon' })).toThrow(new TypeError('now must be a time.'));
  expect(() => createTestClient({ maxStaleMs: -1 })).toThrow('maxStaleMs');
  const { client, setEntitlements, clock } = create({ entitlements: { sso: true } });
  const heard = listen(client, 'entitlementsUpdated');
  client.close();
  setEntitlements({ sso: false });
  clock.advance(400 * DAY_MS);
  expect(heard).toEqual([]);
});
