import Stigg from 'stigg-offline';
import { fallbackFromFixtures } from 'stigg-offline/fixtures';
import { afterEach, expect, it, vi } from 'vitest';
import { readFixtures } from '../../playground/emulator/fixtures-file.js';
import { listen, outcomeOf } from '../support/node-client.js';

afterEach(() => vi.restoreAllMocks());

const entitlementsFallback = {
  'feature-a': { hasAccess: true },
  'feature-b': { hasAccess: true, value: 12 },
  'feature-c': { hasAccess: false },
};

it('answers from fallbacks alone, with any key, and sends no request', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no request may be sent'));
  const stigg = Stigg.initialize({
    apiKey: 'local',
    customerId: 'anybody',
    offline: true,
    entitlementsFallback,
  });
  expect(await stigg.waitForInitialization()).toBe(stigg);
  expect(stigg.getBooleanEntitlement({ featureId: 'feature-a' })).toEqual({
    isFallback: true,
    hasAccess: true,
  });
  expect(stigg.getNumericEntitlement({ featureId: 'feature-b' })).toEqual({
    isFallback: true,
    hasAccess: true,
    isUnlimited: false,
    value: 12,
  });
  expect(await stigg.getEntitlements()).toEqual([
    { isFallback: true, hasAccess: true, feature: { id: 'feature-a' } },
    { isFallback: true, hasAccess: true, value: 12, feature: { id: 'feature-b' } },
    { isFallback: true, hasAccess: false, accessDeniedReason: 'Unknown', feature: { id: 'feature-c' } },
  ]);
  await stigg.refresh();
  await stigg.setCustomerId('somebody-else');
  await stigg.setResource('resource-01');
  stigg.clearResource();
  await stigg.clearCustomer();
  expect(stigg.status).toMatchObject({ source: 'fallback', host: 'none', persistence: 'none' });
  expect(fetch).not.toHaveBeenCalled();
  stigg.close();
});

it('says that it is initialized, as online', async () => {
  const stigg = Stigg.initialize({ offline: true });
  const heard = listen(stigg, 'initializeSuccessfully');
  await stigg.waitForInitialization();
  expect(heard.length).toBe(1);
  expect(stigg.status.phase).toBe('ready');
  stigg.close();
});

it('logs a check without fallback once', () => {
  const messages: string[] = [];
  const logger = { log() {}, error: (message: string) => messages.push(message) };
  const stigg = Stigg.initialize({ offline: true, entitlementsFallback, logConfiguration: { logger } });
  for (let at = 0; at < 3; at++) {
    stigg.getBooleanEntitlement({ featureId: 'feature-x' });
    stigg.getMeteredEntitlement({ featureId: 'feature-x' });
    stigg.getBooleanEntitlement({ featureId: 'feature-a' });
  }
  expect(messages.length).toBe(1);
  expect(messages[0]).toContain('"feature-x"');
  stigg.close();
});

it("takes its fallbacks from the emulator's fixture file", () => {
  const file = readFixtures(new URL('../../playground/emulator/fixtures.json', import.meta.url));
  const stigg = Stigg.initialize({
    apiKey: 'local',
    customerId: 'customer-acme',
    offline: true,
    entitlementsFallback: fallbackFromFixtures(file, { customerId: 'customer-acme' }),
  });
  expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess).toBe(true);
  expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' }).hasAccess).toBe(false);
  expect(stigg.getNumericEntitlement({ featureId: 'feature-history-days' }).value).toBe(90);
  expect(stigg.getMeteredEntitlement({ featureId: 'feature-seats' }).usageLimit).toBe(20);
  stigg.close();
});

it('rejects after close', async () => {
  const stigg = Stigg.initialize({ offline: true, entitlementsFallback });
  const statuses = listen(stigg, 'statusChanged');
  stigg.close();
  stigg.close();
  expect(statuses.map(({ status }) => status.phase)).toEqual(['closed']);
  for (const call of [
    stigg.refresh(),
    stigg.getEntitlements(),
    stigg.setCustomerId('c'),
    stigg.setResource('r'),
    stigg.clearCustomer(),
    stigg.waitForInitialization(),
  ]) {
    expect(await outcomeOf(call)).toBe('CLOSED');
  }
  expect(stigg.getBooleanEntitlement({ featureId: 'feature-a' }).hasAccess).toBe(true);
});
