import Stigg, { type StiggOptions } from 'stigg-offline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_KEY, type Api, startApi } from '../support/api.js';
import { readVectors } from '../support/vectors.js';

let api: Api;
beforeAll(async () => {
  api = await startApi({ exposeHeaders: true });
});
afterAll(() => api.close());

const vectors = readVectors();

it('has vectors', () => {
  expect(vectors.length).toBeGreaterThanOrEqual(52);
});

it.each(vectors)('answers, in Node: $name', async ({ wire, options, now, call, expected }) => {
  await api.reset();
  await api.clock(now ?? null);
  const { customerId, resourceId } = options as { customerId: string | null; resourceId?: string };
  if (customerId !== null) await api.answer(customerId, wire);
  if (customerId !== null && resourceId) await api.answer(customerId, wire, resourceId);
  const stigg = Stigg.initialize({
    apiKey: API_KEY,
    baseUri: api.url,
    vocabulary: 'api',
    logConfiguration: { logLevel: 'NONE' },
    ...options,
  } as StiggOptions);
  try {
    await stigg.waitForInitialization();
    const method = stigg[call.method as 'getBooleanEntitlement'] as (...args: unknown[]) => unknown;
    const result = await method.apply(stigg, [...call.args]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(expected);
  } finally {
    stigg.close();
  }
});
