// The real event of a tab that goes behind another one, in a browser with a window.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_KEY, type Api, startApi } from '../support/api.js';
import { type Browser, launchBrowser, until } from '../support/browser.js';
import { initialized, makeClient, statusOf } from '../support/client-tab.js';
import { type Display, startDisplay } from '../support/display.js';
import { programsOf } from '../support/installation.js';
import { type Site, startSite } from '../support/site.js';
import { CUSTOMER } from '../support/stage.js';

const INTERVAL_MS = 2_000;
let api: Api;
let site: Site;
let display: Display;
let browser: Browser;
beforeAll(async () => {
  api = await startApi();
  site = await startSite();
  display = await startDisplay(programsOf('webkit').display ?? 'Xvfb');
  browser = await launchBrowser({ display: display.name });
});
afterAll(async () => {
  await browser?.close();
  await display?.stop();
  await site?.stop();
  await api?.close();
});

it('a hidden tab is refreshed more slowly, and at once when it is seen again', async () => {
  const tab = await browser.newTab(site.origin);
  await makeClient(tab, {
    apiKey: API_KEY,
    baseUri: api.url,
    customerId: CUSTOMER,
    refreshIntervalMs: INTERVAL_MS,
  });
  expect(await initialized(tab)).toBe('ready');
  const nextMs = async () => (await statusOf(tab)).nextRefreshInMs ?? 0;
  const isHidden = () => tab.evaluate(() => document.visibilityState === 'hidden');
  expect(await isHidden()).toBe(false);
  const other = await browser.newTab(site.origin);
  await other.bringToFront();
  await until(isHidden, { what: 'it is hidden' });
  await until(async () => (await nextMs()) > 3 * INTERVAL_MS, { what: 'the next refresh is far away' });

  // Longer than the usual interval, so that a refresh is due as soon as somebody looks.
  await until(async () => ((await statusOf(tab)).ageMs ?? 0) > 2 * INTERVAL_MS, { what: 'it is old' });
  await api.forgetRequests();
  await tab.bringToFront();
  await until(async () => (await api.requests()).length > 0, { what: 'it is refreshed' });
  await until(async () => (await nextMs()) < 2 * INTERVAL_MS, { what: 'it is back in the usual rhythm' });
});
