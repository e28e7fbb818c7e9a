import { describe, expect, it } from 'vitest';
import { contains, mergePatch } from '../../playground/emulator/json.js';
import { runningEmulator } from './running.js';

const { control, entitlements } = runningEmulator();

const patchAcme = (customer: unknown) =>
  control('PATCH', 'state', { customers: { 'customer-acme': customer } });

describe('PATCH /control/state', () => {
  it('grants a feature', async () => {
    expect(await entitlements('customer-acme')).not.toHaveProperty('feature-sso');
    expect((await patchAcme({ grants: { 'feature-sso': {} } })).status).toBe(200);
    expect((await entitlements('customer-acme'))['feature-sso']).toMatchObject({ isGranted: true });
  });

  it('takes a feature away from one customer', async () => {
    await patchAcme({ grants: { 'feature-audit-log': false } });
    expect(await entitlements('customer-acme')).not.toHaveProperty('feature-audit-log');
    expect(await entitlements('customer-globex')).toHaveProperty('feature-audit-log');
  });

  it('takes a feature away from a plan', async () => {
    await control('PATCH', 'state', {
      plans: { 'plan-growth': { entitlements: { 'feature-audit-log': null } } },
    });
    expect(await entitlements('customer-acme')).not.toHaveProperty('feature-audit-log');
  });

  it('denies a feature with a reason', async () => {
    await patchAcme({ grants: { 'feature-audit-log': { isGranted: false, accessDeniedReason: 'Revoked' } } });
    expect((await entitlements('customer-acme'))['feature-audit-log']).toMatchObject({
      isGranted: false,
      accessDeniedReason: 'Revoked',
    });
  });

  it('changes the plan', async () => {
    await patchAcme({ planId: 'plan-free' });
    expect((await entitlements('customer-acme'))['feature-history-days']).toMatchObject({ usageLimit: 7 });
  });

  it('changes usage, of customers and of resources', async () => {
    await patchAcme({
      usage: { 'feature-seats': 21 },
      resources: { 'workspace-lisbon': { usage: { 'feature-seats': 4 } } },
    });
    const denied = { isGranted: false, accessDeniedReason: 'RequestedUsageExceedingLimit' };
    expect((await entitlements('customer-acme'))['feature-seats']).toMatchObject({
      currentUsage: 21,
      ...denied,
    });
    const lisbon = await entitlements('customer-acme', 'workspace-lisbon');
    expect(lisbon['feature-seats']).toMatchObject({ currentUsage: 4, ...denied });
  });

  it('dates usage, so that it ends with its period', async () => {
    const reports = async () => (await entitlements('customer-acme'))['feature-reports']?.currentUsage;
    await control('PUT', 'clock', { now: '2026-05-10T00:00:00Z' });
    await patchAcme({ usage: { 'feature-reports': 30 } });
    expect(await reports()).toBe(30);
    await control('PUT', 'clock', { now: '2026-06-04T23:59:50Z' });
    expect(await reports()).toBe(30);
    await control('PUT', 'clock', { now: '2026-06-05T00:00:00Z' });
    expect(await reports()).toBe(0);
    await patchAcme({ usage: { 'feature-seats': 1 } });
    expect(await reports()).toBe(0);
  });

  it('keeps a date that the patch gives itself', async () => {
    const usageUpdatedAt = { 'feature-reports': '2020-01-01T00:00:00.000Z' };
    await patchAcme({ usage: { 'feature-reports': 30 }, usageUpdatedAt });
    expect((await entitlements('customer-acme'))['feature-reports']).toMatchObject({ currentUsage: 0 });
  });

  it('adds nothing of its own beside dates', async () => {
    const { body: before } = await control('GET', 'state');
    await patchAcme({ name: 'Acme Ltd', resources: null });
    const { body: after } = await control('GET', 'state');
    const { resources, ...acme } = before.customers['customer-acme'];
    expect(resources).toBeDefined();
    expect(after.customers['customer-acme']).toEqual({ ...acme, name: 'Acme Ltd' });
  });

  it.each([
    [[], 'patch'],
    [{ customers: null }, 'fixtures.customers'],
    [{ apiKeys: 'client-1' }, 'fixtures.apiKeys'],
    [{ colour: 'red' }, 'fixtures.colour'],
    [{ customers: { c: {} } }, 'fixtures.customers.c.name'],
    [{ customers: { 'customer-acme': { planId: 'plan-none' } } }, 'fixtures.customers.customer-acme.planId'],
    [{ customers: { 'customer-acme': { usage: { none: 1 } } } }, 'fixtures.customers.customer-acme.usage'],
    [{ customers: { 'customer-acme': { usage: { 'feature-seats': '1' } } } }, 'usage.feature-seats'],
    [{ customers: { 'customer-acme': { subscribedAt: 'yesterday' } } }, 'customer-acme.subscribedAt'],
    [
      { customers: { 'customer-acme': { resources: { r: { planId: 'no' } } } } },
      'customer-acme.resources.r.planId',
    ],
    [{ customers: { 'customer-acme': { grants: { 'feature-sso': true } } } }, 'grants.feature-sso'],
    [{ plans: { 'plan-free': { productId: 'none' } } }, 'fixtures.plans.plan-free.productId'],
    [{ features: { 'feature-seats': null } }, 'fixtures.plans.plan-free.entitlements'],
    [{ features: { 'feature-seats': { meterType: 'Some' } } }, 'fixtures.features.feature-seats.meterType'],
    [{ checkout: { activationDelayMs: -1 } }, 'fixtures.checkout.activationDelayMs'],
    [{ plans: { 'plan-free': { basePlanId: 'none' } } }, 'fixtures.plans.plan-free.basePlanId'],
    [{ plans: { 'plan-free': { addons: ['none'] } } }, 'fixtures.plans.plan-free.addons'],
    [{ plans: { 'plan-free': { pricingType: 'CHEAP' } } }, 'fixtures.plans.plan-free.pricingType'],
    [{ plans: { 'plan-free': { trial: { duration: 1 } } } }, 'fixtures.plans.plan-free.trial.units'],
    [prices({ billingPeriod: 'WEEKLY' }), 'fixtures.plans.plan-free.prices[0].billingPeriod'],
    [prices({}), 'fixtures.plans.plan-free.prices[0] must have amount or tiers'],
    [prices({ amount: 1, tiers: [{ unitPrice: 1 }] }), 'prices[0] must have amount or tiers'],
    [prices({ amount: 1, featureId: 'feature-seats' }), 'prices[0].featureId goes with'],
    [prices({ amount: 1, billingModel: 'PER_UNIT' }), 'prices[0].featureId goes with'],
    [prices({ amount: 1, billingModel: 'PER_UNIT', featureId: 'none' }), 'prices[0].featureId names none'],
    [prices({ amount: 1, currency: '$' }), 'prices[0].currency'],
    [tiers([]), 'prices[0].tiers must have no end'],
    [tiers([{ upTo: 5, unitPrice: 1 }]), 'prices[0].tiers must have no end'],
    [tiers([{ upTo: 5 }, { upTo: 5 }, {}]), 'prices[0].tiers must ascend'],
    [tiers([{ upTo: 2.5 }, {}]), 'prices[0].tiers[0].upTo'],
    [{ addons: { a: { displayName: 'A', dependencies: ['none'] } } }, 'fixtures.addons.a.dependencies'],
    [{ addons: { a: { displayName: 'A', entitlements: { none: {} } } } }, 'fixtures.addons.a.entitlements'],
    [coupon({ percentOff: 5, amountsOff: [] }), 'fixtures.coupons.c must have'],
    [coupon({}), 'fixtures.coupons.c must have'],
    [coupon({ percentOff: 5, duration: 'LONG' }), 'fixtures.coupons.c.duration'],
    [{ promotionCodes: { P: { couponId: 'none' } } }, 'fixtures.promotionCodes.P.couponId'],
    [acme({ subscription: { addons: { none: 1 } } }), 'fixtures.customers.customer-acme.subscription.addons'],
    [acme({ subscription: { quantities: { none: 1 } } }), 'customer-acme.subscription.quantities'],
    [acme({ subscription: { coupon: { couponId: 'none' } } }), 'customer-acme.subscription.coupon'],
    [acme({ subscription: { payingCustomerId: 'none' } }), 'customer-acme.subscription.payingCustomerId'],
    [acme({ subscription: { id: 'subscriptions-01' } }), 'two subscriptions with the id subscriptions-01'],
    [acme({ pending: { planId: 'none', activatesAt: '2026-01-01' } }), 'customer-acme.pending.planId'],
    [acme({ former: [{ planId: 'plan-free' }] }), 'customer-acme.former[0].status'],
    [acme({ usageHistory: { none: [] } }), 'customer-acme.usageHistory'],
    [acme({ trialedPlans: ['none'] }), 'customer-acme.trialedPlans'],
    [acme({ promotionalEntitlements: { none: {} } }), 'customer-acme.promotionalEntitlements'],
    [acme({ paymentMethod: { last4Digits: 4242 } }), 'customer-acme.paymentMethod.last4Digits'],
    [acme({ resources: { r: { subscription: { colour: 'red' } } } }), 'resources.r.subscription.colour'],
  ])('refuses %j and changes nothing', async (patch, named) => {
    const { body: before } = await control('GET', 'state');
    const { status, body } = await control('PATCH', 'state', patch);
    expect(status).toBe(400);
    expect(body.error).toContain(named);
    expect((await control('GET', 'state')).body).toEqual(before);
  });
});

function prices(price: object) {
  return { plans: { 'plan-free': { prices: [{ billingPeriod: 'MONTHLY', ...price }] } } };
}

function tiers(list: object[]) {
  return prices({ billingModel: 'PER_UNIT', featureId: 'feature-seats', tiers: list });
}

function coupon(fields: object) {
  return { coupons: { c: { name: 'C', duration: 'ONCE', createdAt: '2026-01-01', ...fields } } };
}

function acme(customer: object) {
  return { customers: { 'customer-acme': customer } };
}

it('PUT /control/reset returns to the start', async () => {
  const { body: start } = await control('GET', 'state');
  await patchAcme({ planId: null });
  await control('PUT', 'faults', { mode: 'hang' });
  await control('PUT', 'clock', { now: 0 });
  expect(await control('PUT', 'reset')).toEqual({ status: 200, body: { reset: true } });
  expect((await control('GET', 'state')).body).toEqual(start);
  expect((await control('GET', 'faults')).body).toEqual({ mode: 'none' });
  expect((await control('GET', 'clock')).body.offsetMs).toBe(0);
});

describe('control', () => {
  it('refuses other paths and methods', async () => {
    expect((await control('GET', 'nothing')).status).toBe(404);
    expect((await control('DELETE', 'state')).status).toBe(405);
  });
});

// The examples of RFC 7396, appendix A.
it.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('merge patch of %j with %j is %j', (target, patch, merged) => {
  expect(mergePatch(target, patch)).toEqual(merged);
});

it.each([
  [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, true],
  [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, false],
  [{ a: [1, 2] }, { a: [1] }, false],
  [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }, true],
  [{ a: null }, { a: null }, true],
  [{}, { a: null }, false],
  [null, { a: 1 }, false],
  [{ a: 1 }, {}, true],
])('%j contains %j: %s', (value, subset, expected) => {
  expect(contains(value, subset)).toBe(expected);
});
