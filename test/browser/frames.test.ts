// A client in a frame of another site, and in a sandboxed one, which has no origin: no storage, no locks, no workers there.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/browser.js';
import { framedApp } from '../support/framed-app.js';
import { defaultPage, type Site, startSite } from '../support/site.js';
import { CUSTOMER, setStage } from '../support/stage.js';

declare global {
  interface Window {
    /** What the frame has told last. */
    told: Record<string, unknown> | undefined;
  }
}

const stage = setStage();
let other: Site;
beforeAll(async () => {
  other = await startSite({ headers: { 'Access-Control-Allow-Origin': '*' } });
});
afterAll(() => other?.stop());

const TOLD = `{
  origin: globalThis.origin, host: stigg.status.host, source: stigg.status.source,
  log: has('feature-audit-log'), sso: has('feature-sso'), unhandled,
}`;

it.each([
  { what: 'of another site', sandbox: '', host: 'shared-worker' },
  { what: 'that is sandboxed', sandbox: 'sandbox="allow-scripts"', host: 'page' },
])('a client in a frame $what answers from host $host and stays current', async ({ sandbox, host }) => {
  const address = other.origin.replace('localhost', '127.0.0.1');
  other.serve('/frame', { body: framedApp(stage.api.url, TOLD) });
  stage.site.serve('/framing', {
    body: defaultPage.replace(
      '<body>',
      `<body><script>addEventListener('message', ({ data }) => { if (data?.origin) window.told = data; });</script>
<iframe ${sandbox} src="${address}/frame"></iframe>`,
    ),
  });
  const tab = await stage.open(undefined, '/framing');
  const told = () => tab.evaluate(() => window.told ?? {});
  await until(async () => (await told()).source === 'network', { what: 'the frame has its answers' });
  expect(await told()).toEqual({
    origin: sandbox ? 'null' : address,
    host,
    source: 'network',
    log: true,
    sso: false,
    unhandled: [],
  });
  await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
  await until(async () => (await told()).sso === true, { what: 'the frame has the grant' });
  expect((await told()).unhandled).toEqual([]);
});
