import { describe, expect, it } from 'vitest';
import { runningEmulator } from './running.js';

const plain = runningEmulator();
const exposing = runningEmulator({ exposeHeaders: true });

const ASK = { query: 'query Watermark { sdkConfiguration { showWatermark } }', variables: { a: [1] } };
const preflight = (path: string) =>
  fetch(plain.url(path), {
    method: 'OPTIONS',
    headers: { origin: 'http://localhost:4000', 'access-control-request-method': 'POST' },
  });

describe('CORS', () => {
  it.each([
    ['hidden by default', plain, null],
    ['exposed when asked', exposing, 'Date, Retry-After'],
  ])('Date and Retry-After are %s', async (_name, { post, url }, exposed) => {
    for (const response of [await post(ASK), await fetch(url('/control/clock'))]) {
      expect(response.headers.get('access-control-expose-headers')).toBe(exposed);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it.each(['/graphql', '/control/faults'])('a preflight of %s is answered and not logged', async (path) => {
    const { status, headers } = await preflight(path);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')?.split(', ').sort()).toEqual([
      'DELETE',
      'GET',
      'PATCH',
      'POST',
      'PUT',
    ]);
    expect(headers.get('access-control-allow-headers')?.split(', ').sort()).toEqual([
      'accept',
      'content-type',
      'source',
      'x-api-key',
      'x-api-version',
      'x-customer-key',
      'x-graphql-operation-name',
    ]);
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
    expect((await plain.control('GET', 'requests')).body).toEqual([]);
  });

  it('holds for answers that a fault made', async () => {
    await plain.control('PUT', 'faults', { mode: 'error500' });
    const { status, headers } = await plain.post(ASK);
    expect(status).toBe(500);
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});

it('ends the connection after each answer', async () => {
  await plain.control('PUT', 'faults', { mode: 'error500' });
  const responses = [
    await plain.post(ASK),
    await preflight('/graphql'),
    await fetch(plain.url('/control/state')),
  ];
  expect(responses.map(({ headers }) => headers.get('connection'))).toEqual(['close', 'close', 'close']);
});

describe('the log of requests', () => {
  const log = async () => (await plain.control('GET', 'requests')).body;

  it('says what was asked, without secrets', async () => {
    const before = Date.now();
    await plain.control('PUT', 'clock', { now: 0 });
    await plain.post(ASK, { 'x-customer-key': 'token-1', source: 'JS_CLIENT_SDK' });
    const entries = await log();
    expect(entries).toEqual([
      {
        time: expect.any(String),
        operationName: 'Watermark',
        variables: { a: [1] },
        headers: expect.objectContaining({
          'x-api-key': 'present',
          'x-customer-key': 'present',
          source: 'JS_CLIENT_SDK',
          'content-type': 'application/json',
        }),
        status: 200,
      },
    ]);
    expect(Date.parse(entries[0].time)).toBeGreaterThanOrEqual(before);
    expect(JSON.stringify(entries)).not.toMatch(/token-1|client-playground/);
  });

  it('has one entry for each operation, named or not, in order', async () => {
    const unnamed = { query: '{ sdkConfiguration { showWatermark } }' };
    await plain.post([{ ...ASK, operationName: 'Watermark' }, unnamed]);
    await plain.post('no request at all');
    expect((await log()).map(({ operationName }: { operationName: unknown }) => operationName)).toEqual([
      'Watermark',
      null,
      null,
    ]);
  });

  it('does not have the control, and can be emptied', async () => {
    await plain.post(ASK);
    expect(await log()).toHaveLength(1);
    expect(await plain.control('DELETE', 'requests')).toEqual({ status: 200, body: [] });
    expect(await log()).toEqual([]);
  });
});
