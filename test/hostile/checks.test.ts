// What an app gives to checks and to `initialize`: checks answer, and `initialize` throws a TypeError or makes a client.
import fc from 'fast-check';
import Stigg, { type StiggOptions } from 'stigg-offline';
import { expect, it, vi } from 'vitest';
import { hostileClone, NAMES, spoilt } from './hostile-value.js';

const QUIET = { logLevel: 'NONE' } as const;
const GETTERS = [
  'getBooleanEntitlement',
  'getNumericEntitlement',
  'getMeteredEntitlement',
  'getEnumEntitlement',
] as const;

const throwing = (name: string) =>
  Object.defineProperty({}, name, {
    enumerable: true,
    get() {
      throw new Error(name);
    },
  });
const endless: Record<string, unknown> = { hasAccess: true };
endless.values = endless;
const other: Record<string, unknown> = { hasAccess: true };
other.values = other;
const revoked = Proxy.revocable({}, {});
revoked.revoke();

/** What only code can make. */
const ODD: readonly unknown[] = [
  ...['featureId', 'resourceId', 'options'].map(throwing),
  ...['fallback', 'requestedUsage', 'shouldTrack'].map((name) => ({
    featureId: 'f',
    options: throwing(name),
  })),
  ...['hasAccess', 'value', 'values', 'usageLimit', 'isUnlimited'].map((name) => ({
    featureId: 'f',
    options: { fallback: Object.assign(throwing(name), name === 'hasAccess' ? {} : { hasAccess: true }) },
  })),
  ...[false, 0, '', Number.NaN, 10n, () => {}].map((fallback) => ({ featureId: 'f', options: { fallback } })),
  { featureId: 'f', options: { fallback: endless } },
  { featureId: 'f', options: { fallback: other } },
  { featureId: 'f', options: { fallback: { hasAccess: true, values: 10n } } },
  { featureId: 'f', options: { requestedUsage: 10n } },
  { featureId: Symbol('f') },
  { featureId: 'f', resourceId: Symbol('r') },
  () => {},
  Symbol('check'),
  10n,
];

const WELL = {
  featureId: 'feature-seats',
  resourceId: null,
  options: {
    requestedUsage: 1,
    shouldTrack: true,
    fallback: { hasAccess: true, value: 1, usageLimit: 1, values: ['x'] },
  },
};

it('a check answers whatever it is asked', async () => {
  const clients = [
    Stigg.initialize({ offline: true, customerId: 'c', logConfiguration: QUIET }),
    Stigg.initialize({
      apiKey: 'k',
      customerId: 'c',
      lazyLoad: true,
      host: 'page',
      baseUri: 'http://127.0.0.1:1',
      persist: false,
      logConfiguration: QUIET,
    }),
  ];
  const asked = fc.oneof(
    fc.constantFrom(...ODD),
    hostileClone,
    spoilt(WELL, fc.oneof(hostileClone, fc.constantFrom(...ODD))),
  );
  fc.assert(
    fc.property(asked, fc.constantFrom(...GETTERS), fc.constantFrom(...clients), (check, name, client) => {
      for (let again = 0; again < 2; again++) {
        const { hasAccess, isFallback } = client[name](check as never);
        expect([typeof hasAccess, isFallback]).toEqual(['boolean', true]);
      }
    }),
  );
  for (const client of clients) {
    // The revoked proxy only here: what makes the other values looks at them.
    for (const check of [...ODD, revoked.proxy])
      for (const name of GETTERS) expect(typeof client[name](check as never).hasAccess).toBe('boolean');
    // What is tracked of it must not surface as a rejection: the next turn would tell.
    await new Promise((resolve) => setTimeout(resolve, 0));
    client.close();
  }
});

it('features may be called as the members of a prototype are', async () => {
  const entitlementsFallback = JSON.parse(
    `{${NAMES.map((name) => `${JSON.stringify(name)}:{"hasAccess":true}`)}}`,
  );
  const client = Stigg.initialize({ offline: true, entitlementsFallback, logConfiguration: QUIET });
  for (const featureId of NAMES.filter((name) => name !== '')) {
    expect(client.getBooleanEntitlement({ featureId }), featureId).toMatchObject({ hasAccess: true });
  }
  expect((await client.getEntitlements()).length).toBe(NAMES.length);
  const none = Stigg.initialize({ offline: true, entitlementsFallback: {}, logConfiguration: QUIET });
  for (const featureId of NAMES) expect(none.getBooleanEntitlement({ featureId }).hasAccess).toBe(false);
});

const OPTIONS = {
  apiKey: 'key',
  customerId: 'c',
  resourceId: 'r',
  customerToken: 't',
  baseUri: 'http://127.0.0.1:1',
  entitlementsFallback: { f: { hasAccess: true, value: 1 } },
  refreshIntervalMs: 0,
  maxStaleMs: { default: 1, features: { f: 1 } },
  initTimeoutMs: 1,
  requestTimeoutMs: 1,
  persist: false,
  bootstrap: { format: 1, exportedAt: 0, sessions: [], digest: '' },
  host: 'page',
  lazyLoad: true,
  vocabulary: 'api',
  clientName: 'n',
  clientVersion: '1',
  offline: false,
  workerUrl: '/worker.js',
  serviceWorker: { url: '/service-worker.js', scope: '/', background: false },
  logConfiguration: { logLevel: 'ERROR' },
} as const;

it('initialize makes a client that answers, or throws a TypeError', () => {
  const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => {});
  const values = fc.oneof(
    hostileClone,
    fc.constantFrom<unknown>(() => {}, Symbol('x'), endless),
  );
  const loggers = values.map((logger) => ({ ...OPTIONS, logConfiguration: { logger, logLevel: 'ALL' } }));
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: spoilt(OPTIONS, values) }, loggers), (options) => {
      try {
        // Never without: an option that is lost must not send anything.
        const whole =
          typeof options === 'object' && options !== null ? { ...options, lazyLoad: true } : options;
        const client = Stigg.initialize(whole as StiggOptions);
        expect(typeof client.getBooleanEntitlement({ featureId: 'f' }).hasAccess).toBe('boolean');
        client.close();
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }),
  );
  console.mockRestore();
});
