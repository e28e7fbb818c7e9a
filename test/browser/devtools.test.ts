// Overrides of the devtools across the tabs of a browser.
import { expect, it } from 'vitest';
import { type Tab, until } from '../support/browser.js';
import { hasAccess, initialized } from '../support/client-tab.js';
import { setStage } from '../support/stage.js';

const stage = setStage();
const FEATURE = 'feature-sso';
const UNHEARD_OF = 'feature-next-year';

async function openTab(withDevtools: boolean): Promise<Tab> {
  const tab = await stage.open({ entitlementsFallback: { [FEATURE]: { hasAccess: false } } });
  expect(await initialized(tab)).toBe('ready');
  if (withDevtools) {
    await tab.evaluate(async () => {
      const { openDevtools } = (await window.load(
        'stigg-offline/devtools',
      )) as typeof import('stigg-offline/devtools');
      openDevtools(window.stigg);
    });
  }
  return tab;
}

/** Grants the feature in the overlay, as its reader does. */
const grant = (tab: Tab) =>
  tab.evaluate((featureId) => {
    const root = document.querySelector('stigg-devtools')?.shadowRoot;
    const select = root?.querySelector<HTMLSelectElement>(`[aria-label="Access to ${featureId}"]`);
    if (!select) throw new Error('the overlay has no row for it');
    select.value = 'granted';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, FEATURE);

/** Grants what nobody has heard of, by its id. */
const grantById = (tab: Tab) =>
  tab.evaluate((featureId) => {
    const field = document
      .querySelector('stigg-devtools')
      ?.shadowRoot?.querySelector<HTMLInputElement>('.field input');
    if (!field) throw new Error('the overlay has no field for it');
    field.value = featureId;
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  }, UNHEARD_OF);

const removeAll = (tab: Tab) =>
  tab.evaluate(() => {
    const root = document.querySelector('stigg-devtools')?.shadowRoot;
    const buttons = [...(root?.querySelectorAll('button') ?? [])];
    buttons.find(({ textContent }) => textContent === 'Remove all')?.click();
  });

const sourceOf = (tab: Tab, featureId: string) =>
  tab.evaluate((id) => {
    const answer = window.stigg.getBooleanEntitlement({ featureId: id });
    return window.stigg.freshnessOf(answer).source as string;
  }, featureId);

const attached = (tab: Tab) =>
  tab.evaluate(() => {
    const facts =
      document.querySelector('stigg-devtools')?.shadowRoot?.querySelectorAll('.facts > div') ?? [];
    const fact = [...facts].find(({ firstChild }) => firstChild?.textContent === 'Tabs attached');
    return fact?.lastChild?.textContent;
  });

it('tell how many tabs are attached to the engine', async () => {
  const [one, other] = [await openTab(true), await openTab(false)];
  await until(async () => (await attached(one)) === '2', { what: 'both are counted' });
  await other.close();
  await until(async () => (await attached(one)) === '1', { what: 'only one is left' });
});

it('cross tabs, are marked, and are gone with one click; a page without devtools does not know of them', async () => {
  const [one, other, plain] = [await openTab(true), await openTab(true), await openTab(false)];
  for (const tab of [one, other, plain]) expect(await hasAccess(tab, FEATURE)).toBe(false);
  await grant(one);
  await grantById(one);
  for (const featureId of [FEATURE, UNHEARD_OF]) {
    for (const tab of [one, other]) {
      await until(() => hasAccess(tab, featureId), { what: `${featureId} is granted` });
      expect(await sourceOf(tab, featureId)).toBe('override');
    }
    expect(await hasAccess(plain, featureId)).toBe(false);
  }
  await removeAll(other);
  for (const featureId of [FEATURE, UNHEARD_OF]) {
    for (const tab of [one, other]) {
      await until(async () => !(await hasAccess(tab, featureId)), { what: `${featureId} is gone` });
      expect(await sourceOf(tab, featureId)).not.toBe('override');
    }
  }
});
