import { describe, expect, it } from 'vitest';
import { LIST, type Result, runningEmulator } from './running.js';

const { control, post, query, entitlements } = runningEmulator();

const WATERMARK = { query: 'query Watermark { sdkConfiguration { showWatermark } }' };
const APPLY = `mutation Apply($input: ApplySubscriptionInput!) { applySubscription(input: $input) {
  subscription { status }
} }`;
const input = { customerId: 'customer-acme', planId: 'plan-free' };
const apply = { query: APPLY, variables: { input } };
const list = { query: LIST, variables: { query: { customerId: 'customer-acme' } } };

interface Logged {
  operationName: string | null;
  batch?: number;
  status: number | null;
}
const log = async (): Promise<Logged[]> => (await control('GET', 'requests')).body;
const historyDays = async () => (await entitlements('customer-acme'))['feature-history-days']?.usageLimit;

describe('the log', () => {
  it('tells which operations came together', async () => {
    await post([WATERMARK, list]);
    await post(WATERMARK);
    await post([WATERMARK]);
    expect((await log()).map(({ batch, status }) => [batch, status])).toEqual([
      [1, 200],
      [1, 200],
      [undefined, 200],
      [2, 200],
    ]);
  });

  it('begins again at 1', async () => {
    await post([WATERMARK]);
    await control('DELETE', 'requests');
    await post([WATERMARK]);
    expect((await log()).map(({ batch }) => batch)).toEqual([1]);
  });
});

it('an operation sees what the ones before it have changed', async () => {
  const results = (await (await post([list, apply, list])).json()) as Result[];
  const counts = results.map(({ data }) => (data?.entitlements as unknown[] | undefined)?.length);
  expect(counts).toEqual([7, undefined, 6]);
});

describe('the limit', () => {
  it('is 25', async () => {
    const response = await post(Array(25).fill(WATERMARK));
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveLength(25);
  });

  it('refuses more as a whole, and carries out nothing', async () => {
    const response = await post([apply, ...Array(25).fill(WATERMARK)]);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [
        { extensions: { code: 'GraphQLBatchedOperationsLimitExceeded', traceId: expect.any(String) } },
      ],
    });
    expect(await log()).toHaveLength(26);
    expect(await historyDays()).toBe(90);
  });
});

describe('faults', () => {
  it('strike a batch that has such an operation', async () => {
    await control('PUT', 'faults', { mode: 'error503', operations: ['Apply'] });
    expect((await post([WATERMARK, apply])).status).toBe(503);
    expect((await log()).map(({ batch, status }) => [batch, status])).toEqual([
      [1, 503],
      [1, 503],
    ]);
    expect((await post([WATERMARK, WATERMARK])).status).toBe(200);
  });

  it.each([
    ['down', 90],
    ['dropAfter', 7],
  ])(
    '%s drops the connection after it was logged; afterwards the history is of %i days',
    async (mode, days) => {
      await control('PUT', 'faults', { mode, operations: ['Apply'] });
      await expect(post(apply)).rejects.toThrow('fetch failed');
      await expect(post([WATERMARK, apply])).rejects.toThrow('fetch failed');
      expect(await log()).toMatchObject([
        { operationName: 'Apply', status: 0 },
        { operationName: 'Watermark', status: 0, batch: 1 },
        { operationName: 'Apply', status: 0, batch: 1 },
      ]);
      expect(await historyDays()).toBe(days);
    },
  );

  it.each([
    ['error500', 90],
    ['garbage', 90],
    ['unauthenticated', 90],
    ['partial', 7],
  ])('%s: the history is of %i days', async (mode, days) => {
    await control('PUT', 'faults', { mode, operations: ['Apply'] });
    await post(apply);
    expect(await historyDays()).toBe(days);
  });

  it('hang carries out nothing', async () => {
    await control('PUT', 'faults', { mode: 'hang', operations: ['Apply'] });
    await expect(post(apply, {}, AbortSignal.timeout(100))).rejects.toThrow(/aborted/);
    expect(await historyDays()).toBe(90);
  });
});

it('mutations at the same time do not undo each other', async () => {
  const each = ['customer-acme', 'customer-demo-02', 'customer-demo-03'].map((customerId) =>
    query(APPLY, { input: { customerId, planId: 'plan-stigg-starter' } }),
  );
  for (const { errors } of await Promise.all(each)) expect(errors).toBeUndefined();
  const { customers } = (await control('GET', 'state')).body;
  expect(['customer-acme', 'customer-demo-02', 'customer-demo-03'].map((id) => customers[id].planId)).toEqual(
    Array(3).fill('plan-stigg-starter'),
  );
});
