import { describe, expect, it } from 'vitest';
import { codes, LIST, type Result, runningEmulator } from './running.js';

const { control, post, query, url } = runningEmulator();

describe('errors', () => {
  it.each([
    ['nobody', undefined, 'CustomerNotFound'],
    ['customer-hooli', undefined, 'EntityIsArchivedError'],
    ['customer-acme', 'nowhere', 'CustomerResourceNotFound'],
  ])('%s, resource %s: %s', async (customerId, resourceId, code) => {
    const response = await post({ query: LIST, variables: { query: { customerId, resourceId } } });
    expect(response.status).toBe(200);
    const { data, errors } = (await response.json()) as Result;
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { path: ['entitlements'], extensions: { code, traceId: expect.stringMatching(/./) } },
    ]);
  });

  it.each([
    ['unknown', { 'x-api-key': 'client-other' }],
    ['empty', { 'x-api-key': '' }],
  ])('%s API key: Unauthenticated, once, with HTTP status 200', async (_name, headers) => {
    const response = await post({ query: LIST, variables: { query: { customerId: 'nobody' } } }, headers);
    expect(response.status).toBe(200);
    const { data, errors } = (await response.json()) as Result;
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { extensions: { code: 'Unauthenticated', traceId: expect.stringMatching(/./) } },
    ]);
  });

  it.each([
    'query { entitlements(query: { customerId: "customer-acme" }) { isGranted } }',
    'query { entitlementV2(query: { customerId: "customer-acme", featureId: "feature-sso" }) { __typename } }',
  ])('%s is refused, not made up', async (text) => {
    const result = await query(text);
    expect(result.data).toBeNull();
    expect(result.errors).toMatchObject([
      { message: expect.stringContaining('does not answer'), extensions: { code: 'UnsupportedParameter' } },
    ]);
  });

  it('a query that the schema does not have is refused', async () => {
    const { data, errors } = await query('{ nothing }');
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('nothing');
  });

  it('other methods and paths are refused', async () => {
    expect((await fetch(url('/graphql'))).status).toBe(405);
    expect((await fetch(url('/elsewhere'))).status).toBe(404);
  });
});

describe('customer tokens', () => {
  const acme = { 'x-customer-key': 'HMAC-SHA256 customer-acme:playground' };
  const ask = async (customerId: string, headers: Record<string, string>) =>
    codes(await query(LIST, { query: { customerId } }, headers)) ?? 'answered';

  it('are not asked for unless enforced', async () => {
    expect(await ask('customer-acme', {})).toBe('answered');
  });

  it('must be there, known, and of that customer', async () => {
    await control('PATCH', 'state', { customerTokens: { enforced: true } });
    expect(await ask('customer-acme', acme)).toBe('answered');
    expect(await ask('customer-acme', {})).toEqual(['Unauthenticated']);
    expect(await ask('customer-acme', { 'x-customer-key': 'other' })).toEqual(['Unauthenticated']);
    expect(await ask('customer-globex', acme)).toEqual(['AuthCustomerMismatch']);
    expect(await ask('nobody', acme)).toEqual(['AuthCustomerMismatch']);
  });
});
