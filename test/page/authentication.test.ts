import { expect, it } from 'vitest';
import { CUSTOMER, outcomeOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();

const enforce = (accepted: readonly string[]) =>
  stage.api.patch({ customerTokens: { enforced: true, accepted: { [CUSTOMER]: accepted } } });
const requests = async () => (await stage.api.requests()).length;

it('a refused token stops the requests until there is another one', async () => {
  await enforce(['good']);
  const stigg = stage.client({ customerToken: 'bad', refreshIntervalMs: 50 });
  expect(await outcomeOf(stigg.waitForInitialization())).toBe('UNAUTHENTICATED');
  expect(stigg.status).toMatchObject({
    phase: 'failed',
    error: { code: 'UNAUTHENTICATED', retryable: false },
  });
  expect(await outcomeOf(stigg.refresh())).toBe('UNAUTHENTICATED');
  // Ten intervals without a request.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await requests()).toBeLessThanOrEqual(2);

  await stigg.setCustomerId(CUSTOMER, 'good');
  await until(() => stigg.status.phase === 'ready', { what: 'it is healed' });
  expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess).toBe(true);
  const healed = await requests();
  await until(async () => (await requests()) > healed, { what: 'it refreshes by timer again' });
});

it.each(['unauthenticated', 'none'])('HTTP 401 and the code alone mean the same (fault %s)', async (mode) => {
  await stage.api.fault({ mode });
  const stigg = stage.client(mode === 'none' ? { apiKey: 'unknown-key' } : {});
  expect(await outcomeOf(stigg.waitForInitialization())).toBe('UNAUTHENTICATED');
  expect(await requests()).toBe(1);
});

it('a token function is asked again when its token was refused', async () => {
  await enforce(['second']);
  const tokens = ['first', 'second'];
  const stigg = stage.client({ customerToken: async () => tokens.shift() ?? 'none' });
  expect(await outcomeOf(stigg.waitForInitialization())).toBe('resolved');
  expect(tokens).toEqual([]);
  expect(await requests()).toBe(2);

  // And once more when a token that worked does not work any more.
  await enforce(['third']);
  tokens.push('third');
  await stigg.refresh();
  expect(await requests()).toBe(4);
});

it('a token function that has nothing better sends no further request', async () => {
  await enforce(['good']);
  let asked = 0;
  const stigg = stage.client({
    refreshIntervalMs: 50,
    customerToken: async () => {
      asked++;
      return 'bad';
    },
  });
  expect(await outcomeOf(stigg.waitForInitialization())).toBe('UNAUTHENTICATED');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await requests()).toBe(1);
  expect(asked).toBe(2);
});

it('a token function that fails sends nothing, and is asked again later', async () => {
  await enforce(['good']);
  let fails = true;
  const stigg = stage.client({
    initTimeoutMs: 20_000,
    customerToken: async () => {
      if (fails) throw new Error('offline');
      return 'good';
    },
  });
  await until(() => stigg.status.error?.code === 'NETWORK', { what: 'the failure is told' });
  expect(await requests()).toBe(0);
  fails = false;
  await until(() => stigg.status.phase === 'ready', { what: 'it is healed' });
});

it('a changed token refreshes the session and starts no other', async () => {
  await enforce(['one', 'two']);
  const stigg = stage.client({ customerToken: 'one' });
  await stigg.waitForInitialization();
  await stage.api.forgetRequests();
  await enforce(['two']);
  await stigg.setCustomerId(CUSTOMER, 'two');
  await until(async () => (await requests()) === 1, { what: 'the new token is used' });
  expect(stigg.status.phase).toBe('ready');
  await until(() => stigg.status.error === undefined, { what: 'it is accepted' });
});
