// React's StrictMode makes everything twice.
import { expect, it } from 'vitest';
import { until } from '../support/browser.js';
import { initialized, statusOf } from '../support/client-tab.js';
import { setStage } from '../support/stage.js';

const stage = setStage();

it('initialize twice with the same options shares the engine and leaks nothing', async () => {
  const tab = await stage.open();
  await tab.evaluate(() => {
    window.locksHeld = async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      return [...held, ...pending].filter(({ name }) => name?.startsWith('stigg-offline:tab:')).length;
    };
    window.engines = async () => {
      const { held = [] } = await navigator.locks.query();
      return held.filter(({ name }) => name?.startsWith('stigg-offline:engine:')).length;
    };
  });
  expect(await initialized(tab)).toBe('ready');
  const options = {
    apiKey: 'client-playground',
    baseUri: stage.api.url,
    customerId: 'customer-acme',
    refreshIntervalMs: 500,
  };
  await tab.evaluate(async (given) => {
    const { default: Stigg } = await window.load('stigg-offline');
    window.twin = Stigg.initialize(given);
    await window.twin.waitForInitialization();
  }, options);
  // Each engine holds a lock while it lives.
  expect(await tab.evaluate(() => window.engines())).toBe(1);

  await stage.api.forgetRequests();
  await until(async () => (await stage.api.requests()).length >= 4, { what: 'it refreshes' });
  const times = (await stage.api.requests()).map(({ time }) => Date.parse(time));
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(0.85 * 500 * (times.length - 1));

  // The first is given up, as StrictMode does; the second goes on.
  await tab.evaluate(() => window.stigg.close());
  await stage.api.forgetRequests();
  await until(async () => (await stage.api.requests()).length >= 2, {
    what: 'the other client is refreshed',
  });
  expect((await statusOf(tab)).phase).toBe('closed');
  await tab.evaluate(() => window.twin.close());
  await until(async () => (await tab.evaluate(() => window.locksHeld())) === 0, { what: 'no lock is left' });
  await stage.api.forgetRequests();
  // The absence of requests needs a span of time: three intervals.
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
  expect(await stage.api.requests()).toEqual([]);
});

declare global {
  interface Window {
    twin: Window['stigg'];
    locksHeld(): Promise<number>;
    engines(): Promise<number>;
  }
}
