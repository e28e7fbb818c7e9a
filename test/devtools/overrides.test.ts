import { expect, it } from 'vitest';
import { CUSTOMER, listen, outcomeOf, setNodeStage } from '../support/node-client.js';
import { open, press, writeElsewhere } from './document.js';

const stage = setNodeStage();

async function readyClient() {
  const stigg = stage.client({ entitlementsFallback: { 'feature-sso': { hasAccess: false } } });
  await stigg.waitForInitialization();
  const sso = () => stigg.getBooleanEntitlement({ featureId: 'feature-sso' });
  const seats = (requestedUsage = 0) =>
    stigg.getMeteredEntitlement({ featureId: 'feature-seats', options: { requestedUsage } });
  return { stigg, sso, seats, sourceOf: (answer: object) => stigg.freshnessOf(answer).source };
}

it('grants and denies, marks the answer, tells of the change, and is gone with one click', async () => {
  const { stigg, sso, seats, sourceOf } = await readyClient();
  const changes = listen(stigg, 'entitlementsUpdated');
  const before = [sso(), seats()];
  expect(before.map(({ hasAccess }) => hasAccess)).toEqual([false, true]);
  const page = open(stigg);
  page.choose('feature-sso', 'Access', 'granted');
  page.choose('feature-seats', 'Access', 'denied');
  expect(sso()).toMatchObject({ hasAccess: true, isFallback: false });
  expect(seats()).toMatchObject({
    hasAccess: false,
    accessDeniedReason: 'CustomerNotEntitledForFeature',
    feature: { displayName: 'Seats' },
  });
  expect(stigg.freshnessOf(sso())).toEqual({
    source: 'override',
    fetchedAt: null,
    ageMs: null,
    stale: true,
  });
  expect(sourceOf(stigg.getBooleanEntitlement({ featureId: 'feature-audit-log' }))).toBe('network');
  expect(sso()).toBe(sso());
  expect(changes.map(({ changed }) => changed)).toEqual([['feature-sso'], ['feature-seats']]);
  expect(page.row('feature-sso').textContent).toContain('override');
  expect(page.one('[role=status]').textContent).toContain('2 overrides');
  page.click('Remove all');
  expect([sso(), seats()]).toEqual(before);
  expect([sso(), seats()].map(sourceOf)).toEqual(['network', 'network']);
  expect(localStorage.length).toBe(localStorage.getItem('stigg-offline:generation') === null ? 0 : 1);
});

it('sets usage and limit, which are judged as the API would', async () => {
  const { stigg, seats, sourceOf } = await readyClient();
  const page = open(stigg);
  page.choose('feature-seats', 'usage', '20');
  expect(seats(1)).toMatchObject({ hasAccess: false, currentUsage: 20, usageLimit: 20 });
  page.choose('feature-seats', 'limit', '21');
  expect(seats(1)).toMatchObject({ hasAccess: true, currentUsage: 20, usageLimit: 21 });
  expect(seats(2).accessDeniedReason).toBe('RequestedUsageExceedingLimit');
  // Granted by hand is granted, whatever the usage.
  page.choose('feature-seats', 'Access', 'granted');
  expect(seats(2).hasAccess).toBe(true);
  page.click('Remove');
  expect(seats()).toMatchObject({ currentUsage: 8, usageLimit: 20 });
  expect(sourceOf(seats())).toBe('network');
});

it('lists answer as the getters do, also from fallbacks', async () => {
  const stigg = stage.client({ offline: true, entitlementsFallback: { f: { hasAccess: false } } });
  const page = open(stigg);
  page.choose('f', 'Access', 'granted');
  const [element] = await stigg.getEntitlements();
  expect(element).toMatchObject({ hasAccess: true, isFallback: false });
  expect(stigg.freshnessOf(element ?? {}).source).toBe('override');
  page.close();
  expect((await stigg.getEntitlements())[0]).toMatchObject({ hasAccess: false, isFallback: true });
});

it('stand in the list of those that have been asked for and that nobody knows', async () => {
  const { stigg } = await readyClient();
  const page = open(stigg);
  const unknown = () => stigg.getNumericEntitlement({ featureId: 'feature-unheard-of' });
  expect(unknown().hasAccess).toBe(false);
  await stigg.refresh();
  await expect.poll(() => page.root.textContent).toContain('feature-unheard-of');
  page.choose('feature-unheard-of', 'value', '7');
  expect(unknown()).toMatchObject({ hasAccess: true, value: 7 });
});

it('grants by its id what is in no list, and it is gone with one click', async () => {
  const { stigg, sourceOf } = await readyClient();
  const page = open(stigg);
  const unheardOf = (featureId: string) => stigg.getBooleanEntitlement({ featureId });
  const field = page.one<HTMLInputElement>('[placeholder=feature-id]');
  const before = page.root.querySelectorAll('.features > li').length;
  field.value = ' ';
  press(field, 'Enter');
  expect(page.root.querySelectorAll('.features > li')).toHaveLength(before);
  field.value = ' feature-next-year ';
  press(field, 'Enter');
  field.value = '__proto__';
  page.click('Grant');
  expect([field.value, page.root.activeElement]).toEqual(['', field]);
  for (const id of ['feature-next-year', '__proto__']) {
    expect(unheardOf(id).hasAccess).toBe(true);
    expect(sourceOf(unheardOf(id))).toBe('override');
    expect(page.row(id).textContent).toContain('override');
  }
  // A meter that the app asks for later is granted, too, and its usage can be set.
  expect(stigg.getMeteredEntitlement({ featureId: 'feature-next-year' }).hasAccess).toBe(true);
  await expect.poll(() => page.row('feature-next-year').querySelectorAll('input').length).toBe(2);
  page.one<HTMLElement>('[aria-label="Remove the override of feature-next-year"]').click();
  expect(unheardOf('feature-next-year').hasAccess).toBe(false);
  expect(unheardOf('__proto__').hasAccess).toBe(true);
  page.click('Remove all');
  expect(unheardOf('__proto__').hasAccess).toBe(false);
});

it('hears of other tabs, and leaves out what cannot be read', async () => {
  const { stigg, sso } = await readyClient();
  open(stigg);
  writeElsewhere('{"overrides":{"feature-sso":{"access":"granted","usage":-1},"f":7,"g":null}}');
  expect(sso().hasAccess).toBe(true);
  for (const item of ['{', '7', 'null', '{"overrides":7}', '{"overrides":{"feature-sso":{"access":1}}}']) {
    writeElsewhere(item);
    expect(sso().hasAccess).toBe(false);
  }
});

it('are of no matter to a client without devtools', async () => {
  writeElsewhere('{"overrides":{"feature-sso":{"access":"granted"}},"offline":true}');
  const { stigg, sso } = await readyClient();
  expect(sso().hasAccess).toBe(false);
  const page = open(stigg);
  expect(sso().hasAccess).toBe(true);
  page.close();
  expect(sso().hasAccess).toBe(false);
  await stigg.refresh();
});

it('an overridden answer is not reported to the API', async () => {
  const { stigg } = await readyClient();
  const page = open(stigg);
  page.choose('feature-sso', 'Access', 'granted');
  const check = (featureId: string) =>
    stigg.getBooleanEntitlement({ featureId, options: { shouldTrack: true } });
  check('feature-sso');
  check('feature-audit-log');
  const reports = async () =>
    (await stage.api.requests()).filter(({ operationName }) => operationName !== 'GetEntitlements');
  await expect.poll(reports, { timeout: 30_000 }).not.toEqual([]);
  const told = JSON.stringify(await reports());
  expect(told).toContain('feature-audit-log');
  expect(told).not.toContain('feature-sso');
});

it('simulates a network that is gone, and brings it back', async () => {
  const { stigg, sso } = await readyClient();
  const page = open(stigg);
  const offline = page.one<HTMLInputElement>('input[type=checkbox]');
  offline.click();
  expect(stigg.status).toMatchObject({ stale: true, source: 'network', error: { code: 'NETWORK' } });
  await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
  expect(await outcomeOf(stigg.refresh())).toBe('NETWORK');
  expect(await outcomeOf(stigg.getPaywall())).toBe('NETWORK');
  expect(sso().hasAccess).toBe(false);
  expect(page.root.textContent).toContain('offline simulated');
  page.click('Remove all');
  await expect.poll(() => sso().hasAccess, { timeout: 30_000 }).toBe(true);
  await stigg.refresh();
  expect(stigg.status).toMatchObject({ stale: false });
  expect(stigg.status.error).toBeUndefined();
});
