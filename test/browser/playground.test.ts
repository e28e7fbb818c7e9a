// The playground as `npm start` runs it: two servers, one page.
import { expect, it } from 'vitest';
import { type Tab, until } from '../support/browser.js';
import { setPlayground, text } from '../support/playground.js';

const playground = setPlayground();
const { open, control } = playground;

const rows = (tab: Tab) => tab.evaluate(() => document.querySelectorAll('tbody tr').length);
const fault = (mode: string) => control('PUT', 'faults', { mode });

it('shows a customer, survives a reload with the API down, and comes back', async () => {
  const tab = await open('/');
  await until(async () => (await rows(tab)) === 8, { what: 'the eight features are there' });
  await until(async () => (await text(tab)).includes('shared-worker'), { what: 'the host is shown' });
  // The rows are there before the first response: only what the API has told can survive its loss.
  await until(() => tab.evaluate(() => window.stigg.status.source === 'network'), {
    what: 'the API answers',
  });

  await fault('down');
  await tab.reload();
  await until(async () => (await rows(tab)) === 8, { what: 'the eight features are there without the API' });
  await until(async () => (await text(tab)).includes('NETWORK'), { what: 'the failure is shown' });
  expect(await tab.evaluate(() => window.stigg.status)).toMatchObject({ source: 'store', stale: true });

  await fault('none');
  await until(() => tab.evaluate(() => window.stigg.status.source === 'network'), { what: 'it converges' });
});

it('shows offline mode without a request', async () => {
  await control('DELETE', 'requests');
  const tab = await open('/?offline=1');
  await until(async () => (await rows(tab)) > 0, { what: 'the fallbacks are listed' });
  expect(await tab.evaluate(() => window.stigg.status)).toMatchObject({ source: 'fallback', host: 'none' });
  expect(await (await fetch(`${playground.api}/control/requests`)).json()).toEqual([]);
});

it('does what its controls say', async () => {
  const tab = await open('/?customer=customer-acme');
  const press = (id: string) => tab.page.click(`#${id}`);
  const pick = (id: string, value: string) => tab.page.select(`#${id}`, value);
  /** The row of a feature in the customer's own table, as text. */
  const row = (name: string) =>
    tab.evaluate(
      (feature) =>
        [...document.querySelectorAll<HTMLElement>('#own-list tbody tr')].find((one) =>
          one.innerText.includes(feature),
        )?.innerText ?? '',
      name,
    );
  const shows = (name: string, words: RegExp) =>
    until(async () => words.test(await row(name)), { what: `${name} shows ${words}` });

  await shows('Seats', /8 of 20/);
  await tab.evaluate(() => {
    const slider = document.querySelector<HTMLInputElement>('#requested');
    if (!slider) throw new Error('no slider');
    slider.value = '13';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await shows('Seats', /No.*RequestedUsage/s);
  await shows('Seats', /network.*s old/s);

  await pick('feature', 'feature-sso');
  await press('grant');
  await press('refresh');
  await shows('Single sign-on', /Yes/);
  await press('revoke');
  await press('refresh');
  await shows('Single sign-on', /No/);

  await pick('meter', 'feature-reports');
  const before = await row('Reports');
  await press('spend-10');
  await press('refresh');
  await until(async () => (await row('Reports')) !== before, { what: 'the usage has moved' });

  await pick('resource', 'workspace-lisbon');
  await until(() => tab.evaluate(() => document.querySelectorAll('#resource-list tbody tr').length > 0), {
    what: 'the resource has a table of its own',
  });
  await pick('customer', 'customer-globex');
  await shows('Single sign-on', /Yes/);

  await press('second-tab');
  const other = await until(
    async () =>
      (await playground.browser.puppeteer.pages()).find(
        (one) => one !== tab.page && one.url().includes('globex'),
      ),
    { what: 'the second tab is there' },
  );
  await until(() => other?.evaluate(() => window.stigg?.status.phase === 'ready'), { what: 'it is ready' });
  await tab.page.bringToFront();
  await press('sign-out');
  await until(() => other?.evaluate(() => window.stigg.status.phase === 'signed-out'), {
    what: 'the other tab is signed out',
  });
  await until(async () => /signedOut/.test(await text(tab)), { what: 'the log has it' });
  await press('sign-in');
  await shows('Single sign-on', /Yes/);
});

it('says how the API fails', async () => {
  const tab = await open('/?customer=customer-acme');
  await until(async () => (await rows(tab)) === 8, { what: 'the eight features are there' });
  for (const [button, code] of [
    ['429', 'RATE_LIMITED'],
    ['Down', 'NETWORK'],
    ['Up', 'none'],
  ]) {
    await tab.evaluate((name) => {
      const found = [...document.querySelectorAll<HTMLElement>('#faults button')].find(
        (one) => one.innerText.trim() === name,
      );
      found?.click();
      void window.stigg.refresh().catch(() => {});
    }, button as string);
    await until(async () => new RegExp(`Error\\s+${code}`).test(await text(tab)), {
      what: `${button} shows ${code}`,
    });
  }
});
