import { OpenFeature, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import Stigg, { type StiggClient } from 'stigg-offline';
import { StiggWebProvider } from 'stigg-offline/openfeature';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { API_KEY } from '../support/api.js';
import { CUSTOMER, outcomeOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

// Through OpenFeature's own client: what counts is what an app is told.

vi.setConfig({ testTimeout: 60_000 });
const stage = setNodeStage();
const logger = { error() {}, warn() {}, info() {}, debug() {} };

const EVENTS = [
  ProviderEvents.Ready,
  ProviderEvents.Stale,
  ProviderEvents.Error,
  ProviderEvents.ConfigurationChanged,
  ProviderEvents.Reconciling,
  ProviderEvents.ContextChanged,
];
/** The events, each with the flags that it names. */
let heard: (string | readonly string[])[] = [];
let listening = new AbortController();
const flags = OpenFeature.getClient();
beforeEach(() => {
  OpenFeature.setLogger(logger);
  listening = new AbortController();
  for (const event of EVENTS) {
    const hear = ({ flagsChanged }: Record<string, unknown> = {}) => {
      heard.push(Array.isArray(flagsChanged) ? [event, ...flagsChanged] : event);
    };
    flags.addHandler(event, hear, { signal: listening.signal });
  }
  // Whoever listens to a provider that is ready, and the one before a test is, hears so at once.
  heard = [];
});
afterEach(async () => {
  listening.abort();
  await OpenFeature.clearProviders();
  await OpenFeature.clearContexts();
});

const grant = (featureId: string, given: boolean) =>
  stage.api.patch({ customers: { [CUSTOMER]: { grants: { [featureId]: given && {} } } } });
const hears = (event: string) =>
  until(() => heard.flat().includes(event), { what: `${event} is heard, after ${JSON.stringify(heard)}` });

async function provide(client: StiggClient): Promise<void> {
  await OpenFeature.setProviderAndWait(new StiggWebProvider({ client }));
}

describe('a flag', () => {
  it('is what the customer has of a feature', async () => {
    await provide(stage.client());
    expect(flags.getBooleanDetails('feature-audit-log', false)).toEqual({
      flagKey: 'feature-audit-log',
      value: true,
      reason: 'TARGETING_MATCH',
      variant: 'granted',
      flagMetadata: { source: 'network', ageMs: expect.any(Number) },
    });
    expect(flags.getNumberValue('feature-history-days', 1)).toBe(90);
    expect(flags.getNumberValue('feature-seats', 1)).toBe(20);
    expect(flags.getBooleanValue('feature-seats', false)).toBe(true);
    expect(flags.getObjectValue('feature-export-formats', {})).toMatchObject({
      hasAccess: true,
      values: ['csv', 'xlsx'],
    });
    expect(flags.getObjectValue('feature-seats', {})).toMatchObject({ usageLimit: 20, currentUsage: 8 });
  });

  it('that the customer does not have is denied, whatever the default', async () => {
    await provide(stage.client());
    expect(flags.getBooleanDetails('feature-sso', true)).toMatchObject({
      value: false,
      reason: 'TARGETING_MATCH',
      variant: 'denied',
      flagMetadata: { accessDeniedReason: 'CustomerNotEntitledForFeature' },
    });
    expect(flags.getNumberValue('feature-sso', 1000)).toBe(0);
    expect(flags.getStringValue('feature-sso', 'everything')).toBe('');
    expect(flags.getObjectValue('feature-sso', { hasAccess: true })).toMatchObject({ hasAccess: false });
  });

  it('of a limit that is used up is the limit, and no access', async () => {
    await stage.api.patch({ customers: { [CUSTOMER]: { usage: { 'feature-seats': 21 } } } });
    await provide(stage.client());
    expect(flags.getBooleanValue('feature-seats', true)).toBe(false);
    expect(flags.getNumberValue('feature-seats', 1000)).toBe(20);
  });

  it('without a limit is infinite, and one value of an enum is a text', async () => {
    await provide(stage.client({ customerId: 'customer-globex' }));
    expect(flags.getNumberValue('feature-seats', 1)).toBe(Number.POSITIVE_INFINITY);
    await OpenFeature.setContext({ targetingKey: 'customer-initech' });
    expect(flags.getStringValue('feature-export-formats', 'none')).toBe('csv');
  });

  it('of another type is an error', async () => {
    await provide(stage.client());
    for (const details of [
      flags.getNumberDetails('feature-audit-log', 7),
      flags.getStringDetails('feature-seats', 'seven'),
      flags.getStringDetails('feature-export-formats', 'seven'),
    ]) {
      expect(details).toMatchObject({ errorCode: 'TYPE_MISMATCH', reason: 'ERROR' });
      expect([7, 'seven']).toContain(details.value);
    }
  });

  it('of which nothing is known is the fallback, else the default and an error', async () => {
    await stage.api.fault({ mode: 'down' });
    const entitlementsFallback = {
      'feature-a': { hasAccess: false },
      'feature-b': { hasAccess: true, value: 3 },
      'feature-c': { hasAccess: true, values: ['csv'] },
    };
    const client = stage.client({ initTimeoutMs: 200, entitlementsFallback });
    await OpenFeature.setProviderAndWait(new StiggWebProvider({ client })).catch(() => {});
    expect(flags.getBooleanDetails('feature-a', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
    expect(flags.getNumberDetails('feature-b', 1)).toMatchObject({ value: 3, reason: 'DEFAULT' });
    expect(flags.getStringValue('feature-c', '')).toBe('csv');
    expect(flags.getNumberDetails('feature-c', 5)).toMatchObject({ value: 5, errorCode: 'TYPE_MISMATCH' });
    expect(flags.getBooleanDetails('feature-sso', true)).toMatchObject({
      value: true,
      errorCode: 'PROVIDER_NOT_READY',
    });
  });

  it('that is too old is denied, not the default', async () => {
    const client = stage.client({ maxStaleMs: 200 });
    await provide(client);
    await until(() => client.status.source === 'fallback', { what: 'the answers are too old' });
    expect(flags.getBooleanDetails('feature-audit-log', true)).toMatchObject({
      value: false,
      reason: 'DEFAULT',
    });
  });

  it('that has no fallback in offline mode is not found', async () => {
    await provide(stage.client({ offline: true, entitlementsFallback: { f: { hasAccess: true } } }));
    expect(flags.getBooleanDetails('f', false)).toMatchObject({ value: true, reason: 'DEFAULT' });
    expect(flags.getBooleanDetails('g', false)).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
    expect(flags.providerStatus).toBe(ProviderStatus.READY);
  });

  it('tells that it was kept, or is not confirmed any more', async () => {
    const server = stage.client();
    await server.waitForInitialization();
    const bootstrap = server.exportSnapshot() ?? undefined;
    server.close();
    await stage.api.fault({ mode: 'hang' });
    const client = stage.client(bootstrap && { bootstrap });
    await provide(client);
    const details = () => flags.getBooleanDetails('feature-audit-log', false);
    expect(details()).toMatchObject({ value: true, reason: 'CACHED', flagMetadata: { source: 'bootstrap' } });
    await stage.api.heal();
    await client.refresh();
    expect(details().reason).toBe('TARGETING_MATCH');
    await stage.api.fault({ mode: 'down' });
    await client.refresh().catch(() => {});
    expect(details()).toMatchObject({ value: true, reason: 'STALE' });
  });
});

describe('events', () => {
  it('tell which flags changed, and of staleness, as the SDK does by its status', async () => {
    const client = stage.client();
    await provide(client);
    expect(heard).toEqual([ProviderEvents.Ready]);
    await client.refresh();
    await grant('feature-audit-log', false);
    await client.refresh();
    await hears(ProviderEvents.ConfigurationChanged);
    expect(heard).toEqual([ProviderEvents.Ready, [ProviderEvents.ConfigurationChanged, 'feature-audit-log']]);
    await stage.api.fault({ mode: 'down' });
    await client.refresh().catch(() => {});
    await hears(ProviderEvents.Stale);
    expect(flags.providerStatus).toBe(ProviderStatus.STALE);
    heard = [];
    await stage.api.heal();
    await client.refresh();
    await hears(ProviderEvents.Ready);
    expect(flags.providerStatus).toBe(ProviderStatus.READY);
    expect(heard).toEqual([ProviderEvents.Ready]);
  });

  it('tell of a failed start, and of the recovery', async () => {
    await stage.api.fault({ mode: 'down' });
    const client = stage.client({ initTimeoutMs: 200 });
    const code = await outcomeOf(OpenFeature.setProviderAndWait(new StiggWebProvider({ client })));
    expect(['NETWORK', 'TIMEOUT']).toContain(code);
    expect(heard).toEqual([ProviderEvents.Error]);
    expect(flags.providerStatus).toBe(ProviderStatus.ERROR);
    await stage.api.heal();
    await client.refresh();
    await hears(ProviderEvents.Ready);
    expect(flags.getBooleanValue('feature-audit-log', false)).toBe(true);
  });

  it('tell that what is served is not confirmed yet', async () => {
    const server = stage.client();
    await server.waitForInitialization();
    const bootstrap = server.exportSnapshot() ?? undefined;
    server.close();
    await stage.api.fault({ mode: 'hang' });
    const client = stage.client(bootstrap && { bootstrap });
    await provide(client);
    await hears(ProviderEvents.Stale);
    expect(heard).toEqual([ProviderEvents.Ready, ProviderEvents.Stale]);
    expect(flags.providerStatus).toBe(ProviderStatus.STALE);
  });

  it('tell that a customer signed out', async () => {
    const client = stage.client();
    await provide(client);
    void client.clearCustomer();
    await hears(ProviderEvents.ConfigurationChanged);
    expect(flags.getBooleanDetails('feature-audit-log', false)).toMatchObject({
      errorCode: 'TARGETING_KEY_MISSING',
    });
  });
});

describe('the context', () => {
  it('names customer and resource', async () => {
    await OpenFeature.setContext({ targetingKey: 'customer-globex' });
    await provide(stage.client());
    expect(flags.getBooleanValue('feature-sso', false)).toBe(true);
    heard = [];
    await OpenFeature.setContext({ targetingKey: CUSTOMER, resourceId: 'workspace-berlin' });
    expect(heard).toEqual([ProviderEvents.Reconciling, ProviderEvents.ContextChanged]);
    expect(flags.getBooleanValue('feature-sso', true)).toBe(false);
    expect(flags.getObjectValue('feature-reports', {})).toMatchObject({ currentUsage: 48 });
    await OpenFeature.setContext({ targetingKey: CUSTOMER });
    expect(flags.getObjectValue('feature-reports', {})).toMatchObject({ currentUsage: 12 });
  });

  it('whose answers are not confirmed is stale', async () => {
    const client = stage.client();
    await provide(client);
    await OpenFeature.setContext({ targetingKey: 'customer-globex' });
    await stage.api.fault({ mode: 'down' });
    await OpenFeature.setContext({ targetingKey: CUSTOMER });
    await hears(ProviderEvents.Stale);
    expect(flags.providerStatus).toBe(ProviderStatus.STALE);
    expect(flags.getBooleanValue('feature-audit-log', false)).toBe(true);
  });

  it('that says nothing new asks for nothing', async () => {
    await provide(stage.client());
    await OpenFeature.setContext({ targetingKey: CUSTOMER, colour: 'blue' });
    expect(heard).toEqual([ProviderEvents.Ready, ProviderEvents.ContextChanged]);
  });

  it('without a customer any more takes all answers away, and signs nobody out', async () => {
    await OpenFeature.setContext({ targetingKey: CUSTOMER });
    const client = stage.client();
    await provide(client);
    expect(flags.getBooleanValue('feature-audit-log', false)).toBe(true);
    await OpenFeature.setContext({});
    expect(flags.getBooleanDetails('feature-audit-log', false)).toMatchObject({
      value: false,
      errorCode: 'TARGETING_KEY_MISSING',
    });
    expect(client.status.phase).toBe('ready');
    await OpenFeature.setContext({ targetingKey: CUSTOMER });
    expect(flags.getBooleanValue('feature-audit-log', false)).toBe(true);
  });

  it('of a customer whom the API does not know is an error, and nothing of the former one is left', async () => {
    await provide(stage.client());
    await OpenFeature.setContext({ targetingKey: 'customer-nobody' });
    expect(heard).toContain(ProviderEvents.Error);
    expect(flags.providerStatus).toBe(ProviderStatus.ERROR);
    expect(flags.getBooleanDetails('feature-audit-log', false)).toMatchObject({
      value: false,
      errorCode: 'PROVIDER_NOT_READY',
    });
  });

  it('brings the token of its customer', async () => {
    await stage.api.patch({
      customerTokens: { enforced: true, accepted: { [CUSTOMER]: ['a'], 'customer-globex': ['g'] } },
    });
    const tokens = ['g'];
    const client = stage.client({ customerToken: 'a' });
    const customerToken = async () => tokens.pop() ?? 'none';
    await OpenFeature.setProviderAndWait(new StiggWebProvider({ client, customerToken }));
    await OpenFeature.setContext({ targetingKey: 'customer-globex' });
    expect(flags.getBooleanValue('feature-sso', false)).toBe(true);
  });
});

it('a client of its own is made for the context, and closed when the provider is replaced', async () => {
  await OpenFeature.setContext({ targetingKey: CUSTOMER });
  const options = {
    apiKey: API_KEY,
    baseUri: stage.api.url,
    refreshIntervalMs: 0,
    logConfiguration: { logLevel: 'NONE' },
  } as const;
  const made = vi.spyOn(Stigg, 'initialize');
  const phases = () => made.mock.results.map(({ value }) => (value as StiggClient).status.phase);
  const provider = new StiggWebProvider({ options });
  await OpenFeature.setProviderAndWait(provider);
  expect(flags.getBooleanValue('feature-audit-log', false)).toBe(true);
  expect(phases()).toEqual(['ready']);
  await OpenFeature.clearProviders();
  expect(phases()).toEqual(['closed']);
  expect(() => provider.resolveBooleanEvaluation('feature-audit-log', true)).toThrow(TypeError);
  await OpenFeature.setProviderAndWait(provider);
  expect(flags.getBooleanValue('feature-audit-log', false)).toBe(true);
  expect(phases()).toEqual(['closed', 'ready']);
  made.mockRestore();
});
