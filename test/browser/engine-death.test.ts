// The engine dies; the checks do not.
import { expect, it } from 'vitest';
import { type Tab, until } from '../support/browser.js';
import { watchChecks } from '../support/check-watch.js';
import { hasAccess, initialized, statusOf } from '../support/client-tab.js';
import { needing } from '../support/needing.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage({ refreshIntervalMs: 0, requestTimeoutMs: 5_000 });

declare global {
  interface Window {
    outcome: string | undefined;
  }
}

it('a call that the engine died over is answered by the next engine, and checks never stop', async () => {
  const tabs = [await stage.open(), await stage.open()];
  for (const tab of tabs) {
    expect(await initialized(tab)).toBe('ready');
    await watchChecks(tab);
  }
  const [tab, other] = tabs as [Tab, Tab];
  for (let round = 0; round < 3; round++) {
    await stage.api.fault({ mode: 'slow', latencyMs: 400 });
    await stage.api.forgetRequests();
    await tab.evaluate(() => {
      window.outcome = undefined;
      window.stigg.refresh().then(
        () => {
          window.outcome = 'refreshed';
        },
        ({ code }) => {
          window.outcome = code;
        },
      );
    });
    await until(async () => (await stage.api.requests()).length > 0, { what: 'the request is under way' });
    expect(await stage.killEngines()).toBe(1);
    await until(() => tab.evaluate(() => window.outcome), { what: 'the call has an outcome' });
    expect(['refreshed', 'ENGINE_LOST']).toContain(await tab.evaluate(() => window.outcome));
    await stage.api.heal();
    await until(async () => (await statusOf(tab)).source === 'network', {
      what: 'a new engine serves the tab',
    });
  }
  for (const watched of tabs) expect(await watched.evaluate(() => window.wrongAnswers)).toEqual([]);
  // Both tabs hang on the one new engine.
  await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
  await tab.evaluate(() => window.stigg.refresh());
  await until(() => hasAccess(other, 'feature-sso'), { what: 'the other tab hears of it' });
});

it('takes the engine in the page when the worker script is missing, and says so', async () => {
  stage.site.serve('/stigg-offline/worker.js', { body: 'gone', status: 404, type: 'text/plain' });
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  expect(await statusOf(tab)).toMatchObject({ host: 'page', persistence: 'indexeddb', source: 'network' });
  stage.site.withdraw('/stigg-offline/worker.js');
});

it('answers from fallbacks where neither worker nor engine can be loaded', async () => {
  for (const file of ['worker.js', 'engine.js']) {
    stage.site.serve(`/stigg-offline/${file}`, { body: 'gone', status: 404, type: 'text/plain' });
  }
  const tab = await stage.open({ entitlementsFallback: { 'feature-sso': { hasAccess: true } } });
  expect(await initialized(tab)).toBe('ENGINE_LOST');
  expect(await hasAccess(tab, 'feature-sso')).toBe(true);
  expect(await statusOf(tab)).toMatchObject({ phase: 'failed', host: 'none', source: 'fallback' });
  for (const file of ['worker.js', 'engine.js']) stage.site.withdraw(`/stigg-offline/${file}`);
});

needing('restoreWithLock')('comes back from the back/forward cache and refreshes again', async () => {
  const tab = await stage.open({ refreshIntervalMs: 500 });
  expect(await initialized(tab)).toBe('ready');
  await tab.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      window.outcome = persisted ? 'restored' : 'loaded';
    });
  });
  stage.site.serve('/elsewhere', { body: '<!doctype html><title>elsewhere</title>' });
  await tab.goto(`${stage.site.origin}/elsewhere`);
  await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
  await tab.goBack();
  await until(() => tab.evaluate(() => window.outcome === 'restored'), { what: 'the page is restored' });
  await until(() => hasAccess(tab, 'feature-sso'), { what: 'it refreshes again' });
  expect((await statusOf(tab)).host).toBe('shared-worker');
});
