import type { StiggOptions } from 'stigg-offline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_KEY, type Api, startApi } from '../support/api.js';
import { type Browser, launchBrowser, type Tab } from '../support/browser.js';
import { type Site, startSite } from '../support/site.js';
import { readVectors } from '../support/vectors.js';

let api: Api;
let site: Site;
let browser: Browser;
let tab: Tab;
beforeAll(async () => {
  api = await startApi({ exposeHeaders: true });
  site = await startSite();
  browser = await launchBrowser();
  tab = await browser.newTab(site.origin);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  await api.close();
});

it.each(readVectors())('answers, in the browser: $name', async ({ wire, options, now, call, expected }) => {
  await api.reset();
  await api.clock(now ?? null);
  const { customerId, resourceId } = options as { customerId: string | null; resourceId?: string };
  if (customerId !== null) await api.answer(customerId, wire);
  if (customerId !== null && resourceId) await api.answer(customerId, wire, resourceId);
  const plain = { apiKey: API_KEY, baseUri: api.url, vocabulary: 'api', ...options };
  const { answer, host } = await tab.evaluate(
    async (given, { method, args }) => {
      const { default: Stigg } = await window.load('stigg-offline');
      const stigg = Stigg.initialize({
        ...given,
        host: 'shared-worker',
        persist: false,
        logConfiguration: { logLevel: 'NONE' },
      } as StiggOptions);
      await stigg.waitForInitialization();
      const ask = stigg[method as 'getBooleanEntitlement'] as (...args: unknown[]) => unknown;
      const result = JSON.stringify(await ask.apply(stigg, [...args]));
      const { host } = stigg.status;
      stigg.close();
      return { answer: result, host };
    },
    plain,
    call,
  );
  expect(JSON.parse(answer)).toEqual(expected);
  const asksTheApi = customerId !== null && options.offline !== true;
  expect(host).toBe(asksTheApi ? 'shared-worker' : 'none');
});
