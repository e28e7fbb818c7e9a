// Beginnings and ends: closing, signing out, switching and healing while something is under way.
import { describe, expect, it, vi } from 'vitest';
import { Checks } from '../../src/checks.js';
import { CUSTOMER, listen, outcomeOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();
/** What the engine speaks to. */
type Inner = { contextOf(): { readonly listener: { noted(): void } } };
const revoke = (featureId: string) =>
  stage.api.patch({ customers: { [CUSTOMER]: { grants: { [featureId]: false } } } });

it('makes the list of an update only where somebody listens to it', async () => {
  const list = vi.spyOn(Checks.prototype, 'list');
  try {
    const client = stage.client();
    await client.waitForInitialization();
    expect(list).not.toHaveBeenCalled();
    const updates = listen(client, 'entitlementsUpdated');
    await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
    await client.refresh();
    expect(updates).toHaveLength(1);
    expect(updates[0]?.entitlements).toBe(list.mock.results[0]?.value);
  } finally {
    list.mockRestore();
  }
});

describe('close', () => {
  it('ends a loaded client for good', async () => {
    const stigg = stage.client();
    await stigg.waitForInitialization();
    const heard = listen(stigg, 'initializeSuccessfully');
    const version = stigg.getSnapshot();
    stigg.close();
    stigg.clearResource();
    await new Promise((resolve) => setTimeout(resolve));
    expect(heard).toEqual([]);
    expect(stigg.getSnapshot()).toBe(version);
    expect(stigg.status.phase).toBe('closed');
    expect(await outcomeOf(stigg.waitForInitialization())).toBe('CLOSED');
    expect(await outcomeOf(stigg.refresh())).toBe('CLOSED');
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess).toBe(true);
  });

  it('by a listener, in the middle of an update, is no different', async () => {
    const stigg = stage.client();
    const waited = outcomeOf(stigg.waitForInitialization());
    stigg.addListener('entitlementsUpdated', () => stigg.close());
    expect(await waited).toBe('CLOSED');
  });

  it('ends what is waited for', async () => {
    await stage.api.fault({ mode: 'hang' });
    const stigg = stage.client();
    const waits = [stigg.waitForInitialization(), stigg.getEntitlements(), stigg.refresh()].map(outcomeOf);
    stigg.close();
    expect(await Promise.all(waits)).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
  });
});

describe('bootstrap', () => {
  it('does not bring back what was revoked since', async () => {
    const server = stage.client();
    await server.waitForInitialization();
    const bootstrap = server.exportSnapshot() ?? undefined;
    server.close();
    await revoke('feature-audit-log');
    const stigg = stage.client(bootstrap ? { bootstrap } : {});
    await until(() => stigg.status.source === 'network', { what: 'the network has answered' });
    const granted = () => stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess;
    expect(granted()).toBe(false);
    await stigg.setCustomerId('customer-initech');
    await stigg.setCustomerId(CUSTOMER);
    expect(granted()).toBe(false);
    await stigg.clearCustomer();
    await stage.api.fault({ mode: 'down' });
    await stigg.setCustomerId(CUSTOMER);
    expect(granted()).toBe(false);
  });

  it('is told as a success like any other', async () => {
    const server = stage.client();
    await server.waitForInitialization();
    const bootstrap = server.exportSnapshot();
    server.close();
    const stigg = stage.client(bootstrap ? { bootstrap } : {});
    const heard = listen(stigg, 'initializeSuccessfully');
    await stigg.waitForInitialization();
    expect(heard.length).toBe(1);
  });
});

describe('healing', () => {
  it('by another token is waited for', async () => {
    await stage.api.patch({ customerTokens: { enforced: true, accepted: { [CUSTOMER]: ['good'] } } });
    const stigg = stage.client({ customerToken: 'bad' });
    expect(await outcomeOf(stigg.waitForInitialization())).toBe('UNAUTHENTICATED');
    const healed = stigg.setCustomerId(CUSTOMER, 'good');
    expect(await outcomeOf(stigg.waitForInitialization())).toBe('resolved');
    await healed;
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess).toBe(true);
  });

  it('a token that is not named stays', async () => {
    await stage.api.patch({ customerTokens: { enforced: true, accepted: { [CUSTOMER]: ['good'] } } });
    const stigg = stage.client({ customerToken: 'good' });
    await stigg.setCustomerId(CUSTOMER);
    expect(await outcomeOf(stigg.refresh())).toBe('resolved');
  });

  it.each(['setResource', 'setCustomerId'] as const)('%s tries again what failed', async (method) => {
    await stage.api.fault({ mode: 'down' });
    const stigg = stage.client({ initTimeoutMs: 300, resourceId: 'workspace-berlin' });
    expect(await outcomeOf(stigg.waitForInitialization())).toBe('NETWORK');
    await stage.api.heal();
    await stigg[method](method === 'setResource' ? 'workspace-berlin' : CUSTOMER);
    expect([stigg.isCustomerLoaded, stigg.isResourceLoaded]).toEqual([true, true]);
    expect(stigg.status.phase).toBe('ready');
  });
});

describe('a switch while something is waited for', () => {
  it('gives the list of the later customer', async () => {
    await stage.api.fault({ mode: 'slow', latencyMs: 200 });
    const stigg = stage.client();
    const list = stigg.getEntitlements();
    void stigg.setCustomerId('customer-globex');
    expect((await list).map(({ feature }) => feature?.id)).toContain('feature-sso');
  });

  it('rejects what needs a customer when there is none any more', async () => {
    await stage.api.fault({ mode: 'slow', latencyMs: 200 });
    const stigg = stage.client();
    const list = outcomeOf(stigg.getEntitlements());
    void stigg.clearCustomer();
    expect(await list).toBe('NO_CUSTOMER');
  });

  it('lets a refresh of the former one end in peace', async () => {
    const stigg = stage.client();
    await stigg.waitForInitialization();
    await stage.api.fault({ mode: 'slow', latencyMs: 200 });
    const refreshed = outcomeOf(stigg.refresh());
    void stigg.setCustomerId('customer-globex');
    expect(await refreshed).toBe('resolved');
  });
});

it('signing out while starting tells of that, and of nothing else', async () => {
  await stage.api.fault({ mode: 'hang' });
  const stigg = stage.client();
  const heard: string[] = [];
  for (const event of ['initializeSuccessfully', 'initializeFailed', 'signedOut'] as const) {
    stigg.addListener(event, () => heard.push(event));
  }
  const waited = outcomeOf(stigg.waitForInitialization());
  void stigg.clearCustomer();
  expect(await waited).toBe('resolved');
  expect(stigg.status.phase).toBe('signed-out');
  expect(heard).toEqual(['signedOut']);
});

it('signing out and in again in one breath serves nothing of before', async () => {
  const stigg = stage.client();
  await stigg.waitForInitialization();
  await stage.api.fault({ mode: 'down' });
  const signedOut = stigg.clearCustomer();
  await stigg.setCustomerId(CUSTOMER);
  await signedOut;
  expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' })).toMatchObject({ isFallback: true });
});

it('a wait can be aborted', async () => {
  await stage.api.fault({ mode: 'hang' });
  const stigg = stage.client();
  const controller = new AbortController();
  const waited = stigg.waitForInitialization({ signal: controller.signal }).catch((error) => error);
  controller.abort('enough');
  expect(await waited).toMatchObject({ code: 'ABORTED', cause: 'enough' });
  expect(await outcomeOf(stigg.waitForInitialization({ signal: controller.signal }))).toBe('ABORTED');
});

describe('status', () => {
  it('is one frozen object until something changes', async () => {
    const stigg = stage.client();
    await stigg.waitForInitialization();
    const { status } = stigg;
    expect(Object.isFrozen(status)).toBe(true);
    await stigg.refresh();
    expect(stigg.status).toBe(status);
    const told = listen(stigg, 'statusChanged');
    await stage.api.fault({ mode: 'down' });
    await outcomeOf(stigg.refresh());
    expect(stigg.status).not.toBe(status);
    expect(told.at(-1)?.status).toBe(stigg.status);
    expect(stigg.status).toMatchObject({ stale: true, error: { code: 'NETWORK' } });
  });

  it('is news to a listener from when it listens, whoever has asked for it before', async () => {
    const stigg = stage.client();
    await stigg.waitForInitialization();
    await stage.api.fault({ mode: 'down' });
    await outcomeOf(stigg.refresh());
    const told = listen(stigg, 'statusChanged');
    await outcomeOf(stigg.refresh());
    expect(told).toEqual([]);
    await stage.api.fault({ mode: 'none' });
    await stigg.refresh();
    expect(told.map(({ status }) => status.error)).toEqual([undefined]);
    expect(told[0]?.status).toBe(stigg.status);
  });

  it('goes with the answers when a subscriber is told', async () => {
    const stigg = stage.client();
    const seen: unknown[] = [];
    stigg.subscribe(() => {
      const { hasAccess } = stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' });
      seen.push([hasAccess, stigg.status.source]);
    });
    await stigg.waitForInitialization();
    expect(seen).toEqual([[true, 'network']]);
  });

  it('tells by itself that an answer has become too old, and so does subscribe', async () => {
    const stigg = stage.client({ maxStaleMs: 2000 });
    // Both from the start: on a busy machine the answer is too old before a wait for it goes on.
    const told = listen(stigg, 'statusChanged');
    const seen: unknown[] = [];
    const stop = stigg.subscribe(() => seen.push(stigg.status.source));
    const isSeen = async () => {
      // One that came too late was never an answer: the first request of all takes long.
      if (!seen.includes('network')) await stigg.refresh();
      return seen.includes('network');
    };
    await until(isSeen, { what: 'a subscriber sees an answer' });
    await until(() => seen.at(-1) === 'fallback', { what: 'a subscriber sees that it is too old' });
    expect(told.at(-1)?.status).toMatchObject({ source: 'fallback', stale: true });
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).isFallback).toBe(true);
    stop();
    const before = seen.length;
    await stigg.refresh();
    expect(seen.length).toBe(before);
  });
});

it('a subscriber is told of an answer that is too old by whatever comes first, and that it may be given again', async () => {
  const stigg = stage.client();
  await stigg.waitForInitialization();
  const seen: unknown[] = [];
  stigg.subscribe(() => seen.push([stigg.status.source, stigg.getSnapshot()]));
  const version = stigg.getSnapshot();
  // The device was asleep, and the engine says something before any timer runs.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 86_400_000 });
  try {
    const { listener } = (stigg as unknown as Inner).contextOf();
    listener.noted();
    listener.noted();
    expect(seen).toEqual([['fallback', version + 1]]);
    await stigg.refresh();
    expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }).isFallback).toBe(false);
    expect(seen.at(-1)).toEqual(['network', stigg.getSnapshot()]);
  } finally {
    vi.useRealTimers();
  }
});

it('a held answer stays fresh while a newer snapshot says the same, and not longer', async () => {
  const stigg = stage.client();
  await stigg.waitForInitialization();
  const held = stigg.getMeteredEntitlement({ featureId: 'feature-seats', options: { requestedUsage: 3 } });
  const list = await stigg.getEntitlements();
  await revoke('feature-audit-log');
  await stigg.refresh();
  expect(stigg.freshnessOf(held)).toMatchObject({ source: 'network', stale: false });
  expect(stigg.freshnessOf(list).stale).toBe(true);
  await stage.api.patch({ customers: { [CUSTOMER]: { usage: { 'feature-seats': 11 } } } });
  await stigg.refresh();
  expect(stigg.freshnessOf(held).stale).toBe(true);
  const [fallback] = await stage
    .client({ offline: true, entitlementsFallback: { f: { hasAccess: true } } })
    .getEntitlements();
  expect(fallback).toMatchObject({ feature: { id: 'f' } });
});

it('with nothing stored and a hanging request, refresh and initialize at once do not loop', async () => {
  const stigg = stage.client({ persist: false });
  await Promise.all([stigg.refresh(), stigg.waitForInitialization()]);
  expect(stigg.status.phase).toBe('ready');
});
