// The customer token in data calls: whose it is, when it is asked for, and what is done without one.
import { expect, it } from 'vitest';
import { CUSTOMER, failureOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();

it('sends the token, asks for another one when it was refused, and repeats a read with it', async () => {
  await stage.api.patch({
    customerTokens: { enforced: true, accepted: { [CUSTOMER]: ['second'] } },
  });
  const given = ['first', 'second'];
  let asked = 0;
  const client = stage.client({
    lazyLoad: true,
    customerToken: async () => given[asked++] ?? 'none left',
  });
  expect((await client.getCustomer()).id).toBe(CUSTOMER);
  expect((await stage.sent('GetCustomer')).map(({ headers }) => headers['x-customer-key'])).toHaveLength(2);
  await client.getCustomer();
  expect(asked).toBe(2);
});

it('a token function that never settles does not hang a call', async () => {
  const client = stage.client({
    customerToken: () => new Promise(() => {}),
    requestTimeoutMs: 50,
    lazyLoad: true,
  });
  expect((await failureOf(client.getCustomer())).code).toBe('TIMEOUT');
}, 10_000);

it('does not send tracked checks with a token that was refused', async () => {
  await stage.api.patch({ customerTokens: { enforced: true, accepted: { [CUSTOMER]: ['second'] } } });
  const client = stage.client({ customerToken: 'first' });
  await client.waitForInitialization().catch(() => {});
  client.getBooleanEntitlement({ featureId: 'feature-sso', options: { shouldTrack: true } });
  await until(() => client.status.outboxLength === 1, { what: 'it waits' });
  await client.getCustomer().catch(() => {});
  expect(await stage.sent('ReportEntitlementCheck')).toEqual([]);
  await client.setCustomerId(CUSTOMER, 'second');
  await until(() => client.status.outboxLength === 0, { what: 'it is sent' });
  expect(await stage.sent('ReportEntitlementCheck')).toHaveLength(1);
});

it('one customer’s token is never sent for another, though the same function gives both', async () => {
  const tokens = ['token-of-acme', 'token-of-globex'];
  await stage.api.patch({
    customerTokens: {
      enforced: true,
      accepted: { 'customer-acme': ['token-of-acme'], 'customer-globex': ['token-of-globex'] },
    },
  });
  let asked = 0;
  const getToken = async () => tokens[asked++] ?? 'none left';
  const client = stage.client({ customerToken: getToken });
  await client.getCustomer();
  await client.setCustomerId('customer-globex', getToken);
  await client.getCustomer();
  // A token of somebody else would have been refused, and another one asked for.
  expect(asked).toBe(2);
  expect(await stage.sent('GetCustomer')).toHaveLength(2);
});

it('calls at the same time ask the token function once', async () => {
  let asked = 0;
  const client = stage.client({
    lazyLoad: true,
    customerToken: async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return `token-${asked}`;
    },
  });
  await Promise.all([client.getCustomer(), client.getCustomerPortal(), client.getCoupons()]);
  expect(asked).toBe(1);
});

it('without a token where one is due nothing is sent; what was kept is given', async () => {
  let works = true;
  const client = stage.client({
    lazyLoad: true,
    customerToken: async () => {
      if (!works) throw new Error('no token today');
      return 'token';
    },
  });
  await client.getCustomer();
  works = false;
  const again = stage.client({ lazyLoad: true, customerToken: () => Promise.reject(new Error('none')) });
  await stage.api.forgetRequests();
  expect(again.freshnessOf(await again.getCustomer()).source).toBe('store');
  expect((await failureOf(again.getCoupons())).code).toBe('NETWORK');
  expect(await stage.api.requests()).toEqual([]);
});
