import { expect, it } from 'vitest';
import { setNodeStage } from '../support/node-client.js';

// What renders when an answer is another object must not render for nothing, or for ever.

const stage = setNodeStage();

it('those who ask in turn, each for an amount of its own, keep their answers', async () => {
  const stigg = stage.client();
  await stigg.waitForInitialization();
  const ask = (requestedUsage: number) =>
    stigg.getMeteredEntitlement({ featureId: 'feature-seats', options: { requestedUsage } });
  const [one, many] = [ask(1), ask(13)];
  expect([one.hasAccess, many.hasAccess]).toEqual([true, false]);
  expect(ask(1)).toBe(one);
  expect(ask(13)).toBe(many);
  await stigg.refresh();
  expect(ask(1)).toBe(one);
});

it('so do those with a fallback of their own', () => {
  const stigg = stage.client({ lazyLoad: true });
  const ask = (hasAccess: boolean) =>
    stigg.getBooleanEntitlement({ featureId: 'feature-sso', options: { fallback: { hasAccess } } });
  const [granted, denied] = [ask(true), ask(false)];
  expect([granted.hasAccess, denied.hasAccess]).toEqual([true, false]);
  expect(ask(true)).toBe(granted);
  expect(ask(false)).toBe(denied);
});

it('any number of amounts is answered right', () => {
  const stigg = stage.client({
    offline: true,
    entitlementsFallback: { f: { hasAccess: true, usageLimit: 9 } },
  });
  for (let requestedUsage = 0; requestedUsage < 2_500; requestedUsage++) {
    const answer = stigg.getMeteredEntitlement({ featureId: 'f', options: { requestedUsage } });
    expect(answer.requestedUsage).toBe(requestedUsage);
  }
});
