// What is known survives reloads and outages.
import { expect, it } from 'vitest';
import { until } from '../support/browser.js';
import { hasAccess, initialized, statusOf } from '../support/client-tab.js';
import { needing } from '../support/needing.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage({ initTimeoutMs: 2_000, requestTimeoutMs: 1_500 });

const grantSso = () => stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });

it('answers after a reload with the API down from the store, and converges by itself', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  await stage.api.fault({ mode: 'down' });
  await tab.reload();
  await stage.revive(tab);
  expect(await initialized(tab)).toBe('ready');
  const answer = await tab.evaluate(() => {
    const result = window.stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' });
    const { source, stale, ageMs } = window.stigg.freshnessOf(result);
    return { ...result, source, stale, aged: (ageMs ?? 0) > 0 };
  });
  expect(answer).toMatchObject({
    hasAccess: true,
    isFallback: false,
    source: 'store',
    stale: true,
    aged: true,
  });
  expect(await statusOf(tab)).toMatchObject({ phase: 'ready', source: 'store', stale: true });
  await until(async () => (await statusOf(tab)).code === 'NETWORK', { what: 'the failure is in the status' });
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);

  await grantSso();
  await stage.api.heal();
  await until(() => hasAccess(tab, 'feature-sso'), { what: 'the news has arrived' });
  expect(await statusOf(tab)).toMatchObject({ phase: 'ready', source: 'network', stale: false });
  expect((await statusOf(tab)).code).toBeUndefined();
});

async function healsFrom(mode: string, code: string): Promise<void> {
  await stage.api.fault({ mode });
  const tab = await stage.open({
    entitlementsFallback: {
      'feature-sso': { hasAccess: true },
      'feature-history-days': { hasAccess: true, value: 3 },
    },
  });
  const started = Date.now();
  expect(await initialized(tab)).toBe(code);
  // `within`: the time itself is no assertion on a noisy machine, but a wait of another kind would take 10 s.
  expect(Date.now() - started).toBeLessThan(6_000);
  const answers = () =>
    tab.evaluate(() => [
      window.stigg.getBooleanEntitlement({ featureId: 'feature-sso' }),
      window.stigg.getNumericEntitlement({ featureId: 'feature-history-days' }),
    ]);
  expect(await answers()).toMatchObject([
    { isFallback: true, hasAccess: true },
    { isFallback: true, value: 3 },
  ]);
  expect(await statusOf(tab)).toMatchObject({ phase: 'failed', source: 'fallback', code });
  await stage.api.heal();
  await until(async () => (await statusOf(tab)).phase === 'ready', { what: 'it healed without a reload' });
  expect(await answers()).toMatchObject([
    { isFallback: false, hasAccess: false },
    { isFallback: false, value: 90 },
  ]);
  expect(await initialized(tab)).toBe('ready');
  expect((await tab.evaluate(() => window.heard)).length).toBe(1);
  expect(await tab.evaluate(() => window.unhandled)).toEqual([]);
}

const HEALS = 'with no snapshot and the API %s, fails with %s, answers fallbacks, and heals';

it.each([['down', 'NETWORK']] as const)(HEALS, healsFrom);

needing('spareTime').each([
  ['hang', 'TIMEOUT'],
  ['error503', 'SERVER'],
  ['error429', 'RATE_LIMITED'],
  ['garbage', 'INVALID_RESPONSE'],
] as const)(HEALS, healsFrom);

it('takes nothing away while the API fails, however it fails', async () => {
  const tab = await stage.open();
  expect(await initialized(tab)).toBe('ready');
  for (const mode of [
    'down',
    'hang',
    'error500',
    'error503',
    'error429',
    'garbage',
    'partial',
    'unauthenticated',
  ]) {
    await stage.api.fault({ mode });
    const rejected = await tab.evaluate(() =>
      window.stigg.refresh().then(
        () => 'resolved',
        ({ code }) => code,
      ),
    );
    expect(rejected, mode).not.toBe('resolved');
    expect(await hasAccess(tab, 'feature-audit-log'), mode).toBe(true);
    expect((await statusOf(tab)).stale, mode).toBe(true);
  }
});

it('deletes what it knew when the API denies the customer as such', async () => {
  const tab = await stage.open({ entitlementsFallback: { 'feature-audit-log': { hasAccess: false } } });
  expect(await initialized(tab)).toBe('ready');
  await stage.api.patch({ customers: { [CUSTOMER]: { archived: true } } });
  await until(async () => !(await hasAccess(tab, 'feature-audit-log')), {
    what: 'the archived customer has no access',
  });
  expect(await statusOf(tab)).toMatchObject({ source: 'fallback', code: 'NOT_FOUND', revision: 0 });
  await tab.reload();
  await stage.api.fault({ mode: 'down' });
  await stage.revive(tab);
  expect(await initialized(tab)).not.toBe('ready');
});

it('keeps answers in a further tab, too, when the API is down', async () => {
  const first = await stage.open();
  expect(await initialized(first)).toBe('ready');
  await stage.api.fault({ mode: 'down' });
  const second = await stage.open();
  expect(await initialized(second)).toBe('ready');
  expect(await hasAccess(second, 'feature-audit-log')).toBe(true);
});

it('answers an offline reload without a token from the store', async () => {
  const accepted = { [CUSTOMER]: ['the-token'] };
  await stage.api.patch({ customerTokens: { enforced: true, accepted } });
  const tab = await stage.open({ customerToken: 'the-token' });
  expect(await initialized(tab)).toBe('ready');
  await stage.api.fault({ mode: 'down' });
  await tab.reload();
  await stage.revive(tab);
  expect(await initialized(tab)).toBe('ready');
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  // Back online, the missing token is refused; what was known stays, marked stale.
  await stage.api.heal();
  await until(async () => (await statusOf(tab)).code === 'UNAUTHENTICATED', {
    what: 'the API asks for a token',
  });
  expect(await hasAccess(tab, 'feature-audit-log')).toBe(true);
  expect((await statusOf(tab)).stale).toBe(true);
});
