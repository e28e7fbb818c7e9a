// The first answer of a page that starts: from the copy, in the task in which the client is made.
import { expect, it } from 'vitest';
import { API_KEY } from '../support/api.js';
import { type Tab, until } from '../support/browser.js';
import { copiesOn, initialized, statusOf } from '../support/client-tab.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage({ refreshIntervalMs: 0 });

/** Makes a client in a tab that has none, and asks it in the same breath. */
function firstAnswer(tab: Tab) {
  return tab.evaluate(
    async (options) => {
      const { default: Stigg } = await window.load('stigg-offline');
      window.stigg = Stigg.initialize(options);
      const answer = window.stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' });
      const { source, ageMs, stale } = window.stigg.freshnessOf(answer);
      return { hasAccess: answer.hasAccess, isFallback: answer.isFallback, source, ageMs, stale };
    },
    { apiKey: API_KEY, baseUri: stage.api.url, customerId: CUSTOMER, refreshIntervalMs: 0 },
  );
}

it('is there after a reload and in a further tab, whatever became of API and engine', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  await until(async () => (await copiesOn(tab)).length === 1, { what: 'there is a copy' });
  await stage.api.fault({ mode: 'down' });
  for (const file of ['worker.js', 'engine.js']) {
    stage.site.serve(`/stigg-offline/${file}`, { body: 'gone', status: 404, type: 'text/plain' });
  }
  await tab.reload();
  const further = await stage.open({}, '/');
  for (const page of [tab, further]) {
    const { ageMs, ...answer } = await firstAnswer(page);
    expect(answer).toEqual({ hasAccess: true, isFallback: false, source: 'store', stale: true });
    expect(ageMs).toBeGreaterThan(0);
    expect(await initialized(page)).toBe('ready');
    expect((await statusOf(page)).source).toBe('store');
  }
});

it('is never one that a tab has seen revoked, and gives way to the network', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  await until(async () => (await copiesOn(tab)).length === 1, { what: 'there is a copy' });
  await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-audit-log': false } } } });
  await tab.evaluate(() => window.stigg.refresh());
  await tab.reload();
  expect((await firstAnswer(tab)).hasAccess).toBe(false);
  await until(async () => (await statusOf(tab)).source === 'network', { what: 'the engine has asked' });
});
