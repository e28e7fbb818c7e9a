import Stigg, { type StiggOptions } from 'stigg-offline';
import { describe, expect, it } from 'vitest';

const initialize = (options: unknown) => () => Stigg.initialize(options as StiggOptions).close();

describe('wrong options throw a TypeError that names them, at once', () => {
  it.each([
    ['options', undefined],
    ['options', 'key'],
    ['apiKey', {}],
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 7 }],
    ['customerId', { apiKey: 'k', customerId: 7 }],
    ['customerId', { apiKey: 'k', customerId: '' }],
    ['resourceId', { apiKey: 'k', resourceId: {} }],
    ['customerToken', { apiKey: 'k', customerToken: 7 }],
    ['baseUri', { apiKey: 'k', baseUri: 'api.stigg.io' }],
    ['baseUri', { apiKey: 'k', baseUri: 7 }],
    ['baseUri', { apiKey: 'k', baseUri: 'ftp://api.stigg.io' }],
    ['offline', { apiKey: 'k', offline: 'yes' }],
    ['entitlementsFallback', { apiKey: 'k', entitlementsFallback: [7] }],
    ['entitlementsFallback', { apiKey: 'k', entitlementsFallback: { f: true } }],
    ['refreshIntervalMs', { apiKey: 'k', refreshIntervalMs: -1 }],
    ['refreshIntervalMs', { apiKey: 'k', refreshIntervalMs: '30' }],
    ['refreshIntervalMs', { apiKey: 'k', refreshIntervalMs: Number.NaN }],
    ['maxStaleMs', { apiKey: 'k', maxStaleMs: -1 }],
    ['maxStaleMs', { apiKey: 'k', maxStaleMs: { default: 1 } }],
    ['maxStaleMs', { apiKey: 'k', maxStaleMs: { default: 1, features: { f: 'x' } } }],
    ['initTimeoutMs', { apiKey: 'k', initTimeoutMs: null }],
    ['requestTimeoutMs', { apiKey: 'k', requestTimeoutMs: Number.POSITIVE_INFINITY }],
    ['persist', { apiKey: 'k', persist: 'all' }],
    ['bootstrap', { apiKey: 'k', bootstrap: 'x' }],
    ['host', { apiKey: 'k', host: 'iframe' }],
    ['workerUrl', { apiKey: 'k', workerUrl: 7 }],
    ['trustedTypesPolicy', { apiKey: 'k', trustedTypesPolicy: null }],
    ['trustedTypesPolicy', { apiKey: 'k', trustedTypesPolicy: { createScriptURL: 'x' } }],
    ['lazyLoad', { apiKey: 'k', lazyLoad: 1 }],
    ['vocabulary', { apiKey: 'k', vocabulary: 'english' }],
    ['logConfiguration', { apiKey: 'k', logConfiguration: 'ALL' }],
    ['logConfiguration', { apiKey: 'k', logConfiguration: { logger: {} } }],
    ['logConfiguration', { apiKey: 'k', logConfiguration: { logLevel: 'LOUD' } }],
  ])('%s: %j', (name, options) => {
    expect(initialize(options)).toThrow(TypeError);
    expect(initialize(options)).toThrow(`${name} must be`);
  });
});

describe('what is right is taken', () => {
  it.each([
    [{ apiKey: 'k' }],
    [{ offline: true }],
    [{ apiKey: 'local', offline: true, customerId: null, resourceId: null, customerToken: null }],
    [
      {
        apiKey: 'k',
        cacheTtlMs: 5,
        enableEdge: false,
        baseEdgeUri: 'x',
        clientName: 'app',
        clientVersion: '1',
      },
    ],
    [
      {
        apiKey: 'k',
        maxStaleMs: { default: 1, features: { f: 0 } },
        persist: 'entitlements',
        host: 'worker',
      },
    ],
    [{ apiKey: 'k', refreshIntervalMs: undefined, customerId: undefined }],
  ])('%j', (options) => {
    expect(initialize(options)).not.toThrow();
  });
});

it('calls with wrong arguments throw at once, naming them', () => {
  const stigg = Stigg.initialize({ apiKey: 'k' });
  const wrong = (call: (client: Record<string, (...args: unknown[]) => unknown>) => unknown) => () =>
    call(stigg as never);
  expect(wrong((client) => client.setCustomerId?.(7))).toThrow('customerId must be');
  expect(wrong((client) => client.setCustomerId?.(null))).toThrow('customerId must be');
  expect(wrong((client) => client.setCustomerId?.('c', 7))).toThrow('customerToken must be');
  expect(wrong((client) => client.setCustomerId?.('c', null, 7))).toThrow('resourceId must be');
  expect(wrong((client) => client.setResource?.())).toThrow('resourceId must be');
  expect(() => stigg.freshnessOf({})).toThrow('result must come');
  stigg.close();
});

it('checks never throw, whatever they are asked', () => {
  const messages: string[] = [];
  const logger = { log() {}, error: (message: string) => messages.push(message) };
  const stigg = Stigg.initialize({ offline: true, logConfiguration: { logger } });
  const odd = [
    undefined,
    null,
    {},
    7,
    'f',
    { featureId: 7 },
    { featureId: '' },
    { featureId: '__proto__' },
    { featureId: 'f', options: null },
    { featureId: 'f', options: { requestedUsage: 'x', fallback: 7 } },
    { featureId: 'f', options: { requestedUsage: Number.NaN, fallback: { hasAccess: 1 } } },
    { featureId: 'f', resourceId: {} },
  ];
  for (const check of odd) {
    const name = JSON.stringify(check);
    const metered = stigg.getMeteredEntitlement(check as never);
    expect(metered, name).toMatchObject({
      hasAccess: false,
      isFallback: true,
      currentUsage: 0,
      requestedUsage: 0,
    });
    expect(stigg.getBooleanEntitlement(check as never).hasAccess, name).toBe(false);
    expect(stigg.getNumericEntitlement(check as never).hasAccess, name).toBe(false);
    expect(stigg.getEnumEntitlement(check as never).hasAccess, name).toBe(false);
  }
  expect(messages.join('\n')).toContain('unusable featureId');
  expect(messages.join('\n')).toContain('unusable options.requestedUsage');
  stigg.close();
});
