// One request at a time, against the real HTTP of the emulator.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FailureCode } from '../../src/core/failure.js';
import { systemClock } from '../../worker/clock.js';
import {
  type EntitlementsRequest,
  type Fetched,
  fetchEntitlements,
} from '../../worker/fetch-entitlements.js';
import { createTransport } from '../../worker/transport.js';
import { API_KEY, type Api, startApi } from '../support/api.js';
import { createManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const CUSTOMER = 'customer-acme';
const SECRET = 'token-that-nobody-may-read';
let api: Api;
beforeAll(async () => {
  api = await startApi({ exposeHeaders: true });
});
afterAll(() => api.close());
beforeEach(() => api.reset());

type Asked = Partial<EntitlementsRequest> & { readonly baseUri?: string; readonly resourceId?: string };

function ask({ baseUri = api.url, resourceId, ...rest }: Asked = {}, clock = systemClock): Promise<Fetched> {
  const transport = createTransport(clock, (...request) => fetch(...request));
  return fetchEntitlements(transport, clock, {
    identity: { baseUri, apiKey: API_KEY, customerId: CUSTOMER, resourceId: resourceId ?? null },
    token: SECRET,
    withConfiguration: false,
    timeoutMs: 5_000,
    signal: new AbortController().signal,
    ...rest,
  });
}

/** The failure, after a look at what it says: nothing of key, token or customer. */
async function failureOf(asked: Promise<Fetched>) {
  const { failed } = await asked;
  if (!failed) throw new Error('it did not fail');
  const said = JSON.stringify(failed);
  for (const secret of [API_KEY, SECRET, CUSTOMER, api.url]) expect(said).not.toContain(secret);
  expect(failed.failure.message).toMatch(/^[A-Z].*\.$/);
  return failed;
}

it('reads the list, the configuration when asked for, and the time of the API', async () => {
  await api.clock('2026-03-01T12:00:00.500Z');
  await api.patch({ configuration: { isWidgetWatermarkEnabled: true } });
  const { response } = await ask({ withConfiguration: true });
  expect(response).toMatchObject({
    isWidgetWatermarkEnabled: true,
    serverDate: Date.parse('2026-03-01T12:00:00Z'),
    leftOut: 0,
  });
  expect(response?.entitlements.map(({ feature }) => feature.refId)).toContain('feature-audit-log');
  expect((await ask()).response?.isWidgetWatermarkEnabled).toBeNull();
});

it('sends one request with the documented headers and the identity, and nothing else of ours', async () => {
  await ask({ resourceId: 'workspace-berlin' });
  await ask({ token: null });
  const [first, second] = await api.requests();
  expect(first?.variables).toEqual({ query: { customerId: CUSTOMER, resourceId: 'workspace-berlin' } });
  expect(second?.variables).toEqual({ query: { customerId: CUSTOMER } });
  const own = (headers = {}) =>
    Object.keys(headers)
      .filter((name) => name.startsWith('x-') || name === 'source')
      .sort();
  expect(own(first?.headers)).toEqual(['source', 'x-api-key', 'x-customer-key']);
  expect(own(second?.headers)).toEqual(['source', 'x-api-key']);
});

it('leaves out what it cannot read and says how much that was', async () => {
  await api.answer(CUSTOMER, [{ isGranted: true, hasUnlimitedUsage: false, feature: null }]);
  expect((await ask()).response).toMatchObject({ entitlements: [], leftOut: 1 });
});

describe('fails', () => {
  it.each<[string, FailureCode, boolean]>([
    ['down', 'NETWORK', true],
    ['hang', 'TIMEOUT', true],
    ['error500', 'SERVER', true],
    ['error503', 'SERVER', true],
    ['error429', 'RATE_LIMITED', true],
    ['unauthenticated', 'UNAUTHENTICATED', false],
    ['garbage', 'INVALID_RESPONSE', true],
    ['partial', 'SERVER', true],
    ['slow', 'TIMEOUT', true],
  ])('in mode %s with %s', async (mode, code, retryable) => {
    await api.fault({ mode });
    const { failure, refused, denied, retryAfterMs } = await failureOf(ask({ timeoutMs: 400 }));
    expect(failure).toMatchObject({ code, retryable });
    expect([refused, denied, retryAfterMs]).toEqual([code === 'UNAUTHENTICATED', false, null]);
    expect(await api.requests()).toHaveLength(1);
  });

  it('with NETWORK where nobody listens', async () => {
    expect((await failureOf(ask({ baseUri: 'http://127.0.0.1:9' }))).failure.code).toBe('NETWORK');
  });

  it.each<[string, unknown, string, FailureCode, boolean]>([
    ['is unknown', { [CUSTOMER]: null }, 'CustomerNotFound', 'NOT_FOUND', true],
    ['is archived', { [CUSTOMER]: { archived: true } }, 'EntityIsArchivedError', 'NOT_FOUND', true],
  ])('when the customer %s', async (_, customers, serverCode, code, denied) => {
    await api.patch({ customers });
    const failed = await failureOf(ask());
    expect(failed).toMatchObject({ denied, refused: false, failure: { code, serverCode } });
  });

  it('when the resource is unknown', async () => {
    const failed = await failureOf(ask({ resourceId: 'workspace-atlantis' }));
    expect(failed).toMatchObject({
      denied: true,
      failure: { code: 'NOT_FOUND', serverCode: 'CustomerResourceNotFound' },
    });
  });

  it('when the key is unknown, with the refusal and not a denial', async () => {
    const identity = { baseUri: api.url, apiKey: 'unknown-key', customerId: CUSTOMER, resourceId: null };
    const failed = await failureOf(ask({ identity }));
    expect(failed).toMatchObject({ refused: true, denied: false, failure: { code: 'UNAUTHENTICATED' } });
    expect(JSON.stringify(failed)).not.toContain('unknown-key');
  });
});

describe('the wait that the API asks for', () => {
  it.each(['error429', 'error503'])('is read in seconds (%s)', async (mode) => {
    await api.fault({ mode, retryAfterS: 7 });
    expect((await failureOf(ask())).retryAfterMs).toBe(7_000);
  });

  it.each<[string, number | null]>([
    ['120', 120_000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:01:30 GMT', 90_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', null],
    ['-5', null],
    ['soon', null],
  ])('of "%s" is %s ms', async (header, expected) => {
    const headers = { 'retry-after': header, date: 'Thu, 01 Jan 2026 00:00:00 GMT' };
    await answering(429, headers, '{}', async (baseUri) => {
      expect((await failureOf(ask({ baseUri }))).retryAfterMs).toBe(expected);
    });
  });
});

describe('an answer from something that is not the API', () => {
  it.each<[number, string, FailureCode]>([
    [401, '', 'UNAUTHENTICATED'],
    [403, '<html>', 'FORBIDDEN'],
    [404, '<html>', 'INVALID_RESPONSE'],
    [502, '', 'SERVER'],
    [200, '', 'INVALID_RESPONSE'],
    [200, '[]', 'INVALID_RESPONSE'],
    [200, '7', 'INVALID_RESPONSE'],
    [200, 'null', 'INVALID_RESPONSE'],
    [200, '{}', 'INVALID_RESPONSE'],
    [200, '{"data":null}', 'INVALID_RESPONSE'],
    [200, '{"data":{"entitlements":{}}}', 'INVALID_RESPONSE'],
    [200, '{"data":{"entitlements":[', 'INVALID_RESPONSE'],
    [200, '{"errors":[{"message":"x","extensions":{"code":"Bad code, with text"}}]}', 'SERVER'],
    [200, '{"errors":[{"message":"x","extensions":{"code":"AUTH_CUSTOMER_MISMATCH"}}]}', 'FORBIDDEN'],
    [400, '{"errors":[{"message":"x","extensions":{"code":"RateLimitExceeded"}}]}', 'RATE_LIMITED'],
  ])('of status %i and %j is %s', async (status, body, code) => {
    await answering(status, { 'content-type': 'application/json' }, body, async (baseUri) => {
      const { failure } = await failureOf(ask({ baseUri }));
      expect(failure.code).toBe(code);
      expect(failure.serverCode ?? '').toMatch(/^\w*$/);
    });
  });
});

it('gives up at the deadline, by its own clock', async () => {
  await api.fault({ mode: 'hang' });
  const clock = createManualClock();
  const asked = failureOf(ask({ timeoutMs: 10_000 }, clock));
  await until(async () => (await api.requests()).length === 1, { what: 'the request has arrived' });
  clock.advance(9_999);
  expect(clock.pending).toBe(1);
  clock.advance(1);
  expect((await asked).failure.code).toBe('TIMEOUT');
  expect(clock.pending).toBe(0);
});

it.each(['before', 'during'])('gives up when it is aborted %s the request', async (when) => {
  await api.fault({ mode: 'hang' });
  const clock = createManualClock();
  const controller = new AbortController();
  if (when === 'before') controller.abort();
  const asked = failureOf(ask({ signal: controller.signal }, clock));
  if (when === 'during') {
    await until(async () => (await api.requests()).length === 1, { what: 'the request has arrived' });
    controller.abort();
  }
  expect((await asked).failure).toMatchObject({ code: 'ABORTED', retryable: false });
  expect(clock.pending).toBe(0);
  expect(await api.requests()).toHaveLength(when === 'before' ? 0 : 1);
});

/** A server that answers everything alike. */
async function answering(
  status: number,
  headers: Record<string, string>,
  body: string,
  work: (baseUri: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { ...headers, connection: 'close' }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}
