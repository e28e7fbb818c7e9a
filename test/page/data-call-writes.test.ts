// Data calls that write: said once or not at all, and what was known before is known no more.
import { expect, it } from 'vitest';
import { failureOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();

it('a write that was given up before it could be said is never said', async () => {
  const client = stage.client({ lazyLoad: true });
  const controller = new AbortController();
  const applied = client.applySubscription({ planId: 'plan-starter', signal: controller.signal });
  controller.abort();
  const error = await failureOf(applied);
  expect(error.code).toBe('ABORTED');
  expect(error.message).not.toContain('unknown');
  // The engine is there by now, and what it is asked after that comes after it.
  await client.getCustomer();
  expect(await stage.sent('ApplySubscription')).toEqual([]);
});

it.each(['error500', 'error503', 'garbage', 'dropAfter', 'hang'])(
  'a write that the API answers with %s is in doubt: not to be tried again, and sent once',
  async (mode) => {
    const client = stage.client({ requestTimeoutMs: 300 });
    await client.waitForInitialization();
    await stage.api.fault({ mode, operations: ['ApplySubscription'] });
    const error = await failureOf(
      client.applySubscription({ planId: 'plan-starter', billingPeriod: 'MONTHLY' }),
    );
    expect(error.message).toContain('unknown');
    expect(error.retryable).toBe(false);
    expect(await stage.sent('ApplySubscription')).toHaveLength(1);
  },
);

it('a write that the API refuses is in no doubt', async () => {
  const client = stage.client();
  const refused = await failureOf(client.applySubscription({ planId: 'no-such-plan' }));
  expect(refused).toMatchObject({ code: 'NOT_FOUND', serverCode: 'PlanNotFound' });
  expect(refused.message).not.toContain('unknown');
});

it('a read after a write does not join one from before it, and what was kept is gone', async () => {
  const client = stage.client({ customerId: 'customer-initech' });
  await client.getPaywall();
  await stage.api.fault({ mode: 'slow', latencyMs: 300, operations: ['GetActiveSubscriptionsList'] });
  const before = client.getActiveSubscriptionsList();
  await until(async () => (await stage.sent('GetActiveSubscriptionsList')).length === 1, {
    what: 'it is under way',
  });
  await client.applySubscription({ planId: 'plan-starter', billingPeriod: 'MONTHLY', paymentMethodId: 'pm' });
  const after = await client.getActiveSubscriptionsList();
  expect(await stage.sent('GetActiveSubscriptionsList')).toHaveLength(2);
  expect(after.map(({ plan }) => plan.planId)).toEqual(['plan-starter']);
  await before;
  await stage.api.fault({ mode: 'down' });
  expect((await failureOf(client.getPaywall())).code).toBe('NETWORK');
  // The answer to the earlier request came later; it is not the one that was kept.
  expect((await client.getActiveSubscriptionsList()).map(({ plan }) => plan.planId)).toEqual([
    'plan-starter',
  ]);
});
