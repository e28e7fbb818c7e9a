// Loading, refreshing and switching, through the public API in Node.
import { describe, expect, it } from 'vitest';
import { CUSTOMER, listen, outcomeOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();
const grants = (features: Record<string, object | false>) =>
  stage.api.patch({ customers: { [CUSTOMER]: { grants: features } } });
const requestsFor = async (customerId: string) =>
  (await stage.api.requests()).filter(({ variables }) => variables.query?.customerId === customerId);

describe('the first request', () => {
  it('asks for entitlements and configuration, with the documented headers and nothing else of ours', async () => {
    await stage.api.patch({ configuration: { isWidgetWatermarkEnabled: true } });
    const stigg = stage.client({ customerToken: 'token-of-acme' });
    await stigg.waitForInitialization();
    await stigg.refresh();
    const [first, second] = await stage.api.requests();
    expect(first).toMatchObject({
      operationName: 'GetEntitlements',
      variables: { query: { customerId: CUSTOMER } },
    });
    const own = Object.keys(first?.headers ?? {}).filter(
      (name) => name.startsWith('x-') || name === 'source',
    );
    expect(own.sort()).toEqual(['source', 'x-api-key', 'x-customer-key']);
    expect(first?.headers.source).toBe('JS_CLIENT_SDK');
    expect(second).toMatchObject({ operationName: 'GetEntitlements' });
    expect(stigg.isWidgetWatermarkEnabled).toBe(true);
    expect(stigg.isCustomerLoaded).toBe(true);
  });

  it('loads both lists when customer, token and resource are all given', async () => {
    const stigg = stage.client({ customerToken: 'token-of-acme', resourceId: 'workspace-berlin' });
    await stigg.waitForInitialization();
    expect([stigg.isCustomerLoaded, stigg.isResourceLoaded]).toEqual([true, true]);
    const reports = stigg.getMeteredEntitlement({
      featureId: 'feature-reports',
      resourceId: 'workspace-berlin',
    });
    expect(reports).toMatchObject({ isFallback: false, currentUsage: 48 });
    const asked = (await stage.api.requests()).map(({ variables }) => variables.query?.resourceId ?? null);
    expect(asked.sort()).toEqual([null, 'workspace-berlin'].sort());
  });

  it("an unknown resource leaves the customer's list alone", async () => {
    const stigg = stage.client({ resourceId: 'no-such-workspace' });
    await stigg.waitForInitialization();
    expect([stigg.isCustomerLoaded, stigg.isResourceLoaded]).toEqual([true, false]);
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess).toBe(true);
    const there = stigg.getBooleanEntitlement({
      featureId: 'feature-audit-log',
      resourceId: 'no-such-workspace',
    });
    expect(there).toEqual({ isFallback: true, hasAccess: false, accessDeniedReason: 'Unknown' });
    expect(await outcomeOf(stigg.refresh())).toBe('NOT_FOUND');
  });

  it('is not sent with lazyLoad before it is asked for', async () => {
    const stigg = stage.client({ lazyLoad: true });
    await stigg.waitForInitialization();
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).isFallback).toBe(true);
    expect(await stage.api.requests()).toEqual([]);
    expect((await stigg.getEntitlements()).length).toBe(7);
    expect((await stage.api.requests()).length).toBe(1);
  });
});

describe('refresh', () => {
  it('sees that the most recently updated entitlement was revoked', async () => {
    await grants({ 'feature-sso': {} });
    const stigg = stage.client();
    await stigg.waitForInitialization();
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' }).hasAccess).toBe(true);
    await grants({ 'feature-sso': false });
    await stigg.refresh();
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' })).toEqual({
      hasAccess: false,
      accessDeniedReason: 'CustomerNotEntitledForFeature',
      isFallback: false,
    });
  });

  it('gets newer data than a request that is under way', async () => {
    const stigg = stage.client();
    await stigg.waitForInitialization();
    await stage.api.fault({ mode: 'slow', latencyMs: 400 });
    const earlier = stigg.refresh();
    await until(async () => (await stage.api.requests()).length === 2, { what: 'the request is under way' });
    await grants({ 'feature-sso': {} });
    const [later, together] = [stigg.refresh(), stigg.refresh()];
    await earlier;
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' }).hasAccess).toBe(false);
    await Promise.all([later, together]);
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' }).hasAccess).toBe(true);
    expect((await stage.api.requests()).length).toBe(3);
  });

  it('works after a failed load', async () => {
    await stage.api.fault({ mode: 'down' });
    const stigg = stage.client({ initTimeoutMs: 300 });
    expect(await outcomeOf(stigg.waitForInitialization())).toBe('NETWORK');
    await stage.api.heal();
    await stigg.refresh();
    expect(stigg.status.phase).toBe('ready');
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess).toBe(true);
    expect(await stigg.waitForInitialization()).toBe(stigg);
  });

  it('rejects with the server code and without key or customer in the message', async () => {
    const stigg = stage.client({ customerId: 'nobody-we-know' });
    const error = await stigg.refresh().catch((reason) => reason);
    expect(error).toMatchObject({ name: 'StiggError', code: 'NOT_FOUND', serverCode: 'CustomerNotFound' });
    expect(error.retryable).toBe(false);
    expect(`${error.message} ${error.stack}`).not.toMatch(/nobody-we-know|client-playground/);
  });
});

describe('a switch of the customer', () => {
  it('drops the slow answer for the former one', async () => {
    await stage.api.fault({ mode: 'slow', latencyMs: 500, variables: { query: { customerId: CUSTOMER } } });
    const stigg = stage.client();
    const updates = listen(stigg, 'entitlementsUpdated');
    await until(async () => (await requestsFor(CUSTOMER)).length === 1, { what: 'A is under way' });
    await stigg.setCustomerId('customer-initech');
    expect(stigg.getNumericEntitlement({ featureId: 'feature-history-days' }).value).toBe(7);
    const before = updates.length;
    // That nothing happens needs a span of time: longer than the late answer takes.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(stigg.getNumericEntitlement({ featureId: 'feature-history-days' }).value).toBe(7);
    expect(updates.length).toBe(before);
  });

  it('shows nothing of the former one from the moment of the call', async () => {
    const stigg = stage.client({ customerId: 'customer-globex' });
    await stigg.waitForInitialization();
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' }).hasAccess).toBe(true);
    const switched = stigg.setCustomerId(CUSTOMER);
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' })).toMatchObject({ isFallback: true });
    await switched;
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' })).toMatchObject({
      isFallback: false,
      hasAccess: false,
    });
  });

  it('right after initialize loads the later one only', async () => {
    const stigg = stage.client({ customerId: null });
    void stigg.setCustomerId('customer-globex');
    await stigg.waitForInitialization();
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-sso' }).hasAccess).toBe(true);
  });
});

describe('resources', () => {
  it('are asked by id, and only the current one', async () => {
    const stigg = stage.client();
    await stigg.waitForInitialization();
    await stigg.setResource('workspace-lisbon');
    const days = (resourceId: string | null) =>
      stigg.getNumericEntitlement({ featureId: 'feature-history-days', resourceId });
    expect(days('workspace-lisbon').value).toBe(7);
    expect(days(null).value).toBe(90);
    expect(days('workspace-berlin').isFallback).toBe(true);
    stigg.clearResource();
    expect(days('workspace-lisbon').isFallback).toBe(true);
    expect(await stigg.getEntitlements('workspace-lisbon')).toEqual([]);
  });

  it('need a customer', async () => {
    const stigg = stage.client({ customerId: null });
    expect(await outcomeOf(stigg.setResource('workspace-lisbon'))).toBe('NO_CUSTOMER');
    expect(await outcomeOf(stigg.getEntitlements())).toBe('NO_CUSTOMER');
    expect(await outcomeOf(stigg.waitForInitialization())).toBe('resolved');
  });
});

describe('listeners', () => {
  it('that throw break nothing', async () => {
    const messages: unknown[][] = [];
    const logger = { log() {}, error: (...message: unknown[]) => messages.push(message) };
    const stigg = stage.client({ logConfiguration: { logger } });
    stigg.addListener('entitlementsUpdated', () => {
      throw new Error('from a listener');
    });
    stigg.subscribe(() => {
      throw new Error('from a subscriber');
    });
    const updates = listen(stigg, 'entitlementsUpdated');
    await stigg.waitForInitialization();
    expect(updates.length).toBe(1);
    expect(stigg.status.phase).toBe('ready');
    expect(messages.map(([, error]) => String(error))).toEqual(
      expect.arrayContaining(['Error: from a listener', 'Error: from a subscriber']),
    );
  });

  it('hear which answers changed, and nothing when none did', async () => {
    const stigg = stage.client();
    const updates = listen(stigg, 'entitlementsUpdated');
    await stigg.waitForInitialization();
    expect(updates.map(({ changed }) => changed.length)).toEqual([7]);
    const version = stigg.getSnapshot();
    await stigg.refresh();
    expect(updates.length).toBe(1);
    expect(stigg.getSnapshot()).toBe(version);
    await grants({ 'feature-sso': {} });
    await stage.api.patch({ customers: { [CUSTOMER]: { usage: { 'feature-seats': 17 } } } });
    await stigg.refresh();
    expect([...(updates[1]?.changed ?? [])].sort()).toEqual(['feature-seats', 'feature-sso']);
    expect(updates[1]?.resourceId).toBeNull();
    expect(updates[1]?.entitlements.length).toBe(8);
    expect(stigg.getSnapshot()).not.toBe(version);
  });

  it('are removed by the function that adding gives, and by removeListener', async () => {
    const stigg = stage.client();
    const heard: string[] = [];
    const stop = stigg.addListener('initializeSuccessfully', () => heard.push('stopped'));
    const removed = () => heard.push('removed');
    stigg.addListener('initializeSuccessfully', removed);
    stigg.addListener('initializeSuccessfully', () => heard.push('kept'));
    stop();
    stigg.removeListener('initializeSuccessfully', removed);
    await stigg.waitForInitialization();
    expect(heard).toEqual(['kept']);
  });
});

describe('answers', () => {
  it('are the same frozen object while they are the same', async () => {
    const stigg = stage.client();
    await stigg.waitForInitialization();
    const ask = () =>
      stigg.getMeteredEntitlement({ featureId: 'feature-seats', options: { fallback: { hasAccess: true } } });
    const first = ask();
    expect(Object.isFrozen(first)).toBe(true);
    expect(ask()).toBe(first);
    await grants({ 'feature-sso': {} });
    await stigg.refresh();
    expect(ask()).toBe(first);
    expect(stigg.freshnessOf(first)).toMatchObject({ source: 'network', stale: false });
    await stage.api.patch({ customers: { [CUSTOMER]: { usage: { 'feature-seats': 19 } } } });
    await stigg.refresh();
    expect(ask()).not.toBe(first);
    expect(ask().currentUsage).toBe(19);
  });

  it('carry no freshness but that of a fallback before anything is known', async () => {
    const stigg = stage.client({ lazyLoad: true });
    const answer = stigg.getBooleanEntitlement({ featureId: 'feature-sso' });
    expect(stigg.freshnessOf(answer)).toEqual({
      source: 'fallback',
      fetchedAt: null,
      ageMs: null,
      stale: true,
    });
  });

  it('give way to fallbacks past maxStaleMs, feature by feature', async () => {
    const stigg = stage.client({
      maxStaleMs: { default: 60_000, features: { 'feature-audit-log': 0 } },
      entitlementsFallback: { 'feature-audit-log': { hasAccess: false } },
    });
    await stigg.waitForInitialization();
    await until(() => stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).isFallback, {
      what: 'the answer is too old',
    });
    expect(stigg.getNumericEntitlement({ featureId: 'feature-history-days' }).isFallback).toBe(false);
    const list = await stigg.getEntitlements();
    const listed = list.find(({ feature }) => feature?.id === 'feature-audit-log');
    expect(listed).toMatchObject({ isFallback: true, hasAccess: false });
  });
});
