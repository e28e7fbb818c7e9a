import { Activity, createElement, StrictMode, Suspense } from 'react';
import type { StiggClient, StiggOptions } from 'stigg-offline';
import { Gate, StiggProvider, useEntitlements, useStigg } from 'stigg-offline/react';
import { afterEach, expect, it, vi } from 'vitest';
import { API_KEY } from '../support/api.js';
import { CUSTOMER, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';
import { mount, openDocument } from './dom.js';

const stage = setNodeStage();

/** As `stage.client` has them. */
const options = (more: StiggOptions = {}): StiggOptions => ({
  apiKey: API_KEY,
  baseUri: stage.api.url,
  customerId: CUSTOMER,
  refreshIntervalMs: 0,
  logConfiguration: { logLevel: 'NONE' },
  ...more,
});

/** The clients that were rendered with. */
let clients = new Set<StiggClient>();
afterEach(() => {
  for (const client of clients) client.close();
  clients = new Set();
});
const Seen = () => {
  clients.add(useStigg());
  return null;
};
const audit = createElement(Gate, { feature: 'feature-audit-log', fallback: 'no' }, 'yes');
const below = (given: StiggOptions) =>
  createElement(StiggProvider, { options: given }, audit, createElement(Seen));

it('makes one client of its options and closes it in the end, also in StrictMode', async () => {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
  openDocument();
  const given = options();
  const document = await mount(createElement(StrictMode, null, below(given)));
  await document.shows('yes');
  const [client, ...others] = clients;
  expect(others).toEqual([]);
  expect(client?.status.phase).toBe('ready');
  document.render(createElement(StrictMode, null, below({ ...given })));
  document.unmount();
  await until(() => client?.status.phase === 'closed', { what: 'the client is closed' });
  expect(clients.size).toBe(1);
  expect(complaints.mock.calls).toEqual([]);
  complaints.mockRestore();
});

it('makes another one when it comes back', async () => {
  const given = options();
  const first = await mount(below(given));
  await first.shows('yes');
  first.unmount();
  await until(() => [...clients].every(({ status }) => status.phase === 'closed'), { what: 'it is closed' });
  const second = await mount(below(given));
  await second.shows('yes');
  expect([...clients].map(({ status }) => status.phase)).toEqual(['closed', 'ready']);
});

it('makes another one when it was hidden for a while', async () => {
  // The same element each time, so that nothing but the return itself renders it again.
  const children = below(options());
  const app = (mode: 'visible' | 'hidden') => {
    const props = { mode, children };
    return createElement(Activity, props);
  };
  const phases = () => [...clients].map(({ status }) => status.phase).join();
  const document = await mount(app('visible'));
  await document.shows('yes');
  document.render(app('hidden'));
  await until(() => phases() === 'closed', { what: 'it is closed' });
  document.render(app('visible'));
  await until(() => phases() === 'closed,ready', { what: 'another one is ready' });
  await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-audit-log': false } } } });
  await [...clients][1]?.refresh();
  await document.shows('no');
});

it('leaves a client that the app has made alone', async () => {
  const client = stage.client();
  const document = await mount(createElement(StiggProvider, { client }, audit));
  await document.shows('yes');
  document.unmount();
  await client.refresh();
  expect(client.status.phase).toBe('ready');
});

it('takes another client of the app', async () => {
  const under = (client: StiggClient) => createElement(StiggProvider, { client }, audit);
  const document = await mount(under(stage.client()));
  await document.shows('yes');
  document.render(under(stage.client({ customerId: 'customer-initech' })));
  await document.shows('no');
});

it('suspends until the first load has ended, if a list asks for that', async () => {
  await stage.api.fault({ mode: 'slow', latencyMs: 300 });
  const lengths: number[] = [];
  const List = () => {
    const list = useEntitlements({ suspense: true });
    lengths.push(list.length);
    return createElement('i', null, 'loaded');
  };
  let fallbacks = 0;
  const Loading = () => {
    fallbacks++;
    return createElement('i', null, 'loading');
  };
  const list = createElement(Suspense, { fallback: createElement(Loading) }, createElement(List));
  const document = await mount(
    createElement(StiggProvider, { options: options() }, list, createElement(Seen)),
  );
  await document.shows('loaded');
  expect(fallbacks).toBeGreaterThan(0);
  expect(lengths[0]).toBeGreaterThan(0);
  expect(clients.size).toBe(1);
});

it('does not suspend for ever when the load fails', async () => {
  await stage.api.fault({ mode: 'down' });
  const List = () => createElement('i', null, useEntitlements({ suspense: true }).length);
  const list = createElement(Suspense, { fallback: 'loading' }, createElement(List));
  const given = options({ initTimeoutMs: 300, entitlementsFallback: { f: { hasAccess: true } } });
  const document = await mount(createElement(StiggProvider, { options: given }, list, createElement(Seen)));
  await document.shows('1');
});
