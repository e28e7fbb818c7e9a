import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../playground/emulator/server.js';
import { LIST, type Result, runningEmulator } from './running.js';

const { control, post, entitlements } = runningEmulator();

const ask = (customerId = 'customer-acme', signal?: AbortSignal) =>
  post({ query: LIST, variables: { query: { customerId } }, operationName: 'GetEntitlements' }, {}, signal);
const fault = async (faults: unknown) => expect((await control('PUT', 'faults', faults)).status).toBe(200);
const statuses = async () => {
  const { body } = await control('GET', 'requests');
  return body.map(({ status }: { status: number | null }) => status);
};
/** How long it took, in milliseconds, and what came. */
async function timed<T>(work: Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const value = await work;
  return [performance.now() - start, value];
}

describe('mode', () => {
  it('down drops the connection', async () => {
    await fault({ mode: 'down' });
    await expect(ask()).rejects.toThrow('fetch failed');
    expect(await statuses()).toEqual([0]);
  });

  it('hang never answers, and is seen in the log', async () => {
    await fault({ mode: 'hang' });
    await expect(ask('customer-acme', AbortSignal.timeout(150))).rejects.toThrow(/aborted/);
    expect(await statuses()).toEqual([null]);
  });

  it('hang goes on when the faults change', async () => {
    await fault({ mode: 'hang' });
    const waiting = ask('customer-acme', AbortSignal.timeout(300));
    const outcome = expect(waiting).rejects.toThrow(/aborted/);
    await expect.poll(statuses).toEqual([null]);
    await fault({ mode: 'none' });
    await outcome;
  });

  it.each([
    ['error500', 500],
    ['error503', 503],
    ['garbage', 200],
  ])('%s answers %i with a page', async (mode, status) => {
    await fault({ mode });
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('text/html');
    const body = await response.text();
    expect(body).toContain('<html>');
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
    expect(await statuses()).toEqual([status]);
  });

  it.each([
    [7, '7'],
    [undefined, null],
  ])('error429 with retryAfterS %s', async (retryAfterS, header) => {
    await fault({ mode: 'error429', retryAfterS });
    const response = await ask();
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe(header);
    expect(await response.json()).toMatchObject({ error: 'rate_limit_exceeded' });
  });

  it('unauthenticated answers 401 with the code', async () => {
    await fault({ mode: 'unauthenticated' });
    const response = await ask();
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'Unauthenticated' } }] });
  });

  it('partial takes the first field away and says so beside the rest', async () => {
    await fault({ mode: 'partial' });
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      data: { entitlements: null, sdkConfiguration: { showWatermark: false } },
      errors: [{ path: ['entitlements'], extensions: { code: 'UnexpectedError' } }],
    });
  });

  it('partial strikes each answer of a batch', async () => {
    await fault({ mode: 'partial' });
    const one = { query: LIST, variables: { query: { customerId: 'customer-acme' } } };
    expect(await (await post([one, one])).json()).toMatchObject([
      { data: { entitlements: null }, errors: [{}] },
      { data: { entitlements: null }, errors: [{}] },
    ]);
  });

  it('slow sends late what was true at arrival', async () => {
    await fault({ mode: 'slow', latencyMs: 400 });
    const late = timed(ask());
    await expect.poll(statuses).toEqual([null]);
    await control('PATCH', 'state', { customers: { 'customer-acme': { planId: 'plan-free' } } });
    await fault({ mode: 'none' });
    expect((await entitlements('customer-acme'))['feature-history-days']).toMatchObject({ usageLimit: 7 });
    const [took, response] = await late;
    expect(took).toBeGreaterThan(390);
    const { data } = (await response.json()) as Result;
    expect(data?.entitlements).toContainEqual(
      expect.objectContaining({
        usageLimit: 90,
        feature: expect.objectContaining({ refId: 'feature-history-days' }),
      }),
    );
    expect(await statuses()).toEqual([200, 200]);
  });

  it('slow takes two seconds unless told', async () => {
    await fault({ mode: 'slow' });
    const [took] = await timed(ask());
    expect(took).toBeGreaterThan(1950);
  });

  it('none may be late as well', async () => {
    await fault({ mode: 'none', latencyMs: 150 });
    const [took, response] = await timed(ask());
    expect(took).toBeGreaterThan(140);
    expect(response.status).toBe(200);
  });
});

describe('faults', () => {
  it('may strike some operations only', async () => {
    await fault({ mode: 'error500', operations: ['GetPaywall'] });
    expect((await ask()).status).toBe(200);
    await fault({ mode: 'error500', operations: ['GetPaywall', 'GetEntitlements'] });
    expect((await ask()).status).toBe(500);
    expect((await post({ query: LIST, variables: {} })).status).toBe(500);
    expect((await post({ query: '{ sdkConfiguration { showWatermark } }' })).status).toBe(200);
  });

  it('may strike some variables only', async () => {
    await fault({ mode: 'error500', variables: { query: { customerId: 'customer-acme' } } });
    expect((await ask('customer-acme')).status).toBe(500);
    expect((await ask('customer-globex')).status).toBe(200);
    expect((await post({ query: '{ sdkConfiguration { showWatermark } }' })).status).toBe(200);
  });

  it('are told back, and do not strike the control', async () => {
    await fault({ mode: 'down', operations: ['A'] });
    expect((await control('GET', 'faults')).body).toEqual({ mode: 'down', operations: ['A'] });
  });

  it.each([
    [undefined, 'faults must be an object'],
    [{}, 'faults.mode must be one of none, down, hang, error500'],
    [{ mode: 'broken' }, 'faults.mode'],
    [{ mode: 'slow', latencyMs: '5' }, 'faults.latencyMs'],
    [{ mode: 'slow', latencyMs: -1 }, 'faults.latencyMs'],
    [{ mode: 'error429', retryAfterS: null }, 'faults.retryAfterS'],
    [{ mode: 'down', operations: 'GetPaywall' }, 'faults.operations'],
    [{ mode: 'down', operations: [1] }, 'faults.operations[0]'],
    [{ mode: 'down', variables: [] }, 'faults.variables'],
    [{ mode: 'down', latency: 5 }, 'faults.latency '],
  ])('%j is refused', async (faults, named) => {
    await fault({ mode: 'slow', latencyMs: 1 });
    const { status, body } = await control('PUT', 'faults', faults);
    expect(status).toBe(400);
    expect(body.error).toContain(named);
    expect((await control('GET', 'faults')).body).toEqual({ mode: 'slow', latencyMs: 1 });
  });
});

it('close() ends requests that hang', async () => {
  const other = await startEmulator();
  const to = (path: string, method: string, body: unknown) =>
    fetch(`${other.url}${path}`, { method, body: JSON.stringify(body) });
  await to('/control/faults', 'PUT', { mode: 'hang' });
  const outcome = expect(to('/graphql', 'POST', { query: '{ __typename }' })).rejects.toThrow('fetch failed');
  await expect.poll(async () => (await (await fetch(`${other.url}/control/requests`)).json()).length).toBe(1);
  await other.close();
  await outcome;
  await expect(to('/control/faults', 'PUT', { mode: 'none' })).rejects.toThrow('fetch failed');
});
