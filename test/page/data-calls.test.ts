// The data calls through a client in Node and the emulator's real HTTP: what is shared, what is kept, what is refused.
import { expect, it } from 'vitest';
import type { Client } from '../support/data-call-samples.js';
import { READS, SAMPLES, type Sample } from '../support/data-call-samples.js';
import { CUSTOMER, failureOf, outcomeOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();
const SUBSCRIPTION = 'subscription-plan-growth-5f1c20';

it.each(READS)('%s: the same call at the same time is one request, whoever makes it', async (name) => {
  const { call, operation } = SAMPLES[name];
  await stage.api.fault({ mode: 'slow', latencyMs: 50 });
  const clients = [stage.client(), stage.client()];
  const results = await Promise.all(clients.flatMap((client) => [call(client), call(client)]));
  expect(await stage.sent(operation)).toHaveLength(1);
  for (const result of results) expect(result).toEqual(results[0]);
});

it('other parameters, and another customer, are another request', async () => {
  const [client, other] = [stage.client(), stage.client({ customerId: 'customer-globex' })];
  await Promise.all([
    client.getPaywall(),
    client.getPaywall({ productId: 'product-boards' }),
    other.getPaywall({ productId: 'product-boards' }),
  ]);
  expect(await stage.sent('GetPaywall')).toHaveLength(3);
  // The order in which they are written makes no difference.
  await stage.api.forgetRequests();
  await Promise.all([
    client.getPaywall({ productId: 'product-boards', billingCountryCode: 'DE' }),
    client.getPaywall({ billingCountryCode: 'DE', productId: 'product-boards' }),
  ]);
  expect(await stage.sent('GetPaywall')).toHaveLength(1);
});

it.each(READS)('%s: with the API down after one success, gives the same from the store', async (name) => {
  const { call, doors = [] }: Sample = SAMPLES[name];
  const client = stage.client();
  const first = (await call(client)) as object;
  expect(client.freshnessOf(first)).toMatchObject({ source: 'network', stale: false });
  await stage.api.fault({ mode: 'down' });
  const second = (await call(client)) as object;
  expect(client.freshnessOf(second)).toMatchObject({ source: 'store', stale: true });
  expect(second).toEqual(withoutDoors(first, doors));
  // Another customer has none of it; another client of this one has.
  const other = stage.client({ customerId: 'customer-globex' });
  expect(await outcomeOf(call(other))).toBe('NETWORK');
  expect(await call(stage.client())).toEqual(second);
});

it.each([
  ['hang', 'TIMEOUT'],
  ['error500', 'SERVER'],
  ['error503', 'SERVER'],
  ['error429', 'RATE_LIMITED'],
  ['garbage', 'INVALID_RESPONSE'],
])(
  'a read is answered from the store when the API is in mode %s, and fails with %s without one',
  async (mode, code) => {
    const client = stage.client({ requestTimeoutMs: 300 });
    await client.getCustomer();
    await stage.api.fault({ mode });
    expect(client.freshnessOf(await client.getCustomer()).source).toBe('store');
    expect((await failureOf(client.getCoupons())).code).toBe(code);
  },
);

it('what the API refuses is not answered from the store', async () => {
  const client = stage.client();
  await client.getCustomer();
  await stage.api.fault({ mode: 'unauthenticated' });
  expect((await failureOf(client.getCustomer())).code).toBe('UNAUTHENTICATED');
  await stage.api.heal();
  await stage.api.patch({ customers: { [CUSTOMER]: { archived: true } } });
  expect((await failureOf(client.getCustomer())).code).toBe('NOT_FOUND');
  // The customer as such was denied: nothing of it is left to be found later.
  await stage.api.fault({ mode: 'down' });
  expect((await failureOf(client.getCustomer())).code).toBe('NETWORK');
});

it('a kept response is of no use after maxStaleMs', async () => {
  const client = stage.client({ maxStaleMs: 30 });
  const { createdAt } = await client.getCustomer();
  expect(createdAt).toBeInstanceOf(Date);
  await stage.api.fault({ mode: 'down' });
  await until(async () => (await outcomeOf(client.getCustomer())) === 'NETWORK', { what: 'it is too old' });
});

it('a sign-out takes what was kept', async () => {
  const client = stage.client();
  await client.getCustomer();
  await stage.api.fault({ mode: 'down' });
  await client.getCustomer();
  await client.clearCustomer();
  await client.setCustomerId(CUSTOMER);
  expect((await failureOf(client.getCustomer())).code).toBe('NETWORK');
});

it('partial data with errors is an error, never half an object', async () => {
  const client = stage.client();
  await stage.api.fault({ mode: 'partial' });
  expect((await failureOf(client.getCustomer())).code).toBe('SERVER');
});

it('unknown ids give NOT_FOUND with the API code', async () => {
  const client = stage.client();
  expect(await failureOf(client.getSubscription({ subscriptionId: 'nobody' }))).toMatchObject({
    code: 'NOT_FOUND',
    serverCode: 'SubscriptionNotFound',
    retryable: false,
  });
  expect(await failureOf(client.estimateSubscription({ planId: 'no-such-plan' }))).toMatchObject({
    code: 'NOT_FOUND',
    serverCode: 'PlanNotFound',
  });
  expect((await failureOf(stage.client({ customerId: 'nobody' }).getCustomer())).code).toBe('NOT_FOUND');
});

it('a refused promotion code arrives as the API spells it', async () => {
  const client = stage.client();
  const asked = client.estimateSubscription({
    planId: 'plan-starter',
    billingPeriod: 'MONTHLY',
    promotionCode: 'NO-SUCH-CODE',
  });
  expect((await failureOf(asked)).serverCode).toBe('PromotionCodeNotFound');
});

it.each<[string, (client: Client) => Promise<unknown>]>([
  ['subscriptionId', (client) => client.getSubscription({} as never)],
  ['subscriptionId', (client) => client.getSubscription({ subscriptionId: 7 } as never)],
  ['params', (client) => client.getSubscription('subscriptions-01' as never)],
  ['planId', (client) => client.estimateSubscription({} as never)],
  ['planId', (client) => client.previewSubscription({ planId: '' })],
  ['planId', (client) => client.applySubscription({} as never)],
  ['planId', (client) => client.getCheckoutState({} as never)],
  ['subscriptionId', (client) => client.estimateSubscriptionUpdate({} as never)],
  ['featureId', (client) => client.getUsageHistory({ startDate: new Date() } as never)],
  ['startDate', (client) => client.getUsageHistory({ featureId: 'f', startDate: 'soon' })],
  ['startDate', (client) => client.getUsageHistory({ featureId: 'f', startDate: new Date(Number.NaN) })],
  ['productId', (client) => client.getPaywall({ productId: 7 } as never)],
  ['includeHiddenPlans', (client) => client.getPaywall({ includeHiddenPlans: 'yes' } as never)],
  ['resourceIds', (client) => client.getActiveSubscriptionsList({ resourceIds: [''] })],
  ['resourceIds', (client) => client.getActiveSubscriptionsList({ resourceIds: Array(101).fill('r') })],
  ['resourceIds', (client) => client.getActiveSubscriptions({ resourceId: 'a', resourceIds: ['b'] })],
  ['addons', (client) => client.estimateSubscription({ planId: 'p', addons: [{ quantity: 1 }] } as never)],
  [
    'billableFeatures',
    (client) => client.estimateSubscription({ planId: 'p', billableFeatures: [{ featureId: 'f' }] } as never),
  ],
  ['timeoutMs', (client) => client.getCustomer({ timeoutMs: -1 })],
  ['signal', (client) => client.getCoupons({ signal: {} as AbortSignal })],
  ['refreshOnComplete', (client) => client.waitForCheckoutCompleted({ refreshOnComplete: 1 } as never)],
])('a wrong %s is named, and nothing is sent', async (name, call) => {
  const client = stage.client({ lazyLoad: true });
  const error = (await call(client).catch((reason) => reason)) as Error;
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toMatch(new RegExp(`^${name} must `));
  expect(await stage.api.requests()).toEqual([]);
});

it('needs a customer for what is about one, and none for the rest', async () => {
  const client = stage.client({ customerId: null });
  for (const call of [
    client.getCustomer(),
    client.getCustomerPortal(),
    client.getActiveSubscriptionsList(),
    client.getActiveSubscriptions(),
    client.getUsageHistory({ featureId: 'feature-reports', startDate: new Date(0) }),
    client.getCheckoutState({ planId: 'plan-growth' }),
    client.estimateSubscription({ planId: 'plan-growth' }),
    client.applySubscription({ planId: 'plan-growth' }),
  ]) {
    expect((await failureOf(call)).code).toBe('NO_CUSTOMER');
  }
  expect(await stage.api.requests()).toEqual([]);
  expect((await client.getPaywall()).customer).toBeNull();
  expect((await client.getCoupons()).length).toBeGreaterThan(0);
  await stage.api.fault({ mode: 'down' });
  expect(client.freshnessOf(await client.getPaywall()).source).toBe('store');
});

it('in offline mode lists are empty in their own shape, and the rest is not made up', async () => {
  const client = stage.client({ offline: true });
  expect(await client.getPaywall()).toMatchObject({ plans: [], customer: null, activeSubscriptions: null });
  expect(await client.getActiveSubscriptionsList()).toEqual([]);
  expect(await client.getActiveSubscriptions()).toEqual([]);
  const coupons = await client.getCoupons();
  expect(coupons).toEqual([]);
  expect(client.freshnessOf(coupons)).toMatchObject({ source: 'fallback', fetchedAt: null });
  for (const call of [
    client.getCustomer(),
    client.getCustomerPortal(),
    client.getSubscription({ subscriptionId: SUBSCRIPTION }),
    client.getUsageHistory({ featureId: 'feature-reports', startDate: new Date(0) }),
    client.getCheckoutState({ planId: 'plan-growth' }),
    client.estimateSubscription({ planId: 'plan-growth' }),
    client.estimateSubscriptionUpdate({ subscriptionId: SUBSCRIPTION }),
    client.previewSubscription({ planId: 'plan-growth' }),
    client.applySubscription({ planId: 'plan-growth' }),
  ]) {
    expect((await failureOf(call)).code).toBe('OFFLINE');
  }
  expect(await client.waitForCheckoutCompleted()).toBeNull();
  expect(await stage.api.requests()).toEqual([]);
});

it('a signal gives up its own call and nobody else’s', async () => {
  const client = stage.client();
  await client.waitForInitialization();
  await stage.api.fault({ mode: 'slow', latencyMs: 200 });
  const controller = new AbortController();
  const given = client.getCustomer({ signal: controller.signal });
  const other = client.getCustomer();
  controller.abort();
  expect((await failureOf(given)).code).toBe('ABORTED');
  expect((await other).id).toBe(CUSTOMER);
  expect(await stage.sent('GetCustomer')).toHaveLength(1);
  expect((await failureOf(client.getCustomer({ signal: controller.signal }))).code).toBe('ABORTED');
});

it('a call has its own time', async () => {
  const client = stage.client();
  await client.waitForInitialization();
  await stage.api.fault({ mode: 'hang' });
  const patient = client.getCoupons({ timeoutMs: 1_000 });
  expect((await failureOf(client.getCoupons({ timeoutMs: 50 }))).code).toBe('TIMEOUT');
  await stage.api.heal();
  // The request that hangs is still waited for by the other one, until its own time is over.
  expect((await failureOf(patient)).code).toBe('TIMEOUT');
  expect(await stage.sent('GetCoupons')).toHaveLength(1);
});

it('a result of a customer who was left meanwhile is not given', async () => {
  const client = stage.client();
  await client.waitForInitialization();
  await stage.api.fault({ mode: 'slow', latencyMs: 100 });
  const asked = client.getCustomer();
  void client.setCustomerId('customer-globex');
  expect((await failureOf(asked)).code).toBe('NO_CUSTOMER');
});

it('fails with CLOSED after close()', async () => {
  const client = stage.client();
  client.close();
  expect((await failureOf(client.getPaywall())).code).toBe('CLOSED');
  expect((await failureOf(client.waitForCheckoutCompleted())).code).toBe('CLOSED');
});

it('takes the resource that is set for a checkout, and for nothing else', async () => {
  const client = stage.client({ resourceId: 'workspace-berlin' });
  await client.getCheckoutState({ planId: 'plan-growth' });
  await client.getCustomerPortal();
  expect((await stage.sent('GetCheckoutState'))[0]?.variables).toMatchObject({
    input: { resourceId: 'workspace-berlin' },
  });
  expect((await stage.sent('GetCustomerPortal'))[0]?.variables).toEqual({ input: { customerId: CUSTOMER } });
});

it('gives all pages of coupons', async () => {
  const coupons = Object.fromEntries(
    Array.from({ length: 120 }, (_, at) => [
      `coupon-${at}`,
      { name: `Coupon ${at}`, percentOff: 10, duration: 'ONCE', createdAt: '2026-01-01T00:00:00.000Z' },
    ]),
  );
  await stage.api.patch({ coupons });
  const client = stage.client();
  const ids = (await client.getCoupons()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of Object.keys(coupons)) expect(ids).toContain(id);
  expect((await stage.sent('GetCoupons')).length).toBeGreaterThan(2);
});

it('spells features as checks do, but for the portal', async () => {
  const documented = await stage.client().getPaywall();
  const api = await stage.client({ vocabulary: 'api' }).getPaywall();
  const words = (paywall: typeof api) =>
    new Set(
      paywall.plans.flatMap(({ entitlements }) => entitlements.map(({ feature }) => feature.featureType)),
    );
  expect(words(documented)).toContain('Numeric');
  expect(words(api)).toContain('NUMBER');
  const { entitlements } = await stage.client().getCustomerPortal();
  expect(entitlements.map(({ feature }) => feature?.featureType)).toContain('NUMBER');
});

it('what was asked without a customer is given, whoever has signed in meanwhile', async () => {
  const client = stage.client({ customerId: null });
  await stage.api.fault({ mode: 'slow', latencyMs: 50 });
  const asked = client.getPaywall();
  await client.setCustomerId(CUSTOMER);
  expect((await asked).plans.length).toBeGreaterThan(0);
});

it('a resource that does not exist takes nothing of the customer’s', async () => {
  const client = stage.client();
  await client.getCustomer();
  expect((await failureOf(client.getCustomerPortal({ resourceId: 'nope' }))).code).toBe('NOT_FOUND');
  await stage.api.fault({ mode: 'down' });
  expect((await client.getCustomer()).id).toBe(CUSTOMER);
});

it('takes what is plain data of what it knows, and names what is not', async () => {
  const client = stage.client();
  await client.waitForInitialization();
  // A query library passes its own context.
  expect((await client.getCustomer({ client: { f() {} } } as never)).id).toBe(CUSTOMER);
  const addons = new Proxy([{ addonId: 'addon-extra-reports', quantity: 1 }], {});
  const estimate = client.estimateSubscription({ planId: 'plan-starter', billingPeriod: 'MONTHLY', addons });
  expect((await estimate).subTotal.amount).toBeGreaterThan(0);
  const metadata: Record<string, unknown> = {};
  metadata.self = metadata;
  const error = await client
    .applySubscription({ planId: 'plan-starter', metadata })
    .catch((reason) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).message).toBe('metadata must be plain data.');
  expect(client.status.host).toBe('page');
});

it('takes parameters as they were when it was called', async () => {
  const client = stage.client();
  const params = { productId: 'product-boards' };
  const asked = client.getPaywall(params);
  params.productId = 'product-stigg';
  await asked;
  expect((await stage.sent('GetPaywall'))[0]?.variables.input).toMatchObject({ productId: 'product-boards' });
});

/** As the store has it: without what opens doors. */
function withoutDoors(value: unknown, doors: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((one) => withoutDoors(one, doors));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      doors.includes(name) ? null : withoutDoors(one, doors),
    ]),
  );
}
