// Plain http off localhost: no Web Locks, so nothing is shared and nothing is stored.
import { expect, it } from 'vitest';
import { API_KEY, startApi } from '../support/api.js';
import { launchBrowser } from '../support/browser.js';
import { hasAccess, initialized, makeClient, statusOf } from '../support/client-tab.js';
import { startSite } from '../support/site.js';

it('runs in the page, in memory only', async () => {
  const api = await startApi();
  const site = await startSite();
  const browser = await launchBrowser({ args: ['--host-resolver-rules=MAP plain.test 127.0.0.1'] });
  const tab = await browser.newTab(site.origin.replace('localhost', 'plain.test'));
  const logged: string[] = [];
  tab.page.on('console', (message) => logged.push(message.text()));
  await makeClient(tab, {
    apiKey: API_KEY,
    baseUri: api.url.replace('127.0.0.1', 'plain.test'),
    customerId: 'customer-acme',
    logConfiguration: { logLevel: 'LOG' },
  });
  expect(await tab.evaluate(() => isSecureContext)).toBe(false);
  expect(await initialized(tab)).toBe('ready');
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  expect(await statusOf(tab)).toMatchObject({ host: 'page', persistence: 'memory', source: 'network' });
  expect(await tab.evaluate(() => indexedDB.databases())).toEqual([]);
  expect(logged.join('\n')).toContain('not a secure context');
  await browser.close();
  await site.stop();
  await api.close();
});
