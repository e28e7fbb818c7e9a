import type { ExportedSnapshot } from 'stigg-offline';
import { expect, it } from 'vitest';
import { CUSTOMER, listen, outcomeOf, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();

/** As a server would render it, and a page receive it. */
async function exported(options = {}): Promise<ExportedSnapshot> {
  const server = stage.client(options);
  await server.waitForInitialization();
  const snapshot = server.exportSnapshot();
  expect(snapshot).not.toBeNull();
  server.close();
  return JSON.parse(JSON.stringify(snapshot));
}

it('answers before any I/O, also while the API is down', async () => {
  const bootstrap = await exported({ resourceId: 'workspace-berlin' });
  expect(JSON.stringify(bootstrap)).not.toMatch(/client-playground|customer-acme/);
  await stage.api.fault({ mode: 'down' });
  const stigg = stage.client({ bootstrap, resourceId: 'workspace-berlin' });
  const answer = stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' });
  expect(answer).toMatchObject({ hasAccess: true, isFallback: false });
  expect(stigg.freshnessOf(answer)).toMatchObject({ source: 'bootstrap', stale: true });
  const reports = stigg.getMeteredEntitlement({
    featureId: 'feature-reports',
    resourceId: 'workspace-berlin',
  });
  expect(reports.currentUsage).toBe(48);
  expect(await outcomeOf(stigg.waitForInitialization())).toBe('resolved');
  expect(stigg.status).toMatchObject({ phase: 'ready', source: 'bootstrap', stale: true });
});

it('gives way to the network, and changes nothing that is the same', async () => {
  const bootstrap = await exported();
  const stigg = stage.client({ bootstrap });
  const updates = listen(stigg, 'entitlementsUpdated');
  const before = stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' });
  await until(() => stigg.status.source === 'network', { what: 'the network has answered' });
  expect(updates).toEqual([]);
  expect(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' })).toBe(before);
  await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-audit-log': false } } } });
  await stigg.refresh();
  expect(updates.map(({ changed }) => changed)).toEqual([['feature-audit-log']]);
});

it.each([
  ["another customer's", (snapshot: ExportedSnapshot) => snapshot, { customerId: 'customer-initech' }],
  ['one that was changed on the way', (snapshot: ExportedSnapshot) => ({ ...snapshot, exportedAt: 1 }), {}],
  ['one of another format', (snapshot: ExportedSnapshot) => ({ ...snapshot, format: 99 }), {}],
  ['something else', () => ({}) as ExportedSnapshot, {}],
])('is ignored and logged: %s', async (_, change, options) => {
  const bootstrap = change(await exported());
  await stage.api.fault({ mode: 'down' });
  const messages: string[] = [];
  const logger = { log() {}, error: (message: string) => messages.push(message) };
  const stigg = stage.client({ bootstrap, logConfiguration: { logger }, ...options });
  const answer = stigg.getBooleanEntitlement({
    featureId: 'feature-audit-log',
    options: { fallback: { hasAccess: false } },
  });
  expect(answer.isFallback).toBe(true);
  expect(messages).toEqual([expect.stringContaining('bootstrap was ignored')]);
});

it('is nothing where nothing is known', () => {
  expect(stage.client({ lazyLoad: true }).exportSnapshot()).toBeNull();
});
