import { createElement, Suspense } from 'react';
import { renderToString } from 'react-dom/server';
import type { StiggClient, StiggOptions } from 'stigg-offline';
import { Gate, StiggProvider, useEntitlements, usePaywall, useStatus, useStigg } from 'stigg-offline/react';
import { afterEach, expect, it, vi } from 'vitest';
import { API_KEY } from '../support/api.js';
import { CUSTOMER, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';
import { hydrate, mount } from './dom.js';

// One test, as it has an order: a server has no `window`, and from the hydration on there is one.

const stage = setNodeStage();

let client: StiggClient | undefined;
afterEach(() => client?.close());

const rendered: string[] = [];
function Page() {
  client = useStigg();
  const { source, phase, revision } = useStatus();
  const { loading } = usePaywall();
  const text = `${source} ${phase} ${revision} ${useEntitlements().length} ${loading ? 'loading' : 'there'} `;
  rendered.push(text);
  return createElement('i', null, text);
}
const page = [
  createElement(Page, { key: 'page' }),
  createElement(
    Suspense,
    { key: 'gate' },
    createElement(Gate, { feature: 'feature-audit-log', fallback: 'no' }, 'yes'),
  ),
];

it('the page hydrates what the server has rendered, whatever it knows by then', async () => {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
  const server = stage.client();
  await server.waitForInitialization();
  const bootstrap = server.exportSnapshot() ?? undefined;
  const html = renderToString(createElement(StiggProvider, { client: server }, page));
  const count = (await server.getEntitlements()).length;
  expect(html).toContain(`bootstrap ready 1 ${count} loading `);
  expect(html).toContain('yes');
  server.close();

  const options: StiggOptions = {
    apiKey: API_KEY,
    baseUri: stage.api.url,
    customerId: CUSTOMER,
    refreshIntervalMs: 0,
    logConfiguration: { logLevel: 'NONE' },
    ...(bootstrap && { bootstrap }),
  };
  // By its options a server renders the same, and asks nobody.
  const app = createElement(StiggProvider, { options: { ...options } }, page);
  expect(renderToString(app)).toBe(html);
  expect(client?.status.phase).toBe('closed');

  // Something else on the page has the client already, and it knows better by now.
  await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-audit-log': false } } } });
  const elsewhere = await mount(createElement(StiggProvider, { options }, page[1]));
  await elsewhere.shows('no');
  rendered.length = 0;
  const document = await hydrate(html, createElement(StiggProvider, { options }, page));
  await until(() => document.text().startsWith('network ready'), { what: 'the page shows what is known' });
  expect(rendered[0]).toBe(`bootstrap ready 1 ${count} loading `);
  await until(() => document.text().endsWith('there no'), { what: 'the page shows all of it' });
  expect(document.mismatches).toEqual([]);
  expect(complaints.mock.calls).toEqual([]);
  complaints.mockRestore();
});
